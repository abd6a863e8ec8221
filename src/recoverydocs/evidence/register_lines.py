"""The sealed register's lines, written: each continues the chain by the digest of the last.

Reading and judging them is ``sealed_register``'s. A line names packages by their random id
and holds no case id, number or name, so that the whole file can be given to a court.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recoverydocs.evidence.hashtree import sha256
from recoverydocs.evidence.jcs import canonical

if TYPE_CHECKING:
    from datetime import datetime

START = "0" * 64
"""What the first line continues."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sealed register.

    Attributes:
        seq: its number, from 1.
        event: ``open``, ``seal``, ``renew`` or ``stamp``.
        content: its octets, with the line end.
        package: the package's UUID; empty for ``open`` and ``stamp``.
        revision: 0 for ``open`` and ``stamp``.
    """

    seq: int
    event: str
    content: bytes
    package: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Stated:
    """A finished package file, as a line states it.

    Attributes:
        package: its UUID.
        revision: its last revision.
        manifest: SHA-256 of that revision's manifest, hexadecimal.
        record: SHA-256 of that revision's newest evidence record, hexadecimal.
        container: SHA-256 of the whole file, hexadecimal.
        renewal: which renewal the record is; 0 for the record itself.
    """

    package: str
    revision: int
    manifest: str
    record: str
    container: str
    renewal: int = 0


@dataclass(slots=True)
class Chain:
    """The end of a register, and the lines that are being added to it.

    Attributes:
        seq: number of the last line; 0 where there is none yet.
        head: SHA-256 of the last line with its end, hexadecimal.
        stamps: how many ``stamp`` lines there are.
        lines: what was added, in order.
    """

    seq: int = 0
    head: str = START
    stamps: int = 0
    lines: list[Line] = field(default_factory=list)

    @classmethod
    def after(cls, line: bytes, stamps: int) -> Chain:
        """The chain whose last line this is, with its end, behind so many stamps."""
        return cls(json.loads(line)["seq"], sha256(line).hex(), stamps)

    def open(self, register: str, at: datetime) -> None:
        """Begin a register of this name, which is drawn by lot."""
        self._add("open", at, {"hash": "sha-256", "register": register})

    def state(self, one: Stated, at: datetime) -> None:
        """State a package file: a revision that now has its record, or a renewal of one."""
        members: dict[str, object] = {
            "container": one.container,
            "manifest": one.manifest,
            "package": one.package,
            "record": one.record,
            "revision": one.revision,
        }
        if one.renewal:
            members["renewal"] = one.renewal
        event = "renew" if one.renewal else "seal"
        self._add(event, at, members, one.package, one.revision)

    def stamp(self, at: datetime) -> str:
        """State a token over the head as it stood; gives the path at which it belongs."""
        self.stamps += 1
        path = f"stamps/{self.stamps:06}.tst"
        self._add("stamp", at, {"head": self.head, "token": path})
        return path

    def _add(
        self,
        event: str,
        at: datetime,
        members: dict[str, object],
        package: str = "",
        revision: int = 0,
    ) -> None:
        self.seq += 1
        common = {
            "at": at.isoformat(timespec="seconds"),
            "event": event,
            "prev": self.head,
            "seq": self.seq,
            "v": 1,
        }
        content = canonical(common | members) + b"\n"
        self.lines.append(Line(self.seq, event, content, package, revision))
        self.head = sha256(content).hex()
