"""What each row must mean: brackets edge to edge, days in their year, countable lengths.

The form of the values has been looked at in ``shape.py``; how rows follow each other by day is
in ``spans.py``.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

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


def _fee(row: Row, place: Place) -> Iterator[Finding]:
    """One way to reckon, its brackets joined, its shortcut equal to them."""
    ways = [
        name
        for name in ("brackets", "flat", "range", "derived_from")
        if row.get(name) is not None
    ]
    if len(ways) != 1:
        yield place.fault(
            "law-fee",
            f"有 {len(ways)} 种计费方式{'：' if ways else ''}{'、'.join(ways)}",
            "请只写 brackets、flat、range、derived_from 之一",
        )
    if ("derived_from" in row) != ("factor" in row):
        yield place.fault("law-fee", "derived_from 与 factor 应同时写明", "请补上另一项")
    brackets = row.get("brackets", ())
    faults = list(_brackets(brackets, place))
    yield from faults
    if not faults and brackets:
        yield from _shortcut(row, brackets, place)


def _brackets(brackets: Sequence[Row], place: Place) -> Iterator[Finding]:
    """Each bracket begins where the one before ends; the last has no end."""
    edge: Decimal | None = Decimal(0)
    for number, bracket in enumerate(brackets, 1):
        over = Decimal(bracket["over"])
        if edge is None or over != edge:
            expected = f"应自 {edge} 起" if edge is not None else "前一段没有上限"
            yield place.fault(
                "law-bracket",
                f"第{number}段自 {over} 起，与前一段不衔接（{expected}）",
                "请使每段的 over 等于前一段的 up_to，首段 over 为 0",
                "brackets",
                "分段",
            )
        if ("rate" in bracket) == ("flat" in bracket):
            yield place.fault(
                "law-bracket",
                f"第{number}段应有 rate 或 flat 之一",
                '定额写 flat = "50"，比例写 rate = "0.025"',
                "brackets",
                "分段",
            )
        if Decimal(bracket.get("rate", "0")) >= 1:
            yield place.fault(
                "law-bracket",
                f"第{number}段的比例 {bracket['rate']} 不小于一",
                '请写成小数，2.5% 写作 rate = "0.025"',
                "brackets",
                "分段",
            )
        edge = Decimal(bracket["up_to"]) if "up_to" in bracket else None
        if edge is not None and edge <= over:
            yield place.fault(
                "law-bracket",
                f"第{number}段的 up_to {edge} 不大于 over {over}",
                "请改正其一",
                "brackets",
                "分段",
            )
    if edge is not None and brackets:
        yield place.fault(
            "law-bracket",
            f"最后一段到 {edge} 为止，其上没有规定",
            "请去掉最后一段的 up_to",
            "brackets",
            "分段",
        )


def _shortcut(row: Row, brackets: Sequence[Row], place: Place) -> Iterator[Finding]:
    """The quick form and the cap's edge say what the brackets say."""
    quick = {Decimal(each["over"]): each for each in row.get("shortcut", ())}
    for bracket in brackets:
        over = Decimal(bracket["over"])
        each = quick.pop(over, None)
        if each is None or "rate" not in bracket:
            continue
        fee = over * Decimal(each["rate"]) + Decimal(each["add"])
        whole = _charge(brackets, over)
        if fee != whole or Decimal(each["rate"]) != Decimal(bracket["rate"]):
            yield place.fault(
                "law-bracket",
                f"速算在 {over} 处得 {fee}，分段得 {whole}",
                "请按分段改正 shortcut，或删去 shortcut",
                "shortcut",
                "速算",
            )
    if quick:
        yield place.fault(
            "law-bracket",
            f"速算有分段中没有的起点 {'、'.join(map(str, quick))}",
            "请按分段改正 shortcut，或删去 shortcut",
            "shortcut",
            "速算",
        )
    if "cap_reached_at" in row and "cap" in row:
        whole = _charge(brackets, Decimal(row["cap_reached_at"]))
        if whole != Decimal(row["cap"]):
            yield place.fault(
                "law-bracket",
                f"金额 {row['cap_reached_at']} 的费用是 {whole}，不是上限 {row['cap']}",
                "请改正 cap 或 cap_reached_at",
                "cap_reached_at",
                "达到上限的金额（元）",
            )


def _charge(brackets: Sequence[Row], amount: Decimal) -> Decimal:
    """The sum of the brackets' parts up to an amount, exact."""
    whole = Decimal(0)
    for bracket in brackets:
        over = Decimal(bracket["over"])
        if amount > over:
            top = min(amount, Decimal(bracket.get("up_to", amount)))
            whole += (
                Decimal(bracket["flat"])
                if "flat" in bracket
                else (top - over) * Decimal(bracket["rate"])
            )
    return whole


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


def _watched(row: Row, place: Place) -> Iterator[Finding]:
    """Alarms, the earliest first."""
    alarms = row.get("alarm_days")
    if alarms is not None and alarms != sorted(set(alarms), reverse=True):
        yield place.fault(
            "law-watch",
            "提示天数没有由大到小",
            "请写成 alarm_days = [90, 30, 7]",
            "alarm_days",
            "提示天数",
        )


_FEES = frozenset(
    {"brackets", "flat", "range", "derived_from", "factor", "shortcut", "cap", "cap_reached_at"}
)
_CHECKS: Mapping[str, tuple[Callable[[Row, Place], Iterator[Finding]], frozenset[str]]] = {
    "period": (_period, frozenset({"unit", "length", "rollover"})),
    "rate": (_rate, _PERCENTS),
    "rule": (_watched, frozenset({"alarm_days"})),
    "table": (_fee, _FEES),
    "year": (_year, frozenset({"year", "off", "work", "statutory"})),
}
"""What is checked in a row, and the keys that must be readable for it."""
