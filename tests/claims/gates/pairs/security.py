"""Guarantees, mortgages, parties, approvals: each rule tripped and kept."""

from __future__ import annotations

from tests.claims.gates.pairs.scene import (
    AGREEMENT,
    AS_OF,
    GONE,
    GUARANTORS,
    HOUSE,
    LAPSED,
    MACHINES,
    PERSON,
    SHOP,
    TIME_BARRED,
    TWO_LOANS,
    Edit,
    Pair,
)
from tests.claims.gates.support import Aim

LETTER = "guarantor-notice"
FIRST = Aim("HYLD-2024-020002", "HYBZ-2024-020201", party_id="P2")
CAPPED = Aim("HYLD-2024-020002", "HYBZ-2024-020202", party_id="P3")
GENERAL = Aim("HYLD-2024-020002", "HYBZ-2024-020203", party_id="P4")
RAN_OUT = Aim("HYLD-2024-150015", "HYBZ-2024-150151", party_id="P2")
SIX_MONTHS: Edit = {"guarantees.0.period_text": "未约定", "guarantees.0.period_years": GONE}

SURETY = {
    "guarantee_no": "BZ1",
    "guarantor": "P1",
    "mode": "连带",
    "signed_on": "2025-01-08",
    "period_text": "三年",
}

# Sample 02 fell due on 2026-09-11: six months end on 2027-03-11.
GUARANTEES = {
    "G-GUAR": Pair(
        LAPSED,
        {},
        {"guarantees.0.period_years": 3, "guarantees.0.period_text": "三年"},
        kind=LETTER,
        aim=RAN_OUT,
    ),
    "保证期间临近": Pair(
        GUARANTORS, SIX_MONTHS, SIX_MONTHS, as_of="2026-12-11", passes_on="2026-12-10"
    ),
    "GUAR-DUE": Pair(
        GUARANTORS, {}, {}, kind=LETTER, aim=FIRST, as_of="2025-01-10", passes_on=AS_OF
    ),
    "GUAR-CAP": Pair(
        GUARANTORS, {}, {"guarantees.1.cap": "9000000.00"}, kind=LETTER, aim=CAPPED
    ),
    "GUAR-MAX": Pair(
        GUARANTORS,
        {"guarantees.1.max_amount": True},
        {"guarantees.1.max_amount": True, "guarantees.1.determined_on": "2026-09-11"},
    ),
    "一般保证须起诉": Pair(
        GUARANTORS, {}, {"guarantees.2.mode": "连带"}, kind=LETTER, aim=GENERAL
    ),
    "GUAR-MODE": Pair(GUARANTORS, {"guarantees.0.mode": "不明"}),
    "GUAR-BANKRUPT": Pair(GUARANTORS, {"parties.0.status": "破产受理"}),
    "GUAR-UNCONSENTED": Pair(
        AGREEMENT,
        {
            "agreements.0.status": "履行",
            "agreements.0.signed_on": "2026-11-24",
            "guarantees.0.consents": [],
        },
        {"agreements.0.status": "履行", "agreements.0.signed_on": "2026-11-24"},
    ),
    "AGR-RESOLUTION": Pair(GUARANTORS, {"guarantees.1.resolution": GONE}),
    "GUAR-CONTRACT": Pair(
        TWO_LOANS,
        {"guarantees.+": SURETY},
        {"guarantees.+": {**SURETY, "contract_no": "HYLD-2025-13001A"}},
    ),
    "GUAR-PERIOD": Pair(
        GUARANTORS,
        {"guarantees.0.period_text": "另行商定", "guarantees.0.period_years": GONE},
    ),
    "GUAR-PROOF": Pair(GUARANTORS, {"guarantees.0.called_on": ["2026-10-10"]}),
}
SHOP_OPEN: Edit = {"securities.0.determined_on": GONE}
SEIZURE = {
    "court": "虚构省示例市望山区人民法院",
    "案号": "（2026）虚0998执1号",
    "on": "2026-10-01",
    "until": "2029-09-30",
}
MACHINE = Aim("HYGD-2019-120012", "HYDY-2019-120012", party_id="P1")
MORTGAGE: Edit = {
    "securities.+": {
        "sec_no": "DY1",
        "kind": "不动产抵押",
        "owner": "P1",
        "asset": "A1",
        "registered": "正式",
        "reg_no": "虚构证明1",
        "reg_on": "2021-05-10",
    },
    "assets.+": {"asset_id": "A1", "type": "房产"},
}
SECURITIES = {
    "SEC-REGISTERED": Pair(
        HOUSE,
        {"securities.0.registered": "未登记"},
    ),
    "SEC-MAX": Pair(SHOP, SHOP_OPEN),
    "SEC-SEIZED": Pair(SHOP, {**SHOP_OPEN, "assets.0.seizures": [SEIZURE]}, SHOP_OPEN),
    "SEC-LIMIT": Pair(
        TIME_BARRED,
        MORTGAGE,
        MORTGAGE,
        kind="realise-security-application",
        passes_on="2025-05-09",
    ),
    "SEC-CAP": Pair(MACHINES, {"securities.0.cap": "1000000.00"}, kind=LETTER, aim=MACHINE),
    "PRES-TERM": Pair(
        HOUSE,
        {
            "court_cases.0.preservations": [
                {"asset": "A1", "measure": "查封", "from": "2026-09-20", "until": "2029-09-21"}
            ]
        },
        {
            "court_cases.0.preservations": [
                {"asset": "A1", "measure": "查封", "from": "2026-09-20", "until": "2029-09-20"}
            ]
        },
    ),
}
PARTIES = {
    "G-ALIVE": Pair(PERSON, {"parties.0.alive": "死亡", "parties.0.died_on": "2026-10-01"}),
    "G-ADDR": Pair(PERSON, {"addresses": []}, kind="dunning-notice"),
    "ADDR-WEAK": Pair(
        PERSON,
        {"addresses.0.kind": "户籍", "addresses.1.consents_e_service": False},
    ),
    # Born 2008-11-24: eighteen on the day of the figures.
    "PARTY-MINOR": Pair(
        GUARANTORS,
        {"parties.1.birth": "2008-11-25", "parties.1.id_type": "护照"},
        {"parties.1.birth": "2008-11-24", "parties.1.id_type": "护照"},
    ),
    "G-APPR": Pair(PERSON, {"approvals": []}, kind="dunning-notice"),
    "G-SEAL": Pair(PERSON, {"seals": []}, kind="dunning-notice"),
}

PAIRS = {**GUARANTEES, **SECURITIES, **PARTIES}
