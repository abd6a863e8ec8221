"""Money as integer fen, and the one place where a fraction of a fen is rounded.

What an amount means, and when it is rounded, is for the figure that reckons it to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

_YUAN = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]{1,2})?")

_CENTS = tuple(f".{fen:02d}" for fen in range(100))


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of yuan, exact to the fen.

    Attributes:
        fen: the amount in fen; negative for a reversal.
    """

    fen: int

    @classmethod
    def from_yuan(cls, yuan: str | Decimal | int) -> Money:
        """The amount that a decimal string, ``Decimal`` or whole number of yuan names.

        Raises:
            ValueError: more than two decimal places, no number, or not finite.

        >>> Money.from_yuan("1,234.5").fen
        123450
        """
        text = f"{yuan:f}" if isinstance(yuan, Decimal) else str(yuan)
        if not _YUAN.fullmatch(text):
            raise ValueError("not an amount of yuan with at most two decimal places")
        negative, digits = text.startswith("-"), text.lstrip("-").replace(",", "")
        whole, _, part = digits.partition(".")
        fen = int(whole) * 100 + int(part.ljust(2, "0") or 0)
        return cls(-fen if negative else fen)

    @classmethod
    def total(cls, amounts: Iterable[Money]) -> Money:
        """The sum of any number of amounts; of none, zero."""
        return cls(sum(amount.fen for amount in amounts))

    @property
    def yuan(self) -> Decimal:
        """The amount in yuan with exactly two decimal places."""
        return Decimal(self.fen).scaleb(-2)

    def plain(self) -> str:
        """The amount as data writes it, such as ``4410.42``."""
        if self.fen < 0:
            return f"-{-self}".replace(",", "")
        return f"{self.fen // 100}{_CENTS[self.fen % 100]}"

    def __str__(self) -> str:
        if self.fen < 0:
            return f"-{-self}"
        return f"{self.fen // 100:,}{_CENTS[self.fen % 100]}"

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __bool__(self) -> bool:
        return self.fen != 0


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number of a fraction, half away from zero (四舍五入).

    >>> half_up(5, 2), half_up(1, 2), half_up(-1, 2), half_up(-1, 4)
    (3, 1, -1, 0)
    """
    whole = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -whole if numerator < 0 else whole


def round_to_fen(yuan: Fraction | Decimal | int) -> Money:
    """The amount nearest to an exact number of yuan, half a fen away from zero (四舍五入).

    Rounding of interest is not laid down by statute; half up to the fen, once at the end of a
    component, is the convention of the project's worked examples.

    >>> from fractions import Fraction
    >>> round_to_fen(Fraction(1, 200))
    Money(fen=1)
    """
    numerator, denominator = yuan.as_integer_ratio()
    return Money(half_up(100 * numerator, denominator))
