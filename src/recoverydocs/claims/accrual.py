"""Exact accrual in whole numbers: stretches of days on one base and rate, rounded once.

All sums are integers over one denominator, so that nothing is rounded before its component ends
and a long loan costs microseconds.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from recoverydocs.claims.figure import Part, Segment, percent
from recoverydocs.claims.terms import month_units
from recoverydocs.errors import DataRefusedError
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from recoverydocs.claims.terms import Anchor, RateStep

_MOST_PLACES = 24
_ONE = Decimal(1)
Stretches = list[tuple["date", "date", int, int]]
"""First day, day after the last, base in fen and step of the rates, in order of days."""


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
        scaled: the same times ``scale``.
        scale: a power of ten that makes every rate whole.
        steps: the contract's rates that these rest on.
        said: what was done to them, in Chinese; empty for nothing.
    """

    starts: tuple[date, ...]
    rates: tuple[Decimal, ...]
    scaled: tuple[int, ...]
    scale: int
    steps: tuple[RateStep, ...]
    said: str = ""

    @classmethod
    def of(cls, steps: Sequence[RateStep], uplift: Decimal | None = None) -> RatePath:
        """The contract rates, or with an uplift the penalty rates.

        Raises:
            DataRefusedError: a rate with more decimal places than can be kept exact.
        """
        if uplift is None:
            return cls.times(steps, _ONE, "")
        return cls.times(steps, 1 + uplift, f"，上浮{percent(uplift)}")

    @classmethod
    def times(cls, steps: Sequence[RateStep], factor: Decimal, said: str) -> RatePath:
        """The contract rates times a factor.

        Raises:
            DataRefusedError: a rate with more decimal places than can be kept exact.
        """
        rates = [step.rate * factor for step in steps] if said else [s.rate for s in steps]
        digits = [rate.as_tuple() for rate in rates]
        places = max((-int(each.exponent) for each in digits), default=0)
        if places > _MOST_PLACES:
            raise DataRefusedError("利率的小数位数过多，请写到小数点后 12 位以内")
        places = max(places, 0)
        scaled = tuple(int(rate.scaleb(places)) for rate in rates)
        return cls(
            tuple(step.from_ for step in steps),
            tuple(rates),
            scaled,
            10**places,
            tuple(steps),
            said,
        )

    def source(self, step: int) -> str:
        """Where the rate of one step comes from, in Chinese."""
        return f"{self.steps[step].source}{self.said}"

    def step_on(self, day: date) -> int:
        """The number of the step in force on a day."""
        return max(bisect_right(self.starts, day) - 1, 0)

    def pieces(self, start: date, end: date) -> Iterator[tuple[date, date, int]]:
        """The days split where the rate changes, each with the number of its step."""
        place = self.step_on(start)
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
        anchor: where whole months are counted from, if they count a twelfth; ``None`` for days.
        stretches: first day, day after the last, base in fen and step of each stretch.
        paid: fen taken off since the last pay-off, by payments or waivers.
        waived: what of ``paid`` was given up.
        carried: numerator left from the last pay-off, less than half a fen either way.
        closed: what was paid off before, oldest first: stretches, fen paid, of them waived, and
            the numerator carried into it.
    """

    label: str
    path: RatePath
    basis: int
    anchor: Anchor | None = None
    stretches: Stretches = field(default_factory=list)
    paid: int = 0
    waived: int = 0
    carried: int = 0
    closed: list[tuple[Stretches, int, int, int]] = field(default_factory=list)
    _sum: int = 0

    def add(self, start: date, end: date, base: int) -> None:
        """Days on one base; a stretch that continues the last one is joined to it."""
        if not base:
            return
        path = self.path
        starts = path.starts
        place = max(bisect_right(starts, start) - 1, 0)
        if place + 1 == len(starts) or starts[place + 1] >= end:
            self._stretch(start, end, base, place)
            return
        for first, stop, step in path.pieces(start, end):
            self._stretch(first, stop, base, step)

    def _stretch(self, start: date, end: date, base: int, step: int) -> None:
        self._sum += base * self._units(start, end) * self.path.scaled[step]
        if self.stretches:
            begun, ended, same_base, same_step = self.stretches[-1]
            if ended == start and same_base == base and same_step == step:
                self.stretches[-1] = (begun, end, base, step)
                return
        self.stretches.append((start, end, base, step))

    def _units(self, start: date, end: date) -> int:
        """The numerator over the basis: days, or 30 a whole month and one an odd day."""
        if self.anchor is None:
            return (end - start).days
        return month_units(self.anchor, end) - month_units(self.anchor, start)

    @property
    def denominator(self) -> int:
        """What the exact sums are over, in fen."""
        return self.basis * self.path.scale

    @property
    def amount(self) -> int:
        """What has accrued since the last pay-off, rounded to the fen."""
        if not self._sum:
            return 0
        return max(half_up(self._sum + self.carried, self.denominator), 0)

    @property
    def owed(self) -> int:
        """What is unpaid of it, in fen; nothing where payments ran ahead."""
        return max(self.amount - self.paid, 0)

    @property
    def charged(self) -> int:
        """All that ever accrued, paid or not, in fen."""
        before = sum(paid for _, paid, _, _ in self.closed)
        return before + max(self.amount, self.paid)

    def pay(self, fen: int, *, waived: bool = False) -> int:
        """What a payment of so many fen takes off; a pay-off begins a new part."""
        if not fen or not self._sum:
            return 0
        amount = self.amount
        used = min(fen, max(amount - self.paid, 0))
        if not used:
            return 0
        self.paid += used
        if waived:
            self.waived += used
        if self.paid == amount:
            self.closed.append((self.stretches, self.paid, self.waived, self.carried))
            self.carried += self._sum - self.paid * self.denominator
            self.stretches, self.paid, self.waived, self._sum = [], 0, 0, 0
        return used

    def segments(self) -> tuple[Segment, ...]:
        """The stretches since the last pay-off in print."""
        return self._printed(self.stretches)

    def _printed(self, stretches: Stretches) -> tuple[Segment, ...]:
        return tuple(
            Segment(
                self.label,
                start,
                end,
                (end - start).days,
                Money(base),
                self.path.rates[step],
                self.basis,
                self.path.source(step),
                self._units(start, end),
            )
            for start, end, base, step in stretches
        )

    def part(self, label: str, clause: str = "") -> Part:
        """What has accrued since the last pay-off as one rounded part."""
        return Part(
            label,
            self.segments(),
            Money(self.amount),
            Money(self.paid - self.waived),
            self.carried_over,
            clause,
            Money(self.waived),
        )

    def paid_off(self, clause: str = "") -> tuple[Part, ...]:
        """The parts that were paid off before, oldest first."""
        return tuple(
            Part(
                self.label,
                self._printed(stretches),
                Money(paid),
                Money(paid - waived),
                self._fraction(carried),
                clause,
                Money(waived),
            )
            for stretches, paid, waived, carried in self.closed
        )

    @property
    def carried_over(self) -> Fraction:
        """The fraction of a fen that the last pay-off left, in yuan."""
        return self._fraction(self.carried)

    def _fraction(self, carried: int) -> Fraction:
        return Fraction(carried, self.denominator * 100) if carried else _NONE


_NONE = Fraction(0)
