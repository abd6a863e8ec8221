"""Matters for a filing: arbitration, and preservation before suit and around arbitration."""

from __future__ import annotations

from datetime import date

from sample_matters.companies import surety
from sample_matters.parts import (
    ARBITRATORS,
    COURT,
    LAWYER,
    USERS,
    approvals,
    arbitration_clause,
    clauses,
    company,
    court_clause,
    digest,
    fixed,
    floating,
    loan,
    matter,
    paid,
    paid_plan,
    paper,
    person,
    seals,
    served,
    stated,
)
from sample_matters.reckoning import fen, level_plan, months_after, rate_path, yuan

from recoverydocs.cases.invented.names import account


def by_arbitrators(number: str, contract: str, party: str, **more: object) -> dict:
    """A joint guarantee whose own contract names the same institution."""
    return (
        surety(number, contract, party, "连带", "2024-05-28")
        | {"arb_or_court": arbitration_clause("第九条")}
        | more
    )


def arbitration() -> dict:
    """Equal principal by quarters, accelerated on arrival, pledge, costs: to the arbitrators."""
    number = "HYLD-2024-050005"
    borrower = "示例市长河虚构建材有限公司"
    contract = {
        "contract_no": number,
        "name": "中期流动资金借款合同",
        "kind": "借款",
        "signed_on": "2024-05-28",
        "sign_method": paper(),
        "lender": "990101",
        "borrowers": ["P1"],
        "amount": "2400000.00",
        "purpose": "采购建材",
        "from": "2024-05-30",
        "to": "2027-05-30",
        "product": "示例中期流贷（虚构）",
        "clauses": clauses("加速", "罚息", "送达", "费用", "抵充"),
        "disbursements": [
            loan("JJ050005", number, "2024-05-30", "2400000.00", "2027-05-30", borrower, 1105)
        ],
        "rate_terms": fixed("0.0525", "actual/360", compound=False),
        "repay_method": {"method": "等额本金", "due_day": 30, "cycle": "季", "grace_days": 0},
        "dispute_clause": arbitration_clause(),
    }
    days = [months_after(date(2024, 8, 30), 3 * n, 30) for n in range(12)]
    path = rate_path(contract, date(2024, 5, 30), date(2026, 11, 24))
    plan = level_plan(fen("2400000"), path, days, level=False, months=3)
    contract["instalments"] = plan
    contract["repayments"] = paid_plan(plan, 6)
    spent = [(date(2026, 10, 20), 4_000_000), (date(2026, 9, 4), 32_000)]
    contract["core_balances"] = [
        stated(contract, accelerated=date(2026, 9, 3), costs=sorted(spent), fees="40320.00")[0]
    ]
    notice = "海云临江宣字〔2026〕6号"
    address = "虚构省示例市东渡区虚拟大道168号"
    return matter(
        "ZQ-2026-0005",
        users=[*USERS, LAWYER],
        parties=[
            company("P1", borrower, ["借款人"], 51, "郎虚构", address),
            company(
                "P2",
                "示例市云峰虚构物流有限公司",
                ["保证人"],
                52,
                "花演示",
                "虚构省示例市东渡区演示路12号",
            ),
            person("P3", "郎虚构", ["保证人", "出质人"], "1972-02-11", 51),
            person("P4", "俞样本", ["保证人"], "1986-11-05", 52),
        ],
        addresses=[
            served("P1", address, number, "2024-05-28"),
            served("P2", "虚构省示例市东渡区演示路12号", "HYBZ-2024-050501", "2024-05-28"),
            served("P3", address, "HYZY-2024-050502", "2024-05-28"),
            served("P4", "虚构省示例市望山区假设街30号", "HYBZ-2024-050503", "2024-05-28"),
        ],
        contracts=[contract],
        costs=[
            {
                "kind": "公证费",
                "amount": "320.00",
                "on": "2026-09-04",
                "voucher": "虚构发票 00050501",
                "clause": "第十一条",
                "contract_no": number,
            },
            {
                "kind": "律师费",
                "amount": "40000.00",
                "on": "2026-10-20",
                "voucher": "虚构发票 00050502",
                "clause": "第十一条",
                "contract_no": number,
            },
        ],
        guarantees=[
            by_arbitrators(
                "HYBZ-2024-050501",
                number,
                "P2",
                cap="2400000.00",
                resolution={
                    "body": "股东会",
                    "on": "2024-05-26",
                    "file": {"name": "股东会决议-P2.pdf", "sha256": digest("决议0502")},
                },
            ),
            by_arbitrators("HYBZ-2024-050502", number, "P3"),
            # His contract has a court clause: he is not joined in the arbitration.
            surety("HYBZ-2024-050503", number, "P4", "连带", "2024-05-28"),
        ],
        securities=[
            {
                "sec_no": "HYZY-2024-050502",
                "contract_no": number,
                "kind": "权利质押",
                "owner": "P3",
                "asset": "A1",
                "signed_on": "2024-05-28",
                "cap": "1500000.00",
                "registered": "正式",
                "reg_no": "虚构股质登记〔2024〕第0501号",
                "reg_on": "2024-05-30",
                "reg_office": "示例市市场监督管理局（虚构）",
                "arb_or_court": arbitration_clause("第十条"),
            }
        ],
        assets=[
            {
                "asset_id": "A1",
                "type": "股权",
                "name": f"{borrower}30%股权",
                "certificate_no": "虚构出资证明书第0501号",
                "value": "1600000.00",
                "valued_on": "2026-08-10",
            }
        ],
        notices=[
            {
                "number": notice,
                "kind": "acceleration-notice",
                "title": "宣布贷款提前到期通知书",
                "issued_on": "2026-09-01",
                "to": "P1",
                "contract_no": number,
                "accelerated_on": "2026-09-03",
                "hash": digest("宣6号"),
                "copies": 3,
                "status": "已发",
            }
        ],
        delivery_events=[
            {
                "notice": notice,
                "method": "公证",
                "carrier": "示例邮政速递（虚构）",
                "mail_no": "1099900050618",
                "address": address,
                "address_basis": f"合同{number}第十四条送达条款",
                "slip_content": f"宣布贷款提前到期通知书（{number}号借款合同项下借款提前到期）",
                "sent_at": "2026-09-01T10:00:00+08:00",
                "result": "妥投",
                "result_at": "2026-09-03T15:26:00+08:00",
                "signer": "收发室",
                "relation": "单位收发部门",
                "evidence": {"name": "公证书-虚构证字0506号.pdf", "sha256": digest("公证0506")},
            }
        ],
        approvals=approvals("arbitration-application"),
        seals=seals("arbitration-application", copies=9),
        requests={
            "arbitration": {
                "contract_no": number,
                "tribunal": 3,
                "procedure": "普通",
                "hearing": "开庭",
                "online": True,
                "agent": "L01",
            }
        },
    )


