"""What a sheet's cells don't say: which rows are hidden, which cells lie under a merged one.

The streaming reader of openpyxl passes both over; they are taken from the parts themselves.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree
from openpyxl.utils import range_boundaries

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Mapping

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb'\br="([0-9]+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_WORKBOOK = "officeDocument"
"""How the type of the relation to the workbook's own part ends."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of one sheet are shown.

    Attributes:
        hidden: numbers of the rows that the user has hidden or filtered away.
        covered: number of a row → positions, from 0, of its cells under a merged one, and of
            those merged with cells of other rows, whose word may be meant for them too.
    """

    hidden: frozenset[int] = frozenset()
    covered: Mapping[int, frozenset[int]] = field(default_factory=dict)


def layouts(packed: zipfile.ZipFile) -> dict[str, Layout]:
    """Name of a sheet → its layout."""
    (book,) = (
        target for kind, target in _relations(packed, "").values() if kind.endswith(_WORKBOOK)
    )
    parts = _relations(packed, book)
    found = {}
    for sheet in etree.fromstring(packed.read(book)).iterfind(".//{*}sheet"):
        (link,) = (value for name, value in sheet.attrib.items() if str(name).endswith("}id"))
        found[str(sheet.get("name"))] = _layout(packed.read(parts[str(link)][1]))
    return found


def _relations(packed: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Id → type and target of each relation of a part; of the package for an empty name."""
    folder, name = posixpath.split(part)
    listed = etree.fromstring(packed.read(posixpath.join(folder, "_rels", f"{name}.rels")))
    return {
        str(each.get("Id")): (
            str(each.get("Type")),
            posixpath.normpath(posixpath.join("/", folder, str(each.get("Target"))))[1:],
        )
        for each in listed.iterfind("{*}Relationship")
    }


def _layout(sheet: bytes) -> Layout:
    hidden, last = set(), 0
    for row in _ROW.finditer(sheet):
        number = _NUMBER.search(row[1])
        last = int(number[1]) if number else last + 1
        if _HIDDEN.search(row[1]):
            hidden.add(last)
    covered: dict[int, set[int]] = {}
    for merged in _MERGED.finditer(sheet):
        edges = range_boundaries(merged[1].decode())
        left, top, right, bottom = (int(edge or 0) for edge in edges)
        for row_number in range(top, min(bottom, last) + 1):
            covered.setdefault(row_number, set()).update(range(left - 1, right))
        if top == bottom:
            covered.get(top, set()).discard(left - 1)
    return Layout(
        frozenset(hidden), {number: frozenset(cells) for number, cells in covered.items()}
    )
