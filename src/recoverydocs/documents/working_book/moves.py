"""The sheet 变动: what fell due, what was paid, to what it was taken, what stood after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.claims.working import event_text
from recoverydocs.documents.working_book.paper import cell, cells
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recoverydocs.claims.entries import Allocated, Moved
    from recoverydocs.claims.working import LoanWorking
    from recoverydocs.documents.working_book.paper import Paper

WIDTHS = (12, 40, *(15,) * 14)
HEADINGS = (
    "日期", "事项", "到期本金", "到期利息", "还款", "动用前期款", "抵费用", "抵期内利息",
    "抵罚息", "抵复利", "抵本金", "未抵充", "未到期本金", "到期未还本金", "提前到期未还本金",
    "计复利的欠息",
)  # fmt: skip
FELL_PRINCIPAL, FELL_INTEREST, PAID, FROM_HELD = 2, 3, 4, 5
COSTS, INTEREST, PENALTY, COMPOUND, PRINCIPAL, LEFT = 6, 7, 8, 9, 10, 11
NOT_DUE, DUE, ACCELERATED, BEARING = 12, 13, 14, 15
_BALANCES = (NOT_DUE, DUE, ACCELERATED, BEARING)
HEAD_ROWS = 3
"""Rows of the sheet above its first loan, and of each loan above its first move."""
_LOAN_HEAD, _LOAN_FOOT = 2, 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where the moves of one loan stand.

    Attributes:
        sheet: its name.
        first: row of the disbursement; the other moves follow it.
        moves: the moves.
    """

    sheet: str
    first: int
    moves: tuple[Moved, ...]

    @property
    def last(self) -> int:
        """The row of the last move."""
        return self.first + len(self.moves) - 1

    def column(self, column: int) -> str:
        """All cells of one column, as another sheet names them."""
        return cells(self.first, self.last, column, self.sheet)

    def final(self, column: int) -> str:
        """The last cell of one column, as another sheet names it."""
        return cell(self.last, column, self.sheet)

    def base_on(self, day: date, name: str, base: Money) -> str | None:
        """The cells that hold what a rate was applied to from a day on.

        None where the base stands in no cell: the principal and interest of one instalment
        whose grace days ran out bear from its due day, apart from all others.
        """
        index = max((i for i, move in enumerate(self.moves) if move.on <= day), default=0)
        move, row = self.moves[index], self.first + index
        columns = {
            "interest": ((NOT_DUE, move.not_due),),
            "penalty_interest": ((DUE, move.due), (ACCELERATED, move.accelerated)),
            "compound_interest": ((BEARING, move.bearing),),
        }[name]
        if sum(fen for _, fen in columns) != base.fen:
            return None
        held = [cell(row, column, self.sheet) for column, fen in columns if fen]
        return "+".join(held) or None


def places(sheet: str, loans: Sequence[LoanWorking]) -> tuple[Place | None, ...]:
    """Where the moves of each loan will stand; None for loans that have none."""
    found: list[Place | None] = []
    row = HEAD_ROWS
    for loan in loans:
        if not loan.moves:
            found.append(None)
            continue
        found.append(Place(sheet, row + _LOAN_HEAD, loan.moves))
        row += _LOAN_HEAD + len(loan.moves) + _LOAN_FOOT
    return tuple(found)


def unused(places: Sequence[Place]) -> tuple[int, ...]:
    """The columns in which no move of any loan has an amount."""
    moves = [move for place in places for move in place.moves]
    taken = [move.allocated for move in moves if move.allocated is not None]
    used = {
        FROM_HELD: any(move.event == "held" for move in moves),
        COSTS: any(each.costs for each in taken),
        PENALTY: any(each.penalty for each in taken),
        COMPOUND: any(each.compound for each in taken),
        ACCELERATED: any(move.accelerated for move in moves),
        BEARING: any(move.bearing for move in moves),
    }
    return tuple(column for column, is_used in used.items() if not is_used)


def write_loan(
    paper: Paper, name: str, place: Place, interest: Mapping[tuple[date, int], str]
) -> None:
    """The moves of one loan, from its label to the empty row below it.

    Args:
        paper: the sheet, at the loan's place.
        name: what the loan is called.
        place: where the moves must stand.
        interest: cells of the contract interest by settlement day and amount in fen.
    """
    paper.across(name, "label")
    paper.headings(HEADINGS)
    before: Moved | None = None
    for move in place.moves:
        _write(paper, move, before, interest.get((move.on, move.interest)))
        before = move
    paper.row += _LOAN_FOOT


