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

INSTITUTION = Rule(
    "ARB-INSTITUTION",
    Severity.BLOCK,
    "仲裁机构名称与仲裁条款一致，各合同约定同一机构",
    "仲裁机构、仲裁条款原文",
    "请按条款原文填写仲裁机构全称；约定不同机构的分别申请",
    ("arbitration-law:agreement-content", "arbitration-law:agreement-unclear"),
)
CONSUMER = Rule(
    "ARB-CONSUMER",
    Severity.BLOCK,
    "对自然人申请仲裁，合同中有能够指明的仲裁条款",
    "自然人借款人的仲裁条款及其条款号",
    "没有仲裁条款的，改向人民法院起诉；有条款的，请补充条款号和已提示说明的证据",
    ("arbitration-law:agreement-needed", "civil-code:a496", "consumer-law:format"),
    eased="有仲裁条款而没有条款号的为警示",
)
PENDING_ALREADY = Rule(
    "ARB-PENDING",
    Severity.BLOCK,
    "同一合同没有正在仲裁或者已经裁决",
    "同一合同的仲裁案件及裁决",
    "请在已有的仲裁案件中变更请求；已裁决的申请执行",
    ("arbitration-law:final", "arbitration-law:claims"),
)

_UNDONE = frozenset({"撤诉", "按撤诉处理", "驳回"})
_CLAUSE = ("dispute_clause", "争议条款")


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
        undone = suit.ended is not None and suit.ended.how in _UNDONE
        if ours and suit.kind in PENDING and not undone:
            yield scope.found(
                SUED,
                f"同一合同已在法院提起诉讼（{suit.filed_on}）",
                field=("court_cases", "诉讼与执行案件"),
            )


def arbitration_institution(scope: Scope) -> Iterator[Finding]:
    """The institution is the one that stands in the clause, and one for all contracts."""
    named: set[str] = set()
    for data in scope.data:
        clause = data.dispute_clause
        if clause is None or clause.institution is None:
            continue
        named.add(clause.institution)
        if clause.institution not in clause.text:
            message = f"仲裁机构{clause.institution}不见于仲裁条款原文"
            yield scope.found(INSTITUTION, message, where=data.contract_no, field=_CLAUSE)
    if len(named) > 1:
        message = f"各合同约定的仲裁机构不同：{'、'.join(sorted(named))}"
        yield scope.found(INSTITUTION, message, field=_CLAUSE)


def arbitration_consumer(scope: Scope) -> Iterator[Finding]:
    """Against a person there is a clause, and one can point to where it stands."""
    case = scope.claim.case
    for data in scope.data:
        if not any(case.party(each).kind == "自然人" for each in data.borrowers):
            continue
        clause = data.dispute_clause
        if clause is None or clause.kind != "仲裁":
            message = "借款人是自然人，合同没有仲裁条款"
            yield scope.found(CONSUMER, message, where=data.contract_no, field=_CLAUSE)
        elif clause.clause_no is None:
            yield scope.found(
                CONSUMER,
                "借款人是自然人，仲裁条款没有条款号，难以证明已提示说明",
                severity=Severity.WARN,
                where=data.contract_no,
                field=_CLAUSE,
            )


def arbitration_pending(scope: Scope) -> Iterator[Finding]:
    """The same contract is not in arbitration already, nor decided."""
    lone = len(scope.claim.case.contracts) == 1
    numbers = {each.contract_no for each in scope.contracts}
    for filed in scope.claim.case.arb_cases:
        ours = filed.contract_no in numbers or (filed.contract_no is None and lone)
        if not ours or (filed.ended is not None and filed.award is None):
            continue
        state = "已裁决" if filed.award is not None else f"已于 {filed.filed_on} 申请"
        message = f"同一合同在{filed.institution}{state}"
        yield scope.found(PENDING_ALREADY, message, field=("arb_cases", "仲裁案件"))


GATES = (
    Gate("ARB-INSTITUTION", arbitration_institution, (INSTITUTION,)),
    Gate("ARB-CONSUMER", arbitration_consumer, (CONSUMER,)),
    Gate("ARB-PENDING", arbitration_pending, (PENDING_ALREADY,)),
    Gate("ARB-DEFAULT", arbitration_default, (DEFAULT, SUM_DEFINITE)),
    Gate("ARB-SUED", arbitration_sued, (SUED,)),
)
