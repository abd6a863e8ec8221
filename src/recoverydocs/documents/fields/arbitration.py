"""Fields of the 仲裁申请书: parties, clauses, claims, procedure, evidence, copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import notices_of
from recoverydocs.documents.copies import copies_of
from recoverydocs.documents.fields.agreement import clause_fields
from recoverydocs.documents.fields.dunning import notice_fields
from recoverydocs.documents.fields.evidence_rows import evidence_rows
from recoverydocs.documents.fields.parties import PARTY, party_fields
from recoverydocs.documents.fields.preservation import AGENT, agent_fields
from recoverydocs.documents.fields.security import all_securities
from recoverydocs.documents.fields.words import capitals
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases.contracts import DisputeClause
    from recoverydocs.cases.requests import ArbitrationRequest
    from recoverydocs.documents.fields.sheet import Fields, Sheet

LABELS = {
    "arbitration.institution": "仲裁机构",
    "arbitration.clauses": "仲裁条款",
    "arbitration.clauses.contract_no": "合同编号",
    "arbitration.clauses.clause_no": "条款号",
    "arbitration.clauses.text": "条款原文",
    **{f"arbitration.agent.{name}": f"委托代理人：{label}" for name, label in AGENT.items()},
    **{f"arbitration.respondents.{n}": f"被申请人：{label}" for n, label in PARTY.items()},
    "arbitration.principal": "请求的本金",
    "arbitration.principal_words": "请求的本金大写",
    "arbitration.interests": "请求的利息、罚息、复利",
    "arbitration.interests.item": "项目",
    "arbitration.interests.amount": "金额",
    "arbitration.interest_total": "利息、罚息、复利合计",
    "arbitration.costs": "请求的费用",
    "arbitration.costs.kind": "费用种类",
    "arbitration.costs.amount": "费用金额",
    "arbitration.cost_count": "费用项数",
    "arbitration.sureties": "列为被申请人的保证人",
    "arbitration.sureties.name": "保证人",
    "arbitration.sureties.is_joint": "是否连带责任保证",
    "arbitration.sureties.cap": "保证限额（没有则为空）",
    "arbitration.surety_count": "保证人数",
    "arbitration.securities": "主张的担保物权",
    "arbitration.securities.name": "抵押人或者出质人",
    "arbitration.securities.security_word": "抵押或者质押",
    "arbitration.securities.asset_text": "担保财产的文字",
    "arbitration.securities.cap": "担保限额（没有则为空）",
    "arbitration.security_count": "担保物权项数",
    "arbitration.claims_extra": "其他请求",
    "arbitration.extra_count": "其他请求项数",
    "arbitration.has_joint": "是否有连带责任保证人",
    "arbitration.has_general": "是否有一般保证人",
    "arbitration.has_mortgage": "是否主张抵押权",
    "arbitration.has_pledge": "是否主张质权",
    "arbitration.preservation_fee": "是否主张保全申请费",
    "arbitration.demands": "此前的催告",
    "arbitration.demands.on": "发出日期",
    "arbitration.demands.title": "标题",
    "arbitration.demands.number": "文号",
    "arbitration.demands.outcome": "送达结果（没有则为空）",
    "arbitration.guarantees": "担保",
    "arbitration.guarantees.text": "整句的担保事实",
    "arbitration.is_simplified": "是否简易程序",
    "arbitration.is_single": "是否独任仲裁员",
    "arbitration.is_written": "是否书面审理",
    "arbitration.prefers_online": "是否同意在线仲裁",
    "arbitration.refuses_online": "是否不同意在线仲裁",
    "arbitration.evidence": "证据",
    "arbitration.evidence.no": "序号",
    "arbitration.evidence.name": "证据名称",
    "arbitration.evidence.source": "来源",
    "arbitration.evidence.form": "形式",
    "arbitration.evidence.purpose": "证明内容",
    "arbitration.respondent_count": "被申请人数",
    "arbitration.arbitrators": "仲裁员人数",
    "arbitration.copies": "申请书副本份数",
}
_INTERESTS = ("interest", "penalty_interest", "compound_interest")


def arbitration(sheet: Sheet) -> Fields:
    """The application under one contract, against all whom an arbitration clause binds.

    Raises:
        DataRefusedError: a value that the document prints is missing.
    """
    request = sheet.case.requests.arbitration
    if request is None:
        raise sheet.lacks(
            "requests.arbitration", "办理要求：仲裁", "没有填写仲裁请求", "请补填"
        )
    clause = _clause(sheet)
    joined_in = _joined(sheet, clause)
    live = [g for g in all_securities(sheet) if g["no"] in joined_in and _is_live(sheet, g)]
    sureties = [each for each in live if each["is_surety"]]
    securities = [each for each in live if not each["is_surety"]]
    ids = dict.fromkeys([*sheet.contract.borrowers, *(str(each["party_id"]) for each in live)])
    costs = list(_costs(sheet, request))
    return {
        "institution": clause.institution,
        "clauses": list(_clauses(sheet, clause, live)),
        "agent": agent_fields(sheet, request.agent),
        "respondents": [party_fields(sheet, sheet.case.party(each)) for each in ids],
        **_sums(sheet),
        "costs": costs,
        "cost_count": len(costs),
        "sureties": sureties,
        "surety_count": len(sureties),
        "securities": securities,
        "security_count": len(securities),
        "guarantees": live,
        "claims_extra": list(request.claims_extra),
        "extra_count": len(request.claims_extra),
        "has_joint": any(each["is_joint"] for each in sureties),
        "has_general": any(each["is_general"] for each in sureties),
        "has_mortgage": any(each["is_mortgage"] for each in securities),
        "has_pledge": any(not each["is_mortgage"] for each in securities),
        "preservation_fee": sheet.case.requests.preservation is not None,
        "demands": list(_demands(sheet)),
        "is_simplified": request.procedure == "简易",
        "is_single": request.tribunal == 1,
        "is_written": request.hearing == "书面",
        "prefers_online": request.online is True,
        "refuses_online": request.online is False,
        "evidence": list(evidence_rows(sheet, live)),
        "respondent_count": len(ids),
        "arbitrators": request.tribunal,
        "copies": copies_of(sheet.kind, sheet.case, sheet.contract.contract_no, len(ids)),
    }


def _clause(sheet: Sheet) -> DisputeClause:
    clause = sheet.contract.dispute_clause
    if clause is None or clause.kind != "仲裁" or clause.institution is None:
        raise sheet.lacks(
            "dispute_clause", "争议条款", "借款合同没有约定仲裁机构的仲裁条款",
            "请核对条款原文；约定诉讼的不得申请仲裁",
        )  # fmt: skip
    return clause


def _joined(sheet: Sheet, clause: DisputeClause) -> set[str]:
    """The guarantee and security contracts whose own clause names the institution."""
    named: dict[str, DisputeClause | None] = {
        each.guarantee_no: each.arb_or_court for each in sheet.case.guarantees
    }
    named |= {each.sec_no: each.arb_or_court for each in sheet.case.securities}
    return {
        number
        for number, own in named.items()
        if (own is not None and own.kind == "仲裁" and own.institution == clause.institution)
        or number in clause.applies_to
    }


def _is_live(sheet: Sheet, guarantee: Fields) -> bool:
    """Whether the guarantor is still bound; a mortgage or pledge is."""
    if not guarantee["is_surety"]:
        return True
    return not sheet.claim.guarantee(str(guarantee["no"])).discharged


def _clauses(sheet: Sheet, clause: DisputeClause, live: list[Fields]) -> Iterator[Fields]:
    yield clause_fields(sheet.contract.contract_no, clause)
    numbers = {each["no"] for each in live}
    for surety in sheet.case.guarantees:
        if surety.guarantee_no in numbers and surety.arb_or_court:
            yield clause_fields(surety.guarantee_no, surety.arb_or_court)
    for security in sheet.case.securities:
        if security.sec_no in numbers and security.arb_or_court:
            yield clause_fields(security.sec_no, security.arb_or_court)


def _sums(sheet: Sheet) -> Fields:
    """Principal and interests as claimed; principal not yet due only if accelerated."""
    claim = sheet.claim.contract(sheet.contract.contract_no)
    principal = claim.figure("principal_due").amount
    if claim.accelerated_on is not None:
        principal = claim.principal
    interests = [claim.figure(name) for name in _INTERESTS]
    return {
        "principal": str(principal),
        "principal_words": capitals(principal),
        "interests": [
            {"item": each.label, "amount": str(each.amount)}
            for each in interests
            if each.amount
        ],
        "interest_total": str(Money.total(each.amount for each in interests)),
    }


def _costs(sheet: Sheet, request: ArbitrationRequest) -> Iterator[Fields]:
    """Each cost under this contract; one line for all where payments have met some of them.

    A lawyer's fee that is asked for must stand among the costs, with its voucher and clause, or
    the sum claimed could not be traced to the table.
    """
    number = sheet.contract.contract_no
    fee = request.legal_fee
    if fee and not any(
        each.kind == "律师费" and each.amount == fee for each in sheet.case.costs
    ):
        raise sheet.lacks(
            "requests.arbitration.legal_fee", "律师费", "请求的律师费没有对应的费用凭证",
            "请在费用（costs）中写明金额、凭证和合同条款",
        )  # fmt: skip
    owed = sheet.claim.contract(number).figure("costs").amount
    single = [each for each in sheet.claim.costs if each.contract_no == number]
    if owed and Money.total(each.amount for each in single) == owed:
        for each in single:
            yield {"kind": each.label, "amount": str(each.amount)}
    elif owed:
        yield {"kind": "为实现债权支出的费用余额", "amount": str(owed)}


def _demands(sheet: Sheet) -> Iterator[Fields]:
    for slug in ("dunning-notice", "acceleration-notice"):
        for notice in notices_of(sheet.case, slug, sheet.contract.contract_no):
            if notice.issued_on <= sheet.issued_on:
                yield notice_fields(sheet, notice)
