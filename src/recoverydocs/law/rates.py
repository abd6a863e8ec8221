"""Published lending rates by day: LPR since 2019-08-20, the old benchmark before."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from recoverydocs.errors import LawTableError
from recoverydocs.law.standing import UNREAD

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from recoverydocs.law.table import LawTable

Tenor = Literal["1Y", "5Y"]
_COLUMNS: dict[str, str] = {"1Y": "one_year", "5Y": "five_year"}
_TENORS: dict[str, str] = {"1Y": "一年期", "5Y": "五年期以上"}


@dataclass(frozen=True, slots=True)
class PublishedRate:
    """A rate as published.

    Attributes:
        rate: fraction of one per year.
        published_on: first day in force.
        source: where it stands, in Chinese.
        status: whether the row's evidence counts as verified.
    """

    rate: Decimal
    published_on: date
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class RateTable:
    """Rows of one rate table, oldest first, found by day.

    Attributes:
        name: the table's id, for messages.
        starts: first day of each row.
        rows: the rows, in the same order.
        covered_to: last day with an answer; ``None`` where the last row stays in force.
    """

    name: str
    starts: tuple[date, ...]
    rows: tuple[dict[str, str], ...]
    covered_to: date | None

    def on(self, day: date) -> tuple[date, dict[str, str]]:
        """The first day and the columns of the row in force.

        Raises:
            LawTableError: the day is before the first row or after the last day covered.
        """
        place = bisect_right(self.starts, day) - 1
        if place < 0:
            raise LawTableError(
                f"{self.name}.toml：{day} 早于首行 {self.starts[0]}；该日的利率须另有依据"
            )
        if self.covered_to is not None and day > self.covered_to:
            raise LawTableError(
                f"{self.name}.toml：数据只到 {self.covered_to}，没有 {day} 的利率；"
                f"请在工作区 law/{self.name}.toml 按公布值补 [[rate]]，写明来源和 covered_to"
            )
        return self.starts[place], self.rows[place]


def read_rates(table: LawTable) -> RateTable:
    """A checked rate table, ready for lookups."""
    rows = sorted(table.rows("rate"), key=lambda row: row["in_force_from"])
    texts = tuple({k: v for k, v in row.items() if isinstance(v, str)} for row in rows)
    covered = table.meta.get("covered_to")
    return RateTable(table.id, tuple(row["in_force_from"] for row in rows), texts, covered)


def lpr_on(table: RateTable, day: date, tenor: Tenor) -> PublishedRate:
    """The LPR in force on a day: that of the last publication on or before it.

    Source: 中国人民银行公告〔2019〕第15号 (table ``lpr``).
    """
    start, row = table.on(day)
    percent = Decimal(row[_COLUMNS[tenor]])
    source = f"{_TENORS[tenor]}LPR（{start} 公布，{percent}%{_doubt(row)}）"
    return PublishedRate(percent.scaleb(-2), start, source, row["status"])


def benchmark_on(table: RateTable, day: date, years: int) -> PublishedRate:
    """The People's Bank's benchmark lending rate for a loan of so many years.

    Source: table ``benchmark_rates`` (unverified rows say so).
    """
    start, row = table.on(day)
    five = 5
    column = "up_to_1y" if years <= 1 else "from_1y_to_5y" if years <= five else "over_5y"
    percent = Decimal(row[column])
    source = f"贷款基准利率（{start} 起，{percent}%{_doubt(row)}）"
    return PublishedRate(percent.scaleb(-2), start, source, row["status"])


def _doubt(row: Mapping[str, str]) -> str:
    """What a rate that nobody has confirmed says of itself wherever it is printed."""
    return "" if row["status"] == "verified" else f"，{UNREAD}"
