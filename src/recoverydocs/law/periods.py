"""A period's last day: days, months and years, holidays, make-up working days, hours.

Source: 民法典 200-204 and 民诉法 85 (2017: 82), table ``periods``.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from recoverydocs.errors import LawTableError
from recoverydocs.law.book import LawBook, in_force

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recoverydocs.law.table import Row

Unit = Literal["day", "month", "year", "hour", "day-before"]
Rollover = Literal["forward", "backward", "none"]
_MONTHS = 12
_FEBRUARY = 2
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
UNITS: Mapping[Unit, str] = {
    "day": "日",
    "month": "个月",
    "year": "年",
    "hour": "小时",
    "day-before": "日以前",
}
"""Every unit that has a length to reckon with, in Chinese."""


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """The end of one period.

    Attributes:
        raw_last_day: by counting alone; a moment for a period in hours.
        last_day: after rolling; ``None`` where the calendar of that year is not published.
        rolled: whether rolling moved it.
        article: what the period rests on; empty for a bare length.
        calendar_published: whether rolling could be decided.
        note: what a reader must know besides; empty for nothing.
    """

    raw_last_day: date
    last_day: date | None
    rolled: bool
    article: str
    calendar_published: bool
    note: str = ""

    @property
    def safe_day(self) -> date:
        """The careful day: the earlier of the counted and the rolled one."""
        if self.last_day is None:
            return self.raw_last_day
        return min(self.raw_last_day, self.last_day)


def month_length(year: int, month: int) -> int:
    """How many days a month has.

    >>> month_length(2024, 2), month_length(2026, 2), month_length(2026, 12)
    (29, 28, 31)
    """
    return 29 if month == _FEBRUARY and isleap(year) else _LENGTHS[month - 1]


def add_months(day: date, months: int) -> date:
    """The day of the same number so many months on, or that month's last day.

    Source: 民法典 202.

    >>> add_months(date(2025, 8, 31), 6)
    datetime.date(2026, 2, 28)
    >>> add_months(date(2026, 2, 28), 6)
    datetime.date(2026, 8, 28)
    """
    count = day.year * _MONTHS + day.month - 1 + months
    year, month = divmod(count, _MONTHS)
    return day.replace(
        year=year, month=month + 1, day=min(day.day, month_length(year, month + 1))
    )


def last_day_of(  # noqa: PLR0913, PLR0917 - a period is these six facts
    law: LawBook, start: date, length: int, unit: Unit, rollover: Rollover, article: str = ""
) -> PeriodEnd:
    """The end of a period of so many units; the day of ``start`` is not counted.

    Args:
        law: the dated tables.
        start: the day from which the period runs.
        length: how many units.
        unit: ``day``, ``month``, ``year``, ``hour`` or ``day-before``.
        rollover: ``forward``, ``backward`` or ``none``: what becomes of a last day of rest.
        article: the citation that the answer carries.

    Raises:
        LawTableError: rolling leads into a year whose calendar is not in the table, although
            the counted day's own year is.
    """
    raw = _raw(start, length, unit)
    if rollover == "none":
        return PeriodEnd(raw, raw, False, article, True)
    calendar = law.working_days
    if not calendar.published(raw):
        note = (
            f"{raw.year} 年放假安排未录入 holidays.toml，"
            f"仅给出未顺延的日期 {raw}，请以此日为准安排"
        )
        return PeriodEnd(raw, None, False, article, False, note)
    try:
        rolled = (
            calendar.roll_forward(raw) if rollover == "forward" else calendar.roll_backward(raw)
        )
    except LawTableError:
        note = f"{raw} 是休息日，顺延将进入未录入放假安排的年份，请以此日为准安排"
        return PeriodEnd(raw, None, False, article, False, note)
    doubt = calendar.doubt(raw, rolled)
    return PeriodEnd(raw, rolled, rolled != raw, article, True, doubt)


def _raw(start: date, length: int, unit: Unit) -> date:
    """The last day by counting alone."""
    if unit == "hour":
        if not isinstance(start, datetime):
            raise LawTableError("以小时计算的期间，起点须写明时刻，例如 2026-10-01T15:30")
        return start + timedelta(hours=length)
    if unit == "day":
        return start + timedelta(days=length)
    if unit == "day-before":
        return start - timedelta(days=length)
    return add_months(start, length if unit == "month" else length * _MONTHS)


def period_row(law: LawBook, period_id: str, day: date) -> Row:
    """The table's row of a period in force on a day.

    A day before the first row is answered by that row: its first day says since when the text
    stands in the table, and an earlier start is reckoned by the same count.

    Raises:
        LawTableError: unknown id, or a day after the last row's end.
    """
    rows = sorted(law.periods.get(period_id, ()), key=lambda row: row["in_force_from"])
    if not rows:
        raise LawTableError(
            f"periods.toml：没有 [[period]] id = {period_id}；"
            "请在工作区 law/periods.toml 补该行，写明来源"
        )
    for row in rows:
        if in_force(row, day):
            return row
    if day < rows[0]["in_force_from"]:
        return rows[0]
    raise LawTableError(
        f"periods.toml：{period_id} 的规定到 {rows[-1]['in_force_to']} 为止，{day} 已不适用；"
        "请改用当日有效的期间"
    )


def period_months(law: LawBook, period_id: str, day: date) -> int:
    """The length in months of a period of the table that is counted in months or years.

    Raises:
        LawTableError: unknown id, or a period of another unit.
    """
    row = period_row(law, period_id, day)
    if row["unit"] not in ("month", "year"):
        raise LawTableError(f"periods.toml：{period_id} 应以月或年计，现为 {row['unit']}")
    return int(row["length"] * (_MONTHS if row["unit"] == "year" else 1))


def in_months(months: int) -> str:
    """A length in words: whole years where it is some.

    >>> in_months(36), in_months(6)
    ('3年', '6个月')
    """
    years, odd = divmod(months, _MONTHS)
    return f"{months}个月" if odd else f"{years}年"


def statutory_period(
    law: LawBook, period_id: str, start: date, rollover: Rollover | None = None
) -> PeriodEnd:
    """The end of a period of the table that begins with an event on ``start``.

    Raises:
        LawTableError: unknown id, a day after its rows, or a period without a length.
    """
    day = start.date() if isinstance(start, datetime) else start
    row = period_row(law, period_id, day)
    if row["unit"] not in UNITS:
        raise LawTableError(
            f"periods.toml：{period_id} 没有固定长度（{row['unit']}），不能推算届满日"
        )
    way = rollover if rollover is not None else row["rollover"]
    return last_day_of(law, start, row["length"], row["unit"], way, row["article"])
