"""The sealed register: a hash chain of what was sealed, and whether a package is its newest.

A package cannot show that a later revision of itself was hidden; this file can. Writing it is
the register room's; here it is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.hashtree import sha256
from recoverydocs.evidence.jcs import Members, parse_canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recoverydocs.evidence.package import Package
    from recoverydocs.evidence.proofs import Found
    from recoverydocs.evidence.tokens import TokenChecker, TokenResult

_COMMON = frozenset({"at", "event", "prev", "seq", "v"})
_SEAL = _COMMON | {"container", "manifest", "package", "record", "revision"}
_MEMBERS: Mapping[str, frozenset[str]] = {
    "open": _COMMON | {"hash", "register"},
    "seal": _SEAL,
    "renew": _SEAL | {"renewal"},
    "stamp": _COMMON | {"head", "token"},
}
_PLAIN = rb'"([ !#-\[\]-~]{0,200})"'
"""Text that stands in JSON as it is."""
_NUMBER = rb"([1-9][0-9]{0,14})"
_SEAL_LINE = re.compile(
    rb'\{"at":%b,"container":%b,"event":"seal","manifest":%b,"package":%b,"prev":%b,'
    rb'"record":%b,"revision":%b,"seq":%b,"v":1\}' % (*(_PLAIN,) * 6, *(_NUMBER,) * 2)
)
"""Nearly every line of a register: canonical JSON, known as such without being parsed."""
_START = "0" * 64
_NUMBERS = ("revision", "renewal", "seq", "v")


@dataclass(frozen=True, slots=True)
class SealedRegister:
    """A register as files.

    Attributes:
        content: the lines.
        stamps: tokens by the path that a ``stamp`` line gives.
    """

    content: bytes
    stamps: Mapping[str, bytes]


class Row(NamedTuple):
    """What a ``seal`` or ``renew`` line is kept for; there may be millions.

    Attributes:
        manifest: SHA-256 of the revision's manifest, hexadecimal.
        record: SHA-256 of its record, or of the renewed one, hexadecimal.
    """

    manifest: str
    record: str


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """A register, checked from its first line on.

    Attributes:
        name: what its ``open`` line calls it.
        head: SHA-256 of the last line, hexadecimal.
        seq: number of the last line.
        rows: ``seal`` lines by package and revision.
        renewals: ``renew`` lines by package, revision and renewal.
        stamps: place of the token and what its checks found, in order.
        is_stale: True where no stamp follows the last seal or renewal.
        faults: code and place of what ended the reading; empty for a whole chain.
    """

    name: str
    head: str
    seq: int
    rows: Mapping[tuple[str, int], Row]
    renewals: Mapping[tuple[str, int, int], Row]
    stamps: tuple[tuple[str, TokenResult], ...]
    is_stale: bool
    faults: tuple[tuple[str, str], ...] = ()


def read_register(
    register: SealedRegister, checker: TokenChecker, known: tuple[int, str] | None = None
) -> ReadRegister:
    """The register with its chain and its stamps checked; a fault is in `faults`.

    Args:
        register: the files.
        checker: judges the tokens.
        known: number and digest of a line up to which it was found good before. A register
            that is shorter, or has another line there, was cut back or written anew:
            REG_CHAIN. Of the stamps up to there only the last is checked again.
    """
    reader = _Reader(register, checker, known or (0, _START))
    faults: tuple[tuple[str, str], ...] = ()
    try:
        reader.read()
    except CodedError as fault:
        faults = ((fault.code, fault.where),)
    return ReadRegister(
        name=reader.name,
        head=reader.head,
        seq=reader.seq,
        rows=reader.rows,
        renewals=reader.renewals,
        stamps=tuple(reader.results),
        is_stale=reader.is_stale,
        faults=faults,
    )


class _Reader:
    """Goes through the lines, one after the other."""

    def __init__(
        self, register: SealedRegister, checker: TokenChecker, known: tuple[int, str]
    ) -> None:
        self._register = register
        self._checker = checker
        self._known_seq, self._known_head = known
        self._stamps: list[tuple[int, str, str]] = []
        self.name = ""
        self.head = _START
        self.seq = 0
        self.rows: dict[tuple[str, int], Row] = {}
        self.renewals: dict[tuple[str, int, int], Row] = {}
        self.results: list[tuple[str, TokenResult]] = []
        self.is_stale = True

    def read(self) -> None:
        if not self._register.content:
            raise CodedError("REG_CHAIN", "empty")
        if not self._register.content.endswith(b"\n"):
            raise CodedError("REG_CHAIN", "last line without its end")
        for line in BytesIO(self._register.content):
            where = f"line {self.seq + 1}"
            try:
                members = self._members(line[:-1])
            except CodedError as fault:
                raise CodedError("REG_CHAIN", where) from fault
            if not self._take(members):
                raise CodedError("REG_CHAIN", where)
            self.head = sha256(line).hex()
            self.seq += 1
            if self.seq == self._known_seq and self.head != self._known_head:
                raise CodedError("REG_CHAIN", where)
        if self.seq < self._known_seq:
            raise CodedError("REG_CHAIN", f"line {self._known_seq}")
        for seq, place, head in self._stamps:
            if seq > self._known_seq or seq == self._stamps[-1][0]:
                self._check_stamp(place, head)

    def _members(self, line: bytes) -> Members:
        """The line's members, once it has the shape of its event and continues the chain."""
        sealed = _SEAL_LINE.fullmatch(line)
        members = _of_seal(sealed) if sealed else _of_any(line)
        linked = (members["prev"], members["seq"], members["v"]) == (self.head, self.seq + 1, 1)
        if not linked or (members["event"] == "open") != (self.seq == 0):
            raise CodedError("REG_CHAIN")
        return members

    def _take(self, members: Members) -> bool:
        event = members["event"]
        if event == "open":
            self.name = members["register"]
            return bool(members["hash"] == "sha-256")
        if event == "stamp":
            return self._take_stamp(members)
        self.is_stale = True
        key = (members["package"], members["revision"])
        if event == "renew":
            renewal = (*key, members["renewal"])
            if renewal in self.renewals:
                return False
            self.renewals[renewal] = Row(members["manifest"], members["record"])
            return key in self.rows
        if key in self.rows or (key[1] > 1 and (key[0], key[1] - 1) not in self.rows):
            return False
        self.rows[key] = Row(members["manifest"], members["record"])
        return bool(key[1] >= 1)

    def _take_stamp(self, members: Members) -> bool:
        if members["head"] != self.head:
            return False
        self._stamps.append((self.seq + 1, members["token"], self.head))
        self.is_stale = False
        return True

    def _check_stamp(self, place: str, head: str) -> None:
        token = self._register.stamps.get(place)
        if token is None:
            raise CodedError("REG_STAMP", place)
        result = self._checker.check(token, "sha256", bytes.fromhex(head), "REG_STAMP")
        self.results.append((place, result))


