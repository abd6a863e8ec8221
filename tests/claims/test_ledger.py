"""Each expected amount is worked by hand; the arithmetic stands beside it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from tests.claims.support import day, owed, paid, terms, walked, yuan

from recoverydocs.claims.terms import Due, Payment, RateStep
from recoverydocs.money import Money

if TYPE_CHECKING:
    from recoverydocs.claims.ledger import Ledger


def penalty(ledger: Ledger) -> Money:
    return Money(ledger.penalty.owed)


def interest(ledger: Ledger) -> Money:
    return Money.total(part.left for part in ledger.interest_parts())


def test_penalty_takes_the_place_of_interest_from_the_due_day() -> None:
    # int-04 of the worked examples: 200,000 × 6 % × 1.5 × 90 / 360 = 4,500.00.
    ledger = walked(terms(), "2026-04-10")
    # 200,000 × 6 % × 365 / 360 = 12,166.666… → 12,166.67.
    assert interest(ledger) == yuan("12166.67")
    assert penalty(ledger) == yuan("4500.00")
    assert (ledger.principal_due, ledger.principal_not_due) == (yuan("200000").fen, 0)
    assert ledger.late_since() == day("2026-01-10")


def test_uplift_of_thirty_percent() -> None:
    # int-05: 200,000 × 6 % × 1.3 × 90 / 360 = 3,900.00.
    assert penalty(walked(terms(uplift=Decimal("0.3")), "2026-04-10")) == yuan("3900.00")


@pytest.mark.parametrize(
    ("to", "amount"),
    [
        ("2026-01-09", "0.00"),  # the eve of the due day
        ("2026-01-10", "0.00"),  # the due day itself: in time
        ("2026-01-11", "50.00"),  # one day late bears one day: 200,000 × 9 % / 360
    ],
)
def test_penalty_counts_from_the_due_day(to: str, amount: str) -> None:
    assert penalty(walked(terms(), to)) == yuan(amount)


def test_nothing_is_due_before_the_due_day() -> None:
    ledger = walked(terms(), "2026-01-09")
    assert interest(ledger) == Money(0)
    assert ledger.principal_not_due == yuan("200000").fen
    assert ledger.late_since() is None


def test_a_payment_one_day_late_bears_one_day() -> None:
    # Due 2026-01-10: 212,166.67; a day late adds 50.00; the payment clears all.
    ledger = walked(terms(), "2026-04-10", (paid("2026-01-11", "212216.67"),))
    assert owed(ledger) == Money(0)


def test_leap_day_counts() -> None:
    # int-03: 365,000 × 3.65 % × 29 / 365 = 1,058.50.
    loan = terms(
        start=day("2024-02-01"),
        principal=yuan("365000"),
        rates=(RateStep(day("2024-02-01"), Decimal("0.0365"), "合同"),),
        dues=(Due(day("2024-03-01"), yuan("365000")),),
        basis=365,
    )
    assert interest(walked(loan, "2024-03-01")) == yuan("1058.50")


def test_rate_changes_split_the_days_and_round_once() -> None:
    # int-08: 500,000 × (21 × 3.45 % + 91 × 3.35 % + 71 × 3.1 %) / 365 = 8,183.56.
    loan = terms(
        start=day("2024-07-01"),
        principal=yuan("500000"),
        rates=(
            RateStep(day("2024-07-01"), Decimal("0.0345"), "LPR"),
            RateStep(day("2024-07-22"), Decimal("0.0335"), "LPR"),
            RateStep(day("2024-10-21"), Decimal("0.0310"), "LPR"),
        ),
        dues=(Due(day("2024-12-31"), yuan("500000")),),
        basis=365,
    )
    (part,) = walked(loan, "2024-12-31").interest_parts()
    assert part.amount == yuan("8183.56")
    assert [segment.days for segment in part.segments] == [21, 91, 71]


def test_penalty_follows_a_floating_rate() -> None:
    # 100,000 × 9 % × 10 / 360 + 100,000 × 7.5 % × 20 / 360 = 250.00 + 416.666… = 666.67.
    loan = terms(
        principal=yuan("100000"),
        dues=(Due(day("2026-01-10"), yuan("100000")),),
        rates=(
            RateStep(day("2025-01-10"), Decimal("0.06"), "甲"),
            RateStep(day("2026-01-20"), Decimal("0.05"), "乙"),
        ),
    )
    assert penalty(walked(loan, "2026-02-09")) == yuan("666.67")


def test_compound_runs_on_unpaid_contract_interest_only() -> None:
    # 12,166.67 × 9 % × 90 / 360 = 273.750075 → 273.75.
    ledger = walked(terms(compound=True), "2026-04-10")
    assert Money(ledger.compound.owed) == yuan("273.75")
    # int-06: 3,000 × 9 % × 90 / 360 = 67.50, here as the interest of a month left unpaid.
    loan = terms(
        start=day("2025-12-21"),
        principal=yuan("600000"),
        rates=(RateStep(day("2025-12-21"), Decimal("0.06"), "合同"),),
        dues=(Due(day("2026-01-20"), yuan(0)), Due(day("2026-12-21"), yuan("600000"))),
        compound=True,
    )
    # 600,000 × 6 % × 30 / 360 = 3,000.00 on the first settlement; 90 days later 67.50.
    ledger = walked(loan, "2026-04-20")
    assert interest(ledger) == yuan("3000.00")
    assert Money(ledger.compound.owed) == yuan("67.50")


def test_compound_on_penalty_joins_on_settlement_days_when_agreed() -> None:
    # Overdue 100,000 from 01-10 at 9 %: to 02-10 31 days 775.00 joins the base, then bears
    # 775.00 × 9 % × 28 / 360 = 5.425 by 03-10.
    loan = terms(
        principal=yuan("100000"),
        rates=(RateStep(day("2025-01-10"), Decimal("0.06"), "合同"),),
        dues=(
            Due(day("2026-01-10"), yuan("100000")),
            Due(day("2026-02-10"), yuan(0)),
            Due(day("2026-03-10"), yuan(0)),
        ),
        compound=True,
        compound_on_penalty=True,
    )
    ledger = walked(loan, "2026-03-10")
    # 6,083.33 (interest due 01-10) × 9 % × 59 / 360 = 89.729…, and 5.425: 95.15.
    assert interest(ledger) == yuan("6083.33")
    assert Money(ledger.compound.owed) == yuan("95.15")


def test_monthly_counts_whole_months_as_twelfths() -> None:
    # int-09: 240,000 × 4.8 % / 12 = 960.00 a month; then 11 odd days by 360: 352.00.
    loan = terms(
        start=day("2026-01-31"),
        principal=yuan("240000"),
        rates=(RateStep(day("2026-01-31"), Decimal("0.048"), "合同"),),
        dues=(Due(day("2026-02-28"), yuan(0)), Due(day("2026-03-11"), yuan("240000"))),
        monthly=True,
    )
    ledger = walked(loan, "2026-03-11")
    assert [part.amount for part in ledger.interest_parts()] == [yuan("960.00"), yuan("352.00")]


def test_payment_meets_costs_then_interest_then_principal() -> None:
    # alloc-1: 30,000 against costs 5,000, interest 12,000, principal: 13,000 left for it.
    loan = terms(
        principal=yuan("100000"),
        rates=(RateStep(day("2025-01-10"), Decimal("0.12"), "合同"),),
        dues=(Due(day("2026-01-05"), yuan("100000")),),
    )
    # 100,000 × 12 % × 360 / 360 = 12,000.00 on the due day, 360 days on.
    ledger = walked(
        loan, "2026-01-05", (paid("2026-01-05", "30000"),), (("2026-01-01", "5000"),)
    )
    (taken,) = ledger.allocated
    assert (taken.costs, taken.interest, taken.principal) == (500_000, 1_200_000, 1_300_000)
    assert ledger.principal_due == yuan("87000").fen


def test_a_short_payment_meets_costs_first() -> None:
    # alloc-2: 4,000 against costs of 5,000: 1,000 of them left, nothing else moves.
    ledger = walked(
        terms(), "2026-02-01", (paid("2026-01-20", "4000"),), (("2026-01-15", "5000"),)
    )
    assert ledger.pool.left == [(day("2026-01-15"), 100_000)]
    assert ledger.principal_due == yuan("200000").fen


def test_a_cost_that_comes_later_is_not_met() -> None:
    ledger = walked(
        terms(), "2026-02-01", (paid("2026-01-10", "4000"),), (("2026-01-15", "5000"),)
    )
    assert ledger.pool.left == [(day("2026-01-15"), 500_000)]
    assert interest(ledger) == yuan("8166.67")


def test_an_agreed_order_prevails() -> None:
    order = ("cost", "principal", "interest")
    ledger = walked(terms(order=order), "2026-01-10", (paid("2026-01-10", "150000"),))
    assert ledger.principal_due == yuan("50000").fen
    assert interest(ledger) == yuan("12166.67")


def test_the_books_order_prevails_over_every_other() -> None:
    ledger = walked(
        terms(),
        "2026-04-10",
        (paid("2026-04-10", "5000", penalty_interest="4500", principal="500"),),
    )
    assert penalty(ledger) == Money(0)
    assert ledger.principal_due == yuan("199500").fen
    assert interest(ledger) == yuan("12166.67")


def test_what_the_books_took_beyond_what_was_owed_stays_a_credit() -> None:
    ledger = walked(
        terms(), "2026-04-10", (paid("2026-04-10", "5000", penalty_interest="5000"),)
    )
    assert ledger.over_applied == yuan("500").fen
    assert ledger.surplus == yuan("500").fen
    # 200,000 + 12,166.67 + 4,500 − 5,000.
    assert owed(ledger) == yuan("211666.67")


def test_books_may_take_interest_before_it_falls_due() -> None:
    payment = paid("2026-01-05", "12166.67", interest="12166.67")
    ledger = walked(terms(), "2026-01-10", (payment,))
    assert interest(ledger) == Money(0)
    assert ledger.surplus == 0
    early = walked(terms(), "2026-01-10", (paid("2026-01-05", "13000", interest="13000"),))
    assert early.surplus == yuan("833.33").fen


def test_a_partial_pay_off_starts_no_new_rounding() -> None:
    # Penalty 50.00 a day. Pay 75.00 after two days: 25.00 left; three more days: 175.00.
    loan = terms(dues=(Due(day("2026-01-10"), yuan("200000")),))
    first = paid("2026-01-12", "75", penalty_interest="75")
    assert penalty(walked(loan, "2026-01-15", (first,))) == yuan("175.00")


def test_a_pay_off_keeps_the_fraction_of_a_fen() -> None:
    # 100 yuan at 9 %: 0.025 a day. One day: 0.03 paid, −0.005 carried; nine days more:
    # 0.225 − 0.005 = 0.22, the same as 0.25 in all less 0.03.
    loan = terms(principal=yuan("100"), dues=(Due(day("2026-01-10"), yuan("100")),))
    ledger = walked(loan, "2026-01-20", (paid("2026-01-11", "0.03", penalty_interest="0.03"),))
    assert penalty(ledger) == yuan("0.22")
    part = ledger.penalty.part("罚息")
    assert part.carried == Fraction(-1, 200)
    assert any("尾差 -0.005" in line for line in part.lines())


def test_grace_forgives_a_payment_inside_it() -> None:
    due = yuan("212166.67")
    payment = Payment(day("2026-01-13"), due)
    assert owed(walked(terms(grace_days=3, compound=True), "2026-04-10", (payment,))) == Money(
        0
    )


def test_grace_missed_bears_penalty_from_the_due_day() -> None:
    loan = terms(grace_days=3, compound=True)
    inside = walked(loan, "2026-01-13")
    assert (penalty(inside), inside.late_since()) == (Money(0), None)
    assert inside.principal_due == yuan("200000").fen
    outside = walked(loan, "2026-01-14")
    # 200,000 × 9 % × 4 / 360 = 200.00; 12,166.67 × 9 % × 4 / 360 = 12.16667 → 12.17.
    assert penalty(outside) == yuan("200.00")
    assert Money(outside.compound.owed) == yuan("12.17")
    assert outside.late_since() == day("2026-01-10")


def test_grace_missed_in_part_bears_penalty_on_the_rest() -> None:
    # 112,166.67 within grace leaves 100,000, late from the due day: 90 days × 25.00.
    payment = Payment(day("2026-01-12"), yuan("112166.67"))
    ledger = walked(terms(grace_days=3), "2026-04-10", (payment,))
    assert ledger.principal_due == yuan("100000").fen
    assert penalty(ledger) == yuan("2250.00")


def test_acceleration_makes_everything_due_and_stops_contract_interest() -> None:
    # 181 days at 6 %: 200,000 × 6 % × 181 / 360 = 6,033.33; then 9 % for 31 days: 1,550.
    ledger = walked(terms(accelerated_on=day("2025-07-10")), "2025-08-10")
    assert interest(ledger) == yuan("6033.33")
    assert penalty(ledger) == yuan("1550.00")
    assert (ledger.principal_due, ledger.accelerated) == (0, yuan("200000").fen)
    assert ledger.late_since() == day("2025-07-10")
    assert ledger.principal_not_due == yuan("200000").fen


def test_acceleration_keeps_what_was_due_apart() -> None:
    loan = terms(
        dues=(Due(day("2025-07-10"), yuan("50000")), Due(day("2026-01-10"), yuan("150000"))),
        accelerated_on=day("2025-08-10"),
    )
    ledger = walked(loan, "2025-09-10")
    assert (ledger.principal_due, ledger.accelerated) == (
        yuan("50000").fen,
        yuan("150000").fen,
    )
    # 50,000 × 9 % × 62 / 360 = 775.00; 150,000 × 9 % × 31 / 360 = 1,162.50.
    assert penalty(ledger) == yuan("1937.50")
    paid_off = walked(loan, "2025-09-10", (paid("2025-09-10", "60000", principal="60000"),))
    assert (paid_off.principal_due, paid_off.accelerated) == (0, yuan("140000").fen)


def test_acceleration_after_maturity_changes_nothing() -> None:
    late = walked(terms(accelerated_on=day("2026-02-10")), "2026-04-10")
    assert late.accelerated == 0
    assert owed(late) == owed(walked(terms(), "2026-04-10"))


PLAN = (
    Due(day("2025-02-10"), yuan("100000"), yuan("1000.00"), 1),
    Due(day("2025-03-10"), yuan("100000"), yuan("500.00"), 2),
)


def test_a_plans_own_interest_holds() -> None:
    ledger = walked(terms(dues=PLAN, plan=True, monthly=True), "2025-03-10")
    assert interest(ledger) == yuan("1500.00")
    (first, _) = ledger.interest_parts()
    assert first.segments[0].stated == yuan("1000.00")
    assert "按还款计划应付 1,000.00元" in first.segments[0].line()


def test_money_before_the_due_day_waits_for_it() -> None:
    payments = (paid("2025-02-07", "101000"),)
    before = walked(terms(dues=PLAN, plan=True), "2025-02-08", payments)
    assert before.held == yuan("101000").fen
    after = walked(terms(dues=PLAN, plan=True), "2025-02-20", payments)
    assert (after.held, after.principal_due, interest(after)) == (0, 0, Money(0))
    assert after.late_since() is None


def test_principal_paid_ahead_meets_the_next_instalment() -> None:
    # The books take principal three days early: the plan's interest of the period still holds.
    payment = paid("2025-02-07", "101000", principal="100000", interest="1000")
    ledger = walked(terms(dues=PLAN, plan=True), "2025-02-20", (payment,))
    assert (ledger.principal_due, interest(ledger)) == (0, Money(0))


def test_a_real_prepayment_leaves_the_plans_interest_behind() -> None:
    # 150,000 paid at once: the second row's interest is reckoned on the 50,000 that are left:
    # 50,000 × 6 % × 28 / 360 = 233.33.
    payment = paid("2025-01-20", "150000", principal="150000")
    ledger = walked(terms(dues=PLAN, plan=True), "2025-03-10", (payment,))
    assert [part.amount for part in ledger.interest_parts()][-1] == yuan("233.33")
    assert ledger.principal_due == yuan("50000").fen


def test_a_prepayment_of_a_bullet_loan_stops_its_interest() -> None:
    # 民法典 677: on 2025-07-10 interest of 181 days, 6,033.33, then 100,000 of principal.
    payment = paid("2025-07-10", "106033.33")
    ledger = walked(terms(), "2026-01-10", (payment,))
    # The period: 200,000 × 6 % × 181 / 360 + 100,000 × 6 % × 184 / 360 = 9,100.00 in all.
    assert interest(ledger) == yuan("3066.67")
    assert ledger.principal_due == yuan("100000").fen


def test_paying_more_than_all_leaves_a_surplus() -> None:
    ledger = walked(terms(), "2026-02-01", (paid("2026-01-10", "300000"),))
    assert ledger.surplus == yuan("87833.33").fen
    assert owed(ledger) == -yuan("87833.33")
    again = walked(terms(dues=PLAN, plan=True), "2025-04-01", (paid("2025-03-10", "300000"),))
    # Late 100,000 × 9 % × 28 / 360 = 700.00: 300,000 − 200,000 − 1,500 − 700.
    assert again.held == 0
    assert again.surplus == yuan("97800").fen
