from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverydocs.money import Money, half_up, round_to_fen

FEN = st.integers(-(10**15), 10**15)


@given(FEN)
def test_plain_text_reads_back(fen: int) -> None:
    money = Money(fen)
    assert Money.from_yuan(money.plain()) == money
    assert Money.from_yuan(str(money)) == money
    assert Money.from_yuan(money.yuan) == money


@given(st.integers(-(10**18), 10**18), st.integers(1, 10**9))
def test_half_up_is_the_nearest_whole_number(numerator: int, denominator: int) -> None:
    size = floor(Fraction(abs(numerator), denominator) + Fraction(1, 2))
    assert half_up(numerator, denominator) == (-size if numerator < 0 else size)
    assert round_to_fen(Fraction(numerator, denominator)) == Money(
        half_up(100 * numerator, denominator)
    )


@given(st.lists(FEN, max_size=20))
def test_sums_never_drift(parts: list[int]) -> None:
    assert Money.total(Money(part) for part in parts).fen == sum(parts)


@given(FEN, FEN)
def test_adding_and_taking_away_undo_each_other(left: int, right: int) -> None:
    assert Money(left) + Money(right) - Money(right) == Money(left)
    assert (-Money(left)).fen == -left
    assert bool(Money(left)) == (left != 0)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0", 0),
        ("1", 100),
        ("1.5", 150),
        ("1.05", 105),
        ("-2.30", -230),
        ("1,234,567.89", 123456789),
    ],
)
def test_from_yuan_reads_exactly(text: str, fen: int) -> None:
    assert Money.from_yuan(text).fen == fen


@pytest.mark.parametrize("text", ["", "1.005", "1e3", "NaN", "1,23", "壹", ".5", "+1", " 1"])
def test_from_yuan_refuses_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="two decimal places"):
        Money.from_yuan(text)


def test_from_yuan_takes_whole_numbers_and_decimals() -> None:
    assert Money.from_yuan(7).fen == 700
    assert Money.from_yuan(Decimal("1E+2")).fen == 10_000


@pytest.mark.parametrize(
    ("exact", "fen"),
    [
        (Fraction(1, 200), 1),  # half a fen goes up
        (Fraction(-1, 200), -1),  # and away from zero
        (Fraction(1, 201), 0),
        (Fraction(5, 1000), 1),
        (Fraction(2, 3), 67),
        (Decimal("0.005"), 1),
        (3, 300),
    ],
)
def test_round_to_fen_is_half_up(exact: Fraction | Decimal | int, fen: int) -> None:
    assert round_to_fen(exact).fen == fen


@given(st.fractions(-(10**9), 10**9, max_denominator=10**9))
def test_round_to_fen_is_within_half_a_fen(exact: Fraction) -> None:
    rounded = Fraction(round_to_fen(exact).fen, 100)
    assert abs(rounded - exact) <= Fraction(1, 200)
    assert round_to_fen(-exact) == -round_to_fen(exact)
