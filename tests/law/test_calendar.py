from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import chinese_calendar
import pytest
from tests.law.support import own

from recoverydocs.errors import LawTableError
from recoverydocs.law.periods import last_day_of

if TYPE_CHECKING:
    from recoverydocs.law import LawBook


def test_every_day_agrees_with_chinesecalendar(law: LawBook) -> None:
    calendar = law.working_days
    day = date(calendar.first_year, 1, 1)
    assert calendar.first_year == 2004
    while day.year <= calendar.last_year:
        assert calendar.is_rest(day) != chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_a_year_without_a_calendar_has_no_answer(law: LawBook) -> None:
    for day in (date(2003, 12, 31), date(2027, 1, 1)):
        assert not law.working_days.published(day)
        with pytest.raises(LawTableError, match=r"没有 (2003|2027) 年的放假安排"):
            law.working_days.is_rest(day)


def test_a_year_that_nobody_has_read_says_so(law: LawBook) -> None:
    year = "[[year]]\nyear = 2027\noff = [2027-01-01]\nwork = []\n"
    days = (date(2026, 12, 31), date(2027, 1, 4))
    for more, said in (
        ('status = "verified"\n', ""),
        ('status = "unverified"\n', "2027 年放假安排未经核对，请先核对国务院办公厅通知"),
        ("", "2027 年放假安排未经核对，请先核对国务院办公厅通知"),
    ):
        house = law.with_tables({"law/holidays.toml": own("holidays", year + more)})
        assert house.working_days.doubt(*days) == said
        assert house.working_days.doubt(days[0]) == ""
        end = last_day_of(house, date(2026, 12, 31), 1, "day", "forward")
        assert (end.last_day, end.note) == (days[1], said)
    whole = own("holidays", year, 'status = "verified"\n')
    assert law.with_tables({"law/holidays.toml": whole}).working_days.unread == frozenset()


def test_rolling_goes_past_the_whole_block(law: LawBook) -> None:
    # 2026-02-15 to 23 is the block of 春节; Saturday the 14th is worked.
    assert law.working_days.roll_forward(date(2026, 2, 15)) == date(2026, 2, 24)
    assert law.working_days.roll_backward(date(2026, 2, 23)) == date(2026, 2, 14)
    assert law.working_days.roll_forward(date(2026, 2, 14)) == date(2026, 2, 14)
