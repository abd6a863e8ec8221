"""What a table says on a day, row by row, with where each row comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.law.book import LawBook, in_force
from recoverydocs.law.table import GROUPS, IDENTITY, LawTable, Row

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row in force, ready to print.

    Attributes:
        table: the table's id.
        group: the list that the row stands in.
        name: its id, or its first day for a rate.
        text: what it says, short, in Chinese where the table is.
        starts: first day in force; ``None`` where the row has no day of its own.
        ends: last day in force; ``None`` while it stands.
        article: what it rests on.
        status: ``verified`` or ``unverified``.
        source: the row's evidence, else the table's source.
        origin: ``shipped`` or ``workspace``.
    """

    table: str
    group: str
    name: str
    text: str
    starts: date | None
    ends: date | None
    article: str
    status: str
    source: str
    origin: str

    def as_json(self) -> dict[str, str | None]:
        """The row as plain text members."""
        return {
            "table": self.table,
            "group": self.group,
            "name": self.name,
            "text": self.text,
            "in_force_from": self.starts.isoformat() if self.starts else None,
            "in_force_to": self.ends.isoformat() if self.ends else None,
            "article": self.article,
            "status": self.status,
            "source": self.source,
            "origin": self.origin,
        }


def rows_on(table_id: str, day: date, law: LawBook) -> tuple[ShownRow, ...]:
    """Every row of one table in force on a day.

    Raises:
        LawTableError: no table of that name, or a rate table that does not reach the day: the
            same answer that a reckoning would get.
    """
    table = law.table(table_id)
    for rates in (law.lpr_rates, law.benchmark_rates):
        if rates.name == table_id:
            rates.on(day)
    if table_id == "statutes":
        return tuple(_articles(table, day))
    return tuple(
        _shown(table, group, row)
        for group in GROUPS[table_id]
        for row in table.rows(group)
        if in_force(row, day)
    )


def _articles(table: LawTable, day: date) -> list[ShownRow]:
    """One row an article that has a number in the version in force."""
    shown: list[ShownRow] = []
    for statute in table.rows("statute"):
        version = next((each for each in statute["version"] if in_force(each, day)), None)
        for article in statute.get("article", ()) if version else ():
            number = article["n"].get(version["id"], 0) if version else 0
            if version and number:
                read = version["status"] == article["status"] == "verified"
                shown.append(
                    ShownRow(
                        table.id,
                        "article",
                        f"{statute['id']}:{article['key']}",
                        f"{statute['short']} {number} {article.get('label', '')}".strip(),
                        version["in_force_from"],
                        version.get("in_force_to"),
                        str(number),
                        "verified" if read else "unverified",
                        version.get("name", version["id"]),
                        table.origin,
                    )
                )
    return shown


_NOT_TEXT = frozenset({"id", "in_force_from", "in_force_to", "article", "status", "evidence"})


def _shown(table: LawTable, group: str, row: Row) -> ShownRow:
    meta = table.meta
    key = IDENTITY.get(group, "in_force_from")
    return ShownRow(
        table.id,
        group,
        str(row[key]),
        "；".join(
            f"{name} {_text(value)}" for name, value in row.items() if name not in _NOT_TEXT
        ),
        row.get("in_force_from"),
        row.get("in_force_to"),
        str(row.get("article", meta.get("article", ""))),
        str(row.get("status", meta.get("status", ""))),
        str(row.get("evidence", meta["source"])),
        table.origin,
    )


def _text(value: object) -> str:
    """A value on one line: brackets and days joined, text as it is."""
    if isinstance(value, Mapping):
        return " ".join(f"{name}={_text(part)}" for name, part in value.items())
    if isinstance(value, list):
        return "、".join(_text(part) for part in value)
    return str(value)
