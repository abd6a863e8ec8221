from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverydocs.claims.calculators import CalculatorError, interest
from recoverydocs.money import round_to_fen

GIVEN: dict[str, Any] = {
    "principal": "200000",
    "from_": "2025-01-10",
    "to": "2026-04-10",
    "basis": 360,
    "rates": [{"from": "2025-01-10", "rate": "0.06"}],
}


def result(**more: object) -> dict[str, Any]:
    found: dict[str, Any] = interest(**{**GIVEN, **more})["result"]
    return found


def test_interest_and_penalty_are_two_parts() -> None:
    # 200,000 × 6 % × 365 / 360 = 12,166.67; then 200,000 × 9 % × 90 / 360 = 4,500.00.
    assert result(due="2026-01-10", penalty_uplift="0.5") == {
        "interest": "12166.67",
        "penalty_interest": "4500.00",
        "total": "16666.67",
        "days": 455,
        "segments": [
            {
                "from": "2025-01-10",
                "to": "2026-01-10",
                "days": 365,
                "rate": "0.06",
                "amount": "12166.67",
            },
            {
                "from": "2026-01-10",
                "to": "2026-04-10",
                "days": 90,
                "rate": "0.09",
                "amount": "4500.00",
            },
        ],
    }


@pytest.mark.parametrize(
    ("due", "interest_days", "penalty_days"),
    [
        ("2025-01-10", 0, 455),  # due on the first day
        ("2025-01-09", 0, 455),  # due before it
        ("2026-04-10", 455, 0),  # due on the day after the last
        ("2026-04-09", 454, 1),
    ],
)
def test_the_due_day_splits_the_days(due: str, interest_days: int, penalty_days: int) -> None:
    found = result(due=due, penalty_uplift="0.5")
    days = {"0.06": 0, "0.09": 0} | {row["rate"]: row["days"] for row in found["segments"]}
    assert (days["0.06"], days["0.09"]) == (interest_days, penalty_days)


def test_a_rate_holds_from_its_day() -> None:
    rates = [
        {"from": "2024-01-01", "rate": "0.05"},
        {"from": "2025-01-10", "rate": "0.06"},
        {"from": "2025-01-11", "rate": "0.07"},
        {"from": "2026-04-10", "rate": "0.99"},
    ]
    found = result(rates=rates)
    assert [(row["days"], row["rate"]) for row in found["segments"]] == [
        (1, "0.06"),
        (454, "0.07"),
    ]


def test_rounding_once_or_by_segment() -> None:
    # Three times 0.005 yuan: together 0.015 → 0.02; each 0.01, summed 0.03.
    rates = [
        {"from": "2026-01-01", "rate": "0.018"},
        {"from": "2026-01-02", "rate": "0.0180"},
        {"from": "2026-01-03", "rate": "0.018"},
    ]
    more = {"principal": "100", "from_": "2026-01-01", "to": "2026-01-04", "rates": rates}
    assert result(**more)["interest"] == "0.02"
    assert result(**more, round="segment")["interest"] == "0.03"
    assert [row["amount"] for row in result(**more)["segments"]] == ["0.01"] * 3


def test_no_days_and_no_principal_are_nothing() -> None:
    assert result(to="2025-01-10") == {
        "interest": "0.00",
        "penalty_interest": "0.00",
        "total": "0.00",
        "days": 0,
        "segments": [],
    }
    assert result(principal="0")["total"] == "0.00"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"principal": 200000}, "principal"),
        ({"principal": "1.005"}, "principal"),
        ({"principal": "-1"}, "principal"),
        ({"from_": "2026-02-30"}, "from"),
        ({"from_": 20260101}, "from"),
        ({"to": "2025-01-09"}, "to"),
        ({"basis": 366}, "basis"),
        ({"basis": "360"}, "basis"),
        ({"basis": True}, "basis"),
        ({"basis": 100_000}, "basis"),
        ({"rates": []}, "rates"),
        ({"rates": "0.06"}, "rates"),
        ({"rates": ["0.06"]}, "rates[1]"),
        ({"rates": [{"from": "2025-01-11", "rate": "0.06"}]}, "rates[1].from"),
        ({"rates": [{"from": "2025-01-01", "rate": 0.06}]}, "rates[1].rate"),
        ({"rates": [{"from": "2025-01-01", "rate": "6%"}]}, "rates[1].rate"),
        ({"rates": [{"from": "2025-01-01"}]}, "rates[1].rate"),
        ({"rates": [{"from": "2025-01-01", "rate": "0.06", "to": "x"}]}, "rates[1].to"),
        (
            {"rates": [{"from": "2025-01-01", "rate": "0.06"}] * 2},
            "rates[2].from",
        ),
        ({"due": "2026-01-10"}, "penalty_uplift"),
        ({"penalty_uplift": "0.5"}, "due"),
        ({"due": "2026-01-10", "penalty_uplift": "-0.5"}, "penalty_uplift"),
        ({"round": "daily"}, "round"),
    ],
)
def test_a_bad_key_is_named(more: dict[str, Any], field: str) -> None:
    with pytest.raises(CalculatorError) as caught:
        interest(**{**GIVEN, **more})
    assert caught.value.field == field
    assert caught.value.message


