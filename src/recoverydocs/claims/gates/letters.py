"""Rules of the letters and the agreement: dunning (3.7), filing form (3.6), agreement (3.5).

Source: the catalogue of documents; 民法典 192, 195, 695; 公证法 37.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import arrival, notices_of, sent_on
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases.events import Agreement, Notice
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

_TWICE = 2


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
        if grade == "再次" and not sent:
            yield _grade(scope, contract.contract_no, "再次催款，但没有此前发出的催款通知书")
        elif grade == "最后" and not _may_be_last(scope, sent):
            message = "最后催款，但此前的催款通知书既未证明到达，也未发出两次"
            yield _grade(scope, contract.contract_no, message)
        elif grade == "首次" and sent:
            yield scope.warn(
                "DUN-GRADE",
                f"此前已发出催款通知书 {len(sent)} 次，仍标为首次",
                "请核对催收级次",
                where=contract.contract_no,
                field=("requests", "办理要求"),
            )


def _may_be_last(scope: Scope, sent: list[Notice]) -> bool:
    arrived = any(arrival(scope.claim.case, notice) is not None for notice in sent)
    return arrived or len(sent) >= _TWICE


def _grade(scope: Scope, contract_no: str, message: str) -> Finding:
    return scope.block(
        "DUN-GRADE",
        message,
        "请更正催收级次，或补充此前的发文和送达记录",
        where=contract_no,
        field=("requests", "办理要求"),
        article=scope.cite("limitation-provisions:demand"),
    )


def dunning_sum(scope: Scope) -> Iterator[Finding]:
    """A demand names a sum that is owed, and a day to pay by that is still to come."""
    request = scope.claim.case.requests.dunning
    for contract in scope.contracts:
        if contract.total <= Money(0):
            yield scope.block(
                "DUN-SUM",
                "截止日没有可以请求偿还的金额",
                "请核对截止日、还款计划与还款流水",
                where=contract.contract_no,
                article=scope.cite("civil-code:a195-demand"),
            )
    if request is not None and request.pay_by is not None:
        yield from _pay_by(scope, request.pay_by <= scope.claim.as_of)


def guarantor_pay_by(scope: Scope) -> Iterator[Finding]:
    """A guarantor's day to pay by is still to come."""
    request = scope.claim.case.requests.guarantor
    if request is not None and request.pay_by is not None:
        yield from _pay_by(scope, request.pay_by <= scope.claim.as_of)


def _pay_by(scope: Scope, passed: bool) -> Iterator[Finding]:  # noqa: FBT001 - one yes or no
    if passed:
        yield scope.block(
            "PAY-BY",
            f"付款期限不晚于截止日 {scope.claim.as_of}",
            "请填写更晚的付款期限",
            field=("pay_by", "付款期限"),
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
        yield scope.block(
            "AGR-PLAN",
            "没有要签订的协议",
            "请在协议中填写补充还款协议，或在办理要求中写明协议编号",
            field=("agreements", "协议"),
        )
        return
    where = agreement.no
    if not agreement.plan:
        yield scope.block(
            "AGR-PLAN",
            "协议没有还款计划",
            "请填写还款计划",
            where=where,
            field=("plan", "还款计划"),
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
        yield scope.block(
            "AGR-PLAN",
            f"还款计划本金合计 {planned}元，尚欠本金 {owed}元，相差 {planned - owed}元",
            "请调整还款计划，使最后一期后剩余本金为零",
            where=where,
            field=("plan", "还款计划"),
        )
    first = agreement.plan[0].due_on
    signed = agreement.signed_on or scope.claim.as_of
    if first <= signed:
        yield scope.block(
            "AGR-DATE",
            f"首期应还日 {first} 不晚于签订日 {signed}",
            "请调整首期应还日",
            where=where,
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
        yield scope.block(
            "AGR-695",
            f"保证 {'、'.join(silent)} 没有对协议 {agreement.no} 的书面同意",
            "请取得书面同意；确认不再要求其对加重部分负责的，请写明理由后继续",
            where=agreement.no,
            field=("consents", "书面同意"),
            article=scope.cite("civil-code:a695"),
        )


def agreement_resolution(scope: Scope) -> Iterator[Finding]:
    """A company that guarantees has a resolution on file."""
    parties = {party.party_id: party for party in scope.claim.case.parties}
    for guarantee in scope.guarantees:
        guarantor = parties.get(guarantee.guarantor)
        if guarantor is not None and guarantor.kind == "法人" and guarantee.resolution is None:
            yield scope.warn(
                "AGR-RESOLUTION",
                "公司保证人没有决议记录",
                "请补充公司决议，或确认属于无须决议的情形",
                where=guarantee.guarantee_no,
                field=("resolution", "公司决议"),
                article=scope.cite(
                    "company-law:security-resolution",
                    "security-interpretation:no-resolution-needed",
                ),
            )


def agreement_notary(scope: Scope) -> Iterator[Finding]:
    """A notarised agreement names its notary and covers debt and security."""
    case = scope.claim.case
    agreement = _agreement(scope)
    if (
        agreement is None
        or case.requests.agreement is None
        or not case.requests.agreement.notarise
    ):
        return
    if agreement.notarised is None or set(agreement.notarised.covers) != {"主债务", "担保"}:
        yield scope.warn(
            "AGR-NOTARY",
            "办理强制执行公证，但没有写明公证机构，或公证范围未同时包括主债务与担保",
            "请补充公证机构与公证范围",
            where=agreement.no,
            field=("notarised", "强制执行公证"),
            article=scope.cite("notary-law:enforceable", "notarised-enforcement:scope"),
        )


def filing_notice(scope: Scope) -> Iterator[Finding]:
    """The filing form names a document of the case, approved by somebody else."""
    case = scope.claim.case
    request = case.requests.filing
    number = scope.notice_no or (request.notice if request is not None else None) or ""
    notice = next((each for each in case.notices if each.number == number), None)
    if notice is None:
        yield scope.block(
            "FIL-NOTICE",
            "没有要备案的文件" if not number else f"发文中没有文号 {number}",
            "请在办理要求中写明要备案的文号，并在发文中填写该文件及哈希",
            field=("notices", "发文"),
        )
        return
    if notice.status == "作废":
        yield scope.block(
            "FIL-NOTICE",
            f"文号 {number} 已作废",
            "请备案有效的文件",
            where=number,
            field=("status", "发文状态"),
        )
    missing = sorted(_POINTS - set(request.review_points if request is not None else {}))
    if missing:
        yield scope.warn(
            "FIL-POINTS",
            f"审查要点没有填写：{'、'.join(missing)}",
            "请法务填写审查意见，不适用的写明原因",
            where=number,
            field=("review_points", "审查要点"),
        )


_POINTS = frozenset({"主体", "授权", "利率", "担保登记", "管辖条款", "时效与保证期间"})
