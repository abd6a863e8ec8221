"""What a ledger keeps: costs that payments meet, interest that fell due, what paid what.

Plain records; ``ledger.py`` and ``repaying.py`` alone change them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from recoverydocs.claims.accrual import Stretched
from recoverydocs.claims.figure import Part, Segment
from recoverydocs.claims.terms import YEAR_UNITS
from recoverydocs.money import Money

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.claims.accrual import Accrual, RatePath
    from recoverydocs.claims.terms import Anchor


@dataclass(slots=True)
class CostPool:
    """Costs that payments meet first, shared by the loans of one contract.

    Attributes:
        left: day and unpaid fen of each cost.
        waived: fen that the lender gave up, by place of the cost.
    """

    left: list[tuple[date, int]]
    waived: dict[int, int] = field(default_factory=dict)

    def owed(self, day: date) -> int:
        """The costs that had arisen by that day, in fen."""
        return sum(amount for on, amount in self.left if on <= day)

    def pay(self, day: date, fen: int, *, waived: bool = False) -> int:
        """What a payment takes off the costs that had arisen by that day."""
        used = 0
        if not self.left:
            return used
        for place, (on, amount) in enumerate(self.left):
            if on <= day and amount and used < fen:
                taken = min(amount, fen - used)
                self.left[place] = (on, amount - taken)
                used += taken
                if waived:
                    self.waived[place] = self.waived.get(place, 0) + taken
        return used


@dataclass(frozen=True, slots=True)
class StatedInterest:
    """Interest that the contract's own plan names.

    Attributes:
        label: its word in rows.
        from_: first day counted.
        to: the day after the last one counted.
        principal: fen not yet due in that time.
        path: the contract's rates.
        basis: days of the reckoning year.
        amount: what the plan says.
        carried_over: nothing: a plan's sum carries no fraction of a fen.
    """

    label: str
    from_: date
    to: date
    principal: int
    path: RatePath
    basis: int
    amount: Money
    carried_over: ClassVar[Fraction] = Fraction(0)

    def stretched(self) -> StatedInterest:
        """Itself: it does not change."""
        return self

    def segments(self) -> tuple[Segment, ...]:
        """The one stretch that it stands for."""
        step = self.path.step_on(self.from_)
        days = (self.to - self.from_).days
        return (
            Segment(
                self.label,
                self.from_,
                self.to,
                days,
                Money(self.principal),
                self.path.rate(step),
                self.basis,
                self.path.source(step),
                days,
                self.amount,
            ),
        )


@dataclass(frozen=True, slots=True)
class MonthlyInterest:
    """Interest of a plan of our own: whole months, cut where the rate changes.

    Attributes:
        label: its word in rows.
        from_: first day counted.
        to: the day after the last one counted.
        principal: fen not yet due in that time.
        path: the contract's rates.
        anchor: where the months are counted from.
        carried_over: nothing: each instalment is rounded by itself.
    """

    label: str
    from_: date
    to: date
    principal: int
    path: RatePath
    anchor: Anchor
    carried_over: ClassVar[Fraction] = Fraction(0)

    def stretched(self) -> Stretched:
        """The stretches of days that it was reckoned by."""
        pieces = self.path.pieces(self.from_, self.to)
        stretches = tuple((start, end, self.principal, step) for start, end, step in pieces)
        return Stretched(self.label, self.path, YEAR_UNITS, self.anchor, stretches)

    def segments(self) -> tuple[Segment, ...]:
        """The stretches in print."""
        return self.stretched().segments()


@dataclass(slots=True)
class Settled:
    """Interest that became a sum owed on one day.

    Attributes:
        due_on: the day.
        label: its word in rows.
        reckoned: how it came about.
        amount: rounded to the fen.
        paid: fen taken off it, by payments or waivers.
        waived: what of ``paid`` was given up.
        bears: whether it is past its grace days, so that it bears compound interest.
    """

    due_on: date
    label: str
    reckoned: Accrual | MonthlyInterest | StatedInterest
    amount: int
    paid: int = 0
    waived: int = 0
    bears: bool = False

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The stretches of days that it was reckoned by."""
        return self.reckoned.segments()

    def part(self, clause: str = "") -> Part:
        """The sum in print."""
        carried = self.reckoned.carried_over
        paid, waived = Money(self.paid - self.waived), Money(self.waived)
        amount = Money(self.amount)
        reckoned = self.reckoned.stretched()
        return Part(self.label, reckoned, amount, paid, carried, clause, waived)


@dataclass(slots=True)
class InGrace:
    """Principal and interest of a due day whose grace days have not run out.

    Attributes:
        due_on: the due day.
        ends: the last of its grace days.
        principal: fen.
        interest: what became of the interest due with it.
    """

    due_on: date
    ends: date
    principal: int
    interest: Settled


@dataclass(frozen=True, slots=True)
class Allocated:
    """What one repayment was taken to.

    Attributes:
        on: the day.
        amount: the repayment, fen; the parts below add up to it.
        costs: of it to costs, fen.
        interest: to interest, fen.
        penalty: to penalty interest, fen.
        compound: to compound interest, fen.
        principal: to principal, fen.
        held: what waits for the next due day, fen.
    """

    on: date
    amount: int
    costs: int
    interest: int
    penalty: int
    compound: int
    principal: int
    held: int


Event = Literal[
    "disbursed",
    "due",
    "late",
    "accelerated",
    "insolvent",
    "paid",
    "booked",
    "held",
    "waived",
]
"""What happened to a loan: it was paid out; an instalment fell due; its grace days ran out;
everything fell due by notice, or by insolvency; a payment was taken in the order agreed or
lawful, or as the books took it; money that had waited was taken; the lender gave something
up."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One event of a loan and what stood after it; amounts in fen.

    Attributes:
        event: what happened.
        on: its day.
        no: number of the instalment; 0 for none.
        principal: principal that fell due, was accelerated, whose grace days ran out, or that
            was given up.
        interest: contract interest of the same.
        allocated: what the payment was taken to; ``None`` for other events.
        not_due: principal not yet due.
        due: principal that fell due by the plan and is unpaid.
        accelerated: principal that fell due by notice and is unpaid.
        bearing: unpaid interest that bears compound interest.
    """

    event: Event
    on: date
    no: int
    principal: int
    interest: int
    allocated: Allocated | None
    not_due: int
    due: int
    accelerated: int
    bearing: int
