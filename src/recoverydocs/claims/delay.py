"""The shapes of 迟延履行利息: what an instrument orders, what was paid, what is owed.

How it is reckoned stands in ``delayed_performance.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from recoverydocs.claims.figure import Part

_NOTHING = Money(0)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GeneralInterest:
    """一般债务利息 as the instrument orders it.

    Attributes:
        rate: fraction of one per year on the unpaid principal.
        from_: first day counted.
        basis: days of the reckoning year.
        fixed: what the instrument fixes as a sum up to that day.
    """

    rate: Decimal
    from_: date
    basis: int
    fixed: Money = _NOTHING


@dataclass(frozen=True, slots=True)
class OlderRule:
    """What the rule of the days up to 2014-07-31 asks for.

    Attributes:
        base: the money debt that it applies to; what payments take off the principal lowers it.
        benchmark_rate: the People's Bank's rate, a fraction of one per year.
    """

    base: Money
    benchmark_rate: Decimal


@dataclass(frozen=True, slots=True)
class Taken:
    """What one payment was taken to; the five parts add up to it.

    Attributes:
        on: the day.
        cost: costs.
        general_interest: the general part.
        principal: principal and other money.
        doubled: the doubled part.
        surplus: what nothing was left for.
    """

    on: date
    cost: Money
    general_interest: Money
    principal: Money
    doubled: Money
    surplus: Money

    @property
    def amount(self) -> Money:
        """The payment."""
        return Money.total(
            (self.cost, self.general_interest, self.principal, self.doubled, self.surplus)
        )

    def as_json(self) -> dict[str, str]:
        """The payment as plain members, in yuan with two places (calc.md)."""
        return {
            "date": self.on.isoformat(),
            "cost": self.cost.plain(),
            "general_interest": self.general_interest.plain(),
            "principal": self.principal.plain(),
            "doubled": self.doubled.plain(),
            "surplus": self.surplus.plain(),
        }


@dataclass(frozen=True, slots=True)
class Course:
    """What happened to an instrument beside payments.

    Attributes:
        later: further instalments of the principal: last day for performance and amount.
        stays: first and last day of each time that bears no doubled part (迟延履行利息解释
            3(3): a stay that the debtor did not ask for).
        stops_on: the day of insolvency, from which nothing accrues; ``None`` for none.
    """

    later: tuple[tuple[date, Money], ...] = ()
    stays: tuple[tuple[date, date], ...] = ()
    stops_on: date | None = None

    def reaches(self, day: date) -> date:
        """The last day up to which interest runs."""
        return day if self.stops_on is None else min(day, self.stops_on)

    def counted(self, start: date, stop: date) -> Iterator[tuple[date, date]]:
        """The stretches without stays; ``start`` is not counted, ``stop`` is."""
        for first, last in sorted(self.stays):
            if last <= start or first > stop:
                continue
            before = first - _DAY
            if start < before:
                yield start, before
            start = max(start, last)
        if start < stop:
            yield start, stop


@dataclass(frozen=True, slots=True)
class DelayedPerformance:
    """The interest of delay up to a day.

    Attributes:
        doubled: the doubled part in all, paid or not.
        general_interest: the general part in all, what was fixed included.
        days: from the last day for performance (not counted) to the day (counted), without the
            days of stays and those from insolvency on.
        doubled_parts: what the doubled part is made of, each rounded once; paid oldest first.
        general_parts: the same of the general part; the fixed sum first.
        taken: what each payment was taken to, in order of days.
        cost: costs still owed.
        principal: principal and other money still owed.
        working: how it was found, in Chinese.
        sources: what it rests on, in Chinese.
    """

    doubled: Money
    general_interest: Money
    days: int
    doubled_parts: tuple[Part, ...]
    general_parts: tuple[Part, ...]
    taken: tuple[Taken, ...]
    cost: Money
    principal: Money
    working: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def total(self) -> Money:
        """Both parts."""
        return self.doubled + self.general_interest

    @property
    def doubled_left(self) -> Money:
        """What is still owed of the doubled part."""
        return Money.total(part.left for part in self.doubled_parts)

    @property
    def general_left(self) -> Money:
        """What is still owed of the general part."""
        return Money.total(part.left for part in self.general_parts)
