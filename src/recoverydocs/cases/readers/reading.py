"""What every reader gives: cases as plain data, their rows, and what it could not read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a table as the user wrote it.

    Attributes:
        sheet: the sheet's name; empty for a CSV file.
        number: the row's number as a spreadsheet shows it, from 1.
        cells: heading → the cell's text, exactly as shown.
        findings: what is wrong with the row.
    """

    sheet: str
    number: int
    cells: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class RawCase:
    """One case as plain data, not yet judged.

    Attributes:
        where: sheet and row, or the place in the file; empty for the only case of a file.
        data: plain data in the names of the schema.
        rows: positions in ``Reading.rows`` of the rows that it was made from.
        findings: what the reader itself found wrong with it.
    """

    where: str
    data: Any
    rows: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file holds.

    Attributes:
        cases: in the file's order.
        findings: faults and notes of the file itself.
        rows: the tables' rows as written; empty for JSON and YAML.
    """

    cases: tuple[RawCase, ...] = ()
    findings: tuple[Finding, ...] = ()
    rows: tuple[SheetRow, ...] = field(default=())


def unreadable(message: str, remedy: str, where: str = "", rule: str = "file") -> Reading:
    """A file of which nothing can be read, with the one reason."""
    return Reading(findings=(Finding(Severity.FAULT, rule, where, message, remedy),))
