"""What a report states: each fact is the manifest's or the verification's, nothing is composed.

Stated times (自述时间) and proven times (证明时间) stand in columns of their own. Names,
addresses and signers are masked unless whoever asks wants them whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.exporting import commands
from recoverydocs.evidence.package import Package, read_structure
from recoverydocs.evidence.receipts import RESULTS, SPEAKERS, contradictions
from recoverydocs.evidence.report.words import (
    ACTORS,
    ADDRESS_BASES,
    CHANNELS,
    CLASSES,
    EVENTS,
    FIXED,
    LOCAL_TIME,
    NUMBER_CHECKS,
    ORIGINS,
    REASONS,
    ROLES,
    SOURCES,
)
from recoverydocs.evidence.trust import LOCAL
from recoverydocs.evidence.verdict import BEIJING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoverydocs.evidence.delivery import Attempt
    from recoverydocs.evidence.verdict import RevisionResult, Verdict

Row = tuple[str, ...]
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        headings: one a column.
        rows: as many cells each as there are headings; empty for nothing to show.
    """

    headings: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """One attempt of delivery.

    Attributes:
        title: its id and channel.
        facts: number, address, contents, outcomes.
        events: what happened, and on whose word.
        receipts: file name and media type of each receipt.
    """

    title: str
    facts: Pairs
    events: Table
    receipts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A verification, ready to be shown.

    Attributes:
        verdict: the word of the format.
        text: the verdict in Chinese.
        plain: what is proven, since when, on whose word.
        mark: √, △, ？ or ×, so that colour is not all that tells them apart.
        reasons: code, place and Chinese text of every reason.
        document: kind, title, 文号, issuer, digest, what the sealed register says.
        timeline: a row a revision.
        sent: a part an attempt.
        contradictions: what the receipts say against each other.
        files: a row a file.
        basis: template, engine, law tables, source.
        checks: the commands of others' tools, with this package's digests.
        not_checked: what nobody looked at.
        words: the fixed reservations.
        at: the moment of verification.
        tool: name and version of this program.
        package_sha256: of the whole file.
        code: what the 2-D code says.
        pictures: content of the receipts that are pictures, by path; empty where masked.
    """

    verdict: str
    text: str
    plain: str
    mark: str
    reasons: Table
    document: Pairs
    timeline: Table
    sent: tuple[Sent, ...]
    contradictions: tuple[str, ...]
    files: Table
    basis: Pairs
    checks: tuple[str, ...]
    not_checked: tuple[str, ...]
    words: tuple[str, ...]
    at: str
    tool: str
    package_sha256: str
    code: str
    pictures: Mapping[str, tuple[str, bytes]]


_MARKS = {"TOTAL-PASSED": "√", "LOCAL-PASSED": "△", "INDETERMINATE": "？", "TOTAL-FAILED": "×"}
_PICTURES = frozenset({"image/png", "image/jpeg"})


def report_on(
    package: bytes, verdict: Verdict, at: datetime, *, unmask: bool = False
) -> Report:
    """The report on a verification; for bytes that are no package it holds the verdict alone.

    Args:
        package: the container, whatever it is.
        verdict: what ``verify`` said of these very bytes.
        at: the moment of verification that it was given.
        unmask: whether names, addresses, signers and pictures of receipts are shown.
    """
    digest = sha256(package).hexdigest()
    try:
        read: Package | None = read_structure(package)
    except CodedError:
        read = None
    is_local = any(one.token_class == LOCAL for one in verdict.revisions)
    manifests: Sequence[Mapping[str, Any]] = read.manifests if read else ()
    first = manifests[0] if manifests else {}
    return Report(
        verdict=str(verdict.verdict),
        text=verdict.verdict.text,
        plain=verdict.plain,
        mark=_MARKS[str(verdict.verdict)],
        reasons=Table(
            ("代码", "原因", "位置"),
            tuple((one.code, one.text, one.where) for one in verdict.codes),
        ),
        document=(*_document(first, digest), *_registered(verdict.register)),
        timeline=_timeline(verdict.revisions, manifests),
        sent=tuple(_sent(attempt, manifests, unmask=unmask) for attempt in verdict.delivery),
        contradictions=tuple(
            one.text if unmask or one.about != "signer" else one.masked
            for one in contradictions(verdict.delivery)
        ),
        files=_files(manifests),
        basis=_basis(first),
        checks=tuple(commands(package)) if read else (),
        not_checked=verdict.not_checked,
        words=(FIXED, LOCAL_TIME) if is_local else (FIXED,),
        at=_moment(at),
        tool=verdict.tool,
        package_sha256=grouped(digest),
        code=_code(first, digest),
        pictures=_pictures(read) if read and unmask else {},
    )


def grouped(digest: str) -> str:
    """A digest in groups of eight, for comparing by eye.

    >>> grouped("0123456789abcdef")
    '01234567 89abcdef'
    """
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def masked_name(name: str) -> str:
    """A name of which only the first character is shown.

    >>> masked_name("欧阳示例"), masked_name("甲")
    ('欧**', '*')
    """
    return f"{name[0]}**" if len(name) > 1 else "*"


def masked_address(address: str) -> str:
    """An address down to its city, as far as six characters go.

    >>> masked_address("虚构省示例市样本路1号")
    '虚构省示例市…'
    """
    return f"{address[:6]}…" if len(address) > len("虚构省示例市") else "…"


def _moment(moment: datetime | str | None) -> str:
    if moment is None:
        return "—"
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"


def _code(first: Mapping[str, Any], digest: str) -> str:
    """What the 2-D code says: enough to compare a package with it, nothing personal."""
    identity = first.get("package_id", "")
    return f"recoverydocs-evidence/1\n{identity}\nsha256:{digest}"


def _document(first: Mapping[str, Any], digest: str) -> Pairs:
    if not first:
        return (("文件 SHA-256", grouped(digest)),)
    document, issuer = first["document"], first["issuer"]
    main = next(
        (file for file in first["files"] if file["path"] == document["main"]), {"sha256": ""}
    )
    rows = [
        ("文书", document["title"]),
        ("文号", document["number"]),
        ("文书日期", document["issued_on"]),
        ("签发方", f"{issuer['name']} {issuer.get('uscc', '')}".strip()),
        ("文书 SHA-256", grouped(main["sha256"])),
        ("证据包编号", first["package_id"]),
        ("证据包 SHA-256", grouped(digest)),
    ]
    if first.get("note"):
        rows.append(("说明", first["note"]))
    return tuple(rows)


def _registered(register: Mapping[str, object] | None) -> Pairs:
    """What the sealed register says of the package, where it was held against one."""
    if register is None:
        return ()
    stamp = "没有可信的时间戳"
    if register["as_of"]:
        source = CLASSES.get(str(register["class"]), "未知的时间戳来源")
        stamp = f"截至 {_moment(str(register['as_of']))}（{source}）"
    newest = "是其中的最新修订" if register["newest"] else "不能确认是最新修订，理由见上"
    return (("封存登记簿", f"{register['register']}：{stamp}，{newest}"),)


def _timeline(
    results: Sequence[RevisionResult], manifests: Sequence[Mapping[str, Any]]
) -> Table:
    rows = []
    for result, manifest in zip(results, manifests, strict=True):
        added = "、".join(
            f"{ROLES[role]} {count}"
            for role in ROLES
            if (count := sum(file["role"] == role for file in manifest["files"]))
        )
        service = result.tsa_subject or "—"
        by = manifest["generated"]["by"]
        rows.append(
            (
                str(result.revision),
                REASONS.get(result.reason, result.reason),
                added or "仅记录",
                _moment(result.stated_at),
                _moment(result.proven_at),
                f"{CLASSES.get(result.token_class or '', '未知')}；{service}",
                f"{ACTORS[by['role']]} {by.get('id', '')}".strip(),
                f"{result.signature_text}，续期 {result.renewals} 次",
            )
        )
    headings = (
        "修订",
        "事由",
        "加入",
        "自述时间",
        "证明时间",
        "时间来源",
        "录入",
        "签名与续期",
    )
    return Table(headings, tuple(rows))


def _sent(attempt: Attempt, manifests: Sequence[Mapping[str, Any]], *, unmask: bool) -> Sent:
    told = attempt.statement
    basis = told["address"]["basis"]
    number = told.get("mail_number")
    name = told["addressee"] if unmask else masked_name(told["addressee"])
    address = told["address"]["value"]
    reference = f"（{basis['reference']}）" if "reference" in basis else ""
    facts = [
        ("收件人", name),
        ("地址", address if unmask else masked_address(address)),
        ("地址依据", ADDRESS_BASES[basis["type"]] + reference),
        ("内件品名", told["slip_contents"]),
        ("交寄时间（承运人收寄）", _moment(told.get("posted_at"))),
        *(("结果", _outcome(one)) for one in attempt.outcomes),
    ]
    if number:
        check = NUMBER_CHECKS[number["check"]]
        facts.insert(0, ("邮件号", f"{number['value']}（{check}）"))
    if told.get("carrier"):
        facts.insert(0, ("承运人", told["carrier"]))
    types = {file["path"]: file for manifest in manifests for file in manifest["files"]}
    return Sent(
        f"{attempt.attempt_id} {CHANNELS[told['channel']]}",
        tuple(facts),
        Table(
            ("时间", "事件", "承运人原文", "地点", "签收人", "来源", "修订"),
            tuple(_event(event, unmask=unmask) for event in attempt.events),
        ),
        tuple((path, types[path]["media_type"]) for path in attempt.receipts),
    )


def _event(event: Mapping[str, Any], *, unmask: bool) -> Row:
    signer = event.get("signer", "")
    source = SOURCES[event["source"]]
    return (
        _moment(event["at"]),
        EVENTS[event["code"]],
        f"{event.get('carrier_code', '')} {event.get('text', '') if unmask else ''}".strip(),
        event.get("place", "") if unmask else "",
        signer if unmask or not signer else masked_name(signer),
        source if "raw" in event else f"{source}，无原始记录",
        str(event["revision"]),
    )


def _outcome(outcome: Mapping[str, Any]) -> str:
    on = f" {outcome['on']}" if "on" in outcome else ""
    by = SPEAKERS[outcome["stated_by"]]
    return f"{RESULTS[outcome['result']]}{on}（{by}所述，修订 {outcome['revision']}）"


def _files(manifests: Sequence[Mapping[str, Any]]) -> Table:
    rows = [
        (
            file["path"],
            file.get("title", ""),
            ROLES[file["role"]],
            ORIGINS[file["origin"]],
            f"{file['size']:,}",
            grouped(file["sha256"]) + (f" SM3 {grouped(file['sm3'])}" if "sm3" in file else ""),
        )
        for manifest in manifests
        for file in manifest["files"]
    ]
    return Table(("文件", "名称", "用途", "来源", "字节", "SHA-256"), tuple(rows))


def _basis(first: Mapping[str, Any]) -> Pairs:
    if not first:
        return ()
    document, source = first["document"], first["source"]
    template, engine = document["template"], document["engine"]
    held = source.get("path") or f"不在包内，由 {source.get('held_by', '签发方')} 保管"
    return (
        ("模板", f"{template['id']} {template['version']}　{grouped(template['sha256'])}"),
        ("生成程序", f"{engine['name']} {engine['version']}"),
        *(
            ("法律数据表", f"{one['id']} {one['version']}　{grouped(one['sha256'])}")
            for one in document["law_tables"]
        ),
        ("源数据", f"{held}　{grouped(source['sha256'])}"),
    )


def _pictures(package: Package) -> dict[str, tuple[str, bytes]]:
    types = {
        file["path"]: file["media_type"]
        for manifest in package.manifests
        for file in manifest["files"]
        if file["role"] == "receipt"
    }
    return {
        path: (kind, package.contents[path])
        for path, kind in types.items()
        if kind in _PICTURES
    }
