"""Findings of a table at the cells they speak of, in the words of the file's own headings.

What the model refuses it names by a place in the case; whoever filled in a workbook knows
sheets, rows and headings.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoverydocs.cases.workbooks.choices import choices
from recoverydocs.cases.workbooks.places import (
    SHARED,
    UNITS,
    column_of,
    fields_of,
    headings_of,
    sheet_of,
    spot_of,
    where_of,
)
from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoverydocs.cases.readers import ColumnMap, RawCase, Reading, SheetRow
    from recoverydocs.errors import Finding


_FOLLOWING = frozenset({"data-missing", "data-reference"})
"""What the model refuses of a member whose cell could not be read."""


def at_cells(
    told: Iterable[Finding], raw: RawCase, reading: Reading, column_map: ColumnMap
) -> list[Finding]:
    """A case's findings at their own cells, each once.

    What is missing or leads nowhere only because its cell could not be read is left out: the
    cell's own fault says why.

    Args:
        told: what the model refuses, at the case's first row.
        raw: the case as its reader gave it.
        reading: all rows of the file.
        column_map: what the file calls the columns.
    """
    unread = {each.field for each in raw.findings if each.severity is Severity.FAULT}
    found: dict[tuple[str, str, str], Finding] = {}
    for finding in told:
        if finding.rule in _FOLLOWING and not unread.isdisjoint(fields_of(finding)):
            continue
        own = _placed(finding, raw, reading, column_map)
        found.setdefault((own.where, own.label or own.field, own.message), own)
    return list(found.values())


def _placed(finding: Finding, raw: RawCase, reading: Reading, column_map: ColumnMap) -> Finding:
    """The finding at its own cell; as it is where no one cell of the file is meant."""
    row = _row(finding, raw, reading.rows, column_map)
    if row is None:
        return finding
    heading = next(headings_of(row, spot_of(finding.field).field, column_map), "")
    where = where_of(finding.where.removesuffix(raw.where).strip(), row)
    if not heading:
        return replace(finding, where=where)
    remedy = finding.remedy
    column = column_of(row.sheet, heading, column_map)
    if finding.rule == "data-choice" and column and (words := choices(column, column_map)):
        remedy = f"可填：{'、'.join(words)}"
    return replace(finding, where=where, label=heading, remedy=remedy)


def _row(
    finding: Finding, raw: RawCase, rows: Sequence[SheetRow], column_map: ColumnMap
) -> SheetRow | None:
    spot = spot_of(finding.field)
    if not finding.field or spot.order is None:
        return None
    own = rows if spot.sheet in SHARED else [rows[place] for place in raw.rows]
    same = [row for row in own if sheet_of(row.sheet, column_map) == spot.sheet]
    if spot.sheet == UNITS and isinstance(raw.data, dict):
        unit = raw.data.get("org", {}).get("org_id")
        same = [
            row
            for row in same
            if any(row.cells[name] == unit for name in headings_of(row, "org_id", column_map))
        ]
    return same[spot.order] if spot.order < len(same) else None
