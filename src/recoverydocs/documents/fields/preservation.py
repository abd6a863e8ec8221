"""Fields of the 财产保全申请书: variant, court, property, security offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.gates.measures import longest_months
from recoverydocs.documents.copies import copies_of
from recoverydocs.documents.fields.contracts import DEBT, contract_fields
from recoverydocs.documents.fields.parties import PARTY, party_fields
from recoverydocs.documents.fields.security import all_securities, asset_text
from recoverydocs.documents.fields.words import (
    NONE,
    capitals,
    cell,
    chinese_date,
    date_or_none,
    joined,
    money_or_none,
    sentence,
    term,
)
from recoverydocs.law.numerals import in_chinese
from recoverydocs.law.periods import UNITS, period_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases.events import ArbCase
    from recoverydocs.cases.requests import Measure, PreservationRequest
    from recoverydocs.cases.security import Asset, PropertyClue
    from recoverydocs.documents.fields.sheet import Fields, Sheet

_MEASURE = {
    "no": "序号",
    "measure": "查封、扣押或者冻结",
    "holder": "权利人",
    "type": "财产类型",
    "identifier": "名称、账号或者权证号",
    "place": "所在地（没有则为空）",
    "place_text": "所在地（表内）",
    "value_text": "估值（表内）",
    "encumbrances_text": "权利负担（表内）",
    "source_text": "来源及查询日期（表内）",
    "sum": "保全数额（没有则为空）",
    "term": "保全期限",
}
AGENT = {"name": "姓名", "licence_no": "律师执业证号（没有则为空）", "phone": "电话"}
_CONTRACT = {
    "no": "合同编号", "name": "合同名称", "signed_on": "签订日期", "amount": "合同金额",
    "from_on": "借款期限起", "to_on": "借款期限止", "extended_to": "展期到期日",
    "rate_text": "利率和罚息的文字", "borrower_names": "借款人姓名或者名称",
    "acceleration_clause": "提前到期条款号", "accelerated_on": "提前到期日（未宣布则没有）",
    "disbursements": "放款", "disbursements.no": "借据号", "disbursements.on": "放款日期",
    "disbursements.amount": "放款金额",
}  # fmt: skip
LABELS = {
    "preservation.is_pre_suit": "是否诉前",
    "preservation.is_pre_arbitration": "是否仲裁前",
    "preservation.is_in_suit": "是否诉讼中",
    "preservation.is_in_arbitration": "是否仲裁中",
    "preservation.sue_within": "采取保全措施后起诉、申请仲裁的期限",
    "preservation.court": "申请法院",
    "preservation.amount": "保全数额",
    "preservation.amount_words": "保全数额大写",
    "preservation.case_no": "法院案号（没有则为空）",
    "preservation.institution": "仲裁机构（没有则为空）",
    "preservation.arb_case_no": "仲裁案号（没有则为空）",
    "preservation.arb_accepted_on": "仲裁受理日期（没有则为空）",
    "preservation.urgency": "紧急情况（没有则为空）",
    "preservation.is_exempt": "是否请求免予担保",
    "preservation.is_guarantee_letter": "是否保函",
    "preservation.is_insurance": "是否责任险",
    "preservation.provider": "担保人",
    "preservation.security_no": "保函或者保单编号",
    "preservation.security_amount": "担保金额",
    "preservation.security_amount_words": "担保金额大写",
    "preservation.security_text": "担保的说明（没有则为空）",
    "preservation.respondent_names": "被申请人姓名或者名称",
    "preservation.copies": "申请书副本份数",
    **{f"preservation.agent.{name}": f"委托代理人：{label}" for name, label in AGENT.items()},
    **{f"preservation.respondents.{n}": f"被申请人：{label}" for n, label in PARTY.items()},
    **{f"preservation.measures.{n}": f"保全财产：{label}" for n, label in _MEASURE.items()},
    **{f"preservation.contracts.{n}": f"各合同：{label}" for n, label in _CONTRACT.items()},
    **{f"preservation.contracts.debt.{n}": f"各合同：{label}" for n, label in DEBT.items()},
    "preservation.guarantees": "担保",
    "preservation.guarantees.text": "整句的担保事实",
}
_TYPE_WORDS = {"应收": "应收账款", "其他": "其他财产"}


def preservation(sheet: Sheet) -> Fields:
    """What the request asks for; its absence is a fault of the case.

    Raises:
        DataRefusedError: a value that the document prints is missing.
    """
    request = sheet.case.requests.preservation
    if request is None:
        raise sheet.lacks(
            "requests.preservation", "办理要求：财产保全", "没有填写保全请求", "请补填"
        )
    measures = [_measure(sheet, no, each) for no, each in enumerate(request.measures, 1)]
    if not measures:
        raise sheet.lacks(
            "requests.preservation.measures",
            "保全措施",
            "没有写明要保全的财产或者线索",
            "请补填",
        )
    holders = dict.fromkeys(_holder(sheet, each) for each in request.measures)
    arbitration = _arbitration(sheet)
    guarantees = [g for g in all_securities(sheet) if g["party_id"] in holders]
    return {
        "is_pre_suit": request.variant == "诉前",
        "is_pre_arbitration": request.variant == "仲裁前",
        "is_in_suit": request.variant == "诉讼中",
        "is_in_arbitration": request.variant == "仲裁中",
        "sue_within": _sue_within(sheet),
        "court": request.court,
        "amount": str(request.amount),
        "amount_words": capitals(request.amount),
        "case_no": _docket(sheet),
        "institution": arbitration.institution if arbitration else _agreed_institution(sheet),
        "arb_case_no": arbitration.case_no if arbitration else None,
        "arb_accepted_on": date_or_none(arbitration.accepted_on if arbitration else None),
        "urgency": sentence(request.urgency) if request.urgency else None,
        **_security(request),
        "respondents": [party_fields(sheet, sheet.case.party(each)) for each in holders],
        "respondent_names": joined(sheet.case.party(each).name for each in holders),
        "measures": measures,
        "contracts": [contract_fields(sheet, each) for each in sheet.contracts],
        "guarantees": guarantees,
        "agent": agent_fields(sheet, request.agent),
        "copies": copies_of(sheet.kind, sheet.case, sheet.target.contract_no) - 1,
    }


def _sue_within(sheet: Sheet) -> str:
    row = period_row(sheet.claim.law, "preservation-then-sue", sheet.issued_on)
    return f"{in_chinese(row['length'])}{UNITS[row['unit']]}"


def agent_fields(sheet: Sheet, user_id: str | None) -> Fields | None:
    """The authorised agent; None where the request names none."""
    if not user_id:
        return None
    user = sheet.case.user(user_id)
    return {"name": user.name, "licence_no": user.lawyer_licence_no, "phone": user.phone}


def _security(request: PreservationRequest) -> Fields:
    security = request.security
    form = security.form if security else None
    amount = security.amount if security else None
    return {
        "is_exempt": form == "免予担保",
        "is_guarantee_letter": form == "保函",
        "is_insurance": form == "责任保险",
        "provider": security.provider if security else None,
        "security_no": security.document_no if security else None,
        "security_amount": money_or_none(amount),
        "security_amount_words": capitals(amount),
        "security_text": sentence(security.text) if security and security.text else None,
    }


def _docket(sheet: Sheet) -> str | None:
    """The number of the suit, where one has been accepted."""
    numbers = {each.contract_no for each in sheet.contracts}
    for each in sheet.case.court_cases:
        if each.kind == "一审" and each.case_no and each.contract_no in {None, *numbers}:
            return each.case_no
    return None


def _arbitration(sheet: Sheet) -> ArbCase | None:
    numbers = {each.contract_no for each in sheet.contracts}
    for each in sheet.case.arb_cases:
        if each.contract_no in {None, *numbers}:
            return each
    return None


def _agreed_institution(sheet: Sheet) -> str | None:
    for contract in sheet.contracts:
        if contract.dispute_clause and contract.dispute_clause.kind == "仲裁":
            return contract.dispute_clause.institution
    return None


def _measure(sheet: Sheet, no: int, measure: Measure) -> Fields:
    """One measure with the property that it is asked for, from the clue or the asset."""
    clue, asset = _clue(sheet, measure), _asset(sheet, measure)
    kind = clue.type if clue else asset.type if asset else ""
    months = measure.until_months or longest_months(sheet.claim.law, kind, sheet.issued_on)
    fields = _clue_fields(clue) if clue else _asset_fields(asset) if asset else {}
    return {
        "no": str(no),
        "measure": measure.measure,
        "holder": sheet.case.party(_holder(sheet, measure)).name,
        "sum": money_or_none(measure.sum),
        "term": term(months),
        **fields,
    }


def _clue_fields(clue: PropertyClue) -> Fields:
    return {
        "type": _TYPE_WORDS.get(clue.type, clue.type),
        "identifier": clue.identifier,
        "place": clue.place,
        "place_text": cell(clue.place),
        "value_text": cell(clue.value),
        "encumbrances_text": cell(clue.encumbrances),
        "source_text": f"{clue.source}，{chinese_date(clue.seen_on)}",
    }


def _asset_fields(asset: Asset) -> Fields:
    seized = [f"{each.court}查封至{chinese_date(each.until)}" for each in asset.seizures]
    valued = f"，{chinese_date(asset.valued_on)}估值" if asset.valued_on else ""
    return {
        "type": _TYPE_WORDS.get(asset.type, asset.type),
        "identifier": asset_text(asset),
        "place": None,
        "place_text": cell(asset.address),
        "value_text": cell(asset.value),
        "encumbrances_text": "；".join(seized) or NONE,
        "source_text": f"担保合同{valued}",
    }


def _clue(sheet: Sheet, measure: Measure) -> PropertyClue | None:
    for each in sheet.case.property_clues:
        if measure.clue and each.clue_id == measure.clue:
            return each
    return None


def _asset(sheet: Sheet, measure: Measure) -> Asset | None:
    for each in sheet.case.assets:
        if measure.asset and each.asset_id == measure.asset:
            return each
    return None


def _holder(sheet: Sheet, measure: Measure) -> str:
    """Whose property it is."""
    clue = _clue(sheet, measure)
    if clue:
        return clue.holder
    for owner in _owners(sheet, measure.asset):
        return owner
    raise sheet.lacks(
        "requests.preservation.measures", "保全措施", "保全措施没有对应的财产线索或者担保财产",
        "请写明线索编号，或者担保财产的编号",
    )  # fmt: skip


def _owners(sheet: Sheet, asset_id: str | None) -> Iterator[str]:
    for security in sheet.case.securities:
        if asset_id and security.asset == asset_id:
            yield security.owner
