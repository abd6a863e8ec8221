"""One cell of a table: from what stands in it to the text that the case model reads."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from recoverydocs.cases.readers.columns import AGAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recoverydocs.cases.readers.columns import Column

_DATE = re.compile(
    r"(?P<y>[0-9]{4})"
    r"(?:(?P<sign>[-/.])(?P<m>[0-9]{1,2})(?P=sign)(?P<d>[0-9]{1,2})"
    r"|年(?P<m_>[0-9]{1,2})月(?P<d_>[0-9]{1,2})日?"
    r"|(?P<mm>[0-9]{2})(?P<dd>[0-9]{2}))"
)
"""Without signs eight digits: 2024115 may be the 15th of January or the 5th of November."""
_AMOUNT = re.compile(r"-?[0-9]+(\.[0-9]{1,2})?")
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[Ee]\+[0-9]+")
"""What a spreadsheet makes of a long number that it saves as CSV."""
_DIGITS_KEPT = 15
_EXCEL_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table holds at one place.

    Attributes:
        text: as a reader of the table sees it, or as near as the file tells.
        number: the value of a number cell, else ``None``.
        day: the value of a date cell, else ``None``.
        is_percent: whether a number is shown with %.
        is_empty_formula: whether a formula stands there without its result.
    """

    text: str
    number: Decimal | None = None
    day: date | None = None
    is_percent: bool = False
    is_empty_formula: bool = False


class CellError(ValueError):
    """A cell that cannot mean what its column says; message and remedy in Chinese."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def convert(cell: Cell, column: Column, header: str, values: Mapping[str, str]) -> object:
    """The plain datum of a cell.

    Raises:
        CellError: the cell does not fit the column.
    """
    if cell.is_empty_formula:
        raise CellError("是没有结果的公式", "请在表格软件中打开并保存，或改为值")
    if cell.text.startswith(AGAIN):
        raise CellError("尚未重填", "请照原件重新填写，并删去标记")
    return _CONVERTERS[column.type](cell, header, values)


def _text(cell: Cell, _header: str, _values: Mapping[str, str]) -> str:
    if cell.number is not None or cell.day is not None:
        raise CellError("应为文本单元格，现为数字或日期", "请将该列设为文本格式后重新填写")
    return cell.text


def _identifier(cell: Cell, header: str, values: Mapping[str, str]) -> str:
    if cell.number is not None:
        raise CellError(
            "编号列是数字单元格，末位可能已丢失", "请将该列设为文本格式后从系统重新导出或重填"
        )
    text = _text(cell, header, values).strip()
    if _SCIENTIFIC.fullmatch(text):
        raise CellError(
            "编号已变成科学计数法，末位已丢失", "请将该列设为文本格式后从系统重新导出或重填"
        )
    return text


def _money(cell: Cell, header: str, _values: Mapping[str, str]) -> str:
    factor = 10_000 if "万元" in header else 1
    if cell.number is not None:
        number = cell.number
    else:
        text = unicodedata.normalize("NFKC", cell.text).strip()
        text = text.replace(",", "").replace("¥", "").removesuffix("元").strip()
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise CellError("不是金额", "请写成最多两位小数的元") from error
    if not number.is_finite():
        raise CellError("不是金额", "请写成最多两位小数的元")
    amount = f"{(number * factor).normalize():f}"
    if len(amount.replace(".", "").lstrip("-0")) > _DIGITS_KEPT and cell.number is not None:
        raise CellError("数字位数过多，可能已不准确", "请将该单元格设为文本格式后重填")
    if not _AMOUNT.fullmatch(amount):
        raise CellError("金额多于两位小数", "请按分填写")
    return amount


def _rate(cell: Cell, header: str, _values: Mapping[str, str]) -> str:
    text = unicodedata.normalize("NFKC", cell.text).strip()
    percent = text.endswith("%") or ("%" in header and not cell.is_percent)
    if cell.number is not None:
        number = cell.number
    else:
        try:
            number = Decimal(text.removesuffix("%").replace(",", ""))
        except InvalidOperation as error:
            raise CellError("不是利率或比例", "请写成 4.35% 或 0.0435") from error
    if not number.is_finite():
        raise CellError("不是利率或比例", "请写成 4.35% 或 0.0435")
    if percent and not (cell.number is not None and cell.is_percent):
        number /= 100
    elif number > 1 and not cell.is_percent:
        raise CellError("没有百分号，不能确定是百分数还是小数", "请写成 4.35% 或 0.0435")
    return f"{number.normalize():f}"


def _date(cell: Cell, _header: str, _values: Mapping[str, str]) -> str:
    if cell.day is not None:
        return cell.day.isoformat()
    text = unicodedata.normalize("NFKC", cell.text).strip()
    if cell.number is not None:
        whole = int(cell.number)
        if cell.number == whole and 20_000 < whole < 80_000:  # noqa: PLR2004  # serials of 1954–2119
            return (_EXCEL_DAY_ZERO + timedelta(days=whole)).isoformat()
        text = str(whole)
    found = _DATE.fullmatch(text.removesuffix(" 00:00:00"))
    if found is None:
        raise CellError("不是日期", "请写成 YYYY-MM-DD")
    month, day = (found[name] or found[f"{name}_"] or found[name * 2] for name in "md")
    try:
        return date(int(found["y"]), int(month), int(day)).isoformat()
    except ValueError as error:
        raise CellError("没有这一天", "请核对日期") from error


def _int(cell: Cell, _header: str, _values: Mapping[str, str]) -> int:
    text = unicodedata.normalize("NFKC", cell.text).strip()
    if cell.number is not None and cell.number == int(cell.number):
        return int(cell.number)
    if re.fullmatch(r"-?[0-9]{1,9}", text):
        return int(text)
    raise CellError("不是整数", "请写成整数")


def _bool(cell: Cell, _header: str, _values: Mapping[str, str]) -> bool:
    words = {"是": True, "否": False, "Y": True, "N": False, "1": True, "0": False}
    text = unicodedata.normalize("NFKC", cell.text).strip().upper()
    if text not in words:
        raise CellError("不是「是」或「否」", "请填 是 或 否")
    return words[text]


def _enum(cell: Cell, _header: str, values: Mapping[str, str]) -> str:
    text = cell.text.strip()
    return values.get(text, text)


def _list(cell: Cell, header: str, values: Mapping[str, str]) -> list[str]:
    text = _text(cell, header, values)
    return [values.get(part.strip(), part.strip()) for part in re.split("[；;、,，]", text)]


_CONVERTERS: Mapping[str, Callable[[Cell, str, Mapping[str, str]], object]] = {
    "text": _text,
    "identifier": _identifier,
    "money": _money,
    "rate": _rate,
    "date": _date,
    "int": _int,
    "bool": _bool,
    "enum": _enum,
    "list": _list,
}


def cell_of(value: object, *, is_percent: bool = False) -> Cell:
    """The cell that a value read from a workbook makes."""
    if value is None or isinstance(value, str):
        return Cell(value or "")
    if isinstance(value, bool):
        return Cell("是" if value else "否")
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(day.isoformat(), day=day)
    # A binary fraction's shortest form is what the user typed.
    number = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
    text = f"{(number * 100).normalize():f}%" if is_percent else f"{number:f}"
    return Cell(text, number=number, is_percent=is_percent)
