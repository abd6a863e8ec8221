"""What a package says about posting and arrival: checked, and folded over the revisions."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.contents import in_revision

if TYPE_CHECKING:
    from recoverydocs.evidence.jcs import Members

_S10 = re.compile(r"[A-Z]{2}([0-9]{8})([0-9])[A-Z]{2}")
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_S10_BY_REST = {10: 0, 11: 5}
_ARRIVED = frozenset({"e-delivered", "e-read"})


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
    line = content if row is None else _Lines(content).line(row)
    return None if line is None else hashlib.sha256(line).hexdigest()


class _Lines:
    """The physical lines of a file, found only as far as they are asked for."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._ends = array("Q")

    def line(self, row: int) -> bytes | None:
        """A line from 1, without its end; None where the file has no such line."""
        content, ends = self._content, self._ends
        while len(ends) < row:
            end = content.find(b"\n", ends[-1] + 1 if ends else 0)
            if end < 0:
                break
            ends.append(end)
        if row - 1 > len(ends):
            return None
        start = ends[row - 2] + 1 if row > 1 else 0
        if row <= len(ends):
            return content[start : ends[row - 1]].removesuffix(b"\r")
        return content[start:] or None


class _RawDigests:
    """Digests of a package's files and of lines in them, each reckoned once."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents
        self._lines: dict[str, _Lines] = {}
        self._known: dict[tuple[str, int | None], str | None] = {}

    def of(self, path: str, row: int | None) -> str | None:
        """As `raw_digest`, by the file's path."""
        if (path, row) not in self._known:
            line: bytes | None = self._contents[path]
            if row is not None:
                lines = self._lines.setdefault(path, _Lines(self._contents[path]))
                line = lines.line(row)
            digest = None if line is None else hashlib.sha256(line).hexdigest()
            self._known[path, row] = digest
        return self._known[path, row]


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


def fold_delivery(manifests: Sequence[Members]) -> tuple[Attempt, ...]:
    """The attempts of a package, told once each.

    Raises:
        CodedError: DEL_ATTEMPT for an update of nothing or a second full statement.
    """
    attempts: dict[str, Attempt] = {}
    for manifest in manifests:
        _fold(attempts, manifest)
    return tuple(attempts.values())


def _fold(attempts: dict[str, Attempt], manifest: Members) -> None:
    """Add what one revision says."""
    for number, item in enumerate(manifest["delivery"]):
        key = item["attempt_id"]
        if ("channel" in item) == (key in attempts):
            raise CodedError("DEL_ATTEMPT", _place(manifest, number))
        told = {"revision": manifest["revision"], "recorded_by": manifest["generated"]["by"]}
        attempt = attempts.get(key) or Attempt(key, {**item, **told})
        attempts[key] = _add(attempt, item, told)


def _place(manifest: Members, number: int) -> str:
    return f"manifest-{manifest['revision']:03}.json/delivery/{number}"


def _add(attempt: Attempt, item: Members, told: Members) -> Attempt:
    events = [{**event, **told} for event in item.get("events", ())]
    outcome = [{**item["outcome"], **told}] if "outcome" in item else []
    return replace(
        attempt,
        events=(*attempt.events, *events),
        outcomes=(*attempt.outcomes, *outcome),
        receipts=(*attempt.receipts, *item.get("receipts", ())),
    )


def check_delivery(
    manifests: Sequence[Members],
    contents: Mapping[str, bytes],
    paths: Sequence[Collection[str]],
) -> None:
    """Hold what every revision says about delivery against the files and against itself.

    Args:
        manifests: in the order of the revisions.
        contents: files by path.
        paths: for each revision, the file paths up to and with it.

    Raises:
        CodedError: one of the DEL codes.
    """
    attempts: dict[str, Attempt] = {}
    raws = _RawDigests(contents)
    for known, manifest in zip(paths, manifests, strict=True):
        _fold(attempts, manifest)
        for number, item in enumerate(manifest["delivery"]):
            where = _place(manifest, number)
            _check_item(item, raws, known, where)
            if "outcome" in item:
                _check_outcome(item["outcome"], attempts[item["attempt_id"]], where)


def _check_item(
    item: Members, digests: _RawDigests, paths: Collection[str], where: str
) -> None:
    mail = item.get("mail_number")
    if mail and mail["check"] != check_mail_number(mail["value"]):
        raise CodedError("DEL_MAIL_NUMBER", where)
    named = list(item.get("receipts", ()))
    basis = item.get("address", {}).get("basis", {})
    if "file" in basis:
        named.append(basis["file"])
    raws = [event["raw"] for event in item.get("events", ()) if "raw" in event]
    named += [raw["path"] for raw in raws if "path" in raw]
    if any(path not in paths for path in named):
        raise CodedError("DEL_RECEIPT", where)
    for raw in raws:
        if "path" in raw and raw["sha256"] != digests.of(raw["path"], raw.get("row")):
            raise CodedError("DEL_RAW", where)


def _check_outcome(outcome: Members, attempt: Attempt, where: str) -> None:
    codes = [event["code"] for event in attempt.events]
    if any(number >= len(codes) for number in outcome.get("basis_events", ())):
        raise CodedError("DEL_OUTCOME", where)
    if outcome["result"] != "delivered":
        return
    told = any(code.startswith("delivered-") or code in _ARRIVED for code in codes)
    shown = bool(attempt.receipts) and outcome["stated_by"] != "operator"
    if not told and not shown:
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