def matured(
    number: str,
    short: str,
    borrower: str,
    amount: str,
    account_order: int,
    clause: dict,
    *,
    rate: dict,
    on: str,
    to: str,
    payments: list[dict],
) -> dict:
    """A one-year loan past its day."""
    contract = {
        "contract_no": number,
        "name": "流动资金借款合同",
        "kind": "借款",
        "signed_on": on,
        "sign_method": paper(),
        "lender": "990101",
        "borrowers": ["P1"],
        "amount": amount,
        "purpose": "经营周转",
        "from": on,
        "to": to,
        "product": "示例流贷（虚构）",
        "clauses": clauses("加速", "罚息", "送达", "费用", "抵充"),
        "disbursements": [loan(short, number, on, amount, to, borrower, account_order)],
        "rate_terms": rate,
        "repay_method": {
            "method": "按月计息到期还本",
            "due_day": 20,
            "cycle": "月",
            "grace_days": 0,
        },
        "dispute_clause": clause,
        "repayments": payments,
    }
    contract["core_balances"] = [stated(contract)[0]]
    return contract


def clue(no: str, kind: str, identifier: str, place: str, **more: object) -> dict:
    """A property clue of the borrower from a lawful source."""
    return {
        "clue_id": no,
        "holder": "P1",
        "type": kind,
        "identifier": identifier,
        "place": place,
        "source": "登记查询",
        "seen_on": "2026-11-18",
        "lawful": True,
    } | more


def before_suit() -> dict:
    """Preservation before suit: vehicles and an account, an insurer's undertaking."""
    number, borrower = "HYLD-2025-060006", "示例市青禾虚构农业有限公司"
    contract = matured(
        number,
        "JJ060006",
        borrower,
        "900000.00",
        1106,
        court_clause(),
        rate=fixed("0.0600", compound=False),
        on="2025-10-16",
        to="2026-10-15",
        payments=[paid("2026-03-20", "23250.00", "HK0601")],
    )
    total = yuan(fen(contract["core_balances"][0]["total"]))
    address = "虚构省示例市望山区示范巷200号"
    return matter(
        "ZQ-2026-0006",
        parties=[company("P1", borrower, ["借款人"], 61, "苏假设", address)],
        addresses=[served("P1", address, number, "2025-10-16")],
        contracts=[contract],
        property_clues=[
            clue(
                "XS1",
                "存款",
                f"示例农商银行（虚构）账户 {account(6101)}",
                "示例农商银行望山支行（虚构）",
                source="合同",
            ),
            clue(
                "XS2",
                "车辆",
                "厢式货车，车牌号虚A·F0061",
                "虚构省示例市望山区示范巷200号院内",
                value="180000.00",
                encumbrances="无",
            ),
        ],
        approvals=approvals("preservation-application"),
        seals=seals("preservation-application"),
        requests={
            "preservation": {
                "variant": "诉前",
                "court": COURT,
                "amount": total,
                "contract_no": number,
                "measures": [
                    {"clue": "XS1", "measure": "冻结", "sum": total, "until_months": 12},
                    {"clue": "XS2", "measure": "查封", "until_months": 24},
                ],
                "security": {
                    "form": "责任保险",
                    "provider": "示例财产保险股份有限公司（虚构）",
                    "document_no": "虚构保单-SQBQ-2026-0061",
                    "amount": total,
                    "text": "保险人承诺因申请保全错误造成被申请人损失的，在保险金额内承担赔偿责任。",
                },
                "urgency": "被申请人自2026年11月16日起陆续将厢式货车过户给第三人，并转出账户资金，"
                "不立即申请保全将使债权难以实现。",
                "agent": "U02",
            }
        },
    )


