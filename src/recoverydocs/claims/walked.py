"""One contract walked to a day: its loans' ledgers, the costs, and what payments left of them.

``assess.py`` makes figures of it, ``working`` the table that shows how they came about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import accelerated_on
from recoverydocs.claims.contract_terms import Read, read_terms
from recoverydocs.claims.costs import dated_costs
from recoverydocs.claims.entries import CostPool
from recoverydocs.claims.ledger import Ledger, walk
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import Contract
    from recoverydocs.claims.figure import Figure
    from recoverydocs.law import LawBook


@dataclass(frozen=True, slots=True)
class Walked:
    """One contract on a day.

    Attributes:
        accelerated: the day on which everything fell due by notice; ``None`` if it did not.
        numbers: of the disbursements made by that day.
        reads: their terms, in the same order.
        ledgers: their ledgers on the day, in the same order; none where the terms of one of
            them are incomplete.
        costs: each cost that its clause lets us claim, whole.
        left: the same with what payments took off them.
    """

    accelerated: date | None
    numbers: tuple[str, ...]
    reads: tuple[Read, ...]
    ledgers: tuple[Ledger, ...]
    costs: tuple[Figure, ...]
    left: tuple[Figure, ...]


def walk_contract(case: Case, contract: Contract, law: LawBook, as_of: date) -> Walked:
    """Every disbursement made by the day, with every payment received by then."""
    arrived = accelerated_on(case, contract.contract_no, as_of)
    accelerated = arrived.on if arrived is not None else None
    made = [each for each in contract.disbursements if each.on <= as_of]
    reads = tuple(read_terms(contract, each, law, as_of, accelerated) for each in made)
    dated = dated_costs(case, contract.contract_no, as_of)
    costs = tuple(figure for _, figure in dated)
    pool = CostPool([(day, figure.amount.fen) for day, figure in dated])
    ledgers = _walked(reads, pool, as_of)
    numbers = tuple(each.disb_no for each in made)
    return Walked(accelerated, numbers, reads, ledgers, costs, _left(costs, pool))


def _walked(reads: Sequence[Read], pool: CostPool, as_of: date) -> tuple[Ledger, ...]:
    """Every disbursement walked to the day; none where the terms of one are incomplete."""
    if not reads or any(read.terms is None for read in reads):
        return ()
    ledgers = tuple(Ledger(read.terms, pool) for read in reads if read.terms is not None)
    payments = [(place, each) for place, read in enumerate(reads) for each in read.payments]
    walk(ledgers, payments, as_of)
    return ledgers


def _left(costs: Sequence[Figure], pool: CostPool) -> tuple[Figure, ...]:
    """The costs with what payments have taken off them."""
    left: list[Figure] = []
    for figure, (_, fen) in zip(costs, pool.left, strict=True):
        paid = figure.amount - Money(fen)
        if paid:
            parts = tuple(replace(part, paid=paid) for part in figure.parts)
            left.append(replace(figure, amount=Money(fen), parts=parts))
        else:
            left.append(figure)
    return tuple(left)
