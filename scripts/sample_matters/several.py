"""Short matters for one JSONL file: what the long ones do not show."""

from __future__ import annotations

from datetime import date

from sample_matters.parts import (
    approvals,
    clauses,
    company,
    court_clause,
    electronic,
    fixed,
    floating,
    loan,
    matter,
    online,
    paid,
    paid_plan,
    paper,
    person,
    seals,
    served,
    stated,
)
from sample_matters.persons import monthly
from sample_matters.reckoning import fen, level_plan, rate_path


def short_matters() -> list[dict]:
    """A foreigner, equal principal with grace days, five years' LPR by the month, a reversal."""
    return [_passport(), _equal_principal(), _five_year_lpr(), _reversal()]


def _contract(number: str, short: str, name: str, order: int, **terms: object) -> dict:
    on, to, amount = str(terms["from"]), str(terms["to"]), str(terms["amount"])
    return {
        "contract_no": number,
        "name": "个人借款合同",
        "kind": "个人贷款",
        "signed_on": on,
        "sign_method": online(number[-6:]),
        "lender": "990101",
        "borrowers": ["P1"],
        "purpose": "日常消费",
        "product": "示例消费贷（虚构）",
        "clauses": clauses("加速", "罚息", "送达", "费用", "抵充", "征信授权"),
        "disbursements": [loan(short, number, on, amount, to, name, order)],
        "dispute_clause": court_clause(),
    } | terms


def _case(case_id: str, contract: dict, party: dict, address: str) -> dict:
    contract["core_balances"] = [stated(contract)[0]]
    return matter(
        case_id,
        parties=[party],
        addresses=[
            served("P1", address, contract["contract_no"], contract["signed_on"]),
            electronic(
                "P1",
                party["phones"][0]["number"],
                contract["contract_no"],
                contract["signed_on"],
            ),
        ],
        contracts=[contract],
        approvals=approvals("dunning-notice"),
        seals=seals("dunning-notice"),
        requests={"dunning": {"grade": "首次", "pay_by": "2026-12-09", "objection_days": 10}},
    )


def _passport() -> dict:
    contract = _contract(
        "HYXD-2025-160016", "JJ160016", "SHILI Xugou", 1116,
        amount="80000.00", **{"from": "2025-09-01", "to": "2026-08-31"},
        rate_terms=fixed("0.0650", "actual/365", compound=False),
        repay_method={"method": "到期一次性还本付息", "cycle": "一次", "grace_days": 0},
        repayments=[paid("2026-10-08", "5000.00", "HK1601")],
    )  # fmt: skip
    party = person("P1", "SHILI Xugou", ["借款人"], "1988-01-01", 161)
    for name in ("ethnic", "sex", "birth"):
        del party[name]
    party |= {"id_type": "护照", "id_no": "XX0000161"}
    return _case("ZQ-2026-0016", contract, party, "虚构省示例市临江区虚拟大道6号公寓1601室")


def _equal_principal() -> dict:
    contract = _contract(
        "HYXD-2025-170017", "JJ170017", "昌样本", 1117,
        amount="90000.00", **{"from": "2025-08-31", "to": "2027-02-28"},
        rate_terms=fixed("0.0588", compound=True),
        repay_method={"method": "等额本金", "due_day": 31, "cycle": "月", "grace_days": 3},
    )  # fmt: skip
    contract["clauses"] |= clauses("复利")
    path = rate_path(contract, date(2025, 8, 31), date(2026, 11, 24))
    days = [*monthly("2025-09-30", 1), *monthly("2025-10-31", 17)]
    plan = level_plan(fen("90000"), path, days, level=False)
    contract["instalments"], contract["repayments"] = plan, paid_plan(plan, 9)
    party = person("P1", "昌样本", ["借款人"], "1993-04-25", 172)
    return _case("ZQ-2026-0017", contract, party, "虚构省示例市望山区假设街171号")


def _five_year_lpr() -> dict:
    contract = _contract(
        "HYXD-2023-180018", "JJ180018", "苗演示", 1118,
        amount="200000.00", **{"from": "2023-11-15", "to": "2026-11-14"},
        rate_terms=floating("5Y", -15, "每年1月1日", "actual/360", "0.40", compound=False),
        repay_method={"method": "按月计息到期还本", "due_day": 20, "cycle": "月", "grace_days": 0},
        repayments=[paid("2026-06-20", "21000.00", "HK1801")],
    )  # fmt: skip
    contract["clauses"] |= clauses("罚息", uplift=40)
    contract["sign_method"] = paper()
    party = person("P1", "苗演示", ["借款人"], "1971-10-19", 181)
    return _case("ZQ-2026-0018", contract, party, "虚构省示例市青田区样本街18号")


def _reversal() -> dict:
    number = "HYLD-2025-190019"
    borrower = "示例市星桥虚构农业专业合作社"
    contract = _contract(
        number, "JJ190019", borrower, 1119,
        amount="260000.00", **{"from": "2025-03-12", "to": "2026-03-11"},
        rate_terms=fixed("0.0520", compound=False),
        repay_method={"method": "按月计息到期还本", "due_day": 20, "cycle": "月", "grace_days": 0},
        repayments=[
            paid("2026-03-11", "13500.00", "HK1901"),
            paid("2026-05-06", "30000.00", "HK1902"),
            paid("2026-05-08", "-30000.00", "HK1903", reverses="HK1902"),
            paid("2026-05-11", "30000.00", "HK1904"),
        ],
    )  # fmt: skip
    contract |= {"name": "流动资金借款合同", "kind": "借款", "sign_method": paper()}
    party = company(
        "P1", borrower, ["借款人"], 191, "凤样本", "虚构省示例市青田区演示路9号",
        kind="非法人组织", org_type="农民专业合作社（虚构）", legal_rep_title="理事长",
    )  # fmt: skip
    return _case("ZQ-2026-0019", contract, party, "虚构省示例市青田区演示路9号")
