"""`template check`: every fault of a template, for the people who edit them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from recoverydocs.cli.answer import Answer, answers, finding_lines
from recoverydocs.cli.groups import WholeHelp
from recoverydocs.cli.options import complete_kinds
from recoverydocs.documents import field_labels, find_kinds, kind_of, read_kind
from recoverydocs.documents.enclosing import WORKING_TABLE
from recoverydocs.documents.engine import check_template
from recoverydocs.documents.kinds import enclosure_files
from recoverydocs.errors import DataRefusedError, ExitCode, Severity
from recoverydocs.evidence import LIMITS
from recoverydocs.runs.given_files import read_given

if TYPE_CHECKING:
    from recoverydocs.documents import Kind
    from recoverydocs.errors import Finding


def _kinds_and_folders(
    ctx: click.Context, param: click.Parameter, begun: str
) -> list[CompletionItem]:
    return complete_kinds(ctx, param, begun) or [CompletionItem(begun, type="dir")]


@click.group(cls=WholeHelp)
def template() -> None:
    """For people who edit templates."""


@template.command()
@click.argument("kinds", nargs=-1, metavar="[KIND|DIR]...", shell_complete=_kinds_and_folders)
@answers
def check(kinds: tuple[str, ...]) -> Answer:
    """List every fault of templates: kinds by name, or folders; without any, all kinds."""
    results = {name: _findings(name) for name in kinds or find_kinds()}
    findings = [finding for found in results.values() for finding in found]
    is_refused = any(each.severity in {Severity.FAULT, Severity.BLOCK} for each in findings)
    return Answer(
        data={
            "templates": [
                {"template": name, "findings": [each.as_json() for each in found]}
                for name, found in results.items()
            ]
        },
        lines=tuple(f"{name}: 可用" for name, found in results.items() if not found),
        faults=finding_lines(findings),
        code=ExitCode.DATA_REFUSED if is_refused else ExitCode.DONE,
    )


def _findings(name: str) -> tuple[Finding, ...]:
    try:
        kind = _kind(name)
    except DataRefusedError as refusal:
        return refusal.findings
    found = check_template(kind.template, tuple(field_labels(kind)), f"{name}/template.docx")
    if kind.working_table:
        labels = tuple(field_labels())
        found += check_template(kind.working_table, labels, f"{WORKING_TABLE}.docx")
    return found


def _kind(name: str) -> Kind:
    """A folder's kind, or the shipped one of that name."""
    folder = Path(name)
    if not folder.is_dir():
        return kind_of(name)
    files = {file.name: _read(file) for file in folder.iterdir() if file.is_file()}
    whole = folder.resolve()
    return read_kind(whole.name, enclosure_files(whole.parent, _read) | files)


def _read(file: Path) -> bytes:
    return read_given(file, LIMITS.json)
