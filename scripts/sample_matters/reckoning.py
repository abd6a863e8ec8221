"""What each invented loan owes, day by day in exact fractions: a second way of reckoning.

The product walks from event to event in whole numbers; this walks every single day, so that a
slip in one is not repeated in the other. Principal not yet due bears the contract rate, overdue
principal the raised rate, unpaid contract interest (if so agreed) the raised rate too; each
settlement of interest, all penalty and all compound interest are rounded once, half up.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

LPR_TABLE = Path(__file__).parents[2] / "src/recoverydocs/law/tables/lpr.toml"
DAY = timedelta(days=1)
QUARTER_ENDS = (3, 6, 9, 12)


def fen(text: str) -> int:
    """An amount of yuan in fen."""
    return int(Fraction(text) * 100)


def yuan(amount: int) -> str:
    """Fen as data writes an amount."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def rounded(exact: Fraction) -> int:
    """Half up to a whole number; nothing here is negative."""
    return int(exact + Fraction(1, 2))


def months_after(day: date, count: int, due_day: int | None = None) -> date:
    """The day of the same number so many months on, or the month's last."""
    month = day.year * 12 + day.month - 1 + count
    year, month = month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - DAY).day
    return date(year, month, min(due_day or day.day, last))


def lpr(day: date, tenor: str) -> Fraction:
    """The loan prime rate of a day, as a fraction of one."""
    column = {"1Y": "one_year", "5Y": "five_year"}[tenor]
    for row in tomllib.loads(LPR_TABLE.read_text("utf-8"))["rate"]:
        if row["in_force_from"] <= day <= row["in_force_to"]:
            return Fraction(row[column]) / 100
    raise LookupError(day)


def rate_path(contract: dict, start: date, to: date) -> list[tuple[date, Fraction]]:
    """First day and rate of every step."""
    terms = contract["rate_terms"]
    if history := terms.get("rate_history"):
        return [(date.fromisoformat(each["from"]), Fraction(each["rate"])) for each in history]
    if terms["type"] != "LPR浮动":
        return [(start, Fraction(terms["rate"]))]
    days = [start]
    if terms["reset"] == "每年1月1日":
        days += [date(year, 1, 1) for year in range(start.year + 1, to.year + 1)]
    else:
        days += [months_after(start, 12 * n) for n in range(1, to.year - start.year + 1)]
    points = Fraction(terms["spread_bp"], 10_000)
    return [(day, lpr(day, terms["lpr_tenor"]) + points) for day in days if day <= to]


def level_plan(
    principal: int,
    path: list[tuple[date, Fraction]],
    days: list[date],
    *,
    level: bool = True,
    months: int = 1,
) -> list[dict]:
    """Equal instalments (or equal principal), reckoned anew from each repricing day."""
    left, rows, payment, used = principal, [], Fraction(0), Fraction(-1)
    for place, day in enumerate(days):
        start = days[place - 1] if place else path[0][0]
        rate = [rate for first, rate in path if first <= start][-1] * months / 12
        if rate != used:
            growth = (1 + rate) ** (len(days) - place)
            payment, used = Fraction(rounded(left * rate * growth / (growth - 1))), rate
        interest = rounded(left * rate)
        part = int(payment) - interest if level else rounded(Fraction(principal, len(days)))
        if place == len(days) - 1:
            part = left
        left -= part
        row = {"no": place + 1, "due_on": day.isoformat()}
        rows.append(row | {"principal": yuan(part), "interest": yuan(interest)})
    return rows


@dataclass
class Owed:
    """What is owed on the day, in fen."""

    due: int = 0
    not_due: int = 0
    interest: int = 0
    penalty: int = 0
    compound: int = 0
    since: date | None = None
    count: int = 0

    @property
    def demand(self) -> int:
        """All but principal that is not due."""
        return self.due + self.interest + self.penalty + self.compound

    @property
    def all(self) -> int:
        """Everything outstanding."""
        return self.demand + self.not_due


@dataclass
class _State:
    """One loan while it is walked through."""

    not_due: int
    overdue: list[list] = field(default_factory=list)
    settled: list[list] = field(default_factory=list)
    current: Fraction = Fraction(0)
    penalty: Fraction = Fraction(0)
    compound: Fraction = Fraction(0)
    paid_penalty: int = 0
    paid_compound: int = 0
    paid_ahead: int = 0
    held: int = 0


