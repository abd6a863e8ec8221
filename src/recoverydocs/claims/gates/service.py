"""Rules on sending and arrival: what a slip says, who carries, who signed, what came back.

Arrival itself is read in ``arrivals.py``; these rules tell what it could not take as proved.

Source: 民法典 137; 诉讼时效规定 8; 邮政法 5, 84; 快递条例 by the day; the catalogue of
documents 2.4.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import arrival, china_day, readings
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases.events import DeliveryEvent, Notice
    from recoverydocs.claims.arrivals import Reading
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

SLIP = Rule(
    "SLIP-CONTENT",
    Severity.WARN,
    "邮寄详情单的内件品名写明文书和合同",
    "信函、快递的内件品名",
    "请在内件品名写明文书名称和合同编号；已寄出的，补充能够证明内件的证据",
    ("limitation-provisions:demand-arrived",),
)
SLIP_SECRET = Rule(
    "SLIP-SECRET",
    Severity.WARN,
    "寄给自然人的详情单不写金额、逾期和证件号码",
    "信函、快递的内件品名",
    "请改写内件品名，只写文书名称和合同编号",
    ("civil-code:a1034", "pipl:minimum"),
)
CARRIER = Rule(
    "SEND-CARRIER",
    Severity.WARN,
    "到达有法律效果的函件交邮政给据邮件寄送",
    "催款、提前到期、担保履行通知的送达方式",
    "请另以挂号信、EMS 或者公证送达寄送一次",
    ("postal-law:monopoly", "postal-law:definitions", "express-rules:delivery"),
)
EARLY = Rule(
    "SEND-EARLY",
    Severity.WARN,
    "发出时间不早于发文日期",
    "发文日期与发出时间",
    "请核对两个日期",
)
SIGNER = Rule(
    "SEND-SIGNER",
    Severity.WARN,
    "签收人是本人、同住成年亲属、被授权人或者单位的收发人员",
    "妥投的签收人及其与收件人的关系",
    "请补充签收人的身份和授权，或者重新送达",
    ("limitation-provisions:demand-signers",),
)
CHANNEL = Rule(
    "SEND-CONSENT",
    Severity.WARN,
    "电子送达进入对方指定或者确认的账号",
    "电子送达的账号、电子送达的同意",
    "请取得电子送达确认，或者改用信函",
    ("civil-code:a137", "esign-law:time"),
)
PUBLIC = Rule(
    "SEND-PUBLIC",
    Severity.WARN,
    "公告催收以下落不明为前提",
    "公告送达、失踪或者此前退回的记录",
    "请先向约定地址寄送并留存退回记录",
    ("limitation-provisions:demand-published",),
)
RETURNED = Rule(
    "SEND-RETURNED",
    Severity.WARN,
    "退回、拒收的函件只在约定或者确认的地址才视为应当到达",
    "退回、拒收的原因，寄送地址及其依据",
    "请立即向下一地址寄送，并取得送达地址确认书",
    ("limitation-provisions:demand-arrived", "civil-code:a137"),
)
UNPROVED = Rule(
    "SEND-UNPROVED",
    Severity.WARN,
    "发出的函件按内部规则的日数取得到达证据",
    "已发出的催款、提前到期、担保履行通知的送达记录",
    "请查询投递结果并补充送达记录；寄出本身不中断时效",
    ("limitation-provisions:demand-arrived", "civil-code:a137"),
)
ADDRESS_BASIS = Rule(
    "ADDR-BASIS",
    Severity.WARN,
    "合同送达地址写明所依据的合同或者条款",
    "合同送达地址的依据、送达条款",
    "请写明合同编号和条款号",
    ("civil-code:a137",),
)

_MATTERS = frozenset({"dunning-notice", "acceleration-notice", "guarantor-notice"})
_LETTERS = frozenset({"EMS", "挂号信", "快递"})
_PERSONS = frozenset({"自然人", "个体工商户"})
_SECRET = re.compile(r"逾期|[0-9][0-9,.]*\s*(?:万)?元|(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
_ROWS = ("delivery_events", "送达")


def _issued(scope: Scope) -> tuple[Notice, ...]:
    """The notices that had left the house by the day."""
    return tuple(
        notice
        for notice in scope.claim.case.notices
        if notice.status == "已发" and notice.issued_on <= scope.claim.as_of
    )


def slips(scope: Scope) -> Iterator[Finding]:
    """What stands on the slip proves the contents, and shows nothing to strangers."""
    case = scope.claim.case
    for notice in _issued(scope):
        private = case.party(notice.to).kind in _PERSONS
        for event in _rows(scope, notice):
            if event.method not in _LETTERS:
                continue
            slip = event.slip_content or ""
            where = notice.contract_no or ""
            if not _names_contents(scope, notice, slip):
                said = "没有写明合同编号" if slip else "没有填写"
                message = f"{notice.number} 的{event.method}详情单内件品名{said}"
                yield scope.found(SLIP, message, where=where, field=_ROWS)
            if private and _SECRET.search(slip):
                message = (
                    f"{notice.number} 的{event.method}详情单内件品名露出金额、逾期或证件号码"
                )
                yield scope.found(SLIP_SECRET, message, where=where, field=_ROWS)


def _names_contents(scope: Scope, notice: Notice, slip: str) -> bool:
    """Some words, and of a demand the number of a contract that it is about."""
    if notice.kind not in _MATTERS:
        return bool(slip)
    named = {notice.contract_no, notice.guarantee_no} - {None}
    numbers = named or {each.contract_no for each in scope.claim.case.contracts}
    return any(number in slip for number in numbers if number is not None)


def _rows(scope: Scope, notice: Notice) -> list[DeliveryEvent]:
    return [
        event
        for event in scope.claim.case.delivery_events
        if event.notice == notice.number and china_day(event.sent_at) <= scope.claim.as_of
    ]


def sending(scope: Scope) -> Iterator[Finding]:
    """How each notice went out, and whether anything proves that it came."""
    case, as_of = scope.claim.case, scope.claim.as_of
    for notice in _issued(scope):
        where, rows = notice.contract_no or "", _rows(scope, notice)
        for event in rows:
            sent = china_day(event.sent_at)
            if sent < notice.issued_on:
                message = f"{notice.number} 于 {sent} 发出，早于发文日期 {notice.issued_on}"
                yield scope.found(EARLY, message, where=where, field=_ROWS)
        if arrival(case, notice) is None:
            for reading in readings(case, notice):
                yield from _flaw(scope, notice, reading)
        if notice.kind not in _MATTERS:
            continue
        if rows and all(event.method == "快递" for event in rows):
            message = f"{notice.number} 只交快递寄送"
            yield scope.found(CARRIER, message, where=where, field=_ROWS)
        waiting = all(event.result == "在途" for event in rows)
        if waiting and (as_of - notice.issued_on).days > _wait(scope, notice):
            message = (
                f"{notice.number} 发文已 {(as_of - notice.issued_on).days} 天，没有投递结果"
            )
            yield scope.found(UNPROVED, message, where=where, field=_ROWS)


def _wait(scope: Scope, notice: Notice) -> int:
    """The days that the house waits for a result: table ``limits``."""
    row = scope.claim.law.row("limits", "rule", "delivery-result", notice.issued_on)
    return int(row["days"])


def _flaw(scope: Scope, notice: Notice, reading: Reading) -> Iterator[Finding]:
    """Why a row with a result proves no arrival."""
    event = reading.event
    if not reading.flaw or event.result == "在途":
        return
    if event.result in {"退回", "拒收"}:
        rule = RETURNED
    elif event.result == "公告期满":
        rule = PUBLIC
    else:
        rule = CHANNEL if event.method == "电子" else SIGNER
    yield scope.found(
        rule, f"{notice.number}：{reading.flaw}", where=notice.contract_no or "", field=_ROWS
    )


def address_basis(scope: Scope) -> Iterator[Finding]:
    """An address said to be agreed names the contract or clause that agrees it."""
    case, as_of = scope.claim.case, scope.claim.as_of
    named = {
        *(each.contract_no for each in case.contracts),
        *(each.guarantee_no for each in case.guarantees),
        *(each.sec_no for each in case.securities),
        *(each.no for each in case.agreements),
        *(each.clauses["送达"].no for each in case.contracts if "送达" in each.clauses),
    }
    for address in case.addresses:
        stands = address.from_ <= as_of and (address.to is None or as_of <= address.to)
        if address.kind != "合同送达" or not stands:
            continue
        if not any(word in address.basis for word in named):
            message = f"{scope.who(address.party)}的合同送达地址，依据没有写明合同或者送达条款"
            yield scope.found(ADDRESS_BASIS, message, field=("addresses", "地址"))


GATES = (
    Gate("SLIPS", slips, (SLIP, SLIP_SECRET)),
    Gate(
        "SENDING",
        sending,
        (EARLY, CARRIER, SIGNER, CHANNEL, PUBLIC, RETURNED, UNPROVED),
    ),
    Gate("ADDR-BASIS", address_basis, (ADDRESS_BASIS,)),
)
