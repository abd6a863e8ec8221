"""Rules of the letters and of the filing form: dunning (3.7), filing form (3.6).

Source: the catalogue of documents; 民法典 195; 诉讼时效规定 8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import arrival, notices_of, sent_on
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recoverydocs.cases.events import Notice
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

GRADE = Rule(
    "DUN-GRADE",
    Severity.BLOCK,
    "催收级次与此前的发文、送达相符",
    "催收级次、此前发出的催款通知书及其送达",
    "请更正催收级次，或补充此前的发文和送达记录",
    ("limitation-provisions:demand",),
    eased="已发过而仍标首次的为警示",
)
SUM_OWED = Rule(
    "DUN-SUM",
    Severity.BLOCK,
    "催款有确定的、可以请求的金额",
    "截止日可主张的合计",
    "请核对截止日、还款计划与还款流水",
    ("civil-code:a195-demand",),
)
PAY_BY = Rule(
    "PAY-BY",
    Severity.BLOCK,
    "付款期限晚于截止日和落款日期",
    "付款期限、截止日与落款日期",
    "请填写更晚的付款期限",
)
DAY_OF_FIGURES = Rule(
    "DOC-DAY",
    Severity.WARN,
    "落款日期不早于截止日",
    "落款日期与截止日",
    "请核对两个日期；金额只能计算到落款日期以前",
)
FILED_NOTICE = Rule(
    "FIL-NOTICE",
    Severity.BLOCK,
    "备案的文件在发文中，且没有作废",
    "要备案的文号、发文及其状态",
    "请在办理要求中写明要备案的文号，并在发文中填写该文件及哈希",
)
FILED_LATE = Rule(
    "FIL-LATE",
    Severity.WARN,
    "备案在文件发出以前",
    "备案文件的发文日期、发出时间",
    "请说明补办备案的原因；以后先备案再发出",
)
FILED_POINTS = Rule(
    "FIL-POINTS",
    Severity.WARN,
    "审查要点逐项填写",
    "审查要点",
    "请法务填写审查意见，不适用的写明原因",
)

_TWICE = 2
_ASKED = ("requests", "办理要求")
_POINTS = frozenset({"主体", "授权", "利率", "担保登记", "管辖条款", "时效与保证期间"})


def dunning_grade(scope: Scope) -> Iterator[Finding]:
    """再次 needs an earlier notice that was sent, 最后 its arrival or two that were sent."""
    case = scope.claim.case
    request = case.requests.dunning
    grade = request.grade if request is not None else None
    for contract in scope.contracts:
        earlier = [
            notice
            for notice in notices_of(case, "dunning-notice", contract.contract_no)
            if notice.issued_on <= scope.claim.as_of
        ]
        sent = [notice for notice in earlier if sent_on(case, notice) is not None]
        message, severity = "", Severity.BLOCK
        if grade == "再次" and not sent:
            message = "再次催款，但没有此前发出的催款通知书"
        elif grade == "最后" and not _may_be_last(scope, sent):
            message = "最后催款，但此前的催款通知书既未证明到达，也未发出两次"
        elif grade == "首次" and sent:
            message = f"此前已发出催款通知书 {len(sent)} 次，仍标为首次"
            severity = Severity.WARN
        if message:
            yield scope.found(
                GRADE, message, severity=severity, where=contract.contract_no, field=_ASKED
            )


def _may_be_last(scope: Scope, sent: list[Notice]) -> bool:
    arrived = any(arrival(scope.claim.case, notice) is not None for notice in sent)
    return arrived or len(sent) >= _TWICE


def dunning_sum(scope: Scope) -> Iterator[Finding]:
    """A demand names a sum that is owed, and a day to pay by that is still to come."""
    for contract in scope.contracts:
        if contract.total <= Money(0):
            message = "截止日没有可以请求偿还的金额"
            yield scope.found(SUM_OWED, message, where=contract.contract_no)
    request = scope.claim.case.requests.dunning
    yield from _pay_by(scope, request.pay_by if request is not None else None)


def guarantor_pay_by(scope: Scope) -> Iterator[Finding]:
    """A guarantor's day to pay by is still to come."""
    request = scope.claim.case.requests.guarantor
    yield from _pay_by(scope, request.pay_by if request is not None else None)


def _pay_by(scope: Scope, day: date | None) -> Iterator[Finding]:
    dates = {"截止日": scope.claim.as_of, "落款日期": scope.issued_on}
    for name, earliest in dates.items():
        if day is not None and earliest is not None and day <= earliest:
            message = f"付款期限 {day} 不晚于{name} {earliest}"
            yield scope.found(PAY_BY, message, field=("pay_by", "付款期限"))
            return


def filing_notice(scope: Scope) -> Iterator[Finding]:
    """The filing form names a document of the case, approved by somebody else."""
    case = scope.claim.case
    request = case.requests.filing
    number = scope.notice_no or (request.notice if request is not None else None) or ""
    notice = next((each for each in case.notices if each.number == number), None)
    if notice is None:
        message = "没有要备案的文件" if not number else f"发文中没有文号 {number}"
        yield scope.found(FILED_NOTICE, message, field=("notices", "发文"))
        return
    if notice.status == "作废":
        yield scope.found(
            FILED_NOTICE,
            f"文号 {number} 已作废",
            remedy="请备案有效的文件",
            where=number,
            field=("status", "发文状态"),
        )
    sent = sent_on(case, notice)
    if sent is not None and sent < scope.claim.as_of:
        message = f"文号 {number} 已于 {sent} 发出，尚在办理备案"
        yield scope.found(FILED_LATE, message, where=number, field=("notices", "发文"))
    missing = sorted(_POINTS - set(request.review_points if request is not None else {}))
    if missing:
        yield scope.found(
            FILED_POINTS,
            f"审查要点没有填写：{'、'.join(missing)}",
            where=number,
            field=("review_points", "审查要点"),
        )


def day_of_figures(scope: Scope) -> Iterator[Finding]:
    """A document is not older than the figures in it."""
    if scope.issued_on is not None and scope.issued_on < scope.claim.as_of:
        message = f"落款日期 {scope.issued_on} 早于截止日 {scope.claim.as_of}"
        yield scope.found(DAY_OF_FIGURES, message)


GATES = (
    Gate("DOC-DAY", day_of_figures, (DAY_OF_FIGURES,)),
    Gate("DUN-GRADE", dunning_grade, (GRADE,)),
    Gate("DUN-SUM", dunning_sum, (SUM_OWED, PAY_BY)),
    Gate("GUAR-PAY-BY", guarantor_pay_by, (PAY_BY,)),
    Gate("FIL-NOTICE", filing_notice, (FILED_NOTICE, FILED_LATE, FILED_POINTS)),
)
