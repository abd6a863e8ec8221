"""Matters of companies: guarantors, an agreement, balances that do not tie, a lapsed guarantee."""

from __future__ import annotations

from datetime import date

from sample_matters.parts import (
    approvals,
    clauses,
    company,
    court_clause,
    digest,
    electronic,
    fixed,
    floating,
    loan,
    matter,
    paid,
    paper,
    person,
    seals,
    served,
    stated,
)
from sample_matters.reckoning import months_after, yuan

SCOPE = "主合同项下的借款本金、利息、罚息、复利和实现债权的费用。"


def surety(
    number: str, contract: str, party: str, mode: str, signed: str, **more: object
) -> dict:
    """A guarantee for three years from the due day, under the court clause."""
    return {
        "guarantee_no": number,
        "contract_no": contract,
        "guarantor": party,
        "mode": mode,
        "signed_on": signed,
        "scope": SCOPE,
        "period_text": "自主合同约定的债务履行期限届满之日起三年。",
        "period_years": 3,
        "arb_or_court": court_clause("第八条"),
    } | more


def guarantors() -> dict:
    """Working capital at LPR with repricing, matured; joint, general and several guarantors."""
    number = "HYLD-2024-020002"
    borrower = "示例市晨光虚构贸易有限公司"
    contract = {
        "contract_no": number,
        "name": "流动资金借款合同",
        "kind": "借款",
        "signed_on": "2024-09-10",
        "signed_at": "虚构省示例市临江区",
        "sign_method": paper(),
        "lender": "990101",
        "borrowers": ["P1"],
        "amount": "3000000.00",
        "purpose": "采购货物",
        "from": "2024-09-12",
        "to": "2026-09-11",
        "product": "示例流贷（虚构）",
        "clauses": clauses("加速", "罚息", "复利", "送达", "费用", "抵充"),
        "disbursements": [
            loan("JJ020002", number, "2024-09-12", "3000000.00", "2026-09-11", borrower, 1102)
        ],
        "rate_terms": floating("1Y", 120, "每年1月1日", compound=True),
        "repay_method": {
            "method": "按季计息到期还本",
            "due_day": 20,
            "cycle": "季",
            "grace_days": 0,
        },
        "dispute_clause": court_clause(),
    }
    # 3.35 % + 1.20 % to the end of 2024, 3.10 % + 1.20 % in 2025, 3.00 % + 1.20 % in 2026.
    contract["repayments"] = [
        paid("2024-09-20", "3033.33", "HK0201"),
        paid("2024-12-20", "34504.17", "HK0202"),
        paid("2025-03-20", "32500.00", "HK0203"),
        paid("2025-06-20", "32966.67", "HK0204"),
        paid("2025-09-20", "32966.67", "HK0205"),
        paid("2025-12-20", "32608.33", "HK0206"),
        paid("2026-03-20", "31500.00", "HK0207"),
        paid("2026-09-25", "100000.00", "HK0208", source="扣划"),
    ]
    costs = [
        {
            "kind": "公证费",
            "amount": "1200.00",
            "on": "2026-10-12",
            "voucher": "虚构发票 00020201",
            "clause": "第十一条",
            "contract_no": number,
        }
    ]
    contract["core_balances"] = [
        stated(contract, costs=[(date(2026, 10, 12), 120000)], fees="1200.00")[0]
    ]
    return matter(
        "ZQ-2026-0002",
        parties=[
            company("P1", borrower, ["借款人"], 21, "周虚构", "虚构省示例市临江区演示路88号"),
            person("P2", "周虚构", ["保证人"], "1974-01-19", 21),
            company(
                "P3",
                "示例市远帆虚构机械有限公司",
                ["保证人"],
                22,
                "蒋演示",
                "虚构省示例市东渡区样本街5号",
            ),
            person("P4", "吴样本", ["保证人"], "1981-06-30", 23),
        ],
        addresses=[
            served("P1", "虚构省示例市临江区演示路88号", number, "2024-09-10"),
            served(
                "P2", "虚构省示例市临江区演示路88号3栋201室", "HYBZ-2024-020201", "2024-09-10"
            ),
            served("P3", "虚构省示例市东渡区样本街5号", "HYBZ-2024-020202", "2024-09-10"),
            served("P4", "虚构省示例市西岭区示范巷17号", "HYBZ-2024-020203", "2024-09-10"),
            electronic("P1", "finance@chenguang.example", number, "2024-09-10"),
        ],
        contracts=[contract],
        costs=costs,
        guarantees=[
            surety("HYBZ-2024-020201", number, "P2", "连带", "2024-09-10"),
            surety(
                "HYBZ-2024-020202",
                number,
                "P3",
                "连带",
                "2024-09-10",
                cap="2000000.00",
                resolution={
                    "body": "股东会",
                    "on": "2024-09-08",
                    "file": {"name": "股东会决议-P3.pdf", "sha256": digest("决议P3")},
                },
            ),
            surety("HYBZ-2024-020203", number, "P4", "一般", "2024-09-10"),
        ],
        approvals=approvals("dunning-notice", "guarantor-notice"),
        seals=seals("dunning-notice", "guarantor-notice"),
        requests={
            "dunning": {"grade": "首次", "objection_days": 10},
            "guarantor": {},
        },
    )


