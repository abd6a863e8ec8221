"""The claim: a case assessed on a day. Only shapes; ``assess.py`` fills them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recoverydocs.claims.figure import ClaimRow, Figure, rows_of
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from recoverydocs.cases import Case
    from recoverydocs.claims.delay import Taken
    from recoverydocs.claims.entries import Allocated
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

CLAIMED = (
    "principal_due",
    "principal_not_due",
    "interest",
    "penalty_interest",
    "compound_interest",
    "costs",
)
"""The figures that add up to the total, in the order of the 债权明细表."""


@dataclass(frozen=True, slots=True)
class Onward:
    """What goes on growing after the cut-off day.

    Attributes:
        disb_no: the disbursement.
        base: the principal that it grows on.
        rate: of its penalty interest, a fraction of one per year.
        basis: days of the reckoning year.
        compound_base: unpaid interest that bears compound interest; zero for none.
        of: what the base is, in Chinese.
    """

    disb_no: str
    base: Money
    rate: Decimal
    basis: int
    compound_base: Money
    of: str = "逾期本金"


@dataclass(frozen=True, slots=True)
class Stated:
    """What the core system states beside what we reckon, one figure.

    Attributes:
        name: the figure.
        label: its words.
        stated: the core system's amount.
        reckoned: ours.
    """

    name: str
    label: str
    stated: Money
    reckoned: Money

    @property
    def difference(self) -> Money:
        """Stated less reckoned."""
        return self.stated - self.reckoned


@dataclass(frozen=True, slots=True)
class ContractClaim:
    """What is owed under one contract on the day.

    Attributes:
        contract_no: the contract.
        figures: in the order of the 债权明细表, ``paid`` and ``total`` last.
        loans: the same for each disbursement, by number.
        stated: the core system's figures of the day beside ours; empty where it states none.
        total: what can be demanded on the day; principal not yet due only when accelerated.
        accelerated_on: the day on which everything fell due before its time, by notice or by
            insolvency; ``None`` if it did not.
        matured_on: the contract's last due day.
        overdue_since: earliest unpaid due day; ``None`` where nothing is overdue.
        overdue_days: days since, 0 where nothing is overdue.
        onward: what goes on growing.
        allocated: what each repayment was taken to, by disbursement.
        status: ``reckoned`` or ``stated``.
        stops_on: the day of insolvency, from which nothing accrues; ``None`` for none.
    """

    contract_no: str
    figures: tuple[Figure, ...]
    loans: tuple[tuple[str, tuple[Figure, ...]], ...]
    stated: tuple[Stated, ...]
    total: Money
    accelerated_on: date | None
    matured_on: date
    overdue_since: date | None
    overdue_days: int
    onward: tuple[Onward, ...]
    allocated: tuple[tuple[str, Allocated], ...]
    status: str
    stops_on: date | None = None

    def figure(self, name: str) -> Figure:
        """The figure of that name.

        Raises:
            KeyError: no such figure.
        """
        for figure in self.figures:
            if figure.name == name:
                return figure
        raise KeyError(name)

    @property
    def balance(self) -> Money:
        """All that is still to be paid, due or not, less money paid ahead; may be negative."""
        if self.accelerated_on is not None:
            return self.total
        return self.total + Money.total(
            figure.amount
            for _, figures in self.loans
            for figure in figures
            if figure.name == "principal_not_due"
        )

    @property
    def is_settled(self) -> bool:
        """Whether a loan that was paid out has nothing left to be paid."""
        return bool(self.loans) and self.balance <= Money(0)

    @property
    def principal(self) -> Money:
        """All principal outstanding, due or not."""
        return self.figure("principal_due").amount + self.figure("principal_not_due").amount

    @property
    def rows(self) -> tuple[ClaimRow, ...]:
        """The 债权明细表: every row but the last adds up to the last, 合计."""
        rows: list[ClaimRow] = []
        for figure in self.figures:
            if figure.name == "principal_not_due" and self.accelerated_on is None:
                continue
            if figure.name == "paid":
                rows.append(_bare(figure, -figure.amount))
                continue
            found = list(self._rows_of(figure)) if figure.name != "total" else []
            rows += found or [_bare(figure, figure.amount)]
        return tuple(rows)

    def _rows_of(self, figure: Figure) -> Iterator[ClaimRow]:
        """A figure's rows; where several disbursements make it up, each row names its own."""
        own = [
            (no, each) for no, loan in self.loans for each in loan if each.name == figure.name
        ]
        if len(own) <= 1:
            yield from rows_of(figure)
            return
        for disb_no, each in own:
            for row in rows_of(each):
                yield replace(row, item=f"{row.item}（借据{disb_no}）")


def _bare(figure: Figure, amount: Money) -> ClaimRow:
    return ClaimRow(figure.label, None, None, None, None, None, None, amount, name=figure.name)


