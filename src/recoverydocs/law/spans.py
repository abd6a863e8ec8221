"""What the rows of one whole table promise together: no overlap, no gap, no end unsaid.

Looked at after a house's own files are laid over ours, so that each says where it does not fit.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from recoverydocs.law.faults import Place
from recoverydocs.law.layers import Mark, dated_row, first_day, marks_of
from recoverydocs.law.shape import placed_rows
from recoverydocs.law.table import GROUPS, IDENTITY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from recoverydocs.errors import Finding
    from recoverydocs.law.shape import PlacedRow
    from recoverydocs.law.table import LawFile, LawTable, Row

_DAY = timedelta(days=1)
_LONGEST_MONTH = 40
"""The LPR comes monthly: from one publication to the eve of the next, a long holiday between,
are never so many days (2026-01-20 to 2026-02-23 are 35)."""


class Places:
    """Where the rows of a table stand in its files; looked up only when something is wrong."""

    def __init__(self, files: Sequence[LawFile]) -> None:
        self.files = files
        self._found: dict[Mark, tuple[int, Place]] = {}

    def of(self, mark: Mark) -> Place:
        """The place of a row in the newest file that holds it."""
        return self._at(mark)[1]

    def newer(self, one: Mark, other: Mark) -> Place:
        """The place of whichever row stands in the newer file, else of the second."""
        here, there = self._at(one), self._at(other)
        return here[1] if here[0] > there[0] else there[1]

    @property
    def meta(self) -> Place:
        """The newest file's meta."""
        return Place(self.files[-1].name, 0, "meta")

    def _at(self, mark: Mark) -> tuple[int, Place]:
        if not self._found:
            for number, file in enumerate(self.files):
                for placed in placed_rows(file):
                    if placed.is_sound:
                        self._note(number, file, placed)
        name = f"{mark.identity} 自 {mark.start}".strip()
        unknown = Place(self.files[-1].name, 0, mark.group, name)
        return self._found.get(mark, (len(self.files), unknown))

    def _note(self, number: int, file: LawFile, placed: PlacedRow) -> None:
        for mark in marks_of(placed.group, dated_row(file, placed.group, placed.row)):
            self._found[mark] = (number, placed.place)
        for each in placed.inner:
            inside = {**placed.row, "version": [], "article": []}
            inside[each.group.partition(".")[2]] = [each.row]
            for mark in marks_of(placed.group, inside)[1:]:
                self._found[mark] = (number, each.place)


def table_findings(table: LawTable, places: Places, *, is_whole: bool) -> Iterator[Finding]:
    """Every promise of the whole table that is broken.

    Args:
        table: the rows of all its files.
        places: where they stand.
        is_whole: whether no row had to be left out for its form; else gaps prove nothing.
    """
    for group in GROUPS[table.id]:
        rows = table.rows(group)
        if not rows and is_whole and group == GROUPS[table.id][0]:
            yield places.meta.fault(
                "law-missing", f"没有任何 [[{group}]]", "请至少写一行，或去掉 replace"
            )
        check = _CHECKS.get(group, _spans)
        yield from check(table, group, places, is_whole)
    if table.id == "lpr" and is_whole:
        yield from _lpr(table, places)


def _spans(
    table: LawTable,
    group: str,
    places: Places,
    is_whole: bool,  # noqa: FBT001
) -> Iterator[Finding]:
    """The rows of each identity follow each other day by day."""
    by_identity: dict[str, list[Row]] = {}
    for row in table.rows(group):
        by_identity.setdefault(str(row.get(IDENTITY.get(group, ""), "")), []).append(row)
    for rows in by_identity.values():
        yield from _chain([(marks_of(group, row)[0], row) for row in rows], places, is_whole)
    if group == "table":
        yield from _named(table, group, "derived_from", "比照", by_identity, places)
    if group == "kind":
        tables = {str(row["id"]): [row] for row in table.rows("table")}
        yield from _named(table, group, "table", "收费表", tables, places)
    if table.id == "watch" and group == "rule":
        known = {str(row["id"]): [row] for row in table.rows("allowance")}
        yield from _named(table, group, "allowance", "预留", known, places)


