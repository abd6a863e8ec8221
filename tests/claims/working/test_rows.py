"""Rows of the working table against a loan worked by hand, and what holds for every loan."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from tests.claims.support import owed, paid, terms, walked, yuan
from tests.claims.test_ledger_properties import LOANS, PAYMENTS, as_payments

from recoverydocs.claims.figure import Figure, Part
from recoverydocs.claims.terms import Due, LoanTerms, RateStep
from recoverydocs.claims.working import BEFORE_ROUNDING, WorkingRow, total_of
from recoverydocs.claims.working.rows import cost_rows, loan_rows
from recoverydocs.money import Money, round_to_fen


def small_loan(**more: object) -> LoanTerms:
    """10,000 yuan at 6 %, penalty 7.8 %, all due on 2026-01-10."""
    given = {
        "principal": yuan(10000),
        "dues": (Due(terms().dues[0].on, yuan(10000)),),
        "uplift": Decimal("0.3"),
        "clauses": (("penalty_interest", "5.2"),),
    }
    return terms(**{**given, **more})


def short(row: WorkingRow) -> tuple[str, str, str | Fraction | None, bool]:
    amount = row.exact if row.role in BEFORE_ROUNDING else str(row.amount)
    return row.role, row.item, amount, row.counts


def test_a_loan_worked_by_hand() -> None:
    # 2025-01-10 to 2026-01-10, 365 days: 10,000 × 6 % × 365 / 360 = 608.333… → 608.33.
    # Ten days late: 10,000 × 7.8 % × 10 / 360 = 21.666… → 21.67, a third of a fen too much.
    # 1,630.00 pays 608.33 + 21.67 + 1,000.00 of principal; 9,000.00 stays.
    # Eleven days more: 9,000 × 7.8 % × 11 / 360 = 21.45, less 0.00333… = 21.44666… → 21.45.
    ledger = walked(small_loan(), "2026-01-31", (paid("2026-01-20", "1630.00"),))
    rows = list(loan_rows(ledger))
    assert [short(row) for row in rows] == [
        ("balance", "到期未还本金", "9,000.00", True),
        ("single", "期内利息", "608.33", False),
        ("less", "减：还款抵充的期内利息", "-608.33", False),
        ("figure", "期内利息尚欠", "0.00", True),
        ("single", "罚息", "21.67", False),
        ("carried", "罚息：前次付清时分以下的尾差", Fraction(-1, 300), False),
        ("segment", "罚息", Fraction("21.45"), False),
        ("part", "罚息小计", "21.45", False),
        ("less", "减：还款抵充的罚息", "-21.67", False),
        ("figure", "罚息尚欠", "21.45", True),
    ]
    assert total_of(tuple(rows)) == yuan("9021.45")
    first = rows[1]
    assert (first.base, first.days, first.basis) == (yuan(10000), 365, 360)
    assert first.note == "合同约定固定利率；四舍五入到分"
    assert rows[4].note == "合同约定固定利率，上浮30.00%；四舍五入到分"
    assert {row.clause for row in rows if row.role in {"single", "part"}} == {"", "5.2"}


def test_the_only_row_of_a_figure_is_the_figure() -> None:
    # Nothing paid: 10,000 × 7.8 % × 21 / 360 = 45.50.
    rows = list(loan_rows(walked(small_loan(), "2026-01-31")))
    assert [short(row) for row in rows] == [
        ("balance", "到期未还本金", "10,000.00", True),
        ("single", "期内利息", "608.33", True),
        ("single", "罚息", "45.50", True),
    ]


def test_a_rate_change_is_two_stretches_and_one_rounding() -> None:
    # 355 days at 6 % and 10 at 5 %: 591.666… + 13.888… = 605.555… → 605.56.
    start = terms().start
    rates = (
        RateStep(start, Decimal("0.06"), "甲"),
        RateStep(start.replace(year=2025, month=12, day=31), Decimal("0.05"), "乙"),
    )
    rows = [
        row
        for row in loan_rows(walked(small_loan(rates=rates), "2026-01-10"))
        if row.name == "interest"
    ]
    assert [short(row) for row in rows] == [
        ("segment", "期内利息", Fraction(1775, 3), False),
        ("segment", "期内利息", Fraction(125, 9), False),
        ("part", "期内利息小计", "605.56", True),
    ]
    assert [row.note for row in rows] == ["甲", "乙", "以上各段相加，四舍五入到分"]


def test_money_that_waits_is_taken_off_at_the_end() -> None:
    # An instalment loan paid 50.00 more than is due keeps the 50.00 for the next due day.
    dues = (
        Due(terms().start.replace(month=7), yuan(5000), yuan("150.00"), 1),
        Due(terms().dues[0].on, yuan(5000), yuan("75.00"), 2),
    )
    loan = small_loan(dues=dues, plan=True)
    rows = list(loan_rows(walked(loan, "2025-08-01", (paid("2025-07-10", "5200.00"),))))
    assert short(rows[-1]) == ("unallocated", "减：已还而尚未抵充", "-50.00", True)
    assert rows[1].role == "planned"
    assert rows[1].note == "按合同还款计划所列金额；合同约定固定利率"
    assert total_of(tuple(rows)) == yuan("-50.00")


def test_interest_paid_before_its_settlement_day_meets_nothing_yet() -> None:
    # 30 days: 10,000 × 6 % × 30 / 360 = 50.00 paid on 2025-02-09; it falls due a year later.
    ledger = walked(small_loan(), "2025-02-09", (paid("2025-02-09", "50.00"),))
    rows = [row for row in loan_rows(ledger) if row.name == "interest"]
    assert [short(row) for row in rows] == [
        ("less", "减：还款抵充的期内利息", "-50.00", False),
        ("ahead", "加：已付而尚未到结息日的利息", "50.00", False),
        ("figure", "期内利息尚欠", "0.00", True),
    ]


def test_costs_show_their_voucher_and_what_was_paid() -> None:
    def cost(amount: str) -> Figure:
        part = Part("律师费", (), yuan(amount), clause="11.1")
        return Figure("costs", "律师费", yuan(amount), (part,), "凭证 1")

    rows = list(cost_rows((cost("300.00"), cost("20.00")), (cost("0.00"), cost("15.00"))))
    assert [short(row) for row in rows] == [
        ("given", "律师费", "300.00", False),
        ("given", "律师费", "20.00", False),
        ("less", "减：还款抵充的费用", "-305.00", False),
        ("figure", "费用尚欠", "15.00", True),
    ]
    assert (rows[0].clause, rows[0].note) == ("11.1", "凭证 1")
    assert list(cost_rows((), ())) == []


@settings(max_examples=250, deadline=None)
@given(LOANS, PAYMENTS)
def test_counted_rows_are_all_that_is_owed(
    loan: LoanTerms, rows: list[tuple[int, int]]
) -> None:
    costs = (("2024-03-01", "123.45"),)
    ledger = walked(loan, "2027-01-01", as_payments(rows), costs)
    unpaid_costs = Money(sum(left for _, left in ledger.pool.left))
    not_demanded = Money(ledger.principal)
    shown = total_of(tuple(loan_rows(ledger)))
    assert shown == owed(ledger) - unpaid_costs - not_demanded


@settings(max_examples=250, deadline=None)
@given(LOANS, PAYMENTS)
def test_every_amount_follows_from_the_rows_above_it(
    loan: LoanTerms, given_rows: list[tuple[int, int]]
) -> None:
    ledger = walked(loan, "2027-01-01", as_payments(given_rows))
    before: list[Fraction] = []
    rounded: list[Money] = []
    name = ""
    for row in loan_rows(ledger):
        if row.name != name:
            name, before, rounded = row.name, [], []
        if row.base is not None and row.role != "planned":
            assert row.rate is not None
            assert row.units is not None
            assert row.basis is not None
            exact = Fraction(row.base.fen, 100) * Fraction(row.rate) * row.units / row.basis
            assert row.exact == exact
        if row.role in BEFORE_ROUNDING:
            assert row.exact is not None
            before.append(row.exact)
        elif row.role == "part":
            assert row.amount == round_to_fen(sum(before))
            before, rounded = [], [*rounded, row.amount]
        elif row.role == "figure":
            assert row.amount == Money.total(rounded)
        elif row.amount is not None:
            if row.role == "single":
                assert row.exact is not None
                assert row.amount == round_to_fen(row.exact)
            rounded.append(row.amount)
    assert not before
