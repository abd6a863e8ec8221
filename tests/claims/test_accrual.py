from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.support import day

from recoverydocs.claims.accrual import Accrual, RatePath
from recoverydocs.claims.terms import RateStep, anchor_of, month_units, whole_months
from recoverydocs.errors import DataRefusedError

STEPS = (
    RateStep(day("2026-01-01"), Decimal("0.06"), "甲"),
    RateStep(day("2026-02-01"), Decimal("0.05"), "乙"),
)


def test_pieces_split_where_the_rate_changes() -> None:
    path = RatePath.of(STEPS)
    assert list(path.pieces(day("2026-01-20"), day("2026-02-10"))) == [
        (day("2026-01-20"), day("2026-02-01"), 0),
        (day("2026-02-01"), day("2026-02-10"), 1),
    ]
    assert next(path.pieces(day("2026-02-01"), day("2026-02-02")))[2] == 1
    assert list(path.pieces(day("2026-02-02"), day("2026-02-02"))) == []


def test_uplift_is_exact_and_named() -> None:
    path = RatePath.of(STEPS, Decimal("0.35"))
    assert (path.rate(0), path.rate(1)) == (Decimal("0.0810"), Decimal("0.0675"))
    assert path.source(0) == "甲，上浮35.00%"


def test_a_rate_too_fine_to_keep_exact_is_refused() -> None:
    steps = (RateStep(day("2026-01-01"), Decimal("0.1234567890123456789012345"), "甲"),)
    with pytest.raises(DataRefusedError, match="小数位数过多"):
        RatePath.of(steps)


def test_a_stretch_that_goes_on_is_joined() -> None:
    accrual = Accrual("利息", RatePath.of(STEPS), 360)
    accrual.add(day("2026-01-01"), day("2026-01-11"), 100_000)
    accrual.add(day("2026-01-11"), day("2026-01-21"), 100_000)
    accrual.add(day("2026-01-21"), day("2026-01-22"), 0)
    assert len(accrual.stretches) == 1
    assert accrual.segments()[0].days == 20


DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@given(DAYS, st.integers(0, 40), st.integers(0, 30))
def test_whole_months_and_odd_days_make_up_the_time(start: date, months: int, odd: int) -> None:
    from recoverydocs.law.periods import add_months  # noqa: PLC0415

    end = add_months(start, months)
    assert whole_months(start, end) == months
    assert month_units(anchor_of(start), end) == months * 30
    later = end.fromordinal(end.toordinal() + odd)
    assert month_units(anchor_of(start), later) >= months * 30


def test_an_uplift_too_fine_to_keep_exact_is_refused() -> None:
    with pytest.raises(DataRefusedError, match="小数位数过多"):
        RatePath.of(STEPS, Decimal("0.1234567890123"))
