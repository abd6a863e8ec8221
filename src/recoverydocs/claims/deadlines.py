"""诉讼时效 of each contract, and what follows it: the period to use a mortgage.

Guarantee periods stand in ``guarantees.py``; preservation, enforcement and procedures in the
modules of their names. Source: 民法典 188, 189, 194, 419; 担保制度解释 44; table ``periods``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.claim import Deadline, PeriodEvent
from recoverydocs.claims.contract_terms import matured_on
from recoverydocs.claims.limitation import EVENT_NAMES, limitation
from recoverydocs.claims.limitation_events import belongs, limitation_events, pending_since
from recoverydocs.claims.suspension import obstacle_events, suspending
from recoverydocs.law.periods import in_months, period_months, statutory_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import Contract
    from recoverydocs.cases.events import Instrument
    from recoverydocs.claims.claim import ContractClaim
    from recoverydocs.claims.limitation import Limitation, LimitationEvent
    from recoverydocs.law import LawBook

_DECIDES = frozenset({"判决", "调解", "裁决", "支付令"})
_MORTGAGES = frozenset({"不动产抵押", "动产抵押"})
_OWED = frozenset(
    {"principal_due", "principal_not_due", "interest", "penalty_interest", "compound_interest"}
)
_PAYMENTS = frozenset({"partial-payment", "account-deduction"})


def contract_deadline(
    case: Case, contract: Contract, claim: ContractClaim, law: LawBook, as_of: date
) -> Deadline:
    """诉讼时效 of one contract: from acceleration, else from the last due day (民法典 189).

    Each disbursement under a line is a debt of its own: the row is that of the first to fall
    due of those still owed.

    Twenty years from that day it ends whatever restarted it (民法典 188(2)). An effective
    judgment puts the period to apply for enforcement in its place, and while a procedure is
    pending it does not run out.
    """
    starts = debt_due_on(contract, claim)
    events = limitation_events(case, contract, as_of)
    obstacles = suspending(contract, as_of)
    found = limitation(law, starts, events=events, obstacles=obstacles, as_of=as_of)
    raw, last, lines = _within_twenty_years(law, starts, found)
    proof = found.restarted_by.proof if found.restarted_by else ""
    if proof:
        lines = (*lines, f"最近一次中断的证据：{proof}")
    state = "expired" if as_of > (last or raw) else "running"
    pending = _is_pending(case, contract, events, found)
    instrument = deciding_instrument(case, contract.contract_no, as_of)
    if instrument is not None:
        state, pending = "done", False
        lines = (*lines, f"已有生效的{instrument.kind} {instrument.no}，改按申请执行期间")
    elif pending:
        state = "kept" if state == "expired" else state
        lines = (
            *lines,
            "诉讼、仲裁没有终结的记录：诉讼时效自程序终结时起重新计算，请核对程序是否仍在进行",
        )
    return Deadline(
        "limitation",
        "诉讼时效届满日",
        contract.contract_no,
        raw,
        last,
        min(raw, last or raw),
        state,
        law.cite(limitation_article(contract), max(as_of, law.begins("civil-code"))),
        lines,
        starts,
        contract.contract_no,
        events=tuple(
            sorted(
                (
                    *period_events(events, found, starts),
                    *obstacle_events(contract, found, as_of),
                ),
                key=lambda each: each.on,
            )
        ),
        in_procedure=pending,
        unsuspended_day=_unsuspended(law, starts, events, found, as_of),
    )


def _unsuspended(
    law: LawBook,
    starts: date,
    events: Sequence[LimitationEvent],
    found: Limitation,
    as_of: date,
) -> date | None:
    """The counted end as if no obstacle had been; ``None`` where none pushed it."""
    if not found.suspended:
        return None
    return limitation(law, starts, events=events, as_of=as_of).raw_last_day


def debt_due_on(contract: Contract, claim: ContractClaim) -> date:
    """The day the debt fell due for good: accelerated, else the first loan still owed."""
    owed = {
        number
        for number, figures in claim.loans
        if any(each.name in _OWED and each.amount.fen > 0 for each in figures)
    }
    ends = [
        matured_on(contract, each)
        for each in contract.disbursements
        if each.disb_no in owed or not owed
    ]
    last = min(ends, default=claim.matured_on)
    return min(claim.accelerated_on or last, last)


def limitation_article(contract: Contract) -> str:
    """The key of what a contract's limitation rests on: one debt in instalments or not."""
    return "civil-code:a189" if contract.instalments else "civil-code:a188-general"


def _within_twenty_years(
    law: LawBook, starts: date, found: Limitation
) -> tuple[date, date | None, tuple[str, ...]]:
    longest = statutory_period(law, "limitation-longest", starts)
    if found.raw_last_day <= longest.raw_last_day:
        return found.raw_last_day, found.last_day, found.working
    length = in_months(period_months(law, "limitation-longest", starts))
    line = f"最长{length}的保护期间自 {starts} 起算，至 {longest.raw_last_day}，不中止、不中断"
    return longest.raw_last_day, longest.last_day, (*found.working, line)


def _is_pending(
    case: Case, contract: Contract, events: Sequence[LimitationEvent], found: Limitation
) -> bool:
    """Whether a filing made in time has a procedure that the case does not say to be over."""
    return any(
        moved and pending_since(case, contract, event)
        for event, moved in zip(events, found.interruptions, strict=True)
    )


def deciding_instrument(case: Case, contract_no: str, as_of: date) -> Instrument | None:
    """An effective judgment, award or the like on the debt; none where it is not plain."""
    if not belongs(case, contract_no, None):
        return None
    for instrument in case.instruments:
        if instrument.kind in _DECIDES and instrument.effective_on <= as_of:
            return instrument
    return None


def period_events(
    events: Sequence[LimitationEvent], found: Limitation, starts: date
) -> Iterator[PeriodEvent]:
    """The events with what each did; payments before the period began are left out."""
    for event, moved, answer in zip(events, found.interruptions, found.answers, strict=True):
        early = event.on <= starts
        if early and event.type in _PAYMENTS:
            continue
        said = "期间尚未起算" if early and not moved and not event.flaw else answer
        yield PeriodEvent(
            event.on, EVENT_NAMES[event.type], event.proof, moved, said.lstrip("，")
        )


def mortgage_deadlines(
    case: Case, found: Sequence[Deadline], law: LawBook, as_of: date
) -> Iterator[Deadline]:
    """抵押权: as long as limitation of the debt, after judgment as long as enforcement."""
    limits = {each.contract_no: each for each in found if each.name == "limitation"}
    enforcement = {each.subject: each for each in found if each.name == "enforcement"}
    day = max(as_of, law.begins("civil-code"))
    for security in case.securities:
        lone = case.contracts[0].contract_no if len(case.contracts) == 1 else ""
        number = security.contract_no or lone
        limit = limits.get(number)
        if security.kind not in _MORTGAGES or limit is None:
            continue
        keys = ["civil-code:a419"]
        instrument = deciding_instrument(case, number, as_of)
        if instrument is not None and instrument.no in enforcement:
            limit = enforcement[instrument.no]
            keys.append("security-interpretation:mortgage-limitation")
        yield Deadline(
            "mortgage-exercise",
            "抵押权行使期间届满日",
            security.sec_no,
            limit.raw_last_day,
            limit.last_day,
            limit.safe_day,
            limit.state,
            "、".join(law.cite(key, day) for key in keys),
            (f"同{limit.label}（{limit.subject}）",),
            limit.starts_on,
            number,
        )
