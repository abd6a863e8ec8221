"""What a package says about posting and arrival: checked, and folded over the revisions."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.contents import in_revision

if TYPE_CHECKING:
    from recoverydocs.evidence.jcs import Members

_S10 = re.compile(r"[A-Z]{2}([0-9]{8})([0-9])[A-Z]{2}")
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_S10_BY_REST = {10: 0, 11: 5}
_ARRIVED = frozenset({"e-delivered", "e-read"})
_CARRIAGE_RETURN = 0x0D


def check_mail_number(value: str) -> str:
    """What the form of a mail number says: ``s10-ok``, ``s10-bad`` or ``not-s10``.

    Source: UPU S10-12, weights 8 6 4 2 3 5 9 7; 11 − (sum mod 11); 10 → 0, 11 → 5.

    >>> check_mail_number("EA123456785CN"), check_mail_number("1234567890123")
    ('s10-ok', 'not-s10')
    """
    match = _S10.fullmatch(value)
    if match is None:
        return "not-s10"
    rest = sum(int(d) * w for d, w in zip(match[1], _S10_WEIGHTS, strict=True)) % 11
    digit = _S10_BY_REST.get(11 - rest, 11 - rest)
    return "s10-ok" if digit == int(match[2]) else "s10-bad"


def raw_digest(content: bytes, row: int | None = None) -> str | None:
    """SHA-256 of a carrier's file, or of one physical line of it without its end.

    Args:
        content: the file.
        row: counted from 1; None means the whole file.

    Returns:
        None where the file has no such line.
    """
    if row is None:
        return hashlib.sha256(content).hexdigest()
    return row_digests(content, {row}).get(row)


def row_digests(content: bytes, rows: Collection[int]) -> dict[int, str]:
    """SHA-256 of the physical lines of a carrier's file that are asked for and that it has.

    The file is gone through once, whatever is asked, and is not copied.
    """
    found: dict[int, str] = {}
    start = number = 0
    while start < len(content) and len(found) < len(rows):
        number += 1
        end = content.find(b"\n", start)
        stop = len(content) if end < 0 else end
        if number in rows:
            is_dos = end > start and content[end - 1] == _CARRIAGE_RETURN
            line = content[start : stop - is_dos]
            found[number] = hashlib.sha256(line).hexdigest()
        start = stop + 1
    return found


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way by which the document was sent, as all revisions together tell it.

    Attributes:
        attempt_id: such as ``A1``.
        statement: the members of its one full statement, with ``revision`` and ``recorded_by``.
        events: of all revisions, in their order; each with ``revision`` and ``recorded_by``.
        outcomes: every outcome stated, in order, each with ``revision`` and ``recorded_by``;
            two that differ stand side by side.
        receipts: paths of receipts.
    """

    attempt_id: str
    statement: Members
    events: tuple[Members, ...] = ()
    outcomes: tuple[Members, ...] = ()
    receipts: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, object]:
        """The attempt without names and addresses, for answers that may be passed on."""
        hidden = {"addressee", "address", "signer", "text", "place", "events", "outcome"}

        def shown(member: Members) -> dict[str, object]:
            return {name: value for name, value in member.items() if name not in hidden}

        basis = self.statement["address"]["basis"]
        return {
            **shown(self.statement),
            "address_basis": basis["type"],
            "events": [shown(event) for event in self.events],
            "outcomes": [shown(outcome) for outcome in self.outcomes],
            "receipts": list(self.receipts),
        }


class _Told:
    """What has been told of one attempt so far."""

    __slots__ = ("events", "has_arrived", "outcomes", "receipts", "statement")

    def __init__(self, statement: Members) -> None:
        self.statement = statement
        self.events: list[Members] = []
        self.outcomes: list[Members] = []
        self.receipts: list[str] = []
        self.has_arrived = False

    def add(self, item: Members, told: Members) -> None:
        """Take in what one revision says."""
        for event in item.get("events", ()):
            self.events.append({**event, **told})
            code = event["code"]
            self.has_arrived |= code.startswith("delivered-") or code in _ARRIVED
        if "outcome" in item:
            self.outcomes.append({**item["outcome"], **told})
        self.receipts += item.get("receipts", ())


def fold_delivery(manifests: Sequence[Members]) -> tuple[Attempt, ...]:
    """The attempts of a package, told once each.

    Raises:
        CodedError: DEL_ATTEMPT for an update of nothing or a second full statement.
    """
    attempts: dict[str, _Told] = {}
    for manifest in manifests:
        _fold(attempts, manifest)
    return tuple(
        Attempt(key, one.statement, tuple(one.events), tuple(one.outcomes), tuple(one.receipts))
        for key, one in attempts.items()
    )


def _fold(attempts: dict[str, _Told], manifest: Members) -> None:
    """Add what one revision says."""
    told = {"revision": manifest["revision"], "recorded_by": manifest["generated"]["by"]}
    for number, item in enumerate(manifest["delivery"]):
        key = item["attempt_id"]
        if ("channel" in item) == (key in attempts):
            raise CodedError("DEL_ATTEMPT", _place(manifest, number))
        attempts.setdefault(key, _Told({**item, **told})).add(item, told)


