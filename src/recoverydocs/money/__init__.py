"""Exact money: integer fen inside, ``Decimal`` yuan at the border, 大写 in words."""

from recoverydocs.money.amount import Money, half_up, round_to_fen
from recoverydocs.money.words import in_words

__all__ = ["Money", "half_up", "in_words", "round_to_fen"]
