"""``calc capitals``: an amount in capitals."""

from __future__ import annotations

from recoverydocs.claims.calculators import inputs
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.shape import Calculator, Key
from recoverydocs.money import Money, in_words
from recoverydocs.money.words import LARGEST

SOURCE = "支付结算办法附一 正确填写票据和结算凭证的基本规定"


def capitals(*, amount: str, prefix: bool = False) -> Answer:
    """An amount in Chinese capitals, 零元整 for nothing.

    Source: 支付结算办法 附一 (银发〔1997〕393号).

    Args:
        amount: decimal yuan, at most two places, up to 9999999999999.99.
        prefix: whether 人民币 stands before it.

    Raises:
        CalculatorError: negative, more than two places, or too large.

    >>> capitals(amount="4410.42")["result"]
    {'text': '肆仟肆佰壹拾元零肆角贰分'}
    """
    money = _read(amount)
    words = in_words(money, prefix=inputs.truth("prefix", prefix))
    return {
        "result": {"text": words},
        "working": [f"{money}元 → {words}"],
        "sources": [SOURCE],
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
    ),
    "An amount in Chinese capitals.",
)
