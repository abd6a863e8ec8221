"""When a notice arrived, or should have: read from the delivery rows of the case.

Source: 民法典 137; 诉讼时效规定 8. A letter refused or not collected counts only at an address
that was agreed or confirmed; a wrong address never does, nor does a signature of somebody who
does not stand for the addressee. Who may sign is read in ``signers.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from recoverydocs.claims.signers import flaw_of_signer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from recoverydocs.cases import Case
    from recoverydocs.cases.events import ArbCase, CourtCase, DeliveryEvent, Notice
    from recoverydocs.cases.parties import Address, Party

_CHINA = timezone(timedelta(hours=8))
_AGREED = ("合同", "确认书")
_AGREED_KINDS = frozenset({"合同送达", "送达地址确认书"})
_NOT_COLLECTED = ("未领", "无人领取", "逾期未取", "无人签收", "拒收")


@dataclass(frozen=True, slots=True)
class Arrival:
    """The arrival of one notice.

    Attributes:
        notice: the notice.
        on: the day in China.
        actual: whether it arrived, or only should have.
        event: the delivery row that proves it.
    """

    notice: Notice
    on: date
    actual: bool
    event: DeliveryEvent


@dataclass(frozen=True, slots=True)
class Reading:
    """What one delivery row proves of its notice.

    Attributes:
        event: the row.
        on: the day in China on which the notice arrived or should have; ``None`` where the row
            proves neither.
        actual: whether it arrived, or only should have.
        flaw: why the row proves nothing, in Chinese; empty with ``on``.
    """

    event: DeliveryEvent
    on: date | None
    actual: bool
    flaw: str


def china_time(moment: datetime) -> datetime:
    """A moment as the clocks in China show it."""
    return moment.astimezone(_CHINA)


def china_day(moment: datetime) -> date:
    """The calendar day of a moment in China."""
    return china_time(moment).date()


def arrival(case: Case, notice: Notice) -> Arrival | None:
    """The earliest arrival of a notice; ``None`` where none is proved."""
    found = [
        Arrival(notice, reading.on, reading.actual, reading.event)
        for reading in readings(case, notice)
        if reading.on is not None
    ]
    return min(found, key=lambda each: each.on, default=None)


def readings(case: Case, notice: Notice) -> tuple[Reading, ...]:
    """What each delivery row of a notice proves, in the order of the case."""
    return tuple(
        _read(case, notice, event)
        for event in case.delivery_events
        if event.notice == notice.number
    )


def _read(case: Case, notice: Notice, event: DeliveryEvent) -> Reading:
    if event.result == "公告期满":
        # 诉讼时效规定 8(1)(4): the publication is the demand.
        return _proved(event, event.sent_at, _flaw_of_publication(case, notice, event))
    if event.result == "在途" or event.result_at is None:
        return Reading(event, None, False, "仅寄出，尚无到达的结果")
    party = case.party(notice.to)
    if event.result == "已读":
        return _proved(event, event.result_at, "")
    if event.result == "妥投":
        if event.method == "电子":
            return _proved(event, event.result_at, _flaw_of_channel(case, party, event))
        return _proved(event, event.result_at, flaw_of_signer(party, event))
    flaw = _flaw_of_return(event) or _flaw_of_address(case, party, event)
    return _proved(event, event.result_at, flaw, actual=False)


def _proved(
    event: DeliveryEvent, moment: datetime, flaw: str, *, actual: bool = True
) -> Reading:
    if flaw:
        return Reading(event, None, False, flaw)
    return Reading(event, china_day(moment), actual, "")


def _flaw_of_return(event: DeliveryEvent) -> str:
    """Only what the addressee refused or left uncollected can count as arrived."""
    if event.result == "拒收":
        return ""
    reason = event.reason or ""
    if not reason:
        return "退回而未载明原因，不能证明应当到达"
    if not any(word in reason for word in _NOT_COLLECTED):
        return f"退回（{reason}），未到达"
    return ""


def _flaw_of_address(case: Case, party: Party, event: DeliveryEvent) -> str:
    """Refused or not collected counts at an agreed or confirmed address of the addressee.

    The row's own basis must say so, and the address must be the one that the case has agreed.
    """
    if not any(word in event.address_basis for word in _AGREED):
        return f"{event.result}，寄送地址不是约定或者确认的地址，不能认定应当到达"
    agreed = [
        address.text
        for address in _addresses(case, party, event)
        if address.kind in _AGREED_KINDS
    ]
    if agreed and event.address not in agreed:
        return f"{event.result}，寄送地址与案件中约定的送达地址不一致，不能认定应当到达"
    return ""


def _flaw_of_channel(case: Case, party: Party, event: DeliveryEvent) -> str:
    """A data message arrives by entering the system that the addressee designated."""
    designated = [
        address.e_channel
        for address in _addresses(case, party, event)
        if address.kind == "电子" and address.consents_e_service
    ]
    if event.address in designated or any(word in event.address_basis for word in _AGREED):
        return ""
    return "电子送达账号未经对方指定或者确认，且无已读记录，不能证明到达"


def _addresses(case: Case, party: Party, event: DeliveryEvent) -> Iterator[Address]:
    """The addresses of a party that stood on the day of sending."""
    day = china_day(event.sent_at)
    for address in case.addresses:
        if address.party != party.party_id or address.from_ > day:
            continue
        if address.to is None or day <= address.to:
            yield address


def _flaw_of_publication(case: Case, notice: Notice, event: DeliveryEvent) -> str:
    """A public notice serves only where the addressee's whereabouts are unknown."""
    if case.party(notice.to).alive == "失踪":
        return ""
    addressed = {each.number for each in case.notices if each.to == notice.to}
    for other in case.delivery_events:
        failed = other.notice in addressed and other.result == "退回"
        if failed and (other.result_at or other.sent_at) <= event.sent_at:
            return ""
    return "公告催收以下落不明为前提，案件没有失踪或者此前退回的记录"


