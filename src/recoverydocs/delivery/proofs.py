"""A record held against what comes with it: files, raw records, the outcome's ground."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from recoverydocs.evidence import raw_digest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from recoverydocs.delivery.checker import Checker
    from recoverydocs.evidence import Attempt

_ARRIVED = frozenset({"e-delivered", "e-read"})


def check_files(
    check: Checker,
    where: str,
    item: Mapping[str, Any],
    files: Mapping[str, bytes],
    paths: Collection[str],
) -> None:
    """Every file named comes along or is in the package; raw digests are right."""
    for field, name in _named(item):
        if not isinstance(name, str) or (name not in files and name not in paths):
            shown = name if isinstance(name, str) else "（不是文本）"
            check.fault(where, field, f"没有文件 {shown}", "请随本次附加，或更正文件名")
    for number, raw in _raws(item):
        content = files.get(str(raw.get("path")))
        row = raw.get("row")
        if content is None or not (row is None or isinstance(row, int)):
            continue
        place = f"{where} events[{number}]"
        digest = raw_digest(content, row)
        if digest is None:
            check.fault(place, "row", f"文件没有第 {row} 行", "请更正行号")
        elif raw.get("sha256", digest) != digest:
            check.fault(place, "sha256", "与文件内容不符", "请删除该项，由程序计算")


def check_outcome(
    check: Checker, where: str, item: Mapping[str, Any], earlier: Attempt | None
) -> None:
    """An arrival needs an event that tells it, or a receipt that is not the operator's word."""
    outcome = item.get("outcome")
    if not isinstance(outcome, Mapping):
        return
    given = item.get("events")
    events = list(earlier.events if earlier else ()) + [
        one
        for one in (given if isinstance(given, list | tuple) else ())
        if isinstance(one, Mapping)
    ]
    numbers = outcome.get("basis_events")
    if isinstance(numbers, list | tuple) and any(
        isinstance(one, int) and one >= len(events) for one in numbers
    ):
        check.fault(where, "basis_events", "没有这个序号的事件", "请从 0 起数，核对事件序号")
    if outcome.get("result") != "delivered":
        return
    codes = [str(event.get("code")) for event in events]
    told = any(code.startswith("delivered-") or code in _ARRIVED for code in codes)
    receipts = (earlier.receipts if earlier else ()) or item.get("receipts")
    if not told and not (receipts and outcome.get("stated_by") != "operator"):
        check.fault(
            where,
            "outcome",
            "“送达”没有依据",
            "请写明签收或电子送达的事件，或附回执并由承运人、法院陈述",
        )


def _named(item: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Every file name in a member, with the field that it stands in."""
    receipts = item.get("receipts")
    if receipts is not None and not isinstance(receipts, list | tuple):
        yield "receipts", receipts
    for name in receipts if isinstance(receipts, list | tuple) else ():
        yield "receipts", name
    address = item.get("address")
    basis = address.get("basis") if isinstance(address, Mapping) else None
    if isinstance(basis, Mapping) and "file" in basis:
        yield "file", basis["file"]
    for _, raw in _raws(item):
        if "path" in raw:
            yield "path", raw["path"]


def _raws(item: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    events = item.get("events")
    for number, event in enumerate(events if isinstance(events, list | tuple) else ()):
        raw = event.get("raw") if isinstance(event, Mapping) else None
        if isinstance(raw, Mapping):
            yield number, raw
