"""The error workbooks of a run: refused rows beside the file that they came from."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from recoverydocs.cases.workbooks import error_workbook
from recoverydocs.errors import Finding, Severity
from recoverydocs.storage import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from recoverydocs.cases import ColumnMap, Intake
    from recoverydocs.runs.batch import Batch
    from recoverydocs.runs.outcome import Outcome

_AGAIN = re.compile(r"-错误(?:-\d+)?$")
"""What an error workbook's name ends with; one that is fed back keeps its first name."""


def write_error_books(
    batch: Batch,
    outcome: Outcome,
    files: Sequence[Path],
    column_map: ColumnMap | None = None,
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Write one workbook for each table that a row was refused of; never over a file.

    A file of JSON or YAML has no rows to give back; what is wrong with it is printed.

    Returns:
        The workbooks, and a warning for each that could not be written.
    """
    refused: dict[str, list[Finding]] = {}
    for one in outcome.refused:
        refused.setdefault(one.case_id, []).extend(one.findings)
    books: list[Path] = []
    findings: list[Finding] = []
    for file, intake in zip(files, batch.intakes, strict=True):
        own = _own(intake, refused)
        if not intake.rows or not (own or intake.faults):
            continue
        content = error_workbook(intake, own, only_refused=True, column_map=column_map)
        try:
            books.append(_write(file, content))
        except OSError as error:
            findings.append(_unwritten(file, error))
    return tuple(books), tuple(findings)


def _own(
    intake: Intake, refused: Mapping[str, Sequence[Finding]]
) -> dict[str, Sequence[Finding]]:
    """What was refused of the cases of one file."""
    return {
        case.case_id: refused[case.case_id] for case in intake.cases if case.case_id in refused
    }


def _write(file: Path, content: bytes) -> Path:
    """Write beside the file under the first free name, whole or not at all."""
    stem = _AGAIN.sub("", file.stem)
    names = (
        f"{stem}-错误.xlsx" if number == 1 else f"{stem}-错误-{number}.xlsx"
        for number in count(1)
    )
    path = next(path for name in names if not (path := file.with_name(name)).exists())
    write_file(path, content)
    return path


def _unwritten(file: Path, error: OSError) -> Finding:
    return Finding(
        Severity.WARN,
        "error-workbook",
        file.name,
        f"错误工作簿无法写入文件所在的文件夹（{error.strerror}）",
        "请换一个可写的文件夹重新运行；被退回的行及原因见上",
    )
