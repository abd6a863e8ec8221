"""When a notice arrived, or should have: read from the delivery rows of the case.

Source: 民法典 137; 诉讼时效规定 8. A letter refused or not collected counts only at an address
that was agreed or confirmed; a wrong address never does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from recoverydocs.cases import Case
    from recoverydocs.cases.events import DeliveryEvent, Notice

_CHINA = timezone(timedelta(hours=8))
_ARRIVED = frozenset({"妥投", "已读", "公告期满"})
_AGREED = ("合同", "确认书")
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


def china_day(moment: datetime) -> date:
    """The calendar day of a moment in China."""
    return moment.astimezone(_CHINA).date()


def arrival(case: Case, notice: Notice) -> Arrival | None:
    """The earliest arrival of a notice; ``None`` where none is proved."""
    found: list[Arrival] = []
    for event in case.delivery_events:
        if event.notice != notice.number or event.result_at is None:
            continue
        day = china_day(event.result_at)
        if event.result in _ARRIVED:
            found.append(Arrival(notice, day, True, event))
        elif _should_have(event):
            found.append(Arrival(notice, day, False, event))
    return min(found, key=lambda each: each.on, default=None)


def _should_have(event: DeliveryEvent) -> bool:
    """Refused or not collected, at an agreed or confirmed address."""
    if not any(word in event.address_basis for word in _AGREED):
        return False
    if event.result == "拒收":
        return True
    reason = event.reason or ""
    return event.result == "退回" and any(word in reason for word in _NOT_COLLECTED)


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
    for notice in notices_of(case, "acceleration-notice", contract_no):
        found = arrival(case, notice)
        if found is None:
            continue
        works = max(found.on, notice.accelerated_on or found.on)
        if works <= as_of:
            return Arrival(notice, works, found.actual, found.event)
    return None
