"""Plans of our own; each expected row is worked by hand beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims.support import case, contract, day, yuan

from recoverydocs.claims import assess
from recoverydocs.claims.plans import repriced_plan
from recoverydocs.claims.schedule import Method, plan_rows
from recoverydocs.claims.terms import RateStep
from recoverydocs.law.periods import add_months
from recoverydocs.money import Money, round_to_fen

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.law import LawBook


def steps(*rates: tuple[str, str]) -> tuple[RateStep, ...]:
    return tuple(RateStep(day(on), Decimal(rate), "合同") for on, rate in rates)


def test_a_new_rate_spreads_what_is_left_over_what_is_left() -> None:
    # 30,000 at 12 % over three months: 30,000 × 1 % × 1.01³ / (1.01³ − 1) = 10,200.66.
    # Row 1: interest 300.00, principal 9,900.66, left 20,099.34. From then on 6 %, two months:
    # 20,099.34 × 0.5 % × 1.005² / (1.005² − 1) = 10,125.105… = 10,125.11.
    # Row 2: interest 100.4967 = 100.50, principal 10,024.61; row 3: 10,074.73, 50.37.
    rates = steps(("2026-01-15", "0.12"), ("2026-02-15", "0.06"))
    rows = list(repriced_plan(yuan("30000"), rates, day("2026-01-15"), 3, "equal-instalment"))
    assert [(row.on, row.principal, row.interest) for row in rows] == [
        (day("2026-02-15"), yuan("9900.66"), yuan("300.00")),
        (day("2026-03-15"), yuan("10024.61"), yuan("100.50")),
        (day("2026-04-15"), yuan("10074.73"), yuan("50.37")),
    ]


def test_a_rate_that_changes_inside_a_period_cuts_its_interest() -> None:
    # 20,000 over two months; 12 % for 17 days, then 6 % for the other 13 of the month's 30:
    # 20,000 × (12 % × 17 + 6 % × 13) / 360 = 156.67; then 10,000 × 6 % / 12 = 50.00.
    rates = steps(("2026-01-15", "0.12"), ("2026-02-01", "0.06"))
    first, second = repriced_plan(yuan("20000"), rates, day("2026-01-15"), 2, "equal-principal")
    assert (first.principal, first.interest) == (yuan("10000"), yuan("156.67"))
    assert (second.principal, second.interest) == (yuan("10000"), yuan("50.00"))
    assert first.working is not None
    assert [(s.days, s.units) for s in first.working.segments()] == [(17, 17), (14, 13)]
    assert "13 ÷ 360（整月按30日计）" in first.working.segments()[1].line()


def test_month_ends_are_whole_months() -> None:
    # From 31 January: 28 February and 31 March are one month apart, 1,000 × 12 % / 12 each.
    rates = steps(("2026-01-31", "0.12"))
    rows = list(repriced_plan(yuan("1000"), rates, day("2026-01-31"), 2, "equal-principal"))
    assert [row.on for row in rows] == [day("2026-02-28"), day("2026-03-31")]
    assert [row.interest for row in rows] == [yuan("10.00"), yuan("5.00")]


METHODS: tuple[Method, ...] = ("equal-instalment", "equal-principal")


@settings(deadline=None)
@given(
    st.integers(1, 10**10),
    st.integers(0, 2400),
    st.tuples(st.integers(1, 60), st.sampled_from([1, 3, 12])),
    st.sampled_from(METHODS),
    st.dates(day("2019-01-01"), day("2026-12-31")),
)
def test_without_a_change_it_is_the_plain_schedule(
    fen: int, rate: int, periods: tuple[int, int], method: Method, begun: date
) -> None:
    count, months = periods
    annual = Decimal(rate).scaleb(-4)
    _, plain = plan_rows(Money(fen), annual, count, method, months)
    rates = (RateStep(begun, annual, "合同"),)
    rows = list(repriced_plan(Money(fen), rates, begun, count, method, months))
    assert [(r.principal, r.interest) for r in rows] == [
        (r.principal, r.interest) for r in plain
    ]


@settings(deadline=None)
@given(
    st.integers(1, 10**10),
    st.lists(st.tuples(st.integers(1, 1800), st.integers(0, 2400)), max_size=12),
    st.integers(1, 60),
    st.sampled_from(METHODS),
)
def test_every_repriced_plan_sums_to_the_fen(
    fen: int, changes: list[tuple[int, int]], count: int, method: Method
) -> None:
    start = day("2020-01-31")
    rates = [RateStep(start, Decimal("0.06"), "合同")]
    for after, rate in sorted(dict(changes).items()):
        on = start.fromordinal(start.toordinal() + after)
        rates.append(RateStep(on, Decimal(rate).scaleb(-4), "合同"))
    rows = list(repriced_plan(Money(fen), rates, start, count, method))
    assert sum(row.principal.fen for row in rows) == fen
    assert all(row.principal.fen >= 0 for row in rows)
    for number, row in enumerate(rows, 1):
        assert row.on == add_months(start, number)
        assert row.working is not None
        exact = sum(segment.exact for segment in row.working.segments())
        assert row.interest == round_to_fen(exact)
        assert sum(segment.units for segment in row.working.segments()) in {0, 30}


def test_a_floating_loan_without_a_plan_is_repriced(law: LawBook) -> None:
    # LPR 1Y + 150 BP: 4.95 % on 2024-07-01 (3.45), 4.60 % from 2025-01-01 (3.10).
    # 120,000 over 12 months: 4.95 % / 12 → 10,270.28 a month.
    terms = {
        "type": "LPR浮动",
        "lpr_tenor": "1Y",
        "spread_bp": 150,
        "reset": "每年1月1日",
        "day_count": "actual/360",
        "penalty_uplift": "0.5",
        "compound": False,
    }
    found = contract(
        **{"from": "2024-07-01", "to": "2025-07-01", "amount": "120000.00"},
        signed_on="2024-06-28",
        rate_terms=terms,
        repay_method={"method": "等额本息"},
        disbursements=[
            {**contract()["disbursements"][0], "on": "2024-07-01", "amount": "120000.00"}
        ],
    )
    (claim,) = assess(case(contracts=[found]), law, day("2025-07-01")).contracts
    assert claim.figure("principal_due").amount == yuan("120000")
    interest = claim.figure("interest")
    assert [note for note in interest.notes if "重新推算" in note]
    first = interest.parts[0]
    # 120,000 × 4.95 % / 12 = 495.00, shown with its rate and where it comes from.
    assert first.amount == yuan("495.00")
    assert "120,000.00 × 4.95% × 1 ÷ 12 = 495.00元（一年期LPR" in first.segments[0].line() or (
        "120,000.00 × 4.95% × 30 ÷ 360 = 495.00元（一年期LPR" in first.segments[0].line()
    )
    # The seventh month begins on the day of the new rate: 4.60 % from then on.
    assert [segment.rate for segment in interest.parts[6].segments] == [Decimal("0.0460")]


@pytest.mark.parametrize(("start", "end"), [("2026-01-31", "2026-04-15")])
def test_a_broken_period_is_not_planned(law: LawBook, start: str, end: str) -> None:
    found = contract(
        **{"from": start, "to": end},
        repay_method={"method": "等额本息"},
        disbursements=[{**contract()["disbursements"][0], "on": start}],
    )
    (claim,) = assess(case(contracts=[found]), law, day("2026-05-01")).contracts
    assert claim.total == Money(0)


def test_interest_deducted_in_advance_is_no_principal(law: LawBook) -> None:
    # int-07: 100,000 less 6,000 kept back; 94,000 × 12 % × 360 / 360 = 11,280.00.
    loan = {
        **contract()["disbursements"][0],
        "on": "2026-01-01",
        "amount": "100000.00",
        "deducted": "6000.00",
    }
    found = contract(
        **{"from": "2026-01-01", "to": "2026-12-27", "amount": "100000.00"},
        signed_on="2025-12-30",
        disbursements=[loan],
        rate_terms={**contract()["rate_terms"], "rate": "0.12"},
    )
    (claim,) = assess(case(contracts=[found]), law, day("2026-12-27")).contracts
    assert claim.figure("principal_due").amount == yuan("94000")
    assert claim.figure("interest").amount == yuan("11280.00")
    assert any("预先扣除利息 6,000.00元" in note for note in claim.figure("interest").notes)
