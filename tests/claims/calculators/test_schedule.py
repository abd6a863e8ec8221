from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.calculators.support import fault, fen, result

from recoverydocs.claims.calculators import run_line

METHODS = ["equal-instalment", "equal-principal", "interest-first", "bullet"]
GIVEN: dict[str, Any] = {
    "principal": "100000",
    "rate": "0.048",
    "instalments": 3,
    "method": "equal-instalment",
}


def answer(**more: object) -> dict[str, Any]:
    return result("schedule", {**GIVEN, **more})


def column(found: dict[str, Any], name: str) -> list[str]:
    return [row[name] for row in found["rows"]]


def test_equal_instalments() -> None:
    # Period rate 0.4 %: 100,000 × 0.004 × 1.004³ / (1.004³ − 1) = 33,600.354… → 33,600.35.
    # Interest 400.00; 66,799.65 × 0.4 % = 267.1986 → 267.20; 33,466.50 × 0.4 % = 133.866.
    assert answer() == {
        "regular": "33600.35",
        "rows": [
            {
                "no": 1,
                "payment": "33600.35",
                "principal": "33200.35",
                "interest": "400.00",
                "balance": "66799.65",
            },
            {
                "no": 2,
                "payment": "33600.35",
                "principal": "33333.15",
                "interest": "267.20",
                "balance": "33466.50",
            },
            {
                "no": 3,
                "payment": "33600.37",
                "principal": "33466.50",
                "interest": "133.87",
                "balance": "0.00",
            },
        ],
        "total_interest": "801.07",
        "total_payment": "100801.07",
    }


def test_the_banks_usual_example_of_a_million_over_thirty_years() -> None:
    # 1,000,000 at 4.9 % over 360 months: 5,307.27 a month; first month of equal principal
    # 2,777.78 + 4,083.33 = 6,861.11. Both stand in every bank's loan calculator.
    given = {"principal": "1000000", "rate": "0.049", "instalments": 360}
    assert answer(**given)["regular"] == "5307.27"
    equal = answer(**given, method="equal-principal")
    assert (equal["regular"], column(equal, "payment")[0]) == ("2777.78", "6861.11")


def test_interest_first() -> None:
    # 100,000 × 0.4 % = 400.00 each month, the principal with the last.
    found = answer(method="interest-first")
    assert found["regular"] == "400.00"
    assert column(found, "payment") == ["400.00", "400.00", "100400.00"]
    assert column(found, "balance") == ["100000.00", "100000.00", "0.00"]


def test_one_payment_at_the_end() -> None:
    # 100,000 × 0.4 % × 3 = 1,200.00, paid with the principal in the third month.
    found = answer(method="bullet", first_due="2026-01-31")
    assert found["rows"] == [
        {
            "no": 3,
            "due": "2026-03-31",
            "payment": "101200.00",
            "principal": "100000.00",
            "interest": "1200.00",
            "balance": "0.00",
        }
    ]
    assert found["regular"] == found["total_payment"] == "101200.00"


def test_due_days_keep_their_number_or_are_a_months_last() -> None:
    assert column(answer(first_due="2026-01-31"), "due") == [
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
    ]
    quarters = answer(first_due="2023-11-30", months_between=3)
    assert column(quarters, "due") == ["2023-11-30", "2024-02-29", "2024-05-30"]
    # The period rate is 4.8 % × 3 / 12 = 1.2 %.
    assert column(quarters, "interest")[0] == "1200.00"


def test_no_interest_is_equal_parts() -> None:
    # 100 / 3 = 33.33…; the last row takes 33.34.
    found = answer(principal="100", rate="0")
    assert column(found, "principal") == ["33.33", "33.33", "33.34"]
    assert found["total_interest"] == "0.00"


def test_the_working_names_formula_and_roundings() -> None:
    working = run_line("schedule", GIVEN)["working"]
    assert working[0] == "期利率：4.80% × 1 ÷ 12 = 0.40%；共 3 期"
    assert "每期还款额 33,600.35（四舍五入到分）" in working[1]
    assert working[3] == "末期（第3期）收回剩余本金 33,466.50，余额 0.00"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"principal": 1}, "principal"),
        ({"rate": 0.048}, "rate"),
        ({"instalments": 0}, "instalments"),
        ({"instalments": 1201}, "instalments"),
        ({"instalments": "3"}, "instalments"),
        ({"instalments": True}, "instalments"),
        ({"instalments": 3.0}, "instalments"),
        ({"method": "balloon"}, "method"),
        ({"method": 1}, "method"),
        ({"first_due": "2026-02-30"}, "first_due"),
        ({"first_due": None}, "first_due"),
        ({"months_between": 0}, "months_between"),
        ({"months_between": 61}, "months_between"),
        ({"basis": 360}, "basis"),
    ],
)
def test_a_bad_key_is_named(more: dict[str, object], field: str) -> None:
    assert fault("schedule", {**GIVEN, **more}) == field


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_every_key_is_needed(name: str) -> None:
    assert fault("schedule", {key: GIVEN[key] for key in GIVEN if key != name}) == name


def test_the_longest_plan_of_the_latest_loan_still_has_days() -> None:
    found = answer(instalments=1200, months_between=60, first_due="2199-12-31", rate="999")
    assert len(found["rows"]) == 1200
    assert column(found, "balance")[-1] == "0.00"


@given(
    st.integers(0, 10**12),
    st.integers(0, 9999),
    st.integers(1, 60),
    st.sampled_from(METHODS),
    st.integers(1, 12),
)
def test_the_columns_sum_to_the_fen(
    principal: int, rate: int, count: int, method: str, months: int
) -> None:
    found = answer(
        principal=f"{principal // 100}.{principal % 100:02d}",
        rate=f"0.{rate:04d}",
        instalments=count,
        method=method,
        months_between=months,
    )
    rows = found["rows"]
    assert sum(fen(row["principal"]) for row in rows) == principal
    assert rows[-1]["balance"] == "0.00"
    assert sum(fen(row["interest"]) for row in rows) == fen(found["total_interest"])
    assert sum(fen(row["payment"]) for row in rows) == fen(found["total_payment"])
    left = principal
    for row in rows:
        assert fen(row["payment"]) == fen(row["principal"]) + fen(row["interest"])
        left -= fen(row["principal"])
        assert fen(row["balance"]) == left
    assert [row["no"] for row in rows] == (
        [count] if method == "bullet" else [*range(1, count + 1)]
    )


@given(st.integers(1, 10**10), st.integers(0, 2400), st.integers(2, 120))
def test_level_payments_are_level_but_for_the_last(
    principal: int, rate: int, count: int
) -> None:
    found = answer(
        principal=f"{principal // 100}.{principal % 100:02d}",
        rate=f"0.{rate:04d}",
        instalments=count,
    )
    level = fen(found["regular"])
    before_last = found["rows"][:-1]
    assert all(
        fen(row["payment"]) == level
        or row["balance"] == "0.00"
        or fen(row["interest"]) >= level
        for row in before_last
    )
