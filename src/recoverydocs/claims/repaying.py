"""What a repayment or a waiver takes off one debt: as booked, as agreed, or by 民法典 561.

Source: 民法典 561 (costs, interest, principal, unless agreed otherwise), 677; the contract.
Which of several debts a payment meets stands in ``several_debts.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.entries import Allocated

if TYPE_CHECKING:
    from collections import deque
    from datetime import date

    from recoverydocs.claims.entries import Event, Settled
    from recoverydocs.claims.ledger import Ledger
    from recoverydocs.claims.terms import Payment, Rank, Waiver

_RANKS: tuple[Rank, ...] = ("cost", "interest", "penalty", "compound", "principal")
_PLACE = {rank: place for place, rank in enumerate(_RANKS)}
_NAMES: dict[str, Rank] = {
    "costs": "cost",
    "interest": "interest",
    "penalty_interest": "penalty",
    "compound_interest": "compound",
    "principal": "principal",
}


def take(ledger: Ledger, payment: Payment) -> None:
    """Take a repayment of the ledger's day."""
    if payment.applied:
        _take_as_applied(ledger, payment)
    else:
        pay_in_order(ledger, payment.on, payment.amount.fen, "paid")


def pay_in_order(ledger: Ledger, day: date, fen: int, event: Event) -> None:
    """What is due in the order of ranks; the rest waits, pays ahead or is too much."""
    left = fen
    taken = [0, 0, 0, 0, 0]
    order = _order(ledger, day) if ledger.late_orders else ledger.order
    for rank in order:
        if not left:
            break
        used = _PAY[rank](ledger, day, left)
        taken[_PLACE[rank]] = used
        left -= used
    if left and not ledger.terms.plan:
        left -= _pay_ahead(ledger, left, taken)
    if left:
        if ledger.terms.plan and (ledger.principal > 0 or ledger.runs):
            ledger.held += left
        else:
            ledger.surplus += left
    ledger.keep(event, _allocated(day, fen, taken, left))


def _allocated(day: date, fen: int, taken: list[int], held: int) -> Allocated:
    costs, interest, penalty, compound, principal = taken
    return Allocated(day, fen, costs, interest, penalty, compound, principal, held)


def _order(ledger: Ledger, day: date) -> tuple[Rank, ...]:
    """The order agreed for a loan that is so many days overdue."""
    order = ledger.order
    since = ledger.late_since()
    late = (day - since).days if since is not None else 0
    for days, other in ledger.late_orders:
        if late >= days:
            order = other
    return order


def _pay_ahead(ledger: Ledger, fen: int, taken: list[int]) -> int:
    """Before its due day: interest accrued so far, then principal (民法典 677)."""
    accrued = min(fen, max(ledger.current.amount - ledger.current_paid, 0))
    ledger.current_paid += accrued
    principal = _principal_ahead(ledger, fen - accrued)
    taken[_PLACE["interest"]] += accrued
    taken[_PLACE["principal"]] += principal
    return accrued + principal


def _principal_ahead(ledger: Ledger, fen: int) -> int:
    used = min(fen, ledger.principal)
    ledger.principal -= used
    ledger.prepaid += used
    ledger.misused = max(ledger.misused - used, 0)
    return used


def _pay_cost(ledger: Ledger, day: date, fen: int) -> int:
    return ledger.pool.pay(day, fen)


def _pay_interest(ledger: Ledger, day: date, fen: int) -> int:
    """Contract interest that fell due, oldest first."""
    del day
    if not ledger.settled:
        return 0
    used, bore = _pay_settled(ledger.settled, fen)
    ledger.bearing -= bore
    return used


def _pay_settled(items: deque[Settled], fen: int, *, waived: bool = False) -> tuple[int, int]:
    """Oldest first; how much was taken, and how much of that bore compound interest."""
    used = bore = 0
    while items and used < fen:
        item = items[0]
        part = min(item.amount - item.paid, fen - used)
        item.paid += part
        item.waived += part if waived else 0
        used += part
        bore += part if item.bears else 0
        if item.paid == item.amount:
            items.popleft()
    return used, bore


