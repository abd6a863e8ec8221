"""`assess`: what is owed on a day, with its working, deadlines and next step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from recoverydocs import claims, runs
from recoverydocs.cli.answer import Answer, Table, answers, finding_lines
from recoverydocs.cli.claim_view import claim_json, claim_lines
from recoverydocs.cli.options import (
    as_of_option,
    cases_argument,
    columns_option,
    law_of,
    workspace_option,
)
from recoverydocs.cli.reading import read_files
from recoverydocs.cli.working_view import working_json, working_lines
from recoverydocs.documents.working_book import working_book
from recoverydocs.errors import DataRefusedError, ExitCode, WrongUsageError
from recoverydocs.storage import write_file

if TYPE_CHECKING:
    from datetime import date


@click.command()
@cases_argument
@as_of_option
@columns_option
@workspace_option
@click.option(
    "--explain",
    "explained",
    is_flag=True,
    help="Add the working table (计算明细表): every stretch of days, rounding and payment.",
)
@click.option(
    "--explain-xlsx",
    "book",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the working tables as a workbook with live formulas; a file that is not there.",
)
@click.option(
    "--xlsx",
    "ledger",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the work list (期限台账) of all cases as a workbook; a file that is not there.",
)
@answers
def assess(  # noqa: PLR0913 - the options of the command
    cases: tuple[Path, ...],
    as_of: date,
    columns: Path | None,
    workspace: Path,
    *,
    explained: bool,
    book: Path | None,
    ledger: Path | None,
) -> Answer:
    """Show figures with their working, deadlines, findings and the next step on a day.

    A blocking finding is shown, not obeyed: the command has done its work and ends with 0.
    With --xlsx the workbook holds every period of every case, the most pressing first, and
    only a summary is printed.
    """
    for option, file in (("--explain-xlsx", book), ("--xlsx", ledger)):
        if file is not None and file.exists():
            raise WrongUsageError(f"{file}: is there already; name another with {option}")
    batch = read_files(cases, columns)
    law = law_of(workspace)
    assessed: list[claims.Claim] = []
    data: list[dict[str, object]] = []
    workings: list[claims.Working] = []
    lines: list[str | Table] = []
    faults = list(finding_lines(batch.findings))
    codes: list[ExitCode] = []
    for case in batch.cases:
        try:
            claim = claims.assess(case, law, as_of)
        except DataRefusedError as refusal:
            codes.append(refusal.exit_code)
            faults += finding_lines(refusal.findings) or [f"{case.case_id}: {refusal}"]
            continue
        assessed.append(claim)
        said, shown = claim_json(claim), list(claim_lines(claim))
        if explained or book is not None:
            workings.append(claims.explain(claim))
        if explained:
            said["explanation"] = working_json(workings[-1])
            shown += working_lines(workings[-1], law)
        data.append(said)
        lines += ["", *shown] if lines else shown
    if ledger is not None:
        write_file(ledger, runs.work_list(assessed, as_of, batch.findings))
        lines = [f"期限台账 {len(assessed)} 件案件: {ledger}"]
    if book is not None and workings:
        write_file(book, working_book(workings))
        lines.append(f"计算明细表: {book}")
    return Answer(
        data={
            "as_of": as_of.isoformat(),
            **({"working_book": str(book)} if book is not None and workings else {}),
            **({"work_list": str(ledger)} if ledger is not None else {}),
            "cases": data,
            "findings": [finding.as_json() for finding in batch.findings],
            "refused": faults,
        },
        lines=tuple(lines),
        faults=tuple(faults),
        code=batch.code(codes, done=bool(data)),
    )
