"""One disbursement walked through day by day: what falls due and what accrues.

Contract interest runs on principal that is not yet due; from its due day principal bears
penalty interest instead; unpaid contract interest bears compound interest if so agreed.
Intervals are half-open: a payment one day late bears one day. What payments do to it stands in
``repaying.py``.
Source: 民法典 674-676; 银发〔2003〕251号 三; 企业破产法 46; the contract.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
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
from recoverydocs.claims.falling_due import happen
from recoverydocs.claims.figure import percent
from recoverydocs.claims.repaying import take, waive
from recoverydocs.claims.terms import anchor_of, every_rank
from recoverydocs.money import Money

if TYPE_CHECKING:
    from recoverydocs.claims.figure import Part
    from recoverydocs.claims.terms import LoanTerms, Payment, Rank, Waiver

MovedFacts = tuple[Event, date, int, int, int, Allocated | None, int, int, int, int]
"""What ``Moved`` holds, in its order."""
_DAY = timedelta(days=1)
_PENALTY_BASIS_MONTHLY = 360


@dataclass(slots=True)
class Ledger:
    """The state of one disbursement on ``day``; payments must come in order of days.

    Sums are in fen. ``principal`` is not yet due, ``overdue`` fell due by the plan (day and
    sum, oldest first), ``accelerated`` fell due at once; ``bearing`` is unpaid contract
    interest past its grace days; ``held`` is money that waits for the next due day,
    ``surplus`` money that nothing is owed for; ``principal_days`` is the principal outstanding
    summed over days, ``marked`` what ``charged`` and it were on the day that the terms mark.
    """

    terms: LoanTerms
    pool: CostPool
    day: date = field(init=False)
    principal: int = field(init=False)
    overdue: deque[tuple[date, int]] = field(default_factory=deque)
    overdue_sum: int = 0
    accelerated: int = 0
    grace: deque[InGrace] = field(default_factory=deque)
    settled: deque[Settled] = field(default_factory=deque)
    rolled: deque[Settled] = field(default_factory=deque)
    bearing: int = 0
    penalty_base: int = 0
    compound_base: int = 0
    misused: int = 0
    current_paid: int = 0
    current_waived: int = 0
    held: int = 0
    surplus: int = 0
    over_applied: int = 0
    prepaid: int = 0
    principal_days: int = 0
    interest_charged: int = 0
    compound_charged: int = 0
    waived: int = 0
    marked: tuple[int, int] = (0, 0)
    settled_on: date = field(init=False)
    path: RatePath = field(init=False)
    penalty: Accrual = field(init=False)
    compound: Accrual = field(init=False)
    misuse: tuple[Accrual, Accrual] | None = None
    allocated: list[Allocated] = field(default_factory=list)
    all_settled: list[Settled] = field(default_factory=list)
    all_rolled: list[Settled] = field(default_factory=list)
    given_up: list[tuple[Waiver, int]] = field(default_factory=list)
    order: tuple[Rank, ...] = ()
    late_orders: tuple[tuple[int, tuple[Rank, ...]], ...] = ()
    is_stopped: bool = False
    agenda: list[date] = field(default_factory=list)
    settles: frozenset[date] = frozenset()
    _due_day: int = 0
    _step: int = 0
    _current: Accrual | None = None
    _running: list[tuple[date, date, int]] = field(default_factory=list)
    _moves: list[MovedFacts] = field(default_factory=list)
    next_due: int = 0
    is_accelerated: bool = False
    ahead_at_start: bool = False

    def __post_init__(self) -> None:
        terms = self.terms
        self.day = self.settled_on = terms.start
        self.principal = terms.principal.fen
        self.order = every_rank(terms.order)
        self.late_orders = tuple((days, every_rank(o)) for days, o in terms.late_orders)
        contract = RatePath.of(terms.rates)
        raised = contract.times(1 + terms.uplift, f"，上浮{percent(terms.uplift)}")
        if terms.monthly:
            self._due_day = max((due.on.day for due in terms.dues), default=0)
        self.path = contract
        self.penalty = Accrual("罚息", raised, self.penalty_basis)
        self.compound = Accrual("复利", raised, self.penalty_basis)
        days = {due.on for due in terms.dues}
        days.update(terms.settles or (), (misuse.from_ for misuse in terms.misuses))
        others = (terms.accelerated_on, terms.stops_on, terms.marks_on)
        days.update(day for day in others if day is not None)
        self.settles = frozenset(terms.settles or ())
        # Backwards, so that the next day is taken off the end.
        self.agenda = sorted((max(day, terms.start) for day in days), reverse=True)
        if terms.misuses:
            self.misuse = self._misuse_accruals(contract)

    @property
    def penalty_basis(self) -> int:
        """Days of the year for penalty and compound interest, which always run by days."""
        return _PENALTY_BASIS_MONTHLY if self.terms.monthly else self.terms.basis

    @property
    def current(self) -> Accrual:
        """Contract interest from the last settlement on, reckoned when somebody asks."""
        found = self._current
        if found is None:
            terms = self.terms
            anchor = anchor_of(self.settled_on, self._due_day) if terms.monthly else None
            found = self._current = Accrual("期内利息", self.path, terms.basis, anchor)
        for start, end, principal in self._running:
            found.add(start, end, principal)
        self._running.clear()
        return found

    def settle_current(self, day: date) -> None:
        """Begin a new time of contract interest."""
        self.settled_on, self._current = day, None
        self._running.clear()

    @property
    def runs(self) -> bool:
        """Whether contract interest has run since the last settlement."""
        return bool(self._running) or bool(self._current and self._current.stretches)

    def _misuse_accruals(self, contract: RatePath) -> tuple[Accrual, Accrual]:
        """On principal not yet due the uplift alone, on overdue principal the whole rate."""
        terms = self.terms
        more = terms.misuse_uplift or Decimal(0)
        heavier = max(more, terms.uplift)
        added = contract.times(more, f"，挪用加收{percent(more)}")
        whole = contract.times(1 + heavier, f"，挪用上浮{percent(heavier)}")
        return (
            Accrual("罚息（挪用加收）", added, self.penalty_basis),
            Accrual("罚息（挪用）", whole, self.penalty_basis),
        )

    # --- time -----------------------------------------------------------------------------

    def advance(self, to: date) -> None:
        """Walk to a day: everything that falls due on or before it has fallen due."""
        agenda = self.agenda
        while agenda or self.grace:
            event = agenda[-1] if agenda else date.max
            if self.grace:
                event = min(event, self.grace[0].ends + _DAY)
            if event > to:
                break
            while agenda and agenda[-1] <= event:
                agenda.pop()
            if event > self.day:
                self._accrue(event)
            happen(self, event)
        if to > self.day:
            self._accrue(to)

    def _accrue(self, to: date) -> None:
        """Days on which no sum changes, cut where the rate does."""
        start, self.day = self.day, to
        if self.is_stopped:
            return
        starts, step = self.penalty.path.starts, self._step
        last = len(starts) - 1
        late = self.overdue_sum + self.accelerated
        outstanding = self.principal + late
        if self.grace:
            outstanding += sum(item.principal for item in self.grace)
        self.principal_days += outstanding * (to - start).days
        if self.principal:
            self._running.append((start, to, self.principal))
        bearing = self.bearing + self.penalty_base + self.compound_base
        bearing = bearing if self.terms.compound else 0
        if not late and not bearing and not self.misused:
            return
        while start < to:
            while step < last and starts[step + 1] <= start:
                step += 1
            stop = starts[step + 1] if step < last and starts[step + 1] < to else to
            days = (stop - start).days
            if self.misused:
                self._grow_misuse(start, stop, late, step)
            elif late:
                self.penalty.grow(start, stop, days, late, step)
            if bearing:
                self.compound.grow(start, stop, days, bearing, step)
            start = stop
        self._step = step

    def _grow_misuse(self, start: date, stop: date, late: int, step: int) -> None:
        """Misused principal counts to overdue principal first: the lower of both results."""
        days = (stop - start).days
        overdue = min(self.misused, late)
        ahead = min(self.misused - overdue, self.principal)
        if self.misuse is not None:
            added, whole = self.misuse
            added.grow(start, stop, days, ahead, step)
            whole.grow(start, stop, days, overdue, step)
        self.penalty.grow(start, stop, days, late - overdue, step)

    # --- what happened --------------------------------------------------------------------

    def keep(self, event: Event, allocated: Allocated) -> None:
        """Remember what a payment was taken to."""
        self.allocated.append(allocated)
        self.note(event, allocated.on, allocated=allocated)

    def note(
        self,
        event: Event,
        on: date,
        no: int = 0,
        fell: tuple[int, int] = (0, 0),
        allocated: Allocated | None = None,
    ) -> None:
        """Remember an event and what stands after it."""
        bearing = self.bearing + self.penalty_base + self.compound_base
        due = self.principal_due if self.grace else self.overdue_sum
        principal, interest = fell
        self._moves.append(
            (
                event,
                on,
                no,
                principal,
                interest,
                allocated,
                self.principal,
                due,
                self.accelerated,
                bearing,
            )
        )

    @property
    def moves(self) -> tuple[Moved, ...]:
        """Everything that happened, in order."""
        return tuple(Moved(*facts) for facts in self._moves)

    # --- what the borrower paid, what the lender gave up -----------------------------------

    def pay(self, payment: Payment) -> None:
        """Take one repayment: as the books applied it, else in the order agreed or lawful."""
        self.advance(payment.on)
        take(self, payment)

    def give_up(self, waiver: Waiver) -> Money:
        """Take off what was waived, and no more than is owed; how much that was."""
        self.advance(waiver.on)
        return Money(waive(self, waiver))

    # --- the answer -----------------------------------------------------------------------

    @property
    def principal_due(self) -> int:
        """Principal that fell due by the plan and is unpaid, in fen."""
        if not self.grace:
            return self.overdue_sum
        return self.overdue_sum + sum(item.principal for item in self.grace)

    @property
    def principal_not_due(self) -> int:
        """Principal that the plan had not yet made due, accelerated or not, in fen."""
        return self.principal + self.accelerated

    @property
    def interest_owed(self) -> int:
        """Contract interest that fell due and is unpaid, in fen."""
        return sum(item.amount - item.paid for item in self.settled)

    @property
    def penalties(self) -> tuple[Accrual, ...]:
        """Penalty interest for delay, then for misuse where there was any."""
        return (self.penalty, *(self.misuse or ()))

    @property
    def penalty_owed(self) -> int:
        """Penalty interest that is unpaid, of every kind, in fen."""
        if self.misuse is None:
            return self.penalty.owed
        return self.penalty.owed + sum(each.owed for each in self.misuse)

    @property
    def compound_owed(self) -> int:
        """Compound interest that is unpaid, in fen."""
        return self.compound_base + self.compound.owed

    @property
    def charged(self) -> int:
        """All interest of every kind so far, paid or not, less what was waived, in fen."""
        misuse = sum(each.charged for each in self.misuse or ())
        current = max(self.current.amount, self.current_paid)
        compound = self.compound_charged + self.compound.charged
        return (
            self.interest_charged
            + current
            + self.penalty.charged
            + misuse
            + compound
            - self.waived
        )

    def late_since(self) -> date | None:
        """The earliest due day that is unpaid past its grace days."""
        days = [item.due_on for item in self.settled if item.bears][:1]
        if self.overdue:
            days.append(self.overdue[0][0])
        if self.accelerated:
            days += [day for day in (self.terms.accelerated_on, self.terms.stops_on) if day]
        return min(days, default=None)

    def interest_parts(self, clause: str = "") -> tuple[Part, ...]:
        """Contract interest that fell due and is unpaid, one part a settlement."""
        return tuple(item.part(clause) for item in self.settled)

    def penalty_parts(self, clause: str = "") -> tuple[Part, ...]:
        """Penalty interest for delay, then for misuse."""
        return tuple(each.part(each.label, clause) for each in self.penalties)

    def all_penalty_parts(self, clause: str = "") -> list[Part]:
        """Every rounded part of penalty interest there ever was, paid off or not."""
        found: list[Part] = []
        for grown in self.penalties:
            found += [*grown.paid_off(clause), grown.part(grown.label, clause)]
        return found

    def all_compound_parts(self, clause: str = "") -> list[Part]:
        """Every rounded part of compound interest there ever was, paid off or not."""
        found: list[Part] = []
        for item in self.all_rolled:
            if isinstance(item.reckoned, Accrual):
                found += item.reckoned.paid_off(clause)
            found.append(item.part(clause))
        grown = self.compound
        return [*found, *grown.paid_off(clause), grown.part(grown.label, clause)]

    def compound_parts(self, clause: str = "") -> tuple[Part, ...]:
        """Compound interest that joined the base, one part a settlement, then the rest."""
        return (
            *(item.part(clause) for item in self.rolled),
            self.compound.part("复利", clause),
        )
