from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.support import day, yuan

from recoverydocs.claims.schedule import (
    Method,
    monthly_days,
    plan_rows,
    quarterly_days,
    yearly_days,
)
from recoverydocs.money import Money


def test_equal_instalments_by_the_formula() -> None:
    # 120,000 at 6 % over 12 months: 120,000 × 0.005 × 1.005^12 / (1.005^12 − 1) = 10,327.97.
    regular, rows = plan_rows(yuan("120000"), Decimal("0.06"), 12, "equal-instalment")
    assert regular == yuan("10327.97")
    # First interest 120,000 × 0.5 % = 600.00, principal 9,727.97.
    assert (rows[0].interest, rows[0].principal) == (yuan("600.00"), yuan("9727.97"))
    assert rows[-1].balance == Money(0)


def test_equal_principal_by_hand() -> None:
    # 10,000 at 12 % over three months: 3,333.33 each, the last 3,333.34; 100.00, 66.67, 33.33.
    regular, rows = plan_rows(yuan("10000"), Decimal("0.12"), 3, "equal-principal")
    assert regular == yuan("3333.33")
    assert [row.principal for row in rows] == [
        yuan("3333.33"),
        yuan("3333.33"),
        yuan("3333.34"),
    ]
    assert [row.interest for row in rows] == [yuan("100.00"), yuan("66.67"), yuan("33.33")]


def test_interest_first_and_bullet() -> None:
    regular, rows = plan_rows(yuan("10000"), Decimal("0.12"), 3, "interest-first", 3)
    assert regular == yuan("300.00")
    assert [row.payment for row in rows] == [yuan("300"), yuan("300"), yuan("10300")]
    regular, (row,) = plan_rows(yuan("10000"), Decimal("0.12"), 6, "bullet")
    assert (regular, row.interest, row.no) == (yuan("10600"), yuan("600"), 6)


def test_no_interest_is_an_even_split() -> None:
    _, rows = plan_rows(yuan("100"), Decimal(0), 3, "equal-instalment")
    assert [row.payment for row in rows] == [yuan("33.33"), yuan("33.33"), yuan("33.34")]


METHODS: tuple[Method, ...] = (
    "equal-instalment",
    "equal-principal",
    "interest-first",
    "bullet",
)


@given(
    st.integers(1, 10**11),
    st.integers(0, 3600),
    st.integers(1, 120),
    st.sampled_from(METHODS),
    st.sampled_from([1, 3, 12]),
)
def test_every_plan_sums_to_the_fen(
    fen: int, rate: int, instalments: int, method: Method, months: int
) -> None:
    _, rows = plan_rows(Money(fen), Decimal(rate).scaleb(-4), instalments, method, months)
    assert sum(row.principal.fen for row in rows) == fen
    assert rows[-1].balance == Money(0)
    left = fen
    for row in rows:
        left -= row.principal.fen
        assert row.balance.fen == left >= 0
        assert row.payment == row.principal + row.interest
        assert row.interest.fen >= 0


def test_days_fall_on_the_due_day_or_the_months_last() -> None:
    assert list(monthly_days(day("2026-01-15"), day("2026-04-10"), 31)) == [
        day("2026-01-31"),
        day("2026-02-28"),
        day("2026-03-31"),
    ]
    assert list(quarterly_days(day("2026-01-15"), day("2026-12-01"), 21)) == [
        day("2026-03-21"),
        day("2026-06-21"),
        day("2026-09-21"),
    ]
    assert list(yearly_days(day("2024-12-20"), day("2026-12-20"), 20)) == [day("2025-12-20")]


@pytest.mark.parametrize("start", ["2026-01-21", "2026-01-22"])
def test_the_day_of_disbursement_is_no_settlement(start: str) -> None:
    assert list(monthly_days(day(start), day("2026-03-01"), 21)) == [day("2026-02-21")]
