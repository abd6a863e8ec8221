from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.calculators.support import fault, fen, result

from recoverydocs.claims.calculators import run_line

GIVEN: dict[str, Any] = {
    "principal": "100000",
    "rate": "0.06",
    "compound_rate": "0.09",
    "from": "2026-01-21",
    "to": "2026-04-21",
    "basis": 360,
    "frequency": "monthly",
    "settlement_day": 21,
}


def answer(**more: object) -> dict[str, Any]:
    return result("compound", {**GIVEN, **more})


def test_each_period_adds_interest_and_compound_interest() -> None:
    # 31 days: 100,000 × 6 % × 31 / 360 = 516.666… → 516.67.
    # 28 days: 466.666… → 466.67; 516.67 × 9 % × 28 / 360 = 3.61669 → 3.62; balance 986.96.
    # 31 days: 516.67; 986.96 × 9 % × 31 / 360 = 7.64894 → 7.65; balance 1,511.28.
    assert answer() == {
        "periods": [
            {
                "to": "2026-02-21",
                "days": 31,
                "interest": "516.67",
                "compound": "0.00",
                "unpaid_interest": "516.67",
            },
            {
                "to": "2026-03-21",
                "days": 28,
                "interest": "466.67",
                "compound": "3.62",
                "unpaid_interest": "986.96",
            },
            {
                "to": "2026-04-21",
                "days": 31,
                "interest": "516.67",
                "compound": "7.65",
                "unpaid_interest": "1511.28",
            },
        ],
        "interest": "1500.01",
        "compound": "11.27",
        "unpaid_interest": "1511.28",
    }


def test_the_published_compound_interest_of_one_quarter() -> None:
    # int-06: 3,000 of unpaid interest × 9 % × 90 / 360 = 67.50. 50,000 × 24 % × 90 / 360 is the
    # 3,000 of the first quarter (12-21 to 03-21, 90 days); the second has 92 days:
    # 3,000 × 9 % × 92 / 360 = 69.00, and over its first 90 days 67.50.
    given = {"principal": "50000", "rate": "0.24", "from": "2025-12-21"}
    quarter = answer(**given, to="2026-06-19", frequency="quarterly")
    assert [row["to"] for row in quarter["periods"]] == ["2026-03-21", "2026-06-19"]
    assert [row["compound"] for row in quarter["periods"]] == ["0.00", "67.50"]
    whole = answer(**given, to="2026-06-21", frequency="quarterly")
    assert whole["compound"] == "69.00"


def test_quarters_end_in_march_june_september_december() -> None:
    found = answer(**{"from": "2026-01-01"}, to="2027-01-01", frequency="quarterly")
    assert [row["to"] for row in found["periods"]] == [
        "2026-03-21",
        "2026-06-21",
        "2026-09-21",
        "2026-12-21",
        "2027-01-01",
    ]


def test_a_settlement_day_that_a_month_lacks_is_its_last() -> None:
    found = answer(**{"from": "2026-01-31"}, to="2026-04-30", settlement_day=31)
    assert [row["to"] for row in found["periods"]] == ["2026-02-28", "2026-03-31", "2026-04-30"]


def test_no_days_are_no_periods() -> None:
    assert answer(to="2026-01-21") == {
        "periods": [],
        "interest": "0.00",
        "compound": "0.00",
        "unpaid_interest": "0.00",
    }


def test_the_rule_of_the_table_is_named_where_it_was_in_force() -> None:
    late = run_line("compound", GIVEN)["sources"]
    assert late[1].startswith("银发〔2003〕251号三(2)")
    early = run_line("compound", {**GIVEN, "from": "2003-12-31", "to": "2004-02-01"})
    assert early["sources"] == late[:1]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"principal": 100000}, "principal"),
        ({"rate": 0.06}, "rate"),
        ({"rate": "-0.06"}, "rate"),
        ({"compound_rate": "9%"}, "compound_rate"),
        ({"from": "2026-1-21"}, "from"),
        ({"from": "1899-12-31"}, "from"),
        ({"to": "2026-01-20"}, "to"),
        ({"to": "2126-01-23"}, "to"),
        ({"basis": 366}, "basis"),
        ({"frequency": "yearly"}, "frequency"),
        ({"settlement_day": 0}, "settlement_day"),
        ({"settlement_day": 32}, "settlement_day"),
        ({"settlement_day": "21"}, "settlement_day"),
        ({"settlement_day": 21.0}, "settlement_day"),
        ({"paid": "1"}, "paid"),
    ],
)
def test_a_bad_key_is_named(more: dict[str, object], field: str) -> None:
    assert fault("compound", {**GIVEN, **more}) == field


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_every_key_is_needed(name: str) -> None:
    assert fault("compound", {key: GIVEN[key] for key in GIVEN if key != name}) == name


@given(
    st.integers(0, 10**11),
    st.integers(0, 3600),
    st.integers(0, 3600),
    st.integers(0, 900),
    st.integers(0, 60),
    st.sampled_from(["monthly", "quarterly"]),
    st.integers(1, 31),
)
def test_it_is_never_negative_and_grows_with_the_days(  # noqa: PLR0913, PLR0917
    principal: int, rate: int, again: int, days: int, more: int, frequency: str, settles: int
) -> None:
    def over(length: int) -> dict[str, Any]:
        return answer(
            **{"from": "2024-02-01"},
            principal=f"{principal // 100}.{principal % 100:02d}",
            rate=f"0.{rate:04d}",
            compound_rate=f"0.{again:04d}",
            to=(date(2024, 2, 1) + timedelta(days=length)).isoformat(),
            frequency=frequency,
            settlement_day=settles,
        )

    short, long = over(days), over(days + more)
    for found, length in ((short, days), (long, days + more)):
        rows = found["periods"]
        assert sum(row["days"] for row in rows) == length
        assert all(row["days"] > 0 for row in rows)
        assert sum(fen(row["interest"]) for row in rows) == fen(found["interest"])
        assert sum(fen(row["compound"]) for row in rows) == fen(found["compound"])
        assert fen(found["unpaid_interest"]) == fen(found["interest"]) + fen(found["compound"])
    for name in ("interest", "compound", "unpaid_interest"):
        assert fen(long[name]) >= fen(short[name]) >= 0
