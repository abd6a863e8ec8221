"""Rounding in a spreadsheet: formulas whose result in binary floating point is ours exactly.

A sum of stretches is exact here and binary there. Where the exact sum lies so near to half a
fen that the spreadsheet's own error could carry it over, the formula moves it a hair to the
side on which it lies, before it rounds. How large that error can be is bounded, not guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_UNIT = Fraction(1, 2**51)
"""Four times the relative error of one operation in double precision."""
_OPERATIONS = 32
"""More operations than a stretch takes, with what a spreadsheet's ROUND corrects by itself."""
_SMALLEST, _LARGEST = 7, 3
"""A hair is from 10^-7 to 10^-3 yuan; more would be no hair."""


@dataclass(frozen=True, slots=True)
class Exact:
    """An amount before rounding as a spreadsheet reckons it.

    Attributes:
        yuan: the exact amount.
        error: how far the spreadsheet's amount can be from it, in yuan.
    """

    yuan: Fraction
    error: Fraction

    @classmethod
    def product(cls, yuan: Fraction, steps: int) -> Exact:
        """Base × rate × days / basis, the base carried through so many earlier cells."""
        return cls(yuan, abs(yuan) * (_OPERATIONS + steps) * _UNIT)

    @classmethod
    def total(cls, amounts: list[Exact]) -> Exact:
        """Amounts added up."""
        size = sum((abs(each.yuan) for each in amounts), Fraction(0))
        error = sum((each.error for each in amounts), Fraction(0))
        whole = sum((each.yuan for each in amounts), Fraction(0))
        return cls(whole, error + size * (len(amounts) + _OPERATIONS) * _UNIT)

    def less(self, rounded: Fraction) -> Exact:
        """What rounding left over."""
        return Exact(self.yuan - rounded, self.error + abs(self.yuan) * _UNIT)


def hair(exact: Exact) -> Decimal | None:
    """What a formula adds before it rounds to the fen.

    Returns:
        Zero where the amount is far enough from half a fen; else a power of ten up to a tenth
        of a fen, positive from half a fen on, negative below it; ``None`` where no hair would
        do, since the amount is too large for double precision.

    >>> hair(Exact.product(Fraction("608.3333"), 0)), hair(Exact.product(Fraction("1.005"), 0))
    (Decimal('0'), Decimal('1E-7'))
    """
    fen = exact.yuan * 100
    beyond = fen - (fen.numerator // fen.denominator) - Fraction(1, 2)
    if abs(beyond) / 100 > 2 * exact.error:
        return Decimal(0)
    for places in range(_SMALLEST, _LARGEST - 1, -1):
        size = Fraction(1, 10**places)
        if size > 4 * exact.error:
            return Decimal(1 if beyond >= 0 else -1).scaleb(-places)
    return None
