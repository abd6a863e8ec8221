"""What days bring: misuse, settlement of compound interest, insolvency; worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.claims.support import day, owed, paid, terms, walked, yuan

from recoverydocs.claims.terms import Due, LoanTerms, Misuse, RateStep, Waiver
from recoverydocs.money import Money


def misused(amount: str | None, uplift: str = "1", **more: object) -> LoanTerms:
    part = yuan(amount) if amount is not None else None
    return terms(
        misuses=(Misuse(day("2025-07-10"), part),), misuse_uplift=Decimal(uplift), **more
    )


def test_misused_principal_bears_more_from_its_first_day() -> None:
    # 80,000 from 2025-07-10: beside contract interest 6 % × 1 for 184 days to the due day,
    # 2,453.33; then 12 % on 80,000 and 9 % on 120,000 for 90 days: 2,400.00 and 2,700.00.
    ledger = walked(misused("80000"), "2026-04-10")
    late, added, whole = ledger.penalty_parts()
    assert (late.amount, added.amount, whole.amount) == (
        yuan("2700.00"),
        yuan("2453.33"),
        yuan("2400.00"),
    )
    assert (added.label, whole.label) == ("罚息（挪用加收）", "罚息（挪用）")
    assert added.segments[0].rate_source == "合同约定固定利率，挪用加收100.00%"
    (interest,) = ledger.interest_parts()
    assert interest.amount == yuan("12166.67")
    assert ledger.penalty_owed == yuan("7553.33").fen


def test_all_principal_misused() -> None:
    # 200,000 × 12 % × 90 / 360 = 6,000.00 after the due day; before it 6,133.33 (184 days).
    ledger = walked(misused(None), "2026-04-10")
    late, added, whole = ledger.penalty_parts()
    assert (late.amount, added.amount, whole.amount) == (
        Money(0),
        yuan("6133.33"),
        yuan("6000.00"),
    )


def test_overdue_and_misused_bears_the_heavier_not_both() -> None:
    # A misuse uplift of 30 % below the overdue one of 50 %: 9 % from the due day on.
    whole = walked(misused(None, "0.3"), "2026-04-10").penalty_parts()[2]
    assert whole.segments[0].rate == Decimal("0.090")
    assert whole.amount == yuan("4500.00")


def test_misused_principal_is_repaid_first() -> None:
    # 2025-08-09: 30 days of 6 % on 80,000 = 400.00 misuse, 7,033.33 interest (211 days), then
    # 50,000 of principal, all of it of the misused.
    ledger = walked(misused("80000"), "2025-08-09", (paid("2025-08-09", "57433.33"),))
    assert ledger.allocated[0].penalty == yuan("400").fen
    assert (ledger.principal, ledger.misused) == (yuan("150000").fen, yuan("30000").fen)


def test_misuse_before_the_loan_counts_from_its_start() -> None:
    loan = terms(misuses=(Misuse(day("2025-01-01")),), misuse_uplift=Decimal("0.5"))
    # 200,000 × 3 % × 30 / 360 = 500.00.
    assert walked(loan, "2025-02-09").penalty_owed == yuan("500.00").fen


MONTHLY = terms(
    start=day("2025-12-20"),
    principal=yuan("600000"),
    rates=(RateStep(day("2025-12-20"), Decimal("0.06"), "合同"),),
    dues=(
        Due(day("2026-01-20"), yuan(0)),
        Due(day("2026-02-20"), yuan(0)),
        Due(day("2026-03-20"), yuan(0)),
        Due(day("2026-12-20"), yuan("600000")),
    ),
    compound=True,
    compound_on_compound=True,
)


def test_compound_interest_rolls_into_its_base_where_agreed() -> None:
    # Interest 3,100.00 (31 days), 3,100.00 (31), 2,800.00 (28). Compound at 9 %:
    # to 02-20 on 3,100 for 31 days: 24.025 = 24.03; to 03-20 on 6,224.03 for 28 days:
    # 43.56821 = 43.57; to 04-20 on 9,067.60 for 31 days: 70.2739 = 70.27.
    ledger = walked(MONTHLY, "2026-04-20")
    assert [part.amount for part in ledger.compound_parts()] == [
        yuan("24.03"),
        yuan("43.57"),
        yuan("70.27"),
    ]
    assert ledger.compound_owed == yuan("137.87").fen
    assert ledger.compound_base == yuan("67.60").fen


def test_a_payment_meets_rolled_compound_interest_oldest_first() -> None:
    payment = paid("2026-03-20", "30.00", compound_interest="30.00")
    ledger = walked(MONTHLY, "2026-04-20", (payment,))
    first, last = ledger.compound_parts()
    assert (first.paid, first.left) == (yuan("5.97"), yuan("37.60"))
    # On 9,037.60 for 31 days: 70.0414 = 70.04.
    assert last.amount == yuan("70.04")


def test_penalty_interest_joins_on_agreed_days_after_maturity() -> None:
    # 100,000 due 2026-01-10 with 6,083.33 of interest. By 03-20, 69 days × 25.00 = 1,725.00
    # join. To 06-20: 6,083.33 × 9 % × 161 / 360 + 1,725 × 9 % × 92 / 360 = 284.529…
    loan = terms(
        principal=yuan("100000"),
        dues=(Due(day("2026-01-10"), yuan("100000")),),
        compound=True,
        compound_on_penalty=True,
        settles=(day("2026-03-20"), day("2026-06-20")),
    )
    ledger = walked(loan, "2026-06-20")
    assert ledger.compound_owed == yuan("284.53").fen
    assert ledger.penalty_base == yuan("4025.00").fen  # 161 days


def test_agreed_days_replace_the_plans_own() -> None:
    loan = terms(
        principal=yuan("100000"),
        dues=(Due(day("2026-01-10"), yuan("100000")), Due(day("2026-02-10"), yuan(0))),
        compound=True,
        compound_on_penalty=True,
        settles=(),
    )
    assert walked(loan, "2026-03-10").penalty_base == 0


def test_insolvency_inside_grace_leaves_no_penalty() -> None:
    loan = terms(grace_days=10, stops_on=day("2026-01-15"), compound=True)
    ledger = walked(loan, "2026-04-10")
    assert (ledger.penalty_owed, ledger.compound_owed) == (0, 0)
    assert ledger.principal_due == yuan("200000").fen
    assert owed(ledger) == yuan("212166.67")


@pytest.mark.parametrize("stops", ["2025-07-10", "2025-12-01"])
def test_nothing_grows_after_insolvency(stops: str) -> None:
    loan = terms(stops_on=day(stops), compound=True)
    assert owed(walked(loan, "2025-12-02")) == owed(walked(loan, "2030-01-01"))


def give_up(name: str, amount: str, on: str = "2026-04-10") -> Waiver:
    return Waiver(day(on), name, yuan(amount), "协议 XY1")


def test_a_waiver_takes_off_and_says_so() -> None:
    # Penalty 4,500.00 on 2026-04-10, less 1,000 given up; 50.00 a day from there.
    ledger = walked(terms(), "2026-04-10")
    assert ledger.give_up(give_up("penalty_interest", "1000")) == yuan("1000")
    ledger.advance(day("2026-04-12"))
    (part,) = ledger.penalty_parts()
    assert (part.amount, part.waived, part.left) == (
        yuan("4600"),
        yuan("1000"),
        yuan("3600"),
    )
    assert list(part.lines())[-1] == "罚息：减免 1,000.00元，尚欠 3,600.00元"
    assert ledger.charged == yuan("15766.67").fen  # 12,166.67 + 3,600.00


def test_what_is_not_owed_cannot_be_given_up() -> None:
    ledger = walked(terms(), "2026-04-10")
    assert ledger.give_up(give_up("penalty_interest", "5000")) == yuan("4500")
    assert ledger.penalty_owed == 0
    assert ledger.surplus == 0


def test_waived_interest_bears_no_compound_interest() -> None:
    # 12,166.67 fell due 2026-01-10; all but 2,166.67 given up that day: 90 days at 9 % on it.
    ledger = walked(terms(compound=True), "2026-01-10")
    ledger.give_up(give_up("interest", "10000", "2026-01-10"))
    ledger.advance(day("2026-04-10"))
    assert ledger.compound_owed == yuan("48.75").fen
    (part,) = ledger.interest_parts()
    assert (part.waived, part.paid, part.left) == (yuan("10000"), yuan(0), yuan("2166.67"))


def test_interest_may_be_given_up_before_it_falls_due() -> None:
    # 6,033.33 had accrued by 2025-07-10 (181 days); a waiver of 10,000 takes just that.
    ledger = walked(terms(), "2025-07-10")
    assert ledger.give_up(give_up("interest", "10000", "2025-07-10")) == yuan("6033.33")
    ledger.advance(day("2026-01-10"))
    (part,) = ledger.interest_parts()
    assert (part.waived, part.left) == (yuan("6033.33"), yuan("6133.34"))


def test_principal_and_costs_may_be_given_up() -> None:
    ledger = walked(terms(), "2026-04-10", costs=(("2026-02-01", "500"),))
    assert ledger.give_up(give_up("costs", "800")) == yuan("500")
    assert ledger.give_up(give_up("principal", "50000")) == yuan("50000")
    assert ledger.principal_due == yuan("150000").fen
    early = walked(terms(), "2025-04-10")
    assert early.give_up(give_up("principal", "50000", "2025-04-10")) == yuan("50000")
    assert early.principal_not_due == yuan("150000").fen


def test_a_month_cut_by_a_new_rate_is_still_a_month() -> None:
    # 240,000 from 15 January to 15 February: 17 units at 4.8 %, the other 13 of 30 at 3.6 %:
    # 240,000 × (4.8 % × 17 + 3.6 % × 13) / 360 = 856.00; uncut 960.00.
    loan = terms(
        start=day("2026-01-15"),
        principal=yuan("240000"),
        rates=(
            RateStep(day("2026-01-15"), Decimal("0.048"), "甲"),
            RateStep(day("2026-02-01"), Decimal("0.036"), "乙"),
        ),
        dues=(Due(day("2026-02-15"), yuan("240000")),),
        monthly=True,
    )
    (part,) = walked(loan, "2026-02-15").interest_parts()
    assert part.amount == yuan("856.00")


def test_due_days_at_month_ends_are_a_month_apart() -> None:
    # 31 January, 28 February, 31 March: each a month of 960.00.
    loan = terms(
        start=day("2025-12-31"),
        principal=yuan("240000"),
        rates=(RateStep(day("2025-12-31"), Decimal("0.048"), "合同"),),
        dues=tuple(
            Due(day(on), yuan("240000" if on == "2026-03-31" else "0"))
            for on in ("2026-01-31", "2026-02-28", "2026-03-31")
        ),
        monthly=True,
    )
    parts = walked(loan, "2026-03-31").interest_parts()
    assert [part.amount for part in parts] == [yuan("960.00")] * 3


def test_compound_interest_may_be_given_up() -> None:
    # By 2026-04-20 24.03, 43.57 and 70.27: 100 take the first two and 32.40 of the third.
    ledger = walked(MONTHLY, "2026-04-20")
    assert ledger.give_up(give_up("compound_interest", "100", "2026-04-20")) == yuan("100")
    (last,) = [part for part in ledger.compound_parts() if part.left]
    assert (last.waived, last.left) == (yuan("32.40"), yuan("37.87"))
    assert ledger.compound_base == 0


def test_grace_that_ran_out_after_insolvency_brings_nothing() -> None:
    loan = terms(grace_days=10, stops_on=day("2026-01-12"))
    ledger = walked(loan, "2026-01-13")
    ledger.advance(day("2026-03-01"))
    assert (ledger.penalty_owed, ledger.late_since()) == (0, day("2026-01-10"))
