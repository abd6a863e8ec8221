"""One sheet while it is written: texts stay texts, numbers numbers, our formulas formulas.

What comes from a case is written as text or number; only this package's own words become a
formula, so that no case can bring one along.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_rowcol_to_cell

from recoverydocs.cases.workbooks.blank import GRID, Blank
from recoverydocs.cases.workbooks.book import lines_needed
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from fractions import Fraction

_YUAN: Mapping[str, object] = {**GRID, "num_format": "#,##0.00"}
_INPUT: Mapping[str, object] = {"font_color": "#1F4E9E"}
"""What a reader may change; all other numbers follow from it."""
_STYLES: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "words": {"text_wrap": True, "valign": "top"},
    "label": {"bold": True},
    "heading": {
        **GRID,
        "bold": True,
        "bg_color": "#DDEBF7",
        "text_wrap": True,
        "align": "center",
    },
    "text": {**GRID, "num_format": "@", "text_wrap": True, "indent": 1},
    "strong text": {
        **GRID,
        "num_format": "@",
        "bold": True,
        "text_wrap": True,
        "indent": 1,
    },
    "yuan": _YUAN,
    "strong yuan": {**_YUAN, "bold": True},
    "input yuan": {**_YUAN, **_INPUT},
    "exact": {**GRID, "num_format": "#,##0.000000"},
    "rate": {**GRID, "num_format": "0.00######%"},
    "input rate": {**GRID, "num_format": "0.00######%", **_INPUT},
    "count": {**GRID, "num_format": "0"},
    "input count": {**GRID, "num_format": "0", **_INPUT},
    "input day": {**GRID, "num_format": "yyyy-mm-dd", "align": "center", **_INPUT},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
}
_INDENT = 2
_POINTS_A_LINE = 15


class Book:
    """One workbook while it is written; equal calls give equal octets."""

    def __init__(self) -> None:
        styles = {name: {"valign": "vcenter", **style} for name, style in _STYLES.items()}
        self._blank = Blank(styles)

    def paper(self, name: str, widths: Sequence[int]) -> Paper:
        """A new sheet after the others: A4 on its side, one page wide.

        Args:
            name: of the sheet; letters and digits only.
            widths: of its columns, in characters.
        """
        sheet = self._blank.page(name)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页　共 &N 页")
        sheet.hide_gridlines(2)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return Paper(name, sheet, self._blank.styles, widths)

    def content(self) -> bytes:
        """The finished workbook."""
        return self._blank.content()


class Paper:
    """One sheet while it is written; rows and columns count from 0."""

    def __init__(
        self,
        name: str,
        sheet: Any,  # noqa: ANN401 - untyped
        styles: Mapping[str, object],
        widths: Sequence[int],
    ) -> None:
        self.name = name
        self.row = 0
        self._sheet, self._styles, self._widths = sheet, styles, widths
        self._columns = len(widths)
        self._deepest: tuple[int, int] = (0, 1)

    def text(self, column: int, text: str, style: str = "text") -> None:
        """Text, whatever it looks like; its row grows where it takes several lines."""
        if text:
            if "text_wrap" in _STYLES[style]:
                self._grow(lines_needed(text, self._widths[column] - _INDENT))
            self._sheet.write_string(self.row, column, text, self._styles[style])
        else:
            self._sheet.write_blank(self.row, column, None, self._styles[style])

    def yuan(self, column: int, amount: Money, style: str = "input yuan") -> None:
        """An amount that is given."""
        self._sheet.write_number(self.row, column, float(amount.yuan), self._styles[style])

    def exact(self, column: int, amount: Fraction) -> None:
        """An amount before rounding that is given."""
        self._sheet.write_number(self.row, column, float(amount), self._styles["exact"])

    def rate(self, column: int, rate: Decimal) -> None:
        """A rate that is given."""
        self._sheet.write_number(self.row, column, float(rate), self._styles["input rate"])

    def count(self, column: int, number: int) -> None:
        """A whole number that is given."""
        self._sheet.write_number(self.row, column, number, self._styles["input count"])

    def day(self, column: int, day: date, style: str = "input day") -> None:
        """A day that is given."""
        moment = datetime.combine(day, time())
        self._sheet.write_datetime(self.row, column, moment, self._styles[style])

    def formula(
        self,
        column: int,
        formula: str,
        result: Money | Fraction | Decimal | int | str,
        style: str,
    ) -> None:
        """A formula of ours and its result as we reckoned it."""
        value = result.yuan if isinstance(result, Money) else result
        shown = value if isinstance(value, str | int) else float(value)
        self._sheet.write_formula(self.row, column, f"={formula}", self._styles[style], shown)

    def blanks(self, columns: Sequence[int]) -> None:
        """Framed cells with nothing in them."""
        for column in columns:
            self.text(column, "")

    def headings(self, words: Sequence[str]) -> None:
        """A row of headings."""
        for column, word in enumerate(words):
            self.text(column, word, "heading")
        self.row += 1

    def across(self, text: str, style: str = "words", lines: int = 1) -> None:
        """One text across the sheet."""
        self._sheet.merge_range(
            self.row, 0, self.row, self._columns - 1, "", self._styles[style]
        )
        self._sheet.write_string(self.row, 0, text, self._styles[style])
        if lines > 1:
            self._sheet.set_row(self.row, _POINTS_A_LINE * lines)
        self.row += 1

    def _grow(self, lines: int) -> None:
        """Make the row as deep as its deepest cell; spreadsheets do not do so on their own."""
        row, deepest = self._deepest
        if row != self.row:
            deepest = 1
        if lines > deepest:
            self._sheet.set_row(self.row, _POINTS_A_LINE * lines)
        self._deepest = (self.row, max(lines, deepest))

    def hide(self, columns: Sequence[int]) -> None:
        """Keep columns out of sight; what stands in them still counts."""
        for column in columns:
            self._sheet.set_column(column, column, None, None, {"hidden": True})

    def link(self, column: int, sheet: str) -> None:
        """A way to another sheet of the same workbook."""
        self._sheet.write_url(
            self.row, column, f"internal:'{sheet}'!A1", self._styles["text"], sheet
        )


def cell(row: int, column: int, sheet: str = "") -> str:
    """The name of a cell in a formula.

    >>> cell(4, 1), cell(4, 1, "明细1")
    ('B5', "'明细1'!B5")
    """
    name = xl_rowcol_to_cell(row, column)
    return f"'{sheet}'!{name}" if sheet else name


def cells(first: int, last: int, column: int, sheet: str = "") -> str:
    """The name of cells below each other in a formula.

    >>> cells(4, 9, 1, "变动1")
    "'变动1'!B5:B10"
    """
    return f"{cell(first, column, sheet)}:{cell(last, column)}"
