"""Every day by which something must have happened, with what it rests on.

Guarantee periods stand in ``guarantees.py``. Source: 民法典 188, 189; 民诉法 104, 250 by the
day; 财产保全规定 18; table ``periods``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from recoverydocs.claims.claim import Deadline
from recoverydocs.claims.limitation import limitation
from recoverydocs.claims.limitation_events import limitation_events
from recoverydocs.law.periods import PeriodEnd, statutory_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import Contract
    from recoverydocs.cases.events import Instrument
    from recoverydocs.claims.claim import ContractClaim
    from recoverydocs.law import LawBook

_CIVIL_CODE = date(2021, 1, 1)
_PRE_SUIT = "诉前保全"


def contract_deadline(
    case: Case, contract: Contract, claim: ContractClaim, law: LawBook, as_of: date
) -> Deadline:
    """诉讼时效 of one contract: from acceleration, else from the last due day (民法典 189)."""
    starts = min(claim.accelerated_on or claim.matured_on, claim.matured_on)
    events = limitation_events(case, contract, as_of)
    found = limitation(law, starts, events=events, as_of=as_of)
    proof = found.restarted_by.proof if found.restarted_by else ""
    lines = (*found.working, f"最近一次中断的证据：{proof}") if proof else found.working
    return Deadline(
        "limitation",
        "诉讼时效届满日",
        contract.contract_no,
        found.raw_last_day,
        found.last_day,
        found.safe_day,
        "expired" if found.expired else "running",
        law.cite(limitation_article(contract), max(as_of, _CIVIL_CODE)),
        lines,
    )


def limitation_article(contract: Contract) -> str:
    """The key of what a contract's limitation rests on: one debt in instalments or not."""
    return "civil-code:a189" if contract.instalments else "civil-code:a188-general"


def filing_deadlines(case: Case, law: LawBook, as_of: date) -> Iterator[Deadline]:
    """Preservation measures, their renewal, the suit that must follow, and enforcement."""
    for suit in case.court_cases:
        for measure in suit.preservations:
            until = measure.until
            end = PeriodEnd(until, until, rolled=False, article="", calendar_published=True)
            yield _deadline(
                "preservation",
                "保全到期日",
                measure.asset,
                end,
                law.cite("cpl-interpretation:freeze-terms", as_of),
                as_of,
            )
            renewal = statutory_period(law, "preservation-renewal", measure.until)
            yield _deadline(
                "preservation-renewal",
                "申请续行保全期限",
                measure.asset,
                renewal,
                law.cite("preservation-provisions:renewal", as_of),
                as_of,
            )
        if suit.kind == _PRE_SUIT and suit.preservations:
            first = min(measure.from_ for measure in suit.preservations)
            follow = statutory_period(law, "preservation-then-sue", first)
            yield _deadline(
                "preservation-then-sue",
                "保全后起诉或申请仲裁期限",
                suit.case_no or suit.court,
                follow,
                law.cite("cpl:preservation-pre-suit-term", as_of),
                as_of,
            )
    for instrument in case.instruments:
        yield _enforcement(instrument, law, as_of)


def _enforcement(instrument: Instrument, law: LawBook, as_of: date) -> Deadline:
    """Two years from the last day for performance, else from the day of effect."""
    starts = instrument.perform_by or instrument.effective_on
    found = limitation(law, starts, kind="enforcement", as_of=as_of)
    return Deadline(
        "enforcement",
        "申请执行期限届满日",
        instrument.no,
        found.raw_last_day,
        found.last_day,
        found.safe_day,
        "expired" if found.expired else "running",
        law.cite("cpl:enforcement-period", as_of),
        found.working,
    )


def _deadline(  # noqa: PLR0913, PLR0917 - one row of the work list
    name: str, label: str, subject: str, end: PeriodEnd, article: str, as_of: date
) -> Deadline:
    limit = end.last_day or end.raw_last_day
    lines = (f"未顺延 {end.raw_last_day}，届满 {limit}",) if end.rolled else (f"届满 {limit}",)
    return Deadline(
        name,
        label,
        subject,
        end.raw_last_day,
        end.last_day,
        end.safe_day,
        "expired" if as_of > limit else "running",
        article,
        (*lines, end.note) if end.note else lines,
    )