def _of_seal(line: re.Match[bytes]) -> Members:
    """What a plain ``seal`` line states, without its moment and the file's digest."""
    _, _, manifest, package, prev, record, revision, seq = line.groups()
    return {
        "event": "seal",
        "manifest": manifest.decode("ascii"),
        "package": package.decode("ascii"),
        "prev": prev.decode("ascii"),
        "record": record.decode("ascii"),
        "revision": int(revision),
        "seq": int(seq),
        "v": 1,
    }


def _of_any(line: bytes) -> Members:
    """The members of a line that has the shape of its event.

    Raises:
        CodedError: REG_CHAIN, or one of the JSON codes.
    """
    members = parse_canonical(line)
    event = members.get("event") if isinstance(members, dict) else None
    wanted = _MEMBERS.get(event) if isinstance(event, str) else None
    if not isinstance(members, dict) or wanted is None or set(members) != wanted:
        raise CodedError("REG_CHAIN")
    for name, value in members.items():
        if not isinstance(value, int if name in _NUMBERS else str) or value is True:
            raise CodedError("REG_CHAIN")
    return members


def check_inclusion(
    package: Package, register: ReadRegister, found: Found
) -> dict[str, object]:
    """What a register says about a package; every reason against it goes to `found`."""
    for code, where in register.faults:
        found.add(code, where)
    for place, result in register.stamps[:-1]:
        # The last stamp covers every line before it: whose clock the others were is past.
        found.note(replace(result, token_class=None), place)
    for place, result in register.stamps[-1:]:
        found.note(result, place)
    answer: dict[str, object] = {"register": register.name, "head": register.head}
    answer |= {"seq": register.seq, "as_of": None, "class": None, "newest": False}
    if register.faults:
        return answer
    if register.is_stale:
        found.add("REG_STALE", f"line {register.seq}")
    elif register.stamps[-1][1].is_proven:
        last = register.stamps[-1][1]
        answer["as_of"] = last.gen_time and last.gen_time.isoformat()
        answer["class"] = last.token_class
    answer["newest"] = _check_rows(package, register, found)
    return answer


def _check_rows(package: Package, register: ReadRegister, found: Found) -> bool:
    """True where the register has just this package's revisions."""
    key = package.package_id
    for slot in package.slots:
        row = register.rows.get((key, slot.number))
        if row is None:
            found.add("REG_MISSING", slot.manifest)
            return False
        if row.manifest != package.digests[slot.manifest].hex():
            found.add("REG_MISMATCH", slot.manifest)
            return False
        proofs = [(slot.record, row)] if slot.record else []
        for order, proof in enumerate(slot.renewals, start=1):
            renewed = register.renewals.get((key, slot.number, order))
            proofs += [(proof, renewed)] if renewed else []
        for proof, line in proofs:
            if line.record != package.digests[proof.path].hex():
                found.add("REG_MISMATCH", proof.path)
                return False
    if (key, len(package.slots) + 1) in register.rows:
        found.add("REG_ROLLBACK", package.slots[-1].manifest)
        return False
    return True
