"""Table grids that fit their rows, where a tag made more or fewer cells than the template has.

The rule is docxtpl's: missing columns are added and the old ones narrowed; columns that no row
uses are taken away and their width shared out.
"""

from __future__ import annotations

import re

from lxml import etree

from recoverydocs.documents.engine.parts import WORD

_W = f"{{{WORD}}}"
_GRID = re.compile(r"<w:tblGrid>.*?</w:tblGrid>|<w:tblGrid/>", re.DOTALL)


def fit_grids(xml: str) -> str:
    """The part with each table's grid made to fit; the text is changed, never written anew."""
    root = etree.fromstring(xml.encode())
    tables = list(root.iter(f"{_W}tbl"))
    grids = iter([_fitted(table) for table in tables])
    return _GRID.sub(lambda _: _grid_xml(next(grids)), xml)


def _grid_xml(widths: list[int | None]) -> str:
    columns = "".join(
        "<w:gridCol/>" if width is None else f'<w:gridCol w:w="{width}"/>' for width in widths
    )
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _fitted(table: etree._Element) -> list[int | None]:
    columns = [column.get(f"{_W}w") for column in table.iterfind(f"{_W}tblGrid/{_W}gridCol")]
    widths = [None if width is None else int(float(width)) for width in columns]
    rows = list(table.iter(f"{_W}tr"))
    missing = max((len(row.findall(f"{_W}tc")) for row in rows), default=0) - len(widths)
    if missing > 0:
        widths = _widened(widths, missing)
    used = max((sum(map(_span, row.iterfind(f"{_W}tc"))) for row in rows), default=0)
    return _narrowed(widths, used) if len(widths) > used else widths


def _widened(widths: list[int | None], missing: int) -> list[int | None]:
    total = sum(width or 0 for width in widths)
    if not total:
        return widths
    count = len(widths)
    scaled: list[int | None] = [
        None if width is None else width * count // (count + missing) for width in widths
    ]
    return scaled + [total // (count + missing)] * missing


def _narrowed(widths: list[int | None], used: int) -> list[int | None]:
    kept, taken = widths[:used], widths[used:]
    share = sum(width or 0 for width in taken) // len(kept) if kept else 0
    return [None if width is None else width + share for width in kept]


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return 1 if span is None else int(span.get(f"{_W}val", "1"))
