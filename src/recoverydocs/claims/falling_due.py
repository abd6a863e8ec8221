"""What a day brings to one loan: instalments fall due, grace ends, everything falls due.

Source: 民法典 674-676; 企业破产法 46 (insolvency stops interest, makes all due); the contract.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from recoverydocs.claims.accrual import Accrual
from recoverydocs.claims.entries import InGrace, Settled, StatedInterest
from recoverydocs.claims.repaying import pay_in_order

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.claims.entries import Event
    from recoverydocs.claims.ledger import Ledger
    from recoverydocs.claims.terms import Due
    from recoverydocs.money import Money


def happen(ledger: Ledger, day: date) -> None:
    """What one day brings, in this order."""
    terms = ledger.terms
    if ledger.is_stopped:
        return
    if terms.marks_on is not None and terms.marks_on <= day and ledger.marked == (0, 0):
        ledger.marked = (ledger.charged, ledger.principal_days)
    while ledger.grace and ledger.grace[0].ends < day:
        _leave_grace(ledger, ledger.grace.popleft(), day)
    dues = terms.dues
    while ledger.next_due < len(dues) and dues[ledger.next_due].on <= day:
        _fall_due(ledger, dues[ledger.next_due])
    for misuse in terms.misuses:
        if misuse.from_ == day or (misuse.from_ < day == terms.start):
            left = ledger.principal + ledger.overdue_sum + ledger.accelerated
            wanted = left if misuse.amount is None else misuse.amount.fen
            ledger.misused = min(ledger.misused + wanted, left)
    if terms.accelerated_on and terms.accelerated_on <= day and not ledger.is_accelerated:
        _accelerate(ledger, day, "accelerated")
    if day in ledger.settles:
        _settle_others(ledger, day)
    if terms.stops_on is not None and terms.stops_on <= day:
        _stop(ledger, day)


def _fall_due(ledger: Ledger, due: Due) -> None:
    ledger.next_due += 1
    last = ledger.next_due == len(ledger.terms.dues)
    planned = due.principal.fen
    prepaid = min(ledger.prepaid, planned)
    as_planned = ledger.prepaid <= planned and not ledger.ahead_at_start
    ledger.prepaid -= prepaid
    ledger.ahead_at_start = ledger.prepaid > 0
    principal = ledger.principal if last else min(planned - prepaid, ledger.principal)
    interest = _settle(ledger, due.on, due if as_planned else None)
    ledger.principal -= principal
    if ledger.terms.grace_days:
        ends = due.on + timedelta(days=ledger.terms.grace_days)
        ledger.grace.append(InGrace(due.on, ends, principal, interest))
    else:
        _become_late(ledger, due.on, principal, interest)
    if ledger.terms.settles is None:
        _settle_others(ledger, due.on)
    ledger.note("due", due.on, due.no, (principal, interest.amount))
    _use_held(ledger, due.on)


def _settle(ledger: Ledger, day: date, due: Due | None) -> Settled:
    """The contract interest since the last settlement as a sum that is now owed."""
    if due is not None and due.interest is not None:
        reckoned = due.working or _as_planned(ledger, due, day, due.interest)
        interest = Settled(day, reckoned.label, reckoned, due.interest.fen)
    else:
        grown = ledger.current
        interest = Settled(day, "期内利息", grown, grown.amount)
    amount = interest.amount
    interest.paid = min(ledger.current_paid, amount)
    interest.waived = min(ledger.current_waived, interest.paid)
    ledger.surplus += ledger.current_paid - interest.paid
    ledger.current_paid = ledger.current_waived = 0
    ledger.interest_charged += amount
    ledger.settle_current(day)
    ledger.all_settled.append(interest)
    if amount > interest.paid:
        ledger.settled.append(interest)
    return interest


def _as_planned(ledger: Ledger, due: Due, day: date, amount: Money) -> StatedInterest:
    label, path, basis = f"期内利息（第{due.no}期）", ledger.path, ledger.terms.basis
    return StatedInterest(label, ledger.settled_on, day, ledger.principal, path, basis, amount)


def _become_late(ledger: Ledger, due_on: date, principal: int, interest: Settled) -> None:
    """From here principal bears penalty interest and unpaid interest compound interest."""
    if principal:
        ledger.overdue.append((due_on, principal))
        ledger.overdue_sum += principal
    interest.bears = True
    ledger.bearing += interest.amount - interest.paid


def _leave_grace(ledger: Ledger, item: InGrace, today: date) -> None:
    """Unpaid when its grace days ran out: late from the due day itself."""
    ledger.penalty.add(item.due_on, today, item.principal)
    if ledger.terms.compound:
        ledger.compound.add(item.due_on, today, item.interest.amount - item.interest.paid)
    _become_late(ledger, item.due_on, item.principal, item.interest)
    unpaid = item.interest.amount - item.interest.paid
    if item.principal or unpaid:
        ledger.note("late", today, 0, (item.principal, unpaid))


def _settle_others(ledger: Ledger, day: date) -> None:
    """On a settlement day penalty and compound interest join the base, if so agreed."""
    if ledger.terms.compound_on_penalty:
        ledger.penalty_base = ledger.penalty_owed
    if ledger.terms.compound_on_compound and ledger.compound.owed:
        grown = ledger.compound
        item = Settled(day, "复利", grown, grown.amount, grown.paid, grown.waived, True)
        ledger.rolled.append(item)
        ledger.all_rolled.append(item)
        ledger.compound_base += item.amount - item.paid
        ledger.compound_charged += grown.charged
        ledger.compound = Accrual("复利", grown.path, grown.basis)


def _accelerate(ledger: Ledger, day: date, event: Event) -> None:
    ledger.is_accelerated = True
    ledger.next_due = len(ledger.terms.dues)
    interest = _settle(ledger, day, None)
    _become_late(ledger, day, 0, interest)
    ledger.accelerated, ledger.principal, ledger.prepaid = ledger.principal, 0, 0
    ledger.note(event, day, 0, (ledger.accelerated, interest.amount))
    _use_held(ledger, day)


def _stop(ledger: Ledger, day: date) -> None:
    """Insolvency accepted: all is due, and nothing accrues any more."""
    if not ledger.is_accelerated and ledger.next_due < len(ledger.terms.dues):
        _accelerate(ledger, day, "insolvent")
    while ledger.grace:
        item = ledger.grace.popleft()
        _become_late(ledger, item.due_on, item.principal, item.interest)
    ledger.is_stopped = True
    ledger.agenda.clear()


def _use_held(ledger: Ledger, day: date) -> None:
    """Money that waited pays what has just fallen due."""
    if ledger.held:
        fen, ledger.held = ledger.held, 0
        pay_in_order(ledger, day, fen, "held")
