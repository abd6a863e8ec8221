"""A deadline that one event starts and nothing interrupts: from a period's end to its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.claim import Deadline, PeriodEvent
from recoverydocs.law.periods import PeriodEnd

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.cases import Case


def plain_deadline(  # noqa: PLR0913, PLR0917 - one row of the ledger
    name: str,
    label: str,
    subject: str,
    end: PeriodEnd,
    article: str,
    as_of: date,
    *,
    starts_on: date | None = None,
    contract_no: str = "",
    done_by: PeriodEvent | None = None,
    line: str = "",
) -> Deadline:
    """The row of a period, done where the act that it asks for was done in it.

    Args:
        name: which deadline.
        label: its words.
        subject: what it concerns.
        end: the period's end.
        article: what it rests on.
        as_of: the day of looking.
        starts_on: the day of the event that started it.
        contract_no: the loan contract.
        done_by: the act that the period asks for; late, it is listed and changes nothing.
        line: what a reader must know besides.
    """
    limit = end.last_day or end.raw_last_day
    in_time = done_by is not None and done_by.on <= limit
    state = "done" if in_time else "expired" if as_of > limit else "running"
    rolled = f"未顺延 {end.raw_last_day}，届满 {limit}" if end.rolled else f"届满 {limit}"
    events: tuple[PeriodEvent, ...] = ()
    if done_by is not None:
        answer = "在期限内办理" if in_time else "已逾期限"
        events = (PeriodEvent(done_by.on, done_by.label, done_by.proof, in_time, answer),)
    return Deadline(
        name,
        label,
        subject,
        end.raw_last_day,
        end.last_day,
        end.safe_day,
        state,
        article,
        tuple(each for each in (rolled, line, end.note) if each),
        starts_on,
        contract_no,
        events=events,
    )


def fixed_end(day: date) -> PeriodEnd:
    """The end of a period that a court or contract names by its day."""
    return PeriodEnd(day, day, rolled=False, article="", calendar_published=True)


def done(on: date, label: str, proof: str) -> PeriodEvent:
    """An act that a period asks for; whether it was in time is for ``plain_deadline``."""
    return PeriodEvent(on, label, proof, counted=True, answer="")


def number_of(case: Case, named: str | None) -> str:
    """The contract that a row names, else the only one of the case; empty for none."""
    if named is not None:
        return named
    return case.contracts[0].contract_no if len(case.contracts) == 1 else ""
