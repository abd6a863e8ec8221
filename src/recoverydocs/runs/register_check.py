"""The sealed register held against its own stamps, the database and every package on disk."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recoverydocs.errors import ExitCode, OutsideFailedError
from recoverydocs.evidence import Code, Conclusion, TokenChecker, read_register
from recoverydocs.evidence.register_lines import START
from recoverydocs.runs.sealed_folder import FILE, FOLDER, read_register_files
from recoverydocs.storage import TooLargeError, write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from recoverydocs.evidence import ReadRegister, SealedRegister, Trust
    from recoverydocs.register import DocumentEntry
    from recoverydocs.runs.house import House

VERIFIED = "verified.json"
"""In the register's folder: number and digest of the last line that was found good."""


@dataclass(frozen=True, slots=True)
class Astray:
    """A package that is not the one that the register knows.

    Attributes:
        number: the document number (文号).
        path: its place in the store.
        what: ``missing``, ``rolled-back`` (it is the file of an earlier revision), ``changed``
            or ``unregistered`` (a file that no entry names; number is empty).
    """

    number: str
    path: str
    what: str


@dataclass(frozen=True, slots=True)
class RegisterVerdict:
    """What a check of the register found.

    Attributes:
        verdict: one of the four, for the register and the packages together.
        codes: the reasons about the register's own lines and stamps.
        seq: number of the last line.
        head: its digest, hexadecimal.
        as_of: the time of the last stamp, where it is proven.
        packages: how many were looked at; 0 where only the files were there.
        astray: packages that are not as the register knows them.
        waiting: numbers of documents that no line states yet.
    """

    verdict: Conclusion
    codes: tuple[Code, ...]
    seq: int
    head: str
    as_of: datetime | None = None
    packages: int = 0
    astray: tuple[Astray, ...] = ()
    waiting: tuple[str, ...] = field(default=())

    @property
    def exit_code(self) -> ExitCode:
        """The verdict's code of the one table."""
        return self.verdict.exit_code

    def as_json(self) -> dict[str, object]:
        """The verdict as plain members."""
        return {
            "verdict": str(self.verdict),
            "codes": [code.as_json() for code in self.codes],
            "seq": self.seq,
            "head": self.head,
            "as_of": self.as_of and self.as_of.isoformat(),
            "packages": self.packages,
            "astray": [
                {"number": one.number, "path": one.path, "what": one.what}
                for one in self.astray
            ],
            "waiting": list(self.waiting),
        }


def check_register_files(
    register: SealedRegister,
    trust: Trust,
    at: datetime,
    known: tuple[int, str] | None = None,
) -> RegisterVerdict:
    """The verdict on a sealed register alone, such as a court is given.

    Args:
        register: its lines and tokens.
        trust: the verifier's own roots.
        at: the moment of verification.
        known: number and digest of a line that was found good before.
    """
    read = read_register(register, TokenChecker(trust, at), known)
    codes = tuple(dict.fromkeys(_codes(read)))
    last = read.stamps[-1][1] if read.stamps else None
    proven = last.gen_time if last and last.is_proven and not read.faults else None
    classes = {result.token_class for _, result in read.stamps}
    return RegisterVerdict(
        Conclusion.of(codes, is_local="local" in classes), codes, read.seq, read.head, proven
    )


def check_register(  # noqa: PLR0913 - what the command may choose
    house: House,
    trust: Trust,
    at: datetime,
    *,
    packages: bool = True,
    known: tuple[int, str] | None = None,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> RegisterVerdict:
    """The verdict on a workspace's register, and on every package that it knows.

    What was found good is kept, so that the next check also finds a register that was cut
    back or written anew.

    Args:
        house: the open workspace.
        trust: the verifier's own roots.
        at: the moment of verification.
        packages: whether each package's digest is held against the register too.
        known: a line found good before; by default the one that the last check kept.
        tell: told how many packages were looked at, and of how many.

    Raises:
        OutsideFailedError: register or packages cannot be read.
    """
    file = house.root / FOLDER / FILE
    mark = house.root / FOLDER / VERIFIED
    if known is None and mark.exists():
        known = _known(mark.read_bytes())
    with house.lock():
        whole = house.register.sealed().whole()
        register = read_register_files(file) if file.exists() else whole
        alone = (
            check_register_files(register, trust, at, known)
            if register.content or known
            else RegisterVerdict(Conclusion.INDETERMINATE, (Code("REG_STALE", ""),), 0, START)
        )
        codes = alone.codes
        if register.content != whole.content:
            codes = (*codes, Code("REG_CHAIN", f"{FOLDER}/{FILE}"))
        astray = tuple(_astray(house, tell)) if packages else ()
        count = len(house.register.documents()) if packages else 0
        waiting = tuple(str(entry.number) for entry in house.register.unsealed())
    verdict = Conclusion.of(codes, is_local=alone.verdict is Conclusion.LOCAL_PASSED)
    if astray:
        verdict = Conclusion.TOTAL_FAILED
    elif waiting:
        verdict = max(verdict, Conclusion.INDETERMINATE, key=lambda one: one.exit_code)
    if alone.seq and not any(code.is_failure for code in codes):
        _keep(mark, alone)
    return RegisterVerdict(
        verdict, codes, alone.seq, alone.head, alone.as_of, count, astray, waiting
    )


def _codes(read: ReadRegister) -> Iterator[Code]:
    for code, where in read.faults:
        yield Code(code, where)
    for place, result in read.stamps:
        for name in result.codes:
            yield Code(name, place)
    if read.is_stale and not read.faults and read.seq:
        yield Code("REG_STALE", f"line {read.seq}")


def _keep(mark: Path, alone: RegisterVerdict) -> None:
    try:
        mark.parent.mkdir(exist_ok=True)
        write_file(mark, json.dumps({"seq": alone.seq, "head": alone.head}).encode())
    except OSError as error:
        raise OutsideFailedError(
            f"{FOLDER}/{VERIFIED}: cannot be written ({error.strerror}); the register was good "
            f"up to line {alone.seq}, digest {alone.head}"
        ) from error


def _known(content: bytes) -> tuple[int, str]:
    """The mark of an earlier check.

    Raises:
        OutsideFailedError: it is not one.
    """
    try:
        mark = json.loads(content)
        return int(mark["seq"]), str(mark["head"])
    except (ValueError, KeyError, TypeError) as error:
        raise OutsideFailedError(
            f"{FOLDER}/{VERIFIED}: not readable; restore it from a backup, or delete it to "
            "check the register from its first line on"
        ) from error


def _astray(house: House, tell: Callable[[int, int], None]) -> Iterator[Astray]:
    entries = house.register.documents()
    for done, entry in enumerate(entries, start=1):
        what = _difference(house, entry)
        if what:
            yield Astray(str(entry.number), entry.path, what)
        tell(done, len(entries))
    named = {entry.path for entry in entries}
    for path in house.store.paths():
        if path not in named:
            yield Astray("", path, "unregistered")


def _difference(house: House, entry: DocumentEntry) -> str:
    number = str(entry.number)
    if not house.store.exists(entry.path):
        return "missing"
    try:
        digest = hashlib.sha256(house.store.read(entry.path)).hexdigest()
    except TooLargeError:
        return "changed"
    if digest == house.register.file_sha256(number):
        return ""
    before = {one.file_sha256 for one in house.register.revisions(number)}
    before |= {one.file_sha256 for one in house.register.containers(number)}
    return "rolled-back" if digest in before else "changed"
