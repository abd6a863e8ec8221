"""Rows of the 计算明细表: from a walked ledger, from stated balances, from costs.

Nothing is reckoned anew: rows show the segments, roundings and payments that the ledger kept,
so that they cannot say anything but what the figures rest on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.claim import CLAIMED
from recoverydocs.claims.figure import LABELS, Part
from recoverydocs.claims.loan_figures import ACCELERATED_LABEL
from recoverydocs.claims.working.table import BEFORE_ROUNDING, WorkingRow
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recoverydocs.claims.figure import Figure, Segment
    from recoverydocs.claims.ledger import Ledger
    from recoverydocs.claims.working.table import Role

ROUNDED = "四舍五入到分"
ROUNDED_SUM = "以上各段相加，四舍五入到分"
_SEE_MOVES = "见到期与还款抵充表末行的余额"


def loan_rows(ledger: Ledger) -> Iterator[WorkingRow]:
    """The rows of one disbursement, in the order of the 债权明细表."""
    taken = ledger.allocated
    clauses = dict(ledger.terms.clauses)
    yield _balance("principal_due", LABELS["principal_due"], ledger.principal_due)
    if ledger.accelerated:
        yield _balance(
            "principal_not_due",
            ACCELERATED_LABEL,
            ledger.accelerated,
            clauses.get("principal_not_due", ""),
        )
    yield from _interest(ledger)
    name = "penalty_interest"
    parts = ledger.all_penalty_parts(clauses.get(name, ""))
    less = [_less(name, sum(each.penalty for each in taken)), _given_up(name, ledger)]
    yield from _figure(name, _part_rows(name, parts), less)
    name = "compound_interest"
    parts = ledger.all_compound_parts(clauses.get(name, ""))
    less = [_less(name, sum(each.compound for each in taken)), _given_up(name, ledger)]
    yield from _figure(name, _part_rows(name, parts), less)
    unallocated = ledger.held + ledger.surplus
    if unallocated:
        yield WorkingRow(
            "unallocated",
            "paid",
            "减：已还而尚未抵充",
            Money(-unallocated),
            note="已收到而超过已到期债务、留待以后抵充的款项",
            counts=True,
        )


def _balance(name: str, item: str, fen: int, clause: str = "") -> WorkingRow:
    return WorkingRow(
        "balance", name, item, Money(fen), clause=clause, note=_SEE_MOVES, counts=True
    )


def _interest(ledger: Ledger) -> Iterator[WorkingRow]:
    """Contract interest: each settlement, paid or not, then what payments took."""
    name = "interest"
    parts = [Part(item.label, item.segments, Money(item.amount)) for item in ledger.all_settled]
    taken = sum(each.interest for each in ledger.allocated)
    ahead = ledger.current_paid
    waived = sum(fen for waiver, fen in ledger.given_up if waiver.name == name)
    turned = taken + waived - ahead - sum(item.paid for item in ledger.all_settled)
    taken_off = [
        _less(name, taken),
        _given_up(name, ledger),
        _added(name, "ahead", "加：已付而尚未到结息日的利息", ahead),
        _added(name, "turned", "加：多付的利息，转作未抵充款项", turned),
    ]
    yield from _figure(name, _part_rows(name, parts), taken_off)


def _less(name: str, fen: int) -> WorkingRow | None:
    """What payments took off a figure; nothing where they took nothing."""
    return _added(name, "less", f"减：还款抵充的{LABELS[name]}", -fen)


def _given_up(name: str, ledger: Ledger) -> WorkingRow | None:
    """What the lender gave up of a figure; nothing where it gave up nothing."""
    fen = sum(fen for waiver, fen in ledger.given_up if waiver.name == name)
    return _added(name, "waived", f"减：减免的{LABELS[name]}", -fen)


def _added(name: str, role: Role, item: str, fen: int) -> WorkingRow | None:
    return WorkingRow(role, name, item, Money(fen)) if fen else None


def _figure(
    name: str, rows: Iterable[WorkingRow], adjusted: Sequence[WorkingRow | None]
) -> Iterator[WorkingRow]:
    """The rows of one figure and what is left of it; the only row of one is the figure."""
    found = [*rows, *(row for row in adjusted if row is not None)]
    rounded = [row for row in found if row.role not in BEFORE_ROUNDING]
    if not found:
        return
    if len(rounded) == 1:
        yield from found[:-1]
        yield found[-1].counted()
        return
    yield from found
    left = Money.total(row.amount for row in rounded if row.amount is not None)
    yield WorkingRow("figure", name, f"{LABELS[name]}尚欠", left, counts=True)


def _part_rows(name: str, parts: Iterable[Part]) -> Iterator[WorkingRow]:
    """Each rounded part: one row where it is one stretch, else its stretches and their sum."""
    for part in parts:
        if not part.segments and not part.amount:
            continue
        if len(part.segments) == 1 and not part.carried:
            yield _single(name, part, part.segments[0])
            continue
        if part.carried:
            yield WorkingRow(
                "carried",
                name,
                f"{LABELS[name]}：前次付清时分以下的尾差",
                exact=part.carried,
                note="前次各段之和减去其四舍五入后的金额",
            )
        for segment in part.segments:
            yield _stretch("segment", name, segment, None, part.clause, segment.rate_source)
        item = f"{LABELS[name]}小计"
        yield WorkingRow(
            "part",
            name,
            item,
            part.amount,
            exact=sum((each.exact for each in part.segments), part.carried),
            clause=part.clause,
            note=ROUNDED_SUM,
        )


def _single(name: str, part: Part, segment: Segment) -> WorkingRow:
    if segment.stated is not None:
        note = f"按合同还款计划所列金额；{segment.rate_source}"
        return _stretch("planned", name, segment, part.amount, part.clause, note)
    note = f"{segment.rate_source}；{ROUNDED}"
    return _stretch("single", name, segment, part.amount, part.clause, note)


def _stretch(  # noqa: PLR0913, PLR0917 - the facts of one row
    role: Role, name: str, segment: Segment, amount: Money | None, clause: str, note: str
) -> WorkingRow:
    return WorkingRow(
        role,
        name,
        segment.label,
        amount,
        segment.exact,
        segment.base,
        segment.from_,
        segment.to,
        segment.rate,
        segment.days,
        segment.units,
        segment.basis,
        clause,
        note,
    )


def stated_rows(figures: Iterable[Figure], *, accelerated: bool) -> Iterator[WorkingRow]:
    """Balances taken as the core system states them: nothing is reckoned."""
    for figure in figures:
        shown = figure.name in CLAIMED and (figure.amount or figure.name == "principal_due")
        if shown and (accelerated or figure.name != "principal_not_due"):
            yield WorkingRow(
                "given",
                figure.name,
                figure.label,
                figure.amount,
                note=f"{figure.source}，按其所列金额",
                counts=True,
            )


def cost_rows(whole: Sequence[Figure], left: Sequence[Figure]) -> Iterator[WorkingRow]:
    """The costs of recovery, each with its voucher, and what payments took off them.

    Args:
        whole: the costs as they arose.
        left: what is unpaid of them.
    """
    rows = [
        WorkingRow(
            "given",
            "costs",
            figure.label,
            figure.amount,
            clause=figure.parts[0].clause if figure.parts else "",
            note=figure.source,
        )
        for figure in whole
    ]
    gross = Money.total(figure.amount for figure in whole)
    waived = sum(part.waived.fen for figure in left for part in figure.parts)
    paid = gross.fen - sum(figure.amount.fen for figure in left) - waived
    given_up = _added("costs", "waived", f"减：减免的{LABELS['costs']}", -waived)
    yield from _figure("costs", rows, [_less("costs", paid), given_up])