def _place(manifest: Members, number: int) -> str:
    return f"manifest-{manifest['revision']:03}.json/delivery/{number}"


def check_delivery(
    manifests: Sequence[Members],
    contents: Mapping[str, bytes],
    digests: Mapping[str, bytes],
    held: Mapping[str, int],
) -> None:
    """Hold what every revision says about delivery against the files and against itself.

    Args:
        manifests: in the order of the revisions.
        contents: files by path.
        digests: SHA-256 by path.
        held: the revision that brought each file, by path.

    Raises:
        CodedError: one of the DEL codes.
    """
    attempts: dict[str, _Told] = {}
    rows = _rows(manifests, contents)
    for manifest in manifests:
        _fold(attempts, manifest)
        for number, item in enumerate(manifest["delivery"]):
            where = _place(manifest, number)
            for path in _named(item):
                if held.get(path, manifest["revision"] + 1) > manifest["revision"]:
                    raise CodedError("DEL_RECEIPT", where)
            _check_item(item, digests, rows, where)
            if "outcome" in item:
                _check_outcome(item["outcome"], attempts[item["attempt_id"]], where)


def _raws(item: Members) -> list[Members]:
    return [event["raw"] for event in item.get("events", ()) if "raw" in event]


def _rows(
    manifests: Sequence[Members], contents: Mapping[str, bytes]
) -> dict[str, dict[int, str]]:
    """The digests of all lines that any event names, by path: each file is read once."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for manifest in manifests:
        for item in manifest["delivery"]:
            for raw in _raws(item):
                if "row" in raw and raw.get("path") in contents:
                    wanted[raw["path"]].add(raw["row"])
    return {path: row_digests(contents[path], rows) for path, rows in wanted.items()}


def _named(item: Members) -> list[str]:
    """The files that an item names."""
    basis = item.get("address", {}).get("basis", {})
    files = [basis["file"]] if "file" in basis else []
    return [*item.get("receipts", ()), *files, *(r["path"] for r in _raws(item) if "path" in r)]


def _check_item(
    item: Members,
    digests: Mapping[str, bytes],
    rows: Mapping[str, Mapping[int, str]],
    where: str,
) -> None:
    mail = item.get("mail_number")
    if mail and mail["check"] != check_mail_number(mail["value"]):
        raise CodedError("DEL_MAIL_NUMBER", where)
    for raw in _raws(item):
        if "path" not in raw:
            continue
        path = raw["path"]
        is_line = "row" in raw
        found = rows[path].get(raw["row"]) if is_line else digests[path].hex()
        if raw["sha256"] != found:
            raise CodedError("DEL_RAW", where)


def _check_outcome(outcome: Members, attempt: _Told, where: str) -> None:
    known = len(attempt.events)
    if any(number >= known for number in outcome.get("basis_events", ())):
        raise CodedError("DEL_OUTCOME", where)
    if outcome["result"] != "delivered":
        return
    shown = bool(attempt.receipts) and outcome["stated_by"] != "operator"
    if not attempt.has_arrived and not shown:
        raise CodedError("DEL_OUTCOME", where)


def complete_delivery(
    items: Sequence[Members], revision: int, contents: Mapping[str, bytes]
) -> list[dict[str, object]]:
    """The members as the manifest has them: whole paths, digests and checks filled in.

    Args:
        items: as the caller gave them.
        revision: the one that they are for.
        contents: files by whole path, this revision's too.
    """
    return [_complete(dict(item), revision, contents) for item in items]


def _complete(
    item: dict[str, object], revision: int, contents: Mapping[str, bytes]
) -> dict[str, object]:
    mail = item.get("mail_number")
    if isinstance(mail, str):
        item["mail_number"] = {"value": mail, "check": check_mail_number(mail)}
    elif isinstance(mail, Mapping) and isinstance(mail.get("value"), str):
        item["mail_number"] = {"check": check_mail_number(mail["value"]), **mail}
    receipts = item.get("receipts")
    if isinstance(receipts, list | tuple):
        item["receipts"] = [in_revision(str(path), revision) for path in receipts]
    events = item.get("events")
    if isinstance(events, list | tuple):
        item["events"] = [_complete_event(event, revision, contents) for event in events]
    address = item.get("address")
    if isinstance(address, Mapping) and isinstance(address.get("basis"), Mapping):
        basis = dict(address["basis"])
        if "file" in basis:
            basis["file"] = in_revision(str(basis["file"]), revision)
        item["address"] = {**address, "basis": basis}
    return item


def _complete_event(event: object, revision: int, contents: Mapping[str, bytes]) -> object:
    if not isinstance(event, Mapping) or not isinstance(event.get("raw"), Mapping):
        return event
    raw = dict(event["raw"])
    if "path" in raw:
        raw["path"] = in_revision(str(raw["path"]), revision)
        content = contents.get(raw["path"])
        row = raw.get("row")
        if (
            "sha256" not in raw
            and content is not None
            and (row is None or isinstance(row, int))
        ):
            digest = raw_digest(content, row)
            if digest is None:
                raise CodedError("DEL_RAW", raw["path"])
            raw["sha256"] = digest
    return {**event, "raw": raw}
