"""A file of case data in; cases and every fault out: always both, never an exception."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recoverydocs.cases.faults import read_case
from recoverydocs.cases.placing import at_cells
from recoverydocs.cases.readers import (
    READERS,
    ColumnMap,
    Reading,
    SheetRow,
    shipped_column_map,
    unreadable,
)
from recoverydocs.cases.workbooks.places import where_of
from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from recoverydocs.cases.model import Case

LARGEST = 512 << 20
"""Octets of a file that is read at most."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What one file gave.

    Attributes:
        file_name: the name by which findings call the file.
        cases: every case without a fault, in the file's order.
        origins: for each case, file, sheet and row.
        findings: all faults, warnings and notes, in the file's order.
        rows: the tables' rows as written, each with its findings; empty for JSON and YAML.
        refused: how many cases had a fault; a file that could not be read counts as one.
    """

    file_name: str
    cases: tuple[Case, ...]
    origins: tuple[str, ...]
    findings: tuple[Finding, ...]
    rows: tuple[SheetRow, ...] = ()
    refused: int = 0

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The findings for which data were refused."""
        return tuple(found for found in self.findings if found.severity is Severity.FAULT)


def read_cases(file_name: str, content: bytes, column_map: ColumnMap | None = None) -> Intake:
    """Cases and findings of a file; a bad case never stops the others.

    Args:
        file_name: its ending (json, jsonl, yaml, yml, csv, xlsx) says how to read it.
        content: the file's octets.
        column_map: headings of a table; without it, the shipped ones.
    """
    ending = file_name.rsplit(".", 1)[-1].lower()
    reader = READERS.get(ending)
    if reader is None:
        reading = unreadable("不认识的文件类型", f"可用：{'、'.join(READERS)}")
    elif len(content) > LARGEST:
        return too_large(file_name)
    else:
        reading = reader(content, column_map or shipped_column_map())
    return _judge(file_name, reading, column_map or shipped_column_map())


def too_large(file_name: str) -> Intake:
    """What a file gives that is larger than ``LARGEST``, whether or not it was read."""
    return _judge(file_name, unreadable("超过 512 MiB", "请拆分后重试"), shipped_column_map())


def _judge(file_name: str, reading: Reading, column_map: ColumnMap) -> Intake:
    cases: list[Case] = []
    origins: list[str] = []
    findings = [_in_file(file_name, finding) for finding in reading.findings]
    seen: dict[str, str] = {}
    for raw in reading.cases:
        where = f"{file_name} {raw.where}".strip()
        case, told = (None, ()) if raw.data is None else read_case(raw.data, where)
        own = [_in_file(file_name, finding) for finding in raw.findings]
        own += at_cells(told, raw, reading, column_map) if raw.rows else told
        if case is not None and case.case_id in seen:
            own.append(double_case(where, seen[case.case_id]))
        if case is not None and not any(f.severity is Severity.FAULT for f in own):
            seen[case.case_id] = where
            cases.append(case)
            origins.append(where)
        findings += own
    if not reading.cases and not any(f.severity is Severity.FAULT for f in findings):
        findings.append(_empty(file_name))
    # What a row shared by all cases has wrong, each of them tells again.
    findings = list(dict.fromkeys(findings))
    by_row: dict[str, list[Finding]] = {}
    for finding in findings:
        by_row.setdefault(finding.where, []).append(finding)
    rows = tuple(
        replace(row, findings=tuple(by_row.get(where_of(file_name, row), ())))
        for row in reading.rows
    )
    lost = not reading.cases and any(f.severity is Severity.FAULT for f in findings)
    refused = 1 if lost else len(reading.cases) - len(cases)
    return Intake(file_name, tuple(cases), tuple(origins), tuple(findings), rows, refused)


def _empty(file_name: str) -> Finding:
    return Finding(
        Severity.WARN,
        "file-empty",
        file_name,
        "没有读到案件",
        "请核对文件是否完整、数据是否在表头之下；确无逾期贷款的，无需处理",
    )


def _in_file(file_name: str, finding: Finding) -> Finding:
    return replace(finding, where=f"{file_name} {finding.where}".strip())


def double_case(where: str, earlier: str) -> Finding:
    """The fault of a case whose id stood somewhere before."""
    return Finding(
        Severity.FAULT,
        "data-double",
        where,
        f"案件编号与 {earlier} 重复",
        "请核对，或合并为一个案件",
        "case_id",
        "案件编号",
    )
