"""Invented overdue loans in any number, as plain case data that a workbook could hold.

Every case is whole, its balances tie to the fen on ``AS_OF``, and a 催款通知书 can be issued
from it; about a third have guarantors.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import count as count_from
from typing import TYPE_CHECKING, Any

from recoverydocs.cases.invented.asking import asking
from recoverydocs.cases.invented.names import (
    account,
    draw,
    firm,
    id_no,
    mobile,
    person,
    pick,
    place,
    uscc,
)
from recoverydocs.cases.invented.owed import Terms, at_the_end, by_months, level, owed
from recoverydocs.law.periods import add_months
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases.invented.owed import Owed, Slice

Case = dict[str, Any]
AS_OF = date(2026, 11, 24)
"""The day of the balances of every invented case."""
_BANK = "海云示例银行股份有限公司临江支行"
_BASES = {360: "actual/360", 365: "actual/365"}
_LPR_FROM = date(2025, 5, 20)
"""From this day on the one-year LPR is 3.00 %: a loan made later never meets another one."""
_LPR = 300

_ORG: Case = {
    "org_id": "990101",
    "name": _BANK,
    "kind": "支行",
    "uscc": uscc(101),
    "licence_no": "B9999S399010101（虚构）",
    "address": "虚构省示例市临江区演示路1号",
    "head_name": "沈示例",
    "head_title": "行长",
    "phone": "0999-88000001",
    "account_name": _BANK,
    "account_bank": _BANK,
    "account_no": account(101),
    "doc_prefix": "海云临江",
    "can_sue": True,
}
_USERS: list[Case] = [
    {"user_id": "U01", "name": "郑示例", "role": ["信贷员"], "phone": mobile(901)},
    {"user_id": "U02", "name": "何虚构", "role": ["法务"], "phone": mobile(902)},
    {"user_id": "U03", "name": "吕演示", "role": ["风控"], "phone": mobile(903)},
    {"user_id": "U04", "name": "施样本", "role": ["审批"], "phone": mobile(904)},
    {"user_id": "U05", "name": "孔假设", "role": ["用印"], "phone": mobile(905)},
]
_DOCS = ("dunning-notice", "guarantor-notice")
_STEPS = (("拟稿", "U02"), ("审批", "U04"))
_APPROVALS: list[Case] = [
    {"doc": doc, "step": step, "by": by, "on": AS_OF.isoformat(), "decision": "同意"}
    for doc in _DOCS
    for step, by in _STEPS
]
_SEALS: list[Case] = [
    {
        "doc": doc,
        "seal_name": "公章",
        "copies": 3,
        "by": "U05",
        "on": AS_OF.isoformat(),
        "authority": "海云示例银行用印授权书〔2026〕1号（虚构）",
    }
    for doc in _DOCS
]
_CLAUSES = {
    "罚息": (
        "第六条第一款",
        "借款人逾期的，自逾期之日起在借款利率基础上上浮{uplift}%计收罚息。",
    ),
    "复利": ("第六条第二款", "对不能按期支付的利息，按罚息利率计收复利；对罚息不计收复利。"),
    "送达": ("第十四条", "本合同首部载明的地址为催收、诉讼、仲裁和执行文书的送达地址。"),
}


def invented_cases(count: int, seed: int) -> tuple[Case, ...]:
    """So many cases as plain data in the names of the schema, from 1 on.

    >>> [case["case_id"] for case in invented_cases(2, 7)]
    ['XG-7-000001', 'XG-7-000002']
    """
    return tuple(_case(seed, index) for index in range(1, count + 1))


def example_case(kind: str = "dunning-notice") -> Case:
    """One case that fills every sheet of the workbook for a kind of document."""
    cases = (_case(1, index) for index in count_from(1))
    case = next(
        case for case in cases if "guarantees" in case and "instalments" in case["contracts"][0]
    )
    return asking(case, kind)


def _case(seed: int, index: int) -> Case:
    """One contract with one disbursement and, for some, guarantors."""
    is_firm = draw(seed, index, "is a firm", 3) == 0
    number = f"XG{'GS' if is_firm else 'GR'}-{seed}-{index:06d}"
    party = _firm(seed, index) if is_firm else _person(seed, index)
    contract = _contract(seed, index, number, party)
    signed = contract["signed_on"]
    case: Case = {
        "case_id": f"XG-{seed}-{index:06d}",
        "org": _ORG,
        "users": _USERS,
        "parties": [party],
        "addresses": [
            {
                "party": "P1",
                "text": party.get("reg_address") or place(seed, index),
                "kind": "合同送达",
                "basis": "合同第十四条",
                "from": signed,
            }
        ],
        "contracts": [contract],
        "approvals": _APPROVALS,
        "seals": _SEALS,
        "requests": {"dunning": {"grade": "首次", "objection_days": 10}},
    }
    for place_of in range(pick(seed, index, "guarantors", (0, 0, 1, 2, 0, 0))):
        _add_guarantor(case, seed, index, place_of + 2)
    return case


def _person(seed: int, index: int) -> Case:
    name, _, _, number = person(seed, index)
    return _borrower(seed, index) | {
        "kind": "自然人",
        "name": name,
        "id_type": "居民身份证",
        "id_no": number,
    }


def _firm(seed: int, index: int) -> Case:
    name, _, _, _ = person(seed, index, "representative")
    return _borrower(seed, index) | {
        "kind": "法人",
        "name": firm(seed, index),
        "uscc": uscc(1000 + index),
        "reg_address": place(seed, index),
        "legal_rep": name,
        "legal_rep_title": "执行董事",
    }


def _borrower(seed: int, index: int) -> Case:
    return {
        "party_id": "P1",
        "external_id": f"KH{seed}{index:06d}",
        "role": ["借款人"],
        "phones": [{"number": mobile(index), "source": "核心系统"}],
    }


def _add_guarantor(case: Case, seed: int, index: int, order: int) -> None:
    contract = case["contracts"][0]
    party_id = f"P{order}"
    name, born, _, _ = person(seed, index, party_id)
    case["parties"].append(
        {
            "party_id": party_id,
            "role": ["保证人"],
            "kind": "自然人",
            "name": name,
            "id_type": "居民身份证",
            "id_no": id_no(born, draw(seed, index, f"{party_id} order", 1000)),
        }
    )
    case["addresses"].append(
        {
            "party": party_id,
            "text": place(seed, index, party_id),
            "kind": "户籍",
            "basis": "身份证件记载",
            "from": contract["signed_on"],
        }
    )
    case.setdefault("guarantees", []).append(
        {
            "guarantee_no": f"{contract['contract_no']}-BZ{order - 1}",
            "contract_no": contract["contract_no"],
            "guarantor": party_id,
            "mode": pick(seed, index, f"{party_id} mode", ("连带", "连带", "一般")),
            "signed_on": contract["signed_on"],
            "period_text": "自主合同约定的债务履行期限届满之日起三年。",
            "period_years": 3,
        }
    )


def _contract(seed: int, index: int, number: str, party: Case) -> Case:
    form = pick(seed, index, "form", ("到期一次性还本付息", "按月计息到期还本", "等额本息"))
    late = 35 + draw(seed, index, "days late", 300)
    size = 1000 + draw(seed, index, "amount", 9000)
    months = pick(seed, index, "months", (12, 18, 24)) if form == "等额本息" else 12
    start = add_months(AS_OF - timedelta(days=late), -12)
    start = start.replace(day=min(start.day, 28))
    terms = Terms(
        principal=size * (20_000 if party["kind"] == "法人" else 2_000),
        rate=pick(seed, index, "rate", (435, 480, 525, 600, 720)),
        uplift=pick(seed, index, "uplift", (30, 40, 50)),
        basis=pick(seed, index, "basis", (360, 365)),
        start=start,
        end=add_months(start, months),
        compound=form != "到期一次性还本付息" and draw(seed, index, "compound", 2) == 0,
    )
    slices = _slices(terms, form, months)
    payable = sum(1 for each in slices if each.on <= AS_OF)
    paid = draw(seed, index, "paid", payable)
    disb_no = f"JJ{number}"
    contract: Case = {
        "contract_no": number,
        "name": "流动资金借款合同" if party["kind"] == "法人" else "个人借款合同",
        "kind": "借款" if party["kind"] == "法人" else "个人贷款",
        "signed_on": (start - timedelta(days=2)).isoformat(),
        "sign_method": {"kind": "纸质"},
        "lender": _ORG["org_id"],
        "borrowers": ["P1"],
        "amount": _yuan(terms.principal),
        "currency": "CNY",
        "purpose": "经营周转" if party["kind"] == "法人" else "日常消费",
        "product": "示例贷款（虚构）",
        "from": start.isoformat(),
        "to": terms.end.isoformat(),
        "clauses": _clauses(terms),
        "disbursements": [
            {
                "disb_no": disb_no,
                "contract_no": number,
                "on": start.isoformat(),
                "amount": _yuan(terms.principal),
                "payee_name": party["name"],
                "payee_account": account(index),
                "voucher": f"借款借据{disb_no}",
            }
        ],
        "rate_terms": _rate_terms(seed, index, terms),
        "repay_method": {"method": form, "due_day": _due_day(terms, form), "grace_days": 0},
        "core_balances": [_balance(owed(terms, slices, paid, AS_OF), seed)],
        "dispute_clause": _dispute(seed, index),
    }
    if form == "等额本息":
        contract["instalments"] = [
            {
                "disb_no": disb_no,
                "no": no,
                "due_on": each.on.isoformat(),
                "principal": _yuan(each.principal),
                "interest": _yuan(each.interest),
            }
            for no, each in enumerate(slices, 1)
        ]
    if paid:
        contract["repayments"] = list(_repayments(slices[:paid], disb_no))
    return contract


def _slices(terms: Terms, form: str, months: int) -> tuple[Slice, ...]:
    if form == "等额本息":
        return level(terms, months)
    return at_the_end(terms) if form == "到期一次性还本付息" else by_months(terms, 20)


def _due_day(terms: Terms, form: str) -> int:
    return terms.start.day if form == "等额本息" else 20


def _rate_terms(seed: int, index: int, terms: Terms) -> Case:
    """Fixed, or LPR and points where the loan only ever meets one LPR."""
    common: Case = {
        "day_count": _BASES[terms.basis],
        "penalty_uplift": f"0.{terms.uplift // 10}",
        "compound": terms.compound,
    }
    if terms.start >= _LPR_FROM and draw(seed, index, "floating", 2):
        points = terms.rate - _LPR
        floating = {"type": "LPR浮动", "lpr_tenor": "1Y", "spread_bp": points}
        return floating | {"reset": "每年1月1日"} | common
    rate = f"{Decimal(terms.rate).scaleb(-4).normalize():f}"
    return {"type": "固定", "rate": rate} | common


def _clauses(terms: Terms) -> Case:
    names = ("罚息", "复利", "送达") if terms.compound else ("罚息", "送达")
    return {
        name: {"no": _CLAUSES[name][0], "text": _CLAUSES[name][1].format(uplift=terms.uplift)}
        for name in names
    }


def _dispute(seed: int, index: int) -> Case:
    if draw(seed, index, "forum", 4) == 0:
        return {
            "kind": "仲裁",
            "institution": "示例市虚构仲裁委员会",
            "clause_no": "第十五条",
            "text": "因本合同引起的争议，提交示例市虚构仲裁委员会仲裁，仲裁裁决是终局的。",
        }
    return {
        "kind": "诉讼",
        "court": "虚构省示例市临江区人民法院",
        "clause_no": "第十五条",
        "text": "因本合同发生的争议，向贷款人住所地有管辖权的人民法院提起诉讼。",
    }


def _balance(due: Owed, seed: int) -> Case:
    total = due.due + due.not_due + due.interest + due.penalty + due.compound
    days = (AS_OF - due.since).days
    return {
        "as_of": AS_OF.isoformat(),
        "principal_due": _yuan(due.due),
        "principal_not_due": _yuan(due.not_due),
        "interest": _yuan(due.interest),
        "penalty": _yuan(due.penalty),
        "compound": _yuan(due.compound),
        "total": _yuan(total),
        "source": f"核心系统导出 XG{seed}-20261124",
        "overdue_since": due.since.isoformat(),
        "overdue_days": days,
        "overdue_count": due.count,
        "five_class": "关注" if days <= 90 else "次级",  # noqa: PLR2004 - days of the class
        "write_off": "未核销",
    }


def _repayments(slices: tuple[Slice, ...], disb_no: str) -> Iterator[Case]:
    for no, each in enumerate(slices, 1):
        yield {
            "disb_no": disb_no,
            "on": each.on.isoformat(),
            "amount": _yuan(each.principal + each.interest),
            "source": "本人",
            "no": f"{disb_no}-{no:02d}",
        }


def _yuan(fen: int) -> str:
    return Money(fen).plain()
