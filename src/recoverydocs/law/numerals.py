"""Numbers and days in Chinese: 第一百九十五条第一款第二项, from the tables' short form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recoverydocs.money.words import four_digits

if TYPE_CHECKING:
    from datetime import date

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_ARTICLE = re.compile(
    r"(?P<article>[1-9][0-9]{0,3})(?P<inserted>之[一二三四五六七八九十]+)?"
    r"(?:\((?P<paragraph>[1-9][0-9]?)\)(?:\((?P<item>[1-9][0-9]?)\))?|\[(?P<lone>[1-9][0-9]?)\])?"
)
_LARGEST = 9999


def is_article(text: str) -> bool:
    """Whether the text is an article number in the tables' form.

    >>> is_article("39(1)"), is_article("293之一"), is_article("三十九")
    (True, True, False)
    """
    return _ARTICLE.fullmatch(text) is not None


def in_chinese(number: int) -> str:
    """A whole number from 1 to 9999 in Chinese as statutes write it.

    Raises:
        ValueError: outside that range.

    >>> in_chinese(10), in_chinese(110), in_chinese(1024), in_chinese(2000)
    ('十', '一百一十', '一千零二十四', '二千')
    """
    if not 1 <= number <= _LARGEST:
        raise ValueError("a number from 1 to 9999 is meant")
    text = four_digits(number, _DIGITS, _PLACES)
    return text.removeprefix("一") if text.startswith("一十") else text


def chinese_date(day: date) -> str:
    """The day as documents write it.

    >>> from datetime import date
    >>> chinese_date(date(2026, 3, 1))
    '2026年3月1日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def clause_no(number: str | None) -> str | None:
    """A clause's number as text cites it.

    >>> clause_no("8.2"), clause_no("第八条第二款"), clause_no(None)
    ('第8.2条', '第八条第二款', None)
    """
    if not number:
        return None
    return number if number.startswith("第") else f"第{number.removesuffix('条')}条"


def article_in_chinese(article: str) -> str:
    """The article as a document cites it.

    ``39(1)`` is 款, ``9(1)(6)`` 款 and 项, ``195[1]`` the 项 of an article that has one 款.

    Raises:
        ValueError: not an article number in the tables' form.

    >>> article_in_chinese("9(1)(6)")
    '第九条第一款第六项'
    >>> article_in_chinese("195[1]"), article_in_chinese("293之一")
    ('第一百九十五条第一项', '第二百九十三条之一')
    """
    parts = _ARTICLE.fullmatch(article)
    if parts is None:
        raise ValueError(
            "not an article number of the form 39, 39(1), 9(1)(6), 195[1] or 293之一"
        )
    text = f"第{in_chinese(int(parts['article']))}条{parts['inserted'] or ''}"
    if parts["paragraph"]:
        text += f"第{in_chinese(int(parts['paragraph']))}款"
    item = parts["item"] or parts["lone"]
    if item:
        text += f"第{in_chinese(int(item))}项"
    return text
