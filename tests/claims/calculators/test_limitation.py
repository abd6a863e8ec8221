from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.calculators.support import fault, result

from recoverydocs.claims.calculators import run_line
from recoverydocs.claims.limitation import INTERRUPTS, REACKNOWLEDGES

STARTED = {"last_day_of_performance": "2020-06-30"}
TYPES = {
    "demand-arrived",
    "demand-sent",
    "partial-payment",
    "account-deduction",
    "promise",
    "assignment-notice-arrived",
    "suit",
    "suit-withdrawn",
    "arbitration",
    "payment-order",
    "preservation",
    "enforcement-application",
    "enforcement-settlement",
    "debtor-signed-notice",
}
"""The types that the contract names; the rules add others."""


def answer(**more: object) -> dict[str, Any]:
    return result("limitation", {**STARTED, **more})


def event(on: str, type_: str, **more: str) -> dict[str, str]:
    return {"date": on, "type": type_, **more}


def test_three_years_two_for_enforcement_or_as_given() -> None:
    assert answer() == {
        "raw_last_day": "2023-06-30",
        "last_day": "2023-06-30",
        "interruptions": [],
        "suspended": False,
    }
    assert answer(kind="enforcement")["raw_last_day"] == "2022-06-30"
    assert answer(kind="claim", years=1)["raw_last_day"] == "2021-06-30"
    sources = run_line("limitation", {**STARTED, "kind": "enforcement"})["sources"]
    assert sources == ["民事诉讼法第二百三十九条"]


@pytest.mark.parametrize("type_", sorted(TYPES))
def test_each_type_in_time_and_after(type_: str) -> None:
    # In time all restart but a demand that was only sent; after expiry nothing interrupts,
    # and only promise and signature start the period anew.
    in_time = answer(events=[event("2022-03-01", type_)], as_of="2023-07-01")
    moved = type_ != "demand-sent"
    assert in_time["interruptions"] == [moved]
    assert in_time["raw_last_day"] == ("2025-03-01" if moved else "2023-06-30")
    assert in_time["expired"] is not moved
    assert "reacknowledged" not in in_time
    late = answer(events=[event("2023-07-01", type_)], as_of="2026-07-01")
    anew = type_ in {"promise", "debtor-signed-notice"}
    assert late["interruptions"] == [anew]
    assert late["raw_last_day"] == ("2026-07-01" if anew else "2023-06-30")
    assert late.get("reacknowledged") == ("2023-07-01" if anew else None)
    assert late["expired"] is not anew


def test_every_type_of_the_rules_is_one_of_the_contract_or_an_addition() -> None:
    assert set(INTERRUPTS) >= TYPES
    assert {"police-report", "insolvency-claim", "mediation"} == set(INTERRUPTS) - TYPES
    assert set(REACKNOWLEDGES) == {"promise", "debtor-signed-notice"}


def test_after_an_event_that_came_too_late_the_period_stays_expired() -> None:
    events = [
        event("2023-07-01", "demand-arrived"),
        event("2024-02-01", "debtor-signed-notice"),
        event("2024-03-01", "demand-arrived"),
    ]
    assert answer(events=events)["interruptions"] == [False, True, True]
    assert answer(events=events[:1])["raw_last_day"] == "2023-06-30"


def test_a_procedure_restarts_from_its_end() -> None:
    suit = event("2022-03-01", "suit", restart_from="2023-09-15")
    assert answer(events=[suit])["raw_last_day"] == "2026-09-15"


def test_an_obstacle_in_the_last_six_months() -> None:
    # lim-3: removed on 2026-04-10, six months on 2026-10-10.
    given = {"last_day_of_performance": "2023-05-31"}
    found = answer(**given, obstacle={"from": "2026-01-10", "to": "2026-04-10"})
    assert (found["last_day"], found["suspended"]) == ("2026-10-10", True)
    early = answer(**given, obstacle={"from": "2024-01-10", "to": "2025-11-30"})
    assert (early["raw_last_day"], early["suspended"]) == ("2026-05-31", False)


def test_a_year_without_a_calendar_has_no_last_day_and_a_note() -> None:
    line = {"last_day_of_performance": "2025-05-31", "as_of": "2028-05-31"}
    found = run_line("limitation", line)
    assert found["result"] == {
        "raw_last_day": "2028-05-31",
        "last_day": None,
        "interruptions": [],
        "suspended": False,
        "expired": False,
    }
    assert "2028 年放假安排未录入" in found["working"][-1]
    assert answer(**{**line, "as_of": "2028-06-01"})["expired"] is True


