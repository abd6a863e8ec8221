"""Fields of the 补充还款协议: plan, waivers, who consents, addresses, disputes, originals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.documents.fields.head import creditor
from recoverydocs.documents.fields.parties import PARTY, party_fields
from recoverydocs.documents.fields.security import all_securities
from recoverydocs.documents.fields.words import (
    cell,
    chinese_date,
    clause_no,
    date_or_none,
    in_chinese,
    joined,
)
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recoverydocs.cases.contracts import DisputeClause, Instalment
    from recoverydocs.cases.events import Agreement
    from recoverydocs.documents.fields.sheet import Fields, Sheet

_GUARANTEE = {
    "text": "整句的担保事实",
    "no": "担保合同编号",
    "name": "担保人姓名或者名称",
    "role": "保证人、抵押人或者出质人",
    "is_surety": "是否保证",
    "mode_word": "连带责任或者一般",
    "security_word": "抵押或者质押",
    "asset_text": "担保财产的文字",
}
LABELS = {
    "agreement.is_time_barred": "诉讼时效期间是否已经届满",
    "agreement.compounds": "是否计复利",
    "agreement.acceleration_clause": "主合同提前到期条款号",
    "agreement.registration_within": "配合办理变更登记的期限",
    "agreement.default_days": "加速到期的逾期天数",
    "agreement.notarise": "是否办理强制执行公证",
    "agreement.notary_office": "公证机构（没有则为空）",
    "agreement.effective_on": "还款安排起始日（没有则为空）",
    "agreement.originals": "份数",
    "agreement.originals_words": "份数的中文写法",
    "agreement.contract_count": "主合同份数",
    "agreement.has_security": "是否有抵押或者质押",
    "agreement.plan": "还款计划",
    "agreement.plan.no": "期次",
    "agreement.plan.due_on": "应还日",
    "agreement.plan.principal": "本金",
    "agreement.plan.interest": "利息",
    "agreement.plan.fee": "其他",
    "agreement.plan.total": "合计",
    "agreement.plan.balance": "剩余本金",
    "agreement.plan_principal": "计划本金合计",
    "agreement.plan_interest": "计划利息合计",
    "agreement.plan_fee": "计划其他合计",
    "agreement.plan_total": "计划总合计",
    "agreement.waivers": "减免",
    "agreement.waivers.item": "减免项目",
    "agreement.waivers.amount": "减免金额",
    "agreement.waivers.condition": "减免条件",
    "agreement.addresses": "送达地址表",
    "agreement.addresses.name": "当事人",
    "agreement.addresses.address": "送达地址",
    "agreement.addresses.postcode": "邮政编码",
    "agreement.addresses.phone": "手机号码",
    "agreement.addresses.electronic": "电子送达方式",
    "agreement.dispute_clauses": "各合同的争议解决条款",
    "agreement.dispute_clauses.contract_no": "合同编号",
    "agreement.dispute_clauses.clause_no": "条款号",
    "agreement.dispute_clauses.text": "条款原文",
    **{
        f"agreement.providers.{name}": f"签署的担保人：{label}" for name, label in PARTY.items()
    },
    "agreement.providers.label": "签署的担保人：保证人、抵押人或者出质人",
    "agreement.signatories": "签署栏，每个签署方一栏",
    "agreement.signatories.name": "签署方姓名或者名称",
    "agreement.signatories.side": "甲方、乙方或者丙方",
    "agreement.signatories.label": "贷款人、借款人或者担保人的身份",
    "agreement.signatories.is_person": "签署方是否自然人",
    "agreement.signatories.rep_label": "签署方的法定代表人、负责人或者经营者",
    **{
        f"agreement.guarantees.{name}": f"全部担保：{label}"
        for name, label in _GUARANTEE.items()
    },
    **{
        f"agreement.consenting.{name}": f"同意的担保：{label}"
        for name, label in _GUARANTEE.items()
    },
    **{
        f"agreement.not_consenting.{name}": f"未同意的担保：{label}"
        for name, label in _GUARANTEE.items()
    },
}
_SPARE = 1
_NOTARISED = 2


def agreement(sheet: Sheet) -> Fields:
    """The agreement that the request names, or the only one that is to be signed."""
    case = sheet.case
    request = case.requests.agreement
    found = _wanted(sheet, request.agreement_no if request else None)
    notarise = bool(request and request.notarise)
    guarantees = list(all_securities(sheet))
    agreed = _consents(sheet, found)
    consenting = [
        each for each in guarantees if each["party_id"] in agreed.get(str(each["no"]), ())
    ]
    providers = _providers(sheet, consenting)
    signatories = list(_signatories(sheet, providers))
    originals = len(signatories) + _SPARE + (_NOTARISED if notarise else 0)
    plan = list(_plan(found.plan))
    accelerations = [c.clauses["加速"].no for c in sheet.contracts if "加速" in c.clauses]
    return {
        "is_time_barred": _is_time_barred(sheet),
        "compounds": any(each.rate_terms.compound for each in sheet.contracts),
        "acceleration_clause": joined(filter(None, map(clause_no, accelerations))) or None,
        "registration_within": in_chinese(sheet.kind.defaults["registration_days"]) + "日",
        "default_days": sheet.kind.defaults["acceleration_overdue_days"],
        "notarise": notarise,
        "notary_office": found.notarised.office if found.notarised else None,
        "effective_on": date_or_none(request.effective_on if request else None),
        "originals": originals,
        "originals_words": in_chinese(originals),
        "contract_count": len(sheet.contracts),
        "has_security": any(not each["is_surety"] for each in guarantees),
        "plan": plan,
        **_plan_totals(found.plan),
        "waivers": [
            {"item": each.item, "amount": str(each.amount), "condition": each.condition}
            for each in found.waivers
        ],
        "guarantees": guarantees,
        "consenting": consenting,
        "not_consenting": [each for each in guarantees if each not in consenting],
        "providers": providers,
        "signatories": signatories,
        "addresses": list(_addresses(sheet, [*borrowers_in_order(sheet), *providers])),
        "dispute_clauses": list(_dispute_clauses(sheet)),
    }


def _wanted(sheet: Sheet, number: str | None) -> Agreement:
    found = [
        each
        for each in sheet.case.agreements
        if each.no == number or (number is None and each.status == "拟签")
    ]
    if len(found) != 1:
        raise sheet.lacks(
            "requests.agreement", "办理要求：补充还款协议", "没有写明拟签哪一份协议",
            "请在 agreements 中写入拟签协议，并在办理要求中写明协议编号",
        )  # fmt: skip
    return found[0]


def _is_time_barred(sheet: Sheet) -> bool:
    """Whether the limitation of any contract of the agreement has run out."""
    numbers = {each.contract_no for each in sheet.contracts}
    return any(
        each.name == "limitation" and each.subject in numbers and each.state == "expired"
        for each in sheet.claim.deadlines
    )


def _consents(sheet: Sheet, found: Agreement) -> Mapping[str, set[str]]:
    """Guarantee or security number to the parties who sign, or have agreed in writing apart."""
    agreed: dict[str, set[str]] = {}
    for surety in sheet.case.guarantees:
        if surety.guarantor in found.parties or _has_consent(surety.consents, found):
            agreed.setdefault(surety.guarantee_no, set()).add(surety.guarantor)
    for security in sheet.case.securities:
        if security.owner in found.parties or _has_consent(security.consents, found):
            agreed.setdefault(security.sec_no, set()).add(security.owner)
    return agreed


def _has_consent(consents: Sequence[object], found: Agreement) -> bool:
    return any(getattr(each, "agreement", None) == found.no for each in consents)


def _providers(sheet: Sheet, consenting: list[Fields]) -> list[Fields]:
    """Who signs besides lender and borrowers: each consenting provider once."""
    borrowers = {party for contract in sheet.contracts for party in contract.borrowers}
    ids = dict.fromkeys(str(each["party_id"]) for each in consenting)
    return [
        party_fields(sheet, sheet.case.party(party_id))
        | {"label": joined(str(g["role"]) for g in consenting if g["party_id"] == party_id)}
        for party_id in ids
        if party_id not in borrowers
    ]


def _signatories(sheet: Sheet, providers: list[Fields]) -> Iterator[Fields]:
    """Who signs: the lender, each borrower, each provider; one block each."""
    sides = [
        ("甲方", "贷款人", [creditor(sheet)]),
        ("乙方", "借款人", borrowers_in_order(sheet)),
        ("丙方", "", providers),
    ]
    for side, label, parties in sides:
        for party in parties:
            yield {
                "name": party["name"],
                "side": side,
                "label": label or party["label"],
                "is_person": party["is_person"],
                "rep_label": party["rep_label"],
            }


def borrowers_in_order(sheet: Sheet) -> list[Fields]:
    """The borrowers of the agreement's contracts, each once."""
    ids = dict.fromkeys(party for contract in sheet.contracts for party in contract.borrowers)
    return [party_fields(sheet, sheet.case.party(each)) for each in ids]


