"""The text of a finished Word file, read from its octets, and compared with what went in.

This module shares nothing with the writing side: it unpacks the archive, parses the XML and
reads the words as a reader of the document would.
"""

from __future__ import annotations

import re
import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.parsers import expat

from lxml import etree

from recoverydocs.errors import ExitCode, RecoveryDocsError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_SIZE = 30
_LARGEST = 64 * 2**20
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_PART = re.compile(r"word/(?:document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml")
_READ_AS = {"p": "\n", "br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_BREAK = re.compile(
    r"</w:(p)>|<w:(p)(?: [^<>]*)?/>|<w:(br|cr|tab|noBreakHyphen)"
    r"(?: w:(?:type|clear)=\"[a-zA-Z]+\")*/>"
)
_REFERENCE = re.compile(r"&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
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
    words = filter(_TEXT_PART.fullmatch, texts)
    names = sorted(words, key=lambda name: (name != "word/document.xml", name))
    return "\n".join(texts[name].rstrip("\n") for name in names)


def read_texts(content: bytes, also: Collection[str] = ()) -> dict[str, str]:
    """The text of each part that holds words, by its name.

    Args:
        content: the octets of the Word file.
        also: other XML parts whose text is wanted, such as the document's properties.

    Raises:
        ReadBackError: the octets are no Word file that can be read.
    """
    try:
        return {
            name: _text(name, _unpacked(content, head))
            for name, head in _directory(content)
            if name in also or _TEXT_PART.fullmatch(name)
        }
    except (struct.error, zlib.error, ValueError, IndexError) as fault:
        raise ReadBackError("the document's archive is damaged") from fault


def _directory(content: bytes) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Name and central header of each part."""
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
        yield content[name_start : name_start + head[9]].decode(), tuple(head)


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
        unpacker = zlib.decompressobj(-15)
        octets = unpacker.decompress(octets, _LARGEST)
        if not unpacker.eof or unpacker.unused_data:
            raise ReadBackError("a part of the document is damaged")
    if len(octets) != size or zlib.crc32(octets) != crc:
        raise ReadBackError("a part of the document is damaged")
    return octets


def _text(name: str, octets: bytes) -> str:
    """The words of one part, each paragraph ended by a line break."""
    if not _TEXT_PART.fullmatch(name):
        return "\n".join(map(str, _tree(octets).itertext()))
    xml = octets.decode()
    if "<!" in xml or "<mc:Fallback" in xml:
        return "".join(_words_in_tree(_tree(octets)))
    try:
        expat.ParserCreate().Parse(octets, True)
    except expat.ExpatError as fault:
        raise ReadBackError("a part of the document is not well-formed") from fault
    return _words(xml)


def _words(xml: str) -> str:
    """The words of well-formed XML without comments, CDATA, DTD or fallbacks."""
    *pieces, rest = xml.split("</w:t>")
    words: list[str] = []
    for piece in pieces:
        head, _, tail = piece.rpartition("<w:t")
        words += (_between(head), tail.partition(">")[2])
    words.append(_between(rest))
    text = "".join(words)
    return _REFERENCE.sub(_referenced, text) if "&" in text else text


@lru_cache(maxsize=2048)
def _between(xml: str) -> str:
    """What stands for the paragraph ends, line breaks and tabs in XML between two texts."""
    return "".join(_READ_AS[found[found.lastindex or 0]] for found in _BREAK.finditer(xml))


def _referenced(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name:
        return _NAMED[name]
    return chr(int(decimal) if decimal else int(hexadecimal, 16))


def _tree(octets: bytes) -> etree._Element:
    try:
        return etree.fromstring(octets, _PARSER)
    except etree.XMLSyntaxError as fault:
        raise ReadBackError("a part of the document is not well-formed") from fault


def _words_in_tree(element: etree._Element) -> Iterator[str]:
    """The same words, from a tree: slower, and for any XML."""
    if element.tag == _FALLBACK or not isinstance(element.tag, str):
        return
    if element.tag == f"{_W}t":
        yield element.text or ""
        return
    for child in element:
        yield from _words_in_tree(child)
    name = element.tag.removeprefix(_W)
    parent = element.getparent()
    if name in _READ_AS and (parent is None or parent.tag != f"{_W}tabs"):
        yield _READ_AS[name]


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
