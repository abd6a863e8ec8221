"""财产保全: until when a measure holds, when to ask for more, what must follow it.

Source: 民诉法 104(3); 民诉法解释 163, 485; 财产保全规定 17, 18; table ``periods``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.plain_deadlines import done, fixed_end, number_of, plain_deadline
from recoverydocs.claims.reckoned import PRESERVATION_TERM
from recoverydocs.errors import mask_numbers
from recoverydocs.law.periods import statutory_period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.events import CourtCase, Instrument, Preservation
    from recoverydocs.claims.claim import Deadline, PeriodEvent
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

_PRE_SUIT = "诉前保全"
_PRE_ENFORCEMENT = "执行前保全"
_ENFORCEMENT = frozenset({"执行", "恢复执行"})
_TERMS = {"存款": "freeze-deposit", "车辆": "freeze-movable", "设备": "freeze-movable"}
_LONGEST_TERM = "freeze-land"


def preservation_deadlines(case: Case, law: LawBook, as_of: date) -> Iterator[Deadline]:
    """The rows of every measure, and of what must follow one taken before suit."""
    for suit in case.court_cases:
        for measure in suit.preservations:
            yield from _measure(case, suit, measure, law, as_of)
        if suit.kind == _PRE_SUIT and suit.preservations:
            yield _then_sue(case, suit, law, as_of)
        if suit.kind == _PRE_ENFORCEMENT:
            yield from _then_enforce(case, suit, law, as_of)


def holds_until(case: Case, measure: Preservation, law: LawBook) -> date:
    """The day a measure ends: as the court said, at most after the term of 解释 485."""
    types = {asset.asset_id: asset.type for asset in case.assets}
    period = _TERMS.get(types.get(measure.asset, "其他"), _LONGEST_TERM)
    return min(measure.until, statutory_period(law, period, measure.from_).raw_last_day)


def preservation_findings(case: Case, law: LawBook, as_of: date) -> Iterator[Finding]:
    """Measures whose stated end lies beyond the longest term."""
    for suit in case.court_cases:
        for measure in suit.preservations:
            longest = holds_until(case, measure, law)
            if longest < measure.until:
                what = f"{mask_numbers(measure.asset)}的{measure.measure}"
                yield PRESERVATION_TERM.found(
                    law,
                    as_of,
                    suit.case_no or suit.court,
                    f"{what}期限填至 {measure.until}，超过最长期限，按 {longest} 安排续行",
                    field=("preservations", "保全措施"),
                )


def _measure(
    case: Case, suit: CourtCase, measure: Preservation, law: LawBook, as_of: date
) -> Iterator[Deadline]:
    until = holds_until(case, measure, law)
    number = number_of(case, suit.contract_no)
    renewed = _renewal(case, measure)
    yield plain_deadline(
        "preservation",
        "保全到期日",
        mask_numbers(measure.asset),
        fixed_end(until),
        law.cite("cpl-interpretation:freeze-terms", as_of),
        as_of,
        starts_on=measure.from_,
        contract_no=number,
        done_by=renewed,
        line=f"{suit.court}{measure.measure}" + (f"，{suit.case_no}" if suit.case_no else ""),
    )
    yield plain_deadline(
        "preservation-renewal",
        "申请续行保全期限",
        mask_numbers(measure.asset),
        statutory_period(law, "preservation-renewal", until),
        law.cite("preservation-provisions:renewal", as_of),
        as_of,
        starts_on=measure.from_,
        contract_no=number,
        done_by=renewed,
        line=f"保全于 {until} 届满，须在届满以前申请",
    )


def _renewal(case: Case, measure: Preservation) -> PeriodEvent | None:
    """A later measure on the same property takes the place of the earlier one."""
    later = [
        (other, suit)
        for suit in case.court_cases
        for other in suit.preservations
        if other.asset == measure.asset
        and other.until > measure.until
        and measure.from_ <= other.from_ <= measure.until
    ]
    if not later:
        return None
    other, suit = max(later, key=lambda each: each[0].until)
    proof = f"{suit.case_no or suit.court}，续至 {other.until}"
    return done(measure.from_, "续行保全", proof)


def _then_sue(case: Case, suit: CourtCase, law: LawBook, as_of: date) -> Deadline:
    """Thirty days from the first measure to the suit or the arbitration."""
    first = min(measure.from_ for measure in suit.preservations)
    number = number_of(case, suit.contract_no)
    filed = [
        done(each.filed_on, "起诉", each.case_no or each.court)
        for each in case.court_cases
        if each.kind == "一审" and number_of(case, each.contract_no) == number
    ]
    filed += [
        done(each.filed_on, "申请仲裁", each.case_no or each.institution)
        for each in case.arb_cases
        if number_of(case, each.contract_no) == number
    ]
    return plain_deadline(
        "preservation-then-sue",
        "保全后起诉或申请仲裁期限",
        suit.case_no or suit.court,
        statutory_period(law, "preservation-then-sue", first),
        law.cite("cpl:preservation-pre-suit-term", as_of),
        as_of,
        starts_on=first,
        contract_no=number,
        done_by=min(
            (each for each in filed if each.on <= as_of), key=lambda act: act.on, default=None
        ),
    )


def _then_enforce(case: Case, suit: CourtCase, law: LawBook, as_of: date) -> Iterator[Deadline]:
    """Five days from the end of the period for performance to the enforcement."""
    instrument = instrument_of(case, suit)
    if instrument is None:
        return
    starts = instrument.perform_by or instrument.effective_on
    filed = [
        done(each.filed_on, "申请执行", each.case_no or each.court)
        for each in enforcements_of(case, instrument, as_of)
    ]
    yield plain_deadline(
        "preservation-pre-enforcement",
        "执行前保全后申请执行期限",
        suit.case_no or suit.court,
        statutory_period(law, "preservation-pre-enforcement", starts),
        law.cite("cpl-interpretation:pre-enforcement-preservation", as_of),
        as_of,
        starts_on=starts,
        contract_no=number_of(case, suit.contract_no),
        done_by=min(filed, key=lambda act: act.on, default=None),
    )


def instrument_of(case: Case, suit: CourtCase) -> Instrument | None:
    """The instrument that a procedure enforces: the one that it names, else the only one."""
    if suit.instrument_no is None:
        return case.instruments[0] if len(case.instruments) == 1 else None
    found = [each for each in case.instruments if each.no == suit.instrument_no]
    return found[0] if found else None


def enforcements_of(case: Case, instrument: Instrument, as_of: date) -> tuple[CourtCase, ...]:
    """The applications for enforcement of an instrument that were filed by the day."""
    return tuple(
        suit
        for suit in case.court_cases
        if suit.kind in _ENFORCEMENT
        and suit.filed_on <= as_of
        and instrument_of(case, suit) is instrument
    )
