"""Exact accrual in whole numbers: stretches of days on one base and rate, rounded once.

All sums are integers over one denominator, so that nothing is rounded before its component ends
and a long loan costs microseconds.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from recoverydocs.claims.figure import Part, Segment, percent
from recoverydocs.claims.terms import interest_units
from recoverydocs.errors import DataRefusedError
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from recoverydocs.claims.terms import RateStep

_PLACES = 24
_SCALE = 10**_PLACES


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number of a fraction that is not negative, half up.

    >>> half_up(5, 2), half_up(1, 2), half_up(-1, 4)
    (3, 1, 0)
    """
    return (2 * numerator + denominator) // (2 * denominator)


@dataclass(frozen=True, slots=True)
class RatePath:
    """The rates of one loan by day, whole numbers beside the printed ones.

    Attributes:
        starts: first day of each step.
        rates: fraction of one per year.
        scaled: the same times 10^24.
        sources: where each comes from.
    """

    starts: tuple[date, ...]
    rates: tuple[Decimal, ...]
    scaled: tuple[int, ...]
    sources: tuple[str, ...]

    @classmethod
    def of(cls, steps: Sequence[RateStep], uplift: Decimal | None = None) -> RatePath:
        """The contract rates, or with an uplift the penalty rates.

        Raises:
            DataRefusedError: a rate with more decimal places than can be kept exact.
        """
        rates = [step.rate if uplift is None else step.rate * (1 + uplift) for step in steps]
        scaled = [int(rate.scaleb(_PLACES)) for rate in rates]
        if any(
            Fraction(rate) * _SCALE != whole for rate, whole in zip(rates, scaled, strict=True)
        ):
            raise DataRefusedError("利率的小数位数过多，请写到小数点后 12 位以内")
        sources = [
            step.source if uplift is None else f"{step.source}，上浮{percent(uplift)}"
            for step in steps
        ]
        starts = tuple(step.from_ for step in steps)
        return cls(starts, tuple(rates), tuple(scaled), tuple(sources))

    def pieces(self, start: date, end: date) -> Iterator[tuple[date, date, int]]:
        """The days split where the rate changes, each with the number of its step."""
        place = max(bisect_right(self.starts, start) - 1, 0)
        while start < end:
            following = place + 1
            stop = end
            if following < len(self.starts) and self.starts[following] < end:
                stop = self.starts[following]
            yield start, stop, place
            start, place = stop, following


@dataclass(slots=True)
class Accrual:
    """One component that grows by days: contract, penalty or compound interest.

    Attributes:
        label: its word in rows.
        path: its rates.
        basis: days of the reckoning year.
        monthly: whether whole months count a twelfth.
        stretches: first day, day after the last, base in fen and step of each stretch.
        paid: fen taken off since the last pay-off.
        carried: numerator left from the last pay-off, less than half a fen either way.
        closed: what was paid off before, oldest first: stretches, fen paid, and the numerator
            carried into it.
    """

    label: str
    path: RatePath
    basis: int
    monthly: bool = False
    stretches: list[tuple[date, date, int, int]] = field(default_factory=list)
    paid: int = 0
    carried: int = 0
    closed: list[tuple[list[tuple[date, date, int, int]], int, int]] = field(
        default_factory=list
    )
    _sum: int = 0

    def add(self, start: date, end: date, base: int) -> None:
        """Days on one base; a stretch that continues the last one is joined to it."""
        if not base:
            return
        for first, stop, step in self.path.pieces(start, end):
            if self.stretches:
                begun, ended, same_base, same_step = self.stretches[-1]
                if ended == first and same_base == base and same_step == step:
                    self.stretches[-1] = (begun, stop, base, step)
                    self._sum += self._worth(begun, stop, base, step)
                    self._sum -= self._worth(begun, ended, base, step)
                    continue
            self.stretches.append((first, stop, base, step))
            self._sum += self._worth(first, stop, base, step)

    def _worth(self, start: date, end: date, base: int, step: int) -> int:
        """The numerator of one stretch over ``basis`` × 10^24, in fen."""
        return base * interest_units(start, end, monthly=self.monthly) * self.path.scaled[step]

    @property
    def amount(self) -> int:
        """What has accrued since the last pay-off, rounded to the fen."""
        return max(half_up(self._sum + self.carried, self.basis * _SCALE), 0)

    @property
    def owed(self) -> int:
        """What is unpaid of it, in fen; nothing where payments ran ahead."""
        return max(self.amount - self.paid, 0)

    def pay(self, fen: int) -> int:
        """What a payment of so many fen takes off; a pay-off begins a new part."""
        used = min(fen, self.owed)
        self.paid += used
        if used and self.paid == self.amount:
            self.closed.append((self.stretches, self.paid, self.carried))
            self.carried += self._sum - self.paid * self.basis * _SCALE
            self.stretches, self.paid, self._sum = [], 0, 0
        return used

    def segments(self) -> tuple[Segment, ...]:
        """The stretches since the last pay-off in print."""
        return self._printed(self.stretches)

    def _printed(self, stretches: Sequence[tuple[date, date, int, int]]) -> tuple[Segment, ...]:
        return tuple(
            Segment(
                self.label,
                start,
                end,
                (end - start).days,
                Money(base),
                self.path.rates[step],
                self.basis,
                self.path.sources[step],
                interest_units(start, end, monthly=self.monthly),
            )
            for start, end, base, step in stretches
        )

    def part(self, label: str, clause: str = "") -> Part:
        """What has accrued since the last pay-off as one rounded part."""
        return Part(
            label,
            self.segments(),
            Money(self.amount),
            Money(self.paid),
            self._fraction(self.carried),
            clause,
        )

    def paid_off(self, clause: str = "") -> tuple[Part, ...]:
        """The parts that were paid off before, oldest first."""
        return tuple(
            Part(
                self.label,
                self._printed(stretches),
                Money(paid),
                Money(paid),
                self._fraction(carried),
                clause,
            )
            for stretches, paid, carried in self.closed
        )

    def _fraction(self, carried: int) -> Fraction:
        return Fraction(carried, self.basis * _SCALE * 100)
