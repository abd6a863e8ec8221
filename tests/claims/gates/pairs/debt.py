"""Debt, reckoning, contract terms, acceleration: each rule tripped and kept."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tests.claims.gates.pairs.scene import (
    ARBITRATION,
    AS_OF,
    GONE,
    GUARANTORS,
    HOUSE,
    PERSON,
    TIME_BARRED,
    Edit,
    Pair,
)

from recoverydocs.law import load_packaged

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

DUNNING = "dunning-notice"
VARIANT: Edit = {"requests.dunning.variant": "时效届满催收"}
PAID: Edit = {
    "contracts.0.instalments": GONE,
    "contracts.0.repayments": GONE,
}

HINDERED = {
    "reason": "不可抗力",
    "from": "2024-09-01",
    "to": "2025-04-01",
    "proof": "政府停工通知（虚构）",
}

# The contract of sample 01 is due on the 20th of each month; the last overdue day of the
# limitation of sample 14 was 2025-05-09.
DEBT = {
    "G-SUM": Pair(
        PERSON,
        {
            "contracts.0.core_balances.0.penalty": "0.00",
            "contracts.0.core_balances.0.total": GONE,
        },
    ),
    "SUM-STATED": Pair(
        PERSON,
        {
            **PAID,
            "contracts.0.core_balances.0.penalty": "1.00",
            "contracts.0.core_balances.0.total": GONE,
        },
    ),
    "SUM-UNSTATED": Pair(PERSON, {"contracts.0.core_balances": GONE}),
    "G-DOCS": Pair(
        PERSON,
        {"contracts.0.disbursements.0.voucher": GONE},
        weight="warn",
    ),
    "G-DUE": Pair(PERSON, {}, {}, kind=DUNNING, as_of="2024-12-20", passes_on=AS_OF),
    "G-ACC": Pair(HOUSE, {"notices": [], "delivery_events": []}, kind="complaint"),
    "ACC-CLAUSE": Pair(HOUSE, {"contracts.0.clauses.加速": GONE}),
    "G-LIM": Pair(TIME_BARRED, {}, {}, weight="warn", passes_on="2025-05-09"),
    "LIM-OBSTACLE": Pair(
        PERSON,
        {"contracts.0.obstacles": [{**HINDERED, "proof": None}]},
        {"contracts.0.obstacles": [HINDERED]},
    ),
    # Sample 14 would have run out on 2025-05-09; the obstacle was removed on 2025-04-01.
    "LIM-SUSPENDED": Pair(
        TIME_BARRED,
        {"contracts.0.obstacles": [HINDERED]},
        {"contracts.0.obstacles": [{**HINDERED, "to": "2024-10-01"}]},
        as_of="2025-05-01",
    ),
    "时效临近": Pair(TIME_BARRED, {}, {}, as_of="2025-02-08", passes_on="2025-02-07"),
    "LIM-VARIANT": Pair(PERSON, VARIANT, kind=DUNNING),
}


@cache
def house_law() -> LawBook:
    """The shipped tables under a workspace's own, which has one row of ours again."""
    own = (
        '[meta]\nid = "limits"\nversion = "2026-11-24"\nsource = "本机构"\n'
        '[[rule]]\nid = "visitors"\nname = "外访人数"\narticle = "内部规则"\nat_least = 2\n'
        'in_force_from = 2026-01-30\nstatus = "verified"\n'
    )
    return load_packaged().with_tables({"limits.toml": own.encode()})


