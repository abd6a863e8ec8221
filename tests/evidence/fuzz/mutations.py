"""Changes to octets: blind ones, and ones that keep the outer form to reach what is inside."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from tests.evidence import support as s

from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.container import read_zip
from recoverydocs.evidence.der import DerError, Node, parse, tlv
from recoverydocs.evidence.hashtree import sha256
from recoverydocs.evidence.jcs import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    Mutation = Callable[[bytes, Random], bytes]

INTERESTING = (0, 1, 0x7F, 0x80, 0xFF, 0x30, 0x31, 0xA0, 0xA2, 0x22, 0x5B, 0x7B, 0x0A)
WORDS = ("", "A1", "\u0000", "𠮷", "../x", "files/001/x", "2026-02-30", "9" * 40, "/files/0")
NUMBERS = (0, 1, -1, 2, 255, 499, 500, 2**31, 2**53 - 1, 2**53, 10**30)
NAMES = ("mimetype", "manifest-002.json", "files/001/a", "files/001/a/b", "META-INF/x", "")
MOST = 1 << 16


def octets(data: bytes, lots: Random) -> bytes:
    """One to four blind changes."""
    changed = bytearray(data)
    for _ in range(lots.randint(1, 4)):
        at = lots.randrange(len(changed) + 1)
        many = lots.choice((1, 1, 2, 4, 8, 64))
        match lots.randrange(7):
            case 0:
                changed[at : at + 1] = bytes((lots.choice(INTERESTING),))
            case 1:
                changed[at : at + many] = lots.randbytes(many)
            case 2:
                del changed[at : at + many]
            case 3:
                changed[at:at] = lots.randbytes(many)
            case 4:
                other = lots.randrange(len(changed) + 1)
                changed[at:at] = changed[other : other + many * 16]
            case 5:
                number = lots.choice(NUMBERS) % 2**32
                changed[at : at + 4] = number.to_bytes(4, lots.choice(("little", "big")))
            case _:
                changed[at:at] = bytes(changed[at : at + many]) * lots.choice((2, 8, 100))
    return bytes(changed[:MOST])


def der(data: bytes, lots: Random) -> bytes:
    """One to three elements changed, every length above them right again."""
    try:
        node = parse(data)
    except DerError:
        return octets(data, lots)
    whole = _element(node)
    for _ in range(lots.randint(1, 3)):
        _change_element(whole, lots)
    return _written(whole)[:MOST]


Element = list[Any]
"""Tag, then octets or a list of elements."""


def _element(node: Node) -> Element:
    inside: bytes | list[Element] = node.body
    if node.children:
        inside = [_element(child) for child in node.children]
    return [node.tag, inside]


def _written(element: Element) -> bytes:
    tag, inside = element
    if isinstance(inside, bytes):
        return tlv(tag, inside)
    return tlv(tag, *map(_written, inside))


def _change_element(whole: Element, lots: Random) -> None:
    element = whole
    while isinstance(element[1], list) and element[1] and lots.random() < 0.8:
        element = lots.choice(element[1])
    inside = element[1]
    if isinstance(inside, bytes):
        if lots.random() < 0.2:
            element[0] = lots.choice((1, 2, 3, 4, 5, 6, 0x17, 0x18, 0x30, 0x31, 0xA0, 0x80))
        else:
            element[1] = octets(inside, lots)
        return
    at = lots.randrange(len(inside) + 1)
    match lots.randrange(5):
        case 0:
            del inside[at : at + 1]
        case 1:
            inside[at:at] = inside[at : at + 1] * lots.choice((1, 2, 100))
        case 2:
            lots.shuffle(inside)
        case 3:
            element[0] = lots.choice((0x30, 0x31, 0xA0, 0xA1, 0xA2, 0xA3))
        case _:
            element[1] = [[0x30, inside] for _ in range(lots.choice((1, 1, 2)))]


def container(data: bytes, lots: Random) -> bytes:
    """Entries changed, dropped, renamed or moved in a container that fits them."""
    try:
        entries = list(read_zip(data))
    except CodedError:
        return octets(data, lots)
    for _ in range(lots.randint(1, 2)):
        if not entries:
            break
        at = lots.randrange(len(entries))
        name, content = entries[at]
        match lots.randrange(6):
            case 0:
                del entries[at]
            case 1:
                entries[at] = (lots.choice(NAMES), content)
            case 2:
                lots.shuffle(entries)
            case _:
                entries[at] = (name, inner(name)(content, lots))
    return s.rebuilt(tuple(entries))


def inner(name: str) -> Mutation:
    """The change that suits an entry."""
    ending = name.rpartition(".")[2]
    return {"json": members, "ers": record, "p7s": der, "tst": der}.get(ending, octets)


def record(data: bytes, lots: Random) -> bytes:
    """A record as DER; now and then blindly, since its tokens are not looked into there."""
    return der(data, lots) if lots.random() < 0.8 else octets(data, lots)


def members(data: bytes, lots: Random) -> bytes:
    """Values of a JSON text changed, written canonically again."""
    try:
        value = json.loads(data)
    except ValueError:
        return octets(data, lots)
    for _ in range(lots.randint(1, 3)):
        value = _changed_value(value, lots)
    try:
        return canonical(value)[:MOST]
    except CodedError:
        return json.dumps(value).encode()[:MOST]


def _changed_value(value: Any, lots: Random) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict) and value and lots.random() < 0.9:
        key = lots.choice(sorted(value))
        if lots.random() < 0.15:
            return {name: one for name, one in value.items() if name != key}
        if lots.random() < 0.1:
            return {**value, lots.choice(WORDS): value[key]}
        return {**value, key: _changed_value(value[key], lots)}
    if isinstance(value, list) and value and lots.random() < 0.9:
        at = lots.randrange(len(value))
        if lots.random() < 0.3:
            return [
                *value[:at],
                *value[at : at + 1] * lots.choice((0, 2, 300)),
                *value[at + 1 :],
            ]
        return [*value[:at], _changed_value(value[at], lots), *value[at + 1 :]]
    return lots.choice((None, True, [], {}, [value], *NUMBERS, *WORDS, *_alike(value)))


def _alike(value: object) -> tuple[object, ...]:
    if isinstance(value, str):
        return (value + "x", value[:-1], value.upper(), value.replace("1", "2", 1))
    return (value + 1, value - 1) if isinstance(value, int) else ()


def packed(data: bytes, lots: Random) -> bytes:
    """Packed by another hand, deflated or not, then changed blindly now and then."""
    target = io.BytesIO()
    try:
        entries = read_zip(container(data, lots))
    except CodedError:
        return octets(data, lots)
    with zipfile.ZipFile(target, "w", lots.choice((0, 8, 8, 14))) as opened:
        for name, content in entries:
            opened.writestr(zipfile.ZipInfo(name), content, lots.choice((0, 8, 8, 12, 14)))
    made = target.getvalue()
    return octets(made, lots) if lots.random() < 0.5 else made


def lines(data: bytes, lots: Random) -> bytes:
    """A register's lines changed, each canonical, their chain mended now and then."""
    rows = data.splitlines(keepends=True)
    for _ in range(lots.randint(1, 2)):
        at = lots.randrange(len(rows)) if rows else 0
        match lots.randrange(4):
            case 0:
                del rows[at : at + 1]
            case 1:
                rows[at:at] = rows[at : at + 1]
            case _:
                rows[at : at + 1] = [members(one[:-1], lots) + b"\n" for one in rows[at:][:1]]
    if lots.random() < 0.7:
        rows = _chained(rows)
    return b"".join(rows)[:MOST]


def _chained(rows: list[bytes]) -> list[bytes]:
    made: list[bytes] = []
    head = "0" * 64
    for seq, row in enumerate(rows, start=1):
        try:
            line = json.loads(row)
        except ValueError:
            return rows
        if isinstance(line, dict):
            line |= {"prev": head, "seq": seq}
            if "head" in line:
                line["head"] = head
            try:
                row = canonical(line) + b"\n"  # noqa: PLW2901 - the row as it should be
            except CodedError:
                return rows
        head = sha256(row).hex()
        made.append(row)
    return made


SUITED: Mapping[str, Mutation] = {
    "container": container,
    "package": container,
    "repacked": packed,
    "der": der,
    "token": der,
    "signature": der,
    "certificate": der,
    "revocation": der,
    "trust": der,
    "ers": record,
    "jcs": members,
    "manifest": members,
    "revision": members,
    "register": lines,
    "answer": der,
}
"""Target → the change that reaches furthest into it; the others get blind ones."""


def changed(target: str, data: bytes, lots: Random) -> bytes:
    """Octets for a target made from those of a seed or a find."""
    suited = SUITED.get(target, octets)
    return suited(data, lots) if lots.random() < 0.7 else octets(data, lots)
