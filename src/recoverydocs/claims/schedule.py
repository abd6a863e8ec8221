"""Instalment plans that sum to the fen, and settlement days by the calendar.

Formula of 等额本息: P × r / (1 − (1 + r)^−n), r = rate × months / 12; each row's interest and
the regular part are rounded half up; the last row takes what remains of the principal.
Source: contract only.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING, Literal

from recoverydocs.law.periods import add_months, month_length
from recoverydocs.money import Money, round_to_fen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

Method = Literal["equal-instalment", "equal-principal", "interest-first", "bullet"]
_YEAR = 12
_QUARTER_ENDS = (3, 6, 9, 12)
_DECEMBER = (12,)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One instalment.

    Attributes:
        no: from 1.
        payment: principal and interest.
        principal: its part.
        interest: its part.
        balance: principal left after it.
    """

    no: int
    payment: Money
    principal: Money
    interest: Money
    balance: Money


def plan_rows(
    principal: Money, rate: Decimal, instalments: int, method: Method, months_between: int = 1
) -> tuple[Money, tuple[PlanRow, ...]]:
    """The regular part of a plan and its rows; the principal column sums exactly.

    The regular part is the level payment (等额本息), the level principal (等额本金), the level
    interest (先息后本), or the one payment (到期一次).
    """
    period = Fraction(rate) * months_between / _YEAR
    if method == "bullet":
        interest = _share(principal, period * instalments)
        row = PlanRow(instalments, principal + interest, principal, interest, Money(0))
        return row.payment, (row,)
    regular = _regular(principal, period, instalments, method)
    rows: list[PlanRow] = []
    left = principal
    for no in range(1, instalments + 1):
        interest = _share(left, period)
        part = _principal_part(regular, interest, method)
        if no == instalments or part > left:
            part = left
        left -= part
        rows.append(PlanRow(no, part + interest, part, interest, left))
    return regular, tuple(rows)


def _share(principal: Money, period: Fraction) -> Money:
    return round_to_fen(Fraction(principal.fen, 100) * period)


def _regular(principal: Money, period: Fraction, instalments: int, method: Method) -> Money:
    if method == "interest-first":
        return _share(principal, period)
    if method == "equal-principal" or not period:
        return round_to_fen(Fraction(principal.fen, 100 * instalments))
    return Money(
        level_payment(principal.fen, period.numerator, period.denominator, instalments)
    )


def level_payment(fen: int, numerator: int, denominator: int, instalments: int) -> int:
    """The level payment in fen at a rate a period of ``numerator / denominator``.

    P × r / (1 − (1 + r)^−n), in whole numbers throughout; without interest an even split.
    """
    if not numerator:
        return (2 * fen + instalments) // (2 * instalments)
    common = gcd(numerator, denominator)
    numerator, denominator = numerator // common, denominator // common
    grown: int = (denominator + numerator) ** instalments
    base: int = denominator**instalments
    above, below = fen * numerator * grown, denominator * (grown - base)
    return (2 * above + below) // (2 * below)


def _principal_part(regular: Money, interest: Money, method: Method) -> Money:
    if method == "equal-principal":
        return regular
    if method == "interest-first":
        return Money(0)
    return max(regular - interest, Money(0))


def monthly_days(start: date, end: date, due_day: int) -> Iterator[date]:
    """The due day of every month after ``start`` and before ``end``."""
    yield from _days(start, end, due_day, None)


def quarterly_days(start: date, end: date, due_day: int) -> Iterator[date]:
    """The due day of March, June, September and December between both days."""
    yield from _days(start, end, due_day, _QUARTER_ENDS)


def yearly_days(start: date, end: date, due_day: int) -> Iterator[date]:
    """The due day of each December between both days."""
    yield from _days(start, end, due_day, _DECEMBER)


def _days(
    start: date, end: date, due_day: int, months: tuple[int, ...] | None
) -> Iterator[date]:
    first = start.replace(day=1)
    count = 0
    while (month := add_months(first, count)) < end:
        count += 1
        day = month.replace(day=min(due_day, month_length(month.year, month.month)))
        if start < day < end and (months is None or day.month in months):
            yield day
