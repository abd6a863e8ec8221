from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverydocs.money import Money, in_words
from recoverydocs.money.words import LARGEST

DIGITS = {sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_group(text: str) -> int:
    total = digit = 0
    for sign in text:
        if sign in PLACES:
            total += digit * PLACES[sign]
            digit = 0
        else:
            digit = DIGITS[sign]
    return total + digit


def read_whole(text: str) -> int:
    if "亿" in text:
        high, _, low = text.rpartition("亿")
        return read_whole(high) * 10**8 + read_whole(low)
    if "万" in text:
        high, _, low = text.rpartition("万")
        return read_group(high) * 10**4 + read_group(low)
    return read_group(text)


def read_back(text: str) -> int:
    """The fen that the capitals say, by a reader written without the writer in view."""
    if text == "零元整":
        return 0
    yuan, found, rest = text.removesuffix("整").rpartition("元")
    rest = rest if found else text
    fen = 0
    for sign, worth in (("角", 10), ("分", 1)):
        if sign in rest:
            fen += DIGITS[rest[rest.index(sign) - 1]] * worth
    return read_whole(yuan) * 100 + fen


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        # Printed examples of 支付结算办法 附一.
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        # Edges: nothing, only jiao or fen, gaps between the groups of four digits.
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("10", "壹拾元整"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("1000000000000", "壹万亿元整"),
        ("1000100000000", "壹万零壹亿元整"),
        ("9999999999999.99", "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_in_words_writes_as_printed(yuan: str, words: str) -> None:
    assert in_words(Money.from_yuan(yuan), prefix=False) == words
    assert in_words(Money.from_yuan(yuan)) == f"人民币{words}"


@given(st.integers(0, LARGEST.fen))
def test_in_words_reads_back(fen: int) -> None:
    words = in_words(Money(fen), prefix=False)
    assert read_back(words) == fen
    assert "零零" not in words
    assert not words.startswith("零") or fen == 0


@pytest.mark.parametrize("fen", [-1, LARGEST.fen + 1])
def test_in_words_refuses_what_has_no_form(fen: int) -> None:
    with pytest.raises(ValueError, match="no form in capitals"):
        in_words(Money(fen))
