from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.support import day

from recoverydocs.claims.limitation import INTERRUPTS, LimitationEvent, limitation

if TYPE_CHECKING:
    from recoverydocs.law import LawBook


def event(on: str, type_: str, restart_from: str | None = None) -> LimitationEvent:
    return LimitationEvent(day(on), type_, day(restart_from) if restart_from else None)


def test_each_event_in_time_starts_the_period_anew(law: LawBook) -> None:
    # lim-1: 2018-03-31 → 2021-03-31; 2020-11-05 → 2023-11-05; 2023-08-17 → 2026-08-17.
    found = limitation(
        law,
        day("2018-03-31"),
        events=[event("2020-11-05", "demand-arrived"), event("2023-08-17", "promise")],
        as_of=day("2026-11-24"),
    )
    assert (found.last_day, found.interruptions, found.expired) == (
        day("2026-08-17"),
        (True, True),
        True,
    )
    assert found.restarted_by == event("2023-08-17", "promise")


def test_a_demand_after_expiry_restarts_nothing(law: LawBook) -> None:
    # lim-2: 2020-06-30 → 2023-06-30; the demand of 2023-07-03 comes too late.
    found = limitation(law, day("2020-06-30"), events=[event("2023-07-03", "demand-arrived")])
    assert (found.last_day, found.interruptions, found.expired) == (
        day("2023-06-30"),
        (False,),
        None,
    )
    assert "期间已届满，不发生中断" in found.working[1]


@pytest.mark.parametrize("type_", ["debtor-signed-notice", "promise"])
def test_the_debtors_word_after_expiry_starts_it_anew(law: LawBook, type_: str) -> None:
    found = limitation(law, day("2020-06-30"), events=[event("2024-07-03", type_)])
    assert found.reacknowledged == day("2024-07-03")
    assert (found.raw_last_day, found.last_day) == (day("2027-07-03"), None)
    assert found.interruptions == (True,)


def test_part_payment_after_expiry_does_not(law: LawBook) -> None:
    found = limitation(law, day("2020-06-30"), events=[event("2024-07-03", "partial-payment")])
    assert (found.interruptions, found.reacknowledged) == ((False,), None)


def test_sending_alone_restarts_nothing(law: LawBook) -> None:
    # lim-4: by the day of arrival, not of posting; 2028 has no calendar.
    found = limitation(
        law,
        day("2024-05-31"),
        events=[event("2025-02-10", "demand-sent"), event("2025-02-13", "demand-arrived")],
    )
    assert found.interruptions == (False, True)
    assert (found.raw_last_day, found.last_day, found.safe_day) == (
        day("2028-02-13"),
        None,
        day("2028-02-13"),
    )


def test_events_are_answered_in_the_order_given(law: LawBook) -> None:
    found = limitation(
        law,
        day("2024-05-31"),
        events=[event("2025-02-13", "demand-arrived"), event("2025-02-10", "demand-sent")],
    )
    assert found.interruptions == (True, False)


def test_an_obstacle_in_the_last_six_months_suspends(law: LawBook) -> None:
    # lim-3: 2023-05-31 → 2026-05-31; obstacle ends 2026-04-10, six months on 2026-10-10.
    obstacle = (day("2026-01-10"), day("2026-04-10"))
    found = limitation(law, day("2023-05-31"), obstacles=[obstacle])
    assert (found.last_day, found.suspended) == (day("2026-10-10"), True)


@pytest.mark.parametrize(
    "obstacle",
    [
        (day("2025-01-10"), day("2025-11-30")),  # over on the eve of the last six months
        (day("2026-06-01"), day("2026-07-01")),  # begins after the end
    ],
)
def test_an_obstacle_outside_the_last_six_months_does_not(
    law: LawBook, obstacle: tuple[date, date]
) -> None:
    found = limitation(law, day("2023-05-31"), obstacles=[obstacle])
    assert (found.raw_last_day, found.suspended) == (day("2026-05-31"), False)


