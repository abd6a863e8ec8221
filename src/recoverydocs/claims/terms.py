"""What a loan's reckoning needs from its contract, free of the case's form.

``contract_terms.py`` reads it out of a case; calculators and tests make it by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recoverydocs.law.periods import add_months, month_length
from recoverydocs.money import Money

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from recoverydocs.claims.entries import MonthlyInterest

Rank = Literal["cost", "interest", "penalty", "compound", "principal"]
LAWFUL_ORDER: tuple[Rank, ...] = ("cost", "interest", "principal")
"""民法典 561: costs of realising the claim, interest, principal; an agreement prevails.

``interest`` stands for contract, penalty and compound interest where those are not named.
"""

MONTH_UNITS = 30
YEAR_UNITS = 360
_NOTHING = Money(0)
_YEAR = 12


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
        working: how ``interest`` was reckoned where we made the plan ourselves; else ``None``.
    """

    on: date
    principal: Money
    interest: Money | None = None
    no: int = 0
    working: MonthlyInterest | None = None


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
class Waiver:
    """What the lender gave up with effect from a day.

    Attributes:
        on: the day.
        name: the figure: ``interest``, ``penalty_interest``, ``compound_interest``, ``costs``
            or ``principal``.
        amount: at most so much; what is not owed cannot be given up.
        source: the agreement, in Chinese.
    """

    on: date
    name: str
    amount: Money
    source: str


@dataclass(frozen=True, slots=True)
class Misuse:
    """Principal that was used against the agreed purpose.

    Attributes:
        from_: first day of the raised rate.
        amount: so much of the principal; ``None`` for all that is outstanding.
    """

    from_: date
    amount: Money | None = None


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
        compound_on_penalty: whether penalty interest joins its base on settlement days.
        compound_on_compound: whether compound interest itself does.
        settles: the settlement days agreed for that; ``None`` for the days of ``dues``.
        grace_days: a payment within so many days after a due day counts as in time.
        plan: payments beyond what is due wait for the next due day (instalment loans); else
            they pay accrued interest and then principal at once.
        order: allocation of a payment that is not applied by the books.
        late_orders: another order from so many overdue days on, fewest days first.
        accelerated_on: the day on which everything fell due; ``None`` if it did not.
        stops_on: the day from which nothing accrues (insolvency); all is due on it.
        misuses: principal used against the purpose, in order of days.
        misuse_uplift: its uplift as a fraction of the contract rate.
        covered: how much of the debt security covers; ``None`` for all of it.
        marks_on: the day of which ``Ledger.marked`` keeps the charges; ``None`` for none.
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
    compound_on_compound: bool = False
    settles: tuple[date, ...] | None = None
    grace_days: int = 0
    plan: bool = False
    order: tuple[Rank, ...] = LAWFUL_ORDER
    late_orders: tuple[tuple[int, tuple[Rank, ...]], ...] = ()
    accelerated_on: date | None = None
    stops_on: date | None = None
    misuses: tuple[Misuse, ...] = ()
    misuse_uplift: Decimal | None = None
    covered: Money | None = _NOTHING
    marks_on: date | None = None
    clauses: tuple[tuple[str, str], ...] = ()


def every_rank(order: tuple[Rank, ...]) -> tuple[Rank, ...]:
    """The order with each kind of interest named.

    >>> every_rank(("cost", "principal", "interest"))
    ('cost', 'principal', 'interest', 'penalty', 'compound')
    >>> every_rank(("cost", "penalty", "interest", "principal"))
    ('cost', 'penalty', 'interest', 'compound', 'principal')
    """
    ranks: list[Rank] = []
    for rank in order:
        ranks.append(rank)
        if rank == "interest":
            others: tuple[Rank, ...] = ("penalty", "compound")
            ranks += [each for each in others if each not in order]
    return tuple(ranks)


def whole_months(start: date, end: date) -> int:
    """How many whole months lie between two days, by 对应日.

    >>> from datetime import date
    >>> whole_months(date(2026, 1, 31), date(2026, 2, 28))
    1
    """
    months = (end.year - start.year) * _YEAR + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


Anchor = tuple[int, int]
"""Where whole months are counted from: number of the month, day of the month."""


def anchor_of(start: date, due_day: int = 0) -> Anchor:
    """The anchor of an interest period; a month's last day may stand for a later due day.

    >>> from datetime import date
    >>> anchor_of(date(2026, 2, 28), 31) == (2026 * 12 + 1, 31)
    True
    """
    last = month_length(start.year, start.month)
    number = due_day if start.day == last < due_day else start.day
    return start.year * _YEAR + start.month - 1, number


def month_units(anchor: Anchor, day: date) -> int:
    """Units of 1/360 year from the anchor to a day: 30 a whole month, one an odd day.

    Counted from one anchor, the units of two neighbouring stretches add up to those of both,
    so that cutting a period where the rate or the base changes changes nothing.

    Source: 银发〔2005〕129号 (整月按月利率，零头天数按日利率；文本未核).

    >>> from datetime import date
    >>> anchor = anchor_of(date(2026, 1, 15))
    >>> [month_units(anchor, date(2026, 2, day)) for day in (1, 14, 15, 18)]
    [17, 30, 30, 33]
    """
    month, number = anchor
    count = day.year * _YEAR + day.month - 1
    length = month_length(day.year, day.month)
    if day.day >= min(number, length):
        return (count - month) * MONTH_UNITS + day.day - min(number, length)
    year, before = divmod(count - 1, _YEAR)
    length = month_length(year, before + 1)
    return (count - 1 - month) * MONTH_UNITS + length - min(number, length) + day.day
