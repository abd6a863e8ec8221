"""What each row must mean: days in their year, countable lengths, plausible rates.

The form of the values has been looked at in ``shape.py``; how rows follow each other by day is
in ``spans.py``, what a fee must be in ``fee_promises.py``.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from recoverydocs.law.fee_promises import FEE_KEYS, fee, kind
from recoverydocs.law.keys import KEYS, LENGTHS
from recoverydocs.law.layers import marks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from recoverydocs.errors import Finding
    from recoverydocs.law.faults import Place
    from recoverydocs.law.shape import PlacedRow
    from recoverydocs.law.table import Row

_PERCENTS = frozenset(
    key.name for keys in KEYS.values() for key in keys if key.form == "percent"
)
_SATURDAY = 5
_DAY = timedelta(days=1)
_LOWEST, _HIGHEST = Decimal("0.5"), Decimal(24)
"""A rate in per cent a year outside these is more likely a slip than a rate."""


def row_findings(placed: PlacedRow) -> Iterator[Finding]:
    """What is wrong, or looks wrong, with a row as far as its form can be read."""
    faulty = {fault.field.partition(".")[0] for fault in placed.faults}
    for each in (placed, *placed.inner):
        if each.has_days:
            yield from _days_in_order(each.row, each.place)
    check, read = _CHECKS.get(placed.group, (None, frozenset()))
    if check is not None and not faulty & read:
        yield from check(placed.row, placed.place)


def double_rows(rows: Iterable[PlacedRow]) -> Iterator[Finding]:
    """Two rows of one house that are the same thing from the same day, in one file or two."""
    seen: dict[object, Place] = {}
    for placed in rows:
        if not placed.is_sound:
            continue
        for key, place in _names(placed):
            if key in seen:
                yield place.fault(
                    "law-duplicate",
                    f"与 {seen[key].where()} 重复",
                    "请删去其一，或改正编号、施行日",
                )
            seen.setdefault(key, place)


def _names(placed: PlacedRow) -> Iterator[tuple[object, Place]]:
    """What must not be said twice; several files may add to one statute."""
    mark = marks_of(placed.group, placed.row)[0]
    if placed.group != "statute":
        yield mark, placed.place
        return
    yield (placed.place.file, mark), placed.place
    for each in placed.inner:
        key = each.row.get("key")
        if key is None:
            yield (mark.identity, each.row["id"]), each.place
        else:
            yield (placed.place.file, mark.identity, key), each.place


def _days_in_order(row: Row, place: Place) -> Iterator[Finding]:
    start, end = row.get("in_force_from"), row.get("in_force_to")
    if start is not None and end is not None and end < start:
        yield place.fault(
            "law-bad-date",
            f"in_force_to {end} 早于 in_force_from {start}",
            "请改正其一",
            "in_force_to",
            "失效前最后一日",
        )


def _rate(row: Row, place: Place) -> Iterator[Finding]:
    """A rate that is hardly one: a fraction for a percentage, or a slip of the point."""
    for name in sorted(_PERCENTS & set(row)):
        if not _LOWEST <= Decimal(row[name]) <= _HIGHEST:
            yield place.doubt(
                "law-implausible",
                f"年利率 {row[name]}% 不像是公布值",
                '本表以百分数记载，3.00% 写作 "3.00"；确属公布值的可以不改',
                name,
            )


def _period(row: Row, place: Place) -> Iterator[Finding]:
    """A length where the unit can be counted, none where it cannot; rolling the right way."""
    counted = row["unit"] in LENGTHS
    if counted != (row["length"] > 0):
        yield place.fault(
            "law-period",
            f"单位 {row['unit']} 与长度 {row['length']} 不相称",
            f"{'、'.join(LENGTHS)} 的长度须大于 0，其余单位的长度为 0",
            "length",
            "长度",
        )
    if row["rollover"] == "backward" and row["unit"] != "day-before":
        yield place.fault(
            "law-period",
            "只有「某日之前若干日」的期间向前移到工作日",
            '请写 rollover = "forward" 或 "none"',
            "rollover",
            "遇休息日",
        )
    if row["unit"] == "day-before" and row["rollover"] == "forward":
        yield place.fault(
            "law-period",
            "「某日之前若干日」的期间向后移就迟了",
            '请写 rollover = "backward" 或 "none"',
            "rollover",
            "遇休息日",
        )


def _year(row: Row, place: Place) -> Iterator[Finding]:
    """Each day in its year, no day both off and worked, only weekend days worked."""
    off, work = list(row["off"]), list(row["work"])
    strangers = [day for day in (*off, *work) if day.year != row["year"]]
    if strangers:
        yield place.fault(
            "law-holidays",
            f"有别的年份的日子：{_listed(strangers)}",
            "请移到该日所在年份的 [[year]]",
        )
    both = sorted(set(off) & set(work))
    if both:
        yield place.fault("law-holidays", f"同一日既休又班：{_listed(both)}", "请改正其一")
    twice = sorted({day for days in (off, work) for day in days if days.count(day) > 1})
    if twice:
        yield place.fault("law-holidays", f"重复的日子：{_listed(twice)}", "请删去重复")
    weekdays = [day for day in work if day.weekday() < _SATURDAY]
    if weekdays:
        yield place.fault(
            "law-holidays",
            f"调休上班日不是周六、周日：{_listed(weekdays)}",
            "平日本来就是工作日，请核对通知",
            "work",
            "调休上班",
        )
    if not off:
        yield place.fault("law-holidays", "没有放假日", "请按通知补上", "off", "放假")
    outside = [day for day in row.get("statutory", ()) if day not in off]
    if outside:
        yield place.fault(
            "law-holidays",
            f"法定节假日不在放假日之内：{_listed(outside)}",
            "请把它补进 off",
            "statutory",
            "法定节假日",
        )
    for before, after in pairwise(sorted(off)):
        if (after - before).days == _BRIDGED and _is_bridge(before + _DAY, work):
            yield place.doubt(
                "law-implausible",
                f"{before} 与 {after} 放假，中间一日不放",
                "请核对通知是否漏了一日",
                "off",
                "放假",
            )


_BRIDGED = 2


def _is_bridge(day: date, work: Sequence[date]) -> bool:
    """Whether a lone day between two days off is itself to be worked."""
    return day.weekday() < _SATURDAY and day not in work


def _listed(days: Sequence[date]) -> str:
    return "、".join(map(str, days))


def _rule(row: Row, place: Place) -> Iterator[Finding]:
    """What it rests on, by version or at all; alarms, the earliest first."""
    if "article" not in row and "article_by_version" not in row:
        yield place.fault(
            "law-missing",
            "缺失",
            "请写明依据；各版条号不同的，写 article_by_version",
            "article",
            "依据",
        )
    alarms = row.get("alarm_days")
    if alarms is not None and alarms != sorted(set(alarms), reverse=True):
        yield place.fault(
            "law-watch",
            "提示天数没有由大到小",
            "请写成 alarm_days = [90, 30, 7]",
            "alarm_days",
            "提示天数",
        )


_CHECKS: Mapping[str, tuple[Callable[[Row, Place], Iterator[Finding]], frozenset[str]]] = {
    "kind": (kind, frozenset({"factor", "table"})),
    "period": (_period, frozenset({"unit", "length", "rollover"})),
    "rate": (_rate, _PERCENTS),
    "rule": (_rule, frozenset({"alarm_days", "article", "article_by_version"})),
    "table": (fee, FEE_KEYS),
    "year": (_year, frozenset({"year", "off", "work", "statutory"})),
}
"""What is checked in a row, and the keys that must be readable for it."""
