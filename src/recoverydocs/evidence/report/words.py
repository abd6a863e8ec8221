"""The manifest's words in Chinese, and the sentences that stand in every report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FIXED = (
    "本报告说明文件自所示时间起未被改动及相关记录的来源，不构成公证、鉴定意见，"
    "也不证明文件内容真实或送达已产生法律效力。"
)
"""Format 1, §11: in every report."""
LOCAL_TIME = "时间来自签发方本机时钟，非独立第三方时间戳，不能单独证明形成时间。"
"""Format 1, §11: in every report on a time of the issuer's own clock."""

CLASSES: Mapping[str, str] = {"independent": "独立时间戳", "local": "本机时钟，非独立证明"}
REASONS: Mapping[str, str] = {
    "issue": "出具",
    "delivery": "送达记录",
    "receipt": "送达回执",
    "correspondence": "往来函件",
    "attachment": "附件",
    "correction": "更正",
    "renewal": "续期",
}
ROLES: Mapping[str, str] = {
    "document": "文书",
    "source": "源数据",
    "receipt": "回执",
    "attachment": "附件",
    "correspondence": "往来函件",
}
ORIGINS: Mapping[str, str] = {
    "generated": "程序生成",
    "imported": "导入",
    "scan": "扫描",
    "photo": "拍照",
    "carrier-file": "承运人文件",
    "carrier-api": "承运人接口",
    "court-system": "法院系统",
    "email": "电子邮件",
    "manual": "人工录入",
}
SOURCES: Mapping[str, str] = {
    "carrier-file": "承运人文件",
    "carrier-api": "承运人接口",
    "scan": "扫描件",
    "court-system": "法院系统",
    "manual": "人工录入",
}
CHANNELS: Mapping[str, str] = {
    "ems": "EMS",
    "registered-mail": "挂号信",
    "courier": "快递",
    "electronic": "电子送达",
    "in-person": "直接送达",
    "public-notice": "公告送达",
}
ADDRESS_BASES: Mapping[str, str] = {
    "contract-clause": "合同送达地址条款",
    "confirmation-form": "送达地址确认书",
    "litigation-statement": "诉讼中陈述的地址",
    "id-document": "户籍或身份证件",
    "business-registration": "登记住所",
    "last-known": "最近联系地址",
    "court-record": "法院记录",
    "other": "其他",
}
NUMBER_CHECKS: Mapping[str, str] = {
    "s10-ok": "UPU S10 校验位相符",
    "s10-bad": "UPU S10 校验位不符",
    "not-s10": "非 S10 格式，未校验",
}
EVENTS: Mapping[str, str] = {
    "accepted": "收寄",
    "in-transit": "运输中",
    "arrived": "到达",
    "out-for-delivery": "投递中",
    "delivered-addressee": "妥投（收件人本人）",
    "delivered-cohabitant": "妥投（同住人）",
    "delivered-agent": "妥投（代收人）",
    "delivered-mailroom": "交收发室（不等于收件人签收）",
    "delivered-locker": "投入快递柜（不等于收件人签收）",
    "refused": "拒收",
    "failed-absent": "未投妥（无人）",
    "failed-address": "未投妥（地址不符）",
    "failed-moved": "未投妥（已迁移）",
    "failed-other": "未投妥",
    "held": "留存待领",
    "returned-in-transit": "退回途中",
    "returned-sender": "已退回寄件人",
    "e-sent": "电子件已发出",
    "e-delivered": "电子件已到达系统",
    "e-read": "电子件已读",
    "e-bounced": "电子件被退回",
    "published": "已公告",
    "other": "其他",
}
ACTORS: Mapping[str, str] = {
    "operator": "经办人",
    "legal": "法务",
    "credit": "信贷员",
    "approver": "审批人",
    "system": "系统",
    "carrier": "承运人",
    "court": "法院",
    "counterparty": "对方",
}
