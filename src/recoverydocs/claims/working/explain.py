"""The 计算明细表 of an assessed case: each contract walked once more, with all its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.allocation_order import allocation_order
from recoverydocs.claims.costs import dated_costs
from recoverydocs.claims.entries import Moved
from recoverydocs.claims.loan_figures import stated_costs
from recoverydocs.claims.stated import balances_on
from recoverydocs.claims.walked import walk_contract
from recoverydocs.claims.working.rows import cost_rows, loan_rows, stated_rows
from recoverydocs.claims.working.table import ContractWorking, LoanWorking, Working
from recoverydocs.claims.working.words import after_texts, loan_notes
from recoverydocs.errors import Severity
from recoverydocs.money import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoverydocs.cases.contracts import Contract
    from recoverydocs.claims.claim import Claim, ContractClaim
    from recoverydocs.claims.terms import LoanTerms
    from recoverydocs.claims.walked import Walked
    from recoverydocs.claims.working.table import OrderSource
    from recoverydocs.errors import Finding


def explain(claim: Claim) -> Working:
    """How every figure of an assessed case came about, row by row (计算明细表).

    Each contract's table holds, a disbursement at a time, every stretch of days on one base and
    rate with where the rate comes from, every rounding, every payment with what it was taken to
    (民法典 561, the contract's clause, or as the books applied it), and what is left. The rows
    that count add up to the claim's total to the fen.

    Args:
        claim: what ``assess`` gave, all its figures kept (``wanted`` not used).

    Raises:
        LawTableError: the statutes do not reach the cut-off day.
    """
    contracts = tuple(_contract(claim, each) for each in claim.contracts)
    several = len(claim.case.contracts) > 1
    loose = dated_costs(claim.case, "", claim.as_of) if several else ()
    figures = tuple(figure for _, figure in loose)
    rows = tuple(cost_rows(figures, figures))
    return Working(claim.case.case_id, claim.as_of, contracts, rows, claim.total)


def _contract(claim: Claim, found: ContractClaim) -> ContractWorking:
    contract = claim.case.contract(found.contract_no)
    walked = walk_contract(claim.case, contract, claim.law, claim.as_of)
    reckoned = found.status == "reckoned" and bool(walked.ledgers)
    if reckoned:
        loans = tuple(_reckoned(contract, walked))
        costs = tuple(cost_rows(walked.costs, walked.left))
    else:
        loans = tuple(_stated(found))
        whole = walked.costs or stated_costs(
            balances_on(contract, claim.as_of), contract.contract_no
        )
        costs = tuple(cost_rows(whole, whole))
    order, said = allocation_order(contract, claim.law, claim.as_of)
    source = _order_source(contract, said)
    return ContractWorking(
        found.contract_no,
        claim.as_of,
        loans,
        costs,
        found.total,
        in_words(found.total) if found.total.fen >= 0 else "",
        order,
        source,
        contract.clauses["抵充"].no if source == "clause" else "",
        tuple(after_texts(claim.as_of, found)),
    )


def _order_source(contract: Contract, said: Sequence[Finding]) -> OrderSource:
    """Whether clause, agreement or law gives the order in which payments are taken."""
    has_clause = "抵充" in contract.clauses
    if contract.allocation:
        if all(rule.overdue_days for rule in contract.allocation):
            return "law"
        return "clause" if has_clause else "stated"
    unread = any(each.severity is Severity.BLOCK for each in said)
    return "clause" if has_clause and not unread else "law"


def _reckoned(contract: Contract, walked: Walked) -> Iterator[LoanWorking]:
    for number, read, ledger in zip(walked.numbers, walked.reads, walked.ledgers, strict=True):
        yield LoanWorking(
            number,
            ledger.terms,
            tuple(loan_rows(ledger)),
            (_paid_out(ledger.terms), *ledger.moves),
            tuple(loan_notes(contract, ledger.terms, read.notes)),
        )


def _paid_out(terms: LoanTerms) -> Moved:
    fen = terms.principal.fen
    return Moved("disbursed", terms.start, 0, fen, 0, None, fen, 0, 0, 0)


def _stated(found: ContractClaim) -> Iterator[LoanWorking]:
    accelerated = found.accelerated_on is not None
    for number, figures in found.loans:
        rows = tuple(stated_rows(figures, accelerated=accelerated))
        note = "案件没有附可据以重新计算的还款计划和流水，本表列示核心系统所记载的余额。"
        yield LoanWorking(number, None, rows, (), (note,))
