"""The sheet 明细: each amount as a formula over its inputs, rounded where we round."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from recoverydocs.claims.figure import percent
from recoverydocs.documents.working_book import moves
from recoverydocs.documents.working_book.paper import cell, cells
from recoverydocs.documents.working_book.rounding import Exact, hair
from recoverydocs.law.numerals import clause_no
from recoverydocs.money import Money, round_to_fen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from recoverydocs.claims.terms import LoanTerms
    from recoverydocs.claims.working import LoanWorking, WorkingRow
    from recoverydocs.documents.working_book.moves import Place
    from recoverydocs.documents.working_book.paper import Paper

HEADINGS = (
    "项目", "基数（元）", "起", "止", "年利率", "天数", "计息基础", "舍入前（元）",
    "金额（元）", "合同条款", "说明",
)  # fmt: skip
WIDTHS = (30, 17, 12, 12, 10, 9, 9, 20, 17, 16, 44)
ITEM, BASE, FROM, TO, RATE, DAYS, BASIS, EXACT, AMOUNT, CLAUSE, NOTE = range(11)
_THIRTY = 30
_PAID_BY = {
    "costs": ("costs", moves.COSTS),
    "interest": ("interest", moves.INTEREST),
    "penalty_interest": ("penalty", moves.PENALTY),
    "compound_interest": ("compound", moves.COMPOUND),
}
"""Of each figure, what a payment took off it: its member, and its column."""
_TOO_LARGE = "数额超出电子表格的精度，按本系统的精确计算结果列示"


@dataclass(slots=True)
class Details:
    """The rows of one contract while they are written.

    Attributes:
        paper: the sheet.
        counted: cells that add up to the total.
        interest: cells of contract interest by settlement day and amount in fen, of the loan
            that is being written.
    """

    paper: Paper
    counted: list[str] = field(default_factory=list)
    interest: dict[tuple[date, int], str] = field(default_factory=dict)
    _group: str = ""
    _group_from: int = 0
    _before: list[Exact] = field(default_factory=list)
    _before_from: int = 0
    _rounded: tuple[int, Exact, Money] | None = None
    _last_day: date | None = None
    _turned: tuple[str, Money] | None = None

    def loan(self, loan: LoanWorking, place: Place | None) -> None:
        """The rates and rows of one disbursement."""
        rates = _Rates.none() if loan.terms is None else _write_rates(self.paper, loan.terms)
        self.paper.headings(HEADINGS)
        self._begin()
        for row in loan.rows:
            self._row(row, rates, [place] if place is not None else [])

    def costs(self, rows: Sequence[WorkingRow], places: Sequence[Place]) -> None:
        """The costs of recovery; payments of every loan may have met them."""
        self._begin()
        for row in rows:
            self._row(row, _Rates.none(), places)

    def _begin(self) -> None:
        self._group, self._rounded, self._before, self._turned = "", None, [], None
        self.interest.clear()

    def _row(self, row: WorkingRow, rates: _Rates, places: Sequence[Place]) -> None:
        if row.name != self._group:
            self._group, self._group_from = row.name, self.paper.row
            self._rounded, self._before = None, []
        if not self._before:
            self._before_from = self.paper.row
        strong = "strong " if row.role in {"part", "figure"} else ""
        self.paper.text(ITEM, row.item, f"{strong}text")
        self.paper.blanks(range(BASE, AMOUNT + 1))
        self.paper.text(CLAUSE, clause_no(row.clause) or "")
        self.paper.text(NOTE, row.note)
        self._inputs(row, rates, places)
        self._amounts(row, places)
        if row.counts:
            self.counted.append(cell(self.paper.row, AMOUNT))
        self.paper.row += 1

    # --- what goes in ---------------------------------------------------------------------

    def _inputs(self, row: WorkingRow, rates: _Rates, places: Sequence[Place]) -> None:
        if row.base is None or row.from_ is None or row.to is None or row.rate is None:
            return
        here = self.paper.row
        base = places[0].base_on(row.from_, row.name, row.base) if places else None
        if base is not None:
            self.paper.formula(BASE, base, row.base, "yuan")
        else:
            self.paper.yuan(BASE, row.base)
        self.paper.day(FROM, row.from_)
        self.paper.day(TO, row.to)
        known = rates.cell_of(row)
        if known is not None:
            self.paper.formula(RATE, known, row.rate, "rate")
        else:
            self.paper.rate(RATE, row.rate)
        units = row.units or 0
        days = f"{cell(here, TO)}-{cell(here, FROM)}"
        if units != row.days:
            months, odd = divmod(units, _THIRTY)
            days = f"{_THIRTY}*{months}+{odd}"
        self.paper.formula(DAYS, days, units, "count")
        self.paper.count(BASIS, row.basis or 0)

    # --- what comes out -------------------------------------------------------------------

    def _amounts(self, row: WorkingRow, places: Sequence[Place]) -> None:
        writers: Mapping[str, Callable[[WorkingRow, Sequence[Place]], None]] = {
            "balance": self._balance,
            "single": self._single,
            "segment": self._segment,
            "carried": self._carried,
            "part": self._part,
            "less": self._less,
            "figure": self._figure,
            "unallocated": self._unallocated,
        }
        writers.get(row.role, self._given)(row, places)

    def _given(self, row: WorkingRow, _: Sequence[Place]) -> None:
        self._put(row.amount)
        if row.role == "turned":
            self._turned = cell(self.paper.row, AMOUNT), row.amount or Money(0)
        if row.role == "planned":
            self._settled(row.to, row.amount)

    def _put(self, amount: Money | None) -> None:
        self.paper.yuan(AMOUNT, amount or Money(0))

    def _checked(self, formula: str, gives: Money, amount: Money | None, style: str) -> None:
        """A formula where it gives our amount, else the amount itself."""
        if gives == amount:
            self.paper.formula(AMOUNT, formula, gives, style)
        else:
            self._put(amount)

    def _balance(self, row: WorkingRow, places: Sequence[Place]) -> None:
        (place,) = places
        column, fen = moves.DUE, place.moves[-1].due
        if row.name == "principal_not_due":
            column, fen = moves.ACCELERATED, place.moves[-1].accelerated
        self._checked(place.final(column), Money(fen), row.amount, "strong yuan")

    def _stretch(self, row: WorkingRow, places: Sequence[Place]) -> Exact:
        here = self.paper.row
        base, rate, days, basis = (cell(here, each) for each in (BASE, RATE, DAYS, BASIS))
        exact = row.exact or Fraction(0)
        self.paper.formula(EXACT, f"{base}*{rate}*{days}/{basis}", exact, "exact")
        return Exact.product(exact, sum(len(place.moves) for place in places))

    def _single(self, row: WorkingRow, places: Sequence[Place]) -> None:
        self._round(self._stretch(row, places), row, "yuan")
        self._settled(row.to, row.amount)

    def _segment(self, row: WorkingRow, places: Sequence[Place]) -> None:
        self._before.append(self._stretch(row, places))
        self._last_day = row.to

    def _carried(self, row: WorkingRow, _: Sequence[Place]) -> None:
        """The part above less its rounding, where that is what was carried."""
        carried = row.exact or Fraction(0)
        if self._rounded is not None:
            earlier, exact, amount = self._rounded
            left = exact.less(Fraction(amount.fen, 100))
            if left.yuan == carried:
                formula = f"{cell(earlier, EXACT)}-{cell(earlier, AMOUNT)}"
                self.paper.formula(EXACT, formula, carried, "exact")
                self._before.append(left)
                return
        self.paper.exact(EXACT, carried)
        self._before.append(Exact.product(carried, 0))

    def _part(self, row: WorkingRow, _: Sequence[Place]) -> None:
        above = cells(self._before_from, self.paper.row - 1, EXACT)
        self.paper.formula(EXACT, f"SUM({above})", row.exact or Fraction(0), "exact")
        self._round(Exact.total(self._before), row, "strong yuan")
        self._before = []
        self._settled(self._last_day, row.amount)

    def _round(self, exact: Exact, row: WorkingRow, style: str) -> None:
        amount = row.amount or Money(0)
        aside = hair(exact)
        if round_to_fen(exact.yuan) != amount:
            self._put(amount)
        elif aside is None:
            self._put(amount)
            self.paper.text(NOTE, f"{row.note}；{_TOO_LARGE}")
        else:
            moved = f"{aside:+f}" if aside else ""
            formula = f"ROUND({cell(self.paper.row, EXACT)}{moved},2)"
            self.paper.formula(AMOUNT, formula, amount, style)
        self._rounded = (self.paper.row, exact, amount)

    def _settled(self, day: date | None, amount: Money | None) -> None:
        """Contract interest, where the moves find it."""
        if self._group == "interest" and day is not None and amount is not None:
            self.interest[day, amount.fen] = cell(self.paper.row, AMOUNT, self.paper.name)

    def _less(self, row: WorkingRow, places: Sequence[Place]) -> None:
        member, column = _PAID_BY[row.name]
        taken = sum(
            getattr(move.allocated, member)
            for place in places
            for move in place.moves
            if move.allocated is not None
        )
        columns = ",".join(place.column(column) for place in places)
        self._checked(f"-SUM({columns})", Money(-taken), row.amount, "yuan")

    def _figure(self, row: WorkingRow, _: Sequence[Place]) -> None:
        above = cells(self._group_from, self.paper.row - 1, AMOUNT)
        self.paper.formula(AMOUNT, f"SUM({above})", row.amount or Money(0), "strong yuan")

    def _unallocated(self, row: WorkingRow, places: Sequence[Place]) -> None:
        (place,) = places
        received = allotted = 0
        for move in place.moves:
            if move.allocated is not None:
                taken = move.allocated
                received += 0 if move.event == "held" else taken.amount
                allotted += taken.amount - taken.held
        block = f"{cell(place.first, moves.COSTS, place.sheet)}:"
        block += cell(place.last, moves.PRINCIPAL)
        formula = f"SUM({block})-SUM({place.column(moves.PAID)})"
        gives = Money(allotted - received)
        if self._turned is not None:
            formula += f"-{self._turned[0]}"
            gives -= self._turned[1]
        self._checked(formula, gives, row.amount, "strong yuan")


@dataclass(frozen=True, slots=True)
class _Rates:
    """Where the rates of one loan stand: first day, rate and cell of each step."""

    contract: tuple[tuple[date, Decimal, str], ...]
    raised: tuple[tuple[date, Decimal, str], ...]

    @classmethod
    def none(cls) -> _Rates:
        return cls((), ())

    def cell_of(self, row: WorkingRow) -> str | None:
        """The cell of a row's rate; None where the step has another one."""
        steps = self.contract if row.name == "interest" else self.raised
        held = [step for step in steps if row.from_ is not None and step[0] <= row.from_]
        if not held or held[-1][1] != row.rate:
            return None
        return held[-1][2]


