"""A second reckoning of a loan, as plain as can be: one day after the other, in decimals.

It shares nothing with the engine but the shapes of terms and payments. It knows contract,
penalty and simple compound interest by days, plans, early and late payments, acceleration; no
grace days, months, costs, misuse or insolvency.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverydocs.claims.terms import Due, LoanTerms, Payment

CENT = Decimal(1)
DAY = timedelta(days=1)


def rounded(fen: Decimal) -> int:
    return int(fen.quantize(CENT, ROUND_HALF_UP))


@dataclass
class Owed:
    """Fen on the last day."""

    principal_due: int
    principal_not_due: int
    interest: int
    penalty: int
    compound: int
    credit: int


@dataclass
class Book:
    """Sums in fen; what grows is base × rate summed over days, rounded when it is looked at."""

    terms: LoanTerms
    principal: int
    overdue: int = 0
    called: int = 0
    interest: deque[int] = field(default_factory=deque)
    grown: Decimal = Decimal(0)
    ahead: int = 0
    penalty: Decimal = Decimal(0)
    penalty_paid: int = 0
    compound: Decimal = Decimal(0)
    compound_paid: int = 0
    held: int = 0
    surplus: int = 0
    prepaid: int = 0
    was_ahead: bool = False
    place: int = 0
    accelerated: bool = False

    def owes(self, kind: str) -> int:
        if kind == "penalty":
            return max(self.fen(self.penalty) - self.penalty_paid, 0)
        return max(self.fen(self.compound) - self.compound_paid, 0)

    def fen(self, grown: Decimal) -> int:
        """Divided only here: day by day, a third of a fen would not add up to a whole one."""
        return rounded(grown / self.terms.basis)

    def morning(self, day: date) -> None:
        """What falls due on the day."""
        terms = self.terms
        while self.place < len(terms.dues) and terms.dues[self.place].on <= day:
            self.fall_due(terms.dues[self.place])
        called_in = terms.accelerated_on
        if called_in is not None and called_in <= day and not self.accelerated:
            self.accelerated = True
            self.place = len(terms.dues)
            self.settle(self.fen(self.grown))
            self.called, self.principal, self.prepaid = self.principal, 0, 0
            self.use_held()

    def fall_due(self, due: Due) -> None:
        self.place += 1
        planned = due.principal.fen
        covered = min(self.prepaid, planned)
        as_planned = self.prepaid <= planned and not self.was_ahead
        self.prepaid -= covered
        self.was_ahead = self.prepaid > 0
        last = self.place == len(self.terms.dues)
        part = self.principal if last else min(planned - covered, self.principal)
        named = due.interest is not None and as_planned
        self.settle(due.interest.fen if named and due.interest else self.fen(self.grown))
        self.principal -= part
        self.overdue += part
        self.use_held()

    def settle(self, fen: int) -> None:
        self.interest.append(fen - min(fen, self.ahead))
        self.surplus += max(self.ahead - fen, 0)
        self.grown, self.ahead = Decimal(0), 0

    def use_held(self) -> None:
        fen, self.held = self.held, 0
        if fen:
            self.pay(fen)

    def pay(self, fen: int) -> None:
        for rank in self.terms.order:
            fen -= self.meet(rank, fen)
        if fen and not self.terms.plan:
            early = min(fen, max(self.fen(self.grown) - self.ahead, 0))
            self.ahead += early
            principal = min(fen - early, self.principal)
            self.principal -= principal
            self.prepaid += principal
            fen -= early + principal
        if self.terms.plan and (self.principal or self.grown):
            self.held += fen
        else:
            self.surplus += fen

    def meet(self, rank: str, fen: int) -> int:
        if rank == "interest":
            used = 0
            for place, owed in enumerate(self.interest):
                part = min(owed, fen - used)
                self.interest[place] -= part
                used += part
            part = min(self.owes("penalty"), fen - used)
            self.penalty_paid += part
            used += part
            part = min(self.owes("compound"), fen - used)
            self.compound_paid += part
            return used + part
        if rank == "principal":
            first = min(self.overdue, fen)
            self.overdue -= first
            second = min(self.called, fen - first)
            self.called -= second
            return first + second
        return 0

    def night(self, day: date) -> None:
        """One day's interest on what stands."""
        terms = self.terms
        rate = [step.rate for step in terms.rates if step.from_ <= day][-1]
        raised = rate * (1 + terms.uplift)
        self.grown += Decimal(self.principal) * rate
        self.penalty += Decimal(self.overdue + self.called) * raised
        if terms.compound:
            self.compound += Decimal(sum(self.interest)) * raised


def reckon(terms: LoanTerms, payments: Sequence[Payment], to: date) -> Owed:
    """What is owed on a day, every day before it gone through."""
    with localcontext() as context:
        context.prec = 60
        book = Book(terms, terms.principal.fen)
        by_day: dict[date, list[int]] = {}
        for payment in payments:
            by_day.setdefault(payment.on, []).append(payment.amount.fen)
        day = terms.start
        while True:
            book.morning(day)
            for fen in by_day.get(day, ()):
                book.pay(fen)
            if day == to:
                break
            book.night(day)
            day += DAY
        return Owed(
            book.overdue,
            book.principal + book.called,
            sum(book.interest),
            book.owes("penalty"),
            book.owes("compound"),
            book.held + book.surplus,
        )