@given(
    st.integers(1, 10**12),
    st.integers(0, 700),
    st.integers(0, 700),
    st.lists(st.integers(0, 3600), min_size=1, max_size=4),
    st.sampled_from([360, 365]),
    st.one_of(st.none(), st.integers(0, 1400)),
)
def test_splitting_the_time_changes_nothing_but_the_rounding(  # noqa: PLR0913, PLR0917
    fen: int, first: int, second: int, rates: list[int], basis: int, due: int | None
) -> None:
    start = date(2024, 1, 1)
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)
    rows = [
        {
            "from": (start + timedelta(days=90 * place)).isoformat(),
            "rate": f"{Decimal(rate).scaleb(-4):f}",
        }
        for place, rate in enumerate(rates)
    ]
    more: dict[str, Any] = {
        "principal": f"{Decimal(fen).scaleb(-2):f}",
        "basis": basis,
        "rates": rows,
    }
    if due is not None:
        more |= {"due": (start + timedelta(days=due)).isoformat(), "penalty_uplift": "0.5"}

    def exact(from_: date, to: date) -> tuple[Fraction, str]:
        found = interest(**more, from_=from_.isoformat(), to=to.isoformat())["result"]
        whole = sum(
            Fraction(Decimal(row["rate"])) * row["days"] * fen / 100 / basis
            for row in found["segments"]
        )
        assert sum(row["days"] for row in found["segments"]) == found["days"]
        return Fraction(whole), found["total"]

    whole, total = exact(start, end)
    left, _ = exact(start, middle)
    right, _ = exact(middle, end)
    assert left + right == whole
    assert abs(Fraction(Decimal(total)) - whole) <= Fraction(1, 100)
    if due is None:
        assert Decimal(total) == round_to_fen(whole).yuan


def test_the_rule_of_penalty_interest_comes_from_the_table() -> None:
    late: dict[str, Any] = {"due": "2026-01-10", "penalty_uplift": "0.5"}
    assert interest(**GIVEN)["sources"] == ["合同约定的利率与计息基础；算头不算尾"]
    found = interest(**GIVEN, **late)["sources"]
    assert found[1] == "中国人民银行关于人民币贷款利率有关问题的通知 (银发〔2003〕251号)三(1)"
    # The rule speaks of loans granted from 2004-01-01 on.
    old = {**GIVEN, "from_": "2003-12-31", "rates": [{"from": "2003-01-01", "rate": "0.06"}]}
    assert len(interest(**old, **late)["sources"]) == 1


def test_the_longest_rate_and_uplift_are_exact() -> None:
    # 999.999999999999 × 1000.999999999999 has 29 digits; 3.60 × it × 1 / 360 = 0.01 × it.
    rates = [{"from": "2026-01-01", "rate": "999.999999999999"}]
    found = result(
        principal="3.60",
        from_="2026-01-01",
        to="2026-01-02",
        rates=rates,
        due="2026-01-01",
        penalty_uplift="999.999999999999",
    )
    assert found["segments"][0]["rate"] == "1000999.999999997999000000000001"
    assert found["penalty_interest"] == "10010.00"


@pytest.mark.parametrize("day", ["1899-12-31", "2200-01-01", "0001-01-01"])
def test_a_year_far_from_any_loan_is_refused(day: str) -> None:
    with pytest.raises(CalculatorError) as caught:
        interest(**{**GIVEN, "to": day})
    assert caught.value.field == "to"
    assert "1900 与 2199" in caught.value.message
