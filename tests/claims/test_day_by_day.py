"""The engine against a second, plainer reckoning: equal to the fen, for every loan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims.day_by_day import Owed, reckon
from tests.claims.support import day, paid, terms, walked
from tests.claims.test_ledger_properties import LOANS, PAYMENTS, START, as_payments

if TYPE_CHECKING:
    from recoverydocs.claims.terms import LoanTerms


def plain(loan: LoanTerms) -> LoanTerms:
    """The same loan without what the second reckoning does not know."""
    order = loan.order if "penalty" not in loan.order else ("cost", "interest", "principal")
    return replace(
        loan,
        monthly=False,
        compound_on_penalty=False,
        compound_on_compound=False,
        grace_days=0,
        order=order,
        stops_on=None,
        misuses=(),
    )


def engine(loan: LoanTerms, to: str, rows: list[tuple[int, int]]) -> Owed:
    ledger = walked(loan, to, as_payments(rows))
    return Owed(
        ledger.principal_due,
        ledger.principal_not_due,
        ledger.interest_owed,
        ledger.penalty_owed,
        ledger.compound_owed,
        ledger.held + ledger.surplus,
    )


@settings(max_examples=60, deadline=None)
@given(LOANS.map(plain), PAYMENTS, st.integers(0, 1000))
def test_the_engine_says_what_days_say(
    loan: LoanTerms, rows: list[tuple[int, int]], after: int
) -> None:
    to = START + timedelta(days=after)
    rows = [row for row in rows if row[0] <= after]
    assert engine(loan, to.isoformat(), rows) == reckon(loan, as_payments(rows), to)


def test_the_second_reckoning_by_hand() -> None:
    # 200,000 at 6 % from 2025-01-10, due 2026-01-10: 12,166.67; 90 days at 9 %: 4,500.00; of
    # 17,000.00 paid then, 333.33 meet principal.
    found = reckon(terms(), (paid("2026-04-10", "17000.00"),), day("2026-04-10"))
    assert found == Owed(19_966_667, 0, 0, 0, 0, 0)
