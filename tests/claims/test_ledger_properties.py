"""What holds for every loan and every row of payments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims.support import day, owed, walked

from recoverydocs.claims.accrual import Accrual, RatePath
from recoverydocs.claims.terms import (
    Due,
    LoanTerms,
    Misuse,
    Payment,
    Rank,
    RateStep,
    anchor_of,
)
from recoverydocs.money import Money, round_to_fen

START = day("2024-01-15")
PAYMENTS = st.lists(
    st.tuples(st.integers(0, 900), st.integers(1, 3_000_000)), min_size=0, max_size=5
)


@st.composite
def loans(draw: st.DrawFn) -> LoanTerms:
    """Loans of every kind: by days or months, with plan or without, whatever can happen."""
    plan, compound = draw(st.booleans()), draw(st.booleans())
    rates = draw(st.lists(st.integers(100, 2400), min_size=1, max_size=4))
    at = st.one_of(st.none(), st.integers(1, 700).map(lambda days: START + timedelta(days)))
    settles = [START + timedelta(days=30 * number) for number in range(1, 40)]
    misuses = draw(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 10**7)), max_size=2))
    return LoanTerms(
        start=START,
        principal=Money(10_000_000),
        rates=tuple(
            RateStep(START + timedelta(days=110 * place), Decimal(rate).scaleb(-4), "合同")
            for place, rate in enumerate(rates)
        ),
        dues=tuple(
            Due(
                START + timedelta(days=90 * number),
                Money(2_500_000),
                Money(150_000 - 30_000 * number) if plan else None,
                number,
            )
            for number in range(1, 5)
        ),
        basis=draw(st.sampled_from([360, 365])),
        monthly=draw(st.booleans()),
        uplift=Decimal(draw(st.integers(30, 100))).scaleb(-2),
        compound=compound,
        compound_on_penalty=compound and draw(st.booleans()),
        compound_on_compound=compound and draw(st.booleans()),
        settles=draw(st.sampled_from([None, tuple(settles)])),
        grace_days=draw(st.sampled_from([0, 3])),
        plan=plan,
        order=draw(st.sampled_from(ORDERS)),
        accelerated_on=draw(st.sampled_from([None, START + timedelta(days=200)])),
        stops_on=draw(st.sampled_from([None, None, draw(at)])),
        misuses=tuple(
            Misuse(START + timedelta(days=after), Money(fen)) for after, fen in sorted(misuses)
        ),
        misuse_uplift=Decimal(draw(st.integers(0, 200))).scaleb(-2),
    )


ORDERS: tuple[tuple[Rank, ...], ...] = (
    ("cost", "interest", "principal"),
    ("cost", "principal", "interest"),
    ("penalty", "compound", "interest", "principal", "cost"),
)
LOANS = loans()


def as_payments(rows: list[tuple[int, int]]) -> tuple[Payment, ...]:
    return tuple(
        Payment(START + timedelta(days=after), Money(fen)) for after, fen in sorted(rows)
    )


@settings(max_examples=150, deadline=None)
@given(LOANS, PAYMENTS)
def test_allocation_loses_no_fen(loan: LoanTerms, rows: list[tuple[int, int]]) -> None:
    payments = as_payments(rows)
    ledger = walked(loan, "2027-01-01", payments, (("2024-03-01", "123.45"),))
    direct = list(ledger.allocated)
    for each in direct:
        parts = each.costs + each.interest + each.penalty + each.compound + each.principal
        assert parts + each.held == each.amount
    taken = sum(each.amount - each.held for each in direct)
    assert taken + ledger.held + ledger.surplus == sum(each.amount.fen for each in payments)


@settings(max_examples=150, deadline=None)
@given(LOANS, PAYMENTS, st.integers(0, 1000))
def test_segments_sum_to_the_whole(
    loan: LoanTerms, rows: list[tuple[int, int]], after: int
) -> None:
    to = (START + timedelta(days=after)).isoformat()
    ledger = walked(loan, to, as_payments([row for row in rows if row[0] <= after]))
    parts = [
        *ledger.interest_parts(),
        *ledger.all_penalty_parts(),
        *ledger.all_compound_parts(),
    ]
    for part in parts:
        exact = sum((segment.exact for segment in part.segments), part.carried)
        assert max(round_to_fen(exact), Money(0)) == part.amount
        for segment in part.segments:
            assert segment.days == (segment.to - segment.from_).days > 0


@settings(max_examples=150, deadline=None)
@given(LOANS, PAYMENTS, st.integers(0, 900), st.integers(1, 2_000_000))
def test_more_repayment_is_never_more_debt(
    loan: LoanTerms, rows: list[tuple[int, int]], after: int, fen: int
) -> None:
    less = walked(loan, "2027-01-01", as_payments(rows))
    more = walked(loan, "2027-01-01", as_payments([*rows, (after, fen)]))
    assert owed(more) <= owed(less)


@settings(max_examples=150, deadline=None)
@given(LOANS, st.integers(361, 900), st.integers(0, 90))
def test_debt_never_shrinks_with_time(loan: LoanTerms, after: int, more: int) -> None:
    early = walked(loan, (START + timedelta(days=after)).isoformat())
    late = walked(loan, (START + timedelta(days=after + more)).isoformat())
    assert owed(late) >= owed(early)


@settings(max_examples=150, deadline=None)
@given(LOANS, PAYMENTS, st.lists(st.integers(0, 900), max_size=5))
def test_stopping_on_the_way_changes_nothing(
    loan: LoanTerms, rows: list[tuple[int, int]], stops: list[int]
) -> None:
    straight = walked(loan, "2027-01-01", as_payments(rows))
    halting = walked(loan, loan.start.isoformat())
    halts: list[tuple[date, Payment | None]]
    halts = [(START + timedelta(days=stop), None) for stop in stops]
    halts += [(payment.on, payment) for payment in as_payments(rows)]
    for on, payment in sorted(halts, key=lambda halt: halt[0]):
        if payment is None:
            halting.advance(on)
        else:
            halting.pay(payment)
    halting.advance(day("2027-01-01"))
    assert owed(halting) == owed(straight)


@settings(max_examples=150, deadline=None)
@given(LOANS, PAYMENTS)
def test_what_is_owed_is_all_that_ever_accrued_less_all_that_was_paid(
    loan: LoanTerms, rows: list[tuple[int, int]]
) -> None:
    ledger = walked(loan, "2027-01-01", as_payments(rows))
    settled = sum(item.amount - item.paid for item in ledger.all_settled)
    assert settled == sum(part.left.fen for part in ledger.interest_parts())
    for parts, owing, taken in (
        (
            ledger.all_penalty_parts(),
            ledger.penalty_owed,
            [e.penalty for e in ledger.allocated],
        ),
        (
            ledger.all_compound_parts(),
            ledger.compound_owed,
            [e.compound for e in ledger.allocated],
        ),
    ):
        for part in parts:
            exact = sum((segment.exact for segment in part.segments), part.carried)
            assert max(round_to_fen(exact), Money(0)) == part.amount
        assert Money.total(part.amount for part in parts).fen - sum(taken) == owing


@settings(max_examples=150, deadline=None)
@given(LOANS, PAYMENTS)
def test_moves_lead_from_the_principal_paid_out_to_what_is_left(
    loan: LoanTerms, rows: list[tuple[int, int]]
) -> None:
    ledger = walked(loan, "2027-01-01", as_payments(rows))
    not_due, due, accelerated = loan.principal.fen, 0, 0
    for move in ledger.moves:
        if move.allocated is not None:
            left = move.allocated.principal
            from_due = min(due, left)
            from_accelerated = min(accelerated, left - from_due)
            due -= from_due
            accelerated -= from_accelerated
            not_due -= left - from_due - from_accelerated
        elif move.event == "due":
            due, not_due = due + move.principal, not_due - move.principal
        elif move.event in {"accelerated", "insolvent"}:
            accelerated, not_due = move.principal, not_due - move.principal
        assert (move.not_due, move.due, move.accelerated) == (not_due, due, accelerated)
    assert (due, not_due + accelerated) == (ledger.principal_due, ledger.principal_not_due)


@settings(max_examples=150, deadline=None)
@given(LOANS, PAYMENTS, st.lists(st.integers(1, 900), max_size=6))
def test_cutting_the_rates_changes_nothing(
    loan: LoanTerms, rows: list[tuple[int, int]], cuts: list[int]
) -> None:
    """A rate published again unchanged cuts the days and no more."""
    steps = {step.from_: step for step in loan.rates}
    for cut in cuts:
        day_cut = START + timedelta(days=cut)
        held = [step for step in loan.rates if step.from_ <= day_cut][-1]
        steps.setdefault(day_cut, replace(held, from_=day_cut))
    cut_loan = replace(loan, rates=tuple(steps[on] for on in sorted(steps)))
    whole, pieces = (walked(each, "2027-01-01", as_payments(rows)) for each in (loan, cut_loan))
    assert owed(pieces) == owed(whole)
    assert pieces.allocated == whole.allocated


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 10**9),
    st.integers(0, 2400),
    st.lists(st.integers(0, 400), min_size=2, max_size=8),
    st.booleans(),
)
def test_neighbouring_stretches_add_up_to_the_whole(
    fen: int,
    rate: int,
    days: list[int],
    monthly: bool,  # noqa: FBT001
) -> None:
    path = RatePath.of((RateStep(START, Decimal(rate).scaleb(-4), "合同"),))
    anchor = anchor_of(START) if monthly else None
    stops = [START + timedelta(days=each) for each in sorted(days)]
    whole, pieces = (Accrual("", path, 360, anchor) for _ in range(2))
    whole.add(stops[0], stops[-1], fen)
    for begun, stop in pairwise(stops):
        pieces.add(begun, stop, fen)
    assert (pieces.amount, pieces.charged) == (whole.amount, whole.charged)
    # Settled at each cut, every sum is rounded by itself: half a fen a cut, no more.
    apart = 0
    for begun, stop in pairwise(stops):
        alone = Accrual("", path, 360, anchor)
        alone.add(begun, stop, fen)
        apart += alone.amount
    assert 2 * abs(apart - whole.amount) <= len(stops)
