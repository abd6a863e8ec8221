"""What every table promises before a lookup may trust it: days without overlap or gap.

Each promise broken is named with table and row; nothing is mended.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TYPE_CHECKING

from recoverydocs.errors import Finding, LawTableError, Severity
from recoverydocs.law.numerals import is_article
from recoverydocs.law.table import GROUPS, IDENTITY, LawTable, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_SATURDAY = 5
_STATUSES = ("verified", "unverified")


def check_table(table: LawTable) -> None:
    """Every promise of the table holds.

    Raises:
        LawTableError: naming each row that breaks one.
    """
    check_shape(table)
    _refuse(table, list(_CHECKS[table.id](table)))


def check_shape(table: LawTable) -> None:
    """The file holds the lists that its table has, each row with what tells it apart.

    A house's file must pass before it is laid over ours.

    Raises:
        LawTableError: naming each list or row that is not of that form.
    """
    faults = list(_known_groups(table))
    if not faults:
        faults = [
            fault
            for group in GROUPS[table.id]
            for number, row in enumerate(table.rows(group), 1)
            for fault in _row_shape(row, f"[[{group}]] 第{number}行")
        ]
    _refuse(table, faults)


def _refuse(table: LawTable, faults: list[str]) -> None:
    if faults:
        where = f"law/tables/{table.id}"
        findings = [
            Finding(Severity.FAULT, "law-table", where, fault, "请改正该表后再用")
            for fault in faults
        ]
        raise LawTableError(f"{table.id}：{'；'.join(faults)}", findings)


def _known_groups(table: LawTable) -> Iterator[str]:
    """A list of rows that nothing reads is a spelling mistake."""
    for name, rows in table.data.items():
        if name not in ("meta", "gap", *GROUPS[table.id]):
            yield f"[{name}] 不是本表的内容"
        elif name != "meta" and not isinstance(rows, list):
            yield f"[{name}] 应写成 [[{name}]]"


def _row_shape(row: object, what: str) -> Iterator[str]:
    """A row is a table; its days are dates, its lists are lists, its nested rows likewise."""
    if not isinstance(row, dict):
        yield f"{what} 应是一个表"
        return
    for name in ("in_force_from", "in_force_to"):
        if name in row and (not isinstance(row[name], date) or isinstance(row[name], datetime)):
            yield f"{what} 的 {name} 应写成日期，例如 2027-01-01"
    for name in ("off", "work"):
        days = row.get(name, [])
        if not isinstance(days, list) or not all(isinstance(day, date) for day in days):
            yield f"{what} 的 {name} 应是日期的列表"
    if not isinstance(row.get("year", 2000), int):
        yield f"{what} 的 year 应是整数"
    yield from _nested_shape(row, "version", ("id", "in_force_from"), what)
    if not isinstance(row.get("article"), str):
        yield from _nested_shape(row, "article", ("key", "n"), what)


def _nested_shape(row: Row, name: str, needed: tuple[str, ...], what: str) -> Iterator[str]:
    """The rows inside a row, such as a statute's versions."""
    nested = row.get(name, [])
    for number, inner in enumerate(nested if isinstance(nested, list) else [nested], 1):
        if not isinstance(inner, dict) or any(key not in inner for key in needed):
            yield f"{what} 的 {name} 第{number}行应有 {'、'.join(needed)}"
        elif not isinstance(inner.get("n", {}), dict):
            yield f"{what} 的 {name} 第{number}行的 n 应是版本与条号的对照"
        else:
            yield from _row_shape({k: v for k, v in inner.items() if k != "n"}, what)


def _days(rows: Iterable[Row], what: str, *, gaps: bool = False) -> Iterator[str]:
    """The rows follow each other day by day."""
    spans: list[tuple[date, date | None]] = []
    for row in rows:
        start, end = row.get("in_force_from"), row.get("in_force_to")
        if not isinstance(start, date):
            yield f"{what} 缺少 in_force_from"
            return
        if end is not None and (not isinstance(end, date) or end < start):
            yield f"{what} 自 {start} 的一行 in_force_to 早于起始日"
            return
        spans.append((start, end))
    spans.sort(key=lambda span: span[0])
    for (start, end), (next_start, _) in pairwise(spans):
        if end is None or end >= next_start:
            yield f"{what} 自 {start} 与自 {next_start} 的两行重叠"
        elif not gaps and end + timedelta(days=1) != next_start:
            yield f"{what} 在 {end} 与 {next_start} 之间有空档"