@dataclass(frozen=True, slots=True)
class PeriodEvent:
    """Something that happened while a period ran, or was about to.

    Attributes:
        on: the day, in China; of a letter the day on which it arrived or should have, of one
            that did not the day of sending.
        label: what happened, in Chinese.
        proof: what proves it: 文号, delivery evidence, voucher, docket; empty for nothing.
        counted: whether it moved the end of the period, or kept the right.
        answer: what it did, or why it did nothing, in Chinese.
    """

    on: date
    label: str
    proof: str
    counted: bool
    answer: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something must have happened.

    Attributes:
        name: ``limitation``, ``guarantee-period``, ``guarantor-limitation``,
            ``mortgage-exercise``, ``preservation``, ``preservation-renewal``,
            ``preservation-then-sue``, ``preservation-pre-enforcement``, ``appeal``,
            ``evidence``, ``set-aside``, ``enforcement`` or ``credit-objection``.
        label: its words.
        subject: contract, guarantee, asset, docket or instrument that it concerns.
        raw_last_day: by counting alone.
        last_day: rolled over rest days; ``None`` where that calendar is not published.
        safe_day: the earlier of both.
        state: ``running``, ``expired``, ``kept``, ``done`` or ``lapsed``.
        article: the citation that it rests on.
        working: how it was found, in Chinese.
        starts_on: the day whose event lets it run, itself not counted; ``None`` where only the
            end is known.
        contract_no: the loan contract; empty where the data name none.
        rule: which house rule of the table ``watch`` speaks of it; empty for ``name``.
        events: what restarted it or kept the right, and what did not, oldest first.
        in_procedure: whether a suit or arbitration filed in time is not known to have ended.
        unsuspended_day: of limitation, the counted end without its suspension; ``None`` where
            nothing suspended it.
    """

    name: str
    label: str
    subject: str
    raw_last_day: date
    last_day: date | None
    safe_day: date
    state: str
    article: str
    working: tuple[str, ...]
    starts_on: date | None = None
    contract_no: str = ""
    rule: str = ""
    events: tuple[PeriodEvent, ...] = ()
    in_procedure: bool = False
    unsuspended_day: date | None = None

    def days_left(self, day: date) -> int:
        """Days from ``day`` to the careful day; negative when it has passed."""
        return (self.safe_day - day).days

    @property
    def moved_by(self) -> PeriodEvent | None:
        """The last event that moved the end or kept the right; ``None`` where none did."""
        return next((each for each in reversed(self.events) if each.counted), None)


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step that the state of the case suggests.

    Attributes:
        kind: slug of the document; empty where the product has no such kind.
        label: what to do, in Chinese.
        reason: why, in Chinese.
        subject: contract or guarantee.
        by: the day by which; ``None`` where none presses.
    """

    kind: str
    label: str
    reason: str
    subject: str
    by: date | None = None


@dataclass(frozen=True, slots=True)
class GuaranteeState:
    """One guarantee on the day.

    Attributes:
        guarantee_no: the guarantee.
        contract_no: the contract that it secures.
        guarantor: party id.
        mode: ``joint`` or ``general``, an unclear one read by the day it was signed.
        principal_due: the due day from which its period runs.
        safe_day: careful last day of the period.
        last_day: the last day that decides; the counted one where no calendar is published.
        discharged: whether the guarantor is free.
        kept_by: the day of the act that kept it; ``None`` where there is none.
        demandable: what can be demanded of the guarantor: the total, capped.
    """

    guarantee_no: str
    contract_no: str
    guarantor: str
    mode: str
    principal_due: date
    safe_day: date
    last_day: date
    discharged: bool
    kept_by: date | None
    demandable: Money


@dataclass(frozen=True, slots=True)
class InstrumentClaim:
    """What is owed under an effective instrument on the day.

    Attributes:
        no: the instrument.
        contract_no: the contract that it is about.
        performance_day: last day for performance; it is not counted.
        days: days that bear the doubled part.
        figures: costs, general interest, principal and other money, doubled part, total.
        total: what can be enforced on the day.
        taken: what each payment since the instrument was made was taken to.
        working: how the interest came about, in Chinese.
    """

    no: str
    contract_no: str
    performance_day: date
    days: int
    figures: tuple[Figure, ...]
    total: Money
    taken: tuple[Taken, ...]
    working: tuple[str, ...]

    def figure(self, name: str) -> Figure:
        """The figure of that name.

        Raises:
            KeyError: no such figure.
        """
        for figure in self.figures:
            if figure.name == name:
                return figure
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Claim:
    """A case assessed on a day.

    Attributes:
        case: the case as read.
        law: the law book that was asked.
        as_of: the cut-off day.
        contracts: one claim a contract, in the case's order.
        costs: one figure a cost of recovery that can be claimed.
        total: what can be demanded in all.
        findings: what a reader must know, in order of contracts.
        deadlines: earliest first.
        guarantees: the state of every guarantee.
        next_steps: what the state suggests, most pressing first.
        instruments: one claim an effective instrument whose sums the case names.
    """

    case: Case
    law: LawBook
    as_of: date
    contracts: tuple[ContractClaim, ...]
    costs: tuple[Figure, ...]
    total: Money
    findings: tuple[Finding, ...]
    deadlines: tuple[Deadline, ...]
    guarantees: tuple[GuaranteeState, ...]
    next_steps: tuple[NextStep, ...]
    instruments: tuple[InstrumentClaim, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of every contract."""
        return tuple(figure for contract in self.contracts for figure in contract.figures)

    def contract(self, contract_no: str) -> ContractClaim:
        """The claim under one contract.

        Raises:
            KeyError: no such contract.
        """
        for contract in self.contracts:
            if contract.contract_no == contract_no:
                return contract
        raise KeyError(contract_no)

    def guarantee(self, guarantee_no: str) -> GuaranteeState:
        """The state of one guarantee.

        Raises:
            KeyError: no such guarantee.
        """
        for guarantee in self.guarantees:
            if guarantee.guarantee_no == guarantee_no:
                return guarantee
        raise KeyError(guarantee_no)
