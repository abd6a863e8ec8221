"""The text of a finished Word file, read from its octets, and compared with what went in.

This module shares nothing with the writing side: it unpacks the archive, parses the XML and
reads the words as a reader of the document would.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, cast
from zlib import crc32, decompressobj

from lxml import etree

from recoverydocs.errors import ExitCode, RecoveryDocsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_SIZE = 30
_LARGEST = 64 * 2**20
_WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
_WORDS = etree.XPath("//w:t/text()", namespaces=_WORD, smart_strings=False)
_WORDS_ONCE = etree.XPath(
    "//w:t[not(ancestor::mc:Fallback)]/text()",
    namespaces={
        **_WORD,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    },
    smart_strings=False,
)
_ANY_TEXT = etree.XPath("//text()", smart_strings=False)
_PROPERTIES = "docProps/core.xml"
_TEXT_PART = re.compile(
    r"word/(?:document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml|docProps/core\.xml"
)
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
)
# A paragraph's end, a line break and a tab are read as characters: each is given a text of its
# own before the parser sees it.
_BREAKS = (
    (b"</w:p>", b"<w:t>\n</w:t></w:p>"),
    (b"<w:br/>", b"<w:t>\n</w:t>"),
    (b"<w:tab/>", b"<w:t>\t</w:t>"),
    (b"<w:cr/>", b"<w:t>\n</w:t>"),
    (b"<w:noBreakHyphen/>", b"<w:t>-</w:t>"),
)


class ReadBackError(RecoveryDocsError):
    """What came out is not what went in: our own error, and the document is not handed out."""

    exit_code = ExitCode.OWN_ERROR


def read_back(content: bytes) -> str:
    """The text of a Word file: the body's, then that of headers, footers and notes.

    Raises:
        ReadBackError: the octets are no Word file that can be read.
    """
    return join_texts(read_texts(content))


def join_texts(texts: Mapping[str, str]) -> str:
    """Texts of parts as one: the body first, the others by name."""
    words = (name for name in texts if name != _PROPERTIES)
    names = sorted(words, key=lambda name: (name != "word/document.xml", name))
    return "\n".join(texts[name].rstrip("\n") for name in names)


def read_texts(content: bytes) -> dict[str, str]:
    """The text of each part that holds words, by its name.

    Raises:
        ReadBackError: the octets are no Word file that can be read.
    """
    try:
        return {
            name: _text(name, _unpacked(content, head)) for name, head in _directory(content)
        }
    except (struct.error, ValueError, IndexError) as fault:
        raise ReadBackError("the document's archive is damaged") from fault


def _directory(content: bytes) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Name and central header of each part that holds words."""
    mark, _, _, _, count, size, start, comment = _END.unpack_from(
        content, len(content) - _END.size
    )
    if mark != b"PK\x05\x06" or comment or start + size + _END.size != len(content):
        raise ReadBackError("the document's archive has no proper end")
    position = start
    for _ in range(count):
        _, *head = _CENTRAL.unpack_from(content, position)
        name_start = position + _CENTRAL.size
        position = name_start + head[9] + head[10] + head[11]
        name = content[name_start : name_start + head[9]].decode()
        if _TEXT_PART.fullmatch(name):
            yield name, tuple(head)


def _unpacked(content: bytes, head: tuple[int, ...]) -> bytes:
    _, _, _, method, _, _, crc, packed_size, size, _, _, _, _, _, _, offset = head
    name_length, extra = content[offset + 26 : offset + 28], content[offset + 28 : offset + 30]
    start = (
        offset
        + _LOCAL_SIZE
        + int.from_bytes(name_length, "little")
        + int.from_bytes(extra, "little")
    )
    octets = content[start : start + packed_size]
    if method:
        octets = decompressobj(-15).decompress(octets, _LARGEST)
    if len(octets) != size or crc32(octets) != crc:
        raise ReadBackError("a part of the document is damaged")
    return octets


def _text(name: str, octets: bytes) -> str:
    """The words of one part, each paragraph ended by a line break."""
    if name == _PROPERTIES:
        return "\n".join(_found(_ANY_TEXT, octets))
    for element, readable in _BREAKS:
        octets = octets.replace(element, readable)
    words = _WORDS_ONCE if b"<mc:Fallback" in octets else _WORDS
    return "".join(_found(words, octets))


def _found(words: etree.XPath, octets: bytes) -> list[str]:
    try:
        found = words(etree.fromstring(octets, _PARSER))
    except etree.XMLSyntaxError as fault:
        raise ReadBackError("a part of the document is not well-formed") from fault
    return cast("list[str]", found)


def compare(said: Mapping[str, Sequence[str]], texts: Mapping[str, str]) -> None:
    """Each value that went in is in the text that came out, whole, in order of use.

    Raises:
        ReadBackError: one is not; the value itself is not in the message.
    """
    for part, values in said.items():
        text = texts[part]
        position = 0
        for number, value in enumerate(values, 1):
            found = text.find(value, position)
            if found < 0:
                raise ReadBackError(f"{part}: value {number} of {len(values)} did not arrive")
            position = found + len(value)
