"""DER: one strict reader and the few encoders that the formats here need.

Strict means definite and minimal lengths, minimal integers and object identifiers, no
constructed strings, and nothing left over. What is looser has more than one encoding.

Every reading is bounded: in octets, in depth, in elements side by side and in the length of an
object identifier. What is beyond is refused before it costs anything.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MAX_DEPTH = 40
LARGEST = 256 * 1024
"""Octets of an element that is read through; tokens and certificates have a few thousand."""
_MOST_TOGETHER = 4096
"""Elements side by side; a record lists at most as many digests as a package has entries."""
INTEGER, BIT_STRING, OCTET_STRING, NULL, OID = 0x02, 0x03, 0x04, 0x05, 0x06
BOOLEAN, GENERALIZED_TIME, UTC_TIME = 0x01, 0x18, 0x17
SEQUENCE, SET = 0x30, 0x31
_CONSTRUCTED, _CONTEXT, _LONG_TAG, _LONG_LENGTH = 0x20, 0x80, 0x1F, 0x80
_CLASS = 0xC0
_CONTINUED = 0x80
_BITS = 8
_LONGEST_OID = 128
"""Octets; none that anybody registered comes near it."""


class DerError(ValueError):
    """The octets are not DER, or not of the shape that was asked for."""


class Node(NamedTuple):
    """One element.

    Attributes:
        tag: the identifier octet.
        raw: the whole element.
        body: its content octets.
        children: the elements inside; empty for a primitive one.
    """

    tag: int
    raw: bytes
    body: bytes
    children: tuple[Node, ...]

    def child(self, place: int, tag: int) -> Node:
        """The child at a place, which must have this tag.

        Raises:
            DerError: there is none, or it is something else.
        """
        if place >= len(self.children) or self.children[place].tag != tag:
            raise DerError(f"no element {tag:#x} at {place}")
        return self.children[place]


def read_header(data: bytes, start: int) -> tuple[int, int, int]:
    """Tag, first content octet and end of the element at `start`.

    Raises:
        DerError: the header is not DER or the element is cut off.
    """
    if start + 2 > len(data):
        raise DerError("cut off")
    tag, length = data[start], data[start + 1]
    if tag & _LONG_TAG == _LONG_TAG:
        raise DerError("tag in several octets")
    body = start + 2
    if length >= _LONG_LENGTH:
        count = length - _LONG_LENGTH
        digits = data[body : body + count]
        length = int.from_bytes(digits, "big")
        if not digits or len(digits) != count or not digits[0] or length < _LONG_LENGTH:
            raise DerError("length not minimal")
        body += count
    if body + length > len(data):
        raise DerError("cut off")
    return tag, body, body + length


def elements(data: bytes) -> Iterator[Node]:
    """The elements that follow one another in `data`, one by one and not looked into.

    Raises:
        DerError: a header is not DER, or an element is cut off.
    """
    position = 0
    while position < len(data):
        tag, body, end = read_header(data, position)
        yield Node(tag, data[position:end], data[body:end], ())
        position = end


def split(data: bytes) -> tuple[Node, ...]:
    """The elements of `data` at once, where they are not too many.

    Raises:
        DerError: as of `elements`, or there are too many.
    """
    nodes = tuple(islice(elements(data), _MOST_TOGETHER + 1))
    if len(nodes) > _MOST_TOGETHER:
        raise DerError("too many elements")
    return nodes


def parse(data: bytes, tag: int | None = None) -> Node:
    """The one element that `data` is, checked through to its leaves.

    Args:
        data: its octets.
        tag: what it must be; None where any element will do.

    Raises:
        DerError: anything that DER does not allow, or another element.
    """
    if len(data) > LARGEST:
        raise DerError("too large")
    node, end = _read(data, 0, MAX_DEPTH)
    if tag is not None and node.tag != tag:
        raise DerError(f"not {tag:#x}")
    if end != len(data):
        raise DerError("octets left over")
    return node


def _read(data: bytes, start: int, depth: int) -> tuple[Node, int]:
    if not depth:
        raise DerError("too deep")
    tag, body, end = read_header(data, start)
    content = data[body:end]
    children: tuple[Node, ...] = ()
    if tag & _CONSTRUCTED:
        if tag & _CLASS != _CONTEXT and tag not in (SEQUENCE, SET):
            raise DerError(f"constructed {tag:#x}")
        found: list[Node] = []
        position = 0
        while position < len(content):
            child, position = _read(content, position, depth - 1)
            found.append(child)
        children = tuple(found)
    else:
        _check_primitive(tag, content)
    return Node(tag, data[start:end], content, children), end


def _check_primitive(tag: int, content: bytes) -> None:
    if tag & _CLASS not in (0, _CONTEXT):
        raise DerError(f"class of {tag:#x}")
    is_right = _PRIMITIVES.get(tag)
    if is_right is not None and not is_right(content):
        raise DerError(f"content of {tag:#x}")


def _is_integer(content: bytes) -> bool:
    if len(content) < 2:  # noqa: PLR2004 - a needless first octet has one behind it
        return bool(content)
    return content[0] not in (0, 0xFF) or content[0] >> 7 != content[1] >> 7


def _is_bit_string(content: bytes) -> bool:
    unused = content[0] if content else _BITS
    if not unused:
        return True
    return unused < _BITS and len(content) > 1 and not content[-1] & ((1 << unused) - 1)


def _is_oid(content: bytes) -> bool:
    # A number of an identifier is reckoned digit by digit: its length is a matter of time too.
    right = 0 < len(content) <= _LONGEST_OID and content[-1] < _CONTINUED
    return right and not _padded(content)


_PRIMITIVES: Mapping[int, Callable[[bytes], bool]] = {
    0: lambda _content: False,
    BOOLEAN: lambda content: content in (b"\x00", b"\xff"),
    INTEGER: _is_integer,
    BIT_STRING: _is_bit_string,
    NULL: lambda content: not content,
    OID: _is_oid,
    SEQUENCE & ~_CONSTRUCTED: lambda _content: False,
    SET & ~_CONSTRUCTED: lambda _content: False,
}


def _padded(content: bytes) -> bool:
    """True where a part of an object identifier begins with a needless octet."""
    first = True
    for octet in content:
        if first and octet == _CONTINUED:
            return True
        first = octet < _CONTINUED
    return False


def tlv(tag: int, *parts: bytes) -> bytes:
    """One element with its length.

    >>> tlv(0x04, b"ab").hex()
    '04026162'
    """
    body = b"".join(parts)
    size = len(body)
    if size < _LONG_LENGTH:
        return bytes((tag, size)) + body
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, _LONG_LENGTH + len(digits))) + digits + body


def sequence(*parts: bytes) -> bytes:
    """A SEQUENCE of encoded parts."""
    return tlv(SEQUENCE, *parts)


def integer(value: int) -> bytes:
    """An INTEGER.

    >>> integer(128).hex()
    '02020080'
    >>> integer(-128).hex()
    '020180'
    """
    length = (value if value >= 0 else ~value).bit_length() // 8 + 1
    return tlv(INTEGER, value.to_bytes(length, "big", signed=True))


def set_of(*parts: bytes) -> bytes:
    """A SET OF, sorted as DER asks."""
    return tlv(SET, *sorted(parts))


@cache
def oid(dotted: str) -> bytes:
    """An OBJECT IDENTIFIER.

    >>> oid("2.16.840.1.101.3.4.2.1").hex()
    '0609608648016503040201'
    """
    first, second, *rest = map(int, dotted.split("."))
    octets = bytearray()
    for number in (first * 40 + second, *rest):
        part = [number & 0x7F]
        while number := number >> 7:
            part.append(number & 0x7F | _CONTINUED)
        octets += bytes(reversed(part))
    return tlv(OID, bytes(octets))


def dotted(body: bytes) -> str:
    """The content octets of an OBJECT IDENTIFIER in words; of an absurdly long one as they are.

    >>> dotted(bytes.fromhex("608648016503040201"))
    '2.16.840.1.101.3.4.2.1'
    """
    if len(body) > _LONGEST_OID:
        # Reckoning its numbers would take time that grows with the square of its length.
        return body.hex()
    numbers: list[int] = []
    value = 0
    for octet in body:
        value = value << 7 | octet & 0x7F
        if octet < _CONTINUED:
            numbers.append(value)
            value = 0
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))


def whole_octets(node: Node) -> bytes:
    """The octets in a BIT STRING that has no unused bits, as signatures have none.

    Raises:
        DerError: it has some: the same octets would have two encodings.
    """
    if node.tag != BIT_STRING or node.body[0]:
        raise DerError("unused bits")
    return node.body[1:]


def to_int(node: Node) -> int:
    """The value of an INTEGER."""
    return int.from_bytes(node.body, "big", signed=True)
