"""`draft`: unnumbered documents, marked 草稿 on every page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from recoverydocs.cli.answer import Answer, answers, grouped_lines
from recoverydocs.cli.options import (
    as_of_option,
    cases_argument,
    columns_option,
    kind_argument,
    law_of,
    workspace_option,
)
from recoverydocs.cli.reading import read_files
from recoverydocs.documents import kind_of
from recoverydocs.errors import WrongUsageError
from recoverydocs.runs.drafting import draft_cases

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recoverydocs.runs.drafting import CaseDraft


@click.command()
@kind_argument
@cases_argument
@click.option(
    "-o",
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="this folder",
    help="The folder for the documents.",
)
@as_of_option
@columns_option
@workspace_option
@answers
def draft(  # noqa: PLR0913, PLR0917 - the options of the command
    kind: str,
    cases: tuple[Path, ...],
    out: Path,
    as_of: date,
    columns: Path | None,
    workspace: Path,
) -> Answer:
    """Make documents only: unnumbered, unsealed, marked 草稿 on each page.

    What would stop the document from being issued is listed. Only a hold that nobody may
    override, such as a dispute of identity, also stops the draft.
    """
    found = kind_of(kind)
    batch = read_files(cases, columns)
    outcome = draft_cases(found, batch.cases, law_of(workspace), as_of)
    out.mkdir(parents=True, exist_ok=True)
    _spare_others(out, outcome.drafts)
    written: list[dict[str, str]] = []
    for made in outcome.drafts:
        path = out / made.file_name
        path.write_bytes(made.draft.content)
        written.append({"case": made.case_id, "title": made.draft.title, "path": str(path)})
    findings = (*batch.findings, *outcome.findings)
    return Answer(
        data={
            "kind": kind,
            "as_of": as_of.isoformat(),
            "drafts": written,
            "findings": [finding.as_json() for finding in findings],
        },
        lines=tuple(f"{row['title']}（草稿）: {row['path']}" for row in written),
        faults=grouped_lines(findings),
        code=batch.code(outcome.codes, done=bool(written)),
    )


def _spare_others(folder: Path, drafts: Sequence[CaseDraft]) -> None:
    """Write over no file that says something else: somebody may have worked on it in Word.

    Raises:
        WrongUsageError: a file is there already and differs; nothing was written.
    """
    for made in drafts:
        path = folder / made.file_name
        if path.exists() and (not path.is_file() or path.read_bytes() != made.draft.content):
            message = f"{path}: is there already and differs; name another folder with -o"
            raise WrongUsageError(message)
