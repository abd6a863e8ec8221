"""An invented loan with what one kind of document asks for: the examples of workbooks."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Case = dict[str, Any]
_TODAY, _YESTERDAY = "2026-11-24", "2026-11-23"
_COURT = "虚构省示例市临江区人民法院"
_INSTITUTION = "示例市虚构仲裁委员会"
_CLAUSE = {
    "kind": "仲裁",
    "institution": _INSTITUTION,
    "text": f"因本合同发生的争议，提交{_INSTITUTION}按照其仲裁规则仲裁。",
    "clause_no": "第十五条",
}


def asking(case: Case, kind: str) -> Case:
    """The case with the members that the kind's own sheets hold; approved and sealed for it."""
    add = _ADDED.get(kind)
    if add is None:
        own = {
            name: [row for row in case[name] if row["doc"] == kind]
            for name in ("approvals", "seals")
        }
        return case | own
    copies = {"doc": kind, "seal_name": "公章", "copies": 3, "by": "U05", "on": _TODAY}
    steps = (("拟稿", "U02"), ("审批", "U04"))
    approvals = [
        {"doc": kind, "step": step, "by": by, "on": _TODAY, "decision": "同意"}
        for step, by in steps
    ]
    authority = "海云示例银行用印授权书〔2026〕2号（虚构）"
    whole = case | {
        "approvals": approvals,
        "seals": [copies | {"authority": authority}],
    }
    return whole | add(whole)


def _preservation(case: Case) -> Case:
    contract = case["contracts"][0]
    number = contract["contract_no"]
    clue = f"{number}-1"
    court = {
        "kind": "诉讼",
        "court": _COURT,
        "text": f"因本合同发生的争议，向{_COURT}提起诉讼。",
        "clause_no": "第十五条",
    }
    return {
        "contracts": [contract | {"dispute_clause": court}],
        "requests": case["requests"]
        | {
            "preservation": {
                "variant": "诉讼中",
                "court": _COURT,
                "amount": _overdue(contract),
                "contract_no": number,
                "urgency": "被申请人连续逾期且联系中断，账户资金存在被转移的可能（虚构）。",
                "security": {"form": "免予担保"},
                "agent": "U02",
                "measures": [
                    {"clue": clue, "measure": "冻结", "sum": _overdue(contract)},
                ],
            }
        },
        "property_clues": [
            {
                "clue_id": clue,
                "holder": "P1",
                "type": "存款",
                "identifier": "示例商业银行（虚构）账户9900000000000009901",
                "place": "示例商业银行临江支行（虚构）",
                "source": "合同",
                "seen_on": _YESTERDAY,
                "lawful": True,
            }
        ],
        "court_cases": [
            {
                "kind": "一审",
                "court": _COURT,
                "case_no": "（2026）虚0999民初1号",
                "contract_no": number,
                "filed_on": "2026-11-16",
                "accepted_on": "2026-11-18",
            }
        ],
    }


def _arbitration(case: Case) -> Case:
    contract = case["contracts"][0]
    number = contract["contract_no"]
    bound = [{**each, "arb_or_court": dict(_CLAUSE)} for each in case["guarantees"]]
    clauses = contract["clauses"] | {
        "费用": {"no": "第十一条", "text": "贷款人实现债权的费用由借款人承担。"}
    }
    return {
        "contracts": [contract | {"dispute_clause": dict(_CLAUSE), "clauses": clauses}],
        "guarantees": bound,
        "costs": [
            {
                "kind": "律师费",
                "amount": "8000.00",
                "on": _YESTERDAY,
                "voucher": "律师费发票（虚构）00000001",
                "clause": "第十一条",
                "contract_no": number,
            }
        ],
        "requests": case["requests"]
        | {
            "arbitration": {
                "contract_no": number,
                "tribunal": 1,
                "procedure": "简易",
                "hearing": "书面",
                "online": True,
                "agent": "U02",
            }
        },
    }


def _agreement(case: Case) -> Case:
    contract = case["contracts"][0]
    number = contract["contract_no"]
    stated = contract["core_balances"][0]
    owed = Decimal(stated["principal_due"]) + Decimal(stated["principal_not_due"])
    half = (owed / 2).quantize(Decimal("0.01"))
    plan = [
        {"no": 1, "due_on": "2027-01-20", "principal": f"{half}", "interest": "800.00"},
        {"no": 2, "due_on": "2027-02-20", "principal": f"{owed - half}", "interest": "400.00"},
    ]
    name = "补协（虚构）1号"
    consents = [{"agreement": name, "on": _YESTERDAY}]
    return {
        "agreements": [
            {
                "no": name,
                "kind": "补充还款",
                "contract_no": number,
                "parties": [party["party_id"] for party in case["parties"]],
                "plan": plan,
                "waivers": [
                    {
                        "item": "罚息",
                        "amount": "100.00",
                        "condition": "按期足额履行本协议全部还款安排",
                    }
                ],
                "reason": "经营回款延后（虚构）",
                "status": "拟签",
            }
        ],
        "guarantees": [{**each, "consents": consents} for each in case["guarantees"]],
        "requests": case["requests"]
        | {
            "agreement": {
                "agreement_no": name,
                "notarise": False,
                "effective_on": "2026-12-01",
            }
        },
    }


def _filing(case: Case) -> Case:
    number = f"{case['org']['doc_prefix']}催字〔2026〕901号"
    points = {
        "主体": "借款人身份证件与合同一致",
        "授权": "用印有授权书",
        "利率": "年利率与合同一致",
        "担保登记": "没有抵押、质押",
        "管辖条款": "合同约定由人民法院管辖",
        "时效与保证期间": "均未届满",
    }
    return {
        "notices": [
            {
                "to": "P1",
                "status": "已发",
                "contract_no": case["contracts"][0]["contract_no"],
                "number": number,
                "kind": "dunning-notice",
                "title": "催款通知书（首次）",
                "issued_on": _YESTERDAY,
                "hash": sha256(number.encode()).hexdigest(),
            }
        ],
        "requests": case["requests"]
        | {
            "filing": {
                "notice": number,
                "review_points": points,
                "legal_opinion": "事实清楚，同意发出。",
                "risk_opinion": "同意。",
                "archive_place": "档案室（虚构）A-1",
            }
        },
    }


def _overdue(contract: Mapping[str, Any]) -> str:
    stated = contract["core_balances"][0]
    parts = ("principal_due", "interest", "penalty", "compound")
    return f"{sum(Decimal(stated[part]) for part in parts)}"


_ADDED: Mapping[str, Callable[[Case], Case]] = {
    "preservation-application": _preservation,
    "arbitration-application": _arbitration,
    "supplementary-agreement": _agreement,
    "internal-filing": _filing,
}
