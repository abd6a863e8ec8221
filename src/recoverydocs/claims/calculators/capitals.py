"""``calc capitals``: an amount in capitals."""

from __future__ import annotations

from recoverydocs.claims.calculators import inputs
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.shape import Calculator, Key
from recoverydocs.errors import LawTableError
from recoverydocs.law import LawBook, load_packaged
from recoverydocs.money import Money, in_words
from recoverydocs.money.words import LARGEST

_RULE = "settlement-rules"


def capitals(
    *, amount: str, prefix: bool = False, on: str | None = None, law: LawBook | None = None
) -> Answer:
    """An amount in Chinese capitals, 零元整 for nothing.

    Source: 支付结算办法 附一 (table ``statutes``, settlement-rules).

    Args:
        amount: decimal yuan, at most two places, up to 9999999999999.99.
        prefix: whether 人民币 stands before it.
        on: the day whose rule is cited; without, the last that the table has.
        law: the dated tables; without, the packaged ones.

    Raises:
        CalculatorError: negative, more than two places, too large, or a day
            before the rule.

    >>> capitals(amount="4410.42")["result"]
    {'text': '肆仟肆佰壹拾元零肆角贰分'}
    """
    money = _read(amount)
    words = in_words(money, prefix=inputs.truth("prefix", prefix))
    book = load_packaged() if law is None else law
    day = inputs.optional_day("on", on) or book.statutes[_RULE].versions[-1].starts
    try:
        source = book.cite(_RULE, day)
    except LawTableError as fault:
        raise CalculatorError("on", str(fault)) from fault
    return {
        "result": {"text": words},
        "working": [f"{money}元 → {words}"],
        "sources": [source],
    }


def _read(value: object) -> Money:
    money = inputs.amount("amount", value)
    if money > LARGEST:
        raise CalculatorError("amount", "超过 9999999999999.99，没有大写写法")
    return money


CAPITALS = Calculator(
    "capitals",
    capitals,
    (
        Key("amount", "text", "decimal yuan, such as 4410.42"),
        Key("prefix", "boolean", "put 人民币 before it", required=False),
        Key("on", "text", "day whose rule is cited; today", required=False, is_today=True),
    ),
    "An amount in Chinese capitals.",
    takes_law=True,
)
