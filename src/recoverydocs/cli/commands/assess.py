"""`assess`: what is owed on a day, with its working, deadlines and next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recoverydocs import claims
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
from recoverydocs.errors import DataRefusedError, ExitCode

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


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
@answers
def assess(
    cases: tuple[Path, ...],
    as_of: date,
    columns: Path | None,
    workspace: Path,
    *,
    explained: bool,
) -> Answer:
    """Show figures with their working, deadlines, findings and the next step on a day.

    A blocking finding is shown, not obeyed: the command has done its work and ends with 0.
    """
    batch = read_files(cases, columns)
    law = law_of(workspace)
    data: list[dict[str, object]] = []
    lines: list[str | Table] = []
    faults = list(finding_lines(batch.findings))
    codes: list[ExitCode] = []
    for case in batch.cases:
        try:
            claim = claims.assess(case, law, as_of)
        except DataRefusedError as refusal:
            codes.append(refusal.exit_code)
            faults.append(f"{case.case_id}: {refusal}")
            faults += finding_lines(refusal.findings)
            continue
        said, shown = claim_json(claim), list(claim_lines(claim))
        if explained:
            working = claims.explain(claim)
            said["explanation"] = working_json(working)
            shown += working_lines(working, law)
        data.append(said)
        lines += ["", *shown] if lines else shown
    return Answer(
        data={
            "as_of": as_of.isoformat(),
            "cases": data,
            "findings": [finding.as_json() for finding in batch.findings],
            "refused": faults,
        },
        lines=tuple(lines),
        faults=tuple(faults),
        code=batch.code(codes, done=bool(data)),
    )
