"""What an invented loan owes, by closed formulas on whole numbers.

A second way beside ``claims``: it must give the same to the fen, and tests hold both together.
Rates are basis points of one per year, days count the first and not the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.law.periods import add_months

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_BP = 10_000
_PERCENT = 100
_MONTHS = 12


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number, half up; nothing here is negative."""
    return (2 * numerator + denominator) // (2 * denominator)


@dataclass(frozen=True, slots=True)
class Terms:
    """One loan.

    Attributes:
        principal: fen.
        rate: basis points.
        uplift: per cent on top when overdue.
        basis: 360 or 365.
        start: day of disbursement.
        end: last due day.
        compound: whether unpaid interest bears compound interest.
    """

    principal: int
    rate: int
    uplift: int
    basis: int
    start: date
    end: date
    compound: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed on a day, and since when.

    Attributes:
        due: principal that has fallen due, fen.
        not_due: principal that has not, fen.
        interest: fen.
        penalty: penalty interest, fen.
        compound: compound interest, fen.
        since: the first day of the arrears.
        count: due days with something unpaid.
    """

    due: int
    not_due: int
    interest: int
    penalty: int
    compound: int
    since: date
    count: int


@dataclass(frozen=True, slots=True)
class Slice:
    """One due day.

    Attributes:
        on: the day.
        principal: due on it, fen.
        interest: due on it, fen.
    """

    on: date
    principal: int
    interest: int


def at_the_end(terms: Terms) -> tuple[Slice, ...]:
    """Principal and all interest on the last day."""
    interest = _interest(terms, terms.principal, (terms.end - terms.start).days)
    return (Slice(terms.end, terms.principal, interest),)


def by_months(terms: Terms, due_day: int) -> tuple[Slice, ...]:
    """Interest each month on its day, principal on the last day."""
    days = [*_month_days(terms, due_day), terms.end]
    found, last = [], terms.start
    for day in days:
        principal = terms.principal if day == terms.end else 0
        interest = _interest(terms, terms.principal, (day - last).days)
        found.append(Slice(day, principal, interest))
        last = day
    return tuple(found)


def level(terms: Terms, count: int) -> tuple[Slice, ...]:
    """Equal instalments of so many months, the last one taking what remains."""
    unit = _BP * _MONTHS
    grown = (unit + terms.rate) ** count
    payment = half_up(terms.principal * terms.rate * grown, unit * (grown - unit**count))
    found, left = [], terms.principal
    for no in range(1, count + 1):
        interest = half_up(left * terms.rate, unit)
        principal = left if no == count else payment - interest
        found.append(Slice(add_months(terms.start, no), principal, interest))
        left -= principal
    return tuple(found)


def owed(terms: Terms, slices: tuple[Slice, ...], paid: int, as_of: date) -> Owed:
    """What is owed on a day when the first ``paid`` slices were paid on their days."""
    late = [each for each in slices[paid:] if each.on <= as_of]
    raised = terms.rate * (_PERCENT + terms.uplift)
    unit = _BP * _PERCENT * terms.basis
    penalty = sum(each.principal * (as_of - each.on).days for each in late)
    compound = sum(each.interest * (as_of - each.on).days for each in late)
    return Owed(
        sum(each.principal for each in late),
        sum(each.principal for each in slices if each.on > as_of),
        sum(each.interest for each in late),
        half_up(penalty * raised, unit),
        half_up(compound * raised, unit) if terms.compound else 0,
        late[0].on,
        len(late),
    )


def _interest(terms: Terms, base: int, days: int) -> int:
    return half_up(base * terms.rate * days, _BP * terms.basis)


def _month_days(terms: Terms, due_day: int) -> Iterator[date]:
    first = terms.start.replace(day=due_day)
    for count in range((terms.end - terms.start).days // 28 + 2):
        day = add_months(first, count)
        if terms.start < day < terms.end:
            yield day
