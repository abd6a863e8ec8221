"""Exact numbers as a reader can check them: rates in percent, yuan cut after six places."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

_CUT = 10**6


def percent(rate: Decimal) -> str:
    """A rate as a percentage without idle zeros, at least two places.

    >>> from decimal import Decimal
    >>> percent(Decimal("0.0435")), percent(Decimal("0.06")), percent(Decimal("0.065250"))
    ('4.35%', '6.00%', '6.525%')
    """
    whole, _, places = f"{rate:%}".rstrip("%").partition(".")
    return f"{whole}.{places.rstrip('0').ljust(2, '0')}%"


def decimal_text(exact: Fraction) -> str:
    """An exact number of yuan to read: whole where it ends, else cut after six places.

    >>> from fractions import Fraction
    >>> decimal_text(Fraction(9, 2)), decimal_text(Fraction(1, 3))
    ('4.50', '0.333333…')
    """
    return ratio_text(exact.numerator, exact.denominator)


def ratio_text(numerator: int, denominator: int) -> str:
    """The same for a numerator over a positive denominator, lowest terms or not.

    >>> ratio_text(-900, 200)
    '-4.50'
    """
    scaled, rest = divmod(abs(numerator) * _CUT, denominator)
    whole, part = divmod(scaled, _CUT)
    sign = "-" if numerator < 0 else ""
    if rest:
        return f"{sign}{whole:,}.{part:06d}…"
    if part % 10_000 == 0:
        return f"{sign}{whole:,}.{part // 10_000:02d}"
    return f"{sign}{whole:,}.{f'{part:06d}'.rstrip('0')}"
