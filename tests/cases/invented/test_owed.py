"""Closed formulas against hand-worked examples, and against the product's own reckoning."""

from __future__ import annotations

from datetime import date

import pytest

from recoverydocs.cases import Case
from recoverydocs.cases.invented import AS_OF, invented_cases
from recoverydocs.cases.invented.owed import Terms, at_the_end, by_months, level, owed
from recoverydocs.claims import assess
from recoverydocs.law import load_packaged


def terms(**more: object) -> Terms:
    values = {
        "principal": 100_000_000,
        "rate": 435,
        "uplift": 50,
        "basis": 360,
        "start": date(2026, 3, 15),
        "end": date(2026, 6, 13),
    }
    return Terms(**(values | more))  # type: ignore[arg-type]  # a test's own mix of values


def test_interest_at_the_end_is_the_published_example() -> None:
    # 1 000 000 × 4.35 % × 90 / 360 = 10 875.00
    (only,) = at_the_end(terms())
    assert (only.on, only.principal, only.interest) == (
        date(2026, 6, 13),
        100_000_000,
        1_087_500,
    )
    # The same over 365: 10 726.03 (10 726.0274 rounded).
    assert at_the_end(terms(basis=365))[0].interest == 1_072_603


def test_penalty_runs_from_the_due_day() -> None:
    # 200 000 × 6 % × 1.5 × 90 / 360 = 4 500.00, due 2026-01-10, reckoned to 2026-04-10.
    loan = terms(principal=20_000_000, rate=600, start=date(2025, 1, 10), end=date(2026, 1, 10))
    assert owed(loan, at_the_end(loan), 0, date(2026, 4, 10)).penalty == 450_000
    assert owed(loan, at_the_end(loan), 0, date(2026, 1, 10)).penalty == 0
    assert owed(loan, at_the_end(loan), 0, date(2026, 1, 11)).penalty == 5_000


def test_compound_interest_runs_on_unpaid_interest() -> None:
    # 3 000.00 of interest × 9 % × 90 / 360 = 67.50: 600 000 × 6 % × 30 / 360 = 3 000.00.
    loan = terms(
        principal=60_000_000,
        rate=600,
        start=date(2025, 12, 22),
        end=date(2026, 1, 21),
        compound=True,
    )
    due = owed(loan, at_the_end(loan), 0, date(2026, 4, 21))
    assert (due.interest, due.compound) == (300_000, 6_750)


def test_months_settle_on_their_day_and_at_the_end() -> None:
    loan = terms(start=date(2026, 1, 20), end=date(2026, 4, 15))
    days = [each.on for each in by_months(loan, 20)]
    assert days == [date(2026, 2, 20), date(2026, 3, 20), date(2026, 4, 15)]
    # 1 000 000 × 4.35 % × 31 / 360 = 3 745.83
    assert by_months(loan, 20)[0].interest == 374_583


def test_level_plan_sums_to_the_principal() -> None:
    loan = terms(principal=12_000_000, rate=720, start=date(2024, 11, 20))
    plan = level(loan, 36)
    assert sum(each.principal for each in plan) == 12_000_000
    # 720 × 1.006^36 ÷ (1.006^36 − 1) = 3 716.2346…
    assert {each.principal + each.interest for each in plan[:-1]} == {371_623}
    # 120 000 × 7.2 % / 12 = 720.00 in the first month.
    assert plan[0].interest == 72_000
    assert (plan[0].on, plan[-1].on) == (date(2024, 12, 20), date(2027, 11, 20))


@pytest.mark.parametrize("seed", range(5))
def test_balances_agree_with_the_product_to_the_fen(seed: int) -> None:
    law = load_packaged()
    for data in invented_cases(60, seed):
        claim = assess(Case.model_validate(data), law, AS_OF)
        (contract,) = claim.contracts
        assert contract.status == "reckoned"
        assert [each for each in contract.stated if each.difference] == []
        balance = data["contracts"][0]["core_balances"][0]
        assert contract.overdue_since == date.fromisoformat(balance["overdue_since"])
