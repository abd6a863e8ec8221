"""What a loan's reckoning needs from its contract, free of the case's form.

``contract.py`` reads it out of a case; calculators and tests make it by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recoverydocs.law.periods import add_months

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from recoverydocs.money import Money

Rank = Literal["cost", "interest", "principal"]
LAWFUL_ORDER: tuple[Rank, ...] = ("cost", "interest", "principal")
"""民法典 561: costs of realising the claim, interest, principal; an agreement prevails."""

_MONTH_UNITS = 30


@dataclass(frozen=True, slots=True)
class RateStep:
    """A contract rate and the first day on which it holds.

    Attributes:
        from_: first day.
        rate: fraction of one per year.
        source: where it comes from, in Chinese.
    """

    from_: date
    rate: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Due:
    """One day on which principal or interest falls due.

    Attributes:
        on: the day; a payment on it is in time.
        principal: what falls due of the principal.
        interest: the plan's interest where the contract's plan names it; ``None`` where it is
            reckoned from the last such day.
        no: the instalment's number; 0 for a mere settlement day.
    """

    on: date
    principal: Money
    interest: Money | None = None
    no: int = 0


@dataclass(frozen=True, slots=True)
class Payment:
    """One repayment.

    Attributes:
        on: the day it was received.
        amount: more than nothing.
        applied: how the lender's books took it, by figure name; empty where the order of the
            contract or of 民法典 561 decides.
    """

    on: date
    amount: Money
    applied: tuple[tuple[str, Money], ...] = ()


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """One disbursement under its contract.

    Attributes:
        start: the day of disbursement; interest counts from it.
        principal: what was paid out.
        rates: first step on or before ``start``, then in order of days.
        dues: in order of days; the last one takes whatever principal is left.
        basis: days of the reckoning year for interest by days.
        monthly: whole months count a twelfth of a year, odd days by ``basis``.
        uplift: penalty uplift as a fraction of the contract rate.
        compound: whether unpaid contract interest bears compound interest.
        compound_on_penalty: whether penalty interest joins its base on each settlement day.
        grace_days: a payment within so many days after a due day counts as in time.
        plan: payments beyond what is due wait for the next due day (instalment loans); else
            they pay accrued interest and then principal at once.
        order: allocation of a payment that is not applied by the books.
        accelerated_on: the day on which everything fell due; ``None`` if it did not.
        clauses: clause numbers by figure name.
    """

    start: date
    principal: Money
    rates: tuple[RateStep, ...]
    dues: tuple[Due, ...]
    basis: int
    monthly: bool
    uplift: Decimal
    compound: bool
    compound_on_penalty: bool = False
    grace_days: int = 0
    plan: bool = False
    order: tuple[Rank, ...] = LAWFUL_ORDER
    accelerated_on: date | None = None
    clauses: tuple[tuple[str, str], ...] = ()


def whole_months(start: date, end: date) -> int:
    """How many whole months lie between two days, by 对应日.

    >>> from datetime import date
    >>> whole_months(date(2026, 1, 31), date(2026, 2, 28))
    1
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def interest_units(start: date, end: date, *, monthly: bool) -> int:
    """The numerator over the basis: days, or 30 a whole month and one an odd day.

    Source: 银发〔2005〕129号 (整月按月利率，零头天数按日利率；文本未核).
    """
    if not monthly:
        return (end - start).days
    months = whole_months(start, end)
    return months * _MONTH_UNITS + (end - add_months(start, months)).days
