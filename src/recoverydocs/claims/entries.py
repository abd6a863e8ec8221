"""What a ledger keeps: costs that payments meet, interest that fell due, what paid what.

Plain records; ``ledger.py`` alone changes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.claims.figure import Segment


@dataclass(slots=True)
class CostPool:
    """Costs that payments meet first, shared by the loans of one contract.

    Attributes:
        left: day and unpaid fen of each cost.
    """

    left: list[tuple[date, int]]

    def pay(self, day: date, fen: int) -> int:
        """What a payment takes off the costs that had arisen by that day."""
        used = 0
        for place, (on, amount) in enumerate(self.left):
            if on <= day and amount and used < fen:
                taken = min(amount, fen - used)
                self.left[place] = (on, amount - taken)
                used += taken
        return used


@dataclass(slots=True)
class Settled:
    """Contract interest that fell due on one day.

    Attributes:
        due_on: the day.
        label: its word in rows.
        segments: how it was reckoned.
        amount: rounded to the fen.
        paid: fen taken off it.
        bears: whether it is past its grace days, so that it bears compound interest.
    """

    due_on: date
    label: str
    segments: tuple[Segment, ...]
    amount: int
    paid: int
    bears: bool


@dataclass(slots=True)
class InGrace:
    """Principal and interest of a due day whose grace days have not run out."""

    due_on: date
    ends: date
    principal: int
    interest: Settled


@dataclass(frozen=True, slots=True)
class Allocated:
    """What one repayment was taken to, in fen; ``held`` waits for the next due day."""

    on: date
    amount: int
    costs: int
    interest: int
    penalty: int
    compound: int
    principal: int
    held: int


Event = Literal["disbursed", "due", "late", "accelerated", "paid", "booked", "held"]
"""What happened to a loan: it was paid out; an instalment fell due; its grace days ran out;
everything fell due; a payment was taken in the order agreed or lawful, or as the books took it;
money that had waited was taken."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One event of a loan and what stood after it; amounts in fen.

    Attributes:
        event: what happened.
        on: its day.
        no: number of the instalment; 0 for none.
        principal: principal that fell due, was accelerated, or whose grace days ran out.
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
