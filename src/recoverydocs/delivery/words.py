"""The words that a delivery record may hold, with the Chinese labels of its members.

They are those of the manifest's schema; a test holds the two against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LABELS: Mapping[str, str] = {
    "attempt_id": "送达编号",
    "channel": "送达渠道",
    "carrier": "承运人",
    "mail_number": "邮件号",
    "addressee": "收件人",
    "address": "送达地址",
    "value": "内容",
    "basis": "地址依据",
    "type": "依据类型",
    "reference": "依据说明",
    "file": "依据文件",
    "slip_contents": "内件品名",
    "posted_at": "交寄时间",
    "events": "事件",
    "outcome": "送达结果",
    "receipts": "回执文件",
    "code": "事件代码",
    "carrier_code": "承运人代码",
    "text": "承运人原文",
    "place": "地点",
    "at": "时间",
    "signer": "签收人",
    "source": "来源",
    "raw": "原始记录",
    "path": "原始记录文件",
    "row": "行号",
    "sha256": "SHA-256",
    "check": "校验",
    "result": "结果",
    "on": "结果日期",
    "stated_by": "结果由谁陈述",
    "basis_events": "依据事件",
}

BASIS_TYPES = (
    "contract-clause",
    "confirmation-form",
    "litigation-statement",
    "id-document",
    "business-registration",
    "last-known",
    "court-record",
    "other",
)
EVENT_CODES = (
    "accepted",
    "in-transit",
    "arrived",
    "out-for-delivery",
    "delivered-addressee",
    "delivered-cohabitant",
    "delivered-agent",
    "delivered-mailroom",
    "delivered-locker",
    "refused",
    "failed-absent",
    "failed-address",
    "failed-moved",
    "failed-other",
    "held",
    "returned-in-transit",
    "returned-sender",
    "e-sent",
    "e-delivered",
    "e-read",
    "e-bounced",
    "published",
    "other",
)
SOURCES = ("carrier-file", "carrier-api", "scan", "court-system", "manual")
RESULTS = ("delivered", "refused", "returned", "unknown")
STATED_BY = ("carrier", "court", "operator")
CHECKS = ("s10-ok", "s10-bad", "not-s10")

STATEMENT = frozenset(
    {
        "attempt_id",
        "channel",
        "carrier",
        "mail_number",
        "addressee",
        "address",
        "slip_contents",
        "posted_at",
        "events",
        "outcome",
        "receipts",
    }
)
"""Members of a full statement."""
UPDATE = frozenset({"attempt_id", "events", "outcome", "receipts"})
"""Members of a later word on an attempt."""
EVENT = frozenset({"code", "carrier_code", "text", "place", "signer", "at", "source", "raw"})
