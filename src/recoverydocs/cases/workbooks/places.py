"""Which cell a finding speaks of: from a place in the case to sheet, row of the group, column.

A cell's own fault names its column; what the model refuses names a place in the case, such as
``contracts[1].core_balances[2].interest``, which the column map's fields are read back from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recoverydocs.cases.readers.asked import (
    AGREEMENT,
    ARBITRATION,
    CLUES,
    COSTS,
    FILING,
    PLAN,
    PRESERVATION,
    WAIVERS,
)
from recoverydocs.cases.readers.columns import MAIN, fold
from recoverydocs.cases.workbooks.filled import GUARANTEES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recoverydocs.cases.readers import ColumnMap, SheetRow
    from recoverydocs.cases.readers.columns import Column
    from recoverydocs.errors import Finding

UNITS = "机构"
SHARED = frozenset({UNITS, "人员", "审批", "用印"})
"""Sheets whose rows belong to every case of the file."""

_PART = re.compile(r"([^.\[\]]+)(?:\[([0-9]+)\])?")
_ALL = re.compile(r"\.(?:disbursements|core_balances|instalments|repayments)(?=\.)")
"""A list of which no single row is named: all of them disagree with something."""
_INSIDE: Mapping[str, tuple[str, str]] = {
    "disbursements": (MAIN, "disb"),
    "core_balances": (MAIN, "core"),
    "rate_terms": (MAIN, "rate"),
    "repay_method": (MAIN, "method"),
    "dispute_clause": (MAIN, "dispute"),
    "clauses": (MAIN, "clause"),
    "sign_method": (MAIN, "sign"),
    "allocation": (MAIN, "allocation"),
    "pointed_out": (MAIN, "shown"),
    "obstacles": ("时效中止", ""),
    "instalments": ("还款计划", ""),
    "repayments": ("还款流水", ""),
}
"""Member of a contract → sheet and prefix of the fields there."""
_REQUESTS: Mapping[str, str] = {
    "preservation": PRESERVATION,
    "arbitration": ARBITRATION,
    "agreement": AGREEMENT,
    "filing": FILING,
}
"""What is asked of a document → the sheet that asks it."""
_ROWS: Mapping[str, str] = {
    "guarantees": GUARANTEES,
    "costs": COSTS,
    "property_clues": CLUES,
    "org": UNITS,
    "users": "人员",
    "approvals": "审批",
    "seals": "用印",
}
"""Member of a case → the sheet whose rows it is made of."""
_PREFIXED: Mapping[str, tuple[str, str]] = {
    "notices": (FILING, "notice."),
    "court_cases": (PRESERVATION, "docket."),
    "arb_cases": (PRESERVATION, "docket."),
    "disputes": (MAIN, "hold."),
}
"""Member of a case → the sheet of which it takes some columns, and how their fields begin."""

_MEMBER = re.compile(r"[a-z][a-z_]+(?:\.[a-z_]+)?")
_TAKEN_FROM: Mapping[str, str] = {"contract.from": "disb.on", "disb.payee_name": "party.name"}
"""Members that a reader of tables fills from another column."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a finding belongs.

    Attributes:
        sheet: name of the sheet in the column map.
        order: which row of the case in that sheet, from 0; none where every row is meant.
        field: the column's field; empty where the whole row is meant.
    """

    sheet: str
    order: int | None
    field: str


def spot_of(place: str) -> Spot:
    """The spot that a place of the case means; the case's first row where it has no column.

    >>> spot_of("contracts[1].core_balances[2].interest")
    Spot(sheet='逾期清单', order=1, field='core.interest')
    >>> spot_of("parties[2].id_no")
    Spot(sheet='担保信息', order=0, field='party.id_or_uscc')
    >>> spot_of("contracts[1].instalments.due_on")
    Spot(sheet='还款计划', order=None, field='due_on')
    """
    parts = [(match[1], int(match[2] or 1) - 1) for match in _PART.finditer(place)]
    if not parts:
        return Spot(MAIN, 0, "")
    (head, order), rest = parts[0], parts[1:]
    if head == "contracts":
        spot = _in_contract(rest)
        return replace(spot, order=None) if _ALL.search(place) else spot
    if head in {"parties", "addresses"}:
        prefix = "party" if head == "parties" else "address"
        sheet, place_of = (MAIN, 0) if order == 0 else (GUARANTEES, order - 1)
        return Spot(sheet, place_of, _party_field(prefix, rest))
    if head == "agreements":
        return _in_agreement(rest)
    return _in_case(head, order, rest)


def places_of(finding: Finding) -> tuple[str, ...]:
    """The place that a finding names, and those of the members that its words name.

    A fault of a whole entity names the members that disagree.
    """
    named = (f"{finding.field}.{name}" for name in _MEMBER.findall(finding.message))
    return (finding.field, *named)


def fields_of(finding: Finding) -> frozenset[str]:
    """The columns' fields that a finding speaks of, in whichever row."""
    return frozenset(spot_of(place).field for place in places_of(finding))


