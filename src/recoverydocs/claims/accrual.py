"""Exact accrual in whole numbers: stretches of days on one base and rate, rounded once.

All sums are integers over one denominator, so that nothing is rounded before its component ends
and a long loan costs microseconds.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from operator import eq
from typing import TYPE_CHECKING

from recoverydocs.claims.figure import Part, Segment, percent
from recoverydocs.claims.terms import month_units
from recoverydocs.errors import DataRefusedError
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from recoverydocs.claims.terms import Anchor, RateStep

_USUAL_PLACES = 12
_MOST_PLACES = 24
_TOO_FINE = "利率的小数位数过多，请写到小数点后 12 位以内"
_ONE = Decimal(1)
Stretches = list[tuple["date", "date", int, int]]
"""First day, day after the last, base in fen and step of the rates, in order of days."""


@dataclass(frozen=True, slots=True)
class RatePath:
    """The rates of one loan by day, as whole numbers.

    Attributes:
        starts: first day of each step.
        scaled: each rate, a fraction of one per year, times 10^``places``.
        places: how many decimal places are kept.
        scale: 10^``places``.
        steps: the contract's rates that these rest on.
        factor: what those are multiplied by.
        said: the same in Chinese; empty for nothing.
    """

    starts: tuple[date, ...]
    scaled: tuple[int, ...]
    places: int
    scale: int
    steps: tuple[RateStep, ...]
    factor: Decimal = _ONE
    said: str = ""

    @classmethod
    def of(cls, steps: Sequence[RateStep], uplift: Decimal | None = None) -> RatePath:
        """The contract rates, or with an uplift the penalty rates.

        Raises:
            DataRefusedError: a rate with more decimal places than can be kept exact.
        """
        for places in (_USUAL_PLACES, _MOST_PLACES):
            exact = [step.rate.scaleb(places) for step in steps]
            scaled = tuple(int(rate) for rate in exact)
            if all(map(eq, scaled, exact)):
                break
        else:
            raise DataRefusedError(_TOO_FINE)
        starts = tuple(step.from_ for step in steps)
        found = cls(starts, scaled, places, 10**places, tuple(steps))
        if uplift is None:
            return found
        return found.times(1 + uplift, f"，上浮{percent(uplift)}")

    def times(self, factor: Decimal, said: str) -> RatePath:
        """These rates times a factor.

        Raises:
            DataRefusedError: more decimal places than can be kept exact.
        """
        more = max(-int(factor.as_tuple().exponent), 0)
        places = self.places + more
        if places > _MOST_PLACES:
            raise DataRefusedError(_TOO_FINE)
        whole = int(factor.scaleb(more))
        scaled = tuple(rate * whole for rate in self.scaled)
        return RatePath(self.starts, scaled, places, 10**places, self.steps, factor, said)

    def rate(self, step: int) -> Decimal:
        """The rate of one step, a fraction of one per year."""
        return self.steps[step].rate * self.factor if self.said else self.steps[step].rate

    def rate_on(self, day: date) -> Decimal:
        """The rate of a day."""
        return self.rate(self.step_on(day))

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
class Stretched:
    """Stretches of days that no longer change; put in print when somebody looks.

    Attributes:
        label: their word in rows.
        path: their rates.
        basis: days of the reckoning year.
        anchor: where whole months are counted from; ``None`` for days.
        stretches: first day, day after the last, base in fen and step of each.
    """

    label: str
    path: RatePath
    basis: int
    anchor: Anchor | None
    stretches: tuple[tuple[date, date, int, int], ...]
    _made: tuple[Segment, ...] | None = field(default=None, compare=False, repr=False)

    def segments(self) -> tuple[Segment, ...]:
        """The stretches in print."""
        if self._made is None:
            self._made = tuple(
                Segment(
                    self.label,
                    start,
                    end,
                    (end - start).days,
                    Money(base),
                    self.path.rate(step),
                    self.basis,
                    self.path.source(step),
                    units_between(self.anchor, start, end),
                )
                for start, end, base, step in self.stretches
            )
        return self._made


def units_between(anchor: Anchor | None, start: date, end: date) -> int:
    """The numerator over the basis: days, or 30 a whole month and one an odd day."""
    if anchor is None:
        return (end - start).days
    return month_units(anchor, end) - month_units(anchor, start)


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
        denominator: what the exact sums are over, in fen.
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
    denominator: int = field(init=False)

    def __post_init__(self) -> None:
        self.denominator = self.basis * self.path.scale

    def add(self, start: date, end: date, base: int) -> None:
        """Days on one base."""
        for first, stop, step in self.path.pieces(start, end):
            self.grow(first, stop, (stop - first).days, base, step)

    def grow(self, start: date, end: date, days: int, base: int, step: int) -> None:
        """Days on one base and rate; a stretch that continues the last one is joined to it."""
        if not base:
            return
        units = days if self.anchor is None else units_between(self.anchor, start, end)
        self._sum += base * units * self.path.scaled[step]
        stretches = self.stretches
        if stretches:
            begun, ended, same_base, same_step = stretches[-1]
            if same_base == base and same_step == step and ended == start:
                stretches[-1] = (begun, end, base, step)
                return
        stretches.append((start, end, base, step))

    @property
    def amount(self) -> int:
        """What has accrued since the last pay-off, rounded to the fen."""
        if not self._sum:
            return 0
        over = self.denominator
        return max((2 * (self._sum + self.carried) + over) // (2 * over), 0)

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
        return self._stretched(self.stretches).segments()

    def stretched(self) -> Stretched:
        """The stretches since the last pay-off, as they stand now."""
        return self._stretched(self.stretches)

    def _stretched(self, stretches: Stretches) -> Stretched:
        return Stretched(self.label, self.path, self.basis, self.anchor, tuple(stretches))

    def part(self, label: str, clause: str = "") -> Part:
        """What has accrued since the last pay-off as one rounded part."""
        return Part(
            label,
            self.stretched(),
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
                self._stretched(stretches),
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