def _chain(
    rows: Sequence[tuple[Mark, Row]],
    places: Places,
    is_whole: bool,  # noqa: FBT001
) -> Iterator[Finding]:
    for mark, row in rows:
        if first_day(row) == date.min:
            yield places.of(mark).fault(
                "law-missing", "没有施行日", "请写明 in_force_from", "in_force_from", "施行日"
            )
    ordered = sorted(rows, key=lambda each: first_day(each[1]))
    for (mark, row), (next_mark, later) in pairwise(ordered):
        end, start = row.get("in_force_to"), first_day(later)
        place = places.newer(mark, next_mark)
        if end is None or end >= start:
            until = "没有止日" if end is None else f"到 {end}"
            yield place.fault(
                "law-overlap",
                f"自 {first_day(row)} 的一行（{until}）与自 {start} 的一行重叠",
                f"请使前一行的 in_force_to 为 {start - _DAY}；"
                f"要取代前一行的，请写同一个 in_force_from",
            )
        elif is_whole and end + _DAY != start:
            yield place.fault(
                "law-gap",
                f"{end + _DAY} 至 {start - _DAY} 没有规定",
                f"请补上这些日子，或使后一行的 in_force_from 为 {end + _DAY}",
            )


def _named(  # noqa: PLR0913, PLR0917 - a row's key and what it may name
    table: LawTable,
    group: str,
    key: str,
    label: str,
    known: Mapping[str, Sequence[Row]],
    places: Places,
) -> Iterator[Finding]:
    """A row that names another names one that is there."""
    for row in table.rows(group):
        other = row.get(key)
        itself = key == "derived_from" and other == row.get("id")
        if isinstance(other, str) and (other not in known or itself):
            yield places.of(marks_of(group, row)[0]).fault(
                "law-unknown-id",
                f"没有编号为 {other} 的另一行",
                f"可用的编号：{'、'.join(known)}",
                key,
                label,
            )


def _years(
    table: LawTable,
    group: str,
    places: Places,
    is_whole: bool,  # noqa: FBT001
) -> Iterator[Finding]:
    """The years follow each other."""
    years = sorted(row["year"] for row in table.rows(group))
    for before, after in pairwise(years):
        if is_whole and after != before + 1:
            yield places.newer(
                Mark(group, str(before), date(before, 1, 1)),
                Mark(group, str(after), date(after, 1, 1)),
            ).fault(
                "law-gap",
                f"{before} 年与 {after} 年之间缺年份",
                f"请补 [[year]] year = {before + 1}",
                "year",
                "年份",
            )


def _statutes(
    table: LawTable,
    group: str,
    places: Places,
    is_whole: bool,  # noqa: FBT001
) -> Iterator[Finding]:
    """Each statute has titles and versions day by day; numbers only for versions it has."""
    for row in table.rows(group):
        place = places.of(Mark(group, row["id"], date.min))
        for key, label in (("title", "全称"), ("short", "简称"), ("version", "版本")):
            if not row.get(key):
                yield place.fault(
                    "law-missing", "缺失", "新的法律须写明全称、简称和至少一个版本", key, label
                )
        versions = row.get("version", ())
        yield from _chain(
            [
                (Mark("version", f"{row['id']} {each['id']}", date.min), each)
                for each in versions
            ],
            places,
            is_whole,
        )
        known = {each["id"] for each in versions}
        for article in row.get("article", ()):
            for version in article["n"]:
                if version not in known:
                    name = f"{row['id']}:{article['key']}"
                    yield places.of(Mark("article", f"{name} {version}", date.min)).fault(
                        "law-unknown-version",
                        f"没有 {version} 版",
                        f"可用的版本：{'、'.join(sorted(known))}；"
                        "新版本请先补 [[statute.version]]",
                        "n",
                        "各版条号",
                    )


def _lpr(table: LawTable, places: Places) -> Iterator[Finding]:
    """The last day covered is said, and no row reaches past the next publication."""
    rows = sorted(table.rows("rate"), key=first_day)
    covered = table.meta.get("covered_to")
    if covered is None:
        yield places.meta.fault(
            "law-missing",
            "缺失",
            "请写最后一个有数据的日子，即下次公布日的前一日",
            "covered_to",
            "覆盖至",
        )
        return
    if not rows:
        return
    last = rows[-1]
    end = last.get("in_force_to", covered)
    if end != covered or covered < first_day(last):
        yield places.meta.fault(
            "law-covered",
            f"covered_to {covered} 与最后一行（自 {first_day(last)}）的止日不一致",
            "请写最后一行的止日，即下次公布日的前一日",
            "covered_to",
            "覆盖至",
        )
        return
    for row in rows:
        start, stop = first_day(row), row.get("in_force_to", covered)
        if (stop - start).days > _LONGEST_MONTH:
            yield places.of(marks_of("rate", row)[0]).fault(
                "law-covered",
                f"一行自 {start} 至 {stop}，越过了下次公布日",
                "LPR 每月公布一次，请每次公布写一行，不变的也写",
            )


_CHECKS: Mapping[str, Callable[[LawTable, str, Places, bool], Iterator[Finding]]] = {
    "year": _years,
    "statute": _statutes,
}
