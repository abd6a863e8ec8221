"""Warnings about the plan by which a loan is reckoned: its fees, its interest, its changes.

Source: the contract; what an agreement changed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from recoverydocs.claims import reckoned
from recoverydocs.claims.accrual import Accrual
from recoverydocs.claims.entries import StatedInterest
from recoverydocs.claims.plans import PLANNED
from recoverydocs.claims.terms import YEAR_UNITS, anchor_of
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import Contract
    from recoverydocs.claims.ledger import Ledger
    from recoverydocs.claims.terms import Anchor
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

_PLAN = ("instalments", "还款计划")
_LEAST_FEN = 100
_SHARE = Fraction(1, 200)
"""A plan rounds its daily rate or its first days otherwise: half a per cent is no fault."""


def plan_cautions(
    case: Case, contract: Contract, ledgers: Sequence[Ledger], law: LawBook, as_of: date
) -> Iterator[Finding]:
    """Every caution about the plan of one contract."""
    yield from _fees(contract, law, as_of)
    if contract.repay_method.method in PLANNED:
        for ledger in ledgers:
            yield from _interest(contract, ledger, law, as_of)
    yield from _agreements(case, contract, law, as_of)


def _fees(contract: Contract, law: LawBook, as_of: date) -> Iterator[Finding]:
    fees = Money.total(
        row.fee for row in contract.instalments if row.fee is not None and row.due_on <= as_of
    )
    if fees:
        yield reckoned.PLAN_FEE.found(
            law,
            as_of,
            contract.contract_no,
            f"还款计划列有截止日前应还费用共 {fees}元，未计入欠款",
            field=_PLAN,
        )


def _interest(
    contract: Contract, ledger: Ledger, law: LawBook, as_of: date
) -> Iterator[Finding]:
    """Unpaid interest of the plan that fits neither the days nor the months at the rate."""
    wrong: list[tuple[StatedInterest, Money]] = []
    number = max((row.due_on.day for row in contract.instalments), default=0)
    for item in ledger.settled:
        plan = item.reckoned
        if not isinstance(plan, StatedInterest):
            continue
        by_days = _grown(plan, plan.basis, None)
        by_months = _grown(plan, YEAR_UNITS, anchor_of(plan.from_, number))
        off = min(abs(plan.amount.fen - by_months), abs(plan.amount.fen - by_days))
        if off > _LEAST_FEN and off > by_months * _SHARE:
            wrong.append((plan, Money(by_months)))
    if wrong:
        first, expected = wrong[0]
        yield reckoned.PLAN_INTEREST.found(
            law,
            as_of,
            contract.contract_no,
            f"还款计划有 {len(wrong)} 期未还利息与合同利率不符，首见{first.label}："
            f"计划 {first.amount}元，按月核算 {expected}元；本核算按还款计划",
            field=_PLAN,
        )


def _grown(plan: StatedInterest, basis: int, anchor: Anchor | None) -> int:
    """The same time's interest at the contract's rates, in fen."""
    accrual = Accrual(plan.label, plan.path, basis, anchor)
    accrual.add(plan.from_, plan.to, plan.principal)
    return accrual.amount


def _agreements(case: Case, contract: Contract, law: LawBook, as_of: date) -> Iterator[Finding]:
    """A signed agreement's plan is not the plan that the loan is reckoned by."""
    lone = len(case.contracts) == 1
    known = {(row.due_on, row.principal) for row in contract.instalments}
    for agreement in case.agreements:
        own = agreement.contract_no or (contract.contract_no if lone else "")
        if own != contract.contract_no or agreement.signed_on is None:
            continue
        plan = {(row.due_on, row.principal) for row in agreement.plan}
        if agreement.signed_on <= as_of and not plan <= known:
            yield reckoned.AGREED_PLAN.found(
                law,
                as_of,
                contract.contract_no,
                f"协议 {agreement.no} 已签订新的还款计划，本核算仍按原合同的还款计划",
                field=("agreements", "协议"),
            )
