"""Costs of recovery: which can be claimed, on which clause.

Source: 民法典 561 and the contract's clause; court costs are for the court to lay on the loser
(诉讼费用交纳办法 29), so that they are no part of the sum demanded unless the contract says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.figure import Figure, Part
from recoverydocs.claims.reckoned import COST_CLAUSE, COST_LATER
from recoverydocs.law.numerals import chinese_date, clause_no

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.parties import CostItem
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook


def dated_costs(case: Case, contract_no: str, as_of: date) -> tuple[tuple[date, Figure], ...]:
    """Each cost of a contract that its clause lets us claim, with the day it arose.

    A cost that names no contract belongs to the only one of the case; among several contracts
    it belongs to none (``contract_no`` empty).
    """
    lone = len(case.contracts) == 1
    found: list[tuple[date, Figure]] = []
    for item in case.costs:
        owner = item.contract_no or (case.contracts[0].contract_no if lone else "")
        if owner == contract_no and item.on <= as_of and item.clause is not None:
            found.append((item.on, _figure(item, contract_no)))
    return tuple(found)


def _figure(item: CostItem, contract_no: str) -> Figure:
    part = Part(item.kind, (), item.amount, clause=item.clause or "")
    source = (
        f"合同条款{clause_no(item.clause)}；凭证{item.voucher}；{chinese_date(item.on)}发生"
    )
    return Figure("costs", item.kind, item.amount, (part,), source, contract_no=contract_no)


def cost_findings(case: Case, law: LawBook, as_of: date) -> tuple[Finding, ...]:
    """Costs that are left out of the sum, and why."""
    findings: list[Finding] = []
    for item in case.costs:
        if item.clause is None:
            rule, why = COST_CLAUSE, "没有载明合同条款"
        elif item.on > as_of:
            rule, why = COST_LATER, "发生在截止日之后"
        else:
            continue
        message = f"{item.kind} {item.amount}元{why}，未计入欠款"
        findings.append(rule.found(law, as_of, case.case_id, message, field=("costs", "费用")))
    return tuple(findings)
