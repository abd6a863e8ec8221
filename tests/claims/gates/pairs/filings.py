"""Letters, agreements, forum, preservation, arbitration, days: each rule tripped and kept."""

from __future__ import annotations

from tests.claims.gates.pairs.scene import (
    AGREEMENT,
    ARBITRATION,
    AS_OF,
    BEFORE_SUIT,
    GONE,
    GUARANTORS,
    HOUSE,
    IN_ARBITRATION,
    NOTICES,
    PERSON,
    Edit,
    Pair,
)

DUNNING = "dunning-notice"
FILING = "internal-filing"
AGREE = "supplementary-agreement"
PRESERVE = "preservation-application"
ARBITRATE = "arbitration-application"
COMPLAIN = "complaint"

LETTERS = {
    "DUN-GRADE": Pair(PERSON, {"requests.dunning.grade": "再次"}, kind=DUNNING),
    "DUN-SUM": Pair(PERSON, {}, {}, kind=DUNNING, as_of="2024-12-20", passes_on=AS_OF),
    "PAY-BY": Pair(
        PERSON,
        {"requests.dunning.pay_by": AS_OF},
        {"requests.dunning.pay_by": "2026-11-25"},
        kind=DUNNING,
    ),
    "FIL-NOTICE": Pair(NOTICES, {"requests.filing.notice": "没有1号"}, kind=FILING),
    "FIL-LATE": Pair(NOTICES, {}, {}, kind=FILING, passes_on="2026-06-18"),
    "DOC-DAY": Pair(PERSON, {}, kind=DUNNING, trips_on_paper="2026-11-23"),
    "FIL-POINTS": Pair(NOTICES, {"requests.filing.review_points.利率": GONE}, kind=FILING),
}
INSTRUMENT: Edit = {
    "instruments.+": {
        "kind": "裁决",
        "no": "虚裁1",
        "maker": "示例市虚构仲裁委员会",
        "on": "2026-10-01",
        "effective_on": "2026-10-01",
        "perform_by": "2026-10-15",
    }
}
PLEDGE: Edit = {
    "securities.+": {
        "sec_no": "ZY1",
        "kind": "动产质押",
        "owner": "P2",
        "asset": "A1",
        "registered": "未登记",
    },
    "assets.+": {"asset_id": "A1", "type": "设备"},
}
AGREEMENTS = {
    "AGR-PLAN": Pair(AGREEMENT, {"agreements.0.plan": []}, kind=AGREE),
    # The first instalment of sample 09 falls due on 2026-12-20.
    "AGR-DATE": Pair(AGREEMENT, {}, kind=AGREE, trips_on_paper="2026-12-20"),
    "AGR-695": Pair(AGREEMENT, {"guarantees.1.consents": []}, kind=AGREE),
    "AGR-NOTARY": Pair(AGREEMENT, {"agreements.0.notarised.covers": ["主债务"]}, kind=AGREE),
    "AGR-PARTIES": Pair(AGREEMENT, {"agreements.0.parties": ["P2"]}, kind=AGREE),
    "AGR-SECURITY": Pair(
        AGREEMENT,
        PLEDGE,
        {**PLEDGE, "securities.0.consents": [{"agreement": "补协〔2026〕9号", "on": AS_OF}]},
        kind=AGREE,
    ),
    "AGR-INSTRUMENT": Pair(AGREEMENT, INSTRUMENT, kind=AGREE),
}
CARD: Edit = {
    "contracts.0.kind": "信用卡",
    "agreements.+": {
        "no": "补1",
        "kind": "补充还款",
        "parties": ["P1"],
        "signed_on": "2026-11-09",
        "status": "履行",
        "plan": [
            {"no": 1, "due_on": "2031-11-09", "principal": "1.00", "interest": "0.00"},
        ],
    },
}
LONGER: Edit = {
    **CARD,
    "agreements.0.plan": [
        {"no": 1, "due_on": "2031-11-10", "principal": "1.00", "interest": "0.00"},
    ],
}
AGREEMENTS |= {
    "CARD-TERM": Pair(PERSON, LONGER, CARD, weight="warn"),
    "CARD-KEPT": Pair(PERSON, CARD, {**CARD, "agreements.0.status": "违约"}),
}
CLAUSE = "contracts.0.dispute_clause"
OTHER_COURT: Edit = {"requests.preservation.court": "虚构省他乡市人民法院"}
ORDER: Edit = {
    "court_cases": [
        {"kind": "支付令", "court": "虚构省示例市临江区人民法院", "filed_on": "2026-10-08"}
    ]
}
PRESERVED: Edit = {
    "court_cases": [
        *ORDER["court_cases"],
        {"kind": "诉前保全", "court": "虚构省示例市临江区人民法院", "filed_on": "2026-09-08"},
    ]
}
ENFORCED: Edit = {
    **INSTRUMENT,
    "court_cases.+": {
        "kind": "执行",
        "court": "虚构省示例市临江区人民法院",
        "filed_on": "2026-11-02",
    },
}
FORUM = {
    "G-FORUM": Pair(
        ARBITRATION,
        {},
        {CLAUSE: {"text": "由贷款人住所地人民法院管辖。", "kind": "诉讼"}},
        kind=COMPLAIN,
    ),
    "GUAR-FORUM": Pair(
        ARBITRATION,
        {},
        {
            "guarantees.2.arb_or_court": {
                "text": "提交示例市虚构仲裁委员会仲裁。",
                "kind": "仲裁",
                "institution": "示例市虚构仲裁委员会",
            }
        },
        kind=ARBITRATE,
    ),
    "FORUM-VOID": Pair(PERSON, {f"{CLAUSE}.kind": "或裁或审"}),
    "FORUM-OTHER": Pair(IN_ARBITRATION, {"arb_cases.0.institution": "另一虚构仲裁委员会"}),
    "COURT-PLAINTIFF": Pair(ARBITRATION, {"org.can_sue": False}, kind=ARBITRATE),
    "PRE-COURT": Pair(
        HOUSE,
        OTHER_COURT,
        {},
        kind=PRESERVE,
    ),
    "COURT-INTERNET": Pair(
        PERSON,
        {f"{CLAUSE}.court": "虚构互联网法院"},
        {f"{CLAUSE}.court": "虚构互联网法院"},
        passes_on="2025-10-31",
    ),
    "COURT-CONSUMER": Pair(PERSON, {}, {f"{CLAUSE}.court": GONE}, kind=COMPLAIN),
    "SUIT-SMALL": Pair(PERSON, {}, {"parties.0.alive": "失踪"}, kind=COMPLAIN),
    "PAYORDER-PRESERVED": Pair(PERSON, PRESERVED, ORDER, weight="warn"),
    "PAYORDER-GUARANTOR": Pair(GUARANTORS, ORDER),
    "ENF-COURT": Pair(
        ARBITRATION,
        ENFORCED,
        {
            **INSTRUMENT,
            "court_cases.+": {
                "kind": "执行",
                "court": "虚构省示例市中级人民法院",
                "filed_on": "2026-11-02",
            },
        },
    ),
}
REQUEST = "requests.preservation"
SECURED = f"{REQUEST}.security"
OF_GUARANTOR: Edit = {
    "property_clues.0.holder": "P2",
    "guarantees.0.mode": "一般",
    f"{REQUEST}.measures": [{"clue": "XS1", "measure": "冻结", "until_months": 12}],
}
STRANGER: Edit = {
    "parties.+": {
        "party_id": "P9",
        "kind": "自然人",
        "role": ["配偶"],
        "name": "虚构丁",
        "id_type": "护照",
        "id_no": "X0000009",
    },
    "property_clues.0.holder": "P9",
}
PRESERVATION = {
    "PRE-VARIANT": Pair(IN_ARBITRATION, {"arb_cases.0.accepted_on": GONE}, kind=PRESERVE),
    "PRE-URGENT": Pair(BEFORE_SUIT, {f"{REQUEST}.urgency": GONE}, kind=PRESERVE),
    "PRE-AMOUNT": Pair(BEFORE_SUIT, {f"{REQUEST}.amount": "940350.01"}, kind=PRESERVE),
    "PRE-SECURITY": Pair(BEFORE_SUIT, {SECURED: GONE}, kind=PRESERVE),
    "PRE-EXEMPT": Pair(BEFORE_SUIT, {SECURED: {"form": "免予担保"}}, kind=PRESERVE),
    "PRE-CLUE": Pair(BEFORE_SUIT, {f"{REQUEST}.measures": []}, kind=PRESERVE),
    "PRE-GENERAL": Pair(
        IN_ARBITRATION,
        OF_GUARANTOR,
        {**OF_GUARANTOR, "guarantees.0.mode": "连带"},
        kind=PRESERVE,
    ),
    "PRE-PAYORDER": Pair(BEFORE_SUIT, ORDER, kind=PRESERVE),
    "PRE-TERM": Pair(BEFORE_SUIT, {f"{REQUEST}.measures.0.until_months": 13}, kind=PRESERVE),
    "PRE-MEASURES": Pair(
        BEFORE_SUIT, {f"{REQUEST}.measures.0.sum": "940350.01"}, kind=PRESERVE
    ),
    "PRE-HOLDER": Pair(BEFORE_SUIT, STRANGER, kind=PRESERVE),
}
NOTHING_OWED: Edit = {
    "contracts.0.instalments": GONE,
    "contracts.0.repayments": GONE,
    "contracts.0.core_balances": [
        {
            "as_of": AS_OF,
            "principal_due": "0.00",
            "principal_not_due": "0.00",
            "interest": "0.00",
            "penalty": "0.00",
            "compound": "0.00",
            "source": "导出1",
            "overdue_since": "2026-02-28",
        }
    ],
    "costs": [],
}
"""Stated as overdue, and yet nothing is stated to be owed."""
BY_COMPANY: Edit = {
    "parties.0": {
        "party_id": "P1",
        "kind": "法人",
        "role": ["借款人"],
        "name": "虚构贸易有限公司",
        "uscc": "91100000100003962T",
        "reg_address": "示例市虚构区演示路3号",
        "legal_rep": "虚构丙",
        "legal_rep_title": "董事长",
    }
}
ARBITRAL = {
    "ARB-INSTITUTION": Pair(
        ARBITRATION, {f"{CLAUSE}.institution": "虚构仲裁委员会（示例市）"}, kind=ARBITRATE
    ),
    "ARB-CONSUMER": Pair(PERSON, {}, BY_COMPANY, kind=ARBITRATE),
    "ARB-PENDING": Pair(
        IN_ARBITRATION,
        {},
        {"arb_cases.0.ended": {"on": "2026-11-01", "how": "撤诉"}},
        kind=ARBITRATE,
    ),
    "ARB-DEFAULT": Pair(
        ARBITRATION, {}, {}, kind=ARBITRATE, as_of="2025-11-30", passes_on=AS_OF
    ),
    "ARB-SUM": Pair(ARBITRATION, NOTHING_OWED, kind=ARBITRATE),
    "ARB-SUED": Pair(
        ARBITRATION,
        {
            "court_cases.+": {
                "kind": "一审",
                "court": "虚构省示例市东渡区人民法院",
                "filed_on": "2026-10-08",
            }
        },
        kind=ARBITRATE,
    ),
}


