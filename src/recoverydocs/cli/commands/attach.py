"""`attach`: a receipt or other evidence as a new revision of one package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recoverydocs.cli.answer import Answer, answers, finding_lines
from recoverydocs.cli.options import existing_file, operator, workspace_option
from recoverydocs.delivery import read_record
from recoverydocs.errors import ExitCode
from recoverydocs.evidence import LIMITS
from recoverydocs.runs.attaching import ROLES
from recoverydocs.runs.given_files import read_given
from recoverydocs.runs.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

ORIGINS = ("scan", "photo", "carrier-file", "court-system", "email", "imported", "manual")


@click.command()
@click.argument("number")
@click.argument("files", nargs=-1, type=existing_file, metavar="FILE...")
@click.option(
    "--record",
    type=existing_file,
    help="A JSON or YAML file with members of the manifest's delivery[].",
)
@click.option(
    "--reason",
    type=click.Choice(tuple(ROLES)),
    default="receipt",
    show_default=True,
    help="What is added.",
)
@click.option(
    "--origin",
    type=click.Choice(ORIGINS),
    default="scan",
    show_default=True,
    help="Where the files come from.",
)
@click.option("--note", default="", help="Free words for the manifest.")
@click.option("--by", default="", metavar="CODE", help="Staff code of whoever adds it.")
@workspace_option
@answers
def attach(  # noqa: PLR0913, PLR0917 - the options of the command
    number: str,
    files: tuple[Path, ...],
    record: Path | None,
    reason: str,
    origin: str,
    note: str,
    by: str,
    workspace: Path,
) -> Answer:
    """Add a receipt or other evidence to one package, as a new revision.

    NUMBER is the document number (文号). Nothing that is already in the package changes.
    """
    members = (
        () if record is None else read_record(record.name, read_given(record, LIMITS.json))
    )
    with Workspace.open(workspace) as house:
        attached = house.attach(
            number,
            files,
            members,
            reason=reason,
            origin=origin,
            by=operator(by),
            note=note,
        )
        found = (*house.found, *attached.findings)
    return Answer(
        data=attached.as_json(),
        lines=(f"{attached.number} 修订 {attached.revision}: {attached.package}",),
        faults=finding_lines(dict.fromkeys(found)),
        code=ExitCode.OUTSIDE_FAILED if attached.is_waiting else ExitCode.DONE,
    )
