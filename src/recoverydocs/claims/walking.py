"""All that was paid and given up, taken in order of days on the ledgers that it is for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoverydocs.claims.several_debts import pay_among
from recoverydocs.claims.terms import Payment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recoverydocs.claims.ledger import Ledger
    from recoverydocs.claims.terms import Waiver
    from recoverydocs.money import Money


def walk(
    ledgers: Sequence[Ledger],
    events: Sequence[tuple[Sequence[Ledger], Payment | Waiver]],
    to: date,
) -> tuple[tuple[Waiver, Money], ...]:
    """Take everything in order of days, each on its ledgers, and end on a day.

    A payment on several ledgers names none of them: 民法典 560 decides. A waiver on several is
    taken off the first of them that owes it. What was given up beyond what was owed is
    answered.
    """
    over: list[tuple[Waiver, Money]] = []
    for on, event in sorted(events, key=lambda pair: pair[1].on):
        if event.on > to:
            continue
        if isinstance(event, Payment):
            if len(on) == 1:
                on[0].pay(event)
            else:
                pay_among(on, event)
            continue
        left = event.amount
        for ledger in on:
            if left:
                left -= ledger.give_up(replace(event, amount=left))
        if left:
            over.append((event, left))
    for ledger in ledgers:
        ledger.advance(to)
    return tuple(over)
