"""The law book: every table of one product or workspace, asked by key and day.

It holds no file and no clock; ``load.py`` reads the packaged tables, a workspace hands in its
own bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from recoverydocs.errors import LawTableError
from recoverydocs.law.calendar import WorkingDays, read_working_days
from recoverydocs.law.checks import lay
from recoverydocs.law.faults import refuse
from recoverydocs.law.fee_tables import FeeTables, read_fees
from recoverydocs.law.rates import (
    PublishedRate,
    RateTable,
    Tenor,
    benchmark_on,
    lpr_on,
    read_rates,
)
from recoverydocs.law.standing import UNREAD_NUMBER
from recoverydocs.law.statutes import Provision, Statute, read_statutes, resolve
from recoverydocs.law.table import GROUPS, LawTable, Row

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LawBook", "Provision", "make_book"]


@dataclass(frozen=True, slots=True)
class LawBook:
    """All dated tables, checked, with what lookups need read out of them.

    Attributes:
        tables: every table by id; a workspace's own lies over the shipped one.
        statutes: ``statutes`` by id.
        working_days: ``holidays`` as a calendar.
        lpr_rates: ``lpr`` by day.
        benchmark_rates: ``benchmark_rates`` by day.
        periods: ``periods`` by id, each id's rows in file order.
        court_fees: ``court_fees`` by id and day.
        arbitration_fees: ``arbitration_fees`` by id and day.
    """

    tables: Mapping[str, LawTable]
    statutes: Mapping[str, Statute] = field(repr=False)
    working_days: WorkingDays = field(repr=False)
    lpr_rates: RateTable = field(repr=False)
    benchmark_rates: RateTable = field(repr=False)
    periods: Mapping[str, tuple[Row, ...]] = field(repr=False)
    court_fees: FeeTables = field(repr=False)
    arbitration_fees: FeeTables = field(repr=False)
    _memo: dict[tuple[str, date], Provision] = field(
        default_factory=dict, repr=False, compare=False
    )
    _rows: dict[tuple[str, str, str], tuple[Row, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def provision(self, key: str, day: date) -> Provision:
        """The provision that a key such as ``cpl:agent`` names on a day.

        Raises:
            LawTableError: no number on that day; the sentence says what to add and where.
        """
        found = self._memo.get((key, day))
        if found is None:
            found = resolve(self.statutes, key, day)
            self._memo[key, day] = found
        return found

    def cite(self, key: str, day: date) -> str:
        """The short citation of a key on a day, for findings and working lines.

        A number or version that nobody has read says so.
        """
        found = self.provision(key, day)
        return found.cite_short() + ("" if found.status == "verified" else UNREAD_NUMBER)

    def cite_since(self, key: str, day: date) -> str:
        """The short citation on a day; on an earlier one, as the first version has it.

        For a rule that governs facts older than its text, such as 民法典 561 in a working line.
        """
        statute = self.statutes.get(key.partition(":")[0])
        first = day if statute is None else statute.versions[0].starts
        return self.cite(key, max(day, first))

    def begins(self, statute_id: str) -> date:
        """The first day of a statute's first version.

        Raises:
            LawTableError: the table has no such statute.
        """
        statute = self.statutes.get(statute_id)
        if statute is None:
            raise LawTableError(
                f"statutes.toml：没有 [[statute]] id = {statute_id}；"
                "请在工作区 law/statutes.toml 补该法规，写明来源"
            )
        return statute.versions[0].starts

    @property
    def digests(self) -> Mapping[str, tuple[str, ...]]:
        """The digest of every file of every table; two books of equal ones say the same."""
        return {
            id_: tuple(file.sha256 for file in table.files)
            for id_, table in self.tables.items()
        }

    def covered_to(self, table_id: str) -> date | None:
        """The last day with an answer; ``None`` where the last rows stay in force."""
        if table_id == "holidays":
            return date(self.working_days.last_year, 12, 31)
        covered: date | None = self.table(table_id).meta.get("covered_to")
        return covered

    def table(self, table_id: str) -> LawTable:
        """One table by id.

        Raises:
            LawTableError: there is none of that name.
        """
        found = self.tables.get(table_id)
        if found is None:
            known = "、".join(sorted(self.tables))
            raise LawTableError(f"没有名为 {table_id} 的表；可用的表：{known}")
        return found

    def row(self, table_id: str, group: str, row_id: str, day: date) -> Row:
        """The row of one id in force on a day.

        Raises:
            LawTableError: unknown id, or a day before or after its rows.
        """
        rows = self._rows.get((table_id, group, row_id))
        if rows is None:
            found = self.table(table_id).rows(group)
            rows = tuple(row for row in found if row.get("id") == row_id)
            self._rows[table_id, group, row_id] = rows
        if not rows:
            raise LawTableError(
                f"{table_id}.toml：没有 [[{group}]] id = {row_id}；"
                f"请在工作区 law/{table_id}.toml 补该行，写明来源"
            )
        for row in rows:
            if in_force(row, day):
                return row
        raise LawTableError(
            f"{table_id}.toml：{row_id} 在 {day} 没有规定；"
            f"请在工作区 law/{table_id}.toml 补该日有效的一行，写明来源"
        )

    def lpr(self, day: date, tenor: Tenor) -> PublishedRate:
        """The LPR in force on a day.

        Raises:
            LawTableError: before 2019-08-20, or past the last day covered.
        """
        return lpr_on(self.lpr_rates, day, tenor)

    def benchmark(self, day: date, years: int) -> PublishedRate:
        """The benchmark lending rate in force on a day for a loan of so many years.

        Raises:
            LawTableError: before the table's first day.
        """
        return benchmark_on(self.benchmark_rates, day, years)

    def with_tables(self, files: Mapping[str, bytes]) -> LawBook:
        """This book with a workspace's own tables laid over it.

        Raises:
            LawTableError: a file is no table, or breaks what its table promises.
        """
        laid = lay(sorted(files.items()), "workspace", self.tables)
        refuse(laid.findings)
        return make_book(laid.tables)


def in_force(row: Row, day: date) -> bool:
    """Whether a row's days hold the day; a statute by its versions, a year by its number."""
    if "version" in row:
        return any(in_force(version, day) for version in row["version"])
    if "year" in row:
        return bool(row["year"] == day.year)
    start, end = row.get("in_force_from"), row.get("in_force_to")
    return not ((start is not None and day < start) or (end is not None and day > end))


def make_book(tables: Mapping[str, LawTable]) -> LawBook:
    """A book over checked tables.

    Raises:
        LawTableError: a table of the product is missing.
    """
    missing = sorted(set(GROUPS) - set(tables))
    if missing:
        raise LawTableError(f"缺少表：{'、'.join(missing)}")
    periods: dict[str, tuple[Row, ...]] = {}
    for row in tables["periods"].rows("period"):
        periods[row["id"]] = (*periods.get(row["id"], ()), row)
    return LawBook(
        dict(tables),
        read_statutes(tables["statutes"]),
        read_working_days(tables["holidays"]),
        read_rates(tables["lpr"]),
        read_rates(tables["benchmark_rates"]),
        periods,
        read_fees(tables["court_fees"]),
        read_fees(tables["arbitration_fees"]),
    )