def before_arbitration() -> dict:
    """Preservation before arbitration: a bank's guarantee letter as security."""
    number, borrower = "HYLD-2025-070007", "示例市恒远虚构食品有限公司"
    contract = matured(
        number,
        "JJ070007",
        borrower,
        "1500000.00",
        1107,
        arbitration_clause(),
        rate=floating("1Y", 150, "每年1月1日", compound=False),
        on="2025-09-25",
        to="2026-09-24",
        payments=[paid("2026-06-20", "50250.00", "HK0701")],
    )
    total = contract["core_balances"][0]["total"]
    address = "虚构省示例市临江区样本街99号"
    return matter(
        "ZQ-2026-0007",
        parties=[company("P1", borrower, ["借款人"], 71, "袁虚构", address)],
        addresses=[served("P1", address, number, "2025-09-25")],
        contracts=[contract],
        property_clues=[
            clue(
                "XS1",
                "应收",
                "对示例市大众虚构超市有限公司的货款",
                "虚构省示例市临江区",
                value="820000.00",
                source="财报",
            ),
            clue(
                "XS2",
                "存款",
                f"示例商业银行（虚构）账户 {account(7101)}",
                "示例商业银行临江支行（虚构）",
                source="合同",
            ),
        ],
        approvals=approvals("preservation-application"),
        seals=seals("preservation-application"),
        requests={
            "preservation": {
                "variant": "仲裁前",
                "court": COURT,
                "amount": total,
                "contract_no": number,
                "measures": [
                    {"clue": "XS1", "measure": "冻结", "sum": "820000.00", "until_months": 36},
                    {"clue": "XS2", "measure": "冻结", "sum": total, "until_months": 12},
                ],
                "security": {
                    "form": "保函",
                    "provider": "示例城市商业银行股份有限公司（虚构）",
                    "document_no": "虚构独立保函-2026-0071",
                    "amount": total,
                },
                "urgency": "被申请人已停止主要门店经营，并正在催收和转让其应收货款，情况紧急。",
                "agent": "U02",
            }
        },
    )


def in_arbitration() -> dict:
    """Preservation while arbitration is pending, through the institution."""
    number, borrower = "HYLD-2025-080008", "示例市远帆虚构电子有限公司"
    contract = matured(
        number,
        "JJ080008",
        borrower,
        "750000.00",
        1108,
        arbitration_clause(),
        rate=fixed("0.0495", "actual/365", compound=False),
        on="2025-07-18",
        to="2026-07-17",
        payments=[paid("2026-04-20", "28000.00", "HK0801")],
    )
    total = contract["core_balances"][0]["total"]
    address = "虚构省示例市西岭区演示路45号"
    return matter(
        "ZQ-2026-0008",
        parties=[
            company("P1", borrower, ["借款人"], 81, "昌演示", address),
            person("P2", "昌演示", ["保证人"], "1975-12-12", 81),
        ],
        addresses=[
            served("P1", address, number, "2025-07-18"),
            served("P2", address, "HYBZ-2025-080801", "2025-07-18"),
        ],
        contracts=[contract],
        guarantees=[
            surety("HYBZ-2025-080801", number, "P2", "连带", "2025-07-18")
            | {"arb_or_court": arbitration_clause("第九条")}
        ],
        property_clues=[
            clue(
                "XS1",
                "存款",
                f"示例商业银行（虚构）账户 {account(8101)}",
                "示例商业银行西岭支行（虚构）",
                source="合同",
            ),
            clue(
                "XS2",
                "房产",
                "不动产权证号：虚构（2020）示例市不动产权第0200081号",
                "虚构省示例市西岭区示范巷33号",
                holder="P2",
                value="960000.00",
                encumbrances="无抵押登记",
            ),
        ],
        arb_cases=[
            {
                "institution": ARBITRATORS,
                "case_no": "虚仲案字〔2026〕第0808号",
                "contract_no": number,
                "filed_on": "2026-10-08",
                "accepted_on": "2026-10-15",
                "tribunal": 3,
            }
        ],
        approvals=approvals("preservation-application"),
        seals=seals("preservation-application"),
        requests={
            "preservation": {
                "variant": "仲裁中",
                "court": "虚构省示例市西岭区人民法院",
                "amount": total,
                "contract_no": number,
                "measures": [
                    {"clue": "XS1", "measure": "冻结", "sum": total, "until_months": 12},
                    {"clue": "XS2", "measure": "查封", "until_months": 36},
                ],
                "security": {
                    "form": "财产担保",
                    "provider": "海云示例银行股份有限公司",
                    "amount": yuan(fen(total) * 3 // 10),
                    "text": "以海云示例银行股份有限公司在示例清算中心（虚构）的专户存款提供担保。",
                },
                "urgency": "仲裁受理后被申请人的账户余额持续减少，裁决可能难以执行。",
                "agent": "U02",
            }
        },
    )
