"""Rows of one contract: whose they are, what they say alike, what their columns add up to.

A case holds one contract, one borrower and one set of terms. Two rows that share a 合同号 and
differ in these are a fault of the file: to take the first row's word would drop the second's.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from recoverydocs.cases.readers.columns import INSTEAD, MAIN, fold
from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoverydocs.cases.readers.columns import ColumnMap
    from recoverydocs.cases.readers.sheets import Entry

_OWN = ("disb.", "core.", "check.", "hold.", "security.")
"""Prefixes of the fields that belong to a row's own loan, or that any row may set alone."""
_OWN_FIELDS = frozenset({"contract.to"})
_SUMS = {"check.principal": ("core.principal_due", "core.principal_not_due"), **INSTEAD}
"""A column that repeats a sum → the columns that make it up."""


def heading_of(entry: Entry, field: str, column_map: ColumnMap, sheet: str) -> str:
    """The heading by which a row's file calls a field; empty where the file lacks it."""
    columns = column_map.of(sheet)
    for heading in entry.row.cells:
        column = columns.get(fold(heading)) or columns.get(fold(heading).replace("(万元)", ""))
        if column is not None and column.field == field:
            return heading
    return ""


def unplaced(
    group: Sequence[Entry], column_map: ColumnMap, units: Sequence[str]
) -> Iterator[Finding]:
    """A fault where a row does not say which contract it is, or which unit issues for it.

    Args:
        group: the contract's rows; a row without a number stands alone.
        column_map: how its file calls the columns.
        units: ids of the lending units that the file describes.
    """
    entry, members = group[0], merged(group)
    told = {finding.field for finding in entry.findings}
    number, unit = "contract.contract_no", "org.org_id"
    if number not in members and number not in told:
        heading = heading_of(entry, number, column_map, MAIN)
        yield Finding(
            Severity.FAULT,
            "row-contract",
            entry.where,
            "缺失",
            "请逐行填写；合并的单元格请先拆开",
            number,
            heading,
        )
    if unit in told or not units:
        return
    heading = heading_of(entry, unit, column_map, MAIN) or "机构号"
    if unit in members and str(members[unit]) not in units:
        message, remedy = "所指的机构不在「机构」表中", "请更正，或在「机构」表补充该机构"
    elif unit not in members and len(units) > 1:
        message, remedy = "缺失，而「机构」表有几家机构", "请填写出具文书的机构"
    else:
        return
    yield Finding(Severity.FAULT, "row-unit", entry.where, message, remedy, unit, heading)


def merged(group: Sequence[Entry]) -> dict[str, object]:
    """The members of a contract's rows, each from the first row that has it."""
    found: dict[str, object] = {}
    for entry in group:
        for name, value in entry.members.items():
            found.setdefault(name, value)
    return found


def contradictions(
    group: Sequence[Entry], column_map: ColumnMap, sheet: str
) -> Iterator[Finding]:
    """A fault for each member in which a row differs from earlier rows of its contract."""
    said: dict[str, tuple[object, Entry]] = {}
    for entry in group:
        for name, value in entry.members.items():
            if name.startswith(_OWN) or name in _OWN_FIELDS:
                continue
            earlier, first = said.setdefault(name, (value, entry))
            if value != earlier:
                yield Finding(
                    Severity.FAULT,
                    "row-differs",
                    entry.where,
                    f"与同一合同号的 {first.where} 不一致",
                    "同一合同的各行应当相同；不是同一合同的，请更正合同号",
                    name,
                    heading_of(entry, name, column_map, sheet),
                )


def sums(entry: Entry, column_map: ColumnMap, sheet: str) -> Iterator[Finding]:
    """A fault where a column that repeats a sum is not the sum of its parts."""
    for name, parts in _SUMS.items():
        try:
            stated = Decimal(str(entry.members[name]))
            reckoned = sum(Decimal(str(entry.members[part])) for part in parts)
        except (KeyError, InvalidOperation):
            continue  # A part is missing, which is told where it belongs.
        if stated != reckoned:
            heading = heading_of(entry, name, column_map, sheet)
            listed = "与".join(heading_of(entry, part, column_map, sheet) for part in parts)
            yield Finding(
                Severity.FAULT,
                "row-sum",
                entry.where,
                f"{stated:,.2f} 不等于{listed}之和 {reckoned:,.2f}",
                "请核对核心系统导出",
                name,
                heading,
            )
