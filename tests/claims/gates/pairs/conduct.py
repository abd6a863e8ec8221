"""Disputes, contacts, sending, credit reports, publicity: each rule tripped and kept."""

from __future__ import annotations

from tests.claims.gates.pairs.scene import (
    GONE,
    GUARANTORS,
    NOT_MINE,
    NOTICES,
    PERSON,
    Edit,
    Pair,
)

REJECTED: Edit = {
    "disputes.0.state": "不成立",
    "disputes.0.reply": "异复1",
    "notices.+": {
        "number": "异复1",
        "kind": "dispute-reply",
        "issued_on": "2026-11-16",
        "to": "P1",
        "hash": "0" * 64,
        "status": "已发",
    },
    "delivery_events.+": {
        "notice": "异复1",
        "method": "面交",
        "address": "营业网点",
        "address_basis": "本人到场",
        "sent_at": "2026-11-17T10:00:00+08:00",
        "result": "妥投",
        "result_at": "2026-11-17T10:00:00+08:00",
        "signer": "金虚构",
        "relation": "本人",
        "evidence": "签收单",
    },
    "holds.0.until": "2026-11-18",
    "holds.0.resumed_by": "恢1",
}
"""The dispute of the sample decided, answered on paper, and its hold lifted."""

SUM_DISPUTED = {
    "no": "异1",
    "type": "金额",
    "received": "2026-11-20",
    "claim": "罚息算多了",
    "state": "受理",
    "reply_due": "2026-12-10",
}
RELEASE: Edit = {
    "approvals": [
        {
            "doc": "complaint",
            "step": "异议期间放行",
            "by": by,
            "on": "2026-11-20",
            "decision": "同意",
            "note": "由法院查明签名真伪",
        }
        for by in ("U02", "U04")
    ],
    "disputes": [],
    "holds": [],
}

DISPUTES = {
    "G-HOLD": Pair(NOT_MINE, {}, REJECTED),
    "G-HOLD-FILING": Pair(NOT_MINE, {}, RELEASE, kind="complaint"),
    "DISPUTE-LATE": Pair(NOT_MINE, {}, {}, as_of="2026-12-03", passes_on="2026-12-02"),
    "DISPUTE-OPEN": Pair(PERSON, {"disputes.+": SUM_DISPUTED}),
    "DISPUTE-CHECKS": Pair(NOT_MINE, {**REJECTED, "disputes.0.checks": GONE}, REJECTED),
    "HOLD-SCOPE": Pair(
        NOT_MINE, {"holds.0.scopes": ["电话", "短信", "函件", "外访", "委外", "征信报送"]}
    ),
    "HOLD-FEEDBACK": Pair(NOT_MINE, {"holds.0.feedback": GONE}),
    "HOLD-BREACH": Pair(
        NOT_MINE,
        {
            "contacts.+": {
                "channel": "电话",
                "with_role": "本人",
                "with_party": "P1",
                "started": "2026-11-13T10:00:00+08:00",
                "ended": "2026-11-13T10:01:00+08:00",
            }
        },
        {
            "contacts.+": {
                "channel": "来访",  # he came by himself
                "with_role": "本人",
                "with_party": "P1",
                "started": "2026-11-13T10:00:00+08:00",
                "ended": "2026-11-13T10:01:00+08:00",
            }
        },
    ),
}


def call(hour: str, **more: object) -> dict[str, object]:
    """One more call to the borrower that day, a minute long."""
    return {
        "channel": "电话",
        "with_role": "本人",
        "with_party": "P1",
        "started": f"2026-11-10T{hour}:00+08:00",
        "ended": f"2026-11-10T{hour}:59+08:00",
        "recording": {"sha256": "1"},
        **more,
    }


NEIGHBOUR: Edit = {"contacts.0.with_role": "无关第三人", "contacts.0.with_party": GONE}
NOT_TOLD: Edit = {**NEIGHBOUR, "contacts.0.debt_disclosed": False}

CONTACTS = {
    "CONTACT-HOURS": Pair(
        PERSON,
        {
            "contacts.0.started": "2026-11-10T21:58:00+08:00",
            "contacts.0.ended": "2026-11-10T22:00:01+08:00",
        },
        {
            "contacts.0.started": "2026-11-10T08:00:00+08:00",
            "contacts.0.ended": "2026-11-10T22:00:00+08:00",
        },
        weight="warn",
    ),
    "CONTACT-DAILY": Pair(
        PERSON,
        {"contacts": [call(hour) for hour in ("09:00", "11:00", "14:00", "16:00")]},
        {"contacts": [call(hour) for hour in ("09:00", "11:00", "14:00")]},
    ),
    "CONTACT-ATTEMPTS": Pair(PERSON, {"contacts.0.attempts": 7}, {"contacts.0.attempts": 6}),
    "CONTACT-THIRD": Pair(
        PERSON, {**NEIGHBOUR, "contacts.0.debt_disclosed": True}, NOT_TOLD, weight="warn"
    ),
    "CONTACT-THIRD-NOTE": Pair(PERSON, NEIGHBOUR, NOT_TOLD),
    "CONTACT-THIRD-ASKED": Pair(
        PERSON,
        {**NOT_TOLD, "contacts.0.promise": {"sum": "100.00", "on": "2026-12-01"}},
        {"contacts.0.promise": {"sum": "100.00", "on": "2026-12-01"}},
    ),
    "CONTACT-VISIT": Pair(
        PERSON,
        {"contacts.0.channel": "外访"},
        {"contacts.0.channel": "外访", "contacts.0.by": ["U01", "U02"]},
    ),
    "CONTACT-RECORD": Pair(PERSON, {"contacts.0.recording": GONE}),
}

