"""How values become the words of a document: dates, money, rates, clause numbers, lists."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from recoverydocs.claims.figure import percent
from recoverydocs.law.numerals import chinese_date, clause_no, in_chinese
from recoverydocs.money import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from recoverydocs.money import Money

NONE = "—"
"""What a table cell shows where the row has no such value."""
_CHINA = timezone(timedelta(hours=8))


def date_or_none(day: date | None) -> str | None:
    """The day in words; None where there is no day."""
    return None if day is None else chinese_date(day)


def china_date(moment: datetime) -> str:
    """The calendar day of a moment in China, in words."""
    return chinese_date(moment.astimezone(_CHINA).date())


def money_or_none(amount: Money | None) -> str | None:
    """The amount with thousands separators; None where there is none."""
    return None if amount is None else str(amount)


def capitals(amount: Money | None) -> str | None:
    """The amount in capitals; None where there is none."""
    return None if amount is None else in_words(amount)


def cell(value: object) -> str:
    """A table cell: the value's text, or a dash.

    >>> cell(None), cell(360)
    ('—', '360')
    """
    return NONE if value is None or value == "" else str(value)


def joined(names: Iterable[str], between: str = "、") -> str:
    """The names in a row, each once, in order of first mention."""
    return between.join(dict.fromkeys(names))


def tail_of(id_no: str) -> str:
    """An id number as a letter names it: its last four characters only.

    >>> tail_of("11010519491231002X")
    '尾号002X'
    """
    return f"尾号{id_no[-4:]}"


def term(months: int) -> str:
    """A length of time, in years where it is whole years.

    >>> term(12), term(36), term(6)
    ('一年', '三年', '六个月')
    """
    years, rest = divmod(months, 12)
    return f"{in_chinese(months)}个月" if rest else f"{in_chinese(years)}年"


def sentence(text: str) -> str:
    """The text with one full stop at its end.

    >>> sentence("情况紧急"), sentence("情况紧急。")
    ('情况紧急。', '情况紧急。')
    """
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


__all__ = [
    "NONE",
    "capitals",
    "cell",
    "china_date",
    "chinese_date",
    "clause_no",
    "date_or_none",
    "in_chinese",
    "joined",
    "money_or_none",
    "percent",
    "sentence",
    "tail_of",
    "term",
]
