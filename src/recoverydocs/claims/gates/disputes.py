"""Rules on what is due to somebody who disputes: an answer in time, a check, a whole hold.

Source: 征信业管理条例 25; 银行卡规定 4; 民诉法解释 91; the catalogue of documents 3.23-3.25.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.cases.events import NOT_MINE, OPEN_STATES
from recoverydocs.claims.arrivals import china_day
from recoverydocs.claims.gates.contacts import our_contacts, said_of
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from recoverydocs.cases.events import Dispute, Hold
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

LATE = Rule(
    "DISPUTE-LATE",
    Severity.WARN,
    "异议在答复期限内书面答复",
    "异议的答复期限、答复函",
    "请立即书面答复并说明迟延；不处理异议的可被处罚",
    ("credit-reporting:objection", "credit-reporting:penalty"),
)
OPEN = Rule(
    "DISPUTE-OPEN",
    Severity.WARN,
    "对金额、利率、还款、征信的异议先核查再主张",
    "尚未了结的其他异议",
    "请先核查并书面答复；有争议的部分不宜申请支付令",
    ("cpl:payment-order-conditions",),
)
UNCHECKED = Rule(
    "DISPUTE-CHECKS",
    Severity.WARN,
    "认定异议不成立须有核查记录",
    "「非本人贷款」异议的核查事项",
    "请逐项核查并记录结果；借款关系由本机构举证",
    ("cpl-interpretation:burden-existence", "bank-card:burden"),
)
HALF_HELD = Rule(
    "HOLD-SCOPE",
    Severity.WARN,
    "异议期间暂停一切催收、委外、扣款和征信报送",
    "异议对应的暂停范围",
    "请补充暂停范围并通知各部门",
    ("credit-reporting:objection",),
)
UNANSWERED = Rule(
    "HOLD-FEEDBACK",
    Severity.NOTE,
    "暂停由各部门反馈执行",
    "暂停的执行反馈",
    "请各部门当日反馈",
)
BREACH = Rule(
    "HOLD-BREACH",
    Severity.WARN,
    "暂停期间没有催收",
    "暂停的范围和期间、其间的沟通与发文",
    "请立即停止；为核查异议所必需的，请在沟通记录中写明",
    ("credit-reporting:objection", "civil-code:a1033"),
)

_WANTED = ("电话", "短信", "函件", "外访", "委外", "自动扣款", "征信报送")
_SCOPE_OF: Mapping[str, str] = {"电话": "电话", "短信": "短信", "微信": "短信", "外访": "外访"}
_DEMANDS = frozenset(
    {"dunning-notice", "acceleration-notice", "guarantor-notice", "credit-report-notice"}
)
_DISPUTES = ("disputes", "异议")
_HOLDS = ("holds", "暂停")


def dispute_answers(scope: Scope) -> Iterator[Finding]:
    """Each dispute is answered in time, on the strength of a check."""
    case, as_of = scope.claim.case, scope.claim.as_of
    sent = {notice.number for notice in case.notices if notice.issued_on <= as_of}
    for dispute in _received(scope):
        where = dispute.contract_no or ""
        if dispute.reply not in sent and dispute.reply_due < as_of:
            message = f"异议 {dispute.no} 应在 {dispute.reply_due} 前答复，尚无答复函"
            yield scope.found(LATE, message, where=where, field=_DISPUTES)
        if dispute.type != NOT_MINE and dispute.state in OPEN_STATES:
            message = f"异议 {dispute.no}（{dispute.type}）处于{dispute.state}，尚未了结"
            yield scope.found(OPEN, message, where=where, field=_DISPUTES)
        if dispute.type == NOT_MINE and dispute.state == "不成立" and not dispute.checks:
            message = f"异议 {dispute.no} 认定不成立，但没有任何核查记录"
            yield scope.found(UNCHECKED, message, where=where, field=_DISPUTES)


def _received(scope: Scope) -> Iterator[Dispute]:
    for dispute in scope.claim.case.disputes:
        if dispute.received <= scope.claim.as_of:
            yield dispute


def holds_kept(scope: Scope) -> Iterator[Finding]:
    """Each hold is whole, is answered by the desks, and is kept."""
    open_ones = {each.no for each in _received(scope) if each.is_open_not_mine()}
    for hold in scope.claim.case.holds:
        if not _stands(hold, scope.claim.as_of):
            continue
        missing = [word for word in _WANTED if word not in hold.scopes]
        if hold.dispute in open_ones and missing:
            message = f"暂停 {hold.no} 没有包括{'、'.join(missing)}"
            yield scope.found(HALF_HELD, message, field=_HOLDS)
        if not hold.feedback:
            yield scope.found(UNANSWERED, f"暂停 {hold.no} 没有执行反馈", field=_HOLDS)
    for hold in scope.claim.case.holds:
        yield from _breaches(scope, hold)


def _stands(hold: Hold, day: date) -> bool:
    return hold.from_ <= day and (hold.until is None or day < hold.until)


def _breaches(scope: Scope, hold: Hold) -> Iterator[Finding]:
    """Steps taken from the day after it began; on that day itself it may have come later."""
    for contact in our_contacts(scope):
        day = china_day(contact.started)
        held = _SCOPE_OF.get(contact.channel) in hold.scopes
        if held and day > hold.from_ and _stands(hold, day):
            message = f"暂停 {hold.no} 期间仍有 {said_of(contact)}"
            yield scope.found(BREACH, message, field=("contacts", "沟通"))
    for notice in scope.claim.case.notices:
        day = notice.issued_on
        demand = notice.kind in _DEMANDS and notice.status == "已发"
        held = demand and "函件" in hold.scopes and day <= scope.claim.as_of
        if held and day > hold.from_ and _stands(hold, day):
            message = f"暂停 {hold.no} 期间于 {day} 发出 {notice.number}"
            yield scope.found(BREACH, message, field=("notices", "发文"))


GATES = (
    Gate("DISPUTE-ANSWERS", dispute_answers, (LATE, OPEN, UNCHECKED)),
    Gate("HOLD-KEPT", holds_kept, (HALF_HELD, UNANSWERED, BREACH)),
)
