"""The core system's balances beside our reckoning: equal to the fen, or a finding with both.

Rule G-SUM: figures as of the cut-off day tie to the core balance of the same day, or the
difference carries a written reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.claim import CLAIMED, Stated
from recoverydocs.claims.figure import LABELS
from recoverydocs.claims.loan_figures import stated_amounts
from recoverydocs.claims.reckoned import SUM, SUM_STATED, SUM_UNSTATED
from recoverydocs.errors import Severity
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recoverydocs.cases.contracts import Contract, CoreBalance
    from recoverydocs.claims.figure import Figure
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

_FIELD = ("core_balances", "核心系统余额")


def balances_on(contract: Contract, as_of: date) -> tuple[CoreBalance, ...]:
    """The core system's rows of the day."""
    return tuple(row for row in contract.core_balances if row.as_of == as_of)


def compare(balances: Sequence[CoreBalance], figures: Sequence[Figure]) -> tuple[Stated, ...]:
    """Each stated figure beside ours; nothing where the core system states none."""
    if not balances:
        return ()
    ours = {figure.name: figure.amount for figure in figures}
    sums = {name: Money(0) for name in CLAIMED}
    for balance in balances:
        for name, amount in stated_amounts(balance).items():
            sums[name] += amount
    without_fees = all(balance.fees is None for balance in balances)
    return tuple(
        Stated(name, LABELS[name], sums[name], ours.get(name, Money(0)))
        for name in CLAIMED
        if not (name == "costs" and without_fees)
    )


def differs(stated: Sequence[Stated]) -> bool:
    """Whether any figure differs."""
    return any(each.difference for each in stated)


def has_history(contract: Contract) -> bool:
    """Whether the case brings the plan or the repayments, so that a reckoning is complete."""
    return bool(contract.instalments or contract.repayments)


def sum_findings(
    contract: Contract,
    law: LawBook,
    as_of: date,
    stated: Sequence[Stated],
    *,
    taken_as_stated: bool,
) -> tuple[Finding, ...]:
    """What G-SUM has to say of one contract."""
    where = contract.contract_no
    balances = balances_on(contract, as_of)
    if taken_as_stated:
        message = "未附还款计划及还款流水，欠款按核心系统余额列示，未能重新计算"
        return (SUM_STATED.found(law, as_of, where, message, field=_FIELD),)
    if not contract.core_balances:
        message = "没有核心系统余额，核算结果无从核对"
        return (SUM_UNSTATED.found(law, as_of, where, message, field=_FIELD),)
    if not balances:
        days = "、".join(str(row.as_of) for row in contract.core_balances)
        message = f"没有 {as_of} 的核心系统余额（只有 {days}）"
        remedy = "请补充该日余额，或改用有余额的截止日"
        return (SUM.found(law, as_of, where, message, remedy=remedy, field=_FIELD),)
    reasons = [row.difference_reason for row in balances if row.difference_reason]
    findings: list[Finding] = []
    for each in stated:
        if not each.difference:
            continue
        message = (
            f"{each.label}：核心系统 {each.stated}元，核算 {each.reckoned}元，"
            f"相差 {each.difference}元"
        )
        if reasons:
            finding = SUM.found(
                law,
                as_of,
                where,
                f"{message}；书面原因：{reasons[0].rstrip('。')}",
                remedy="差异及原因将写入证据包",
                severity=Severity.WARN,
                field=_FIELD,
            )
        else:
            finding = SUM.found(law, as_of, where, message, field=_FIELD)
        findings.append(finding)
    return tuple(findings)
