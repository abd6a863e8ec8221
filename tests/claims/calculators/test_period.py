from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.support import house

from recoverydocs.claims.calculators import period, run_line
from recoverydocs.law import load_packaged


def answer(**line: object) -> dict[str, Any]:
    return run_line("period", line)


def days(**line: object) -> tuple[str | None, str | None]:
    found = answer(**line)["result"]
    return found["raw_last_day"], found["last_day"]


def test_an_answer_holds_the_keys_of_the_contract() -> None:
    assert answer(start="2026-09-11", period="appeal-judgment")["result"] == {
        "raw_last_day": "2026-09-26",
        "last_day": "2026-09-28",
        "rolled": True,
        "article": "民诉法 2023: 171；2021: 171；2017: 164",
        "calendar_published": True,
    }
    assert answer(start="2026-11-23", length=1, unit="day")["result"] == {
        "raw_last_day": "2026-11-24",
        "last_day": "2026-11-24",
        "rolled": False,
        "article": None,
        "calendar_published": True,
    }


@pytest.mark.parametrize(
    ("start", "length", "unit", "raw"),
    [
        ("2025-08-31", 6, "month", "2026-02-28"),  # no 31st: the month's last
        ("2026-01-31", 1, "month", "2026-02-28"),
        ("2024-01-31", 1, "month", "2024-02-29"),
        ("2026-02-28", 6, "month", "2026-08-28"),  # the same number, not the month's last
        ("2024-02-29", 1, "year", "2025-02-28"),
        ("2022-02-28", 2, "year", "2024-02-28"),
        ("2020-02-29", 4, "year", "2024-02-29"),
        ("2025-12-31", 2, "month", "2026-02-28"),
        ("2024-02-28", 1, "day", "2024-02-29"),
        ("2025-02-28", 1, "day", "2025-03-01"),
        ("2025-12-17", 15, "day", "2026-01-01"),
    ],
)
def test_months_end_on_the_day_of_the_same_number_or_the_last(
    start: str, length: int, unit: str, raw: str
) -> None:
    line = {"start": start, "length": length, "unit": unit, "rollover": False}
    assert days(**line) == (raw, raw)


@pytest.mark.parametrize(
    ("raw", "last"),
    [
        ("2026-02-14", "2026-02-14"),  # a Saturday worked as make-up
        ("2026-02-28", "2026-02-28"),  # likewise
        ("2026-02-15", "2026-02-24"),  # the first day of the Spring Festival's block
        ("2026-02-23", "2026-02-24"),  # its last
        ("2026-10-03", "2026-10-08"),  # a Saturday inside the National Day's block
        ("2026-11-21", "2026-11-23"),  # an ordinary Saturday
        ("2026-11-24", "2026-11-24"),  # an ordinary Tuesday
        (
            "2026-01-01",
            "2026-01-04",
        ),  # New Year's block to the 3rd; the 4th, a Sunday, is worked
    ],
)
def test_a_rest_day_moves_and_a_make_up_day_does_not(raw: str, last: str) -> None:
    start = (date.fromisoformat(raw) - timedelta(days=5)).isoformat()
    found = answer(start=start, length=5, unit="day")["result"]
    assert (found["raw_last_day"], found["last_day"]) == (raw, last)
    assert found["rolled"] == (raw != last)
    assert days(start=start, length=5, unit="day", rollover=False) == (raw, raw)


def test_the_working_says_why_a_day_moved_or_did_not() -> None:
    moved = answer(start="2026-09-11", period="appeal-judgment")["working"]
    assert moved == [
        "判决上诉：2026-09-11 当日不计入，15日，至 2026-09-26",
        "2026-09-26 是休息日，顺延至 2026-09-28",
    ]
    worked = answer(start="2026-01-30", period="appeal-judgment")["working"]
    assert worked[1] == "2026-02-14 是调休上班日，不顺延"
    still = answer(start="2026-09-15", period="credit-objection")["working"]
    assert still[1] == "本期间不因休息日顺延"
    unread = answer(start="2026-09-15", period="defaulters-term")["working"]
    assert any("未核对" in line for line in unread)


def test_an_unpublished_year_gives_the_counted_day_alone() -> None:
    found = answer(start="2025-01-10", period="limitation-general")
    assert found["result"]["raw_last_day"] == "2028-01-10"
    assert found["result"]["last_day"] is None
    assert found["result"]["rolled"] is False
    assert found["result"]["calendar_published"] is False
    assert any("2028 年放假安排未录入" in line for line in found["working"])
    assert days(start="2003-01-10", length=1, unit="month") == ("2003-02-10", None)


def test_a_period_that_does_not_roll_needs_no_calendar() -> None:
    found = answer(start="2026-05-18", period="credit-retention")["result"]
    assert (found["last_day"], found["calendar_published"]) == ("2031-05-18", True)
    found = answer(start="2026-05-18", period="limitation-general", rollover=False)["result"]
    assert (found["last_day"], found["calendar_published"]) == ("2029-05-18", True)


