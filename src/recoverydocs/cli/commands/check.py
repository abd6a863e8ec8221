"""`check`: every fault and finding of case data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recoverydocs.claims import assess
from recoverydocs.cli.answer import Answer, answers, finding_lines
from recoverydocs.cli.options import (
    as_of_option,
    cases_argument,
    columns_option,
    law_of,
    workspace_option,
)
from recoverydocs.cli.reading import read_files
from recoverydocs.errors import DataRefusedError, ExitCode, Finding, Severity

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from recoverydocs.cases import Case
    from recoverydocs.law import LawBook


@click.command()
@cases_argument
@as_of_option
@columns_option
@workspace_option
@answers
def check(
    cases: tuple[Path, ...], as_of: date, columns: Path | None, workspace: Path
) -> Answer:
    """List every fault and finding of the data; write nothing.

    Ends with 3 for any fault, else 5 for any blocking finding.
    """
    batch = read_files(cases, columns)
    law = law_of(workspace)
    findings = (
        *batch.findings,
        *(found for case in batch.cases for found in _assessed(case, law, as_of)),
    )
    weights = {finding.severity for finding in findings}
    code = ExitCode.DONE
    if Severity.FAULT in weights:
        code = ExitCode.DATA_REFUSED
    elif Severity.BLOCK in weights:
        code = ExitCode.RULE_REFUSED
    counts = {str(each): sum(f.severity is each for f in findings) for each in Severity}
    total = (
        f"可用案件 {len(batch.cases)} 件；错误 {counts['fault']}、阻断 {counts['block']}、"
        f"警示 {counts['warn']}、提示 {counts['note']}。"
    )
    return Answer(
        data={
            "cases": [case.case_id for case in batch.cases],
            "as_of": as_of.isoformat(),
            "counts": counts,
            "findings": [finding.as_json() for finding in findings],
        },
        lines=(*finding_lines(findings), total),
        code=code,
    )


def _assessed(case: Case, law: LawBook, as_of: date) -> tuple[Finding, ...]:
    """What assessing says of a case; a table without an answer is one of its faults."""
    try:
        return assess(case, law, as_of).findings
    except DataRefusedError as refusal:
        return refusal.findings or (
            Finding(Severity.FAULT, "data-refused", case.case_id, str(refusal).rstrip("。")),
        )
