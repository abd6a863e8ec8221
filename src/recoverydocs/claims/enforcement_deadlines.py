"""申请执行期间: two years, what interrupted them, and each instalment of a notarised deed.

Source: 民诉法 250 (2021: 246, 2017: 239); 执行程序解释 20; 公证债权文书执行规定 9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.claim import Deadline
from recoverydocs.claims.deadlines import period_events
from recoverydocs.claims.limitation import Limitation, LimitationEvent, limitation
from recoverydocs.claims.limitation_events import belongs, limitation_events
from recoverydocs.claims.plain_deadlines import number_of
from recoverydocs.claims.preservation_deadlines import enforcements_of
from recoverydocs.claims.suspension import obstacle_events, suspending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.events import Instrument
    from recoverydocs.law import LawBook

_DEED = "公证债权文书"
_COUNTS = frozenset(
    {
        "demand-arrived",
        "demand-sent",
        "partial-payment",
        "account-deduction",
        "promise",
        "debtor-signed-notice",
    }
)
"""Of a contract's events, what bears on enforcement: a demand or the debtor's consent."""


def enforcement_deadlines(case: Case, law: LawBook, as_of: date) -> Iterator[Deadline]:
    """The period to apply for enforcement of every effective instrument."""
    for instrument in case.instruments:
        if instrument.effective_on <= as_of:
            yield _row(case, instrument, law, as_of)


def _row(case: Case, instrument: Instrument, law: LawBook, as_of: date) -> Deadline:
    starts = instrument.perform_by or instrument.effective_on
    events = tuple(sorted(_events(case, instrument, as_of), key=lambda event: event.on))
    lone = belongs(case, case.contracts[0].contract_no, None)
    obstacles = suspending(case.contracts[0], as_of) if lone else ()

    def run(start: date) -> Limitation:
        return limitation(
            law, start, kind="enforcement", events=events, obstacles=obstacles, as_of=as_of
        )

    found = run(starts)
    keys = ["cpl:enforcement-period"]
    lines: tuple[str, ...] = ()
    if instrument.kind == _DEED:
        keys.append("notarised-enforcement:period")
        starts, found, lines = _each_instalment(case, instrument, run, found)
    applied = any(
        moved and event.type == "enforcement-application" and "执行证书" not in event.proof
        for event, moved in zip(events, found.interruptions, strict=True)
    )
    return Deadline(
        "enforcement",
        "申请执行期限届满日",
        instrument.no,
        found.raw_last_day,
        found.last_day,
        found.safe_day,
        "done" if applied else "expired" if found.expired else "running",
        "、".join(law.cite(key, as_of) for key in keys),
        (*found.working, *lines),
        starts,
        number_of(case, None),
        events=tuple(
            sorted(
                (
                    *period_events(events, found, starts),
                    *(obstacle_events(case.contracts[0], found, as_of) if lone else ()),
                ),
                key=lambda each: each.on,
            )
        ),
    )


def _events(case: Case, instrument: Instrument, as_of: date) -> Iterator[LimitationEvent]:
    for suit in enforcements_of(case, instrument, as_of):
        proof = suit.case_no or suit.court
        yield LimitationEvent(suit.filed_on, "enforcement-application", proof=proof)
    certificate = instrument.exec_certificate
    if certificate is not None:
        # 公证债权文书执行规定 9(2): the application for it interrupts, not the paper itself.
        asked = certificate.applied_on
        flaw = "" if asked else "没有写明申请出具执行证书的日期"
        proof = f"申请出具执行证书，{certificate.no}"
        day = asked or certificate.on
        yield LimitationEvent(day, "enforcement-application", proof=proof, flaw=flaw)
    if belongs(case, case.contracts[0].contract_no, None):
        for event in limitation_events(case, case.contracts[0], as_of):
            if event.type in _COUNTS and event.on >= instrument.effective_on:
                yield event


def _each_instalment(
    case: Case, instrument: Instrument, run: Callable[[date], Limitation], whole: Limitation
) -> tuple[date, Limitation, tuple[str, ...]]:
    """The instalment whose two years end next: of a deed each runs by itself."""
    dues = _dues(case, instrument)
    if not dues:
        return instrument.perform_by or instrument.effective_on, whole, ()
    ends = [(due, run(due)) for due in dues]
    over = [due for due, found in ends if found.expired]
    due, found = ends[min(len(over), len(ends) - 1)]
    which = "各期均已届满，本行为最后一期" if len(over) == len(ends) else "本行为最先届满的一期"
    line = f"分期履行，每期分别起算；{which}（应还日 {due}），已届满 {len(over)} 期"
    return due, found, (line,)


def _dues(case: Case, instrument: Instrument) -> list[date]:
    """The due days that a deed covers: of its agreement's plan, else of the only contract."""
    for agreement in case.agreements:
        deed = agreement.notarised
        if deed is not None and deed.no == instrument.no and agreement.plan:
            return [row.due_on for row in agreement.plan]
    if len(case.contracts) != 1:
        return []
    return sorted({row.due_on for row in case.contracts[0].instalments})
