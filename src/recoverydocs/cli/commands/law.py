"""`law`: the rule in force on a day, with its source; and every fault of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from recoverydocs.cli.answer import Answer, answers, finding_lines, table_of
from recoverydocs.cli.groups import WholeHelp
from recoverydocs.cli.options import (
    complete_tables,
    day_option,
    existing_file,
    law_of,
    workspace_option,
)
from recoverydocs.documents.rules import listed_rules
from recoverydocs.errors import ExitCode
from recoverydocs.law.show import rows_on, table_notes, unverified_count
from recoverydocs.runs.law_check import check_tables

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from recoverydocs.law import LawBook, LawTable

ORIGINS = {"shipped": "随产品", "workspace": "工作区"}
_RULES = "rules"
STATUSES = {"verified": "已核对", "unverified": "未核对"}


@click.group(cls=WholeHelp)
def law() -> None:
    """The dated tables that every figure and citation comes from."""


@law.command()
@click.argument("table", required=False, shell_complete=complete_tables)
@day_option("--on", "The day asked about.")
@workspace_option
@answers
def show(table: str | None, on: date, workspace: Path) -> Answer:
    """Show the rules in force on a day; without TABLE, which tables there are.

    Inside a workspace its own tables are laid over the shipped ones; each rule says which file
    it comes from. With `rules` for TABLE: every check that `check`, `assess` and `issue` name,
    with the articles of the day.
    """
    book = law_of(workspace)
    if table is None:
        return _tables(book, on)
    if table == _RULES:
        return _rules(book, on)
    rows = rows_on(table, on, book)
    notes = table_notes(book.table(table))
    return Answer(
        data={
            "table": table,
            "on": on.isoformat(),
            "notes": list(notes),
            "rows": [row.as_json() for row in rows],
        },
        lines=(
            table_of(
                ("条目", "内容", "施行", "状态", "出处", "依据", "来源", "说明"),
                (
                    (
                        row.name,
                        row.text,
                        row.starts.isoformat() if row.starts else "",
                        STATUSES[row.status],
                        row.file,
                        row.article,
                        row.source,
                        row.note,
                    )
                    for row in rows
                ),
                title=f"{table} {on}",
            ),
            *(f"说明　{note}" for note in notes),
        ),
    )


def _rules(book: LawBook, on: date) -> Answer:
    rows = [
        {
            "rule": each.rule.id,
            "subject": each.subject,
            "severity": str(each.rule.severity),
            "title": each.rule.title,
            "looks_at": each.rule.looks_at,
            "article": each.basis(book, on),
            "keys": list(each.rule.articles),
            "eased": each.rule.eased,
            "remedy": each.rule.remedy,
            "overridable": each.rule.overridable,
            "asked_by": list(each.asked_by),
        }
        for each in listed_rules()
    ]
    return Answer(
        data={"table": _RULES, "on": on.isoformat(), "rows": rows},
        lines=(
            table_of(
                ("规则", "级别", "须符合什么", "依据", "办法", "何处查"),
                (
                    (
                        each.rule.id,
                        each.rule.severity.word,
                        each.rule.title,
                        each.basis(book, on),
                        each.rule.remedy,
                        "、".join(each.asked_by),
                    )
                    for each in listed_rules()
                ),
                title=f"{_RULES} {on}",
            ),
        ),
    )


def _tables(book: LawBook, on: date) -> Answer:
    rows = [_table(each, book, on) for each in book.tables.values()]
    return Answer(
        data={"tables": rows},
        lines=(
            table_of(
                ("表", "版本", "覆盖至", "未核对", "出处", "来源"),
                (
                    (
                        str(row["table"]),
                        str(row["version"]),
                        str(row["covered_to"] or ""),
                        f"{row['unverified']}条" if row["unverified"] else "",
                        "、".join(each["file"] for each in row["files"]),
                        "；".join(each["source"] for each in row["files"]),
                    )
                    for row in rows
                ),
                numbers=(3,),
            ),
        ),
    )


def _table(table: LawTable, book: LawBook, on: date) -> dict[str, Any]:
    covered = book.covered_to(table.id)
    return {
        "table": table.id,
        "version": table.version,
        "status": str(table.meta.get("status", "")),
        "covered_to": covered.isoformat() if covered else None,
        "unverified": unverified_count(table, on),
        "origin": table.origin,
        "files": [
            {
                "file": file.name,
                "origin": file.origin,
                "version": file.version,
                "sha256": file.sha256,
                "source": str(file.meta["source"]),
            }
            for file in table.files
        ],
    }


@law.command()
@click.argument("files", nargs=-1, type=existing_file, metavar="[FILE]...")
@workspace_option
@answers
def check(files: tuple[Path, ...], workspace: Path) -> Answer:
    """List every fault of the tables: file, row, what is wrong and what would be right.

    Without FILE it looks at the shipped tables and, inside a workspace, at its law folder;
    with FILE at these files, laid over the shipped tables as a workspace would. Ends with 3 for
    any fault.
    """
    checked = check_tables(files, workspace)
    return Answer(
        data={"files": [each.as_json() for each in checked.files]},
        lines=tuple(each.line() for each in checked.files),
        faults=finding_lines(checked.findings),
        code=ExitCode.DATA_REFUSED if checked.is_refused else ExitCode.DONE,
    )