def _pay_penalty(ledger: Ledger, day: date, fen: int, *, waived: bool = False) -> int:
    """Penalty interest for misuse, the heavier one, then for delay."""
    del day
    used = 0
    for accrual in ledger.misuse or ():
        used += accrual.pay(fen - used, waived=waived)
    used += ledger.penalty.pay(fen - used, waived=waived)
    if ledger.penalty_base:
        ledger.penalty_base = min(ledger.penalty_base, ledger.penalty_owed)
    return used


def _pay_compound(ledger: Ledger, day: date, fen: int, *, waived: bool = False) -> int:
    """Compound interest that joined the base, oldest first, then the rest."""
    del day
    used = 0
    if ledger.rolled:
        used, _ = _pay_settled(ledger.rolled, fen, waived=waived)
        ledger.compound_base -= used
    return used + ledger.compound.pay(fen - used, waived=waived)


def _pay_principal(ledger: Ledger, day: date, fen: int) -> int:
    """Principal that fell due, oldest first, then what acceleration made due."""
    del day
    used = 0
    overdue = ledger.overdue
    while overdue and used < fen:
        due_on, amount = overdue[0]
        part = min(amount, fen - used)
        used += part
        if part == amount:
            overdue.popleft()
        else:
            overdue[0] = (due_on, amount - part)
    ledger.overdue_sum -= used
    for item in ledger.grace:
        part = min(item.principal, fen - used)
        item.principal -= part
        used += part
    if ledger.accelerated:
        part = min(ledger.accelerated, fen - used)
        ledger.accelerated -= part
        used += part
    if ledger.misused:
        # Misused principal bears more, so that it is met first (民法典 560 by analogy).
        ledger.misused = max(ledger.misused - used, 0)
    return used


_PAY = {
    "cost": _pay_cost,
    "interest": _pay_interest,
    "penalty": _pay_penalty,
    "compound": _pay_compound,
    "principal": _pay_principal,
}


def _take_as_applied(ledger: Ledger, payment: Payment) -> None:
    """Exactly as the lender's books took it; what was not owed is kept as a credit."""
    day = payment.on
    wanted = {_NAMES[name]: amount.fen for name, amount in payment.applied}
    taken = [_PAY[rank](ledger, day, wanted.get(rank, 0)) for rank in _RANKS]
    ahead = wanted.get("interest", 0) - taken[_PLACE["interest"]]
    if ahead and ledger.principal:
        ledger.current_paid += ahead
        taken[_PLACE["interest"]] += ahead
    ahead = wanted.get("principal", 0) - taken[_PLACE["principal"]]
    taken[_PLACE["principal"]] += _principal_ahead(ledger, ahead)
    over = payment.amount.fen - sum(taken)
    ledger.surplus += over
    ledger.over_applied += over
    ledger.keep("booked", _allocated(day, payment.amount.fen, taken, over))


def waive(ledger: Ledger, waiver: Waiver) -> int:
    """Take off what the lender gave up, in fen; what is not owed cannot be given up."""
    rank, fen, day = _NAMES[waiver.name], waiver.amount.fen, waiver.on
    if rank == "interest":
        used, bore = _pay_settled(ledger.settled, fen, waived=True)
        ledger.bearing -= bore
        # A plan names its interest: of what it will name nothing can be given up before.
        accrued = 0 if ledger.terms.plan else ledger.current.amount - ledger.current_paid
        ahead = min(fen - used, max(accrued, 0))
        ledger.current_paid += ahead
        ledger.current_waived += ahead
        used += ahead
    elif rank == "penalty":
        used = _pay_penalty(ledger, day, fen, waived=True)
    elif rank == "compound":
        used = _pay_compound(ledger, day, fen, waived=True)
    elif rank == "cost":
        used = ledger.pool.pay(day, fen, waived=True)
    else:
        used = _pay_principal(ledger, day, fen)
        used += _principal_ahead(ledger, fen - used)
    if rank in {"interest", "penalty", "compound"}:
        ledger.waived += used
    ledger.given_up.append((waiver, used))
    fell = (used, 0) if rank == "principal" else (0, used if rank == "interest" else 0)
    ledger.note("waived", day, 0, fell)
    return used
