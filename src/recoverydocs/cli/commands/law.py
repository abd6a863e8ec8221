"""`law show`: the rule in force on a day, with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recoverydocs.cli.answer import Answer, answers, table_of
from recoverydocs.cli.options import day_option, law_of, workspace_option
from recoverydocs.law.show import rows_on

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from recoverydocs.law import LawBook


@click.group()
def law() -> None:
    """The dated tables that every figure and citation comes from."""


@law.command()
@click.argument("table", required=False)
@day_option("--on", "The day asked about.")
@workspace_option
@answers
def show(table: str | None, on: date, workspace: Path) -> Answer:
    """Show the rules in force on a day; without TABLE, which tables there are.

    Inside a workspace its own tables are laid over the shipped ones.
    """
    book = law_of(workspace)
    if table is None:
        return _tables(book)
    rows = rows_on(table, on, book)
    return Answer(
        data={"table": table, "on": on.isoformat(), "rows": [row.as_json() for row in rows]},
        lines=(
            table_of(
                ("条目", "内容", "施行", "状态", "来源"),
                (
                    (
                        row.name,
                        f"{row.text} {row.article}".strip(),
                        row.starts.isoformat() if row.starts else "",
                        row.status,
                        row.source,
                    )
                    for row in rows
                ),
                title=f"{table} {on}",
            ),
        ),
    )


def _tables(book: LawBook) -> Answer:
    rows = [
        {
            "table": each.id,
            "version": each.version,
            "status": str(each.meta.get("status", "")),
            "covered_to": str(each.meta.get("covered_to", "")),
            "origin": each.origin,
            "sha256": each.sha256,
            "source": str(each.meta["source"]),
        }
        for each in book.tables.values()
    ]
    shown = ("table", "version", "status", "covered_to", "origin", "source")
    return Answer(
        data={"tables": rows},
        lines=(
            table_of(
                ("表", "版本", "状态", "覆盖至", "出处", "来源"),
                ([row[name] for name in shown] for row in rows),
            ),
        ),
    )
