"""Rules on reporting a person to the credit bureau: told before, consented, undisputed.

Source: 征信业管理条例 15, 25, 29; table ``limits`` (credit-notice: a house rule, since the
regulation names no number of days).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from recoverydocs.cases.events import OPEN_STATES
from recoverydocs.claims.arrivals import arrival, sent_on
from recoverydocs.claims.holds import active_holds, concerns
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import LawTableError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases.disclosures import CreditReport
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

_DONE = "已经报送的为警示"
ANNOUNCED = Rule(
    "CREDIT-NOTICE",
    Severity.BLOCK,
    "报送个人不良信息以前事先告知本人",
    "征信报送、征信不良信息报送事先告知书及其发出日",
    "请先发出事先告知书，留存送达记录，再行报送",
    ("credit-reporting:advance-notice",),
    eased=_DONE,
)
EARLY = Rule(
    "CREDIT-DAYS",
    Severity.WARN,
    "告知与报送之间留出内部规则的工作日",
    "告知书的发出日与报送日",
    "请推迟报送日；条例没有规定日数，本项是内部规则",
    ("credit-reporting:advance-notice",),
)
CONSENTED = Rule(
    "CREDIT-CONSENT",
    Severity.BLOCK,
    "报送信贷信息取得书面同意",
    "合同的征信授权条款",
    "请补充征信授权条款的条款号和原文；没有授权的不得报送",
    ("credit-reporting:supply-consent",),
    eased=_DONE,
)
UNDISPUTED = Rule(
    "CREDIT-DISPUTED",
    Severity.BLOCK,
    "异议未了结或者暂停期间不报送",
    "征信报送、尚未了结的异议、包括征信报送的暂停",
    "请停止报送，已报送的请标注异议并核查",
    ("credit-reporting:objection",),
    eased=_DONE,
    overridable=False,
)
GUARANTOR_ASKED = Rule(
    "CREDIT-GUARANTOR",
    Severity.WARN,
    "报送保证人以前已请求其承担责任",
    "保证人的征信报送、到达保证人的履行通知",
    "请先向保证人发出担保责任履行通知书并取得到达证据",
    ("credit-reporting:advance-notice", "civil-code:a693-joint"),
)

_FIELD = ("credit_reports", "征信报送")


def credit_reports(scope: Scope) -> Iterator[Finding]:
    """Every report of a person, planned or done, against what it needs."""
    case = scope.claim.case
    for report in case.credit_reports:
        if report.status == "已更正" or case.party(report.party).kind != "自然人":
            continue
        done = report.status == "已报送" and report.report_on <= scope.claim.as_of
        severity = Severity.WARN if done else None
        for rule, message in _wrong(scope, report):
            mild = severity if rule.severity is Severity.BLOCK else None
            yield scope.found(
                rule, message, severity=mild, where=report.contract_no or "", field=_FIELD
            )


def _wrong(scope: Scope, report: CreditReport) -> Iterator[tuple[Rule, str]]:
    what = f"对{scope.who(report.party)}定于 {report.report_on} 的征信报送"
    told = _told_on(scope, report)
    if told is None or told >= report.report_on:
        yield ANNOUNCED, f"{what}，此前没有发出事先告知书"
    elif told > (latest := _latest(scope, report.report_on)):
        yield EARLY, f"{what}，告知书于 {told} 发出，应不晚于 {latest}"
    case = scope.claim.case
    number = report.contract_no or (
        case.contracts[0].contract_no if len(case.contracts) == 1 else ""
    )
    borrower = any(report.party in each.borrowers for each in case.contracts)
    agreed = any(
        "征信授权" in each.clauses
        for each in case.contracts
        if number in {"", each.contract_no}
    )
    if borrower and not agreed:
        yield CONSENTED, f"{what}，合同没有征信授权条款"
    disputes = [
        each.no
        for each in case.disputes
        if each.state in OPEN_STATES and concerns(each, number)
    ]
    held = [each.no for each in active_holds(case, "征信报送", scope.claim.as_of)]
    if disputes or held:
        yield UNDISPUTED, f"{what}，{'、'.join(disputes + held)} 尚未了结"
    if not borrower and not _asked(scope, report):
        yield GUARANTOR_ASKED, f"{what}，尚无到达该保证人的履行通知"


def _told_on(scope: Scope, report: CreditReport) -> date | None:
    """The first day on which a notice under article 15 went to the person."""
    case = scope.claim.case
    days = [
        sent_on(case, notice) or notice.issued_on
        for notice in case.notices
        if notice.kind == "credit-report-notice"
        and notice.to == report.party
        and notice.status == "已发"
        and report.notice in {None, notice.number}
    ]
    return min(days, default=None)


def _latest(scope: Scope, report_on: date) -> date:
    """The last day to announce; by plain days where the calendar is not published."""
    law = scope.claim.law
    try:
        days = law.row("limits", "rule", "credit-notice", report_on)["working_days"]
    except LawTableError:
        return report_on
    day: date = report_on
    try:
        for _ in range(days):
            day = law.working_days.roll_backward(day - timedelta(days=1))
    except LawTableError:
        return report_on - timedelta(days=days)
    return day


def _asked(scope: Scope, report: CreditReport) -> bool:
    """Whether a demand reached the guarantor before the report."""
    case = scope.claim.case
    for notice in case.notices:
        if notice.kind == "guarantor-notice" and notice.to == report.party:
            found = arrival(case, notice)
            if found is not None and found.on < report.report_on:
                return True
    return False


GATES = (
    Gate(
        "CREDIT-REPORTS",
        credit_reports,
        (ANNOUNCED, EARLY, CONSENTED, UNDISPUTED, GUARANTOR_ASKED),
    ),
)
