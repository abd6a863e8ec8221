"""The bound on what binary arithmetic can do, tried out."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverydocs.documents.working_book.rounding import Exact, hair
from recoverydocs.money import round_to_fen

STRETCHES = st.lists(
    st.tuples(
        st.integers(1, 10**12),  # base in fen, up to ten thousand million yuan
        st.integers(1, 2400),  # basis points of the rate
        st.sampled_from([Decimal(1), Decimal("1.3"), Decimal("1.5"), Decimal("1.47")]),
        st.integers(1, 366),
    ),
    min_size=1,
    max_size=12,
)


def plain(amount: float) -> int:
    """Fen of a double rounded by its own digits."""
    return int((Decimal(amount) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def fifteen(amount: float) -> int:
    """Fen of a double rounded by its first fifteen digits, as Excel shows it."""
    return int((Decimal(f"{amount:.15g}") * 100).quantize(Decimal(1), ROUND_HALF_UP))


def agrees(exact: Exact, binary: float) -> bool:
    aside = hair(exact)
    if aside is None:
        return abs(exact.yuan) > 10**8
    wanted = round_to_fen(exact.yuan).fen
    moved = binary + float(aside)
    return plain(moved) == fifteen(moved) == wanted


@settings(max_examples=2000, deadline=None)
@given(STRETCHES, st.sampled_from([360, 365]))
def test_a_sum_in_binary_rounds_as_the_exact_one(
    stretches: list[tuple[int, int, Decimal, int]], basis: int
) -> None:
    parts, binary = [], 0.0
    for fen, points, uplift, days in stretches:
        rate = Decimal(points).scaleb(-4)
        yuan = Fraction(fen, 100) * Fraction(rate * uplift) * days / basis
        parts.append(Exact.product(yuan, 5))
        binary += (fen / 100) * (float(rate) * float(uplift)) * days / basis
    assert agrees(Exact.total(parts), binary)


@settings(max_examples=1000, deadline=None)
@given(st.integers(1, 10**10), st.integers(-3, 3))
def test_half_a_fen_and_its_neighbours_round_right(fen: int, beside: int) -> None:
    """Half a fen exactly, and as near to it as the last digits of a double are."""
    yuan = Fraction(2 * fen + 1, 200) * (1 + Fraction(beside, 10**15))
    assert agrees(Exact.product(yuan, 0), float(yuan))


@pytest.mark.parametrize(
    ("yuan", "text"),
    [
        ("608.33", "0"),
        ("61.725", "1E-7"),  # half a fen: up
        ("61.72499999999999999", "-1E-7"),  # below it by less than a double tells: down
        ("1234567890.125", "0.0001"),
    ],
)
def test_a_hair_is_as_thin_as_it_can_be(yuan: str, text: str) -> None:
    assert str(hair(Exact.product(Fraction(yuan), 0))) == text


def test_no_hair_where_a_double_cannot_tell_a_fen() -> None:
    assert hair(Exact.product(Fraction("99999999999999.125"), 0)) is None


def test_what_rounding_left_over_keeps_the_error_of_the_whole() -> None:
    whole = Exact.product(Fraction(1000000), 0)
    left = whole.less(Fraction("999999.99"))
    assert left.yuan == Fraction(1, 100)
    assert left.error > whole.error
