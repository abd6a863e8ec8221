"""迟延履行期间的债务利息: the doubled part, the general part, and what payments take off.

Formula: doubled part = unpaid money debt of the instrument, general interest apart, × the
daily rate × days; general part as the instrument orders it. Days up to 2014-07-31 stay under
the older rule: base × benchmark rate × 2 × days / 360. Rates and factors stand in the table.
Source: 民诉法 264 (2021: 260, 2017: 253); 迟延履行利息解释 (法释〔2014〕8号) 1-4;
法释〔2009〕6号; rule ``doubled-part`` of the table ``judicial_interest``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from recoverydocs.claims.delay import (
    Course,
    DelayedPerformance,
    GeneralInterest,
    OlderRule,
    Taken,
)
from recoverydocs.claims.figure import Part, Segment, percent
from recoverydocs.errors import DataRefusedError, LawTableError
from recoverydocs.law.book import in_force
from recoverydocs.law.table import source_of
from recoverydocs.money import Money, round_to_fen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from recoverydocs.law import LawBook
    from recoverydocs.law.table import Row

__all__ = [
    "Course",
    "DelayedPerformance",
    "GeneralInterest",
    "OlderRule",
    "Taken",
    "delayed_performance",
    "needs_older_rule",
]

_DAY = timedelta(days=1)
_NOTHING = Money(0)
_COUNTED = "首日不计、末日计入"
_NO_COURSE = Course()


def needs_older_rule(law: LawBook, performance_last_day: date, to: date) -> bool:
    """Whether a day that counts falls under the rule before the daily rate."""
    first = performance_last_day + _DAY
    return first <= to and "daily_rate" not in _rule_on(law, first)


def delayed_performance(  # noqa: PLR0913 - the facts of an instrument
    law: LawBook,
    principal: Money,
    performance_last_day: date,
    to: date,
    *,
    other_money: Money = _NOTHING,
    costs: Money = _NOTHING,
    general: GeneralInterest | None = None,
    payments: Sequence[tuple[date, Money]] = (),
    older: OlderRule | None = None,
    course: Course = _NO_COURSE,
) -> DelayedPerformance:
    """The doubled and the general part up to the pay-off day.

    The last day for performance is not counted, the pay-off day is. Costs and general interest
    are no part of the base: whether they belong to it is disputed, and who claims that they do
    puts them into ``other_money``. A payment meets costs, general interest, other money,
    principal, and the doubled part last; what is then left meets instalments that are not yet
    to be performed, earliest first. Both parts are rounded half up to the fen at each payment,
    at a change of the rule, where an instalment or a stay cuts the days, and at the end.

    Args:
        law: the dated tables.
        principal: of the instrument; the general part runs on it.
        performance_last_day: last day for performance, of this instalment if there are several.
        to: the pay-off day.
        other_money: other sums that the instrument fixes and that bear the doubled part, such
            as liquidated damages.
        costs: costs to be met first; they bear nothing.
        general: the general part; ``None`` where the instrument orders none.
        payments: day and amount, in any order, none after ``to``.
        older: needed where days up to 2014-07-31 count.
        course: further instalments, stays, insolvency.

    Raises:
        DataRefusedError: days under the older rule without ``older``, or a payment past ``to``.
        LawTableError: the table has no rule for a day.
    """
    run = _Run(law, principal, performance_last_day, other_money, costs, general, older, course)
    for on, amount in sorted(payments, key=lambda payment: payment[0]):
        if on > to:
            raise DataRefusedError(f"{on} 的清偿晚于计算截止日 {to}")
        run.advance(course.reaches(on))
        run.pay(on, amount)
    run.advance(course.reaches(to))
    return run.answer(to)


@dataclass(slots=True)
class _Run:
    """The state of one instrument, walked from payment to payment."""

    law: LawBook
    principal: Money
    performance_last_day: date
    other: Money
    cost: Money
    general: GeneralInterest | None
    older: OlderRule | None
    course: Course
    later: list[tuple[date, Money]] = field(init=False)
    counted: int = 0
    doubled_day: date = field(init=False)
    general_day: date | None = field(init=False)
    older_base: Money = field(init=False)
    doubled_parts: list[Part] = field(default_factory=list)
    general_parts: list[Part] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    opening: str = field(init=False)

    def __post_init__(self) -> None:
        self.doubled_day = self.performance_last_day
        self.general_day = self.general.from_ if self.general else None
        self.older_base = self.older.base if self.older else _NOTHING
        self.later = sorted(self.course.later)
        ahead = "".join(f"；{day} 届满的一期 {amount}元" for day, amount in self.later)
        self.opening = (
            f"加倍部分的基数：本金 {self.principal}元 + 其他金钱债务 {self.other}元{ahead}；"
            f"费用 {self.cost}元与一般债务利息不计入"
            "（是否计入有争议，主张计入的列为其他金钱债务）"
        )
        if self.general is not None and self.general.fixed:
            label = f"一般债务利息（生效法律文书确定至 {self.general.from_} 的数额）"
            self.general_parts.append(Part(label, (), self.general.fixed))

    def advance(self, to: date) -> None:
        """Let both parts run to a day, each rounded there."""
        for segment in self._general_segments(to):
            self.general_parts.append(_rounded(segment))
        while self.later and self.later[0][0] < to:
            day, amount = self.later.pop(0)
            self._double(day)
            self.principal += amount
        self._double(to)

    def _double(self, to: date) -> None:
        for segment in self._doubled_segments(to):
            self.doubled_parts.append(_rounded(segment))

    def _general_segments(self, to: date) -> Iterator[Segment]:
        if self.general is None or self.general_day is None or to <= self.general_day:
            return
        start, self.general_day = self.general_day, to
        base = Money.total((self.principal, *(amount for _, amount in self.later)))
        if base:
            days = (to - start).days
            yield Segment(
                "一般债务利息",
                start,
                to,
                days,
                base,
                self.general.rate,
                self.general.basis,
                "生效法律文书确定的利率",
                days,
            )

    def _doubled_segments(self, to: date) -> Iterator[Segment]:
        """One stretch for each rule that governs a day after the last one reckoned."""
        while self.doubled_day < to:
            start = self.doubled_day
            rule = _rule_on(self.law, start + _DAY)
            stop = min(to, rule.get("in_force_to", to))
            self.doubled_day = stop
            for first, last in self.course.counted(start, stop):
                self.counted += (last - first).days
                yield from self._doubled_segment(rule, first, last)

    def _doubled_segment(self, rule: Row, start: date, stop: date) -> Iterator[Segment]:
        days = (stop - start).days
        if "daily_rate" in rule:
            base, rate, basis = self.principal + self.other, Decimal(rule["daily_rate"]), 1
            source = f"日利率 {percent(rate)}，{source_of(rule)}"
        elif self.older is None:
            raise DataRefusedError(
                f"{rule['in_force_to']} 以前的天数适用旧规则，须给出基数与同期贷款基准利率"
            )
        else:
            base, basis = self.older_base, rule["year_days"]
            rate = self.older.benchmark_rate * Decimal(rule["multiplier"])
            benchmark = percent(self.older.benchmark_rate)
            source = f"同期贷款基准利率 {benchmark} × {rule['multiplier']}，{source_of(rule)}"
        if base:
            label = "加倍部分债务利息" if basis == 1 else "迟延履行利息（旧规则）"
            yield Segment(
                label, start, stop, days, base, rate, basis, source, days, counted=_COUNTED
            )

    def pay(self, on: date, amount: Money) -> None:
        """Take one payment: costs, general interest, other money, principal, doubled part."""
        left = amount
        cost = min(self.cost, left)
        left -= cost
        self.cost -= cost
        general, self.general_parts = _pay_parts(self.general_parts, left)
        left -= general
        other = min(self.other, left)
        principal = min(self.principal, left - other)
        left -= other + principal
        self.other -= other
        self.principal -= principal
        self.older_base -= min(self.older_base, other + principal)
        doubled, self.doubled_parts = _pay_parts(self.doubled_parts, left)
        left -= doubled
        ahead = self._pay_ahead(left)
        money = Money.total((other, principal, ahead))
        self.taken.append(Taken(on, cost, general, money, doubled, left - ahead))

    def _pay_ahead(self, money: Money) -> Money:
        """What is left meets instalments that are not yet to be performed, earliest first."""
        left = money
        for place, (day, amount) in enumerate(self.later):
            used = min(amount, left)
            left -= used
            self.later[place] = (day, amount - used)
        return money - left

    def answer(self, to: date) -> DelayedPerformance:
        """Everything up to the day that was reached."""
        days = self.counted
        doubled = Money.total(part.amount for part in self.doubled_parts)
        general = Money.total(part.amount for part in self.general_parts)
        return DelayedPerformance(
            doubled,
            general,
            days,
            tuple(self.doubled_parts),
            tuple(self.general_parts),
            tuple(self.taken),
            self.cost,
            Money.total((self.principal, self.other, *(amount for _, amount in self.later))),
            tuple(self._working(to, days, doubled, general)),
            tuple(self._sources(to)),
        )

    def _working(self, to: date, days: int, doubled: Money, general: Money) -> Iterator[str]:
        start = self.law.cite_since("delayed-interest-interpretation:start", to)
        yield (
            f"履行期间最后一日 {self.performance_last_day} 不计，{to} 计入，共 {days} 天"
            f"（{start}称“自届满之日起”，部分法院多计一天）；{self._stayed(to)}"
        )
        yield self.opening
        for part in (*self.general_parts, *self.doubled_parts):
            yield from replace(part, paid=_NOTHING).lines()
        if self.taken:
            yield from self._payment_lines(to)
        yield (
            f"加倍部分 {doubled}元 + 一般债务利息 {general}元 = {doubled + general}元"
            "（每次清偿日、规则变更日与截止日各四舍五入到分）"
        )

    def _stayed(self, to: date) -> str:
        """What was taken off the days."""
        spans = "、".join(f"{first} 至 {last}" for first, last in sorted(self.course.stays))
        stopped = self.course.stops_on
        stop = f"；{stopped} 受理破产，自该日起不计" if stopped and stopped < to else ""
        if not spans:
            return f"未扣除中止、暂缓执行而依法不计的期间{stop}"
        end = self.law.cite_since("delayed-interest-interpretation:end", to)
        return f"已扣除 {spans} 不计加倍部分的期间（{end}）{stop}"

    def _payment_lines(self, to: date) -> Iterator[str]:
        order = self.law.cite_since("delayed-interest-interpretation:order", to)
        yield f"清偿顺序：费用、一般债务利息、其他金钱债务、本金，最后加倍部分（{order}）"
        for each in self.taken:
            rule = _rule_on(self.law, each.on)
            if "daily_rate" not in rule and each.on > self.performance_last_day:
                yield f"{each.on}：当时的规则：{rule['allocation']}；此处仍按上列顺序"
            yield (
                f"{each.on} 清偿 {each.amount}元：费用 {each.cost}元，"
                f"一般债务利息 {each.general_interest}元，金钱债务 {each.principal}元，"
                f"加倍部分 {each.doubled}元，多付 {each.surplus}元"
            )

    def _sources(self, to: date) -> Iterator[str]:
        yield self.law.cite_since("cpl:delayed-interest", to)
        yield from dict.fromkeys(
            segment.rate_source for part in self.doubled_parts for segment in part.segments
        )
        if self.taken:
            yield self.law.cite_since("delayed-interest-interpretation:order", to)
            yield self.law.cite_since("civil-code:a561", to)


def _rounded(segment: Segment) -> Part:
    label = f"{segment.label}（{segment.from_} 至 {segment.to}）"
    return Part(label, (segment,), round_to_fen(segment.exact))


def _pay_parts(parts: Sequence[Part], money: Money) -> tuple[Money, list[Part]]:
    """What a payment takes off the parts, oldest first, and the parts after it."""
    left = money
    paid: list[Part] = []
    for part in parts:
        used = min(part.left, left)
        left -= used
        paid.append(replace(part, paid=part.paid + used) if used else part)
    return money - left, paid


def _rule_on(law: LawBook, day: date) -> Row:
    """The rule of the doubled part on a day; before the first one, that one.

    Raises:
        LawTableError: the table has no rule for the day.
    """
    rows = [
        row
        for row in law.table("judicial_interest").rows("rule")
        if row["id"] == "doubled-part"
    ]
    for row in rows:
        if in_force(row, day):
            return row
    first = min(rows, key=lambda row: row["in_force_from"], default=None)
    if first is not None and day < first["in_force_from"]:
        return first
    raise LawTableError(
        f"judicial_interest.toml：doubled-part 在 {day} 没有规定；请补覆盖该日的一行及来源"
    )