AGREED: Edit = {
    "delivery_events.1.method": "电子",
    "delivery_events.1.address": "13800000111",
    "addresses.+": {
        "party": "P1",
        "kind": "电子",
        "basis": "合同HYXD-2024-110011第十四条",
        "from": "2024-08-12",
        "e_channel": "13800000111",
        "consents_e_service": True,
    },
}
SENDING = {
    "SLIP-CONTENT": Pair(NOTICES, {"delivery_events.1.slip_content": "文件"}),
    "SLIP-SECRET": Pair(
        NOTICES,
        {"delivery_events.1.slip_content": "催款通知书（HYXD-2024-110011号逾期270,658.26元）"},
    ),
    "SEND-CARRIER": Pair(NOTICES, {"delivery_events.1.method": "快递"}),
    "SEND-EARLY": Pair(
        NOTICES,
        {"delivery_events.1.sent_at": "2026-06-17T15:20:00+08:00"},
    ),
    "SEND-SIGNER": Pair(NOTICES, {"delivery_events.1.relation": "小区物业"}),
    "SEND-CONSENT": Pair(
        NOTICES,
        {
            "delivery_events.1.method": "电子",
            "delivery_events.1.address": "13800000111",
            "delivery_events.1.address_basis": "最近联系",
        },
        {**AGREED, "delivery_events.1.address_basis": "最近联系"},
    ),
    "SEND-PUBLIC": Pair(
        NOTICES,
        {
            "delivery_events.0.result": "在途",
            "delivery_events.1.result": "公告期满",
            "delivery_events.1.method": "公告",
        },
        {"delivery_events.1.result": "公告期满", "delivery_events.1.method": "公告"},
    ),
    # The first letter of the sample came back from the address on his id card.
    "SEND-RETURNED": Pair(
        NOTICES,
        {},
        {
            "delivery_events.0.reason": "逾期未领",
            "delivery_events.0.address": "虚构省示例市西岭区例证路108号",
            "delivery_events.0.address_basis": "合同HYXD-2024-110011第十四条送达条款",
        },
    ),
    "SEND-UNPROVED": Pair(
        NOTICES,
        {"delivery_events.1.result": "在途"},
        {"delivery_events.1.result": "在途"},
        as_of="2026-07-04",
        passes_on="2026-07-03",
    ),
    "ADDR-BASIS": Pair(PERSON, {"addresses.0.basis": "客户经理口述"}),
}

REPORT: Edit = {
    "credit_reports.+": {"party": "P1", "report_on": "2026-12-10", "status": "拟报送"}
}


def told(issued_on: str, **more: object) -> dict[str, object]:
    """A notice under article 15 to the borrower."""
    return {
        "number": "征告1",
        "kind": "credit-report-notice",
        "issued_on": issued_on,
        "to": "P1",
        "hash": "0" * 64,
        "status": "已发",
        **more,
    }


# Five working days before Thursday 2026-12-10 is Thursday 2026-12-03.
TOLD: Edit = {**REPORT, "notices.+": told("2026-12-03")}
GUARANTOR_REPORT: Edit = {
    "credit_reports.+": {"party": "P2", "report_on": "2026-12-10", "status": "拟报送"},
    "notices": [
        told("2026-11-20", to="P2"),
        told("2026-11-10", number="保1", kind="guarantor-notice", to="P2"),
    ],
}
ASKED: Edit = {
    **GUARANTOR_REPORT,
    "delivery_events.+": {
        "notice": "保1",
        "method": "EMS",
        "address": "虚构省示例市临江区演示路88号3栋201室",
        "address_basis": "合同送达条款",
        "slip_content": "担保责任履行通知书（HYLD-2024-020002）",
        "sent_at": "2026-11-10T10:00:00+08:00",
        "result": "妥投",
        "result_at": "2026-11-12T10:00:00+08:00",
        "relation": "本人",
        "signer": "周虚构",
        "evidence": "回执",
    },
}
CREDIT = {
    "CREDIT-NOTICE": Pair(PERSON, REPORT, TOLD),
    "CREDIT-DAYS": Pair(PERSON, {**REPORT, "notices.+": told("2026-12-04")}, TOLD),
    "CREDIT-CONSENT": Pair(PERSON, {**TOLD, "contracts.0.clauses.征信授权": GONE}, TOLD),
    "CREDIT-DISPUTED": Pair(PERSON, {**TOLD, "disputes.+": SUM_DISPUTED}, TOLD),
    "CREDIT-GUARANTOR": Pair(GUARANTORS, GUARANTOR_REPORT, ASKED),
}

POSTER = {
    "party": "P1",
    "on": "2026-12-01",
    "medium": "小区公告栏",
    "publisher": "本机构",
    "status": "拟公开",
}
LETTER: Edit = {"notices.+": told("2026-11-20", number="律1", kind="lawyer-letter")}
PUBLICITY = {
    "PUBLISH-PERSON": Pair(
        PERSON,
        {"publications.+": POSTER},
        {"publications.+": {**POSTER, "publisher": "人民法院"}},
    ),
    "PUBLISH-FIRM": Pair(
        GUARANTORS,
        {"publications.+": POSTER},
        {"publications.+": {**POSTER, "approved_by": "U04"}},
    ),
    "LAWYER-LETTER": Pair(
        PERSON,
        LETTER,
        {**LETTER, "users.1.lawyer_licence_no": "虚构执业证号1"},
        weight="warn",
    ),
}

PAIRS = {**DISPUTES, **CONTACTS, **SENDING, **CREDIT, **PUBLICITY}
