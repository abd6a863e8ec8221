"""Rules of the application for arbitration (3.15).

Source: 仲裁法 by the day; 先予仲裁批复; 仲裁裁决执行规定 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.gates.preservation import PENDING
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

DEFAULT = Rule(
    "ARB-DEFAULT",
    Severity.BLOCK,
    "申请仲裁以前已有违约事实，不得先予仲裁",
    "截止日以前的逾期",
    "请核对还款计划与还款流水",
    ("prior-arbitration-reply",),
)
SUM_DEFINITE = Rule(
    "ARB-SUM",
    Severity.BLOCK,
    "仲裁请求的金额确定",
    "截止日可主张的合计",
    "请核对截止日",
    ("award-enforcement:definite",),
)
SUED = Rule(
    "ARB-SUED",
    Severity.BLOCK,
    "同一合同没有在法院诉讼",
    "同一合同的诉讼案件",
    "请先处理已有诉讼",
    ("arbitration-law:excludes-court",),
)


def arbitration_default(scope: Scope) -> Iterator[Finding]:
    """No arbitration before there is a default and a sum."""
    for contract in scope.contracts:
        if contract.overdue_since is None:
            message = "没有截止日以前的违约事实，不能先予仲裁"
            yield scope.found(DEFAULT, message, where=contract.contract_no)
        elif contract.total <= Money(0):
            yield scope.found(SUM_DEFINITE, "没有确定的请求金额", where=contract.contract_no)


def arbitration_sued(scope: Scope) -> Iterator[Finding]:
    """The same contract is not before a court already."""
    lone = len(scope.claim.case.contracts) == 1
    numbers = {each.contract_no for each in scope.contracts}
    for suit in scope.claim.case.court_cases:
        ours = suit.contract_no in numbers or (suit.contract_no is None and lone)
        if ours and suit.kind in PENDING:
            yield scope.found(
                SUED,
                f"同一合同已在法院提起诉讼（{suit.filed_on}）",
                field=("court_cases", "诉讼与执行案件"),
            )


GATES = (
    Gate("ARB-DEFAULT", arbitration_default, (DEFAULT, SUM_DEFINITE)),
    Gate("ARB-SUED", arbitration_sued, (SUED,)),
)