def test_days_before_count_back_to_the_working_day_before() -> None:
    assert days(start="2026-10-11", period="preservation-renewal") == (
        "2026-10-04",
        "2026-09-30",
    )
    assert days(start="2026-10-11", period="preservation-renewal", rollover=False) == (
        "2026-10-04",
        "2026-10-04",
    )
    # The table does not roll this one; asked to, it goes back like every period of that unit.
    assert days(start="2026-10-19", period="auction-notice-movable", rollover=True) == (
        "2026-10-04",
        "2026-09-30",
    )
    working = answer(start="2026-10-11", period="preservation-renewal")["working"]
    assert working[1] == "2026-10-04 是休息日，提前至 2026-09-30"


def test_hours_are_answered_in_hours() -> None:
    line = {"start": "2026-10-01T15:30", "period": "preservation-ruling-urgent"}
    assert days(**line) == ("2026-10-03T15:30", "2026-10-03T15:30")
    assert days(**line, rollover=False) == ("2026-10-03T15:30", "2026-10-03T15:30")


def test_a_new_years_holidays_are_a_table_file() -> None:
    later = house(
        "holidays", "[[year]]\nyear = 2027\noff = [2027-01-01, 2027-01-02]\nwork = []\n"
    )
    found = period(start="2024-01-01", length=3, unit="year", law=later)["result"]
    assert (found["raw_last_day"], found["last_day"]) == ("2027-01-01", "2027-01-04")


HOURS = "preservation-ruling-urgent"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"period": "defence"}, "start"),
        ({"start": "2026-01-01"}, "period"),
        ({"start": "2026-01-01", "period": "nothing"}, "period"),
        ({"start": "2026-01-01", "period": 15}, "period"),
        ({"start": "2026-01-01", "period": "guarantee-agreed"}, "period"),
        ({"start": "2026-01-01", "period": "credit-notice-advance"}, "period"),
        ({"start": "2026-01-01", "period": "termination-objection"}, "period"),
        ({"start": "2026-01-01", "period": "collection-quiet-hours"}, "period"),
        ({"start": "2026-01-01", "period": "defence", "length": 15}, "length"),
        ({"start": "2026-01-01", "period": "defence", "unit": "day"}, "unit"),
        ({"start": "2026-01-01", "length": 15}, "unit"),
        ({"start": "2026-01-01", "unit": "day"}, "length"),
        ({"start": "2026-01-01", "length": 15, "unit": "hour"}, "unit"),
        ({"start": "2026-01-01", "length": 15, "unit": "week"}, "unit"),
        ({"start": "2026-01-01", "length": "15", "unit": "day"}, "length"),
        ({"start": "2026-01-01", "length": 1.5, "unit": "day"}, "length"),
        ({"start": "2026-01-01", "length": 0, "unit": "day"}, "length"),
        ({"start": "2026-01-01", "length": -1, "unit": "day"}, "length"),
        ({"start": "2026-01-01", "length": 9000, "unit": "year"}, "start"),
        ({"start": "9999-12-31", "period": "defence"}, "start"),
        ({"start": "0001-01-02", "period": "preservation-renewal"}, "start"),
        ({"start": "2026-02-29", "period": "defence"}, "start"),
        ({"start": 20260101, "period": "defence"}, "start"),
        ({"start": "2026-01-01T10:00", "period": "defence"}, "start"),
        ({"start": "2026-01-01", "period": HOURS}, "start"),
        ({"start": "2026-01-01T24:30", "period": HOURS}, "start"),
        ({"start": "2026-01-01T10:00:00", "period": HOURS}, "start"),
        ({"start": "2026-01-01T10:00", "period": HOURS, "rollover": True}, "rollover"),
        ({"start": "2026-01-01", "period": "defence", "rollover": "forward"}, "rollover"),
        ({"start": "2022-01-01", "period": "public-notice-2017"}, "start"),
        ({"start": "2026-01-01", "period": "defence", "on": "2026-01-01"}, "on"),
    ],
)
def test_a_bad_key_is_named(line: dict[str, object], field: str) -> None:
    found = run_line("period", line)
    assert set(found) == {"error"}
    assert found["error"]["field"] == field
    assert found["error"]["message"]


@given(
    st.dates(date(2004, 1, 1), date(2026, 12, 1)),
    st.sampled_from(sorted(load_packaged().periods)),
)
def test_every_period_of_the_table_answers_or_says_why(start: date, name: str) -> None:
    row = load_packaged().periods[name][0]
    moment = start.isoformat() + ("T08:05" if row["unit"] == "hour" else "")
    found = run_line("period", {"start": moment, "period": name})
    if "error" in found:
        reasons = (row["length"] == 0, start > row.get("in_force_to", date.max))
        assert any(reasons)
    else:
        last = found["result"]["last_day"]
        assert (last is None) != found["result"]["calendar_published"]
