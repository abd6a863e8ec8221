from __future__ import annotations

import io
from datetime import UTC, datetime

from openpyxl import load_workbook

from recoverydocs.cases.workbooks.blank import GRID, Blank


def written() -> bytes:
    blank = Blank({"cell": {**GRID, "num_format": "@"}})
    blank.page("一").write_string(0, 0, "=1+1", blank.styles["cell"])
    return blank.content()


def test_equal_calls_give_equal_octets_at_one_fixed_moment() -> None:
    assert written() == written()
    created = load_workbook(io.BytesIO(written())).properties.created
    assert created == datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def test_a_page_lies_on_its_side_and_its_cells_have_our_font() -> None:
    sheet = load_workbook(io.BytesIO(written()))["一"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet["A1"].font.name == "Noto Sans CJK SC"
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=1+1", "s")
