"""保证债务诉讼时效: of a joint guarantor from the demand, of a general one from enforcement.

Source: 民法典 694; 担保制度解释 28. It runs only once the guarantee was kept in its period.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.claim import Deadline
from recoverydocs.claims.deadlines import deciding_instrument, period_events
from recoverydocs.claims.limitation import LimitationEvent, limitation
from recoverydocs.claims.limitation_events import belongs
from recoverydocs.law.periods import add_months, in_months, period_months

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.security import Guarantee
    from recoverydocs.claims.guarantee_acts import GuaranteeAct
    from recoverydocs.law import LawBook

_STOPPED = frozenset({"终结", "终结本次执行"})


def guarantor_limitation(  # noqa: PLR0913, PLR0917 - the facts of one guarantee
    case: Case,
    guarantee: Guarantee,
    period: Deadline,
    acts: Sequence[GuaranteeAct],
    kept: GuaranteeAct | None,
    law: LawBook,
    as_of: date,
) -> Iterator[Deadline]:
    """The row of the guarantor's own limitation; none while it has not begun."""
    if kept is None:
        return
    joint = period.rule.endswith("-joint")
    starts, line = (
        (kept.on, "") if joint else _defence_ended(case, period.contract_no, law, as_of)
    )
    if starts is None:
        return
    events = [_event(act) for act in acts if joint and act is not kept and act.on > starts]
    found = limitation(law, starts, events=events, as_of=as_of)
    sued = [act for act in acts if act.filed and guarantee.guarantor in act.filed.against]
    in_time = {e.on for e, moved in zip(events, found.interruptions, strict=True) if moved}
    pending = any(
        act.filed and act.filed.ended is None and (act is kept or act.on in in_time)
        for act in sued
    )
    state = "expired" if found.expired else "running"
    if sued and deciding_instrument(case, period.contract_no, as_of) is not None:
        state, pending = "done", False
    elif pending and state == "expired":
        state = "kept"
    keys = ["civil-code:a694-joint"]
    if not joint:
        keys = [
            "civil-code:a694-general",
            "security-interpretation:general-enforcement-limitation",
        ]
    day = max(as_of, law.begins("civil-code"))
    yield Deadline(
        "guarantor-limitation",
        "保证债务诉讼时效届满日",
        guarantee.guarantee_no,
        found.raw_last_day,
        found.last_day,
        found.safe_day,
        state,
        "、".join(law.cite(key, day) for key in keys),
        tuple(each for each in (line, *found.working[1:], found.note) if each),
        starts,
        period.contract_no,
        events=tuple(period_events(events, found, starts)),
        in_procedure=pending,
    )


def _event(act: GuaranteeAct) -> LimitationEvent:
    """A later act as an event of limitation; one that nothing proves does not count."""
    kind = "demand-arrived"
    if act.filed is not None:
        kind = "suit" if hasattr(act.filed, "court") else "arbitration"
    flaw = act.flaw or ("" if act.proof else "只有登记日期，没有送达记录")
    ended = act.filed.ended if act.filed is not None else None
    return LimitationEvent(act.on, kind, ended.on if ended else None, act.proof, flaw)


def _defence_ended(
    case: Case, contract_no: str, law: LawBook, as_of: date
) -> tuple[date | None, str]:
    """When a general guarantor may no longer refuse: enforcement stopped, or lasted long."""
    found: list[tuple[date, str]] = []
    for suit in case.court_cases:
        if suit.kind != "执行" or not belongs(case, contract_no, suit.contract_no):
            continue
        ended = suit.ended
        if ended is not None and ended.how in _STOPPED and ended.received_on is not None:
            found.append((ended.received_on, f"{ended.how}裁定 {ended.received_on} 送达"))
        months = period_months(law, "guarantee-enforcement-wait", suit.filed_on)
        waited = add_months(suit.filed_on, months)
        found.append((waited, f"法院收到申请执行书满{in_months(months)}：{waited}"))
    begun = [each for each in found if each[0] <= as_of]
    return min(begun, default=(None, ""), key=lambda each: each[0])