def _by_identity(table: LawTable, group: str) -> Mapping[str, list[Row]]:
    """The rows of a group by what they are about."""
    found: dict[str, list[Row]] = {}
    for row in table.rows(group):
        found.setdefault(str(row.get(IDENTITY[group], "")), []).append(row)
    return found


def _status(row: Row, what: str) -> Iterator[str]:
    """A row says whether its text was read."""
    if row.get("status") not in _STATUSES:
        yield f"{what} 的 status 应为 verified 或 unverified"


def _rates(table: LawTable) -> Iterator[str]:
    """Published rates: no overlap, no gap, percent as decimal text."""
    rows = table.rows("rate")
    if not rows:
        yield "没有任何 [[rate]]"
    yield from _days(rows, "rate")
    columns = _RATE_COLUMNS[table.id]
    for row in rows:
        what = f"rate 自 {row.get('in_force_from')} 的一行"
        yield from _status(row, what)
        for column in columns:
            if not _is_decimal(row.get(column)):
                yield f'{what} 的 {column} 应写成小数文本，例如 "3.00"'


_RATE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "lpr": ("one_year", "five_year"),
    "benchmark_rates": ("up_to_1y", "from_1y_to_5y", "over_5y"),
}


def _lpr(table: LawTable) -> Iterator[str]:
    """LPR: as rates, and the last day covered is said, not guessed."""
    yield from _rates(table)
    covered = table.meta.get("covered_to")
    if not isinstance(covered, date):
        yield "[meta] 缺少 covered_to（最后一个有数据的日子）"
        return
    ends = [row.get("in_force_to", covered) for row in table.rows("rate")]
    if ends and max(ends) != covered:
        yield f"covered_to {covered} 与最后一行的止日不一致"


def _fees(table: LawTable) -> Iterator[str]:
    """Fee tables: rows of one id by day, brackets joined edge to edge."""
    for group in ("table", "rule"):
        for id_, rows in _by_identity(table, group).items():
            what = f"{group} {id_}"
            if not id_:
                yield f"{group} 有一行缺少 id"
            if len(rows) > 1 or group == "table":
                yield from _days(rows, what)
            for row in rows:
                yield from _status(row, what)
                if not row.get("article"):
                    yield f"{what} 缺少 article"
                yield from _brackets(row.get("brackets", ()), what)


def _brackets(brackets: Iterable[Row], what: str) -> Iterator[str]:
    """Each bracket begins where the one before ends; the last has no end."""
    edge: Decimal | None = Decimal(0)
    for bracket in brackets:
        if not _is_decimal(bracket.get("over")) or (
            "up_to" in bracket and not _is_decimal(bracket["up_to"])
        ):
            yield f"{what} 的级距应写成小数文本"
            return
        if edge is None or Decimal(bracket["over"]) != edge:
            yield f"{what} 的级距在 {bracket['over']} 处不衔接"
            return
        if ("rate" in bracket) == ("flat" in bracket) or not _is_decimal(
            bracket.get("rate", bracket.get("flat"))
        ):
            yield f"{what} 自 {bracket['over']} 的级距应有 rate 或 flat 之一"
        edge = Decimal(bracket["up_to"]) if "up_to" in bracket else None
    if brackets and edge is not None:
        yield f"{what} 的最后一级不应有上限"


def _is_decimal(value: object) -> bool:
    """Whether it is decimal text, never a bare number."""
    if not isinstance(value, str):
        return False
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _ruled(group: str) -> Callable[[LawTable], Iterator[str]]:
    """A check of rows with id, article, first day and status."""

    def check(table: LawTable) -> Iterator[str]:
        for id_, rows in _by_identity(table, group).items():
            what = f"{group} {id_}"
            yield from _days(rows, what)
            for row in rows:
                yield from _status(row, what)
                if not row.get("article") and "article_by_version" not in row:
                    yield f"{what} 缺少 article"

    return check


_UNITS = ("day", "month", "year", "hour", "day-before", "agreed", "before", "arrival", "clock")


