"""`law check`: the shipped tables and a house's own files, every fault of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import Finding, Severity
from recoverydocs.law.checks import Laid, lay
from recoverydocs.law.load import packaged_files
from recoverydocs.law.table import GROUPS
from recoverydocs.runs.config import FILE_NAME
from recoverydocs.runs.given_files import read_given
from recoverydocs.runs.setup import LARGEST, own_tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One table file with all that was found in it.

    Attributes:
        name: the file.
        origin: ``shipped`` or ``workspace``.
        table: the table that it is of; empty where that could not be read.
        row_count: how many rows it has.
        findings: faults, and what looks wrong.
    """

    name: str
    origin: str
    table: str
    row_count: int
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What stops the file from being used."""
        return tuple(each for each in self.findings if each.severity is Severity.FAULT)

    def line(self) -> str:
        """The outcome in one line, in Chinese."""
        kind = "随产品" if self.origin == "shipped" else "自有"
        if self.faults:
            return f"{self.name}（{kind}）：{len(self.faults)} 处错误"
        return f"{self.name}（{kind}）：可用，{self.row_count} 行"

    def as_json(self) -> dict[str, object]:
        """The outcome as JSON members."""
        return {
            "file": self.name,
            "origin": self.origin,
            "table": self.table,
            "rows": self.row_count,
            "findings": [each.as_json() for each in self.findings],
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """What `law check` found.

    Attributes:
        files: every file looked at.
        findings: of all of them, in order.
    """

    files: tuple[CheckedFile, ...]
    findings: tuple[Finding, ...]

    @property
    def is_refused(self) -> bool:
        """Whether any finding is a fault."""
        return any(each.severity is Severity.FAULT for each in self.findings)


def check_tables(files: Sequence[Path], workspace: Path) -> Checked:
    """The shipped tables and those of a workspace, or given files laid over the shipped ones.

    Args:
        files: files to look at; none for the shipped ones and those of the workspace.
        workspace: the folder that may be one.

    Raises:
        WrongUsageError: a file is not there, or is a pipe or device.
        TooLargeError: one is larger than 16 MiB.
        OutsideFailedError: one cannot be read.
    """
    shipped = packaged_files()
    if files:
        own = {str(file): read_given(file, LARGEST) for file in files}
    else:
        own = own_tables(workspace) if (workspace / FILE_NAME).is_file() else {}
    ours = lay(shipped, "shipped")
    theirs = lay(sorted(own.items()), "workspace", ours.tables)
    checked = [_checked(name, theirs) for name in sorted(own)]
    if files:
        return Checked(tuple(checked), theirs.findings)
    checked = [*(_checked(name, ours) for name, _ in shipped), *checked]
    return Checked(tuple(checked), (*ours.findings, *theirs.findings))


def _checked(name: str, laid: Laid) -> CheckedFile:
    found = tuple(each for each in laid.findings if f"{each.where} ".startswith(f"{name} "))
    for table in laid.tables.values():
        for file in table.files:
            if file.name == name:
                count = sum(len(file.rows(group)) for group in GROUPS[table.id])
                return CheckedFile(name, file.origin, table.id, count, found)
    return CheckedFile(name, "workspace", "", 0, found)
