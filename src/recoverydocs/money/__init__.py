"""Exact money: integer fen inside, ``Decimal`` yuan at the border, 大写 in words."""

from recoverydocs.money.amount import Money, round_to_fen
from recoverydocs.money.words import in_words

__all__ = ["Money", "in_words", "round_to_fen"]