def test_a_second_obstacle_suspends_the_six_months_that_the_first_left(law: LawBook) -> None:
    # 2023-05-31 → 2026-05-31; removed on 2026-04-10: 2026-10-10; the second, from 2026-09-01
    # to 2026-12-05, falls into those months: 2027-06-05. The third begins after that.
    first, second = (
        (day("2026-01-10"), day("2026-04-10")),
        (day("2026-09-01"), day("2026-12-05")),
    )
    third = (day("2027-06-06"), day("2027-07-01"))
    found = limitation(law, day("2023-05-31"), obstacles=[third, second, first])
    assert found.raw_last_day == day("2027-06-05")
    assert found.suspensions == (False, True, True)


def test_an_obstacle_on_the_first_of_the_last_six_months_suspends(law: LawBook) -> None:
    # The last six months of a period that ends on 2026-05-31 begin on 2025-12-01.
    found = limitation(
        law, day("2023-05-31"), obstacles=[(day("2025-01-10"), day("2025-12-01"))]
    )
    assert found.suspended
    assert found.raw_last_day == day("2026-06-01")


def test_a_last_day_on_a_holiday_rolls_and_an_act_on_it_is_in_time(law: LawBook) -> None:
    # dl-19: 2026-10-02 lies in the block of the National Day; it rolls to 10-08.
    found = limitation(law, day("2023-10-02"), events=[event("2026-10-08", "demand-arrived")])
    assert found.interruptions == (True,)
    late = limitation(law, day("2023-10-02"), as_of=day("2026-10-08"))
    assert (late.raw_last_day, late.last_day, late.safe_day, late.expired) == (
        day("2026-10-02"),
        day("2026-10-08"),
        day("2026-10-02"),
        False,
    )
    assert limitation(law, day("2023-10-02"), as_of=day("2026-10-09")).expired


def test_a_procedure_restarts_from_its_end(law: LawBook) -> None:
    found = limitation(
        law, day("2023-03-31"), events=[event("2024-01-10", "suit", "2024-09-30")]
    )
    assert found.raw_last_day == day("2027-09-30")
    assert "自 2024-09-30 起" in found.working[1]


def test_an_event_before_the_due_day_moves_nothing(law: LawBook) -> None:
    found = limitation(law, day("2024-03-31"), events=[event("2023-01-10", "partial-payment")])
    assert found.interruptions == (False,)


def test_a_withdrawn_suit_says_that_it_is_disputed(law: LawBook) -> None:
    found = limitation(law, day("2023-03-31"), events=[event("2024-01-10", "suit-withdrawn")])
    assert found.interruptions == (True,)
    assert "存有争议" in found.working[1]


def test_what_ran_out_before_october_2017_had_two_years(law: LawBook) -> None:
    # 民法总则时效解释 2, 3: two years ended 2017-09-30; one day later the three years apply.
    assert limitation(law, day("2015-09-30")).raw_last_day == day("2017-09-30")
    assert limitation(law, day("2015-10-01")).raw_last_day == day("2018-10-01")
    assert limitation(law, day("2015-09-30"), years=3).raw_last_day == day("2018-09-30")


def test_enforcement_has_two_years(law: LawBook) -> None:
    # dl-15 and dl-16.
    assert limitation(law, day("2024-02-29"), kind="enforcement").last_day == day("2026-02-28")
    assert limitation(law, day("2024-10-08"), kind="enforcement").last_day == day("2026-10-08")
    # No rule of two old years here: it never had three.
    assert limitation(law, day("2014-01-10"), kind="enforcement").raw_last_day == day(
        "2016-01-10"
    )


@given(
    st.dates(date(2018, 1, 1), date(2023, 12, 31)),
    st.lists(
        st.tuples(
            st.dates(date(2018, 1, 1), date(2026, 12, 31)), st.sampled_from(sorted(INTERRUPTS))
        ),
        max_size=6,
    ),
)
def test_more_events_never_end_it_earlier(
    law: LawBook, due: date, events: list[tuple[date, str]]
) -> None:
    rows = [LimitationEvent(on, type_) for on, type_ in events]
    ends = [
        limitation(law, due, events=rows[:count]).raw_last_day for count in range(len(rows) + 1)
    ]
    assert ends[-1] >= ends[0]
    assert len(limitation(law, due, events=rows).interruptions) == len(rows)