def test_the_rolled_day_decides_where_there_is_one() -> None:
    # dl-19: 2026-10-02 rolls to 10-08.
    rolled = {"last_day_of_performance": "2023-10-02"}
    in_time = answer(**rolled, events=[event("2026-10-08", "demand-arrived")])
    assert in_time["interruptions"] == [True]
    assert answer(**rolled, as_of="2026-10-08")["expired"] is False
    assert answer(**rolled, as_of="2026-10-09")["expired"] is True


def test_the_day_of_performance_is_taken_as_it_stands() -> None:
    # 2023-10-01 lies in a holiday; nothing is rolled at the start.
    assert answer(last_day_of_performance="2023-10-01")["raw_last_day"] == "2026-10-01"


def test_what_had_run_out_under_the_old_two_years_is_said() -> None:
    old = run_line("limitation", {"last_day_of_performance": "2015-09-30"})
    assert old["result"]["raw_last_day"] == "2018-09-30"
    assert "期间已于 2017-09-30 届满，不适用三年" in old["working"][-1]
    for line in ({"last_day_of_performance": "2015-10-01"}, {"kind": "enforcement"}):
        assert "注意" not in "".join(run_line("limitation", {**STARTED, **line})["working"])
    two = run_line("limitation", {"last_day_of_performance": "2015-09-30", "years": 2})
    assert two["result"]["raw_last_day"] == "2017-09-30"
    assert "注意" not in "".join(two["working"])


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"last_day_of_performance": "30.06.2020"}, "last_day_of_performance"),
        ({"kind": "debt"}, "kind"),
        ({"kind": None}, "kind"),
        ({"years": "3"}, "years"),
        ({"years": 3.0}, "years"),
        ({"years": 0}, "years"),
        ({"years": 21}, "years"),
        ({"events": {}}, "events"),
        ({"events": [1]}, "events[1]"),
        ({"events": [{"date": "2022-01-01"}]}, "events[1].type"),
        ({"events": [event("2022-01-01", "demand")]}, "events[1].type"),
        ({"events": [event("2022-1-1", "suit")]}, "events[1].date"),
        (
            {"events": [event("2022-01-02", "suit", restart_from="2022-01-01")]},
            "events[1].restart_from",
        ),
        (
            {"events": [{**event("2022-01-01", "suit"), "restart_from": None}]},
            "events[1].restart_from",
        ),
        ({"events": [event("2022-01-01", "suit", proof="x")]}, "events[1].proof"),
        ({"obstacle": []}, "obstacle"),
        ({"obstacle": {"from": "2022-01-01"}}, "obstacle.to"),
        ({"obstacle": {"from": "2022-01-02", "to": "2022-01-01"}}, "obstacle.to"),
        ({"obstacle": {"from": "2022-01-01", "to": "2022-01-02", "x": 1}}, "obstacle.x"),
        ({"as_of": 2024}, "as_of"),
        ({"due": "2022-01-01"}, "due"),
    ],
)
def test_a_bad_key_is_named(more: dict[str, object], field: str) -> None:
    assert fault("limitation", {**STARTED, **more}) == field


def test_the_start_is_needed() -> None:
    assert fault("limitation", {}) == "last_day_of_performance"


DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))


@given(
    st.dates(date(2018, 1, 1), date(2023, 12, 31)),
    st.lists(st.tuples(DAYS, st.sampled_from(sorted(INTERRUPTS))), max_size=5),
    DAYS,
)
def test_sending_alone_never_changes_anything(
    start: date, events: list[tuple[date, str]], sent: date
) -> None:
    given = {"last_day_of_performance": start.isoformat()}
    rows = [event(on.isoformat(), type_) for on, type_ in events]
    without = answer(**given, events=rows)
    found = answer(**given, events=[*rows, event(sent.isoformat(), "demand-sent")])
    assert found["interruptions"] == [*without["interruptions"], False]
    assert {**found, "interruptions": []} == {**without, "interruptions": []}


@given(
    st.dates(date(2018, 1, 1), date(2023, 12, 31)), DAYS, st.sampled_from(sorted(INTERRUPTS))
)
def test_nothing_but_the_debtors_word_helps_after_expiry(
    start: date, on: date, type_: str
) -> None:
    given = {"last_day_of_performance": start.isoformat()}
    before = answer(**given)
    last = before["last_day"] or before["raw_last_day"]
    found = answer(**given, events=[event(on.isoformat(), type_)])
    if on.isoformat() > last:
        assert found["interruptions"] == [type_ in REACKNOWLEDGES]
        assert ("reacknowledged" in found) == (type_ in REACKNOWLEDGES)
    else:
        assert found["interruptions"] == [INTERRUPTS[type_] and on > start]
        assert "reacknowledged" not in found
