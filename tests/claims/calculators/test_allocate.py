from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.calculators.support import fault, fen, result

from recoverydocs.claims.calculators import run_line

GIVEN: dict[str, Any] = {
    "principal": "100000",
    "rate": "0.12",
    "basis": 360,
    "from": "2025-01-01",
    "to": "2025-12-27",  # 360 days: 12,000 of interest
    "events": [],
}


def answer(*events: dict[str, str], **more: object) -> dict[str, Any]:
    return result("allocate", {**GIVEN, "events": list(events), **more})


def test_costs_then_interest_then_principal() -> None:
    # alloc-1: 30,000 on 5,000 of costs, 12,000 of interest and 100,000 of principal.
    found = answer({"date": "2025-12-27", "cost": "5000", "payment": "30000"})
    assert found == {
        "payments": [
            {
                "date": "2025-12-27",
                "cost": "5000.00",
                "interest": "12000.00",
                "principal": "13000.00",
                "surplus": "0.00",
            }
        ],
        "balances": {"principal": "87000.00", "interest": "0.00", "cost": "0.00"},
        "surplus": "0.00",
    }


def test_too_little_for_the_costs() -> None:
    # alloc-2: all of 4,000 goes to the costs.
    found = answer({"date": "2025-12-27", "cost": "5000", "payment": "4000"})
    assert found["balances"] == {
        "principal": "100000.00",
        "interest": "12000.00",
        "cost": "1000.00",
    }


def test_an_agreed_order_prevails() -> None:
    event = {"date": "2025-12-27", "cost": "5000", "payment": "110000"}
    found = answer(event, order=["principal", "interest", "cost"])
    (row,) = found["payments"]
    assert (row["principal"], row["interest"], row["cost"]) == ("100000.00", "10000.00", "0.00")
    assert found["balances"] == {"principal": "0.00", "interest": "2000.00", "cost": "5000.00"}
    lawful = run_line("allocate", GIVEN)["sources"]
    agreed = run_line("allocate", {**GIVEN, "order": ["interest", "cost", "principal"]})
    assert lawful[1] == "民法典第五百六十一条"
    assert agreed["sources"][1] == "约定的抵充顺序；民法典第五百六十一条"


def test_a_days_cost_comes_before_its_payment_whatever_the_order_of_rows() -> None:
    payment = {"date": "2025-12-27", "payment": "12500"}
    cost = {"date": "2025-12-27", "cost": "500"}
    assert answer(payment, cost) == answer(cost, payment)
    assert answer(payment, cost)["payments"][0]["cost"] == "500.00"
    later = answer({"date": "2025-12-26", "payment": "12500"}, cost)
    assert later["balances"]["cost"] == "500.00"


def test_events_come_in_any_order() -> None:
    first = {"date": "2025-03-01", "payment": "2500"}
    second = {"date": "2025-06-01", "payment": "3500"}
    assert answer(second, first) == answer(first, second)


def test_interest_runs_on_what_is_left_and_is_rounded_at_each_event() -> None:
    # 100,000 × 12 % × 7 / 360 = 233.333… → 233.33; 1,000 less 233.33 = 766.67 of principal.
    # 99,233.33 × 12 % × 7 / 360 = 231.544… → 231.54.
    found = answer({"date": "2025-01-08", "payment": "1000"}, to="2025-01-15")
    assert found["payments"][0]["principal"] == "766.67"
    assert found["balances"] == {"principal": "99233.33", "interest": "231.54", "cost": "0.00"}
    working = run_line(
        "allocate",
        {**GIVEN, "to": "2025-01-15", "events": [{"date": "2025-01-08", "payment": "1000"}]},
    )["working"]
    assert working[0] == (
        "利息 2025-01-01 至 2025-01-08：100,000.00 × 12.00% × 7 ÷ 360 = 233.333333…，"
        "四舍五入到分 233.33"
    )


def test_an_event_without_payment_is_a_rounding_too() -> None:
    # 100 × 12 % / 360 = 0.0333… a day: one day 0.03, twice 0.06; two days at once 0.07.
    small = {"principal": "100", "to": "2025-01-03"}
    assert answer(**small)["balances"]["interest"] == "0.07"
    split = answer({"date": "2025-01-02", "cost": "0"}, **small)
    assert split["balances"]["interest"] == "0.06"


def test_neither_interest_nor_costs_bear_interest() -> None:
    found = answer({"date": "2025-01-01", "cost": "5000"})
    assert found["balances"] == {
        "principal": "100000.00",
        "interest": "12000.00",
        "cost": "5000.00",
    }


