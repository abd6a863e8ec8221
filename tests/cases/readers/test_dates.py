"""Which spellings of a day a cell may have; docs/column-map.md lists them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from recoverydocs.cases.readers import cells
from recoverydocs.cases.readers.cells import CellError, cell_of

PAGE = Path(__file__).resolve().parents[3] / "docs" / "column-map.md"


def read(value: object) -> str:
    return cells._date(cell_of(value), "放款日期", {})  # noqa: SLF001 - one type of cell


@pytest.mark.parametrize(
    "spelling", ["YYYY-MM-DD", "YYYY/M/D", "YYYY.M.D", "YYYY年M月D日", "YYYYMMDD"]
)
def test_every_spelling_that_the_page_lists_is_read(spelling: str) -> None:
    assert f"`{spelling}`" in PAGE.read_text("utf-8")
    text = spelling.replace("YYYY", "2024")
    for month, day in (("MM", "DD"), ("M", "D")):
        text = text.replace(month, "03" if month == "MM" else "3")
        text = text.replace(day, "05" if day == "DD" else "5")
    assert read(text) == "2024-03-05"
    assert read(f"{text} 00:00:00") == "2024-03-05"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2024, 3, 5), "2024-03-05"),
        (datetime(2024, 3, 5, 0, 0, tzinfo=UTC), "2024-03-05"),
        ("２０２４年３月５日", "2024-03-05"),
        (20240305, "2024-03-05"),
        # 2024-03-05 is day 45,356 from 1899-12-30: 124 years of 365 days, 31 leap days and 65.
        (45356, "2024-03-05"),
        (45356.0, "2024-03-05"),
        (20001, "1954-10-04"),
        (79999, "2119-01-10"),
    ],
)
def test_cells_of_days_and_bare_serials_are_read(value: object, day: str) -> None:
    assert read(value) == day


@pytest.mark.parametrize(
    "value",
    [
        "2024-13-01",
        "2024-02-30",
        "2024115",  # the 15th of January, or the 5th of November
        "2024-1/5",
        "24-03-05",
        "03/05/2024",
        "2024年3-5",
        20000,
        80000,
        45356.5,
        "45356",
        "",
    ],
)
def test_what_may_be_another_day_is_refused(value: object) -> None:
    with pytest.raises(CellError):
        read(value)