def sent_on(case: Case, notice: Notice) -> date | None:
    """The first day on which a notice was sent; ``None`` where no delivery row says so."""
    days = [
        china_day(each.sent_at) for each in case.delivery_events if each.notice == notice.number
    ]
    return min(days, default=None)


def notices_of(case: Case, kind: str, contract_no: str) -> tuple[Notice, ...]:
    """The issued notices of one kind under a contract, oldest first.

    A notice that names no contract belongs to the only one of the case.
    """
    lone = len(case.contracts) == 1
    found = [
        notice
        for notice in case.notices
        if notice.kind == kind
        and notice.status == "已发"
        and (notice.contract_no == contract_no or (notice.contract_no is None and lone))
    ]
    return tuple(sorted(found, key=lambda notice: notice.issued_on))


def accelerated_on(case: Case, contract_no: str, as_of: date) -> Arrival | None:
    """The acceleration notice that arrived by the day; its ``on`` is when it works.

    It works on the later of its arrival and the day that it states (民法典 565 by analogy).
    """
    works: list[Arrival] = []
    for notice in notices_of(case, "acceleration-notice", contract_no):
        found = arrival(case, notice)
        if found is None:
            continue
        day = max(found.on, notice.accelerated_on or found.on)
        if day <= as_of:
            works.append(Arrival(notice, day, found.actual, found.event))
    return min(works, key=lambda each: each.on, default=None)


def declared_on(case: Case, contract_no: str, as_of: date) -> date | None:
    """The day on which a complaint or application that calls everything in was served.

    Source: 民法典 565(2) by analogy; whether a filing accelerates is practice, not text.
    """
    lone = len(case.contracts) == 1
    filings: list[CourtCase | ArbCase] = [*case.court_cases, *case.arb_cases]
    days = [
        each.complaint_served_on
        for each in filings
        if each.accelerates
        and (each.contract_no == contract_no or (each.contract_no is None and lone))
        and each.complaint_served_on is not None
        and each.complaint_served_on <= as_of
    ]
    return min(days, default=None)
