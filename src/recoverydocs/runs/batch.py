"""Several files of case data as one batch: every case, where it came from, every fault."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.cases import (
    LARGEST,
    ColumnMap,
    Intake,
    double_case,
    read_cases,
    too_large,
)
from recoverydocs.errors import ExitCode, Finding, Severity
from recoverydocs.pipeline import Source
from recoverydocs.runs.given_files import read_given
from recoverydocs.storage import TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from recoverydocs.cases import Case


@dataclass(frozen=True, slots=True)
class Batch:
    """What several files gave.

    Attributes:
        intakes: what each file gave, in their order.
        cases: the cases of all files; of two with one id the first.
        origins: file, sheet and row of each case.
        sources: where each case's data came from, by its position in ``cases``.
        findings: of all files, and an id that two files share.
    """

    intakes: tuple[Intake, ...]
    cases: tuple[Case, ...]
    origins: tuple[str, ...]
    sources: Mapping[int, Source]
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The findings for which data were refused."""
        return tuple(found for found in self.findings if found.severity is Severity.FAULT)

    @property
    def refused(self) -> int:
        """How many cases of the files had a fault, or an id that another file had before."""
        read = sum(len(intake.cases) for intake in self.intakes)
        return sum(intake.refused for intake in self.intakes) + read - len(self.cases)

    def code(self, codes: Iterable[ExitCode] = (), *, done: bool) -> ExitCode:
        """What a call over the batch ends with, by the rule beside the table of exit codes.

        Args:
            codes: of the cases that the call itself refused.
            done: whether anything was done.
        """
        refused = [*codes, *([ExitCode.DATA_REFUSED] if self.faults else [])]
        if not refused:
            return ExitCode.DONE
        return ExitCode.PARTLY_DONE if done else max(refused)


def read_batch(files: Iterable[Path], columns: ColumnMap | None = None) -> Batch:
    """The cases of some files; a bad case or file never stops the others.

    Raises:
        WrongUsageError: a file is not there, or is a pipe or device.
        OutsideFailedError: one cannot be read.
    """
    intakes: list[Intake] = []
    cases: list[Case] = []
    origins: list[str] = []
    sources: dict[int, Source] = {}
    findings: list[Finding] = []
    seen: dict[str, str] = {}
    for file in files:
        intake, digest = read_case_file(file, columns)
        intakes.append(intake)
        findings += intake.findings
        for case, origin in zip(intake.cases, intake.origins, strict=True):
            if case.case_id in seen:
                findings.append(double_case(origin, seen[case.case_id]))
                continue
            seen[case.case_id] = origin
            method = file.suffix.lower().lstrip(".")
            row = origin.removeprefix(file.name).strip()
            sources[len(cases)] = Source(method, digest, row)
            cases.append(case)
            origins.append(origin)
    return Batch(tuple(intakes), tuple(cases), tuple(origins), sources, tuple(findings))


def read_case_file(file: Path, columns: ColumnMap | None = None) -> tuple[Intake, str]:
    """What one file gave, and its SHA-256; a file too large to be read gives a fault.

    Raises:
        WrongUsageError: it is not there, or is a pipe or device.
        OutsideFailedError: it cannot be read.
    """
    try:
        content = read_given(file, LARGEST)
    except TooLargeError:
        return too_large(file.name), ""
    return read_cases(file.name, content, columns), hashlib.sha256(content).hexdigest()
