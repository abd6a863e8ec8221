"""Cases and loans made by hand, invented people only (id numbers begin 110199)."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from recoverydocs.cases.model import Case
from recoverydocs.claims.entries import CostPool
from recoverydocs.claims.ledger import Ledger
from recoverydocs.claims.terms import Due, LoanTerms, Payment, RateStep
from recoverydocs.claims.walking import walk
from recoverydocs.money import Money

Members = dict[str, Any]
"""Members of a case as JSON has them."""


def yuan(text: str | int) -> Money:
    return Money.from_yuan(text)


def day(text: str) -> date:
    return date.fromisoformat(text)


def terms(**more: object) -> LoanTerms:
    """200,000 yuan for a year at 6 %, actual/360, uplift 50 %, no compound interest."""
    given: Members = {
        "start": day("2025-01-10"),
        "principal": yuan("200000"),
        "rates": (RateStep(day("2025-01-10"), Decimal("0.06"), "合同约定固定利率"),),
        "dues": (Due(day("2026-01-10"), yuan("200000")),),
        "basis": 360,
        "monthly": False,
        "uplift": Decimal("0.5"),
        "compound": False,
    }
    return LoanTerms(**{**given, **more})


def walked(
    loan: LoanTerms,
    to: str,
    payments: tuple[Payment, ...] = (),
    costs: tuple[tuple[str, str], ...] = (),
) -> Ledger:
    """The loan's ledger on a day, after its payments."""
    pool = CostPool([(day(on), yuan(amount).fen) for on, amount in costs])
    ledger = Ledger(loan, pool)
    walk([ledger], [([ledger], payment) for payment in payments], day(to))
    return ledger


def paid(on: str, amount: str, **applied: str) -> Payment:
    """A repayment, with what the books took it to."""
    return Payment(
        day(on), yuan(amount), tuple((name, yuan(part)) for name, part in applied.items())
    )


def owed(ledger: Ledger) -> Money:
    """All that is unpaid: principal due or not, interest, penalty, compound, less credits."""
    interest = sum(part.left.fen for part in ledger.interest_parts())
    fen = (
        ledger.principal_due
        + ledger.principal_not_due
        + interest
        + ledger.penalty_owed
        + ledger.compound_owed
        + sum(left for _, left in ledger.pool.left)
        - ledger.held
        - ledger.surplus
    )
    return Money(fen)


ORG: Members = {
    "org_id": "0101",
    "name": "虚构银行股份有限公司示例支行",
    "kind": "支行",
    "uscc": "91100000100003962T",
    "licence_no": "B0000X000000001",
    "address": "示例市虚构区演示路1号",
    "head_name": "演示行长",
    "head_title": "行长",
    "phone": "010-00000000",
    "account_name": "虚构银行示例支行",
    "account_bank": "虚构银行示例支行",
    "account_no": "0000000000000000001",
    "doc_prefix": "示银",
    "can_sue": True,
}
BORROWER: Members = {
    "party_id": "P1",
    "kind": "自然人",
    "role": ["借款人"],
    "name": "虚构甲",
    "id_type": "居民身份证",
    "id_no": "11010519491231002X",
}
GUARANTOR: Members = {
    "party_id": "P2",
    "kind": "自然人",
    "role": ["保证人"],
    "name": "虚构乙",
    "id_type": "护照",
    "id_no": "X0000001",
}
USERS = [
    {"user_id": "U1", "name": "演示信贷员", "role": ["信贷员"]},
    {"user_id": "U2", "name": "演示法务", "role": ["法务"]},
    {"user_id": "U3", "name": "演示审批", "role": ["审批"]},
]
ADDRESS: Members = {
    "party": "P1",
    "text": "示例市虚构区演示路2号",
    "kind": "合同送达",
    "basis": "HT1 第十二条",
    "from": "2025-01-08",
}


def contract(**more: object) -> Members:
    """A matured bullet loan of 200,000 yuan, one disbursement, arbitration clause."""
    given: Members = {
        "contract_no": "HT1",
        "name": "借款合同",
        "kind": "个人贷款",
        "signed_on": "2025-01-08",
        "sign_method": {"kind": "纸质"},
        "lender": "0101",
        "borrowers": ["P1"],
        "amount": "200000.00",
        "from": "2025-01-10",
        "to": "2026-01-10",
        "clauses": {
            "罚息": {"no": "第5.2条", "text": "逾期在合同利率上加收百分之五十。"},
            "加速": {"no": "第8.1条", "text": "逾期的，贷款人可以宣布提前到期。"},
        },
        "disbursements": [
            {
                "disb_no": "J1",
                "contract_no": "HT1",
                "on": "2025-01-10",
                "amount": "200000.00",
                "payee_name": "虚构甲",
                "payee_account": "0000000000000000002",
                "voucher": "放款凭证1",
            }
        ],
        "rate_terms": {
            "type": "固定",
            "rate": "0.06",
            "day_count": "actual/360",
            "penalty_uplift": "0.5",
            "compound": False,
        },
        "repay_method": {"method": "到期一次性还本付息"},
        "dispute_clause": {
            "text": "提交示例仲裁委员会仲裁。",
            "kind": "仲裁",
            "institution": "示例仲裁委员会",
        },
    }
    return {**given, **more}


def case(**more: object) -> Case:
    """A case of one contract; members given replace those of the whole case."""
    given: Members = {
        "case_id": "AJ1",
        "org": ORG,
        "users": USERS,
        "parties": [BORROWER, GUARANTOR],
        "addresses": [ADDRESS],
        "contracts": [contract()],
    }
    return Case.model_validate_json(json.dumps({**given, **more}, ensure_ascii=False))


def guarantee(**more: object) -> Members:
    """A joint guarantee of three years by P2."""
    given: Members = {
        "guarantee_no": "BZ1",
        "guarantor": "P2",
        "mode": "连带",
        "signed_on": "2025-01-08",
        "period_text": "主债务履行期限届满之日起三年",
    }
    return {**given, **more}


def notice(number: str, kind: str, issued_on: str, to: str = "P1", **more: object) -> Members:
    """An issued notice."""
    given: Members = {
        "number": number,
        "kind": kind,
        "issued_on": issued_on,
        "to": to,
        "hash": "0" * 64,
        "status": "已发",
    }
    return {**given, **more}


def delivery(number: str, sent: str, result: str, at: str | None, **more: object) -> Members:
    """A delivery row of a notice."""
    given: Members = {
        "notice": number,
        "method": "EMS",
        "mail_no": "1000000000001",
        "address": "示例市虚构区演示路2号",
        "address_basis": "合同送达条款",
        "sent_at": f"{sent}T09:00:00+08:00",
        "result": result,
        "evidence": "底单1",
    }
    if at is not None:
        given["result_at"] = f"{at}T10:00:00+08:00"
    return {**given, **more}


HOUSE_TABLE = """
[meta]
id = "watch"
version = "2026-12-01"
source = "本机构期限管理办法（虚构）"

[[allowance]]
id = "letter"
name = "函件邮寄和再次投递"
days = 15
in_force_from = 2026-12-01

[[rule]]
id = "limitation"
name = "诉讼时效"
article = "内部规则"
alarm_days = [180, 60]
allowance = "letter"
tell = ["法务", "信贷员"]
act = "发出催款通知书并直接送达"
document = "dunning-notice"
late_act = ""
over_act = "报法务处理"
over_document = ""
in_force_from = 2026-12-01
status = "verified"
status_note = "house rule"
"""
"""A house's own rule for limitation, from 2026-12-01: fifteen days kept free for a letter."""
