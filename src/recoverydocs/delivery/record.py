"""A delivery record made by hand, or from a carrier's row: read, and every fault named at once.

It holds members of the manifest's ``delivery[]``. What sealing fills in may be left out: the
check of a mail number, the digest of a raw record whose file comes along, whole paths.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeGuard

import yaml

from recoverydocs.delivery.channels import CHANNELS
from recoverydocs.delivery.checker import Checker
from recoverydocs.delivery.proofs import check_files, check_outcome
from recoverydocs.delivery.words import (
    BASIS_TYPES,
    CHECKS,
    EVENT,
    EVENT_CODES,
    RESULTS,
    SOURCES,
    STATED_BY,
    STATEMENT,
    UPDATE,
)
from recoverydocs.errors import DataRefusedError, Finding, Severity, WrongUsageError
from recoverydocs.evidence import check_mail_number

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from recoverydocs.evidence import Attempt

_ATTEMPT_ID = re.compile(r"[A-Z][A-Z0-9-]{0,31}")
_MAIL_NUMBER = re.compile(r"[A-Z0-9-]{6,40}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOST_ROWS = 10_000_000


def read_record(file_name: str, content: bytes) -> tuple[Mapping[str, Any], ...]:
    """The members that a JSON or YAML file holds: one mapping, a list, or ``delivery:`` a list.

    Raises:
        WrongUsageError: neither a .json nor a .yaml name.
        DataRefusedError: it cannot be read as that.
    """
    ending = file_name.lower().rpartition(".")[2]
    if ending not in {"json", "yaml", "yml"}:
        raise WrongUsageError("record: give a .json, .yaml or .yml file")
    try:
        text = content.decode("utf-8-sig")
        data = json.loads(text) if ending == "json" else yaml.load(text, _Texts)  # noqa: S506
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        raise DataRefusedError(
            "送达记录无法读取", [_fault("送达记录", "文件不是有效的 JSON 或 YAML（UTF-8）")]
        ) from error
    if isinstance(data, dict) and set(data) == {"delivery"}:
        data = data["delivery"]
    members = data if isinstance(data, list) else [data]
    if not members or not all(isinstance(member, dict) for member in members):
        raise DataRefusedError(
            "送达记录无法读取", [_fault("送达记录", "文件中没有送达记录，或不是成组的数据")]
        )
    return tuple(members)


def checked_record(
    members: Sequence[Mapping[str, Any]],
    *,
    files: Mapping[str, bytes],
    earlier: Sequence[Attempt] = (),
    paths: Collection[str] = (),
) -> tuple[tuple[dict[str, Any], ...], tuple[Finding, ...]]:
    """A record that may be sealed, and the warnings about it.

    A member with ``channel`` and without ``attempt_id`` gets the next free one; where there is
    one member only and it names no receipts, the files are its receipts.

    Args:
        members: as read.
        files: the files that come along, by the name under which the record may call them.
        earlier: attempts that the package knows already.
        paths: whole paths of files in earlier revisions.

    Raises:
        DataRefusedError: every fault of every member, in Chinese.
    """
    check = Checker()
    known = {attempt.attempt_id: attempt for attempt in earlier}
    taken = set(known)
    results: list[dict[str, Any]] = []
    for place, member in enumerate(members):
        where = f"送达记录 第{place + 1}项"
        item = _with_id(dict(member), taken)
        if len(members) == 1 and files and "receipts" not in item and _is_told(item):
            item["receipts"] = list(files)
        _check_id(check, where, item, known, taken)
        _check_member(check, where, item)
        check_files(check, where, item, files, paths)
        check_outcome(check, where, item, known.get(str(item.get("attempt_id"))))
        results.append(item)
    faults = [one for one in check.findings if one.severity is Severity.FAULT]
    if faults:
        raise DataRefusedError("送达记录有误，未附加任何内容", check.findings)
    return tuple(results), tuple(check.findings)


class _Texts(yaml.SafeLoader):
    """YAML in which a date or a time stays the text that was written."""


_Texts.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _with_id(item: dict[str, Any], taken: set[str]) -> dict[str, Any]:
    if "attempt_id" not in item and "channel" in item:
        number = 1
        while f"A{number}" in taken:
            number += 1
        item["attempt_id"] = f"A{number}"
    return item


def _is_told(item: Mapping[str, Any]) -> bool:
    return "channel" in item or bool(set(item) & {"events", "outcome"})


def _check_id(
    check: Checker,
    where: str,
    item: Mapping[str, Any],
    known: Mapping[str, Attempt],
    taken: set[str],
) -> None:
    """One full statement an attempt; updates only of what is known."""
    check.needs(where, item, ("attempt_id",))
    if "attempt_id" not in item:
        return
    key = item["attempt_id"]
    if not isinstance(key, str) or not _ATTEMPT_ID.fullmatch(key):
        check.fault(where, "attempt_id", "编号不合规", "请写成 A1、A2 这样的大写字母加数字")
    elif "channel" in item and key in taken:
        check.fault(where, "attempt_id", f"{key} 已有完整陈述", "补充请去掉 channel 等各项")
    elif "channel" not in item and key not in known:
        check.fault(where, "attempt_id", f"证据包中没有 {key}", "请先完整陈述该次送达")
    taken.add(str(key))


def _check_member(check: Checker, where: str, item: Mapping[str, Any]) -> None:
    full = "channel" in item
    check.known(where, item, STATEMENT if full else UPDATE)
    if full:
        _check_statement(check, where, item)
    elif not set(item) & {"events", "outcome", "receipts"}:
        check.fault(where, "events", "没有任何补充内容", "请填写事件、送达结果或回执文件")
    if "events" in item:
        for number, event in enumerate(check.items(where, "events", item["events"])):
            _check_event(check, f"{where} events[{number}]", event)
    if "receipts" in item:
        names = check.items(where, "receipts", item["receipts"])
        if len({str(name) for name in names}) < len(names):
            check.fault(where, "receipts", "同一文件列了两次", "请删除重复的一项")
    if "outcome" in item:
        _check_outcome_shape(check, where, item["outcome"])


def _check_statement(check: Checker, where: str, item: Mapping[str, Any]) -> None:
    check.needs(where, item, ("addressee", "address", "slip_contents"))
    channel = check.choice(where, "channel", item["channel"], tuple(CHANNELS))
    for name in ("carrier", "addressee", "slip_contents"):
        if name in item:
            check.text(where, name, item[name])
    if "posted_at" in item:
        check.time(where, "posted_at", item["posted_at"])
    if "address" in item:
        _check_address(check, where, item["address"])
    if "mail_number" in item:
        _check_mail_number(check, where, item["mail_number"])
    if channel:
        given = item.get("events")
        events = [one for one in given if isinstance(one, Mapping)] if _is_list(given) else []
        check.findings += CHANNELS[channel].faults({**item, "events": events}, where)


def _check_address(check: Checker, where: str, value: object) -> None:
    address = check.members(where, "address", value)
    check.known(where, address, {"value", "basis"})
    check.needs(where, address, ("value", "basis") if address else ())
    if "value" in address:
        check.text(f"{where} address", "value", address["value"])
    if "basis" not in address:
        return
    basis = check.members(where, "basis", address["basis"])
    check.known(where, basis, {"type", "reference", "file"})
    check.needs(where, basis, ("type",) if basis else ())
    if "reference" in basis:
        check.text(where, "reference", basis["reference"])
    if "type" in basis:
        kind = check.choice(where, "type", basis["type"], BASIS_TYPES)
        if kind in {"other", "contract-clause"} and "reference" not in basis:
            remedy = "请写明合同条款号" if kind == "contract-clause" else "请写明是什么依据"
            check.fault(where, "reference", "缺失", remedy)


def _check_mail_number(check: Checker, where: str, value: object) -> None:
    number: object = value
    if isinstance(value, Mapping):
        mail = check.members(where, "mail_number", value)
        check.known(where, mail, {"value", "check"})
        number = mail.get("value")
        if "check" in mail:
            said = check.choice(where, "check", mail["check"], CHECKS)
            if said and isinstance(number, str) and said != check_mail_number(number):
                check.fault(where, "check", "与邮件号不符", "请删除该项，由程序计算")
    if isinstance(number, int):
        check.fault(where, "mail_number", "写成了数字，可能已丢失前导零", "请加引号写成文本")
    elif not isinstance(number, str) or not _MAIL_NUMBER.fullmatch(number):
        check.fault(where, "mail_number", "不是邮件号", "请填写 6 至 40 位大写字母和数字")


def _check_event(check: Checker, where: str, value: object) -> None:
    event = check.members(where, "events", value)
    if not event:
        return
    check.known(where, event, EVENT)
    check.needs(where, event, ("code", "at", "source"))
    if "code" in event:
        check.choice(where, "code", event["code"], EVENT_CODES)
    if "at" in event:
        check.time(where, "at", event["at"])
    for name in ("carrier_code", "text", "place", "signer"):
        if name in event:
            check.text(where, name, event[name])
    source = ""
    if "source" in event:
        source = check.choice(where, "source", event["source"], SOURCES)
    if source and source != "manual" and "raw" not in event:
        check.fault(
            where, "raw", "有来源而无原始记录", "请给出原始文件，或将 source 写成 manual"
        )
    if "raw" in event:
        _check_raw(check, where, event["raw"])


def _check_raw(check: Checker, where: str, value: object) -> None:
    raw = check.members(where, "raw", value)
    if not raw:
        return
    check.known(where, raw, {"path", "row", "sha256"})
    if "path" not in raw and "sha256" not in raw:
        check.fault(where, "raw", "缺少文件名或 SHA-256", "请填写其一")
    digest = raw.get("sha256")
    if digest is not None and not (isinstance(digest, str) and _DIGEST.fullmatch(digest)):
        check.fault(where, "sha256", "不是 SHA-256", "请填写 64 位小写十六进制")
    row = raw.get("row")
    whole = isinstance(row, int) and not isinstance(row, bool)
    if row is not None and not (whole and 1 <= row <= _MOST_ROWS):
        check.fault(where, "row", "不是行号", "请填写从 1 起的整数")


def _check_outcome_shape(check: Checker, where: str, value: object) -> None:
    outcome = check.members(where, "outcome", value)
    if not outcome:
        return
    check.known(where, outcome, {"result", "on", "stated_by", "basis_events"})
    check.needs(where, outcome, ("result", "stated_by"))
    if "result" in outcome:
        check.choice(where, "result", outcome["result"], RESULTS)
    if "stated_by" in outcome:
        check.choice(where, "stated_by", outcome["stated_by"], STATED_BY)
    if "on" in outcome:
        check.day(where, "on", outcome["on"])
    numbers = outcome.get("basis_events", [])
    if not isinstance(numbers, list | tuple) or not all(
        isinstance(one, int) and not isinstance(one, bool) and one >= 0 for one in numbers
    ):
        check.fault(where, "basis_events", "不是事件序号的列表", "请填写从 0 起的整数列表")


def _is_list(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, list | tuple)


def _fault(where: str, message: str) -> Finding:
    return Finding(Severity.FAULT, "delivery-record", where, message)
