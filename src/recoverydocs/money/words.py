"""大写金额: an amount in the capitals of 支付结算办法 附一, by exact digits, no float."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.money.amount import Money

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
LARGEST = Money(999_999_999_999_999)
"""9,999,999,999,999.99 yuan: the largest amount with a name here."""


def in_words(amount: Money, *, prefix: bool = True) -> str:
    """The amount in capitals; 整 after yuan, none after jiao or fen.

    Where the rule leaves a choice, the first form of its printed examples is taken: 零 before
    the jiao where the last digit of the yuan is 0.

    Source: 支付结算办法 附一 正确填写票据和结算凭证的基本规定 (银发〔1997〕393号).

    Raises:
        ValueError: negative, or above 9,999,999,999,999.99 yuan.

    >>> in_words(Money.from_yuan("100005000"))
    '人民币壹亿零伍仟元整'
    >>> in_words(Money.from_yuan("1409.50"))
    '人民币壹仟肆佰零玖元伍角'
    >>> in_words(Money.from_yuan("0.05"), prefix=False)
    '伍分'
    """
    if amount.fen < 0:
        raise ValueError("a negative amount has no form in capitals")
    if amount > LARGEST:
        raise ValueError("an amount above 9999999999999.99 has no form in capitals")
    yuan, rest = divmod(amount.fen, 100)
    jiao, fen = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan else ""
    if yuan and ((fen and not jiao) or (jiao and yuan % 10 == 0)):
        text += "零"
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    if fen:
        text += f"{_DIGITS[fen]}分"
    if not rest:
        text += "整" if text else "零元整"
    return f"人民币{text}" if prefix else text


def _whole(number: int) -> str:
    """A whole number in capitals, groups of four digits joined by 万 and 亿."""
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text, gap = "", False
    for power in reversed(range(len(groups))):
        group = groups[power]
        if not group:
            gap = gap or bool(text)
            continue
        if text and (gap or group < 1000):  # noqa: PLR2004 - a group without thousands
            text += "零"
        gap = False
        name = _GROUPS[power]
        # 万亿 followed by a further 亿 group is said 万 here and 亿 there.
        if power == 3 and groups[2]:  # noqa: PLR2004
            name = "万"
        text += four_digits(group, _DIGITS, _PLACES) + name
    return text


def four_digits(number: int, digits: str, places: Sequence[str]) -> str:
    """A number from 1 to 9999 in Chinese, one 零 for each run of inner zeros.

    Args:
        number: the number.
        digits: how 0 to 9 are written.
        places: what stands behind ones, tens, hundreds and thousands.
    """
    text, gap = "", False
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap else "") + digits[digit] + places[place]
            gap = False
        else:
            gap = bool(text)
    return text
