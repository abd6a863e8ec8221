"""DER: one strict reader and the few encoders that the formats here need.

Strict means definite and minimal lengths, minimal integers and object identifiers, no
constructed strings, and nothing left over. What is looser has more than one encoding.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_DEPTH = 40
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


def split(data: bytes) -> tuple[Node, ...]:
    """The elements that follow one another in `data`, without looking inside them."""
    nodes: list[Node] = []
    position = 0
    while position < len(data):
        tag, body, end = read_header(data, position)
        nodes.append(Node(tag, data[position:end], data[body:end], ()))
        position = end
    return tuple(nodes)


def parse(data: bytes) -> Node:
    """The one element that `data` is, checked through to its leaves.

    Raises:
        DerError: anything that DER does not allow.
    """
    node, end = _read(data, 0, MAX_DEPTH)
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
    first, *rest = content or (0, 0)
    return not rest or first not in (0, 0xFF) or first >> 7 != rest[0] >> 7


def _is_bit_string(content: bytes) -> bool:
    unused = content[0] if content else _BITS
    if not unused:
        return True
    return unused < _BITS and len(content) > 1 and not content[-1] & ((1 << unused) - 1)


def _is_oid(content: bytes) -> bool:
    return bool(content) and content[-1] < _CONTINUED and not _padded(content)


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


def to_int(node: Node) -> int:
    """The value of an INTEGER."""
    return int.from_bytes(node.body, "big", signed=True)
