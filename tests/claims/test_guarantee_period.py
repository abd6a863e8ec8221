from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.claims.support import day

from recoverydocs.claims.guarantee_period import AgreedPeriod, GuaranteePeriod, guarantee_period

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.law import LawBook

NONE = AgreedPeriod("none")
UNTIL_PAID = AgreedPeriod("until-paid")


def on(text: str | None) -> date | None:
    return day(text) if text else None


def period(law: LawBook, due: str, agreed: AgreedPeriod = NONE, **more: str) -> GuaranteePeriod:
    mode = more.pop("mode", "joint")
    days = {name: on(text) for name, text in more.items()}
    return guarantee_period(law, day(due), agreed, mode=mode, **days)  # type: ignore[arg-type]


def test_a_demand_on_the_last_day_keeps_a_joint_guarantee(law: LawBook) -> None:
    # gu-1: six months from 2026-01-15; then three years from the demand.
    found = period(law, "2026-01-15", demand_on_guarantor="2026-07-15")
    assert (found.last_day, found.default_applied, found.discharged) == (
        day("2026-07-15"),
        True,
        False,
    )
    assert found.guarantor_limitation_last_day == day("2029-07-15")


def test_a_demand_a_day_late_does_not(law: LawBook) -> None:
    found = period(law, "2026-01-15", demand_on_guarantor="2026-07-16")  # gu-2
    assert found.discharged
    assert found.guarantor_limitation_last_day is None
    assert "不在保证期间内" in found.working[-1]


def test_a_letter_does_nothing_for_a_general_guarantee(law: LawBook) -> None:
    found = period(law, "2026-01-15", mode="general", demand_on_guarantor="2026-06-30")  # gu-3
    assert (found.last_day, found.discharged) == (day("2026-07-15"), True)
    kept = period(law, "2026-01-15", mode="general", suit_against_debtor="2026-07-10")  # gu-4
    assert (kept.discharged, kept.guarantor_limitation_last_day) == (False, None)


def test_until_paid_of_an_old_guarantee_is_two_years(law: LawBook) -> None:
    found = period(
        law,
        "2019-12-31",
        UNTIL_PAID,
        signed_on="2018-12-31",
        demand_on_guarantor="2021-11-30",
    )  # gu-5
    assert (found.last_day, found.default_applied, found.discharged) == (
        day("2021-12-31"),
        False,
        False,
    )


@pytest.mark.parametrize(
    ("due", "signed", "last"),
    [
        ("2020-12-31", "2020-12-31", "2022-12-31"),  # both before the code: two years
        ("2021-01-01", "2020-12-31", "2021-07-01"),  # due after it: the careful six months
        ("2020-12-31", "2021-01-01", "2021-06-30"),  # signed after it: six months
    ],
)
def test_the_code_governs_from_its_first_day(
    law: LawBook, due: str, signed: str, last: str
) -> None:
    assert period(law, due, UNTIL_PAID, signed_on=signed).raw_last_day == day(last)


@pytest.mark.parametrize(
    ("agreed", "last", "default"),
    [
        (AgreedPeriod("to", to=day("2028-01-15")), "2028-01-15", False),
        (AgreedPeriod("to", to=day("2026-01-15")), "2026-07-15", True),  # not later than due
        (AgreedPeriod("months", months=36), "2029-01-15", False),
        (AgreedPeriod("months", months=5), "2026-06-15", False),
        (AgreedPeriod("months", months=0), "2026-07-15", True),
        (UNTIL_PAID, "2026-07-15", True),
    ],
)
def test_agreed_periods(law: LawBook, agreed: AgreedPeriod, last: str, default: bool) -> None:  # noqa: FBT001
    found = period(law, "2026-01-15", agreed)
    assert (found.raw_last_day, found.default_applied) == (day(last), default)


def test_a_rest_day_is_answered_with_both_readings(law: LawBook) -> None:
    # dl-14: 2026-04-03 + six months = 2026-10-03, in the block; rolled 10-08.
    found = period(law, "2026-04-03", demand_on_guarantor="2026-10-05")
    assert (found.raw_last_day, found.last_day, found.safe_day) == (
        day("2026-10-03"),
        day("2026-10-08"),
        day("2026-10-03"),
    )
    assert not found.discharged
    assert "2026-10-05 的行为已逾期" in found.reading
    careful = period(law, "2026-04-03", demand_on_guarantor="2026-10-03")
    assert "请以 2026-10-03 为准" in careful.reading


def test_an_unpublished_year_is_judged_by_the_counted_day(law: LawBook) -> None:
    found = period(law, "2026-09-01", demand_on_guarantor="2027-03-01")
    assert (found.raw_last_day, found.last_day, found.discharged) == (
        day("2027-03-01"),
        None,
        False,
    )
    assert "待日历公布" in found.reading


def test_a_running_period_has_discharged_nobody(law: LawBook) -> None:
    assert not period(law, "2026-01-15", as_of="2026-07-15").discharged
    assert period(law, "2026-01-15", as_of="2026-07-16").discharged
    assert period(law, "2026-01-15").discharged  # a period that has run, without any act


def test_an_act_before_the_period_begins_is_none(law: LawBook) -> None:
    assert period(law, "2026-01-15", demand_on_guarantor="2026-01-15").kept_by is None
    assert period(law, "2026-01-15", demand_on_guarantor="2026-01-16").kept_by == day(
        "2026-01-16"
    )
