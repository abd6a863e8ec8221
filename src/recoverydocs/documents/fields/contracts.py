"""Fields of the loan contracts: terms, disbursements, clauses, forum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.documents.fields.debt import debt_of
from recoverydocs.documents.fields.parties import names_of
from recoverydocs.documents.fields.words import (
    capitals,
    chinese_date,
    clause_no,
    date_or_none,
    joined,
    percent,
)

if TYPE_CHECKING:
    from recoverydocs.cases.circumstances import ClauseName
    from recoverydocs.cases.contracts import Contract, DisputeClause
    from recoverydocs.documents.fields.sheet import Fields, Sheet

_CONTRACT = {
    "no": "合同编号",
    "name": "合同名称",
    "signed_on": "签订日期",
    "amount": "合同金额",
    "amount_words": "合同金额大写",
    "from_on": "借款期限起",
    "to_on": "借款期限止",
    "extended_to": "展期到期日",
    "purpose": "借款用途",
    "rate_text": "利率和罚息的文字",
    "compounds": "是否计复利",
    "borrower_names": "借款人姓名或者名称",
    "penalty_clause": "罚息、复利条款号",
    "acceleration_clause": "提前到期条款号",
    "dispute_clause": "争议解决条款号",
    "forum_text": "争议解决途径的文字",
    "accelerated_on": "提前到期日（未宣布则没有）",
    "matured": "是否已经全部到期",
    "final_due_on": "最后到期日",
    "disbursements": "放款",
    "disbursements.no": "借据号",
    "disbursements.on": "放款日期",
    "disbursements.amount": "放款金额",
}
DEBT = {
    "as_of": "计算截止日",
    "overdue_since": "逾期起日",
    "overdue_days": "逾期天数",
    "summary": "欠款表",
    "summary.item": "项目",
    "summary.amount": "金额",
    "total": "欠款合计",
    "total_words": "欠款合计大写",
    "not_due": "不在合计之内的未到期本金（没有则为空）",
    "rows": "债权明细表",
    "rows.item": "项目",
    "rows.base": "基数",
    "rows.from_on": "起",
    "rows.to_on": "止",
    "rows.rate": "年利率",
    "rows.days": "天数",
    "rows.basis": "计息基础",
    "rows.amount": "金额",
    "rows.clause": "合同条款",
    "after": "截止日后继续计算的文字（逐句）",
}
LABELS = {
    **{f"contract.{name}": label for name, label in _CONTRACT.items()},
    **{f"contracts.{name}": f"各合同：{label}" for name, label in _CONTRACT.items()},
    **{f"contracts.debt.{name}": f"各合同：{label}" for name, label in DEBT.items()},
}
_RESET = {
    "每年1月1日": "每年1月1日调整",
    "放款日对年": "自放款日起每满一年调整",
    "按季": "按季调整",
}
_TENOR = {"1Y": "1年期", "5Y": "5年期以上"}


def contract(sheet: Sheet) -> Fields:
    """The contract of the target; what is owed under it is the group ``debt``."""
    return terms_of(sheet, sheet.contract)


def contracts(sheet: Sheet) -> list[Fields]:
    """Every contract that the document is about."""
    return [contract_fields(sheet, each) for each in sheet.contracts]


def contract_fields(sheet: Sheet, contract: Contract) -> Fields:
    """One contract with what is owed under it."""
    claim = sheet.claim.contract(contract.contract_no)
    return terms_of(sheet, contract) | {"debt": debt_of(sheet.claim, claim)}


def terms_of(sheet: Sheet, contract: Contract) -> Fields:
    """One contract's terms in words."""
    claim = sheet.claim.contract(contract.contract_no)
    clause = contract.dispute_clause
    clauses = contract.clauses
    return {
        "no": contract.contract_no,
        "name": contract.name,
        "signed_on": chinese_date(contract.signed_on),
        "amount": str(contract.amount),
        "amount_words": capitals(contract.amount),
        "from_on": chinese_date(contract.from_),
        "to_on": chinese_date(contract.to),
        "extended_to": date_or_none(contract.extended_to),
        "purpose": contract.purpose,
        "rate_text": rate_text(contract),
        "compounds": contract.rate_terms.compound,
        "borrower_names": names_of(sheet.case, contract.borrowers),
        "penalty_clause": _penalty_clauses(contract),
        "acceleration_clause": clause_no(clauses["加速"].no if "加速" in clauses else None),
        "dispute_clause": clause_no(clause.clause_no if clause else None),
        "forum_text": forum_text(clause),
        "accelerated_on": date_or_none(claim.accelerated_on),
        "matured": claim.matured_on <= sheet.claim.as_of,
        "final_due_on": chinese_date(claim.matured_on),
        "disbursements": [
            {"no": each.disb_no, "on": chinese_date(each.on), "amount": str(each.amount)}
            for each in contract.disbursements
        ],
    }


def _penalty_clauses(contract: Contract) -> str | None:
    """The clauses that penalty interest, and compound interest where there is any, rest on."""
    names: tuple[ClauseName, ...] = (
        ("罚息", "复利") if contract.rate_terms.compound else ("罚息",)
    )
    numbers = [
        clause_no(contract.clauses[each].no) for each in names if each in contract.clauses
    ]
    return joined(filter(None, numbers)) or None


def rate_text(contract: Contract) -> str:
    """The rate clause in words: contract rate, then the penalty uplift."""
    terms = contract.rate_terms
    if terms.type == "LPR浮动" and terms.lpr_tenor and terms.spread_bp is not None:
        points = abs(terms.spread_bp)
        sign = "加" if terms.spread_bp >= 0 else "减"
        text = f"年利率为{_TENOR[terms.lpr_tenor]}贷款市场报价利率（LPR）{sign}{points}个基点"
        if terms.reset:
            text += f"（{_RESET[terms.reset]}）"
    else:
        rate = terms.rate if terms.rate is not None else terms.rate_history[0].rate
        word = "固定利率" if terms.type == "固定" else "浮动利率"
        text = f"年利率{percent(rate)}（{word}）"
    uplift = _whole_percent(percent(terms.penalty_uplift))
    return f"{text}，逾期借款的罚息利率在借款利率的基础上上浮{uplift}"


def _whole_percent(text: str) -> str:
    """A percentage without idle zeros: 50%, not 50.00%."""
    return text.replace(".00%", "%")


def forum_text(clause: DisputeClause | None) -> str:
    """Where the creditor may turn, in words that fit after 我方将依…条款."""
    if clause and clause.kind == "仲裁":
        return f"向{clause.institution}申请仲裁"
    if clause and clause.kind == "诉讼":
        return f"向{clause.court or '有管辖权的人民法院'}提起诉讼"
    return "依法提起诉讼"
