"""How a calculator reads its keys: strictly, one error naming one field.

An amount or rate is decimal text; a JSON number in its place has lost its digits already. A day
lies in the years of loans that somebody can still ask for, so that no reckoning runs off the
calendar.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from recoverydocs.errors import DataRefusedError
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Answer = dict[str, Any]
"""``result``, ``working`` and ``sources`` of one reckoning, as JSON holds them."""

_AMOUNT = re.compile(r"-?[0-9]+(?:\.[0-9]{1,2})?")
_RATE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,12})?")
_DAY_LENGTH = len("YYYY-MM-DD")
_MOST_DIGITS = 18
_YEARS = range(1900, 2200)
_BASES = (360, 365)
_LONG_NUMBER = re.compile(r"\d{6,}")
_LONGEST_NAME = 60


class CalculatorError(DataRefusedError):
    """One key of a reckoning is missing, unknown or unreadable.

    Attributes:
        field: the key; empty where the whole line is meant. An unknown key comes from outside:
            it is cut, and a long number in it is starred out.
        message: what is wrong, in Chinese, without the value.
    """

    def __init__(self, field: str, message: str) -> None:
        named = _harmless(field)
        super().__init__(f"{named}：{message}" if named else message)
        self.field = named
        self.message = message


def _harmless(name: str) -> str:
    """A name that may be printed: no long number, no control character, not endless.

    >>> _harmless("amount"), _harmless("11010519491231002X"), _harmless("a" + chr(10))
    ('amount', '******X', 'a?')
    """
    if name.isascii() and name.isidentifier() and len(name) <= _LONGEST_NAME:
        return _LONG_NUMBER.sub("******", name)
    plain = "".join(each if each.isprintable() else "?" for each in name[:_LONGEST_NAME])
    return _LONG_NUMBER.sub("******", plain)


def amount(field: str, value: object, *, signed: bool = False) -> Money:
    """An amount of yuan as decimal text.

    Raises:
        CalculatorError: no decimal text, more than two places, or negative.
    """
    if not isinstance(value, str):
        raise CalculatorError(field, '金额须为文本，例如 "1234.50"')
    if not _AMOUNT.fullmatch(value) or len(value) > _MOST_DIGITS:
        raise CalculatorError(field, "不是金额：请写成最多两位小数的元")
    yuan, _, part = value.partition(".")
    fen = int(yuan + f"{part}00"[:2])
    if fen < 0 and not signed:
        raise CalculatorError(field, "金额不得为负")
    return Money(fen)


def rate(field: str, value: object) -> Decimal:
    """A rate as decimal text, a fraction of one.

    Raises:
        CalculatorError: no decimal text, negative, or with more than twelve places.
    """
    if not isinstance(value, str):
        raise CalculatorError(field, '利率须为文本，例如 "0.0435"')
    read = _decimal(value)
    if read is None:
        raise CalculatorError(field, "不是利率：请写成小数，例如 0.0435")
    return read


@lru_cache(maxsize=4096)
def _decimal(text: str) -> Decimal | None:
    """A rate's text, read once: the same few come in line after line."""
    return Decimal(text) if _RATE.fullmatch(text) else None


def day(field: str, value: object) -> date:
    """A day as ``YYYY-MM-DD``.

    Raises:
        CalculatorError: anything else, or a year far from any loan.
    """
    if isinstance(value, str) and len(value) == _DAY_LENGTH and value[4] == value[7] == "-":
        try:
            read = date.fromisoformat(value)
        except ValueError:
            pass
        else:
            if read.year in _YEARS:
                return read
            raise CalculatorError(field, f"年份须在 {_YEARS[0]} 与 {_YEARS[-1]} 之间")
    raise CalculatorError(field, "不是有效日期：请写成 YYYY-MM-DD")


def span(from_: object, to: object) -> tuple[date, date]:
    """The keys ``from`` and ``to``, the second not before the first.

    Raises:
        CalculatorError: no days, or in the wrong order.
    """
    start, end = day("from", from_), day("to", to)
    if end < start:
        raise CalculatorError("to", "早于 from")
    return start, end


def basis(field: str, value: object) -> int:
    """The days of a reckoning year.

    Raises:
        CalculatorError: neither 360 nor 365.
    """
    days = whole(field, value)
    if days not in _BASES:
        raise CalculatorError(field, "应为 360 或 365")
    return days


def whole(field: str, value: object, least: int = 0, most: int = 10_000) -> int:
    """A whole number within bounds.

    Raises:
        CalculatorError: no whole number, or out of bounds.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise CalculatorError(field, "须为整数")
    if not least <= value <= most:
        raise CalculatorError(field, f"须在 {least} 与 {most} 之间")
    return value


def truth(field: str, value: object) -> bool:
    """True or false.

    Raises:
        CalculatorError: anything else.
    """
    if not isinstance(value, bool):
        raise CalculatorError(field, "须为 true 或 false")
    return value


def choice(field: str, value: object, words: Iterable[str]) -> str:
    """One of a few words.

    Raises:
        CalculatorError: another word.
    """
    known = tuple(words)
    if not isinstance(value, str) or value not in known:
        raise CalculatorError(field, f"应为 {'、'.join(known)} 之一")
    return value


def text(field: str, value: object) -> str:
    """Any text.

    Raises:
        CalculatorError: no text.
    """
    if not isinstance(value, str):
        raise CalculatorError(field, "须为文本")
    return value


def listed(
    field: str, value: object, required: Iterable[str], optional: Iterable[str] = ()
) -> list[Mapping[str, object]]:
    """A list of objects that hold the required keys and no unknown one.

    Raises:
        CalculatorError: no list, or a row with missing or unknown keys.
    """
    if not isinstance(value, list | tuple):
        raise CalculatorError(field, "须为列表")
    rows = list(value)
    needed = frozenset(required)
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or row.keys() != needed:
            keyed(f"{field}[{number}]", row, required, optional)
    return rows


def keyed(
    field: str, value: object, required: Iterable[str], optional: Iterable[str] = ()
) -> Mapping[str, object]:
    """One object that holds the required keys and no unknown one.

    Raises:
        CalculatorError: no object, or missing or unknown keys.
    """
    if not isinstance(value, dict):
        raise CalculatorError(field, "须为对象")
    needed = tuple(required)
    for name in needed:
        if name not in value:
            raise CalculatorError(f"{field}.{name}", "缺失")
    known = {*needed, *optional}
    for name in value:
        if name not in known:
            raise CalculatorError(f"{field}.{name}", "不是本计算的字段")
        if value[name] is None:
            raise CalculatorError(f"{field}.{name}", "不能为 null；不需要时请省略")
    return value


def optional_day(field: str, value: object) -> date | None:
    """A day, or nothing where the key was left out.

    Raises:
        CalculatorError: given, but no day.
    """
    return None if value is None else day(field, value)