def _write(paper: Paper, move: Moved, before: Moved | None, interest: str | None) -> None:
    paper.day(0, move.on)
    paper.text(1, event_text(move))
    paper.blanks(range(FELL_PRINCIPAL, LEFT + 1))
    if move.event != "waived":
        _write_fallen(paper, move, interest if move.event != "late" else None)
    if move.allocated is not None:
        _write_payment(paper, move.allocated, from_held=move.event == "held")
    _write_balances(paper, move, before)
    paper.row += 1


def _write_fallen(paper: Paper, move: Moved, interest: str | None) -> None:
    if move.principal:
        paper.yuan(FELL_PRINCIPAL, Money(move.principal))
    if move.interest and interest:
        paper.formula(FELL_INTEREST, interest, Money(move.interest), "yuan")
    elif move.interest:
        paper.yuan(FELL_INTEREST, Money(move.interest))


def _write_payment(paper: Paper, taken: Allocated, *, from_held: bool) -> None:
    paper.yuan(FROM_HELD if from_held else PAID, Money(taken.amount))
    columns = (
        (COSTS, taken.costs),
        (INTEREST, taken.interest),
        (PENALTY, taken.penalty),
        (COMPOUND, taken.compound),
        (PRINCIPAL, taken.principal),
    )
    for column, fen in columns:
        if fen:
            paper.yuan(column, Money(fen))
    here = paper.row
    received = f"{cell(here, PAID)}+{cell(here, FROM_HELD)}"
    allotted = f"SUM({cell(here, COSTS)}:{cell(here, PRINCIPAL)})"
    paper.formula(LEFT, f"{received}-{allotted}", Money(taken.held), "yuan")


def _write_balances(paper: Paper, move: Moved, before: Moved | None) -> None:
    """What stood after the move: reckoned from the row above where that gives it."""
    stood = dict(
        zip(_BALANCES, (move.not_due, move.due, move.accelerated, move.bearing), strict=True)
    )
    formulas = _formulas(paper.row, move, before)
    for column in _BALANCES:
        formula, fen = formulas.get(column, ("", None))
        if fen == stood[column]:
            paper.formula(column, formula, Money(fen), "yuan")
        else:
            paper.yuan(column, Money(stood[column]))


def _formulas(row: int, move: Moved, before: Moved | None) -> Mapping[int, tuple[str, int]]:
    """For each balance a formula over the row above, and what it gives."""
    fell, interest = cell(row, FELL_PRINCIPAL), cell(row, FELL_INTEREST)
    if before is None:
        return {NOT_DUE: (fell, move.principal)}
    not_due, due, accelerated, bearing = (cell(row - 1, column) for column in _BALANCES)
    stays = {
        NOT_DUE: (not_due, before.not_due),
        DUE: (due, before.due),
        ACCELERATED: (accelerated, before.accelerated),
        BEARING: (f"{bearing}+{interest}", before.bearing + move.interest),
    }
    if move.event == "due":
        return stays | {
            NOT_DUE: (f"{not_due}-{fell}", before.not_due - move.principal),
            DUE: (f"{due}+{fell}", before.due + move.principal),
        }
    if move.event in {"accelerated", "insolvent"}:
        return stays | {
            NOT_DUE: (f"{not_due}-{fell}", before.not_due - move.principal),
            ACCELERATED: (f"{accelerated}+{fell}", before.accelerated + move.principal),
        }
    if move.allocated is None:
        # What was given up stands in no column of its own: a balance that it moves is written.
        return stays
    paid, fen = cell(row, PRINCIPAL), move.allocated.principal
    over_due = max(fen - before.due, 0)
    over_all = max(fen - before.due - before.accelerated, 0)
    return {
        NOT_DUE: (f"{not_due}-MAX({paid}-{due}-{accelerated},0)", before.not_due - over_all),
        DUE: (f"MAX({due}-{paid},0)", max(before.due - fen, 0)),
        ACCELERATED: (
            f"MAX({accelerated}-MAX({paid}-{due},0),0)",
            max(before.accelerated - over_due, 0),
        ),
        BEARING: (
            f"{bearing}-{cell(row, INTEREST)}",
            before.bearing - move.allocated.interest,
        ),
    }
