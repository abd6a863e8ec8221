"""``calc period``: the last day of a period, by the table or by a bare length."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from recoverydocs.claims.calculators import inputs
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.shape import Calculator, Key
from recoverydocs.errors import LawTableError
from recoverydocs.law import load_packaged
from recoverydocs.law.periods import UNITS, last_day_of, period_row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from recoverydocs.law import LawBook
    from recoverydocs.law.periods import PeriodEnd, Rollover, Unit

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
_BARE = ("day", "month", "year")
_LONGEST = 100_000
_SATURDAY = 5


def period(  # noqa: PLR0913 - the keys of the reckoning
    *,
    start: str,
    period: str | None = None,
    length: int | None = None,
    unit: str | None = None,
    rollover: bool | None = None,
    law: LawBook | None = None,
) -> Answer:
    """The last day of a period; the day of its start is not counted.

    Months and years end on the day of the same number, or the month's last. A last day on a
    rest day moves to the next working day, that of a period "N days before" to the working day
    before; a weekend day worked as make-up does not move. Where the counted day falls in a year
    whose calendar is not published, ``last_day`` is null. Hours are answered in hours.

    Source: 民法典 200-204; 民诉法 85 (table ``periods``); working days: table ``holidays``.

    Args:
        start: the day of the event, ``YYYY-MM-DD``; for hours ``YYYY-MM-DDTHH:MM``.
        period: id of the periods table.
        length: in place of an id, a whole number of units.
        unit: ``day``, ``month`` or ``year``.
        rollover: whether a rest day moves; without, as the table says, else true.
        law: the dated tables; without, the packaged ones.

    Raises:
        CalculatorError: naming the key; a period without a length included.

    >>> period(start="2026-09-11", period="appeal-judgment")["result"]["last_day"]
    '2026-09-28'
    """
    book = load_packaged() if law is None else law
    wanted = None if rollover is None else inputs.truth("rollover", rollover)
    if period is None:
        size, measure = _bare(length, unit)
        row: Mapping[str, Any] = {}
        way: Rollover = "none" if wanted is False else "forward"
    else:
        if length is not None or unit is not None:
            extra = "unit" if length is None else "length"
            raise CalculatorError(extra, "与 period 只能给出其一")
        row = _row(book, period, start)
        size, measure = row["length"], row["unit"]
        way = _way(measure, row["rollover"], wanted)
    begins = _start(start, measure)
    try:
        end = last_day_of(book, begins, size, measure, way, row.get("article", ""))
    except (ValueError, OverflowError) as fault:
        raise CalculatorError("start", "推算出的日期超出历法范围") from fault
    return {
        "result": {
            "raw_last_day": _text(end.raw_last_day),
            "last_day": None if end.last_day is None else _text(end.last_day),
            "rolled": end.rolled,
            "article": end.article or None,
            "calendar_published": end.calendar_published,
        },
        "working": _working(row, start, f"{size}{UNITS[measure]}", end, way),
        "sources": _sources(book, row, way),
    }


def _bare(length: object, unit: object) -> tuple[int, Unit]:
    """A length and its unit, both given."""
    if length is None and unit is None:
        raise CalculatorError("period", "缺失：请给出 period，或 length 与 unit")
    if length is None or unit is None:
        raise CalculatorError("length" if length is None else "unit", "缺失")
    size = inputs.whole("length", length, 1, _LONGEST)
    return size, inputs.choice("unit", unit, _BARE)  # type: ignore[return-value]


def _row(law: LawBook, period: object, start: object) -> Mapping[str, Any]:
    """The table's row that holds the start, with a length."""
    name = inputs.text("period", period)
    if name not in law.periods:
        raise CalculatorError("period", "periods 表中没有该期间")
    text = inputs.text("start", start)
    day = inputs.day("start", text.partition("T")[0])
    try:
        row = period_row(law, name, day)
    except LawTableError as fault:
        raise CalculatorError("start", str(fault)) from fault
    if row["unit"] not in UNITS:
        raise CalculatorError("period", f"{row['name']}：没有固定长度，不能推算届满日")
    return row


def _way(unit: Unit, usual: Rollover, wanted: bool | None) -> Rollover:  # noqa: FBT001
    """How the last day moves: as the table says, or as was asked."""
    if wanted is None:
        return usual
    if not wanted:
        return "none"
    if unit == "hour":
        raise CalculatorError("rollover", "以小时计算的期间不顺延")
    return "backward" if unit == "day-before" else "forward"


def _start(value: object, unit: Unit) -> date:
    """The day of the event, or its moment for a period in hours."""
    if unit != "hour":
        return inputs.day("start", value)
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    raise CalculatorError("start", "该期间以小时计算：请写成 YYYY-MM-DDTHH:MM")


def _text(day: date) -> str:
    return day.isoformat(timespec="minutes") if isinstance(day, datetime) else day.isoformat()


def _working(
    row: Mapping[str, Any], start: str, size: str, end: PeriodEnd, way: Rollover
) -> list[str]:
    """How the day was found, a line a step."""
    name = f"{row['name']}：" if row else ""
    raw = _text(end.raw_last_day)
    count = "当时起" if isinstance(end.raw_last_day, datetime) else "当日不计入，"
    lines = [f"{name}{start} {count}{size}，至 {raw}"]
    if end.last_day is None:
        lines.append(end.note)
    elif end.rolled:
        moved = "顺延至" if way == "forward" else "提前至"
        lines.append(f"{raw} 是休息日，{moved} {_text(end.last_day)}")
    elif way == "none":
        lines.append("本期间不因休息日顺延")
    elif end.raw_last_day.weekday() >= _SATURDAY:
        lines.append(f"{raw} 是调休上班日，不顺延")
    if row.get("status") == "unverified":
        lines.append(f"{name}本期间的规定未核对")
    return lines


def _sources(law: LawBook, row: Mapping[str, Any], way: Rollover) -> list[str]:
    """The period's article, how periods are counted, and where working days come from."""
    own = [row["article"]] if row else []
    days = [law.table("holidays").article] if way != "none" else []
    return [*own, law.table("periods").article, *days]


PERIOD = Calculator(
    "period",
    period,
    (
        Key("start", "text", "day of the event, YYYY-MM-DD; for hours YYYY-MM-DDTHH:MM"),
        Key("period", "text", "id of the periods table", required=False),
        Key("length", "integer", "in place of an id: how many units", required=False),
        Key("unit", "text", "of the length", required=False, choices=_BARE),
        Key("rollover", "boolean", "whether a rest day moves", required=False),
    ),
    "The last day of a period.",
    takes_law=True,
)