def _write_rates(paper: Paper, terms: LoanTerms) -> _Rates:
    """The uplift, and of each step the contract rate and the penalty rate that follows."""
    paper.headings(("利率", "", "起", "", "年利率", "", "", "", "", "", "来源"))
    paper.blanks(range(BASE, NOTE))
    paper.text(ITEM, "罚息上浮比例")
    paper.rate(RATE, terms.uplift)
    paper.text(NOTE, f"合同约定上浮{percent(terms.uplift)}")
    uplift = _absolute(paper.row, RATE)
    paper.row += 1
    contract, raised = [], []
    for step in terms.rates:
        paper.blanks(range(BASE, NOTE))
        paper.text(ITEM, "合同利率")
        paper.day(FROM, step.from_)
        paper.rate(RATE, step.rate)
        paper.text(NOTE, step.source)
        agreed = _absolute(paper.row, RATE)
        contract.append((step.from_, step.rate, agreed))
        paper.row += 1
        penalty = step.rate * (1 + terms.uplift)
        paper.blanks(range(BASE, NOTE))
        paper.text(ITEM, "罚息利率")
        paper.day(FROM, step.from_)
        paper.formula(RATE, f"{agreed}*(1+{uplift})", penalty, "rate")
        paper.text(NOTE, "合同利率×（1＋上浮比例）")
        raised.append((step.from_, penalty, _absolute(paper.row, RATE)))
        paper.row += 1
    return _Rates(tuple(contract), tuple(raised))


def _absolute(row: int, column: int) -> str:
    return f"${chr(ord('A') + column)}${row + 1}"
