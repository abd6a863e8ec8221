"""The fee tables once more, as one line a bracket (速算), worked by hand from the decrees.

fee = amount × rate + add for the bracket that the amount lies in. Nothing here is read from the
product's tables or reckoned by its code.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

FEN = Decimal("0.01")
_EXACT = Context(prec=60)

Line = tuple[str, str, str]
"""Inclusive upper bound (empty for none), rate, sum added."""

# 诉讼费用交纳办法 13(1)(1): 50; then 2.5 %, 2 %, 1.5 %, 1 %, 0.9 %, 0.8 %, 0.7 %, 0.6 %, 0.5 %.
PROPERTY: tuple[Line, ...] = (
    ("10000", "0", "50"),
    ("100000", "0.025", "-200"),
    ("200000", "0.02", "300"),
    ("500000", "0.015", "1300"),
    ("1000000", "0.01", "3800"),
    ("2000000", "0.009", "4800"),
    ("5000000", "0.008", "6800"),
    ("10000000", "0.007", "11800"),
    ("20000000", "0.006", "21800"),
    ("", "0.005", "41800"),
)
# 14(1): 50; then 1.5 %, 1 %, 0.5 %, 0.1 %.
ENFORCEMENT: tuple[Line, ...] = (
    ("10000", "0", "50"),
    ("500000", "0.015", "-100"),
    ("5000000", "0.01", "2400"),
    ("10000000", "0.005", "27400"),
    ("", "0.001", "67400"),
)
# 14(2): 30; then 1 %, 0.5 %; no more than 5,000, reached at 896,000.
PRESERVATION: tuple[Line, ...] = (
    ("1000", "0", "30"),
    ("100000", "0.01", "20"),
    ("896000", "0.005", "520"),
    ("", "0", "5000"),
)
# 14(6): half of 13, no more than 300,000: half of the 600,000 that 111,640,000 comes to.
BANKRUPTCY_CAP_AT = "111640000"
# 仲裁收费办法, 附件: 40 or 100 up to 1,000; then the lower and the upper rates.
ARBITRATION_MIN: tuple[Line, ...] = (
    ("1000", "0", "40"),
    ("50000", "0.04", "0"),
    ("100000", "0.03", "500"),
    ("200000", "0.02", "1500"),
    ("500000", "0.01", "3500"),
    ("1000000", "0.005", "6000"),
    ("", "0.0025", "8500"),
)
ARBITRATION_MAX: tuple[Line, ...] = (
    ("1000", "0", "100"),
    ("50000", "0.05", "50"),
    ("100000", "0.04", "550"),
    ("200000", "0.03", "1550"),
    ("500000", "0.02", "3550"),
    ("1000000", "0.01", "8550"),
    ("", "0.005", "13550"),
)


def quick(lines: tuple[Line, ...], amount: Decimal) -> Decimal:
    """The fee before rounding."""
    rate, add = next(
        (rate, add) for up_to, rate, add in lines if not up_to or amount <= Decimal(up_to)
    )
    return _EXACT.fma(amount, Decimal(rate), Decimal(add))


def part(exact: Decimal, divisor: int) -> str:
    """A fee divided and rounded half up to the fen, as data writes it."""
    return str((_EXACT.divide(exact, divisor)).quantize(FEN, ROUND_HALF_UP))


def around(*edges: str) -> list[str]:
    """Each edge, one fen below and one fen above; and amounts that no edge is near."""
    found = ["0", "0.01", "1", "365842.17", "1234567.89", "9999999999.99"]
    for edge in edges:
        found += [str(Decimal(edge) + step) for step in (-FEN, Decimal(0), FEN)]
    return found


def edges_of(lines: tuple[Line, ...]) -> list[str]:
    return around(*(up_to for up_to, _, _ in lines if up_to))
