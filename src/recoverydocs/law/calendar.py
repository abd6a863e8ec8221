"""Working days: weekends, the State Council's blocks of holidays, and make-up working days.

A year whose calendar is not in the table has no answer; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from recoverydocs.errors import LawTableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recoverydocs.law.table import LawTable, Row

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar of the published years.

    Attributes:
        off: days of the announced blocks, by day.
        worked: Saturdays and Sundays that are working days.
        first_year: first year in the table.
        last_year: last year in the table.
        unread: years whose notice nobody has read.
    """

    off: frozenset[date]
    worked: frozenset[date]
    first_year: int
    last_year: int
    unread: frozenset[int] = frozenset()

    def published(self, day: date) -> bool:
        """Whether the day falls in a year whose calendar is known."""
        return self.first_year <= day.year <= self.last_year

    def is_rest(self, day: date) -> bool:
        """Whether the day is a rest day or holiday (法定休假日).

        Raises:
            LawTableError: its year's calendar is not in the table.
        """
        if not self.published(day):
            raise LawTableError(
                f"holidays.toml：没有 {day.year} 年的放假安排；"
                "请在工作区 law/holidays.toml 按国务院办公厅通知补 "
                f"[[year]] year = {day.year}，写明来源"
            )
        if day in self.off:
            return True
        return day.weekday() >= _SATURDAY and day not in self.worked

    def doubt(self, *days: date) -> str:
        """What a reader must know of the days' years; empty where their notices were read."""
        years = sorted({day.year for day in days} & self.unread)
        text = "、".join(map(str, years))
        return f"{text} 年放假安排未经核对，请先核对国务院办公厅通知" if years else ""

    def roll_forward(self, day: date) -> date:
        """The day itself, or the first working day after a rest day.

        Raises:
            LawTableError: a year on the way is not in the table.
        """
        while self.is_rest(day):
            day += _DAY
        return day

    def roll_backward(self, day: date) -> date:
        """The day itself, or the last working day before a rest day.

        Raises:
            LawTableError: a year on the way is not in the table.
        """
        while self.is_rest(day):
            day -= _DAY
        return day


def read_working_days(table: LawTable) -> WorkingDays:
    """The calendar of a checked ``holidays`` table."""
    years: Mapping[int, Row] = {row["year"]: row for row in table.rows("year")}
    return WorkingDays(
        frozenset(day for row in years.values() for day in row.get("off", ())),
        frozenset(day for row in years.values() for day in row.get("work", ())),
        min(years),
        max(years),
        frozenset(year for year, row in years.items() if row["status"] != "verified"),
    )
