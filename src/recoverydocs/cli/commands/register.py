"""`register list`: what was issued, as the register (文号簿) has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recoverydocs.cli.answer import Answer, answers, finding_lines, table_of
from recoverydocs.cli.options import Day, workspace_option
from recoverydocs.runs.workspace import Workspace

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.group()
def register() -> None:
    """The issue register (文号簿)."""


@register.command("list")
@click.option("--kind", help="Only this kind.")
@click.option("--case", "case_id", metavar="ID", help="Only this case.")
@click.option("--year", type=int, help="Only this year.")
@click.option("--from", "issued_from", type=Day(), help="Issued on or after.")
@click.option("--to", "issued_to", type=Day(), help="Issued on or before.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@workspace_option
@answers
def list_documents(  # noqa: PLR0913, PLR0917 - the options of the command
    kind: str | None,
    case_id: str | None,
    year: int | None,
    issued_from: date | None,
    issued_to: date | None,
    limit: int | None,
    workspace: Path,
) -> Answer:
    """List what was issued, in the order of numbers."""
    with Workspace.open(workspace) as house:
        entries = house.documents(
            kind=kind,
            case_id=case_id,
            year=year,
            issued_from=issued_from,
            issued_to=issued_to,
            limit=limit,
        )
        rows = [
            {
                **entry.as_json(),
                "package": str(house.package(str(entry.number))),
                "revisions": len(house.revisions(str(entry.number))),
            }
            for entry in entries
        ]
        found = house.found
    names = ("number", "title", "case", "target", "issued_on", "revisions", "path")
    return Answer(
        data={"documents": rows},
        lines=(
            table_of(
                ("文号", "文书", "案件", "对象", "日期", "修订", "证据包"),
                ([str(row[name]) for name in names] for row in rows),
                numbers=(5,),
            ),
        ),
        faults=finding_lines(found),
    )
