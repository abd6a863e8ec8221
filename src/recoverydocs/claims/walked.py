"""A case's loans walked to a day: their ledgers, the costs, what payments left of them.

``assess.py`` makes figures of it, ``working`` the table that shows how they came about.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import accelerated_on, declared_on
from recoverydocs.claims.ceilings import split_day
from recoverydocs.claims.contract_terms import Read, matured_on, read_terms
from recoverydocs.claims.costs import dated_costs
from recoverydocs.claims.covered import covered
from recoverydocs.claims.entries import CostPool
from recoverydocs.claims.ledger import Ledger
from recoverydocs.claims.repayments import over_waived, received, unallocated, waivers
from recoverydocs.claims.stops import interest_stops
from recoverydocs.claims.walking import walk
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import Contract
    from recoverydocs.claims.figure import Figure
    from recoverydocs.claims.terms import Payment, Waiver
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook


@dataclass(frozen=True, slots=True)
class Walked:
    """One contract on a day.

    Attributes:
        contract_no: the contract.
        accelerated: the day on which everything fell due before its time, by notice or by
            insolvency; ``None`` if it did not.
        stops_on: the day from which nothing accrues; ``None`` for none.
        numbers: of the disbursements made by that day.
        reads: their terms, in the same order.
        ledgers: their ledgers on the day, in the same order; none where the terms of one of
            them are incomplete.
        costs: each cost that its clause lets us claim, whole.
        left: the same with what payments took off them.
        findings: what the repayments, the waivers and insolvency call for.
    """

    contract_no: str
    accelerated: date | None
    stops_on: date | None
    numbers: tuple[str, ...]
    reads: tuple[Read, ...]
    ledgers: tuple[Ledger, ...]
    costs: tuple[Figure, ...]
    left: tuple[Figure, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Started:
    """One contract before its first payment."""

    walked: Walked
    pool: CostPool
    events: list[tuple[tuple[Ledger, ...], Payment | Waiver]] = field(default_factory=list)


def walk_case(case: Case, law: LawBook, as_of: date) -> tuple[Walked, ...]:
    """Every contract of the case, with every payment received by the day."""
    started = [_start(case, contract, law, as_of) for contract in case.contracts]
    events = [event for each in started for event in each.events]
    ledgers = tuple(ledger for each in started for ledger in each.walked.ledgers)
    findings: tuple[Finding, ...] = ()
    if case.repayments:
        paid, findings = received(case.repayments, case.case_id, law, as_of)
        if all(each.walked.ledgers for each in started):
            events += [(ledgers, each.payment) for each in paid]
        else:
            numbers = (each.walked.contract_no for each in started)
            open_ = (unallocated(number, law, as_of) for number in numbers)
            findings = (*findings, *open_)
    over = walk(ledgers, events, as_of)
    found = [_ended(each, over, law, as_of) for each in started]
    if found and findings:
        found[0] = replace(found[0], findings=(*found[0].findings, *findings))
    return tuple(found)


def walk_contract(case: Case, contract: Contract, law: LawBook, as_of: date) -> Walked:
    """One contract of the case on the day."""
    if case.repayments:
        place = case.contracts.index(contract)
        return walk_case(case, law, as_of)[place]
    started = _start(case, contract, law, as_of)
    over = walk(started.walked.ledgers, started.events, as_of)
    return _ended(started, over, law, as_of)


def _start(case: Case, contract: Contract, law: LawBook, as_of: date) -> _Started:
    number = contract.contract_no
    arrived = accelerated_on(case, number, as_of)
    called_in = [arrived.on if arrived is not None else None, declared_on(case, number, as_of)]
    accelerated = min((day for day in called_in if day is not None), default=None)
    stops_on, findings = interest_stops(case, contract, law, as_of)
    made = [each for each in contract.disbursements if each.on <= as_of]
    reads = tuple(
        read_terms(contract, each, law, as_of, accelerated, stops_on) for each in made
    )
    dated = dated_costs(case, number, as_of)
    costs = tuple(figure for _, figure in dated)
    pool = CostPool([(day, figure.amount.fen) for day, figure in dated])
    ledgers: tuple[Ledger, ...] = ()
    if all(read.terms is not None for read in reads):
        split = split_day(case, contract, law)
        share = covered(case, number) if len(reads) > 1 or case.repayments else Money(0)
        ledgers = tuple(
            Ledger(replace(read.terms, covered=share, marks_on=split), pool)
            for read in reads
            if read.terms is not None
        )
    paid, said = received(contract.repayments, number, law, as_of)
    given_up, said_of_waivers = waivers(case, number, law, as_of)
    numbers = tuple(each.disb_no for each in made)
    early = [day for day in (accelerated, stops_on) if day is not None]
    if accelerated is None and stops_on is not None and stops_on >= matured_on(contract):
        early = []
    walked = Walked(
        number,
        min(early, default=None),
        stops_on,
        numbers,
        reads,
        ledgers,
        costs,
        costs,
        (*findings, *said, *said_of_waivers),
    )
    started = _Started(walked, pool)
    if ledgers:
        place = dict(zip(numbers, ledgers, strict=True))
        for each in paid:
            on = (place[each.disb_no],) if each.disb_no in place else ledgers
            started.events.append((on, each.payment))
        started.events += [(ledgers, waiver) for waiver in given_up]
    return started


def _ended(
    started: _Started, over: Sequence[tuple[Waiver, Money]], law: LawBook, as_of: date
) -> Walked:
    walked = started.walked
    mine = [event for _, event in started.events]
    said = tuple(
        over_waived(walked.contract_no, waiver, left, law, as_of)
        for waiver, left in over
        if any(event is waiver for event in mine)
    )
    left = _left(walked.costs, started.pool)
    return replace(walked, left=left, findings=(*walked.findings, *said))


def _left(costs: Sequence[Figure], pool: CostPool) -> tuple[Figure, ...]:
    """The costs with what payments have taken off them."""
    left: list[Figure] = []
    for place, (figure, (_, fen)) in enumerate(zip(costs, pool.left, strict=True)):
        waived = Money(pool.waived.get(place, 0))
        paid = figure.amount - Money(fen) - waived
        if paid or waived:
            parts = tuple(replace(part, paid=paid, waived=waived) for part in figure.parts)
            left.append(replace(figure, amount=Money(fen), parts=parts))
        else:
            left.append(figure)
    return tuple(left)
