"""The shapes of a reckoning: segments, rounded parts, figures, rows of the 债权明细表.

How a figure is reckoned stands in ``ledger.py``; this module only holds and words the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from recoverydocs.money import Money, round_to_fen
from recoverydocs.money.printed import decimal_text as decimal_text  # noqa: PLC0414 - also read here
from recoverydocs.money.printed import percent as percent  # noqa: PLC0414 - also read here

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

_THIRTY = 30
_NOTHING = Money(0)
DAY_COUNTS = {
    "actual/360": "实际天数/360",
    "actual/365": "实际天数/365",
    "monthly": "按月/360",
}
"""Every 计息基础 of the case in Chinese."""
LABELS: dict[str, str] = {
    "principal_due": "到期未还本金",
    "principal_not_due": "未到期本金",
    "interest": "期内利息",
    "penalty_interest": "罚息",
    "compound_interest": "复利",
    "costs": "费用",
    "paid": "减：已还",
    "total": "合计",
}
"""Every figure by name, with the words of the 债权明细表."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of days on which base and rate stay the same.

    Attributes:
        label: what accrues, in Chinese.
        from_: first day counted.
        to: the day after the last one counted (算头不算尾).
        days: ``to - from_``.
        base: what the rate is applied to.
        rate: fraction of one per year; per day where ``basis`` is 1.
        basis: days of the reckoning year, 360 or 365; 1 for a daily rate.
        rate_source: where the rate comes from, in Chinese.
        units: the numerator over ``basis``: the days, or under the monthly convention 30 for
            each whole month and one for each odd day.
        stated: the amount that the contract's own plan names for the stretch; ``None`` where it
            is reckoned.
        counted: which of the two days is counted, in Chinese.
    """

    label: str
    from_: date
    to: date
    days: int
    base: Money
    rate: Decimal
    basis: int
    rate_source: str
    units: int
    stated: Money | None = None
    counted: str = "算头不算尾"

    @property
    def exact(self) -> Fraction:
        """The amount in yuan before any rounding: base × rate × units / basis."""
        if self.stated is not None:
            return Fraction(self.stated.fen, 100)
        return exact_interest(self.base, self.rate, self.units, self.basis)

    def line(self) -> str:
        """The segment as a reader can check it with a pocket calculator."""
        span = f"{self.from_}起至{self.to}（{self.counted}）{self.days}天"
        if self.stated is not None:
            return f"{self.label}：{span}，按还款计划应付 {self.stated}元"
        return (
            f"{self.label}：{span}，{self.base} × {percent(self.rate)} × {self._time()} = "
            f"{decimal_text(self.exact)}元（{self.rate_source}）"
        )

    def _time(self) -> str:
        """The part of a year in print; a month counts 30 days under the monthly convention."""
        months, odd = divmod(self.units, _THIRTY)
        if self.units == self.days:
            return f"{self.days}" if self.basis == 1 else f"{self.days} ÷ {self.basis}"
        if not months:
            return f"{odd} ÷ {self.basis}（整月按30日计）"
        if not odd:
            return f"{months} ÷ 12"
        return f"（{months}个月 ÷ 12 + {odd}天 ÷ {self.basis}）"


class Reckoned(Protocol):
    """What knows the stretches of days that it was reckoned by; printed only when asked."""

    def segments(self) -> tuple[Segment, ...]:
        """The stretches in print."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is rounded once: one settled period of interest, or one component since its start.

    Attributes:
        label: what it is, in Chinese, such as the period's dates.
        reckoned: the stretches that add up to it, or what knows them.
        amount: their sum rounded half up to the fen.
        paid: what payments have taken off it.
        carried: fraction of a fen left from an earlier pay-off of the same component, in yuan.
        clause: number of the contract's clause; empty where the case names none.
        waived: what the lender gave up of it.
    """

    label: str
    reckoned: tuple[Segment, ...] | Reckoned
    amount: Money
    paid: Money = _NOTHING
    carried: Fraction = Fraction(0)
    clause: str = ""
    waived: Money = _NOTHING

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The stretches that add up to it."""
        made = self.reckoned
        return made if isinstance(made, tuple) else made.segments()

    @property
    def left(self) -> Money:
        """What is still owed of it."""
        return Money(self.amount.fen - self.paid.fen - self.waived.fen)

    def lines(self) -> Iterator[str]:
        """Each segment, the rounding, what was given up and what was paid."""
        for segment in self.segments:
            yield segment.line()
        if self.carried:
            yield f"前次付清时分以下的尾差 {decimal_text(self.carried)}元一并计入"
        if self.segments:
            exact = sum((each.exact for each in self.segments), self.carried)
            yield f"{self.label}：{decimal_text(exact)}元，四舍五入到分为 {self.amount}元"
        else:
            yield f"{self.label}：{self.amount}元"
        taken = f"减免 {self.waived}元，" if self.waived else ""
        taken += f"已还 {self.paid}元，" if self.paid else ""
        if taken:
            yield f"{self.label}：{taken}尚欠 {self.left}元"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the claim with everything needed to redo it.

    Attributes:
        name: from the glossary, such as ``penalty_interest``.
        label: its words in the table.
        amount: what is still owed of it on the day of the claim.
        parts: the rounded parts that are not paid off.
        source: what it rests on, in Chinese.
        rounding: where it was rounded, in Chinese.
        status: ``reckoned`` by us, or ``stated`` by the core system.
        contract_no: the contract; empty for a figure of the case.
        disb_no: the disbursement; empty for a figure of the contract.
        notes: further lines of the working.
    """

    name: str
    label: str
    amount: Money
    parts: tuple[Part, ...] = ()
    source: str = ""
    rounding: str = "无需舍入"
    status: str = "reckoned"
    contract_no: str = ""
    disb_no: str = ""
    notes: tuple[str, ...] = ()

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Every stretch of every part, in order of days."""
        return tuple(segment for part in self.parts for segment in part.segments)

    @property
    def working(self) -> tuple[str, ...]:
        """The reckoning line by line, in Chinese."""
        lines = [line for part in self.parts for line in part.lines()]
        if self.source:
            lines.append(f"依据：{self.source}")
        end = f"{self.label}：{self.amount}元（{self.rounding}）"
        return (*lines, *self.notes, end)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One row of the 债权明细表; the amounts of all rows but the last add up to it.

    Attributes:
        item: 项目.
        base: 基数; ``None`` where the row has none.
        from_: 起; ``None`` where the row has none.
        to: 止, the day after the last one counted; ``None`` where the row has none.
        rate: 年利率 as a fraction of one; ``None`` where the row has none.
        days: 天数; ``None`` where the row has none.
        basis: 计息基础; ``None`` where the row has none.
        amount: 金额; negative where it is taken off.
        clause: 合同条款, the clause's number; empty where the case names none.
        name: the figure that the row belongs to.
    """

    item: str
    base: Money | None
    from_: date | None
    to: date | None
    rate: Decimal | None
    days: int | None
    basis: int | None
    amount: Money
    clause: str = ""
    name: str = ""


def rows_of(figure: Figure) -> Iterator[ClaimRow]:
    """The figure's rows: one a segment that is not paid off; their amounts sum to the figure.

    Inside a part each row shows the growth of the rounded running sum, so that nothing drifts;
    what was paid is taken from the earliest rows.
    """
    for part in figure.parts:
        paid, running, shown = part.paid.fen + part.waived.fen, part.carried, 0
        if not part.segments:
            if part.left:
                yield _plain_row(figure, part)
            continue
        for segment in part.segments:
            running += segment.exact
            total = round_to_fen(running).fen
            amount, shown = total - shown, total
            used = min(paid, amount)
            paid -= used
            if amount - used:
                item = f"{segment.label}（{_taken(part)}后余额）" if used else segment.label
                yield ClaimRow(
                    item,
                    segment.base,
                    segment.from_,
                    segment.to,
                    segment.rate,
                    segment.days,
                    segment.basis,
                    Money(amount - used),
                    part.clause,
                    figure.name,
                )


def _taken(part: Part) -> str:
    """How a part got smaller."""
    words = [word for word, amount in (("抵充", part.paid), ("减免", part.waived)) if amount]
    return "、".join(words)


def _plain_row(figure: Figure, part: Part) -> ClaimRow:
    return ClaimRow(
        part.label, None, None, None, None, None, None, part.left, part.clause, figure.name
    )


def exact_interest(base: Money, rate: Decimal, units: int, basis: int) -> Fraction:
    """Yuan before any rounding: base × rate × units / basis.

    >>> from decimal import Decimal
    >>> exact_interest(Money(100), Decimal("0.06"), 1, 360)
    Fraction(1, 6000)
    """
    numerator, denominator = rate.as_integer_ratio()
    return Fraction(base.fen * units * numerator, 100 * basis * denominator)
