"""Which of several debts a payment meets when its payer named none.

Due debts before those not due; among those the one least secured, then the one that weighs
heaviest (the higher rate), then the one that fell due earlier, then all in proportion.
Source: 民法典 560. What it meets within one debt stands in ``repaying.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from recoverydocs.claims.terms import Payment
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from recoverydocs.claims.ledger import Ledger

_NONE, _ALL = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Debt:
    """One of several debts between the same parties.

    Attributes:
        name: what it is called.
        amount: what is owed of it.
        is_due: whether it has fallen due.
        covered: how much of it security covers.
        rate: what it bears, a fraction of one per year: the heavier, the earlier it is met.
        due_on: its due day; ``None`` where that is not known, which comes last.
    """

    name: str
    amount: Money
    is_due: bool
    covered: Money
    rate: Decimal
    due_on: date | None = None

    def rank(self) -> tuple[bool, Fraction, Decimal, date]:
        """The lower, the earlier a payment meets it."""
        share = Fraction(self.covered.fen, self.amount.fen) if self.amount else _NONE
        return not self.is_due, min(share, _ALL), -self.rate, self.due_on or date.max


def among(debts: Sequence[Debt], payment: Money) -> tuple[Money, ...]:
    """What a payment takes off each debt, in the order given; no fen is lost.

    Debts of one rank share in proportion: whole fen, the rest of a fen to the largest
    remainders. What exceeds all debts is taken to none.
    """
    shares = [0] * len(debts)
    left = payment.fen
    places = sorted(range(len(debts)), key=lambda place: debts[place].rank())
    for _, group in groupby(places, key=lambda place: debts[place].rank()):
        equals = list(group)
        amounts = [debts[place].amount.fen for place in equals]
        used = min(left, sum(amounts))
        for place, share in zip(equals, _in_proportion(amounts, used), strict=True):
            shares[place] = share
        left -= used
    return tuple(Money(share) for share in shares)


def _in_proportion(amounts: Sequence[int], fen: int) -> list[int]:
    """So many fen shared by the amounts; the largest remainders get the odd fen."""
    whole = sum(amounts)
    if not whole:
        return [0] * len(amounts)
    shares = [amount * fen // whole for amount in amounts]
    order = sorted(range(len(amounts)), key=lambda place: -(amounts[place] * fen % whole))
    for place in order[: fen - sum(shares)]:
        shares[place] += 1
    return shares


def pay_among(ledgers: Sequence[Ledger], payment: Payment) -> None:
    """Take a payment that names no loan: what is due of each is one debt, the rest another.

    Costs are met with the first loan of their contract that is met. What exceeds everything
    stays with the first loan as a surplus.
    """
    for ledger in ledgers:
        ledger.advance(payment.on)
    due = [_due(ledger) for ledger in ledgers]
    order = sorted(range(len(due)), key=lambda place: due[place].rank())
    pools: set[int] = set()
    for place in order:
        pool = ledgers[place].pool
        if id(pool) not in pools:
            pools.add(id(pool))
            costs = Money(pool.owed(payment.on))
            due[place] = replace(due[place], amount=due[place].amount + costs)
    shares = among([*due, *(_not_due(ledger) for ledger in ledgers)], payment.amount)
    over = payment.amount - Money.total(shares)
    for place in order:
        taken = shares[place] + shares[place + len(due)] + over
        over = Money(0)
        if taken:
            ledgers[place].pay(Payment(payment.on, taken))


def _due(ledger: Ledger) -> Debt:
    """What has fallen due of a loan, without its contract's costs."""
    fen = (
        ledger.interest_owed
        + ledger.penalty_owed
        + ledger.compound_owed
        + ledger.principal_due
        + ledger.accelerated
    )
    rate = ledger.penalty.path.rate_on(ledger.day)
    return _debt(ledger, fen, rate, ledger.late_since() or ledger.day, is_due=True)


def _not_due(ledger: Ledger) -> Debt:
    fen = ledger.principal + max(ledger.current.amount - ledger.current_paid, 0) - ledger.held
    rate = ledger.path.rate_on(ledger.day)
    dues = ledger.terms.dues[ledger.next_due :]
    return _debt(ledger, max(fen, 0), rate, dues[0].on if dues else None, is_due=False)


def _debt(
    ledger: Ledger, fen: int, rate: Decimal, due_on: date | None, *, is_due: bool
) -> Debt:
    covered = ledger.terms.covered
    amount = Money(fen)
    return Debt("", amount, is_due, amount if covered is None else covered, rate, due_on)
