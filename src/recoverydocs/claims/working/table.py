"""The shapes of the 计算明细表: everything that ever accrued, what was paid, what is left.

Unlike the 债权明细表, which shows only what is unpaid, it holds what was paid off as well, so
that a reader can redo each figure from the disbursement on. How its rows come about stands in
``rows.py``; nothing is reckoned here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from recoverydocs.money import Money

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    from recoverydocs.claims.entries import Moved
    from recoverydocs.claims.terms import LoanTerms, Rank

Role = Literal[
    "balance", "given", "planned", "single", "segment", "carried", "part",
    "less", "waived", "ahead", "turned", "figure", "unallocated",
]  # fmt: skip
"""What a row is:

- ``balance``: principal left after every move;
- ``given``: an amount as the core system or a voucher states it;
- ``planned``: interest that the contract's plan names;
- ``single``: a stretch of days rounded by itself;
- ``segment``: a stretch of days before rounding;
- ``carried``: the fraction of a fen that an earlier pay-off left, before rounding;
- ``part``: the ``segment`` and ``carried`` rows above it, added up and rounded;
- ``less``: what payments took off the figure;
- ``waived``: what the lender gave up of it;
- ``ahead``: paid ahead of its settlement day, so that it meets nothing in this figure yet;
- ``turned``: paid ahead and more than fell due, so that it turned into unallocated money;
- ``figure``: the rounded rows of the figure added up;
- ``unallocated``: received and not yet taken to anything, a deduction.
"""
OrderSource = Literal["clause", "stated", "law"]
BEFORE_ROUNDING: frozenset[Role] = frozenset({"segment", "carried"})
"""Rows whose amount is not rounded; a ``part`` adds them up."""


@dataclass(frozen=True, slots=True)
class WorkingRow:
    """One row of the 计算明细表.

    Attributes:
        role: what the row is.
        name: the figure that it belongs to, such as ``penalty_interest``.
        item: 项目.
        amount: 金额, rounded to the fen; ``None`` in rows before rounding.
        exact: the amount in yuan before rounding; ``None`` where nothing is reckoned.
        base: 基数; ``None`` where the row has none.
        from_: 起, the first day counted; ``None`` where the row has none.
        to: 止, the day after the last one counted; ``None`` where the row has none.
        rate: 年利率 as a fraction of one; ``None`` where the row has none.
        days: 天数; ``None`` where the row has none.
        units: the numerator over ``basis``: the days, or under the monthly convention 30 for
            each whole month and one for each odd day.
        basis: 计息基础, days of the reckoning year; ``None`` where the row has none.
        clause: 合同条款, the clause's number; empty where the case names none.
        note: where the rate comes from, how it was rounded, on which voucher it rests.
        counts: whether the row is one of those that add up to the total.
    """

    role: Role
    name: str
    item: str
    amount: Money | None = None
    exact: Fraction | None = None
    base: Money | None = None
    from_: date | None = None
    to: date | None = None
    rate: Decimal | None = None
    days: int | None = None
    units: int | None = None
    basis: int | None = None
    clause: str = ""
    note: str = ""
    counts: bool = False

    def counted(self) -> WorkingRow:
        """The same row as one that adds up to the total."""
        return replace(self, counts=True)


@dataclass(frozen=True, slots=True)
class LoanWorking:
    """One disbursement.

    Attributes:
        disb_no: 借据号; empty for balances that name none.
        terms: what it was reckoned by; ``None`` where balances are taken as stated.
        rows: in the order of the 债权明细表.
        moves: the disbursement, then each due day and payment in order of days; empty where
            ``terms`` is ``None``.
        notes: how it was reckoned, in Chinese sentences.
    """

    disb_no: str
    terms: LoanTerms | None
    rows: tuple[WorkingRow, ...]
    moves: tuple[Moved, ...]
    notes: tuple[str, ...]

    @property
    def total(self) -> Money:
        """What can be demanded of it, without costs."""
        return total_of(self.rows)


@dataclass(frozen=True, slots=True)
class ContractWorking:
    """One contract.

    Attributes:
        contract_no: the contract.
        as_of: 计算截止日.
        loans: its disbursements.
        costs: rows of the costs of recovery.
        total: 合计; all counted rows add up to it.
        total_words: the same in capitals; empty where payments exceed the debt.
        order: in which order payments are taken.
        order_source: ``clause`` where a clause of the contract says the order, ``stated`` where
            the case states an agreement without its clause, ``law`` where 民法典 561 does;
            payments that the books applied follow the books.
        order_clause: the clause's number; empty for the others.
        after: one sentence a disbursement on what goes on growing after the cut-off day.
    """

    contract_no: str
    as_of: date
    loans: tuple[LoanWorking, ...]
    costs: tuple[WorkingRow, ...]
    total: Money
    total_words: str
    order: tuple[Rank, ...]
    order_source: OrderSource
    order_clause: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Working:
    """The 计算明细表 of one case.

    Attributes:
        case_id: the case.
        as_of: 计算截止日.
        contracts: one table a contract, in the case's order.
        costs: rows of costs that belong to none of several contracts.
        total: what can be demanded in all.
    """

    case_id: str
    as_of: date
    contracts: tuple[ContractWorking, ...]
    costs: tuple[WorkingRow, ...]
    total: Money


def total_of(rows: tuple[WorkingRow, ...]) -> Money:
    """The counted rows added up."""
    return Money.total(row.amount for row in rows if row.counts and row.amount is not None)