def where_of(file_name: str, row: SheetRow) -> str:
    """File, sheet and number of a row, as findings name it."""
    return " ".join(part for part in (file_name, row.sheet, f"第{row.number}行") if part)


def sheet_of(name: str, column_map: ColumnMap) -> str:
    """The sheet of the map that a file's sheet was read as."""
    return name if name in column_map.sheets() else MAIN


def column_of(sheet: str, heading: str, column_map: ColumnMap) -> Column | None:
    """The column that a heading means in a sheet; ``None`` for one that nobody knows."""
    columns = column_map.of(sheet_of(sheet, column_map))
    bare = fold(heading)
    return columns.get(bare) or columns.get(bare.replace("(万元)", ""))


def headings_of(row: SheetRow, field: str, column_map: ColumnMap) -> Iterator[str]:
    """The headings of a row that fill a field; at most one in a sound sheet."""
    for heading in row.cells:
        column = column_of(row.sheet, heading, column_map)
        if column is not None and column.field == field:
            yield heading


def _in_case(head: str, order: int, rest: list[tuple[str, int]]) -> Spot:
    if head == "requests" and rest and rest[0][0] in _REQUESTS:
        return Spot(_REQUESTS[rest[0][0]], 0, _joined(rest[1:]))
    if head in _ROWS:
        return Spot(_ROWS[head], order, _joined(rest))
    sheet, prefix = _PREFIXED.get(head, (MAIN, ""))
    field = _joined(rest) if prefix or head == "requests" else head
    return Spot(sheet, 0, f"{prefix}{field}")


def _in_contract(rest: list[tuple[str, int]]) -> Spot:
    if not rest:
        return Spot(MAIN, 0, "")
    head, order = rest[0]
    sheet, prefix = _INSIDE.get(head, (MAIN, "contract"))
    inner = rest[1:] if head in _INSIDE else rest
    name = _joined(inner)
    field = f"{prefix}.{name}" if prefix and name else name
    return Spot(sheet, order if head in _INSIDE else 0, _TAKEN_FROM.get(field, field))


def _in_agreement(rest: list[tuple[str, int]]) -> Spot:
    lists = {"plan": PLAN, "waivers": WAIVERS}
    if rest and rest[0][0] in lists:
        return Spot(lists[rest[0][0]], rest[0][1], _joined(rest[1:]))
    return Spot(AGREEMENT, 0, _joined(rest))


def _party_field(prefix: str, rest: list[tuple[str, int]]) -> str:
    name = rest[0][0] if rest else ""
    if name in {"id_no", "uscc"}:
        return "party.id_or_uscc"
    if name == "phones":
        return "party.phone"
    if name == "reg_address":
        return "address.text"
    if name in {"died_on", "status_on"}:
        return "party.state_on"
    return f"{prefix}.{name}" if name else ""


def _joined(rest: list[tuple[str, int]]) -> str:
    return ".".join(name for name, _ in rest)
