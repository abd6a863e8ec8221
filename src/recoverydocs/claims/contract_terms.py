"""A contract of the case turned into the terms that a reckoning walks through.

What the contract must say and does not is a finding; nothing is put in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.claims import reckoned
from recoverydocs.claims.rate_steps import rate_steps
from recoverydocs.claims.schedule import (
    Method,
    monthly_days,
    plan_rows,
    quarterly_days,
    yearly_days,
)
from recoverydocs.claims.terms import (
    LAWFUL_ORDER,
    Due,
    LoanTerms,
    Payment,
    Rank,
    whole_months,
)
from recoverydocs.errors import LawTableError
from recoverydocs.law.periods import add_months
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from recoverydocs.cases.contracts import Contract, Disbursement, Repayment
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

_PLANNED: Mapping[str, Method] = {
    "等额本息": "equal-instalment",
    "等额本金": "equal-principal",
}
_SETTLED = {
    "按月计息到期还本": monthly_days,
    "按季计息到期还本": quarterly_days,
    "按年计息到期还本": yearly_days,
}
_DEFAULT_DUE_DAY = 20
_QUARTER = 3
_APPLIED = {
    "costs": "costs",
    "interest": "interest",
    "penalty": "penalty_interest",
    "compound": "compound_interest",
    "principal": "principal",
}
_RANK_WORDS: tuple[tuple[Rank, tuple[str, ...]], ...] = (
    ("cost", ("费用",)),
    ("interest", ("利息", "罚息", "复利", "息")),
    ("principal", ("本金",)),
)
RANK_LABELS: Mapping[Rank, str] = {"cost": "费用", "interest": "利息", "principal": "本金"}


@dataclass(frozen=True, slots=True)
class Read:
    """The terms of one disbursement, or why there are none.

    Attributes:
        terms: ``None`` where something that the reckoning needs is missing.
        payments: the repayments that count, in order of days.
        findings: what is missing or must be said.
        notes: how silent points were read, in Chinese.
    """

    terms: LoanTerms | None
    payments: tuple[Payment, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def matured_on(contract: Contract, disbursement: Disbursement | None = None) -> date:
    """The last due day: of the plan where there is one, else of the contract as extended."""
    numbers = {None, disbursement.disb_no} if disbursement is not None else None
    days = [
        row.due_on for row in contract.instalments if numbers is None or row.disb_no in numbers
    ]
    if days:
        return max(days)
    return contract.extended_to or contract.to


def read_terms(
    contract: Contract,
    disbursement: Disbursement,
    law: LawBook,
    as_of: date,
    accelerated: date | None,
) -> Read:
    """The terms of one disbursement as the contract has them."""
    where = contract.contract_no
    findings: list[Finding] = []
    notes: list[str] = []
    try:
        rates = rate_steps(contract, disbursement.on, as_of, law)
    except LawTableError as gap:
        findings.append(reckoned.LAW_RATE.found(law, as_of, where, str(gap).partition("；")[0]))
        rates = ()
    if not rates and not findings:
        findings.append(
            reckoned.DOCS.found(
                law,
                as_of,
                where,
                "放款日没有可用的年利率",
                remedy="请填写年利率或历次利率",
                field=("rate_terms", "利率条款"),
            )
        )
    order, said = allocation_order(contract, law, as_of)
    findings += said
    dues: tuple[Due, ...] = ()
    if rates:
        dues = tuple(_dues(contract, disbursement, rates[0].rate, notes))
    payments = tuple(_payments(contract, disbursement))
    if rates and not dues:
        findings.append(
            reckoned.DOCS.found(
                law,
                as_of,
                where,
                "没有还款计划，无法确定各期应还日和金额",
                remedy="请补充还款计划",
                field=("instalments", "还款计划"),
            )
        )
    if not rates or not dues:
        return Read(None, payments, tuple(findings), tuple(notes))
    terms = contract.rate_terms
    monthly = terms.day_count == "monthly"
    plan = contract.repay_method.method in {*_PLANNED, "其他"}
    return Read(
        LoanTerms(
            start=disbursement.on,
            principal=disbursement.amount,
            rates=rates,
            dues=dues,
            basis=365 if terms.day_count == "actual/365" else 360,
            monthly=monthly,
            uplift=terms.penalty_uplift,
            compound=terms.compound,
            compound_on_penalty=terms.compound and terms.compound_base == "含罚息",
            grace_days=contract.repay_method.grace_days,
            plan=plan,
            order=order,
            accelerated_on=accelerated,
            clauses=tuple(_clauses(contract)),
        ),
        payments,
        tuple(findings),
        tuple(notes),
    )


def _clauses(contract: Contract) -> Iterator[tuple[str, str]]:
    found = {
        "penalty_interest": contract.clauses.get("罚息"),
        "compound_interest": contract.clauses.get("复利"),
        "principal_not_due": contract.clauses.get("加速"),
    }
    for figure, clause in found.items():
        if clause is not None:
            yield figure, clause.no


def allocation_order(
    contract: Contract, law: LawBook, as_of: date
) -> tuple[tuple[Rank, ...], tuple[Finding, ...]]:
    """The order in which payments are taken: the contract's words, else 民法典 561.

    The clause is read by the first mention of costs, interest and principal; one that does not
    name interest and principal cannot be read.
    """
    clause = contract.clauses.get("抵充")
    if clause is None:
        return LAWFUL_ORDER, ()
    places: list[tuple[int, Rank]] = []
    for rank, words in _RANK_WORDS:
        found = [clause.text.find(word) for word in words if word in clause.text]
        if found:
            places.append((min(found), rank))
    named = {rank for _, rank in places}
    if not {"interest", "principal"} <= named:
        return LAWFUL_ORDER, (
            reckoned.ALLOC_CLAUSE.found(
                law,
                as_of,
                contract.contract_no,
                f"抵充条款（{clause.no}）没有写明利息与本金的先后，无法按约定抵充",
                field=("clauses", "合同条款"),
            ),
        )
    order = [rank for _, rank in sorted(places)]
    if "cost" not in named:
        order.insert(0, "cost")
    said = "、".join(RANK_LABELS[rank] for rank in order)
    note = reckoned.ALLOC_READ.found(
        law,
        as_of,
        contract.contract_no,
        f"抵充条款（{clause.no}）读作：{said}",
        field=("clauses", "合同条款"),
    )
    return tuple(order), (note,)


def _dues(
    contract: Contract, disbursement: Disbursement, rate: Decimal, notes: list[str]
) -> Iterator[Due]:
    """What falls due when: the contract's plan, else what its method gives."""
    method = contract.repay_method.method
    rows = [row for row in contract.instalments if row.disb_no in {None, disbursement.disb_no}]
    if rows:
        keeps = method in {*_PLANNED, "其他"}
        for row in rows:
            interest = row.interest if keeps else None
            yield Due(row.due_on, row.principal, interest, row.no)
        return
    end = disbursement.to or contract.extended_to or contract.to
    if end <= disbursement.on:
        return
    due_day = contract.repay_method.due_day or _DEFAULT_DUE_DAY
    if method in _SETTLED:
        if contract.repay_method.due_day is None:
            notes.append(f"合同未载明结息日，按每期{_DEFAULT_DUE_DAY}日计")
        for day in _SETTLED[method](disbursement.on, end, due_day):
            yield Due(day, Money(0))
        yield Due(end, disbursement.amount)
    elif method == "到期一次性还本付息":
        yield Due(end, disbursement.amount)
    elif method in _PLANNED:
        yield from _made_plan(contract, disbursement, rate, end, notes)