def refusing_guarantor() -> dict:
    """The same agreement, but one guarantor does not consent: a block under 民法典 695."""
    case = agreement("HYLD-2025-160016", "补协〔2026〕16号")
    case["case_id"] = "ZQ-2026-0020"
    for each in case["guarantees"]:
        if each["guarantor"] == "P4":
            del each["consents"]
    return case


def agreement(number: str = "HYLD-2025-090009", agreed: str = "补协〔2026〕9号") -> dict:
    """A repayment agreement to be signed: plan, waivers; every guarantor agrees in writing."""
    borrower = "示例市锦程虚构印务有限公司"
    contract = {
        "contract_no": number,
        "name": "流动资金借款合同",
        "kind": "借款",
        "signed_on": "2025-04-22",
        "sign_method": paper(),
        "lender": "990101",
        "borrowers": ["P1"],
        "amount": "400000.00",
        "purpose": "采购纸张",
        "from": "2025-04-24",
        "to": "2026-04-23",
        "product": "示例流贷（虚构）",
        "clauses": clauses("加速", "罚息", "复利", "送达", "费用", "抵充"),
        "disbursements": [
            loan("JJ090009", number, "2025-04-24", "400000.00", "2026-04-23", borrower, 1109)
        ],
        "rate_terms": fixed("0.0480", compound=True),
        "repay_method": {
            "method": "按月计息到期还本",
            "due_day": 20,
            "cycle": "月",
            "grace_days": 0,
        },
        "dispute_clause": court_clause(),
        "repayments": [
            paid("2025-10-20", "9546.67", "HK0901"),
            paid("2026-08-31", "40000.00", "HK0902"),
        ],
    }
    row, due = stated(contract)
    contract["core_balances"] = [row]
    plan, left, last = [], due.due, 18
    for no in range(1, last + 1):
        part = due.due // last // 100 * 100 if no < last else left
        interest = -(-left * 48 // (1000 * 12))  # a month at 4.80 %, rounded up to the fen
        if no == 1:
            interest += due.interest
        on = months_after(date(2026, 12, 20), no - 1).isoformat()
        plan.append(
            {"no": no, "due_on": on, "principal": yuan(part), "interest": yuan(interest)}
        )
        left -= part
    condition = "借款人按期足额履行本协议全部还款安排"
    waivers = [
        {"item": item, "amount": yuan(amount), "condition": condition}
        for item, amount in (("罚息", due.penalty), ("复利", due.compound))
        if amount
    ]
    return matter(
        "ZQ-2026-0009",
        parties=[
            company("P1", borrower, ["借款人"], 91, "尤示例", "虚构省示例市望山区虚拟大道21号"),
            person("P2", "尤示例", ["保证人"], "1980-10-10", 91),
            person("P3", "喻演示", ["保证人"], "1982-04-14", 92),
            person("P4", "柏样本", ["保证人"], "1979-03-03", 93),
        ],
        addresses=[
            served("P1", "虚构省示例市望山区虚拟大道21号", number, "2025-04-22"),
            served(
                "P2", "虚构省示例市望山区虚拟大道21号2单元", "HYBZ-2025-090901", "2025-04-22"
            ),
            served("P3", "虚构省示例市望山区样本街40号", "HYBZ-2025-090902", "2025-04-22"),
            served("P4", "虚构省示例市青田区假设街9号", "HYBZ-2025-090903", "2025-04-22"),
            electronic("P1", "finance@jincheng.example", number, "2025-04-22"),
            electronic("P2", "13800000091", "HYBZ-2025-090901", "2025-04-22"),
        ],
        contracts=[contract],
        guarantees=[
            surety(
                f"HYBZ-2025-09090{no}",
                number,
                party,
                "连带",
                "2025-04-22",
                consents=[{"agreement": agreed, "on": on}],
            )
            for no, party, on in (
                (1, "P2", "2026-11-23"),
                (2, "P3", "2026-11-20"),
                (3, "P4", "2026-11-20"),
            )
        ],
        agreements=[
            {
                "no": agreed,
                "kind": "补充还款",
                "contract_no": number,
                "parties": ["P1", "P2"],
                "plan": plan,
                "waivers": waivers,
                "notarised": {"office": "示例市虚构公证处", "covers": ["主债务", "担保"]},
                "reason": "借款人回款周期延长，申请分十八期偿还。",
                "status": "拟签",
            }
        ],
        approvals=approvals("supplementary-agreement", "dunning-notice"),
        seals=seals("supplementary-agreement", copies=6),
        requests={
            "agreement": {
                "agreement_no": agreed,
                "notarise": True,
                "effective_on": "2026-12-01",
            },
        },
    )


def second_demand() -> dict:
    """An old loan at the benchmark with a recorded history, and a first notice signed for."""
    number = "HYGD-2019-120012"
    borrower = "示例市南屏虚构纺织有限公司"
    address = "虚构省示例市东渡区演示路300号"
    contract = {
        "contract_no": number,
        "name": "固定资产借款合同",
        "kind": "借款",
        "signed_on": "2019-03-18",
        "sign_method": paper(),
        "lender": "990101",
        "borrowers": ["P1"],
        "amount": "2000000.00",
        "purpose": "购置纺织设备",
        "from": "2019-03-20",
        "to": "2026-03-19",
        "product": "示例项目贷（虚构）",
        "clauses": clauses("罚息", "复利", "送达", "费用"),
        "disbursements": [
            loan("JJ120012", number, "2019-03-20", "2000000.00", "2026-03-19", borrower, 1112)
        ],
        "rate_terms": {
            "type": "基准浮动",
            "rate": "0.0539",
            "day_count": "actual/360",
            "penalty_uplift": "0.50",
            "compound": True,
            "compound_base": "期内利息",
            "rate_history": [
                {"from": "2019-03-20", "rate": "0.0539"},
                {"from": "2021-01-01", "rate": "0.0520"},
                {"from": "2024-01-01", "rate": "0.0495"},
            ],
        },
        "repay_method": {
            "method": "按季计息到期还本",
            "due_day": 20,
            "cycle": "季",
            "grace_days": 3,
        },
        "dispute_clause": court_clause(),
    }
    # Interest is paid each quarter to the end of 2025; the sums follow from the terms above.
    rates = ((date(2019, 3, 20), 539), (date(2021, 1, 1), 520), (date(2024, 1, 1), 495))
    rows, last, day = [], date(2019, 3, 20), date(2019, 6, 20)
    while day <= date(2025, 12, 20):
        units = 0
        for place, (first, rate) in enumerate(rates):
            stop = rates[place + 1][0] if place + 1 < len(rates) else date(9999, 1, 1)
            units += max((min(day, stop) - max(last, first)).days, 0) * rate
        interest = (200_000_000 * units * 2 + 3_600_000) // (3_600_000 * 2)
        rows.append(paid(day.isoformat(), yuan(interest), f"HK12{day:%y%m}", source="扣划"))
        last, day = day, months_after(day, 3)
    contract["repayments"] = [*rows, paid("2026-04-02", "500000.00", "HK12末")]
    contract["core_balances"] = [stated(contract)[0]]
    notice = "海云临江催字〔2026〕88号"
    return matter(
        "ZQ-2026-0012",
        parties=[company("P1", borrower, ["借款人"], 121, "葛虚构", address)],
        addresses=[served("P1", address, number, "2019-03-18")],
        contracts=[contract],
        securities=[
            {
                "sec_no": "HYDY-2019-120012",
                "contract_no": number,
                "kind": "动产抵押",
                "owner": "P1",
                "asset": "A1",
                "signed_on": "2019-03-18",
                "cap": "2600000.00",
                "registered": "正式",
                "reg_no": "虚构动产登记2019-0120012",
                "reg_on": "2019-03-21",
                "reg_office": "动产融资统一登记公示系统（虚构编号）",
            }
        ],
        assets=[
            {
                "asset_id": "A1",
                "type": "设备",
                "name": "剑杆织机二十台",
                "address": address,
                "value": "1100000.00",
                "valued_on": "2026-05-15",
                "occupancy": "自用",
            }
        ],
        notices=[
            {
                "number": notice,
                "kind": "dunning-notice",
                "title": "催款通知书（首次）",
                "grade": "首次",
                "issued_on": "2026-07-06",
                "to": "P1",
                "contract_no": number,
                "hash": digest("催88号"),
                "copies": 3,
                "status": "已发",
            }
        ],
        delivery_events=[
            {
                "notice": notice,
                "method": "EMS",
                "carrier": "示例邮政速递（虚构）",
                "mail_no": "1099900120888",
                "address": address,
                "address_basis": f"合同{number}第十四条送达条款",
                "slip_content": f"催款通知书（要求偿还{number}号借款合同项下欠款本息）",
                "sent_at": "2026-07-06T14:00:00+08:00",
                "result": "妥投",
                "result_at": "2026-07-08T10:12:00+08:00",
                "signer": "收发章",
                "relation": "单位收发部门",
                "evidence": {"name": "EMS回执-催88号.pdf", "sha256": digest("回执催88号")},
            }
        ],
        approvals=approvals("dunning-notice"),
        seals=seals("dunning-notice"),
        requests={"dunning": {"grade": "再次", "objection_days": 10}},
    )


def balances_differ() -> dict:
    """Two contracts whose balances do not tie: one with a written reason, one without."""
    contracts = []
    borrower = "示例市瑞祥虚构包装有限公司"
    reason = "核心系统按日四舍五入累计罚息，与合同约定的最后一次舍入相差4.50元，差异单虚构-0913已确认。"
    for letter, amount, off in (("A", "800000.00", 450), ("B", "350000.00", 12_345)):
        number = f"HYLD-2025-13001{letter}"
        contract = {
            "contract_no": number,
            "name": "流动资金借款合同",
            "kind": "借款",
            "signed_on": "2025-05-20",
            "sign_method": paper(),
            "lender": "990101",
            "borrowers": ["P1"],
            "amount": amount,
            "purpose": "采购原纸",
            "from": "2025-05-22",
            "to": "2026-05-21",
            "product": "示例流贷（虚构）",
            "clauses": clauses("罚息", "送达", "费用"),
            "disbursements": [
                loan(
                    f"JJ13001{letter}",
                    number,
                    "2025-05-22",
                    amount,
                    "2026-05-21",
                    borrower,
                    1113,
                )
            ],
            "rate_terms": fixed("0.0510", "actual/365", compound=False),
            "repay_method": {
                "method": "按月计息到期还本",
                "due_day": 21,
                "cycle": "月",
                "grace_days": 0,
            },
            "dispute_clause": court_clause(),
            "repayments": [paid("2026-05-21", "20000.00", f"HK13{letter}")],
        }
        row, due = stated(contract)
        more = {"difference_reason": reason} if letter == "A" else {}
        row, _ = stated(contract, off={"penalty": yuan(due.penalty + off)}, **more)
        contract["core_balances"] = [row]
        contracts.append(contract)
    return matter(
        "ZQ-2026-0013",
        parties=[
            company("P1", borrower, ["借款人"], 131, "范演示", "虚构省示例市青田区虚拟大道55号")
        ],
        addresses=[
            served("P1", "虚构省示例市青田区虚拟大道55号", each["contract_no"], "2025-05-20")
            for each in contracts
        ],
        contracts=contracts,
        approvals=approvals("dunning-notice"),
        seals=seals("dunning-notice"),
        requests={"dunning": {"grade": "首次", "objection_days": 10}},
    )


def guarantee_lapsed() -> dict:
    """The debt is alive, two guarantees have lapsed and one still runs."""
    number = "HYLD-2024-150015"
    borrower = "示例市星桥虚构电子有限公司"
    contract = {
        "contract_no": number,
        "name": "流动资金借款合同",
        "kind": "借款",
        "signed_on": "2024-11-04",
        "sign_method": paper(),
        "lender": "990101",
        "borrowers": ["P1"],
        "amount": "600000.00",
        "purpose": "采购元器件",
        "from": "2024-11-06",
        "to": "2025-11-05",
        "product": "示例流贷（虚构）",
        "clauses": clauses("罚息", "送达", "费用"),
        "disbursements": [
            loan("JJ150015", number, "2024-11-06", "600000.00", "2025-11-05", borrower, 1115)
        ],
        "rate_terms": fixed("0.0450", compound=False),
        "repay_method": {"method": "到期一次性还本付息", "cycle": "一次", "grace_days": 0},
        "dispute_clause": court_clause(),
        "repayments": [paid("2025-11-05", "50000.00", "HK1501")],
    }
    contract["core_balances"] = [stated(contract)[0]]
    lapsed = surety("HYBZ-2024-150151", number, "P2", "连带", "2024-11-04")
    lapsed["period_text"] = "本合同未约定保证期间。"
    del lapsed["period_years"]
    until_paid = surety("HYBZ-2024-150152", number, "P3", "连带", "2024-11-04")
    until_paid["period_text"] = "保证期间直至主合同项下本息全部还清时止。"
    del until_paid["period_years"]
    return matter(
        "ZQ-2026-0015",
        parties=[
            company("P1", borrower, ["借款人"], 151, "彭假设", "虚构省示例市西岭区样本街61号"),
            person("P2", "彭假设", ["保证人"], "1977-07-07", 151),
            person("P3", "鲁样本", ["保证人"], "1984-09-23", 152),
            company(
                "P4",
                "示例市融桥虚构融资担保有限公司",
                ["保证人", "融资担保公司"],
                153,
                "韦演示",
                "虚构省示例市临江区虚拟大道1号",
            ),
        ],
        addresses=[
            served("P1", "虚构省示例市西岭区样本街61号", number, "2024-11-04"),
            served("P2", "虚构省示例市西岭区样本街61号", "HYBZ-2024-150151", "2024-11-04"),
            served("P3", "虚构省示例市西岭区示范巷2号", "HYBZ-2024-150152", "2024-11-04"),
            served("P4", "虚构省示例市临江区虚拟大道1号", "HYBZ-2024-150153", "2024-11-04"),
        ],
        contracts=[contract],
        guarantees=[
            lapsed,
            until_paid,
            surety(
                "HYBZ-2024-150153",
                number,
                "P4",
                "连带",
                "2024-11-04",
                cap="500000.00",
                resolution={"body": "董事会", "on": "2024-11-01"},
            ),
        ],
        approvals=approvals("dunning-notice", "guarantor-notice"),
        seals=seals("dunning-notice", "guarantor-notice"),
        requests={
            "dunning": {"grade": "首次", "objection_days": 10},
            "guarantor": {},
        },
    )
