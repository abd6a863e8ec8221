"""A case assessed on a day: what is owed, until when it can be claimed, what comes next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoverydocs.claims.cautions import cautions
from recoverydocs.claims.ceilings import ceiling_findings
from recoverydocs.claims.claim import Claim, ContractClaim, Deadline
from recoverydocs.claims.contract_terms import matured_on
from recoverydocs.claims.costs import cost_findings, dated_costs
from recoverydocs.claims.cutoff import check_cutoff, refused
from recoverydocs.claims.deadlines import contract_deadline, mortgage_deadlines
from recoverydocs.claims.enforcement_deadlines import enforcement_deadlines
from recoverydocs.claims.gates.registry import case_findings
from recoverydocs.claims.guarantees import guarantee_states
from recoverydocs.claims.instruments import instrument_claims
from recoverydocs.claims.loan_figures import (
    contract_figures,
    loan_figures,
    onward_of,
    stated_costs,
    stated_figures,
)
from recoverydocs.claims.plan_cautions import plan_cautions
from recoverydocs.claims.preservation_deadlines import (
    preservation_deadlines,
    preservation_findings,
)
from recoverydocs.claims.procedure_deadlines import objection_deadlines, procedure_deadlines
from recoverydocs.claims.reckoned import DOCS, LAW_TABLE
from recoverydocs.claims.stated import balances_on, compare, differs, has_history, sum_findings
from recoverydocs.claims.steps import next_steps
from recoverydocs.claims.tables_asked import own_table_findings
from recoverydocs.claims.walked import walk_case
from recoverydocs.errors import LawTableError, Severity
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import Contract, CoreBalance
    from recoverydocs.claims.claim import InstrumentClaim, Onward, Stated
    from recoverydocs.claims.entries import Allocated
    from recoverydocs.claims.figure import Figure
    from recoverydocs.claims.ledger import Ledger
    from recoverydocs.claims.walked import Walked
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook


def assess(case: Case, law: LawBook, as_of: date, wanted: Sequence[str] | None = None) -> Claim:
    """What is owed on the day, with working; deadlines; findings; next steps.

    Args:
        case: the case as read.
        law: the law book to ask.
        as_of: the cut-off day: days up to it are counted, itself not (算头不算尾).
        wanted: names of figures to keep; ``None`` keeps all. The total is always that of all.

    Raises:
        DataRefusedError: a cut-off day past all reckoning.
        LawTableError: a dated table has no answer; its finding says what to add and where.
    """
    check_cutoff(case, law, as_of)
    try:
        return _assess(case, law, as_of, wanted)
    except LawTableError as gap:
        raise refused(case, gap) from gap


def _assess(case: Case, law: LawBook, as_of: date, wanted: Sequence[str] | None) -> Claim:
    findings: list[Finding] = []
    deadlines: list[Deadline] = []
    contracts: list[ContractClaim] = []
    instruments: tuple[InstrumentClaim, ...] = ()
    for contract, walked in zip(case.contracts, walk_case(case, law, as_of), strict=True):
        claim, said = _assess_contract(contract, walked, law, as_of)
        findings += said
        if claim.status == "reckoned":
            findings += ceiling_findings(case, contract, walked.ledgers, law, as_of)
            findings += plan_cautions(case, contract, walked.ledgers, law, as_of)
        contracts.append(claim)
        deadlines.append(contract_deadline(case, contract, claim, law, as_of))
    kept = tuple(contracts)
    states, guarantee_deadlines, said_of_guarantees = guarantee_states(case, kept, law, as_of)
    deadlines += guarantee_deadlines
    findings += said_of_guarantees
    try:
        deadlines += preservation_deadlines(case, law, as_of)
        deadlines += procedure_deadlines(case, law, as_of)
        deadlines += objection_deadlines(case, law, as_of)
        deadlines += enforcement_deadlines(case, law, as_of)
        findings += preservation_findings(case, law, as_of)
        instruments, said_of_instruments = instrument_claims(case, law, as_of)
        findings += said_of_instruments
    except LawTableError as gap:
        findings.append(LAW_TABLE.found(law, as_of, case.case_id, str(gap)))
    findings += cost_findings(case, law, as_of)
    findings += own_table_findings(case, law, as_of)
    deadlines += tuple(mortgage_deadlines(case, deadlines, law, as_of))
    deadlines.sort(key=lambda each: each.safe_day)
    owners = [contract.contract_no for contract in case.contracts]
    owners += [""] if len(owners) > 1 else []
    costs = tuple(figure for owner in owners for _, figure in dated_costs(case, owner, as_of))
    loose = Money.total(figure.amount for figure in costs if not figure.contract_no)
    total = Money.total(claim.total for claim in kept) + loose
    steps = next_steps(case, kept, states, deadlines, law, as_of)
    found = tuple(findings)
    whole = Claim(
        case,
        law,
        as_of,
        kept,
        costs,
        total,
        found,
        tuple(deadlines),
        states,
        steps,
        instruments,
    )
    if wanted is not None:
        kept = tuple(_only(claim, wanted) for claim in kept)
    return replace(whole, contracts=kept, findings=(*found, *case_findings(whole)))


def _only(claim: ContractClaim, wanted: Sequence[str]) -> ContractClaim:
    figures = tuple(figure for figure in claim.figures if figure.name in wanted)
    return replace(claim, figures=figures)


def _assess_contract(
    contract: Contract, walked: Walked, law: LawBook, as_of: date
) -> tuple[ContractClaim, tuple[Finding, ...]]:
    """One contract: reckoned, or taken as stated where it cannot be reckoned."""
    reads, ledgers = walked.reads, walked.ledgers
    balances = balances_on(contract, as_of)
    whole = walked.accelerated is not None
    figures: tuple[Figure, ...] = ()
    stated: tuple[Stated, ...] = ()
    loans: tuple[tuple[str, tuple[Figure, ...]], ...] = ()
    if ledgers:
        loans = tuple(
            (number, loan_figures(ledger, contract, number, read.notes))
            for number, ledger, read in zip(walked.numbers, ledgers, reads, strict=True)
        )
        figures = contract_figures(
            contract.contract_no, (each for _, each in loans), walked.left, accelerated=whole
        )
        stated = compare(balances, figures)
    unread = not ledgers
    as_stated = bool(balances) and (unread or (differs(stated) and not has_history(contract)))
    if as_stated or unread:
        loans = _stated_loans(contract, balances, accelerated=whole)
        costs = walked.costs or stated_costs(balances, contract.contract_no)
        figures = contract_figures(
            contract.contract_no, (each for _, each in loans), costs, accelerated=whole
        )
        stated = compare(balances, figures)
        ledgers = ()
    since = _overdue_since(ledgers, balances)
    findings = [finding for read in reads for finding in read.findings]
    findings += walked.findings
    if as_stated:
        # What only the reckoning misses does not stop a claim that rests on stated balances.
        findings = [each for each in findings if each.severity is not Severity.BLOCK]
    elif not reads:
        findings.append(_no_disbursement(contract, law, as_of))
    findings += sum_findings(contract, law, as_of, stated, taken_as_stated=as_stated)
    findings += cautions(contract, ledgers, law, as_of)
    claim = ContractClaim(
        contract.contract_no,
        figures,
        loans,
        stated,
        figures[-1].amount,
        walked.accelerated,
        matured_on(contract),
        since,
        (as_of - since).days if since is not None else 0,
        _onward(walked.numbers, ledgers),
        _allocated(walked.numbers, ledgers),
        "stated" if as_stated else "reckoned",
        walked.stops_on,
    )
    return claim, tuple(findings)


def _no_disbursement(contract: Contract, law: LawBook, as_of: date) -> Finding:
    return DOCS.found(
        law,
        as_of,
        contract.contract_no,
        "截止日前没有放款记录，无从核算",
        remedy="请补充放款日期、金额和凭证",
        field=("disbursements", "放款"),
    )


def _stated_loans(
    contract: Contract, balances: Sequence[CoreBalance], *, accelerated: bool
) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    return tuple(
        (
            balance.disb_no or "",
            stated_figures(balance, contract, balance.disb_no or "", accelerated=accelerated),
        )
        for balance in balances
    )


def _overdue_since(ledgers: Sequence[Ledger], balances: Sequence[CoreBalance]) -> date | None:
    if ledgers:
        found = [ledger.late_since() for ledger in ledgers]
    else:
        found = [balance.overdue_since for balance in balances]
    return min((day for day in found if day is not None), default=None)


def _onward(numbers: Sequence[str], ledgers: Sequence[Ledger]) -> tuple[Onward, ...]:
    return tuple(
        each
        for number, ledger in zip(numbers, ledgers, strict=False)
        for each in onward_of(ledger, number)
    )


def _allocated(
    numbers: Sequence[str], ledgers: Sequence[Ledger]
) -> tuple[tuple[str, Allocated], ...]:
    return tuple(
        (number, each)
        for number, ledger in zip(numbers, ledgers, strict=False)
        for each in ledger.allocated
    )
