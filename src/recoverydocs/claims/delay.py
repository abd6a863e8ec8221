"""The shapes of 迟延履行利息: what an instrument orders, what was paid, what is owed.

How it is reckoned stands in ``delayed_performance.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.money import Money

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from recoverydocs.claims.figure import Part

_NOTHING = Money(0)


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


@dataclass(frozen=True, slots=True)
class DelayedPerformance:
    """The interest of delay up to a day.

    Attributes:
        doubled: the doubled part in all, paid or not.
        general_interest: the general part in all, what was fixed included.
        days: from the last day for performance (not counted) to the day (counted).
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
