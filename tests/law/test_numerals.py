from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverydocs.law.numerals import article_in_chinese, in_chinese, is_article

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
PLACES = {"十": 10, "百": 100, "千": 1000}


def read_back(text: str) -> int:
    total, digit = 0, 0
    for sign in text:
        if sign in PLACES:
            total += (digit or 1) * PLACES[sign]
            digit = 0
        else:
            digit = DIGITS[sign]
    return total + digit


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (119, "一百一十九"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1260, "一千二百六十"),
    ],
)
def test_in_chinese_writes_as_statutes_do(number: int, words: str) -> None:
    assert in_chinese(number) == words


@given(st.integers(1, 9999))
def test_in_chinese_reads_back(number: int) -> None:
    assert read_back(in_chinese(number)) == number


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_in_chinese_refuses_what_no_statute_has(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 9999"):
        in_chinese(number)


@pytest.mark.parametrize(
    ("article", "words"),
    [
        ("195", "第一百九十五条"),
        ("39(1)", "第三十九条第一款"),
        ("9(1)(6)", "第九条第一款第六项"),
        ("195[1]", "第一百九十五条第一项"),
        ("293之一", "第二百九十三条之一"),
        ("120之一(2)", "第一百二十条之一第二款"),
    ],
)
def test_article_in_chinese_names_paragraph_and_item(article: str, words: str) -> None:
    assert is_article(article)
    assert article_in_chinese(article) == words


@pytest.mark.parametrize("article", ["", "0", "39(0)", "三十九", "39()", "39(1)[2]", "12345"])
def test_article_in_chinese_refuses_other_forms(article: str) -> None:
    assert not is_article(article)
    with pytest.raises(ValueError, match="not an article number"):
        article_in_chinese(article)
