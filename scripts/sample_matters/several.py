"""Short matters for a JSONL file and a workbook: what the long ones do not show."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from openpyxl import load_workbook
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

from recoverydocs.cases import shipped_column_map
from recoverydocs.cases.invented import invented_cases


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
        requests={"dunning": {"grade": "首次", "objection_days": 10}},
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


def workbook_matters() -> list[dict]:
    """Eight invented loans, and a company with two loans under one contract."""
    cases = list(invented_cases(8, 7))
    for place, case in enumerate(cases, 101):
        case["case_id"] = f"ZQ-2026-0{place}"
    return [*cases, _two_loans(cases[0])]


def _two_loans(shared: dict) -> dict:
    number, borrower = "HYLD-2025-210021", "示例市云峰虚构包装有限公司"
    clause = court_clause()
    contract = _contract(
        number, "JJ210021-1", borrower, 1121,
        amount="700000.00", **{"from": "2025-06-05", "to": "2026-06-04"},
        rate_terms=fixed("0.0465", compound=False),
        repay_method={"method": "按月计息到期还本", "due_day": 20, "grace_days": 0},
    )  # fmt: skip
    second = loan("JJ210021-2", number, "2025-07-01", "300000.00", "2026-06-04", borrower, 1121)
    first = contract["disbursements"][0] | {"amount": "400000.00"}
    contract |= {
        "name": "流动资金借款合同",
        "kind": "借款",
        "signed_on": "2025-06-03",
        "sign_method": paper(),
        "currency": "CNY",
        "clauses": clauses("罚息", "送达"),
        "disbursements": [
            each | {"voucher": f"借款借据{each['disb_no']}"} for each in (first, second)
        ],
        "dispute_clause": clause,
        "repayments": [
            paid("2026-03-20", "9000.00", "HK2101", disb_no="JJ210021-1"),
            paid("2026-03-20", "6500.00", "HK2102", disb_no="JJ210021-2"),
        ],
    }
    for each in contract["disbursements"]:
        del each["method"]
    contract["core_balances"] = [
        stated(contract, disb_no=each["disb_no"])[0] for each in contract["disbursements"]
    ]
    address = "虚构省示例市西岭区虚拟大道70号"
    guarantor = "示例市青禾虚构建材有限公司"
    parties = [
        company("P1", borrower, ["借款人"], 211, "朱假设", address),
        company("P2", guarantor, ["保证人"], 212, "秦演示", "虚构省示例市西岭区假设街4号"),
    ]
    for party, title in zip(parties, ("执行董事", "法定代表人"), strict=True):
        for name in ("org_type", "ownership", "office_address", "status"):
            del party[name]
        party["legal_rep_title"] = title
        party["phones"] = [{"number": party["phones"][0]["number"], "source": "核心系统"}]
    del parties[1]["phones"]
    return shared | {
        "case_id": "ZQ-2026-0109",
        "parties": parties,
        "addresses": [
            {
                "party": "P1",
                "text": address,
                "kind": "合同送达",
                "basis": "合同第十四条",
                "from": "2025-06-03",
            },
            {
                "party": "P2",
                "text": "虚构省示例市西岭区假设街4号",
                "kind": "注册",
                "basis": "营业执照记载",
                "from": "2025-06-03",
            },
        ],
        "contracts": [contract],
        "guarantees": [
            {
                "guarantee_no": "HYBZ-2025-210021",
                "contract_no": number,
                "guarantor": "P2",
                "mode": "连带",
                "signed_on": "2025-06-03",
                "period_text": "自主合同约定的债务履行期限届满之日起三年。",
                "period_years": 3,
                "cap": "800000.00",
            }
        ],
    }


_OWN_HEADINGS = {"客户名称": "客户全称", "罚息余额": "逾期息余额", "数据日期": "跑批日期"}


def export(filled: bytes) -> bytes:
    """The main sheet of a workbook as a core system writes CSV: GB18030, headings of its own."""
    sheet = load_workbook(io.BytesIO(filled), read_only=True)["逾期清单"]
    text = io.StringIO(newline="")
    rows = [[str(cell or "") for cell in row] for row in sheet.values]
    rows[0] = [_OWN_HEADINGS.get(heading, heading) for heading in rows[0]]
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("gb18030")


def export_map(shared: dict) -> bytes:
    """The column map of that export: its headings, and what it lacks."""
    lines = ["# 核心系统导出（虚构）的列名，以及导出中没有的机构、人员、审批和用印。"]
    lines.append("# The headings of an invented core system's export, and what it lacks.")
    for column in shipped_column_map().columns:
        if column.sheet == "逾期清单" and column.header in _OWN_HEADINGS:
            names = {"sheet": column.sheet, "header": _OWN_HEADINGS[column.header]}
            names |= {"field": column.field, "type": column.type}
            lines += [
                "",
                "[[column]]",
                *(f"{key} = {_toml(text)}" for key, text in names.items()),
            ]
            lines.append("required = true")
    lines += ["", "[defaults.org]"]
    lines += [f"{key} = {_toml(value)}" for key, value in shared["org"].items()]
    for group in ("users", "approvals", "seals"):
        for row in shared[group]:
            lines += ["", f"[[defaults.{group}]]"]
            lines += [f"{key} = {_toml(value)}" for key, value in row.items()]
    return ("\n".join(lines) + "\n").encode()


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
