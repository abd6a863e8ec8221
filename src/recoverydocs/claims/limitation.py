"""诉讼时效 and 申请执行时效: when they end, what restarted them, what suspended them.

Source: 民法典 188, 189, 192, 194, 195; 诉讼时效规定 8, 10-14, 17, 19; 民诉法 250 (2021: 246,
2017: 239); 执行程序解释 20; table ``periods``. An event counts when it is proved to have
happened on its day: a demand by its arrival (民法典 137); one merely sent restarts nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from recoverydocs.law.periods import (
    add_months,
    in_months,
    last_day_of,
    period_months,
    period_row,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoverydocs.law import LawBook

Kind = Literal["claim", "enforcement"]

INTERRUPTS: Mapping[str, bool] = {
    "demand-arrived": True,
    "demand-sent": False,
    "partial-payment": True,
    "account-deduction": True,
    "promise": True,
    "assignment-notice-arrived": True,
    "suit": True,
    "suit-withdrawn": True,
    "arbitration": True,
    "payment-order": True,
    "preservation": True,
    "enforcement-application": True,
    "enforcement-settlement": True,
    "debtor-signed-notice": True,
    "police-report": True,
    "insolvency-claim": True,
    "mediation": True,
}
"""Every type of event, and whether it restarts a period that is still running."""

REACKNOWLEDGES = frozenset({"promise", "debtor-signed-notice"})
"""What starts the period anew after it has run out (民法典 192; 诉讼时效规定 19)."""

_MONTHS = 12
PERIODS: Mapping[Kind, str] = {"claim": "limitation-general", "enforcement": "enforcement"}
"""The period of each kind in the table ``periods``."""

_OLD_PERIOD = "limitation-before-2017-10"


@dataclass(frozen=True, slots=True)
class LimitationEvent:
    """Something that may restart the period.

    Attributes:
        on: the day it happened; of a demand, the day it arrived or should have arrived.
        type: one of ``INTERRUPTS``.
        restart_from: end of the procedure, from which the period runs anew; ``None`` for the
            event's own day.
        proof: what proves it, in Chinese; empty where the caller keeps that.
        flaw: why it cannot count, in Chinese; empty where its type and day decide.
    """

    on: date
    type: str
    restart_from: date | None = None
    proof: str = ""
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class Limitation:
    """Where a period of limitation stands.

    Attributes:
        raw_last_day: by counting alone.
        last_day: rolled over rest days; ``None`` where that year's calendar is not published.
        interruptions: one answer an event, in the order given: did it move the end?
        suspended: whether an obstacle in the last six months pushed the end.
        expired: on the day asked for; ``None`` where no day was given.
        reacknowledged: the event after expiry that started the period anew, if one did.
        restarted_by: the last event that moved the end, if one did.
        working: how it was found, in Chinese.
        note: what a reader must know besides.
        answers: one sentence an event, in the order given: what it did, or why it did nothing.
        suspensions: one answer an obstacle, in the order given: did it push the end?
    """

    raw_last_day: date
    last_day: date | None
    interruptions: tuple[bool, ...]
    suspended: bool
    expired: bool | None
    reacknowledged: date | None
    restarted_by: LimitationEvent | None
    working: tuple[str, ...]
    note: str
    answers: tuple[str, ...] = ()
    suspensions: tuple[bool, ...] = ()

    @property
    def safe_day(self) -> date:
        """The careful day: the earlier of the counted and the rolled one."""
        return min(self.raw_last_day, self.last_day or self.raw_last_day)


def limitation(  # noqa: PLR0913 - the facts of a period of limitation
    law: LawBook,
    last_day_of_performance: date,
    *,
    kind: Kind = "claim",
    years: int | None = None,
    events: Sequence[LimitationEvent] = (),
    obstacles: Sequence[tuple[date, date]] = (),
    as_of: date | None = None,
) -> Limitation:
    """When the period ends, after every event that was in time.

    The day of performance is taken as it stands; the day it falls on is not counted. Whether an
    event was in time goes by the rolled last day, else by the counted one.

    Args:
        law: the dated tables.
        last_day_of_performance: the day from which it runs.
        kind: the claim itself, or the right to apply for enforcement.
        years: its length; without, that of the table, and two years for a claim that had run
            out so before 2017-10-01.
        events: what may have restarted it, in any order.
        obstacles: first day and day of removal of each obstacle (民法典 194), in any order.
        as_of: the day on which it is asked whether it has run out.
    """
    today = max(as_of or last_day_of_performance, law.begins("civil-code"))
    run = _Run(law, kind, years, obstacles)
    run.begin(last_day_of_performance)
    lines = [
        f"履行期间最后一日 {last_day_of_performance}，{in_months(run.length)}，届满 {run.raw}",
    ]
    moved = [False] * len(events)
    answers = [""] * len(events)
    reacknowledged: date | None = None
    restarted_by: LimitationEvent | None = None
    for place in sorted(range(len(events)), key=lambda number: events[number].on):
        event = events[place]
        in_time = event.on <= run.end
        counts = INTERRUPTS[event.type] if in_time else event.type in REACKNOWLEDGES
        start = event.restart_from or event.on
        if counts and not event.flaw and run.moves(start):
            run.begin(start)
            moved[place], restarted_by = True, event
            if not in_time:
                reacknowledged = event.on
            answers[place] = _moved(event, run.raw, in_time=in_time)
            lines.append(f"{event.on} {EVENT_NAMES[event.type]}{answers[place]}")
        else:
            answers[place] = _unmoved(event, in_time=in_time)
            lines.append(f"{event.on} {EVENT_NAMES[event.type]}：{answers[place]}")
    if any(run.suspensions):
        basis = law.cite("civil-code:a194-tail", today)
        tail = in_months(period_months(law, "limitation-suspension-tail", run.raw))
        lines.append(f"最后{tail}内有障碍，自障碍消除之日起满{tail}届满：{run.raw}（{basis}）")
    end = last_day_of(law, run.raw, 0, "day", "forward")
    if end.rolled:
        basis = law.cite("civil-code:a203", today)
        lines.append(f"{run.raw} 是休息日，顺延至 {end.last_day}（{basis}）")
    if end.note:
        lines.append(end.note)
    expired = None if as_of is None else as_of > run.end
    return Limitation(
        run.raw,
        end.last_day,
        tuple(moved),
        any(run.suspensions),
        expired,
        reacknowledged,
        restarted_by,
        tuple(lines),
        end.note,
        tuple(answers),
        run.suspensions,
    )


class _Run:
    """One running period: from which day, to which."""

    __slots__ = ("_kind", "_law", "_obstacles", "_years", "end", "length", "raw", "suspensions")

    def __init__(
        self,
        law: LawBook,
        kind: Kind,
        years: int | None,
        obstacles: Sequence[tuple[date, date]],
    ) -> None:
        self._law, self._kind, self._years, self._obstacles = law, kind, years, obstacles
        self.raw = self.end = date.min
        self.length = 0  # in months
        self.suspensions: tuple[bool, ...] = ()

    def begin(self, start: date) -> None:
        """Let the period run from a day."""
        self.length, self.raw, self.suspensions = self._from(start)
        rolled = last_day_of(self._law, self.raw, 0, "day", "forward").last_day
        self.end = rolled or self.raw

    def moves(self, start: date) -> bool:
        """Whether running from that day ends later than now."""
        return self._from(start)[1] > self.raw

    def _from(self, start: date) -> tuple[int, date, tuple[bool, ...]]:
        if self._years is not None:
            months = self._years * _MONTHS
        else:
            months = period_months(self._law, PERIODS[self._kind], start)
            if self._kind == "claim" and expired_before_three_years(self._law, start):
                months = period_months(self._law, _OLD_PERIOD, date.min)
        raw = add_months(start, months)
        pushed = [False] * len(self._obstacles)
        for place in sorted(range(len(pushed)), key=lambda number: self._obstacles[number]):
            begins, ends = self._obstacles[place]
            tail = period_months(self._law, "limitation-suspension-tail", ends)
            if begins <= raw and ends > add_months(raw, -tail) and ends >= start:
                raw, pushed[place] = max(raw, add_months(ends, tail)), True
        return months, raw, tuple(pushed)


def expired_before_three_years(law: LawBook, start: date) -> date | None:
    """The end of the old two years, where they had run out before three took their place.

    Source: 法释〔2018〕12号 2, 3 (row ``limitation-before-2017-10``).
    """
    row = period_row(law, _OLD_PERIOD, date.min)
    old = add_months(start, period_months(law, _OLD_PERIOD, date.min))
    return old if old <= row["in_force_to"] else None


EVENT_NAMES: Mapping[str, str] = {
    "demand-arrived": "催收到达",
    "demand-sent": "催收寄出",
    "partial-payment": "部分还款",
    "account-deduction": "扣收欠款",
    "promise": "同意履行",
    "assignment-notice-arrived": "债权转让通知到达",
    "suit": "起诉",
    "suit-withdrawn": "起诉后撤诉",
    "arbitration": "申请仲裁",
    "payment-order": "申请支付令",
    "preservation": "诉前保全",
    "enforcement-application": "申请执行",
    "enforcement-settlement": "执行和解",
    "debtor-signed-notice": "债务人在催收通知上签字",
    "police-report": "报案",
    "insolvency-claim": "申报破产债权",
    "mediation": "申请调解",
}
"""Every type of event in Chinese."""


def _moved(event: LimitationEvent, raw: date, *, in_time: bool) -> str:
    start = f"，自 {event.restart_from} 起" if event.restart_from else ""
    how = "重新计算" if in_time else "届满后同意履行，自该日重新计算"
    doubt = (
        "（撤诉是否中断存有争议，应以起诉状副本已送达为证）"
        if event.type == "suit-withdrawn"
        else ""
    )
    return f"{start}{how}，届满 {raw}{doubt}"


def _unmoved(event: LimitationEvent, *, in_time: bool) -> str:
    if event.flaw:
        return f"{event.flaw}，不发生中断"
    if not in_time:
        return "期间已届满，不发生中断"
    if not INTERRUPTS[event.type]:
        return "仅寄出未证明到达，不发生中断"
    return "不使届满日推后"
