"""Matters of natural persons and of a sole trader."""

from __future__ import annotations

from datetime import date

from sample_matters.parts import (
    approvals,
    clauses,
    court_clause,
    digest,
    electronic,
    fixed,
    floating,
    household,
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
from sample_matters.reckoning import fen, level_plan, months_after, rate_path, yuan

from recoverydocs.cases.invented.names import account, uscc


def monthly(first: str, count: int) -> list[date]:
    """The due days of so many months."""
    day = date.fromisoformat(first)
    return [months_after(day, n) for n in range(count)]


def first_demand() -> dict:
    """A consumer loan in level instalments, seven unpaid: a first notice."""
    number = "HYXD-2024-110001"
    contract = {
        "contract_no": number,
        "name": "个人消费借款合同",
        "kind": "个人贷款",
        "signed_on": "2024-11-18",
        "signed_at": "虚构省示例市临江区",
        "sign_method": online("110001"),
        "lender": "990101",
        "borrowers": ["P1"],
        "amount": "120000.00",
        "currency": "CNY",
        "purpose": "家庭装修",
        "from": "2024-11-20",
        "to": "2027-11-20",
        "product": "示例消费贷（虚构）",
        "clauses": clauses("加速", "罚息", "复利", "送达", "费用", "抵充", "征信授权"),
        "disbursements": [
            loan("JJ110001", number, "2024-11-20", "120000.00", "2027-11-20", "林示例", 1101)
        ],
        "rate_terms": fixed("0.0720", compound=True),
        "repay_method": {"method": "等额本息", "due_day": 20, "cycle": "月", "grace_days": 0},
        "dispute_clause": court_clause(),
    }
    path = rate_path(contract, date(2024, 11, 20), date(2027, 11, 20))
    plan = level_plan(fen("120000"), path, monthly("2024-12-20", 36))
    contract["instalments"] = plan
    contract["repayments"] = [
        *paid_plan(plan, 17),
        paid("2026-07-02", "1000.00", "HK20260702"),
    ]
    contract["core_balances"] = [stated(contract)[0]]
    return matter(
        "ZQ-2026-0001",
        parties=[
            person(
                "P1",
                "林示例",
                ["借款人"],
                "1990-03-07",
                11,
                employer="示例市演示中学（虚构）",
                job="教师",
            )
        ],
        addresses=[
            served("P1", "虚构省示例市临江区样本街12号3栋502室", number, "2024-11-18"),
            electronic("P1", "13800000011", number, "2024-11-18"),
        ],
        contracts=[contract],
        contacts=[
            {
                "channel": "电话",
                "with_role": "本人",
                "with_party": "P1",
                "started": "2026-11-10T10:02:00+08:00",
                "ended": "2026-11-10T10:06:30+08:00",
                "by": ["U01"],
                "number": "13800000011",
                "source": "合同预留",
                "verified_by": "姓名与身份证号后四位",
                "told": "告知本机构名称、通话录音和逾期情况",
                "said": "近期收入减少，希望分期处理",
                "recording": {"sha256": digest("录音0001"), "place": "录音库0001（虚构）"},
                "next": "发出首次催款通知书",
            }
        ],
        approvals=approvals("dunning-notice"),
        seals=seals("dunning-notice"),
        requests={"dunning": {"grade": "首次", "objection_days": 10}},
    )


def sole_trader() -> dict:
    """A sole trader's credit line with two loans, part payments on each, a shop mortgaged."""
    number = "HYJY-2025-040004"
    contract = {
        "contract_no": number,
        "name": "最高额循环借款合同",
        "kind": "额度",
        "signed_on": "2025-03-05",
        "sign_method": paper(),
        "lender": "990101",
        "borrowers": ["P1"],
        "amount": "500000.00",
        "purpose": "店面经营周转",
        "from": "2025-03-05",
        "to": "2028-03-04",
        "product": "示例商户贷（虚构）",
        "credit_line_no": "SX-2025-040004",
        "clauses": clauses("加速", "罚息", "送达", "费用", "抵充"),
        "disbursements": [
            loan(
                "JJ040004-1",
                number,
                "2025-03-10",
                "200000.00",
                "2026-03-09",
                "望山区虚构好味面馆",
                1104,
            ),
            loan(
                "JJ040004-2",
                number,
                "2025-06-16",
                "150000.00",
                "2026-06-15",
                "望山区虚构好味面馆",
                1104,
            ),
        ],
        "rate_terms": fixed("0.0560", compound=False),
        "repay_method": {
            "method": "按月计息到期还本",
            "due_day": 20,
            "cycle": "月",
            "grace_days": 0,
        },
        "dispute_clause": court_clause(),
        "repayments": [
            paid("2026-03-09", "11300.00", "HK0401", disb_no="JJ040004-1"),
            paid("2026-04-28", "50000.00", "HK0402", disb_no="JJ040004-1"),
            paid("2026-06-15", "8000.00", "HK0403", disb_no="JJ040004-2"),
            paid("2026-09-30", "20000.00", "HK0404", disb_no="JJ040004-2"),
        ],
    }
    contract["core_balances"] = [
        stated(contract, disb_no="JJ040004-1")[0],
        stated(contract, disb_no="JJ040004-2")[0],
    ]
    trader = {
        "party_id": "P1",
        "kind": "个体工商户",
        "role": ["借款人"],
        "name": "望山区虚构好味面馆",
        "licence_name": "望山区虚构好味面馆",
        "uscc": uscc(41, "92"),
        "operator": "P2",
        "reg_address": "虚构省示例市望山区示范巷8号",
        "phones": [
            {"number": "13800000041", "source": "合同预留", "verified_on": "2026-10-20"}
        ],
    }
    return matter(
        "ZQ-2026-0004",
        parties=[
            trader,
            person("P2", "马样本", ["经营者", "抵押人"], "1983-08-21", 41),
        ],
        addresses=[
            served("P1", "虚构省示例市望山区示范巷8号", number, "2025-03-05"),
            served("P2", "虚构省示例市望山区示范巷8号", number, "2025-03-05"),
        ],
        contracts=[contract],
        securities=[
            {
                "sec_no": "HYDY-2025-040004",
                "contract_no": number,
                "kind": "不动产抵押",
                "owner": "P2",
                "asset": "A1",
                "signed_on": "2025-03-05",
                "cap": "600000.00",
                "registered": "正式",
                "reg_no": "虚构（2025）示例市不动产证明第0400041号",
                "reg_on": "2025-03-07",
                "reg_office": "示例市不动产登记中心（虚构）",
                "rank": 1,
                "max_amount": True,
                "line_from": "2025-03-05",
                "line_to": "2028-03-04",
                "determined_on": "2026-09-01",
            }
        ],
        assets=[
            {
                "asset_id": "A1",
                "type": "房产",
                "name": "商铺",
                "certificate_no": "虚构（2019）示例市不动产权第0190041号",
                "address": "虚构省示例市望山区示范巷8号一层",
                "area": "86.50",
                "value": "900000.00",
                "valued_on": "2026-08-20",
                "occupancy": "自用",
            }
        ],
        approvals=approvals("dunning-notice", "guarantor-notice"),
        seals=seals("dunning-notice", "guarantor-notice"),
        requests={
            "dunning": {"grade": "首次", "objection_days": 10},
            "guarantor": {},
        },
    )


def mortgage_in_suit() -> dict:
    """A house mortgage with repricing, accelerated, in suit: preservation without security."""
    number = "HYFD-2021-030003"
    contract = {
        "contract_no": number,
        "name": "个人住房借款及抵押合同",
        "kind": "个人贷款",
        "signed_on": "2021-06-10",
        "sign_method": paper(),
        "lender": "990101",
        "borrowers": ["P1", "P2"],
        "amount": "1200000.00",
        "purpose": "购买住房",
        "from": "2021-06-15",
        "to": "2031-06-15",
        "product": "示例安居贷（虚构）",
        "clauses": clauses("加速", "罚息", "送达", "费用", "抵充"),
        "disbursements": [
            loan(
                "JJ030003",
                number,
                "2021-06-15",
                "1200000.00",
                "2031-06-15",
                "示例市恒远虚构房地产开发有限公司",
                1103,
            )
        ],
        "rate_terms": floating("5Y", 30, "放款日对年", "monthly", compound=False),
        "repay_method": {"method": "等额本息", "due_day": 15, "cycle": "月", "grace_days": 0},
        "dispute_clause": court_clause(),
    }
    contract["disbursements"][0]["method"] = "受托"
    path = rate_path(contract, date(2021, 6, 15), date(2026, 9, 1))
    plan = level_plan(fen("1200000"), path, monthly("2021-07-15", 120))
    contract["instalments"] = plan
    contract["repayments"] = paid_plan(plan, 54)
    row, due = stated(contract, accelerated=date(2026, 8, 6))
    contract["core_balances"] = [row]
    house = "虚构省示例市青田区例证路66号7栋1201室"
    amount = yuan(due.all)
    return matter(
        "ZQ-2026-0003",
        parties=[
            person(
                "P1",
                "陈演示",
                ["借款人", "抵押人"],
                "1985-05-16",
                31,
                employer="示例市云峰虚构设计有限公司",
            ),
            person("P2", "许示例", ["共同借款人", "配偶", "抵押人"], "1987-12-02", 32),
        ],
        addresses=[
            served("P1", house, number, "2021-06-10"),
            served("P2", house, number, "2021-06-10"),
            household("P1", "虚构省示例市青田区虚拟大道9号", "2021-06-10"),
        ],
        contracts=[contract],
        securities=[
            {
                "sec_no": number,
                "contract_no": number,
                "kind": "不动产抵押",
                "owner": "P1",
                "asset": "A1",
                "signed_on": "2021-06-10",
                "registered": "正式",
                "reg_no": "虚构（2021）示例市不动产证明第0300031号",
                "reg_on": "2021-06-12",
                "reg_office": "示例市不动产登记中心（虚构）",
                "rank": 1,
            }
        ],
        assets=[
            {
                "asset_id": "A1",
                "type": "房产",
                "name": "住宅",
                "certificate_no": "虚构（2021）示例市不动产权第0210031号",
                "address": house,
                "area": "118.36",
                "value": "1850000.00",
                "valued_on": "2026-09-05",
                "occupancy": "自用",
                "homestead": True,
            }
        ],
        notices=[
            {
                "number": "海云临江宣字〔2026〕3号",
                "kind": "acceleration-notice",
                "title": "宣布贷款提前到期通知书",
                "issued_on": "2026-08-04",
                "to": "P1",
                "contract_no": number,
                "accelerated_on": "2026-08-06",
                "hash": digest("宣3号"),
                "copies": 3,
                "status": "已发",
            }
        ],
        delivery_events=[
            {
                "notice": "海云临江宣字〔2026〕3号",
                "method": "EMS",
                "carrier": "示例邮政速递（虚构）",
                "mail_no": "1099900030038",
                "address": house,
                "address_basis": f"合同{number}第十四条送达条款",
                "slip_content": f"宣布贷款提前到期通知书（{number}号借款合同项下借款提前到期）",
                "sent_at": "2026-08-04T16:20:00+08:00",
                "result": "妥投",
                "result_at": "2026-08-06T10:41:00+08:00",
                "signer": "陈演示",
                "relation": "本人",
                "evidence": {"name": "EMS回执-宣3号.pdf", "sha256": digest("回执宣3号")},
            }
        ],
        property_clues=[
            {
                "clue_id": "XS1",
                "holder": "P1",
                "type": "存款",
                "identifier": f"海云示例银行个人结算账户 {account(3101)}",
                "place": "海云示例银行股份有限公司临江支行",
                "source": "合同",
                "seen_on": "2026-11-20",
                "lawful": True,
            }
        ],
        court_cases=[
            {
                "kind": "一审",
                "court": "虚构省示例市临江区人民法院",
                "case_no": "（2026）虚0999民初1234号",
                "contract_no": number,
                "filed_on": "2026-09-15",
                "accepted_on": "2026-09-22",
            }
        ],
        approvals=approvals("preservation-application"),
        seals=seals("preservation-application"),
        requests={
            "preservation": {
                "variant": "诉讼中",
                "court": "虚构省示例市临江区人民法院",
                "amount": amount,
                "contract_no": number,
                "measures": [
                    {"asset": "A1", "measure": "查封", "until_months": 36},
                    {"clue": "XS1", "measure": "冻结", "sum": amount, "until_months": 12},
                ],
                "security": {"form": "免予担保"},
                "urgency": "被申请人连续逾期且联系中断，抵押房产存在被另行处分、账户资金存在被转移的可能。",
                "agent": "U02",
            }
        },
    )


def not_mine() -> dict:
    """A loan whose borrower says 这不是我的贷款: no demand, whatever is owed."""
    number = "HYXD-2025-100010"
    contract = {
        "contract_no": number,
        "name": "个人线上消费借款合同",
        "kind": "个人贷款",
        "signed_on": "2025-07-08",
        "sign_method": online("100010"),
        "lender": "990101",
        "borrowers": ["P1"],
        "amount": "60000.00",
        "purpose": "日常消费",
        "from": "2025-07-08",
        "to": "2026-07-07",
        "product": "示例消费贷（虚构）",
        "clauses": clauses("罚息", "送达", "征信授权"),
        "disbursements": [
            loan("JJ100010", number, "2025-07-08", "60000.00", "2026-07-07", "金虚构", 1110)
        ],
        "rate_terms": fixed("0.0840", compound=False),
        "repay_method": {
            "method": "按月计息到期还本",
            "due_day": 20,
            "cycle": "月",
            "grace_days": 0,
        },
        "dispute_clause": court_clause(),
        "repayments": [paid("2025-07-20", "168.00", "HK1001")],
    }
    contract["core_balances"] = [stated(contract)[0]]
    return matter(
        "ZQ-2026-0010",
        parties=[person("P1", "金虚构", ["借款人"], "1979-11-30", 101)],
        addresses=[served("P1", "虚构省示例市东渡区假设街77号", number, "2025-07-08")],
        contracts=[contract],
        disputes=[
            {
                "no": "异〔2026〕10",
                "type": "非本人贷款",
                "contract_no": number,
                "received": "2026-11-12",
                "channel": "营业网点",
                "claim": "本人手机曾于2025年7月初丢失并被他人补办电话卡，未申请过该笔贷款，放款账户不是本人开立。",
                "police": {
                    "office": "示例市公安局东渡分局（虚构）",
                    "no": "虚公受〔2026〕0010号",
                    "on": "2026-11-12",
                },
                "checks": [
                    {
                        "item": "放款账户",
                        "by": "U03",
                        "on": "2026-11-13",
                        "result": "开户资料已调取，签名与申诉人现场签名待比对",
                    },
                    {
                        "item": "人脸识别日志",
                        "by": "U03",
                        "on": "2026-11-16",
                        "result": "活体检测分值低于阈值，待复核",
                    },
                ],
                "state": "核查中",
                "reply_due": "2026-12-02",
            }
        ],
        holds=[
            {
                "no": "停〔2026〕10",
                "dispute": "异〔2026〕10",
                "reason": "借款人称该笔贷款并非本人办理",
                "scopes": [
                    "电话",
                    "短信",
                    "函件",
                    "外访",
                    "委外",
                    "自动扣款",
                    "征信报送",
                    "诉讼",
                ],
                "from": "2026-11-12",
                "feedback": [
                    {"desk": "信贷", "at": "2026-11-12T15:10:00+08:00", "by": "郑示例"},
                    {"desk": "征信", "at": "2026-11-12T15:40:00+08:00", "by": "孔假设"},
                ],
            }
        ],
        approvals=approvals("dunning-notice"),
        seals=seals("dunning-notice"),
        requests={"dunning": {"grade": "首次", "objection_days": 10}},
    )


def rare_name_final() -> dict:
    """Two notices before, one returned and one signed for: a final notice; rare characters."""
    number = "HYXD-2024-110011"
    contract = {
        "contract_no": number,
        "name": "个人经营借款合同",
        "kind": "个人贷款",
        "signed_on": "2024-08-12",
        "sign_method": paper(),
        "lender": "990101",
        "borrowers": ["P1", "P2"],
        "amount": "300000.00",
        "purpose": "经营周转",
        "from": "2024-08-15",
        "to": "2025-08-14",
        "extended_to": "2026-02-14",
        "product": "示例经营贷（虚构）",
        "clauses": clauses("加速", "罚息", "复利", "送达", "费用", "抵充"),
        "disbursements": [
            loan("JJ110011", number, "2024-08-15", "300000.00", "2026-02-14", "王䶮示例", 1111)
        ],
        "rate_terms": floating("1Y", 180, "每年1月1日", compound=True),
        "repay_method": {
            "method": "按季计息到期还本",
            "due_day": 20,
            "cycle": "季",
            "grace_days": 0,
        },
        "dispute_clause": court_clause(),
        "repayments": [
            paid("2024-09-20", "1545.00", "HK1101"),
            paid("2024-12-20", "3905.42", "HK1102"),
            paid("2025-08-15", "60000.00", "HK1103"),
        ],
    }
    contract["core_balances"] = [stated(contract)[0]]
    home = "虚构省示例市西岭区例证路108号"
    rows = []
    for no, grade, issued, copies, asked in (
        (21, "首次", "2026-03-10", 3, "257392.69"),
        (57, "再次", "2026-06-18", 3, "262514.53"),
    ):
        rows.append(
            {
                "number": f"海云临江催字〔2026〕{no}号",
                "kind": "dunning-notice",
                "title": f"催款通知书（{grade}）",
                "grade": grade,
                "issued_on": issued,
                "to": "P1",
                "contract_no": number,
                "claims": asked,
                "hash": digest(f"催{no}号"),
                "copies": copies,
                "status": "已发",
            }
        )
    slip = f"催款通知书（要求偿还{number}号借款合同项下欠款本息）"
    return matter(
        "ZQ-2026-0011",
        parties=[
            person("P1", "王䶮示例", ["借款人"], "1976-09-18", 111),
            person("P2", "𠮷小虚构", ["共同借款人", "配偶"], "1978-02-25", 112),
        ],
        addresses=[
            served("P1", home, number, "2024-08-12"),
            served("P2", home, number, "2024-08-12"),
            household("P1", "虚构省示例市西岭区示范巷3号", "2024-08-12"),
        ],
        contracts=[contract],
        notices=rows,
        delivery_events=[
            {
                "notice": "海云临江催字〔2026〕21号",
                "method": "EMS",
                "carrier": "示例邮政速递（虚构）",
                "mail_no": "1099900110218",
                "address": "虚构省示例市西岭区示范巷3号",
                "address_basis": "居民身份证复印件",
                "slip_content": slip,
                "sent_at": "2026-03-10T15:00:00+08:00",
                "result": "退回",
                "result_at": "2026-03-16T09:30:00+08:00",
                "reason": "收件人已迁移",
                "evidence": {"name": "EMS退件-催21号.pdf", "sha256": digest("退件催21号")},
            },
            {
                "notice": "海云临江催字〔2026〕57号",
                "method": "EMS",
                "carrier": "示例邮政速递（虚构）",
                "mail_no": "1099900110578",
                "address": home,
                "address_basis": f"合同{number}第十四条送达条款",
                "slip_content": slip,
                "sent_at": "2026-06-18T15:20:00+08:00",
                "result": "妥投",
                "result_at": "2026-06-20T11:05:00+08:00",
                "signer": "𠮷小虚构",
                "relation": "同住成年亲属（配偶）",
                "evidence": {"name": "EMS回执-催57号.pdf", "sha256": digest("回执催57号")},
            },
        ],
        approvals=[
            *approvals("海云临江催字〔2026〕57号", drafted="2026-06-17", on="2026-06-18"),
            *approvals("dunning-notice", "internal-filing"),
        ],
        seals=[
            *seals("海云临江催字〔2026〕57号", on="2026-06-18"),
            *seals("dunning-notice"),
        ],
        requests={
            "dunning": {"grade": "最后", "objection_days": 10},
            "filing": {
                "notice": "海云临江催字〔2026〕57号",
                "review_points": {
                    "主体": "借款人及共同借款人身份证复印件与合同签名一致",
                    "授权": "公章由用印人员依用印授权书加盖",
                    "利率": "一年期LPR加180个基点，罚息上浮50%，在常见区间之内",
                    "担保登记": "无抵押、质押和保证",
                    "管辖条款": "合同第十五条约定贷款人住所地人民法院管辖",
                    "时效与保证期间": "2026年6月20日催款通知书妥投，诉讼时效重新计算",
                },
                "legal_opinion": "事实清楚，金额与核心系统一致，同意发出。",
                "risk_opinion": "同意。",
                "archive_place": "档案室（虚构）A-11",
            },
        },
    )


def time_barred() -> dict:
    """A debt whose limitation ran out in 2025: only a letter for the debtor's signature."""
    number = "HYXD-2021-140014"
    contract = {
        "contract_no": number,
        "name": "个人借款合同",
        "kind": "个人贷款",
        "signed_on": "2021-05-06",
        "sign_method": paper(),
        "lender": "990101",
        "borrowers": ["P1"],
        "amount": "50000.00",
        "purpose": "购置农机具",
        "from": "2021-05-10",
        "to": "2022-05-09",
        "product": "示例农户贷（虚构）",
        "clauses": clauses("罚息", "送达", uplift=30),
        "disbursements": [
            loan("JJ140014", number, "2021-05-10", "50000.00", "2022-05-09", "窦样本", 1114)
        ],
        "rate_terms": fixed("0.0600", "actual/365", "0.30", compound=False),
        "repay_method": {"method": "到期一次性还本付息", "cycle": "一次", "grace_days": 0},
        "dispute_clause": court_clause(),
        "repayments": [paid("2022-05-09", "3000.00", "HK1401")],
    }
    contract["core_balances"] = [stated(contract, write_off="账销案存", five_class="损失")[0]]
    return matter(
        "ZQ-2026-0014",
        parties=[person("P1", "窦样本", ["借款人"], "1968-07-01", 141)],
        addresses=[served("P1", "虚构省示例市青田区演示路20号", number, "2021-05-06")],
        contracts=[contract],
        approvals=approvals("dunning-notice"),
        seals=seals("dunning-notice"),
        requests={
            "dunning": {
                "grade": "首次",
                "objection_days": 15,
                "variant": "时效届满催收",
            }
        },
    )