def measure(until: str) -> dict[str, str]:
    return {"asset": "A1", "measure": "查封", "from": "2026-09-20", "until": until}


POLICY = {
    "policy_no": "虚构保单1",
    "insurer": "示例财产保险股份有限公司（虚构）",
    "kind": "保证保险",
    "insured_sum": "120000.00",
    "from": "2024-11-20",
    "to": "2027-11-20",
}
BEFORE: Edit = {
    "court_cases.0.kind": "诉前保全",
    "court_cases.0.preservations": [measure("2029-09-20")],
}
SUED = {
    "kind": "一审",
    "court": "虚构省示例市临江区人民法院",
    "contract_no": "HYFD-2021-030003",
    "filed_on": "2026-10-08",
}
DAYS = {
    "PRE-EXPIRY": Pair(
        HOUSE,
        {"court_cases.0.preservations": [measure("2026-12-24")]},
        {"court_cases.0.preservations": [measure("2026-12-25")]},
    ),
    "PRE-SUE": Pair(HOUSE, BEFORE, {**BEFORE, "court_cases.+": SUED}),
    # Two years from 2026-10-15 end on 2028-10-15.
    "ENF-PERIOD": Pair(
        ARBITRATION, INSTRUMENT, INSTRUMENT, as_of="2028-07-17", passes_on="2028-07-16"
    ),
    # The thirty days after a measure of 2026-12-02 end on 2027-01-01: no calendar yet.
    "DAY-UNPUBLISHED": Pair(
        HOUSE,
        {**BEFORE, "court_cases.0.preservations.0.from": "2026-12-02"},
        {**BEFORE, "court_cases.0.preservations.0.from": "2026-12-01"},
    ),
    "INS-DUE": Pair(
        PERSON,
        {"insurances.+": {**POLICY, "trigger_days": 30}},
        {"insurances.+": {**POLICY, "trigger_days": 9999}},
    ),
}

PAIRS = {**LETTERS, **AGREEMENTS, **FORUM, **PRESERVATION, **ARBITRAL, **DAYS}
