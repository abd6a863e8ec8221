"""One disbursement walked through day by day: what falls due, what accrues, what is paid.

Contract interest runs on principal that is not yet due; from its due day principal bears
penalty interest instead; unpaid contract interest bears compound interest if so agreed.
Intervals are half-open: a payment one day late bears one day.
Source: 民法典 561, 674-676, 677; 银发〔2003〕251号 三; the contract.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from recoverydocs.claims.accrual import Accrual, RatePath
from recoverydocs.claims.entries import (
    Allocated,
    CostPool,
    Event,
    InGrace,
    Moved,
    Settled,
)
from recoverydocs.claims.figure import Part, Segment
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recoverydocs.claims.terms import Due, LoanTerms, Payment, Rank

_DAY = timedelta(days=1)
_PENALTY_BASIS_MONTHLY = 360


@dataclass(slots=True)
class Ledger:
    """The state of one disbursement on ``day``; payments must come in order of days."""

    terms: LoanTerms
    pool: CostPool
    day: date = field(init=False)
    principal: int = field(init=False)
    overdue: deque[tuple[date, int]] = field(default_factory=deque)
    overdue_sum: int = 0
    accelerated: int = 0
    grace: deque[InGrace] = field(default_factory=deque)
    settled: list[Settled] = field(default_factory=list)
    bearing: int = 0
    penalty_base: int = 0
    current_paid: int = 0
    held: int = 0
    surplus: int = 0
    over_applied: int = 0
    prepaid: int = 0
    settled_on: date = field(init=False)
    current: Accrual = field(init=False)
    penalty: Accrual = field(init=False)
    compound: Accrual = field(init=False)
    allocated: list[Allocated] = field(default_factory=list)
    all_settled: list[Settled] = field(default_factory=list)
    moves: list[Moved] = field(default_factory=list)
    _next_due: int = 0
    _is_accelerated: bool = False
    _ahead_at_start: bool = False

    def __post_init__(self) -> None:
        terms = self.terms
        self.day = self.settled_on = terms.start
        self.principal = terms.principal.fen
        contract = RatePath.of(terms.rates)
        raised = RatePath.of(terms.rates, terms.uplift)
        by_days = _PENALTY_BASIS_MONTHLY if terms.monthly else terms.basis
        self.current = Accrual("期内利息", contract, terms.basis, terms.monthly)
        self.penalty = Accrual("罚息", raised, by_days)
        self.compound = Accrual("复利", raised, by_days)

    # --- time -----------------------------------------------------------------------------

    def advance(self, to: date) -> None:
        """Walk to a day: everything that falls due on or before it has fallen due."""
        while True:
            event = self._next_event()
            if event is None or event > to:
                break
            self._accrue(event)
            while self.grace and self.grace[0].ends < event:
                self._leave_grace(self.grace.popleft(), event)
            dues = self.terms.dues
            while self._next_due < len(dues) and dues[self._next_due].on <= event:
                self._fall_due(dues[self._next_due])
            accelerated_on = self.terms.accelerated_on
            if accelerated_on and accelerated_on <= event and not self._is_accelerated:
                self._accelerate(event)
        self._accrue(to)

    def _next_event(self) -> date | None:
        days: list[date] = []
        if self._next_due < len(self.terms.dues):
            days.append(self.terms.dues[self._next_due].on)
        if self.grace:
            days.append(self.grace[0].ends + _DAY)
        if self.terms.accelerated_on is not None and not self._is_accelerated:
            days.append(max(self.terms.accelerated_on, self.day))
        return min(days, default=None)

    def _accrue(self, to: date) -> None:
        if to <= self.day:
            return
        self.current.add(self.day, to, self.principal)
        self.penalty.add(self.day, to, self.overdue_sum + self.accelerated)
        if self.terms.compound:
            self.compound.add(self.day, to, self.bearing + self.penalty_base)
        self.day = to

    def _fall_due(self, due: Due) -> None:
        self._next_due += 1
        last = self._next_due == len(self.terms.dues)
        planned = due.principal.fen
        prepaid = min(self.prepaid, planned)
        as_planned = self.prepaid <= planned and not self._ahead_at_start
        self.prepaid -= prepaid
        self._ahead_at_start = self.prepaid > 0
        principal = self.principal if last else min(planned - prepaid, self.principal)
        interest = self._settle(due.on, due if as_planned else None)
        self.principal -= principal
        if self.terms.grace_days:
            ends = due.on + timedelta(days=self.terms.grace_days)
            self.grace.append(InGrace(due.on, ends, principal, interest))
        else:
            self._become_late(due.on, principal, interest)
        self._settle_penalty()
        self._note("due", due.on, due.no, (principal, interest.amount))
        self._use_held(due.on)

    def _settle(self, day: date, due: Due | None) -> Settled:
        """The contract interest since the last settlement as a sum that is now owed."""
        if due is not None and due.interest is not None:
            label = f"期内利息（第{due.no}期）"
            amount = due.interest.fen
            segments: tuple[Segment, ...] = (self._planned_segment(label, day, due.interest),)
        else:
            label = "期内利息"
            amount, segments = self.current.amount, self.current.segments()
        paid = min(self.current_paid, amount)
        self.surplus += self.current_paid - paid
        self.current_paid = 0
        terms = self.terms
        self.current = Accrual("期内利息", self.current.path, terms.basis, terms.monthly)
        self.settled_on = day
        interest = Settled(day, label, segments, amount, paid, bears=False)
        self.all_settled.append(interest)
        if amount > paid:
            self.settled.append(interest)
        return interest

    def _planned_segment(self, label: str, day: date, amount: Money) -> Segment:
        path = self.current.path
        _, _, step = next(iter(path.pieces(self.settled_on, day)), (day, day, 0))
        days = (day - self.settled_on).days
        return Segment(
            label,
            self.settled_on,
            day,
            days,
            Money(self.principal),
            path.rates[step],
            self.terms.basis,
            path.sources[step],
            days,
            amount,
        )

    def _become_late(self, due_on: date, principal: int, interest: Settled) -> None:
        """From here principal bears penalty interest and unpaid interest compound interest."""
        if principal:
            self.overdue.append((due_on, principal))
            self.overdue_sum += principal
        interest.bears = True
        self.bearing += interest.amount - interest.paid

    def _leave_grace(self, item: InGrace, today: date) -> None:
        """Unpaid when its grace days ran out: late from the due day itself."""
        self.penalty.add(item.due_on, today, item.principal)
        if self.terms.compound:
            self.compound.add(item.due_on, today, item.interest.amount - item.interest.paid)
        self._become_late(item.due_on, item.principal, item.interest)
        unpaid = item.interest.amount - item.interest.paid
        if item.principal or unpaid:
            self._note("late", today, 0, (item.principal, unpaid))

    def _settle_penalty(self) -> None:
        """On a settlement day penalty interest joins the compound base, if so agreed."""
        if self.terms.compound_on_penalty:
            self.penalty_base = self.penalty.owed

    def _accelerate(self, day: date) -> None:
        self._is_accelerated = True
        self._next_due = len(self.terms.dues)
        interest = self._settle(day, None)
        self._become_late(day, 0, interest)
        self.accelerated, self.principal, self.prepaid = self.principal, 0, 0
        self._note("accelerated", day, 0, (self.accelerated, interest.amount))
        self._use_held(day)

    # --- payments -------------------------------------------------------------------------

    def pay(self, payment: Payment) -> None:
        """Take one repayment: as the books applied it, else in the order agreed or lawful."""
        self.advance(payment.on)
        if payment.applied:
            self._pay_as_applied(payment)
            return
        self._pay_in_order(payment.on, payment.amount.fen, "paid")

    def _pay_in_order(self, day: date, fen: int, event: Event) -> None:
        left = fen
        taken = {"costs": 0, "interest": 0, "penalty": 0, "compound": 0, "principal": 0}
        for rank in self.terms.order:
            left -= self._pay_rank(rank, day, left, taken)
        if not self.terms.plan:
            left -= self._pay_ahead(left, taken)
        waits = self.terms.plan and (self.principal > 0 or bool(self.current.stretches))
        if waits:
            self.held += left
        else:
            self.surplus += left
        self._keep(event, Allocated(day, fen, **taken, held=left))

    def _pay_rank(self, rank: Rank, day: date, fen: int, taken: dict[str, int]) -> int:
        """Pay what is due of one rank; how much it took."""
        if rank == "cost":
            used = self.pool.pay(day, fen)
            taken["costs"] += used
            return used
        if rank == "principal":
            used = self._pay_principal(fen)
            taken["principal"] += used
            return used
        interest = self._pay_interest(fen)
        penalty = self._pay_penalty(fen - interest)
        compound = self.compound.pay(fen - interest - penalty)
        taken["interest"] += interest
        taken["penalty"] += penalty
        taken["compound"] += compound
        return interest + penalty + compound

    def _pay_ahead(self, fen: int, taken: dict[str, int]) -> int:
        """Before its due day: interest accrued so far, then principal (民法典 677)."""
        accrued = min(fen, max(self.current.amount - self.current_paid, 0))
        self.current_paid += accrued
        principal = min(fen - accrued, self.principal)
        self.principal -= principal
        self.prepaid += principal
        taken["interest"] += accrued
        taken["principal"] += principal
        return accrued + principal

    def _pay_interest(self, fen: int) -> int:
        """Contract interest that fell due, oldest first."""
        used = 0
        for item in self.settled:
            if used == fen:
                break
            part = min(item.amount - item.paid, fen - used)
            item.paid += part
            used += part
            if item.bears:
                self.bearing -= part
        if used:
            self.settled = [item for item in self.settled if item.paid < item.amount]
        return used

    def _pay_penalty(self, fen: int) -> int:
        used = self.penalty.pay(fen)
        self.penalty_base = min(self.penalty_base, self.penalty.owed)
        return used

    def _pay_principal(self, fen: int) -> int:
        """Principal that fell due, oldest first, then what acceleration made due."""
        used = 0
        while self.overdue and used < fen:
            due_on, amount = self.overdue[0]
            part = min(amount, fen - used)
            used += part
            self.overdue_sum -= part
            if part == amount:
                self.overdue.popleft()
            else:
                self.overdue[0] = (due_on, amount - part)
        for item in self.grace:
            part = min(item.principal, fen - used)
            item.principal -= part
            used += part
        part = min(self.accelerated, fen - used)
        self.accelerated -= part
        return used + part

    def _pay_as_applied(self, payment: Payment) -> None:
        """Exactly as the lender's books took it; what was not owed is kept as a credit."""
        applied = {name: amount.fen for name, amount in payment.applied}
        costs = self.pool.pay(payment.on, applied.get("costs", 0))
        wanted = applied.get("interest", 0)
        interest = self._pay_interest(wanted)
        if self.principal and wanted > interest:
            self.current_paid += wanted - interest
            interest = wanted
        penalty = self._pay_penalty(applied.get("penalty_interest", 0))
        compound = self.compound.pay(applied.get("compound_interest", 0))
        principal = self._pay_principal(applied.get("principal", 0))
        ahead = min(applied.get("principal", 0) - principal, self.principal)
        self.principal -= ahead
        self.prepaid += ahead
        principal += ahead
        over = payment.amount.fen - costs - interest - penalty - compound - principal
        self.surplus += over
        self.over_applied += over
        taken = (costs, interest, penalty, compound, principal)
        self._keep("booked", Allocated(payment.on, payment.amount.fen, *taken, over))

    def _use_held(self, day: date) -> None:
        """Money that waited pays what has just fallen due."""
        if self.held:
            fen, self.held = self.held, 0
            self._pay_in_order(day, fen, "held")

    # --- what happened --------------------------------------------------------------------

    def _keep(self, event: Event, allocated: Allocated) -> None:
        self.allocated.append(allocated)
        self._note(event, allocated.on, allocated=allocated)

    def _note(
        self,
        event: Event,
        on: date,
        no: int = 0,
        fell: tuple[int, int] = (0, 0),
        allocated: Allocated | None = None,
    ) -> None:
        bearing = self.bearing + self.penalty_base
        after = (self.principal, self.principal_due, self.accelerated, bearing)
        self.moves.append(Moved(event, on, no, *fell, allocated, *after))

    # --- the answer -----------------------------------------------------------------------

    @property
    def principal_due(self) -> int:
        """Principal that fell due by the plan and is unpaid, in fen."""
        return self.overdue_sum + sum(item.principal for item in self.grace)

    @property
    def principal_not_due(self) -> int:
        """Principal that the plan had not yet made due, accelerated or not, in fen."""
        return self.principal + self.accelerated

    def late_since(self) -> date | None:
        """The earliest due day that is unpaid past its grace days."""
        days = [item.due_on for item in self.settled if item.bears]
        if self.overdue:
            days.append(self.overdue[0][0])
        if self.accelerated and self.terms.accelerated_on is not None:
            days.append(self.terms.accelerated_on)
        return min(days, default=None)

    def interest_parts(self, clause: str = "") -> tuple[Part, ...]:
        """Contract interest that fell due and is unpaid, one part a settlement."""
        return tuple(
            Part(
                item.label,
                item.segments,
                Money(item.amount),
                Money(item.paid),
                clause=clause,
            )
            for item in self.settled
        )


def walk(ledgers: Sequence[Ledger], payments: Sequence[tuple[int, Payment]], to: date) -> None:
    """Take every payment in order of days, each by its ledger's place, and end on a day."""
    for place, payment in sorted(payments, key=lambda pair: pair[1].on):
        if payment.on <= to:
            ledgers[place].pay(payment)
    for ledger in ledgers:
        ledger.advance(to)