def _periods(table: LawTable) -> Iterator[str]:
    """Periods: unit, length and rollover from the known words."""
    yield from _ruled("period")(table)
    for row in table.rows("period"):
        what = f"period {row.get('id')}"
        if row.get("unit") not in _UNITS:
            yield f"{what} 的 unit 不在 {'、'.join(_UNITS)} 之内"
        if not isinstance(row.get("length"), int):
            yield f"{what} 的 length 应为整数"
        if row.get("rollover") not in ("forward", "backward", "none"):
            yield f"{what} 的 rollover 应为 forward、backward 或 none"


def _holidays(table: LawTable) -> Iterator[str]:
    """Years in a row, each day in its year, no day both off and worked."""
    years = [row.get("year") for row in table.rows("year")]
    numbers = sorted(year for year in years if isinstance(year, int))
    if len(numbers) != len(years) or not numbers:
        yield "每个 [[year]] 都应有 year"
        return
    if numbers != list(range(numbers[0], numbers[-1] + 1)):
        yield "年份重复或不连续"
    for row in table.rows("year"):
        off, work = list(row.get("off", ())), list(row.get("work", ()))
        what = f"{row['year']} 年"
        if any(day.year != row["year"] for day in [*off, *work]):
            yield f"{what} 中有别的年份的日子"
        if set(off) & set(work) or len(set(off)) + len(set(work)) != len(off) + len(work):
            yield f"{what} 有重复的日子，或同一日既休又班"
        if any(day.weekday() < _SATURDAY for day in work):
            yield f"{what} 的 work 应都是周六或周日"
        if not off:
            yield f"{what} 没有放假日"


def _statutes(table: LawTable) -> Iterator[str]:
    """Statutes: versions day by day, article numbers only for versions that exist."""
    for id_, rows in _by_identity(table, "statute").items():
        if len(rows) > 1:
            yield f"statute {id_} 重复"
    for row in table.rows("statute"):
        what = f"statute {row.get('id')}"
        if not row.get("title") or not row.get("short"):
            yield f"{what} 缺少 title 或 short"
        versions = row.get("version", ())
        if not versions:
            yield f"{what} 没有 [[statute.version]]"
        yield from _days(versions, what)
        for version in versions:
            yield from _status(version, f"{what} 版本 {version.get('id')}")
        yield from _articles(row, {version.get("id") for version in versions}, what)


def _articles(statute: Row, versions: set[object], what: str) -> Iterator[str]:
    """Each article names only known versions, and its number has the tables' form."""
    seen: set[str] = set()
    for article in statute.get("article", ()):
        key = str(article.get("key", ""))
        if key in seen or not key:
            yield f"{what} 的 article {key} 重复或缺少 key"
        seen.add(key)
        yield from _status(article, f"{what}:{key}")
        for version, number in article.get("n", {}).items():
            if version not in versions:
                yield f"{what}:{key} 提到不存在的版本 {version}"
            if number != 0 and not is_article(str(number)):
                yield f"{what}:{key} 的条号 {number} 写法不对"


def _watch(table: LawTable) -> Iterator[str]:
    """House rules of the ledger: alarms in whole days, known allowances, somebody to tell."""
    yield from _ruled("rule")(table)
    known = _by_identity(table, "allowance")
    for id_, rows in known.items():
        yield from _days(rows, f"allowance {id_}")
        if any(not _is_days(row.get("days")) for row in rows):
            yield f"allowance {id_} 的 days 应为不小于 0 的整数"
    for row in table.rows("rule"):
        what = f"rule {row.get('id')}"
        alarms = row.get("alarm_days")
        if (
            not isinstance(alarms, list)
            or not alarms
            or not all(_is_days(each) for each in alarms)
            or alarms != sorted(set(alarms), reverse=True)
        ):
            yield f"{what} 的 alarm_days 应是由大到小的整数列表，例如 [90, 30, 7]"
        if row.get("allowance") not in known:
            yield f"{what} 的 allowance 不在 {'、'.join(known)} 之内"
        if not row.get("act") or not row.get("tell"):
            yield f"{what} 应写明 act 和 tell"


def _is_days(value: object) -> bool:
    """Whether it is a count of days."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


_CHECKS: Mapping[str, Callable[[LawTable], Iterator[str]]] = {
    "arbitration_fees": _fees,
    "benchmark_rates": _rates,
    "court_fees": _fees,
    "holidays": _holidays,
    "judicial_interest": _ruled("rule"),
    "limits": _ruled("rule"),
    "lpr": _lpr,
    "periods": _periods,
    "statutes": _statutes,
    "watch": _watch,
}
