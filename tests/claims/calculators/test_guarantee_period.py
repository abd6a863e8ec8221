from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.calculators.support import fault, result

from recoverydocs.claims.calculators import run_line

DUE = {"principal_due": "2026-01-15", "agreed": "none"}


def answer(**more: object) -> dict[str, Any]:
    return result("guarantee-period", {**DUE, **more})


@pytest.mark.parametrize(
    ("agreed", "last", "default"),
    [
        ("none", "2026-07-15", True),
        ("until-paid", "2026-07-15", True),
        ({"to": "2026-09-30"}, "2026-09-30", False),
        ({"to": "2026-01-16"}, "2026-01-16", False),
        ({"to": "2026-01-15"}, "2026-07-15", True),  # not later than the due day
        ({"to": "2025-01-15"}, "2026-07-15", True),
        ({"years": 3}, "2029-01-15", False),
        ({"months": 6}, "2026-07-15", False),
        ({"months": 1}, "2026-02-15", False),
        ({"years": 0}, "2026-07-15", True),
        ({"months": 0}, "2026-07-15", True),
    ],
)
def test_what_was_agreed(agreed: object, last: str, default: bool) -> None:  # noqa: FBT001
    found = answer(agreed=agreed)
    assert (found["raw_last_day"], found["default_applied"]) == (last, default)


def test_a_month_without_the_day_ends_on_its_last() -> None:
    # dl-10: 2025-08-31 + six months = 2026-02-28, a make-up working Saturday.
    found = answer(principal_due="2025-08-31")
    assert (found["raw_last_day"], found["last_day"]) == ("2026-02-28", "2026-02-28")


@pytest.mark.parametrize(
    ("due", "signed", "last", "default"),
    [
        ("2019-12-31", "2018-12-31", "2021-12-31", False),  # gu-5
        ("2020-12-31", "2020-12-31", "2022-12-31", False),
        ("2020-12-31", "2021-01-01", "2021-06-30", True),  # signed under the code
        ("2020-12-31", None, "2021-06-30", True),
        ("2021-01-01", "2020-12-31", "2021-07-01", True),  # due under the code: careful
        ("2018-12-31", "2017-12-31", "2020-12-31", False),  # had run out before the code
    ],
)
def test_until_paid_before_2021_is_two_years(
    due: str,
    signed: str | None,
    last: str,
    default: bool,  # noqa: FBT001
) -> None:
    more = {} if signed is None else {"signed_on": signed}
    found = answer(principal_due=due, agreed="until-paid", **more)
    assert (found["raw_last_day"], found["default_applied"]) == (last, default)


def test_only_unclear_words_are_two_years_before_2021() -> None:
    found = answer(principal_due="2020-12-31", signed_on="2019-01-01")
    assert found["raw_last_day"] == "2021-06-30"


def test_a_joint_guarantee_is_kept_by_a_demand() -> None:
    # gu-1 and gu-2.
    kept = answer(demand_on_guarantor="2026-07-15", as_of="2026-11-24")
    assert (kept["discharged"], kept["guarantor_limitation_last_day"]) == (False, "2029-07-15")
    late = answer(demand_on_guarantor="2026-07-16", as_of="2026-11-24")
    assert late["discharged"] is True
    assert "guarantor_limitation_last_day" not in late
    suit = answer(suit_against_debtor="2026-07-01", as_of="2026-11-24")
    assert suit["discharged"] is True


def test_a_general_guarantee_is_kept_by_a_suit_against_the_debtor() -> None:
    # gu-3 and gu-4.
    letter = answer(type="general", demand_on_guarantor="2026-06-30")
    assert letter["discharged"] is True
    suit = answer(type="general", suit_against_debtor="2026-07-10")
    assert suit["discharged"] is False
    assert "guarantor_limitation_last_day" not in suit


def test_nobody_is_discharged_while_the_period_runs() -> None:
    assert answer(as_of="2026-07-15")["discharged"] is False
    assert answer(as_of="2026-07-16")["discharged"] is True


