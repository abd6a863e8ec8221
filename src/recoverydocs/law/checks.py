"""Table files checked and laid over each other: every fault of all of them at once.

Nothing is mended; a table with a fault is not used.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recoverydocs.errors import Finding, LawTableError
from recoverydocs.law.layers import table_of
from recoverydocs.law.promises import double_rows, row_findings
from recoverydocs.law.shape import PlacedRow, file_faults, placed_rows
from recoverydocs.law.spans import Places, table_findings
from recoverydocs.law.table import GROUPS, LawFile, LawTable, Origin, read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Laid:
    """Table files read, checked and laid over each other.

    Attributes:
        tables: every table by id; fit for use only where no finding is a fault.
        findings: faults first file by file, then of whole tables; warnings among them.
    """

    tables: Mapping[str, LawTable]
    findings: tuple[Finding, ...]


def lay(
    files: Iterable[tuple[str, bytes]],
    origin: Origin,
    under: Mapping[str, LawTable] | None = None,
) -> Laid:
    """Files read and laid over each other, the later ones on top.

    Args:
        files: name and content of each.
        origin: whose they are.
        under: the tables beneath; none for the shipped ones themselves.
    """
    tables = dict(under or {})
    findings: list[Finding] = []
    stacks: dict[str, list[LawFile]] = {}
    rows: dict[str, list[PlacedRow]] = {}
    for name, content in files:
        try:
            file = read_file(content, name, origin)
        except LawTableError as refusal:
            findings += refusal.findings
            continue
        placed = placed_rows(file)
        findings += file_faults(file)
        for each in placed:
            findings += (*each.faults, *row_findings(each))
        rows.setdefault(file.id, []).extend(placed)
        stacks.setdefault(file.id, []).append(_sound(file, placed))
    for id_, own in stacks.items():
        below = tables[id_].files if id_ in tables else ()
        tables[id_] = table_of((*below, *own))
        findings += double_rows(rows[id_])
        is_whole = all(each.is_sound for each in rows[id_])
        findings += table_findings(tables[id_], Places(tables[id_].files), is_whole=is_whole)
    return Laid(tables, tuple(findings))


def _sound(file: LawFile, rows: Iterable[PlacedRow]) -> LawFile:
    """The file without the rows that cannot be laid among others."""
    data: dict[str, object] = {"meta": file.meta}
    for group in GROUPS[file.id]:
        data[group] = [each.row for each in rows if each.group == group and each.is_sound]
    return replace(file, data=data)
