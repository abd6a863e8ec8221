"""Repayments, waivers, insolvency: each rule of the loan's walk tripped and kept."""

from __future__ import annotations

from typing import Any

from tests.claims.gates.pairs.scene import GONE, HOUSE, PERSON, TWO_LOANS, Edit, Pair

PAYMENT = {"on": "2026-10-20", "amount": "100.00", "no": "还1", "applied": {"利息": "100.00"}}
UNDONE = {"on": "2026-10-21", "amount": "-40.00", "reverses": "还1"}
ORDER: Edit = {"contracts.0.allocation": [{"order": ["利息", "本金"]}]}
OPEN: Edit = {"repayments": [{"on": "2026-10-20", "amount": "100.00"}]}


def agreed(item: str, amount: str, effective_on: str | None) -> Edit:
    waiver: dict[str, Any] = {"item": item, "amount": amount, "condition": "结清"}
    if effective_on is not None:
        waiver["effective_on"] = effective_on
    agreement = {
        "no": "协1",
        "kind": "补充还款",
        "signed_on": "2026-10-01",
        "parties": ["P1"],
        "waivers": [waiver],
        "status": "履行",
    }
    return {"agreements": [agreement]}


def insolvent(**more: object) -> Edit:
    return {"parties.0.status": "破产受理", **{f"parties.0.{k}": v for k, v in more.items()}}


LENT: Edit = {"org.kind": "子公司", "org.licence_no": GONE}
NEW_PLAN = {"no": 1, "due_on": "2027-01-20", "principal": "1.00", "interest": "0.00"}
JUDGMENT = {
    "kind": "判决",
    "no": "（2025）虚0101民初1号",
    "maker": "虚构法院",
    "on": "2026-06-01",
    "effective_on": "2026-06-20",
    "perform_by": "2026-06-30",
    "sums": [{"kind": "本金", "amount": "1000.00"}],
}
BOTH: Edit = {"contracts.0.borrowers": ["P1", "P2"]}
PAIRS = {
    # LPR of 2024-11-18: 3.10 %, four times 12.40 %; the plan's 7.20 % is far below, so that a
    # fee of 30,000 alone goes above.
    "CAP-SUM": Pair(
        PERSON,
        {**LENT, "contracts.0.instalments.0.fee": "30000.00"},
        {**LENT, "contracts.0.instalments.0.fee": "1.00"},
    ),
    "PLAN-FEE": Pair(
        PERSON,
        {"contracts.0.instalments.0.fee": "1.00"},
        {"contracts.0.instalments.35.fee": "1.00"},
    ),
    "PLAN-INTEREST": Pair(
        PERSON,
        {"contracts.0.rate_terms.rate": "0.0725"},
        {"contracts.0.rate_terms.rate": "0.0720"},
    ),
    "INSTR-SUMS": Pair(
        PERSON,
        {"instruments": [JUDGMENT, {**JUDGMENT, "no": "（2026）虚01民终2号"}]},
        {"instruments": [JUDGMENT]},
    ),
    "INSTR-MEDIATION": Pair(
        PERSON,
        {"instruments": [{**JUDGMENT, "kind": "调解"}]},
        {"instruments": [JUDGMENT]},
    ),
    "AGREED-PLAN": Pair(
        PERSON,
        {**agreed("罚息", "1.00", None), "agreements.0.plan": [NEW_PLAN]},
        agreed("罚息", "1.00", None),
    ),
    # The plan of sample 01 ends on 2027-11-20.
    "COMPOUND-CYCLE": Pair(
        PERSON,
        {"contracts.0.rate_terms.compound_base": "含罚息"},
        {
            "contracts.0.rate_terms.compound_base": "含罚息",
            "contracts.0.rate_terms.compound_settlement": "按季",
        },
        as_of="2027-12-01",
    ),
    "ALLOC-UNPROVED": Pair(PERSON, {**ORDER, "contracts.0.clauses.抵充": GONE}, ORDER),
    "REPAY-REVERSED": Pair(
        PERSON,
        {"contracts.0.repayments": [PAYMENT, UNDONE]},
        {"contracts.0.repayments": [PAYMENT, {**UNDONE, "applied": {"利息": "40.00"}}]},
    ),
    "REPAY-OPEN": Pair(
        PERSON,
        {
            **OPEN,
            "contracts.0.instalments": GONE,
            "contracts.0.core_balances": GONE,
            "contracts.0.repay_method.method": "其他",
        },
        OPEN,
    ),
    "WAIVER-PENDING": Pair(
        PERSON, agreed("罚息", "1.00", "2026-11-25"), agreed("罚息", "1.00", "2026-11-24")
    ),
    "WAIVER-ITEM": Pair(
        PERSON,
        agreed("利息、罚息", "1.00", "2026-11-24"),
        agreed("利息", "1.00", "2026-11-24"),
    ),
    "WAIVER-EXCESS": Pair(
        PERSON,
        agreed("罚息", "900000.00", "2026-11-24"),
        agreed("罚息", "1.00", "2026-11-24"),
    ),
    "INSOLVENCY-DAY": Pair(HOUSE, insolvent(), insolvent(status_on="2026-11-20")),
    "INSOLVENCY-PART": Pair(
        HOUSE,
        {**BOTH, **insolvent(status_on="2026-11-20")},
        {**BOTH, **insolvent(status_on="2026-11-25")},
    ),
    "INSOLVENCY-STOP": Pair(
        TWO_LOANS, insolvent(status_on="2026-11-24"), insolvent(status_on="2026-11-25")
    ),
}
