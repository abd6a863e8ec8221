"""Grids of tables fit their rows."""

from __future__ import annotations

import pytest

from recoverydocs.documents.engine.tables import fit_grids

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def table(grid: str, *rows: str) -> str:
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f'<w:body xmlns:w="{WORD}"><w:tbl>{grid}{body}</w:tbl></w:body>'


def grid(*widths: int | None) -> str:
    columns = "".join(
        "<w:gridCol/>" if width is None else f'<w:gridCol w:w="{width}"/>' for width in widths
    )
    return f"<w:tblGrid>{columns}</w:tblGrid>"


CELL = "<w:tc/>"
WIDE = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr></w:tc>'


@pytest.mark.parametrize(
    ("before", "rows", "after"),
    [
        (grid(100, 200), (CELL * 2,), grid(100, 200)),
        (grid(100, 200), (CELL * 3,), grid(66, 133, 100)),
        (grid(None, None), (CELL * 3,), grid(None, None)),
        (grid(300, 300, 300), (CELL * 2, CELL), grid(450, 450)),
        (grid(300, 300, 300), (WIDE + CELL,), grid(300, 300, 300)),
        (grid(300, None), (CELL,), grid(300)),
        (grid(300, 300), (), grid()),
        (grid(), (CELL,), grid()),
    ],
)
def test_grid_fits_its_rows(before: str, rows: tuple[str, ...], after: str) -> None:
    assert fit_grids(table(before, *rows)) == table(after, *rows)
