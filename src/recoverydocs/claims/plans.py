"""What falls due when: the contract's own plan, or one reckoned from its terms.

A plan of our own is made anew from each change of the rate on: what is left of the principal
over what is left of the instalments.
Source: the contract; formulas in ``schedule.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.accrual import RatePath
from recoverydocs.claims.entries import MonthlyInterest
from recoverydocs.claims.schedule import (
    Method,
    level_payment,
    monthly_days,
    quarterly_days,
    yearly_days,
)
from recoverydocs.claims.terms import (
    MONTH_UNITS,
    YEAR_UNITS,
    Due,
    anchor_of,
    month_units,
    whole_months,
)
from recoverydocs.law.periods import add_months
from recoverydocs.money import Money, half_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from recoverydocs.cases.contracts import Contract, Disbursement
    from recoverydocs.claims.terms import RateStep

PLANNED: Mapping[str, Method] = {
    "等额本息": "equal-instalment",
    "等额本金": "equal-principal",
}
OWN_PLAN = frozenset({*PLANNED, "其他"})
"""Methods whose plan names the interest of each instalment."""
_SETTLED = {
    "按月计息到期还本": monthly_days,
    "按季计息到期还本": quarterly_days,
    "按年计息到期还本": yearly_days,
}
_CYCLES = {"季": 3, "年": 12}


def paid_out(disbursement: Disbursement) -> Money:
    """The principal: what was really paid out, without interest deducted in advance.

    Source: 民法典 670.
    """
    return disbursement.amount - (disbursement.deducted or Money(0))


def end_of(contract: Contract, disbursement: Disbursement) -> date:
    """The last day of one disbursement: its own, else the contract's as extended."""
    return disbursement.to or contract.extended_to or contract.to


def dues_of(
    contract: Contract,
    disbursement: Disbursement,
    rates: Sequence[RateStep],
    notes: list[str],
    usual_day: int,
) -> Iterator[Due]:
    """What falls due when: the contract's plan, else what its method gives.

    Interest is settled on the usual day of the month where the contract names none.
    """
    method = contract.repay_method.method
    rows = [row for row in contract.instalments if row.disb_no in {None, disbursement.disb_no}]
    if rows:
        keeps = method in OWN_PLAN
        for row in rows:
            yield Due(row.due_on, row.principal, row.interest if keeps else None, row.no)
        return
    end = end_of(contract, disbursement)
    if end <= disbursement.on:
        return
    if method in _SETTLED:
        for day in settlement_days(contract, disbursement.on, end, notes, usual_day):
            yield Due(day, Money(0))
        yield Due(end, paid_out(disbursement))
    elif method == "到期一次性还本付息":
        yield Due(end, paid_out(disbursement))
    elif method in PLANNED:
        yield from _made_plan(contract, disbursement, rates, end, notes)


def settlement_days(
    contract: Contract, start: date, end: date, notes: list[str], usual_day: int
) -> Iterator[date]:
    """The days between both on which the method settles interest; none for other methods."""
    method = contract.repay_method.method
    if method not in _SETTLED:
        return
    due_day = contract.repay_method.due_day
    if due_day is None:
        notes.append(f"合同未载明结息日，按每期{usual_day}日计")
    yield from _SETTLED[method](start, end, due_day or usual_day)


def _made_plan(
    contract: Contract,
    disbursement: Disbursement,
    rates: Sequence[RateStep],
    end: date,
    notes: list[str],
) -> Iterator[Due]:
    """A plan reckoned from the contract where the case brings none.

    Only where the time falls into whole periods from the disbursement on: how a broken first
    period is shared out is for the contract's own plan to say.
    """
    months = _CYCLES.get(contract.repay_method.cycle or "", 1)
    start = disbursement.on
    count, odd = divmod(whole_months(start, end), months)
    even = not odd and add_months(start, count * months) == end
    if not even or contract.repay_method.due_day not in {None, start.day}:
        return
    notes.append("案件未附还款计划，按合同利率、期限和还款方式推算")
    if any(start < step.from_ < end for step in rates):
        notes.append("利率调整的，自下一期起按剩余本金、剩余期数重新推算；调整当期分段计息")
    method = PLANNED[contract.repay_method.method]
    yield from repriced_plan(paid_out(disbursement), rates, start, count, method, months)


def repriced_plan(  # noqa: PLR0913, PLR0917 - a plan is these six facts
    principal: Money,
    rates: Sequence[RateStep],
    start: date,
    instalments: int,
    method: Method,
    months: int = 1,
) -> Iterator[Due]:
    """A plan of whole months whose rate may change on any day.

    An instalment's principal follows the rate of its first day; its interest is cut where the
    rate changes, whole months at a twelfth of a year, and rounded once.
    """
    path = RatePath.of(rates)
    starts, scaled, last_step = path.starts, path.scaled, len(path.starts) - 1
    anchor, denominator = anchor_of(start), YEAR_UNITS * path.scale
    period, is_level = MONTH_UNITS * months, method == "equal-instalment"
    left, first, step = principal.fen, start, path.step_on(start)
    level_rate, regular, counted = -1, half_up(left, instalments), 0
    for no in range(1, instalments + 1):
        day, until, rate = add_months(start, months * no), period * no, scaled[step]
        if is_level and rate != level_rate:
            rest = instalments - no + 1
            level_rate, regular = rate, level_payment(left, rate * period, denominator, rest)
        part = regular
        if is_level:
            part = max(regular - half_up(left * period * rate, denominator), 0)
        if no == instalments or part > left:
            part = left
        weighted = 0  # each stretch's units times its rate
        while step < last_step and starts[step + 1] < day:
            step += 1
            change = month_units(anchor, starts[step])
            weighted += (change - counted) * scaled[step - 1]
            counted = change
        interest = left * (weighted + (until - counted) * scaled[step])
        counted = until
        if step < last_step and starts[step + 1] == day:
            step += 1
        working = MonthlyInterest(f"期内利息（第{no}期）", first, day, left, path, anchor)
        due = Money(half_up(interest, denominator))
        yield Due(day, Money(part), due, no, working)
        left, first = left - part, day
