"""What a court takes: who prepays it, who bears it in the end, and the sum for an amount.

Source: 诉讼费用交纳办法 13-21, 29-38, 42; 民诉法解释 204, 206 (table ``court_fees``). Rounding
is laid down nowhere: half up to the fen, once at the end. The court's own notice governs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recoverydocs.errors import LawTableError
from recoverydocs.law.scales import Sum, fixed
from recoverydocs.law.standing import standing_on
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from fractions import Fraction

    from recoverydocs.law.book import LawBook
    from recoverydocs.law.fee_tables import FeeRow

Takes = Literal["amount", "amount-or-none", "change", "none"]

KINDS: Mapping[str, Takes] = {
    "property": "amount",
    "property-halved": "amount",
    "preservation": "amount-or-none",
    "enforcement": "amount",
    "payment-order": "amount",
    "bankruptcy": "amount",
    "appeal": "amount",
    "counterclaim-joined": "amount",
    "claim-increased": "change",
    "claim-decreased": "change",
    "jurisdiction-objection": "none",
    "public-notice": "none",
    "set-aside-award": "none",
    "enforcement-no-amount": "none",
    "realise-security": "amount-or-none",
}
"""Every kind of fee with what it is reckoned from; the table has a ``[[kind]]`` for each."""

_CAUTION = "本数额供预估，以人民法院的交费通知为准"


@dataclass(frozen=True, slots=True)
class CourtFee:
    """One fee of a court.

    Attributes:
        amount: rounded to the fen; ``None`` for a range, or where no standard is laid down.
        range: lowest and highest sum, where the statute leaves it to the court.
        exact: in yuan before rounding; ``None`` with ``amount``.
        prepaid_by_applicant: whether the one who asks pays in advance.
        borne_by: who bears it in the end, in Chinese.
        table: id of the row that it was reckoned by; empty where no standard is laid down.
        working: how it was reckoned, line by line.
        sources: acts and articles.
    """

    amount: Money | None
    range: tuple[Money, Money] | None
    exact: Fraction | None
    prepaid_by_applicant: bool
    borne_by: str
    table: str
    working: tuple[str, ...]
    sources: tuple[str, ...]


def court_fee(law: LawBook, kind: str, day: date, amount: Money | None = None) -> CourtFee:
    """The fee of a kind on a day.

    Args:
        law: the dated tables.
        kind: one of ``KINDS`` that takes no change.
        day: on which the fee is due to the court.
        amount: what it is reckoned from; ``None`` where there is none.

    Raises:
        LawTableError: the table has nothing for the day, or nothing without an amount.
    """
    asked = law.court_fees.on("kind", kind, day)
    if "table" not in asked.data:
        return _made(day, asked, None, None)
    row = law.court_fees.on("table", asked.data["table"], day)
    if amount is None:
        return _without_amount(day, asked, row)
    found = law.court_fees.sum_of(row, amount, day)
    if asked.factor is not None:
        found = found.part(asked.factor)
    return _made(
        day, asked, row, found.headed(f"{asked.basis or row.basis or '金额'}：{amount}元")
    )


def claim_change(law: LawBook, kind: str, day: date, before: Money, after: Money) -> CourtFee:
    """What is paid more, or given back, where a claim changes from one sum to another.

    The difference of the two exact fees, rounded once.

    Args:
        law: the dated tables.
        kind: of the case, as the table of fees names it.
        day: the day of the change, whose table holds.
        before: the sum claimed until then.
        after: the sum claimed from then on.

    Source: 诉讼费用交纳办法 21.

    Raises:
        LawTableError: the table has nothing for the day.
    """
    asked = law.court_fees.on("kind", kind, day)
    if "table" not in asked.data:
        return _made(day, asked, None, None)
    row = law.court_fees.on("table", asked.data["table"], day)
    old, new = (law.court_fees.sum_of(row, each, day) for each in (before, after))
    if asked.factor is not None:
        old, new = old.part(asked.factor), new.part(asked.factor)
    rows = (
        f"变更前的诉讼请求：{before}元",
        *old.working,
        f"变更前的受理费：{old.text()}",
        f"变更后的诉讼请求：{after}元",
        *new.working,
        f"变更后的受理费：{new.text()}",
    )
    found = new.less(old) if after > before else old.less(new)
    return _made(day, asked, row, Sum(found.numerator, found.denominator, rows))


def _without_amount(day: date, asked: FeeRow, row: FeeRow) -> CourtFee:
    """A fixed sum, or a range that the statute leaves to the court."""
    sums = (row.without_amount, row.range, row.flat)
    found = next((each for each in sums if each is not None), None)
    if found is None:
        raise LawTableError(f"court_fees.toml：{row.id} 没有不按金额计算的标准")
    if isinstance(found, Money):
        return _made(day, asked, row, fixed(found))
    return _made(day, asked, row, None, found)


def _made(
    day: date,
    asked: FeeRow,
    row: FeeRow | None,
    found: Sum | None,
    span: tuple[Money, Money] | None = None,
) -> CourtFee:
    """The fee rounded, with the lines that every kind has."""
    working: tuple[str, ...] = ()
    if found is not None:
        working = (*found.working, f"合计 {found.rounding()}", _CAUTION)
    elif span is not None:
        working = (f"每件 {span[0]} 至 {span[1]}元，由人民法院在幅度内确定", _CAUTION)
    rows = [each for each in (row, asked) if each is not None]
    return CourtFee(
        None if found is None else found.rounded(),
        span,
        None if found is None else found.exact,
        asked.data["prepaid_by_applicant"],
        asked.data["borne_by"],
        "" if row is None else row.id,
        (*working, *_remarks(rows, day)),
        tuple(dict.fromkeys(each.citation for each in rows)),
    )


def _remarks(rows: Iterable[FeeRow], day: date) -> Iterator[str]:
    """What the rows say besides, and which of them nobody has confirmed for the day."""
    for row in rows:
        yield from row.remarks
        standing = standing_on(row.data, day)
        if standing.mark:
            yield f"{row.name}（{standing.mark}）：{standing.note}"
