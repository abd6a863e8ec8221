"""The Word file as octets: static parts as they lay in the template, written parts stored.

Nothing is compressed here, since two zlib builds compress differently: the same inputs give the
same octets on any machine (docs/decisions/0031-written-parts-are-stored.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import TYPE_CHECKING
from zlib import crc32

from recoverydocs.documents.engine.parts import CONTENT_TYPES, Part

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOCAL = Struct("<4s5H3I2H")
_CENTRAL = Struct("<4s6H3I5H2I")
_END = Struct("<4s4H2IH")
_VERSION, _DATE, _UTF8 = 20, 0x0021, 0x0800


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the archive, ready to be written.

    Attributes:
        name: its path.
        record: local header, name and packed octets.
        directory: its entry in the central directory, up to the offset.
        tail: its entry after the offset: the name.
    """

    name: str
    record: bytes
    directory: bytes
    tail: bytes


def static_member(part: Part) -> Member:
    """A part of the template that no value touches."""
    return _member(part.name, part.packed, part.method, part.crc, len(part.content))


def written_member(name: str, content: bytes) -> Member:
    """A part made for this document; stored."""
    return _member(name, content, 0, crc32(content), len(content))


def _member(name: str, packed: bytes, method: int, crc: int, size: int) -> Member:
    raw = name.encode()
    flags = 0 if raw.isascii() else _UTF8
    common = (flags, method, 0, _DATE, crc, len(packed), size, len(raw), 0)
    local = _LOCAL.pack(b"PK\x03\x04", _VERSION, *common)
    central = _CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *common, 0, 0, 0, 0, 0)
    return Member(name, local + raw + packed, central[:-4], raw)


def order(name: str) -> tuple[bool, str]:
    """The key that members are sorted by: the content types first, as Word expects."""
    return (name != CONTENT_TYPES, name)


def archive(members: Iterable[Member]) -> bytes:
    """The archive of these members, in their order."""
    records: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        records.append(member.record)
        directory += (member.directory, offset.to_bytes(4, "little"), member.tail)
        offset += len(member.record)
    tail = b"".join(directory)
    count = len(records)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(tail), offset, 0)
    return b"".join((*records, tail, end))
