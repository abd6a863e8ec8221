"""Brackets and sums as whole numbers: what a scale takes for an amount, exactly.

Nothing is rounded before a caller asks for it: sums are numerators, in fen, over a denominator.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from recoverydocs.money import Money, half_up
from recoverydocs.money.printed import percent, ratio_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoverydocs.law.table import Row

PLACES = 12
"""The most places that a bracket's rate may have."""
_UNIT = 10**PLACES


@dataclass(frozen=True, slots=True)
class Sum:
    """An exact sum with its working.

    Attributes:
        numerator: in fen.
        denominator: positive; not in lowest terms.
        working: how it came about, a line a step.
    """

    numerator: int
    denominator: int
    working: tuple[str, ...]

    @property
    def exact(self) -> Fraction:
        """The sum in yuan."""
        return Fraction(self.numerator, self.denominator * 100)

    def text(self) -> str:
        """The sum in yuan to read, cut after six places."""
        return ratio_text(self.numerator, self.denominator * 100)

    def rounded(self) -> Money:
        """The sum half up to the fen."""
        return Money(half_up(self.numerator, self.denominator))

    def rounding(self) -> str:
        """The sum and what it is rounded to, in words."""
        if self.numerator % self.denominator == 0:
            return f"{self.rounded()}元"
        return f"{self.text()}，四舍五入到分为 {self.rounded()}元"

    def headed(self, line: str) -> Sum:
        """The same with a line before its working."""
        return Sum(self.numerator, self.denominator, (line, *self.working))

    def less(self, other: Sum) -> Sum:
        """The difference; its working is for the caller to say."""
        return Sum(
            self.numerator * other.denominator - other.numerator * self.denominator,
            self.denominator * other.denominator,
            (),
        )

    def part(self, factor: Fraction) -> Sum:
        """A part of it, such as a half."""
        numerator = self.numerator * factor.numerator
        denominator = self.denominator * factor.denominator
        text = ratio_text(numerator, denominator * 100)
        return Sum(
            numerator, denominator, (*self.working, f"{self.text()} × {factor} = {text}")
        )

    def capped(self, cap: Money) -> Sum:
        """It, or the highest sum that the table allows."""
        if self.numerator <= cap.fen * self.denominator:
            return self
        return Sum(cap.fen, 1, (*self.working, f"{self.text()} 超过最高额，按 {cap}"))


@dataclass(frozen=True, slots=True)
class Bracket:
    """One bracket of a scale.

    Attributes:
        over: exclusive lower bound, fen.
        rate: parts of 10^12 on what lies over it; 0 for a fixed sum.
        base: what is due at the lower bound, a fixed sum of this bracket added; fen × 10^12.
        working: the lines of the brackets below, and of a fixed sum of this one.
        words: the bracket and its rate, for the line of what lies over the bound.
    """

    over: int
    rate: int
    base: int
    working: tuple[str, ...]
    words: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scale:
    """Brackets, each on the part of the amount that lies in it (分段累计).

    Attributes:
        overs: the lower bounds, fen.
        brackets: in the same order.
    """

    overs: tuple[int, ...]
    brackets: tuple[Bracket, ...]

    def of(self, amount: Money) -> Sum:
        """The sum for an amount; nothing at all pays what the first bracket fixes."""
        bracket = self.brackets[max(bisect_left(self.overs, amount.fen) - 1, 0)]
        if not bracket.rate:
            return Sum(bracket.base, _UNIT, bracket.working)
        inside = amount.fen - bracket.over
        worth = inside * bracket.rate
        head, rate = bracket.words
        line = f"{head}：{Money(inside)} × {rate} = {ratio_text(worth, _UNIT * 100)}"
        return Sum(bracket.base + worth, _UNIT, (*bracket.working, line))


def fixed(amount: Money) -> Sum:
    """A fixed sum."""
    return Sum(amount.fen, 1, (f"每件 {amount}",))


def read_scale(brackets: Iterable[Row]) -> Scale:
    """Brackets of a checked table, with what is due below each."""
    found: list[Bracket] = []
    base = 0
    working: tuple[str, ...] = ()
    for row in brackets:
        over = Money.from_yuan(row["over"])
        up_to = Money.from_yuan(row["up_to"]) if "up_to" in row else None
        words = _words(over, up_to)
        if "flat" in row:
            flat = Money.from_yuan(row["flat"])
            base, rate, shown = base + flat.fen * _UNIT, 0, ""
            working = (*working, f"{words.removesuffix('的部分')}的：{flat}")
        else:
            text = Decimal(row["rate"])
            rate, shown = int(text.scaleb(PLACES)), percent(text)
        found.append(Bracket(over.fen, rate, base, working, (words, shown)))
        if up_to is not None and rate:
            inside = up_to - over
            worth = inside.fen * rate
            base += worth
            line = f"{words}：{inside} × {shown} = {ratio_text(worth, _UNIT * 100)}"
            working = (*working, line)
    return Scale(tuple(each.over for each in found), tuple(found))


def _words(over: Money, up_to: Money | None) -> str:
    if up_to is None:
        return f"超过 {over}元的部分"
    return f"超过 {over}元至 {up_to}元的部分" if over else f"不超过 {up_to}元的部分"
