"""Rules of the supplementary agreement (3.5), and of agreements already signed.

Source: the catalogue of documents; 民法典 391, 409, 695; 公证法 37; 信用卡办法 70 (table
``periods``: card-instalment-max).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import china_day
from recoverydocs.claims.gates.contacts import our_contacts, said_of
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity
from recoverydocs.law.periods import add_months, period_months
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases.events import Agreement
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

PLAN = Rule(
    "AGR-PLAN",
    Severity.BLOCK,
    "还款计划恰好还清尚欠本金",
    "要签订的协议及其还款计划、尚欠本金",
    "请调整还款计划，使最后一期后剩余本金为零",
)
FIRST_DUE = Rule(
    "AGR-DATE",
    Severity.BLOCK,
    "首期应还日晚于签订日和协议文本的日期",
    "还款计划的首期应还日、签订日（未签订的为截止日）与文书日期",
    "请调整首期应还日，使其在签订以后",
)
CONSENT = Rule(
    "AGR-695",
    Severity.BLOCK,
    "每名保证人书面同意协议",
    "保证人对协议的书面同意",
    "请取得书面同意；确认不再要求其对加重部分负责的，请写明理由后继续",
    ("civil-code:a695",),
)
NOTARY = Rule(
    "AGR-NOTARY",
    Severity.WARN,
    "强制执行公证写明公证机构，并同时包括主债务与担保",
    "办理强制执行公证的要求、公证机构与公证范围",
    "请补充公证机构与公证范围",
    ("notary-law:enforceable", "notarised-enforcement:scope"),
)

PARTIES = Rule(
    "AGR-PARTIES",
    Severity.BLOCK,
    "每名借款人都是协议当事人",
    "协议当事人与借款人",
    "请把全部借款人列为协议当事人",
)
SECURITY_CONSENT = Rule(
    "AGR-SECURITY",
    Severity.WARN,
    "第三人担保物的担保人书面同意协议",
    "抵押人、出质人对协议的书面同意",
    "请取得书面同意，并核对是否须办理变更登记",
    ("civil-code:a391", "civil-code:a409"),
)
AFTER_INSTRUMENT = Rule(
    "AGR-INSTRUMENT",
    Severity.WARN,
    "已有生效裁判的，改用执行和解",
    "执行依据及其生效日期",
    "请改为执行中和解，载明不履行时恢复执行或者起诉",
    ("enforcement-settlement:written", "enforcement-settlement:breach"),
)

CARD_TERM = Rule(
    "CARD-TERM",
    Severity.BLOCK,
    "信用卡个性化分期还款不超过最长期限",
    "信用卡合同的补充还款协议及其还款计划",
    "请缩短还款计划",
    ("card-rules:instalment-agreement",),
    eased="案件本身为警示",
)
CARD_KEPT = Rule(
    "CARD-KEPT",
    Severity.WARN,
    "信用卡分期还款协议履行期间停止催收",
    "信用卡合同上正在履行的协议、协议签订以后的沟通",
    "请停止催收；债务人违约的，先把协议标为违约",
    ("card-rules:instalment-agreement",),
)


def _agreement(scope: Scope) -> Agreement | None:
    case = scope.claim.case
    request = case.requests.agreement
    wanted = request.agreement_no if request is not None else None
    for agreement in case.agreements:
        if agreement.no == wanted or (wanted is None and agreement.status == "拟签"):
            return agreement
    return None


def agreement_plan(scope: Scope) -> Iterator[Finding]:
    """The agreement exists and its plan repays exactly the principal outstanding."""
    agreement = _agreement(scope)
    if agreement is None:
        yield scope.found(
            PLAN,
            "没有要签订的协议",
            remedy="请在协议中填写补充还款协议，或在办理要求中写明协议编号",
            field=("agreements", "协议"),
        )
        return
    where, field = agreement.no, ("plan", "还款计划")
    if not agreement.plan:
        yield scope.found(
            PLAN, "协议没有还款计划", remedy="请填写还款计划", where=where, field=field
        )
        return
    contracts = [
        each
        for each in scope.contracts
        if agreement.contract_no is None or each.contract_no == agreement.contract_no
    ]
    owed = Money.total(each.principal for each in contracts)
    planned = Money.total(row.principal for row in agreement.plan)
    if planned != owed:
        yield scope.found(
            PLAN,
            f"还款计划本金合计 {planned}元，尚欠本金 {owed}元，相差 {planned - owed}元",
            where=where,
            field=field,
        )
    yield from _first_due(scope, agreement)


def _first_due(scope: Scope, agreement: Agreement) -> Iterator[Finding]:
    """The first instalment falls due after the day on which the agreement is made."""
    first = agreement.plan[0].due_on
    days = (
        ("签订日", agreement.signed_on),
        ("截止日", None if agreement.signed_on else scope.claim.as_of),
        ("文书日期", scope.issued_on),
    )
    late = [f"{name} {day}" for name, day in days if day is not None and first <= day]
    if late:
        yield scope.found(
            FIRST_DUE,
            f"首期应还日 {first} 不晚于{'、'.join(late)}",
            where=agreement.no,
            field=("plan", "还款计划"),
        )


def agreement_consent(scope: Scope) -> Iterator[Finding]:
    """Every guarantor has agreed in writing, or is listed as not having agreed."""
    agreement = _agreement(scope)
    if agreement is None:
        return
    silent = [
        guarantee.guarantee_no
        for guarantee in scope.guarantees
        if all(consent.agreement != agreement.no for consent in guarantee.consents)
    ]
    if silent:
        yield scope.found(
            CONSENT,
            f"保证 {'、'.join(silent)} 没有对协议 {agreement.no} 的书面同意",
            where=agreement.no,
            field=("consents", "书面同意"),
        )


def agreement_notary(scope: Scope) -> Iterator[Finding]:
    """A notarised agreement names its notary and covers debt and security."""
    request = scope.claim.case.requests.agreement
    agreement = _agreement(scope)
    if agreement is None or request is None or not request.notarise:
        return
    if agreement.notarised is None or set(agreement.notarised.covers) != {"主债务", "担保"}:
        yield scope.found(
            NOTARY,
            "办理强制执行公证，但没有写明公证机构，或公证范围未同时包括主债务与担保",
            where=agreement.no,
            field=("notarised", "强制执行公证"),
        )


def agreement_parties(scope: Scope) -> Iterator[Finding]:
    """Every borrower is a party, and every third provider of security has agreed."""
    agreement = _agreement(scope)
    if agreement is None:
        return
    where, case = agreement.no, scope.claim.case
    data = [each for each in scope.data if agreement.contract_no in {None, each.contract_no}]
    borrowers = {party for each in data for party in each.borrowers}
    missing = sorted(borrowers - set(agreement.parties))
    if missing:
        message = f"{'、'.join(map(scope.who, missing))}不是协议 {where} 的当事人"
        yield scope.found(PARTIES, message, where=where, field=("parties", "当事人"))
    silent = [
        security.sec_no
        for security in case.securities
        if security.owner not in borrowers
        and all(consent.agreement != where for consent in security.consents)
    ]
    if silent:
        message = f"担保 {'、'.join(silent)} 没有对协议 {where} 的书面同意"
        yield scope.found(
            SECURITY_CONSENT, message, where=where, field=("consents", "书面同意")
        )


def after_instrument(scope: Scope) -> Iterator[Finding]:
    """After a judgment or award the parties settle in enforcement instead."""
    for instrument in scope.claim.case.instruments:
        if instrument.effective_on <= scope.claim.as_of and _agreement(scope) is not None:
            message = f"{instrument.kind} {instrument.no} 已于 {instrument.effective_on} 生效"
            yield scope.found(AFTER_INSTRUMENT, message, field=("instruments", "执行依据"))


def card_agreements(scope: Scope) -> Iterator[Finding]:
    """Of a card: no longer than it may last, and no collection while it is kept."""
    case, lone = scope.claim.case, len(scope.claim.case.contracts) == 1
    cards = {each.contract_no for each in scope.data if each.kind == "信用卡"}
    for agreement in case.agreements:
        number = agreement.contract_no or (case.contracts[0].contract_no if lone else "")
        if number not in cards or agreement.kind != "补充还款":
            continue
        signed = agreement.signed_on or scope.claim.as_of
        last = add_months(signed, period_months(scope.claim.law, "card-instalment-max", signed))
        if agreement.plan and agreement.plan[-1].due_on > last:
            message = (
                f"协议 {agreement.no} 的还款计划至 {agreement.plan[-1].due_on}，晚于 {last}"
            )
            yield scope.found(CARD_TERM, message, where=number, field=("plan", "还款计划"))
        later = [each for each in our_contacts(scope) if china_day(each.started) > signed]
        if agreement.status == "履行" and later:
            message = f"协议 {agreement.no} 履行期间仍有 {said_of(later[-1])}"
            yield scope.found(CARD_KEPT, message, where=number, field=("contacts", "沟通"))


GATES = (
    Gate("CARD-AGREEMENT", card_agreements, (CARD_TERM, CARD_KEPT)),
    Gate("AGR-PARTIES", agreement_parties, (PARTIES, SECURITY_CONSENT)),
    Gate("AGR-INSTRUMENT", after_instrument, (AFTER_INSTRUMENT,)),
    Gate("AGR-PLAN", agreement_plan, (PLAN, FIRST_DUE)),
    Gate("AGR-695", agreement_consent, (CONSENT,)),
    Gate("AGR-NOTARY", agreement_notary, (NOTARY,)),
)