def test_surplus_is_kept_apart() -> None:
    found = answer(
        {"date": "2025-01-01", "payment": "100000.01"}, {"date": "2025-01-02", "cost": "1"}
    )
    assert found["payments"][0]["surplus"] == found["surplus"] == "0.01"
    assert found["balances"] == {"principal": "0.00", "interest": "0.00", "cost": "1.00"}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"principal": 100000}, "principal"),
        ({"rate": 0.12}, "rate"),
        ({"basis": 364}, "basis"),
        ({"to": "2024-12-31"}, "to"),
        ({"events": {}}, "events"),
        ({"events": "x"}, "events"),
        ({"events": [[]]}, "events[1]"),
        ({"events": [{"date": "2025-02-01"}]}, "events[1]"),
        ({"events": [{"payment": "1"}]}, "events[1].date"),
        ({"events": [{"date": "2024-12-31", "payment": "1"}]}, "events[1].date"),
        ({"events": [{"date": "2025-12-28", "payment": "1"}]}, "events[1].date"),
        ({"events": [{"date": 20250101, "payment": "1"}]}, "events[1].date"),
        ({"events": [{"date": "2025-02-01", "payment": 1}]}, "events[1].payment"),
        ({"events": [{"date": "2025-02-01", "payment": "-1"}]}, "events[1].payment"),
        ({"events": [{"date": "2025-02-01", "payment": None}]}, "events[1].payment"),
        ({"events": [{"date": "2025-02-01", "cost": "0.001"}]}, "events[1].cost"),
        ({"events": [{"date": "2025-02-01", "cost": "1", "tax": "1"}]}, "events[1].tax"),
        ({"order": ["cost", "interest"]}, "order"),
        ({"order": ["cost", "interest", "interest"]}, "order"),
        ({"order": ["cost", "interest", "capital"]}, "order"),
        ({"order": ["cost", "interest", 1]}, "order"),
        ({"order": "cost"}, "order"),
        ({"order": None}, "order"),
        ({"law": "x"}, "law"),
    ],
)
def test_a_bad_key_is_named(more: dict[str, object], field: str) -> None:
    assert fault("allocate", {**GIVEN, **more}) == field


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_every_key_is_needed(name: str) -> None:
    assert fault("allocate", {key: GIVEN[key] for key in GIVEN if key != name}) == name


START = date(2025, 1, 1)
EVENTS = st.lists(
    st.tuples(st.integers(0, 360), st.integers(0, 10**6), st.integers(0, 3 * 10**6)), max_size=6
)
ORDERS = st.sampled_from(list(permutations(["cost", "interest", "principal"])))


def yuan(amount: int) -> str:
    return f"{amount // 100}.{amount % 100:02d}"


def reckoned(
    principal: int, rate: int, events: list[tuple[int, int, int]], order: tuple[str, ...]
) -> dict[str, Any]:
    rows = [
        {
            "date": (START + timedelta(days=on)).isoformat(),
            "cost": yuan(cost),
            "payment": yuan(payment),
        }
        for on, cost, payment in events
    ]
    given = {"principal": yuan(principal), "rate": f"0.{rate:04d}", "order": list(order)}
    return answer(*rows, **given)


def owed(found: dict[str, Any]) -> int:
    return sum(fen(amount) for amount in found["balances"].values()) - fen(found["surplus"])


@given(st.integers(0, 10**7), st.integers(0, 3600), EVENTS, ORDERS)
def test_no_fen_is_lost(
    principal: int, rate: int, events: list[tuple[int, int, int]], order: tuple[str, ...]
) -> None:
    found = reckoned(principal, rate, events, order)
    parts = ("cost", "interest", "principal", "surplus")
    rows = found["payments"]
    for row, event in zip(rows, sorted(events, key=lambda each: each[0]), strict=True):
        assert sum(fen(row[part]) for part in parts) == event[2]
    taken = {part: sum(fen(row[part]) for row in rows) for part in parts}
    balances = {name: fen(amount) for name, amount in found["balances"].items()}
    assert balances["principal"] + taken["principal"] == principal
    assert balances["cost"] + taken["cost"] == sum(cost for _, cost, _ in events)
    assert taken["surplus"] == fen(found["surplus"])


@given(
    st.integers(0, 10**7),
    st.integers(0, 3600),
    EVENTS.filter(bool),
    st.integers(0, 10**6),
    ORDERS,
)
def test_paying_more_never_means_owing_more(
    principal: int,
    rate: int,
    events: list[tuple[int, int, int]],
    more: int,
    order: tuple[str, ...],
) -> None:
    (on, cost, payment), *rest = events
    less = reckoned(principal, rate, events, order)
    richer = reckoned(principal, rate, [(on, cost, payment + more), *rest], order)
    assert owed(richer) <= owed(less)


@given(st.integers(0, 10**7), st.integers(0, 3600), EVENTS, st.integers(0, 360), ORDERS)
def test_one_more_event_of_nothing_moves_at_most_a_fen(
    principal: int,
    rate: int,
    events: list[tuple[int, int, int]],
    on: int,
    order: tuple[str, ...],
) -> None:
    # Without payments the interest of each side of the split is rounded once more.
    costs = [(day, cost, 0) for day, cost, _ in events]
    whole = reckoned(principal, rate, costs, order)
    split = reckoned(principal, rate, [*costs, (on, 0, 0)], order)
    assert abs(owed(whole) - owed(split)) <= 1