SEIZED: Edit = {
    "court_cases.0.preservations": [
        {"asset": "A1", "measure": "查封", "from": "2026-09-20", "until": "2029-09-19"}
    ],
}
LPR_LOAN: Edit = {
    "contracts.0.rate_terms.rate": "0.0455",  # LPR 3.35 % + 120 points on 2024-09-12
}
RECKONING = {
    # The table of the LPR ends in 2026: the repricing of 2027-01-01 has no rate.
    "LAW-RATE": Pair(GUARANTORS, {}, as_of="2027-02-01", passes_on=AS_OF),
    # 民诉法解释 485 has a number in the table from 2022-04-10 on.
    "LAW-TABLE": Pair(HOUSE, SEIZED, SEIZED, as_of="2022-04-09", passes_on="2022-04-10"),
    "ALLOC-CLAUSE": Pair(PERSON, {"contracts.0.clauses.抵充.text": "按贷款人的规定抵充。"}),
    "ALLOC-READ": Pair(PERSON, {}, {"contracts.0.clauses.抵充": GONE}),
    "RATE-UPLIFT": Pair(
        PERSON,
        {"contracts.0.rate_terms.penalty_uplift": "0.51"},
        {"contracts.0.rate_terms.penalty_uplift": "0.30"},
    ),
    "RATE-MISUSE": Pair(
        PERSON,
        {"contracts.0.rate_terms.misuse_uplift": "0.49"},
        {"contracts.0.rate_terms.misuse_uplift": "1.00"},
    ),
    "RATE-PENALTY": Pair(
        PERSON,
        {"contracts.0.rate_terms.penalty_rate": "0.1081"},
        {"contracts.0.rate_terms.penalty_rate": "0.1080"},
    ),
    "RATE-HIGH": Pair(
        PERSON,
        {"contracts.0.rate_terms.rate": "0.3601"},
        {"contracts.0.rate_terms.rate": "0.3600"},
    ),
    # 0.1601 × 1.5 = 24.015 %; 0.16 × 1.5 = 24 %.
    "RATE-24": Pair(
        PERSON,
        {"contracts.0.rate_terms.rate": "0.1601"},
        {"contracts.0.rate_terms.rate": "0.1600"},
    ),
    "RATE-LPR": Pair(GUARANTORS, {"contracts.0.rate_terms.rate": "0.0456"}, LPR_LOAN),
    "COMPOUND-PENALTY": Pair(PERSON, {"contracts.0.rate_terms.compound_base": "含罚息"}),
    "COMPOUND-CLAUSE": Pair(PERSON, {"contracts.0.clauses.复利": GONE}),
    "REPAY-APPLIED": Pair(
        PERSON,
        {
            "contracts.0.repayments.+": {
                "on": "2026-11-23",
                "amount": "90000.00",
                "applied": {"罚息": "90000.00"},
            }
        },
    ),
    "REPAY-SURPLUS": Pair(
        PERSON,
        {"contracts.0.repayments.+": {"on": "2026-11-23", "amount": "90000.00"}},
    ),
    "COST-CLAUSE": Pair(GUARANTORS, {"costs.0.clause": GONE}),
    "COST-LATER": Pair(GUARANTORS, {"costs.0.on": "2026-11-25"}, {"costs.0.on": "2026-11-24"}),
    "LAW-OWN-TABLE": Pair(PERSON, {"contacts.0.channel": "外访"}, trips_law=house_law),
}
ADVANCE = {"on": "2024-11-20", "amount": "720.00", "no": "预1", "applied": {"利息": "720.00"}}
LENT: Edit = {"org.kind": "子公司", "org.licence_no": GONE}
TERMS = {
    "DUN-BASIS": Pair(PERSON, {**PAID, "contracts.0.disbursements.0.on": "2026-11-25"}),
    "PEN-CLAUSE": Pair(PERSON, {"contracts.0.clauses.罚息": GONE}, kind="complaint"),
    # LPR of 2024-11-18: 3.10 %, four times 12.40 %. Penalty 0.0827 × 1.5 = 12.405 %.
    "RATE-CAP": Pair(
        PERSON,
        {**LENT, "contracts.0.rate_terms.rate": "0.0827"},
        {**LENT, "contracts.0.rate_terms.rate": "0.0826"},
    ),
    "INT-ADVANCE": Pair(PERSON, {"contracts.0.repayments.+": ADVANCE}),
    "FEE-CLAUSE": Pair(
        ARBITRATION,
        {"requests.arbitration.legal_fee": "40000.00", "contracts.0.clauses.费用": GONE},
        {"requests.arbitration.legal_fee": "40000.00"},
        kind="arbitration-application",
    ),
    "DEBT-SETTLED": Pair(
        PERSON,
        {"contracts.0.repayments.+": {"on": "2026-11-01", "amount": "9999999.00"}},
        {"contracts.0.repayments.+": {"on": "2026-11-01", "amount": "1.00"}},
        kind=DUNNING,
    ),
    "TERMS-496": Pair(
        PERSON,
        {"contracts.0.standard_terms": True},
        {
            "contracts.0.standard_terms": True,
            "contracts.0.pointed_out": [
                {
                    "manner": "单独签字确认",
                    "clauses": ["加速", "罚息", "复利", "管辖", "送达", "费用", "抵充"],
                    "proof": "签字页（虚构）",
                }
            ],
        },
    ),
    "ESIGN-PROOF": Pair(PERSON, {"contracts.0.sign_method.log": GONE}),
}
# The loan of sample 03 has been overdue since 2026-01-15, and was called in on 2026-08-04.
ACCELERATION = {
    "ACC-TRIGGER": Pair(HOUSE, {"notices.0.issued_on": "2026-01-15"}, weight="warn"),
    "ACC-GUARANTOR": Pair(
        ARBITRATION,
        {},
        {
            "notices": [
                {
                    "number": f"通{to}",
                    "kind": "acceleration-notice",
                    "issued_on": "2026-09-01",
                    "to": to,
                    "contract_no": "HYLD-2024-050005",
                    "hash": "0" * 64,
                    "status": "已发",
                }
                for to in ("P1", "P2", "P3", "P4")
            ],
            "delivery_events": GONE,
        },
    ),
    "ACC-ACCEPTED": Pair(
        HOUSE,
        {"contracts.0.repayments.+": {"on": "2026-10-15", "amount": "100.00"}},
        {
            "contracts.0.repayments.+": {
                "on": "2026-10-15",
                "amount": "100.00",
                "source": "扣划",
            }
        },
    ),
}

PAIRS = {**DEBT, **RECKONING, **TERMS, **ACCELERATION}
