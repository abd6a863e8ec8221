"""The strict ZIP container: one result for given entries, and one reader that accepts only it.

Never the standard library's lenient reader: two readers that disagree are the attack.
"""

from __future__ import annotations

import stat
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.limits import LIMITS, Limits
from recoverydocs.evidence.names import check_name, check_together, decode_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Entry = tuple[str, bytes]

_LOCAL = Struct("<4s5H3I2H")
_CENTRAL = Struct("<4s6H3I5H2I")
_END = Struct("<4s4H2IH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_ZIP64_LOCATOR = b"PK\x06\x07"
_VERSION, _MADE_BY, _DATE = 10, 0x031E, 0x0021
_UTF8_FLAG, _ENCRYPTED_FLAG, _DESCRIPTOR_FLAG = 0x0800, 0x0001, 0x0008
_EXTERNAL = 0o100644 << 16
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_LONGEST_COMMENT = 0xFFFF
_DOS_FOLDER = 0x10


class _Central(NamedTuple):
    """One central header as read; the fields in the order of the file."""

    mark: bytes
    made_by: int
    version: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    stored: int
    size: int
    name_length: int
    extra_length: int
    comment_length: int
    disk: int
    internal: int
    external: int
    offset: int


class _End(NamedTuple):
    """The end record as read, and where it stands."""

    disk: int
    directory_disk: int
    entries_here: int
    entries: int
    size: int
    offset: int
    position: int


def write_zip(entries: Sequence[Entry]) -> bytes:
    """The one container of these entries, in their order.

    Raises:
        CodedError: a name or an amount that the format does not allow.
    """
    if len(entries) > LIMITS.entries:
        raise CodedError("ZIP_LIMIT", f"{len(entries)} entries")
    for name, content in entries:
        decode_name(name.encode("utf-8", "surrogatepass"))
        check_name(name)
        if len(content) > LIMITS.entry:
            raise CodedError("ZIP_LIMIT", name)
    check_together(name for name, _ in entries)
    written = _assemble(entries)
    if len(written) > LIMITS.package:
        raise CodedError("ZIP_LIMIT", f"{len(written)} octets")
    return written


def append_zip(container: bytes, added: Sequence[Entry]) -> bytes:
    """The container with more entries behind its own, which are neither read nor reckoned anew.

    Args:
        container: one that `write_zip` made.
        added: further entries, of names that it has not.

    Raises:
        CodedError: an amount that the format does not allow.
    """
    end = _read_end(container)
    directory = [container[end.offset : end.position]]
    pieces: list[bytes | memoryview] = [memoryview(container)[: end.offset]]
    offset = end.offset
    for name, content in added:
        local, central = _headers(name, content, offset)
        pieces += (local, content)
        directory.append(central)
        offset += len(local) + len(content)
    written = b"".join((*pieces, *_tail(directory, end.entries + len(added), offset)))
    if end.entries + len(added) > LIMITS.entries or len(written) > LIMITS.package:
        raise CodedError("ZIP_LIMIT")
    return written


def _assemble(entries: Sequence[Entry]) -> bytes:
    return b"".join(_pieces(entries))


def _pieces(entries: Sequence[Entry]) -> Iterator[bytes]:
    """The container piece by piece; no content is copied."""
    directory: list[bytes] = []
    offset = 0
    for name, content in entries:
        local, central = _headers(name, content, offset)
        directory.append(central)
        yield local
        yield content
        offset += len(local) + len(content)
    yield from _tail(directory, len(entries), offset)


def _headers(name: str, content: bytes, offset: int) -> tuple[bytes, bytes]:
    """The local and the central header of an entry, each with its name."""
    raw = name.encode("utf-8")
    flags = 0 if raw.isascii() else _UTF8_FLAG
    common = (flags, 0, 0, _DATE, crc32(content), len(content), len(content), len(raw), 0)
    places = (0, 0, 0, _EXTERNAL, offset)
    return (
        _LOCAL.pack(_LOCAL_MARK, _VERSION, *common) + raw,
        _CENTRAL.pack(_CENTRAL_MARK, _MADE_BY, _VERSION, *common, *places) + raw,
    )


def _tail(directory: Sequence[bytes], count: int, offset: int) -> tuple[bytes, bytes]:
    """The central directory and the end record."""
    joined = b"".join(directory)
    return joined, _END.pack(_END_MARK, 0, 0, count, count, len(joined), offset, 0)


def _is_canonical(data: bytes, entries: Sequence[Entry]) -> bool:
    """True where these octets are what a writer makes of the entries."""
    position = 0
    for piece in _pieces(entries):
        if not data.startswith(piece, position):
            return False
        position += len(piece)
    return position == len(data)


def read_zip(data: bytes, limits: Limits = LIMITS) -> tuple[Entry, ...]:
    """The entries of a container that `write_zip` would have written, and of no other.

    Raises:
        CodedError: one of the ZIP or NAME codes, the first that applies.
    """
    if len(data) > limits.package:
        raise CodedError("ZIP_LIMIT", f"{len(data)} octets")
    end = _read_end(data)
    if end.entries > limits.entries:
        raise CodedError("ZIP_LIMIT", f"{end.entries} entries")
    heads = _read_directory(data, end, limits)
    check_together(name for name, _ in heads)
    entries = tuple(_read_entries(data, heads, end.offset))
    if not _is_canonical(data, entries):
        raise CodedError("ZIP_NOT_CANONICAL")
    return entries


def _read_end(data: bytes) -> _End:
    position = len(data) - _END.size
    if position < 0 or data[position : position + 4] != _END_MARK:
        window = data[-(_LONGEST_COMMENT + _END.size) :]
        raise CodedError("ZIP_TRAILING" if _END_MARK in window else "ZIP_NO_EOCD")
    *numbers, comment = _END.unpack_from(data, position)[1:]
    end = _End._make((*numbers, position))
    if comment:
        raise CodedError("ZIP_TRAILING")
    if (
        _FULL_16 in {end.entries, end.entries_here}
        or _FULL_32 in {end.size, end.offset}
        or data[max(0, position - 20) : max(0, position - 16)] == _ZIP64_LOCATOR
    ):
        raise CodedError("ZIP_ZIP64")
    if end.disk or end.directory_disk:
        raise CodedError("ZIP_MULTIDISK")
    if end.entries != end.entries_here:
        raise CodedError("ZIP_COUNT")
    if end.offset + end.size != position:
        raise CodedError(_misplaced(data, end))
    return end


def _misplaced(data: bytes, end: _End) -> str:
    """Which of three ways a directory can miss the place that the end record gives."""
    if data[end.offset : end.offset + 4] == _CENTRAL_MARK:
        return "ZIP_COUNT"
    start = end.position - end.size
    found = start >= 0 and data[start : start + 4] == _CENTRAL_MARK
    return "ZIP_GAP" if found and data[:4] == _LOCAL_MARK else "ZIP_PREPENDED"


def _read_directory(data: bytes, end: _End, limits: Limits) -> list[tuple[str, _Central]]:
    heads: list[tuple[str, _Central]] = []
    position = end.offset
    for number in range(end.entries):
        if position + _CENTRAL.size > end.position:
            raise CodedError("ZIP_COUNT")
        head = _Central(*_CENTRAL.unpack_from(data, position))
        if head.mark != _CENTRAL_MARK:
            raise CodedError("ZIP_COUNT")
        position += _CENTRAL.size
        raw = data[position : position + head.name_length]
        position += head.name_length + head.extra_length + head.comment_length
        if position > end.position:
            raise CodedError("ZIP_COUNT")
        try:
            heads.append((_check_head(head, raw, limits), head))
        except CodedError as fault:
            raise CodedError(fault.code, fault.where or f"entry {number + 1}") from fault
    if position != end.position:
        raise CodedError("ZIP_COUNT")
    return heads


def _check_head(head: _Central, raw: bytes, limits: Limits) -> str:
    """The entry's name, once its central header holds."""
    if head.flags & _ENCRYPTED_FLAG:
        raise CodedError("ZIP_ENCRYPTED")
    if head.flags & _DESCRIPTOR_FLAG:
        raise CodedError("ZIP_DATA_DESCRIPTOR")
    if _FULL_32 in {head.stored, head.size, head.offset} or head.disk == _FULL_16:
        raise CodedError("ZIP_ZIP64")
    if max(head.stored, head.size) > limits.entry:
        # What is too large and packed as well is a bomb, and is called so.
        raise CodedError("ZIP_METHOD" if head.method else "ZIP_LIMIT")
    if head.disk:
        raise CodedError("ZIP_MULTIDISK")
    if head.method:
        raise CodedError("ZIP_METHOD")
    if head.stored != head.size:
        raise CodedError("ZIP_HEADER_MISMATCH")
    if head.extra_length or head.comment_length:
        raise CodedError("ZIP_EXTRA")
    kind = stat.S_IFMT(head.external >> 16)
    if kind not in {0, stat.S_IFREG} or head.external & _DOS_FOLDER or raw.endswith(b"/"):
        raise CodedError("ZIP_NOT_A_FILE")
    name = decode_name(raw, limits)
    check_name(name)
    return name


def _read_entries(
    data: bytes, heads: Sequence[tuple[str, _Central]], directory: int
) -> list[Entry]:
    entries: list[Entry] = []
    position = 0
    for number, (name, head) in enumerate(heads):
        if head.offset != position:
            if head.offset < position:
                raise CodedError("ZIP_OVERLAP", name)
            raise CodedError("ZIP_GAP" if number else "ZIP_PREPENDED", name)
        start = position + _LOCAL.size + head.name_length
        position = start + head.size
        if position > directory:
            raise CodedError("ZIP_OVERLAP", name)
        local = _LOCAL.unpack_from(data, head.offset)
        if local != (_LOCAL_MARK, *head[2:12]) or (
            data[head.offset + _LOCAL.size : start] != name.encode("utf-8")
        ):
            raise CodedError("ZIP_HEADER_MISMATCH", name)
        content = data[start:position]
        if crc32(content) != head.crc:
            raise CodedError("ZIP_CRC", name)
        entries.append((name, content))
    if position != directory:
        raise CodedError("ZIP_GAP" if heads else "ZIP_PREPENDED")
    return entries
