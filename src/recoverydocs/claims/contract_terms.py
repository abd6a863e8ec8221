"""A contract of the case turned into the terms that a reckoning walks through.

What the contract must say and does not is a finding; nothing is put in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.claims import reckoned
from recoverydocs.claims.allocation_order import allocation_order, late_orders
from recoverydocs.claims.plans import OWN_PLAN, dues_of, paid_out, settlement_days
from recoverydocs.claims.rate_steps import rate_steps
from recoverydocs.claims.schedule import monthly_days, quarterly_days
from recoverydocs.claims.terms import Due, LoanTerms, Misuse, RateStep
from recoverydocs.errors import LawTableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recoverydocs.cases.contracts import Contract, Disbursement
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

_SETTLEMENTS = {"按月": monthly_days, "按季": quarterly_days}


@dataclass(frozen=True, slots=True)
class Read:
    """The terms of one disbursement, or why there are none.

    Attributes:
        terms: ``None`` where something that the reckoning needs is missing.
        findings: what is missing or must be said.
        notes: how silent points were read, in Chinese.
    """

    terms: LoanTerms | None
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def matured_on(contract: Contract, disbursement: Disbursement | None = None) -> date:
    """The last due day of a disbursement, or of the whole contract.

    It is that of the plan where there is one, else the disbursement's own end, else that of the
    contract as extended.
    """
    end = contract.extended_to or contract.to
    if disbursement is None:
        ends = (matured_on(contract, each) for each in contract.disbursements)
        return max(ends, default=end)
    numbers = {None, disbursement.disb_no}
    days = [row.due_on for row in contract.instalments if row.disb_no in numbers]
    return max(days, default=disbursement.to or end)


def read_terms(  # noqa: PLR0913, PLR0917 - two days that events outside the contract fix
    contract: Contract,
    disbursement: Disbursement,
    law: LawBook,
    as_of: date,
    accelerated: date | None,
    stops_on: date | None = None,
) -> Read:
    """The terms of one disbursement as the contract has them."""
    findings: list[Finding] = []
    notes: list[str] = []
    rates = _rates(contract, disbursement, law, as_of, findings)
    order, said = allocation_order(contract, law, as_of)
    findings += said
    misuses = _misuses(contract, disbursement, as_of)
    if misuses and contract.rate_terms.misuse_uplift is None:
        message = "记有挪用，但没有约定的挪用上浮比例"
        findings.append(_missing(contract, law, as_of, message, "misuse"))
        misuses = ()
    row = law.row("limits", "rule", "settlement-day", contract.signed_on)
    usual_day = int(row["day_of_month"])
    dues = tuple(dues_of(contract, disbursement, rates, notes, usual_day)) if rates else ()
    if rates and not dues:
        message = "没有还款计划，无法确定各期应还日和金额"
        findings.append(_missing(contract, law, as_of, message, "plan"))
    if not dues:
        return Read(None, tuple(findings), tuple(notes))
    terms = contract.rate_terms
    base = (terms.compound_base or "") if terms.compound else ""
    if disbursement.deducted:
        notes.append(f"放款时预先扣除利息 {disbursement.deducted}元，本金按实际到账金额计")
    return Read(
        LoanTerms(
            start=disbursement.on,
            principal=paid_out(disbursement),
            rates=rates,
            dues=dues,
            basis=365 if terms.day_count == "actual/365" else 360,
            monthly=terms.day_count == "monthly",
            uplift=terms.penalty_uplift,
            compound=terms.compound,
            compound_on_penalty="罚息" in base,
            compound_on_compound="复利" in base,
            settles=_settles(contract, disbursement, dues, as_of, notes, usual_day)
            if base
            else None,
            grace_days=contract.repay_method.grace_days,
            plan=contract.repay_method.method in OWN_PLAN,
            order=order,
            late_orders=late_orders(contract),
            accelerated_on=accelerated,
            stops_on=stops_on,
            misuses=misuses,
            misuse_uplift=terms.misuse_uplift,
            clauses=tuple(_clauses(contract)),
        ),
        tuple(findings),
        tuple(notes),
    )


def _rates(
    contract: Contract,
    disbursement: Disbursement,
    law: LawBook,
    as_of: date,
    findings: list[Finding],
) -> tuple[RateStep, ...]:
    """The rates by day, or a block that says why there are none."""
    try:
        rates = rate_steps(contract, disbursement.on, as_of, law)
    except LawTableError as gap:
        message = str(gap).partition("；")[0]
        findings.append(reckoned.LAW_RATE.found(law, as_of, contract.contract_no, message))
        return ()
    if not rates or rates[0].from_ > disbursement.on:
        findings.append(_missing(contract, law, as_of, "放款日没有可用的年利率", "rate"))
        return ()
    return rates


_MEMBERS = {
    "rate": ("请填写年利率或历次利率", ("rate_terms", "利率条款")),
    "plan": ("请补充还款计划", ("instalments", "还款计划")),
    "misuse": ("请按合同条款填写挪用上浮比例（misuse_uplift）", ("rate_terms", "利率条款")),
}


def _missing(contract: Contract, law: LawBook, as_of: date, message: str, what: str) -> Finding:
    remedy, member = _MEMBERS[what]
    where = contract.contract_no
    return reckoned.DOCS.found(law, as_of, where, message, remedy=remedy, field=member)


def _misuses(contract: Contract, disbursement: Disbursement, as_of: date) -> tuple[Misuse, ...]:
    """Principal used against the purpose by the day, oldest first."""
    rows = [
        row
        for row in contract.misuses
        if row.disb_no in {None, disbursement.disb_no} and row.from_ <= as_of
    ]
    rows.sort(key=lambda row: row.from_)
    return tuple(Misuse(max(row.from_, disbursement.on), row.amount) for row in rows)


def _settles(  # noqa: PLR0913, PLR0917 - the terms of one loan
    contract: Contract,
    disbursement: Disbursement,
    dues: tuple[Due, ...],
    as_of: date,
    notes: list[str],
    usual_day: int,
) -> tuple[date, ...] | None:
    """The days on which penalty or compound interest joins the compound base.

    As agreed; else the plan's own days, which for a loan that settles interest by the month,
    quarter or year go on after its end.
    """
    terms, start = contract.rate_terms, disbursement.on
    if terms.compound_settlement is not None:
        day = terms.compound_day or contract.repay_method.due_day
        if day is None:
            notes.append(f"合同未载明复利结算日，按每期{usual_day}日计")
        days = _SETTLEMENTS[terms.compound_settlement]
        return tuple(days(start, _after(as_of), day or usual_day))
    later = tuple(settlement_days(contract, dues[-1].on, _after(as_of), [], usual_day))
    return (*(due.on for due in dues), *later) if later else None


def _after(day: date) -> date:
    return day.fromordinal(day.toordinal() + 1)


def _clauses(contract: Contract) -> Iterator[tuple[str, str]]:
    found = {
        "penalty_interest": contract.clauses.get("罚息"),
        "compound_interest": contract.clauses.get("复利"),
        "principal_not_due": contract.clauses.get("加速"),
    }
    for figure, clause in found.items():
        if clause is not None:
            yield figure, clause.no