def owed(
    contract: dict,
    disb_no: str,
    as_of: date,
    accelerated: date | None = None,
    costs: list[tuple[date, int]] | None = None,
) -> Owed:
    """What one disbursement owes on a day."""
    loan = next(each for each in contract["disbursements"] if each["disb_no"] == disb_no)
    start, terms = date.fromisoformat(loan["on"]), contract["rate_terms"]
    path = rate_path(contract, start, as_of)
    basis = 365 if terms["day_count"] == "actual/365" else 360
    raised = 1 + Fraction(terms["penalty_uplift"])
    dues = _dues(contract, loan, start)
    payments = _payments(contract, disb_no)
    plan = contract["repay_method"]["method"] in {"等额本息", "等额本金"}
    state = _State(fen(loan["amount"]))
    pool = [list(each) for each in costs or ()]
    settled_on, day = start, start
    while True:
        for planned, interest in dues.get(day, ()):
            if not accelerated or day < accelerated:
                sum_due = rounded(state.current) if interest is None else interest
                _fall_due(state, day, planned, sum_due)
                settled_on = day
                if state.held:
                    held, state.held = state.held, 0
                    _pay(state, held, day, pool, plan=plan)
        if day == accelerated:
            _hasten(state, day, settled_on, path, monthly=terms["day_count"] == "monthly")
        for each in payments:
            if each["on"] == day.isoformat():
                _pay(state, fen(each["amount"]), day, pool, plan=plan)
        if day == as_of:
            break
        rate = [rate for first, rate in path if first <= day][-1]
        state.current += state.not_due * rate / basis
        state.penalty += sum(each[1] for each in state.overdue) * rate * raised / basis
        if terms["compound"]:
            state.compound += sum(each[1] for each in state.settled) * rate * raised / basis
        day += DAY
    late = [each[0] for each in (*state.overdue, *state.settled) if each[1]]
    hastened = sum(each[1] for each in state.overdue if each[2] == "accelerated")
    return Owed(
        sum(each[1] for each in state.overdue) - hastened,
        state.not_due + hastened,
        sum(each[1] for each in state.settled),
        rounded(state.penalty) - state.paid_penalty,
        rounded(state.compound) - state.paid_compound,
        min(late, default=None),
        len(set(late)),
    )


def _payments(contract: dict, disb_no: str) -> list[dict]:
    """The repayments that were not undone."""
    rows = contract.get("repayments", ())
    undone = {each.get("reverses") for each in rows}
    return [
        each
        for each in rows
        if each.get("disb_no", disb_no) == disb_no
        and each["no"] not in undone
        and "reverses" not in each
    ]


def _hasten(
    state: _State, day: date, since: date, path: list[tuple[date, Fraction]], *, monthly: bool
) -> None:
    """Everything falls due; by the month, whole months count a twelfth."""
    if monthly:
        rate = [rate for first, rate in path if first <= since][-1]
        whole = 0
        while months_after(since, whole + 1) <= day:
            whole += 1
        odd = (day - months_after(since, whole)).days
        state.current = state.not_due * rate * (Fraction(whole, 12) + Fraction(odd, 360))
    _fall_due(state, day, 0, rounded(state.current))
    state.overdue.append([day, state.not_due, "accelerated"])
    state.not_due = 0


def _dues(contract: dict, loan: dict, start: date) -> dict[date, list[tuple[int, int | None]]]:
    """Principal and planned interest by due day."""
    rows = [
        each
        for each in contract.get("instalments", ())
        if each.get("disb_no", loan["disb_no"]) == loan["disb_no"]
    ]
    found: dict[date, list[tuple[int, int | None]]] = {}
    for row in rows:
        pair = (fen(row["principal"]), fen(row["interest"]))
        found.setdefault(date.fromisoformat(row["due_on"]), []).append(pair)
    if rows:
        return found
    end = date.fromisoformat(loan.get("to") or contract["to"])
    method = contract["repay_method"]["method"]
    months = {"按月计息到期还本": range(1, 13), "按季计息到期还本": QUARTER_ENDS}.get(
        method, ()
    )
    day = start + DAY
    while day < end:
        if day.month in months and day.day == contract["repay_method"]["due_day"]:
            found[day] = [(0, None)]
        day += DAY
    found[end] = [(fen(loan["amount"]), None)]
    return found


def _fall_due(state: _State, day: date, principal: int, interest: int) -> None:
    principal = min(principal, state.not_due)
    if principal:
        state.overdue.append([day, principal, "due"])
        state.not_due -= principal
    left = interest - state.paid_ahead
    state.paid_ahead, state.current = 0, Fraction(0)
    if left:
        state.settled.append([day, left])


def _pay(state: _State, amount: int, day: date, pool: list[list], *, plan: bool) -> None:
    """Costs, interest, penalty, compound interest, principal (民法典 561)."""
    for each in pool:
        if each[0] <= day:
            amount -= (part := min(amount, each[1]))
            each[1] -= part
    for each in state.settled:
        amount -= (part := min(amount, each[1]))
        each[1] -= part
    amount -= (part := min(amount, rounded(state.penalty) - state.paid_penalty))
    state.paid_penalty += part
    amount -= (part := min(amount, rounded(state.compound) - state.paid_compound))
    state.paid_compound += part
    for each in state.overdue:
        amount -= (part := min(amount, each[1]))
        each[1] -= part
    if plan:
        state.held += amount
        return
    amount -= (part := min(amount, rounded(state.current) - state.paid_ahead))
    state.paid_ahead += part
    state.not_due -= min(amount, state.not_due)