def test_the_reading_says_when_the_two_differ() -> None:
    # dl-14: 2026-04-03 + six months = 10-03, rolled to 10-08.
    due = {"principal_due": "2026-04-03"}
    found = answer(**due, demand_on_guarantor="2026-10-05")
    assert (found["raw_last_day"], found["last_day"]) == ("2026-10-03", "2026-10-08")
    assert found["discharged"] is False
    assert "按未顺延的读法，2026-10-05 的行为已逾期" in found["reading"]
    running = answer(**due, as_of="2026-10-06")
    assert running["discharged"] is False
    assert "按未顺延的读法，2026-10-06 已届满" in running["reading"]
    for more in ({"demand_on_guarantor": "2026-10-03"}, {"as_of": "2026-10-03"}, {}):
        assert "请以 2026-10-03 为准" in answer(**due, **more)["reading"]
    assert "两种读法相同" in answer()["reading"]


def test_an_unpublished_year_goes_by_the_counted_day() -> None:
    given = {"agreed": {"years": 2}}  # 2028-01-15, a Saturday of no calendar
    found = answer(**given, demand_on_guarantor="2028-01-15", as_of="2028-02-01")
    assert (found["raw_last_day"], found["last_day"]) == ("2028-01-15", None)
    assert found["discharged"] is False
    assert "待日历公布" in found["reading"]
    assert answer(**given, demand_on_guarantor="2028-01-16")["discharged"] is True


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"principal_due": "2026"}, "principal_due"),
        ({"agreed": "six months"}, "agreed"),
        ({"agreed": 6}, "agreed"),
        ({"agreed": ["none"]}, "agreed"),
        ({"agreed": {}}, "agreed"),
        ({"agreed": {"years": 1, "months": 6}}, "agreed"),
        ({"agreed": {"days": 30}}, "agreed.days"),
        ({"agreed": {"to": None}}, "agreed.to"),
        ({"agreed": {"to": "2026-02-30"}}, "agreed.to"),
        ({"agreed": {"years": "3"}}, "agreed.years"),
        ({"agreed": {"years": 0.5}}, "agreed.years"),
        ({"agreed": {"years": -1}}, "agreed.years"),
        ({"agreed": {"years": 101}}, "agreed.years"),
        ({"agreed": {"months": True}}, "agreed.months"),
        ({"agreed": {"months": 1201}}, "agreed.months"),
        ({"type": "连带"}, "type"),
        ({"demand_on_guarantor": 1}, "demand_on_guarantor"),
        ({"suit_against_debtor": "x"}, "suit_against_debtor"),
        ({"signed_on": None}, "signed_on"),
        ({"as_of": "2026-13-01"}, "as_of"),
        ({"events": []}, "events"),
    ],
)
def test_a_bad_key_is_named(more: dict[str, object], field: str) -> None:
    assert fault("guarantee-period", {**DUE, **more}) == field


@pytest.mark.parametrize("name", sorted(DUE))
def test_both_keys_are_needed(name: str) -> None:
    assert fault("guarantee-period", {key: DUE[key] for key in DUE if key != name}) == name


def test_sources_follow_the_kind() -> None:
    sources = run_line("guarantee-period", {**DUE, "type": "general"})["sources"]
    assert sources[:2] == ["民法典第六百九十二条", "民法典第六百九十三条第一款"]


DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))


@given(DAYS, st.integers(0, 60), DAYS, DAYS, st.sampled_from(["joint", "general"]))
def test_never_interrupted_suspended_or_extended(
    due: date, months: int, act: date, as_of: date, mode: str
) -> None:
    given = {"principal_due": due.isoformat(), "agreed": {"months": months}, "type": mode}
    acts = {"demand_on_guarantor": act.isoformat(), "suit_against_debtor": act.isoformat()}
    bare, acted = answer(**given), answer(**given, **acts, as_of=as_of.isoformat())
    for name in ("raw_last_day", "last_day", "default_applied"):
        assert bare[name] == acted[name]
    last = acted["last_day"] or acted["raw_last_day"]
    in_time = due < act <= date.fromisoformat(last)
    assert acted["discharged"] == (not in_time and as_of.isoformat() > last)
    assert ("guarantor_limitation_last_day" in acted) == (in_time and mode == "joint")