def _made_plan(
    contract: Contract, disbursement: Disbursement, rate: Decimal, end: date, notes: list[str]
) -> Iterator[Due]:
    """A plan reckoned from the contract where the case brings none.

    Only where the time falls into whole periods from the disbursement on: how a broken first
    period is shared out is for the contract's own plan to say.
    """
    step = _QUARTER if contract.repay_method.cycle == "季" else 1
    start = disbursement.on
    count, odd = divmod(whole_months(start, end), step)
    even = not odd and add_months(start, count * step) == end
    if not even or contract.repay_method.due_day not in {None, start.day}:
        return
    days = [add_months(start, step * number) for number in range(1, count + 1)]
    _, plan = plan_rows(
        disbursement.amount,
        rate,
        count,
        _PLANNED[contract.repay_method.method],
        step,
    )
    notes.append("案件未附还款计划，按合同利率、期限和还款方式推算")
    for day, row in zip(days, plan, strict=True):
        yield Due(day, row.principal, row.interest, row.no)


def _payments(contract: Contract, disbursement: Disbursement) -> Iterator[Payment]:
    """The repayments of a disbursement; one that was reversed never happened."""
    rows = [row for row in contract.repayments if row.disb_no in {None, disbursement.disb_no}]
    undone: dict[str, int] = {}
    for row in rows:
        if row.amount.fen < 0 and row.reverses is not None:
            undone[row.reverses] = undone.get(row.reverses, 0) - row.amount.fen
    for row in sorted(rows, key=lambda each: each.on):
        if row.amount.fen <= 0:
            continue
        left = row.amount.fen - undone.get(row.no or "", 0)
        if left == row.amount.fen:
            yield Payment(row.on, row.amount, tuple(_applied(row)))
        elif left > 0:
            yield Payment(row.on, Money(left))


def _applied(row: Repayment) -> Iterator[tuple[str, Money]]:
    if row.applied is None:
        return
    for member, name in _APPLIED.items():
        amount = getattr(row.applied, member)
        if amount is not None:
            yield name, amount