def _plan(rows: tuple[Instalment, ...]) -> Iterator[Fields]:
    """The plan with the principal left after each row; it must end in nothing."""
    left = Money.total(row.principal for row in rows)
    for row in rows:
        left -= row.principal
        fee = row.fee or Money(0)
        yield {
            "no": str(row.no),
            "due_on": chinese_date(row.due_on),
            "principal": str(row.principal),
            "interest": str(row.interest),
            "fee": str(fee),
            "total": str(row.principal + row.interest + fee),
            "balance": str(left),
        }


def _plan_totals(rows: tuple[Instalment, ...]) -> Fields:
    principal = Money.total(row.principal for row in rows)
    interest = Money.total(row.interest for row in rows)
    fee = Money.total(row.fee or Money(0) for row in rows)
    return {
        "plan_principal": str(principal),
        "plan_interest": str(interest),
        "plan_fee": str(fee),
        "plan_total": str(principal + interest + fee),
    }


def _addresses(sheet: Sheet, parties: list[Fields]) -> Iterator[Fields]:
    """One row a party, the lender first."""
    org = sheet.case.org
    yield {
        "name": org.name,
        "address": org.address,
        "postcode": cell(None),
        "phone": org.phone,
        "electronic": "不采用",
    }
    for party in parties:
        yield {
            "name": party["name"],
            "address": party["service_address"],
            "postcode": cell(party["postcode"]),
            "phone": cell(party["phone"]),
            "electronic": party["electronic"],
        }


def _dispute_clauses(sheet: Sheet) -> Iterator[Fields]:
    """The clause of each contract and each guarantee contract, word for word."""
    for contract in sheet.contracts:
        if contract.dispute_clause:
            yield clause_fields(contract.contract_no, contract.dispute_clause)
    for surety in sheet.case.guarantees:
        if surety.arb_or_court:
            yield clause_fields(surety.guarantee_no, surety.arb_or_court)
    for security in sheet.case.securities:
        if security.arb_or_court:
            yield clause_fields(security.sec_no, security.arb_or_court)


def clause_fields(number: str, clause: DisputeClause) -> Fields:
    """One dispute clause as a document quotes it."""
    return {
        "contract_no": number,
        "clause_no": clause_no(clause.clause_no),
        "text": clause.text,
    }
