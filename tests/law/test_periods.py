from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverydocs.errors import LawTableError
from recoverydocs.law.periods import add_months, last_day_of, statutory_period

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

DAYS = st.dates(date(2004, 1, 1), date(2026, 6, 30))


def test_months_end_on_the_same_day_or_the_last(law: LawBook) -> None:
    assert add_months(date(2024, 2, 29), 24) == date(2026, 2, 28)
    assert add_months(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert add_months(date(2026, 1, 31), -2) == date(2025, 11, 30)
    end = last_day_of(law, date(2025, 8, 31), 6, "month", "forward")
    # 2026-02-28 is a Saturday worked as make-up: it does not roll.
    assert (end.last_day, end.rolled) == (date(2026, 2, 28), False)


@given(DAYS, st.integers(0, 400))
def test_add_months_never_leaves_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@given(DAYS, st.integers(0, 180))
def test_a_rolled_day_is_a_working_day_and_no_earlier(
    law: LawBook, start: date, length: int
) -> None:
    end = last_day_of(law, start, length, "day", "forward")
    assert end.last_day is not None
    assert end.last_day >= end.raw_last_day
    assert not law.working_days.is_rest(end.last_day)
    assert end.safe_day == end.raw_last_day


def test_an_unpublished_year_gives_the_counted_day_alone(law: LawBook) -> None:
    end = last_day_of(law, date(2025, 1, 10), 2, "year", "forward")
    assert (end.raw_last_day, end.last_day) == (date(2027, 1, 10), None)
    assert not end.calendar_published
    assert "2027 年放假安排未录入" in end.note
    assert end.safe_day == date(2027, 1, 10)


def test_rolling_into_an_unpublished_year_gives_the_counted_day_alone(law: LawBook) -> None:
    house = law.with_tables(
        {
            "holidays.toml": b'[meta]\nid = "holidays"\nversion = "2026-12-01"\nsource = "x"\n'
            b"replace = true\n[[year]]\nyear = 2026\noff = [2026-12-31]\nwork = []\n"
        }
    )
    end = last_day_of(house, date(2026, 12, 30), 1, "day", "forward")
    assert (end.raw_last_day, end.last_day, end.calendar_published) == (
        date(2026, 12, 31),
        None,
        False,
    )


def test_a_period_that_does_not_roll_needs_no_calendar(law: LawBook) -> None:
    end = statutory_period(law, "credit-retention", date(2026, 5, 18))
    assert (end.last_day, end.rolled, end.calendar_published) == (
        date(2031, 5, 18),
        False,
        True,
    )


def test_days_before_count_back_to_the_working_day_before(law: LawBook) -> None:
    end = statutory_period(law, "preservation-renewal", date(2026, 10, 11))
    assert (end.raw_last_day, end.last_day) == (date(2026, 10, 4), date(2026, 9, 30))
    assert end.safe_day == date(2026, 9, 30)


def test_hours_run_from_the_stated_hour(law: LawBook) -> None:
    end = statutory_period(law, "preservation-ruling-urgent", datetime(2026, 10, 1, 15, 30))  # noqa: DTZ001
    assert end.last_day == datetime(2026, 10, 3, 15, 30)  # noqa: DTZ001
    with pytest.raises(LawTableError, match="须写明时刻"):
        statutory_period(law, "preservation-ruling-urgent", date(2026, 10, 1))


@pytest.mark.parametrize(
    ("period", "said"), [("nothing", "id = nothing"), ("guarantee-agreed", "没有固定长度")]
)
def test_a_period_without_a_length_is_an_error(law: LawBook, period: str, said: str) -> None:
    with pytest.raises(LawTableError, match=said):
        statutory_period(law, period, date(2026, 1, 1))


def test_a_start_before_the_row_is_reckoned_by_the_same_count(law: LawBook) -> None:
    assert statutory_period(law, "limitation-general", date(2018, 3, 31)).raw_last_day == date(
        2021, 3, 31
    )


def test_a_row_that_has_ended_answers_no_later_start(law: LawBook) -> None:
    end = statutory_period(law, "enforcement-2017", date(2021, 12, 31))
    assert end.raw_last_day == date(2023, 12, 31)
    with pytest.raises(LawTableError, match="到 2021-12-31 为止，2022-01-01 已不适用"):
        statutory_period(law, "enforcement-2017", date(2022, 1, 1))


def test_the_first_of_several_rows_answers_for_days_before_it(law: LawBook) -> None:
    own = """
[meta]
id = "periods"
version = "2026-12-01"
source = "示例"
[[period]]
id = "appeal-judgment"
name = "上诉"
length = 20
unit = "day"
start_event = "判决书送达之日"
article = "示例"
rollover = "forward"
transit_excluded = true
in_force_from = 2027-01-01
status = "verified"
"""
    house = law.with_tables({"periods.toml": own.encode()})
    first = law.periods["appeal-judgment"][0]["in_force_from"]
    for start, days in (
        (first.replace(year=first.year - 1), 15),
        (date(2026, 12, 31), 15),
        (date(2027, 1, 1), 20),
    ):
        assert statutory_period(
            house, "appeal-judgment", start
        ).raw_last_day == start + timedelta(days)
