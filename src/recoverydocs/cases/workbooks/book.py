"""A workbook written cell by cell: text stays text, and no text ever becomes a formula.

A day or a count that we reckoned ourselves may stand as one, so that it can be filtered.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from recoverydocs.cases.workbooks.blank import GRID, Blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

LONGEST_CELL = 32_767
"""What one cell of a workbook can hold."""
_WIDEST_IN_PRINT = 220
"""Characters side by side that can still be read on a sheet of A4; wider ones take pages."""
_FILLS: Mapping[str, str] = {"red": "#F4B6B6", "amber": "#FCE0A8", "yellow": "#FFF6CC"}
_STYLES: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 14, "valign": "vcenter"},
    "words": {"text_wrap": True, "valign": "vcenter"},
    "hint": {**GRID, "text_wrap": True, "font_size": 9, "font_color": "#595959"},
    "heading": {**GRID, "bold": True, "bg_color": "#DDEBF7", "text_wrap": True},
    "required": {**GRID, "bold": True, "bg_color": "#F8CBAD", "text_wrap": True},
    "text": {"num_format": "@"},
    "cell": {**GRID, "num_format": "@"},
    "wrapped": {**GRID, "num_format": "@", "text_wrap": True},
    "faulty": {**GRID, "num_format": "@", "bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "error": {**GRID, "text_wrap": True, "font_color": "#9C0006", "num_format": "@"},
    "legend": {"text_wrap": True, "font_size": 9, "font_color": "#595959"},
}
_WRITTEN: Mapping[str, Mapping[str, object]] = {
    "wrapped": {"num_format": "@", "text_wrap": True},
    "short": {"num_format": "@", "text_wrap": True, "align": "center"},
    "day": {"num_format": "yyyy-mm-dd", "align": "center"},
    "count": {"num_format": "0", "align": "center"},
}
"""How a cell of a work list is written; each comes in every fill and as ``closed``."""


def _styles() -> dict[str, Mapping[str, object]]:
    """Every style by name: those above, and for work lists each writing in each fill."""
    found = dict(_STYLES)
    for name, style in _WRITTEN.items():
        found[name] = {**GRID, **style}
        found[f"{name}-closed"] = {**GRID, **style, "font_color": "#7F7F7F"}
        for fill, colour in _FILLS.items():
            found[f"{name}-{fill}"] = {**GRID, **style, "bg_color": colour, "bold": True}
    return {name: {"valign": "top", **style} for name, style in found.items()}


class Book:
    """One workbook while it is written."""

    def __init__(self) -> None:
        self._blank = Blank(_styles())

    def sheet(self, name: str) -> Sheet:
        """A new sheet after the others."""
        return Sheet(self._blank.page(name), self._blank.styles)

    def content(self) -> bytes:
        """The finished workbook."""
        return self._blank.content()


class Sheet:
    """One sheet while it is written; rows and columns count from 0."""

    def __init__(self, paper: Any, styles: Mapping[str, object]) -> None:  # noqa: ANN401 - untyped
        self._paper = paper
        self._styles = styles

    def write(self, row: int, column: int, text: str, style: str = "cell") -> None:
        """Text in one cell; empty text leaves only the style."""
        if text:
            self._paper.write_string(row, column, text, self._styles[style])
        else:
            self._paper.write_blank(row, column, None, self._styles[style])

    def write_row(self, row: int, texts: Sequence[str], style: str = "cell") -> None:
        """Texts side by side from the first column."""
        for column, text in enumerate(texts):
            self.write(row, column, text, style)

    def day(self, row: int, column: int, day: date | None, style: str = "day") -> None:
        """A day in one cell; ``None`` leaves only the style."""
        if day is None:
            self._paper.write_blank(row, column, None, self._styles[style])
        else:
            self._paper.write_datetime(row, column, day, self._styles[style])

    def count(self, row: int, column: int, number: int, style: str = "count") -> None:
        """A whole number in one cell."""
        self._paper.write_number(row, column, number, self._styles[style])

    def footed(self, name: str) -> None:
        """Narrow margins, and the sheet's name and page at the foot of each page."""
        narrow, foot = Decimal("0.3"), Decimal("0.6")  # inches
        self._paper.set_margins(left=narrow, right=narrow, top=narrow, bottom=foot)
        self._paper.set_footer(f"&L&9{name}&R&9第 &P 页，共 &N 页", {"margin": narrow})

    def filter(self, first: int, last: int, columns: int) -> None:
        """A filter on each heading of row ``first``, over the rows up to ``last``."""
        self._paper.autofilter(first, 0, last, columns - 1)

    def banner(self, row: int, columns: int, text: str, style: str) -> None:
        """One text across so many columns."""
        if columns > 1:
            self._paper.merge_range(row, 0, row, columns - 1, text, self._styles[style])
        else:
            self.write(row, 0, text, style)

    def comment(self, row: int, column: int, text: str) -> None:
        """A comment on one cell."""
        options = {"x_scale": 2, "y_scale": 1 + text.count("\n"), "author": "recoverydocs"}
        self._paper.write_comment(row, column, text, options)

    def widths(self, widths: Sequence[int], style: str = "text") -> None:
        """The width of each column in characters, and the style of its empty cells."""
        if sum(widths) <= _WIDEST_IN_PRINT:
            self._paper.fit_to_pages(1, 0)
        for column, width in enumerate(widths):
            self._paper.set_column(column, column, width, self._styles[style])

    def height(self, row: int, points: int) -> None:
        """The height of one row."""
        self._paper.set_row(row, points)

    def freeze(self, row: int, column: int) -> None:
        """Keep the rows above and the columns left of a cell in view, also in print."""
        self._paper.freeze_panes(row, column)
        if row:
            self._paper.repeat_rows(0, row - 1)

    def choices(self, first: int, last: int, column: int, words: Sequence[str]) -> None:
        """A list to choose from; another word is asked about, not refused."""
        self._paper.data_validation(
            first,
            column,
            last,
            column,
            {
                "validate": "list",
                "source": list(words),
                "error_type": "warning",
                "error_title": "不在列表中",
                "error_message": "该列通常填列表中的词。仍要保留吗？",
            },
        )

    def numbers_are_text(self) -> None:
        """Spare the user the green corner at each number kept as text."""
        self._paper.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def width_of(text: str, least: int = 8, most: int = 40) -> int:
    """How wide a column must be for a text; a Chinese character counts two.

    >>> width_of("合同编号"), width_of("")
    (10, 8)
    """
    longest = max((_width(line) for line in text.split("\n")), default=0)
    return min(max(longest + 2, least), most)


def _width(line: str) -> int:
    wide = 0x2E80  # where ideographs and full-width forms begin
    return sum(2 if ord(sign) >= wide else 1 for sign in line)


def lines_needed(text: str, width: int) -> int:
    """How many lines a wrapped text takes in a column of a width.

    >>> lines_needed("必填。照合同原文填写。", 10)
    3
    """
    return sum(max(-(-_width(line) // max(width - 1, 1)), 1) for line in text.split("\n"))
