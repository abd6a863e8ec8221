"""The error workbook: the user's own rows, what is wrong with each, ready to be fed back.

The first column, 错误, is passed over by the reader; a faulty cell is red and has a comment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from recoverydocs.cases.readers import shipped_column_map
from recoverydocs.cases.readers.columns import AGAIN, ERRORS, MAIN
from recoverydocs.cases.workbooks.book import LONGEST_CELL, Book, lines_needed, width_of
from recoverydocs.cases.workbooks.places import (
    SHARED,
    UNITS,
    column_of,
    headings_of,
    places_of,
    sheet_of,
    spot_of,
    where_of,
)
from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recoverydocs.cases.intake import Intake
    from recoverydocs.cases.readers import ColumnMap, SheetRow
    from recoverydocs.cases.readers.columns import Column
    from recoverydocs.cases.workbooks.book import Sheet

_TOLD = (Severity.FAULT, Severity.BLOCK, Severity.WARN)
_LIST = "问题清单"
_UNSEEN = frozenset({"cell", "data-double"})
"""Faults that the words of a cell, or a part of the rows, no longer show."""
_SENT_BACK = frozenset({"identifier", "text", "list"})
"""Types of columns where a number or date cell, written back as text, would pass unseen."""
_WIDTH_OF_ERRORS = 60
_POINTS_A_LINE = 14
NO_REFUSALS: Mapping[str, Sequence[Finding]] = MappingProxyType({})


@dataclass(slots=True)
class _Marked:
    """One row on its way out.

    Attributes:
        row: as the user wrote it.
        group: the contract that it belongs to; empty where all share it.
        findings: what was told at it.
        lines: the same in words, for the first column.
        cells: heading → comments of a faulty cell.
        again: headings of faulty cells that would pass if they came back as they are.
    """

    row: SheetRow
    group: str
    findings: list[Finding] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    cells: dict[str, list[str]] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)


def error_workbook(
    intake: Intake,
    refused: Mapping[str, Sequence[Finding]] = NO_REFUSALS,
    *,
    only_refused: bool = False,
    column_map: ColumnMap | None = None,
) -> bytes:
    """The rows of an intake with everything that stands against them.

    Args:
        intake: what was read; one of JSON or YAML has no rows, and gives the list alone.
        refused: case id → blocks that a later step found, told at the case's first row.
        only_refused: leave out the contracts without a fault or block.
        column_map: the one that the file was read with; without it, the shipped one.
    """
    headings = column_map or shipped_column_map()
    rows = _rows(intake, headings)
    by_group: dict[str, list[_Marked]] = {}
    for row in rows:
        by_group.setdefault(row.group, []).append(row)
    _tell(intake, refused, rows)
    for row in rows:
        group = [*by_group[row.group], *(by_group.get("", ()) if row.group else ())]
        for finding in row.findings:
            _mark(row, group, finding, headings)
        if any(finding.severity is Severity.FAULT for finding in row.findings):
            _point_to(row, by_group[row.group] if row.group else rows, headings)
    book = Book()
    wanted = _refused_groups(intake, refused, rows, headings) if only_refused else by_group
    kept = [row for row in rows if not row.group or row.group in wanted]
    for name in dict.fromkeys(row.row.sheet for row in kept):
        own = [row for row in kept if row.row.sheet == name]
        _sheet(book.sheet(name or MAIN), name or MAIN, own, headings)
    _listing(book.sheet(_LIST), _listed(intake, refused))
    return book.content()


def _refused_groups(
    intake: Intake,
    refused: Mapping[str, Sequence[Finding]],
    rows: Sequence[_Marked],
    column_map: ColumnMap,
) -> set[str]:
    """The contracts of which no case was made, or one that a later step refused."""
    sound = {
        origin
        for case, origin in zip(intake.cases, intake.origins, strict=True)
        if case.case_id not in refused
    }
    main = [row for row in rows if sheet_of(row.row.sheet, column_map) == MAIN]
    made = {row.group for row in main if where_of(intake.file_name, row.row) in sound}
    return {row.group for row in main} - made


def _rows(intake: Intake, column_map: ColumnMap) -> list[_Marked]:
    """Every row with the contract that it belongs to; rows that all share belong to none."""
    found: list[_Marked] = []
    loans: dict[str, str] = {}
    for row in intake.rows:
        by_field = {
            column.field: text
            for heading, text in row.cells.items()
            if (column := column_of(row.sheet, heading, column_map))
        }
        sheet = sheet_of(row.sheet, column_map)
        contract = by_field.get("contract.contract_no") or by_field.get("contract_no", "")
        if sheet == MAIN:
            contract = contract or f"#{row.number}"
            loans.setdefault(by_field.get("disb.disb_no", ""), contract)
        elif sheet not in SHARED:
            contract = contract or loans.get(by_field.get("disb_no", ""), f"#{sheet}")
        found.append(_Marked(row, "" if sheet in SHARED else contract))
    return found


def _tell(
    intake: Intake, refused: Mapping[str, Sequence[Finding]], rows: Sequence[_Marked]
) -> None:
    """Bring each finding to the row that it names; one of a whole sheet to its first row."""
    by_name: dict[str, _Marked] = {}
    for each in rows:
        by_name.setdefault(f"{intake.file_name} {each.row.sheet}".strip(), each)
        by_name[where_of(intake.file_name, each.row)] = each
    for where, finding in _listed(intake, refused):
        if where in by_name and finding not in by_name[where].findings:
            by_name[where].findings.append(finding)


def _mark(
    row: _Marked, group: Sequence[_Marked], finding: Finding, column_map: ColumnMap
) -> None:
    """Put a finding down at its row and, where it speaks of some, at its cells."""
    spots = _spots(row, group, finding, column_map)
    target = spots[-1][0]
    headings = tuple(dict.fromkeys(heading for _, found in spots for heading in found))
    _add(target, _line(finding, "、".join(headings)))
    if target is not row:
        _add(row, f"另见工作表「{target.row.sheet}」。")
    for marked, found in spots:
        for heading in found:
            marked.cells.setdefault(heading, []).append(_comment(finding))
        if finding.rule in _UNSEEN:
            marked.again.update(found)


def _point_to(row: _Marked, others: Iterable[_Marked], column_map: ColumnMap) -> None:
    """Tell the loans that a fault in another sheet stops where to look."""
    if sheet_of(row.row.sheet, column_map) == MAIN:
        return
    for other in others:
        if sheet_of(other.row.sheet, column_map) == MAIN:
            _add(other, f"另见工作表「{row.row.sheet}」。")


def _add(row: _Marked, line: str) -> None:
    if line not in row.lines:
        row.lines.append(line)


def _spots(
    row: _Marked, group: Sequence[_Marked], finding: Finding, column_map: ColumnMap
) -> tuple[tuple[_Marked, tuple[str, ...]], ...]:
    """The rows and their headings that a finding speaks of; the last row bears its words."""
    if _is_at_its_cell(row, finding, column_map):
        return ((row, (finding.label,)),)
    if finding.severity is Severity.BLOCK or not finding.field:
        return ((row, ()),)
    spots: list[tuple[_Marked, tuple[str, ...]]] = []
    for place in places_of(finding):
        spot = spot_of(place)
        same = [each for each in group if sheet_of(each.row.sheet, column_map) == spot.sheet]
        if spot.sheet == UNITS:
            own = _unit(row, column_map)
            same = [each for each in same if _unit(each, column_map) == own] or same
        meant = same if spot.order is None else same[spot.order : spot.order + 1]
        spots += [
            (each, tuple(headings_of(each.row, spot.field, column_map)))
            for each in reversed(meant)
        ]
    return tuple(spots) or ((row, ()),)


def _is_at_its_cell(row: _Marked, finding: Finding, column_map: ColumnMap) -> bool:
    """Whether a finding names its cell: the row is its own, the label one of the headings."""
    column = column_of(row.row.sheet, finding.label, column_map)
    if finding.label not in row.row.cells or column is None:
        return False
    spot = spot_of(finding.field)
    meant = (sheet_of(row.row.sheet, column_map), column.field)
    return column.field == finding.field or meant == (spot.sheet, spot.field)


def _unit(row: _Marked, column_map: ColumnMap) -> str:
    """The lending unit that a row names, or that it is the row of."""
    for heading, text in row.row.cells.items():
        column = column_of(row.row.sheet, heading, column_map)
        if column is not None and column.field.removeprefix("org.") == "org_id":
            return text
    return ""


def _line(finding: Finding, heading: str) -> str:
    name = heading or finding.label or finding.rule
    remedy = f"。{finding.remedy}" if finding.remedy else ""
    return f"{finding.severity.word}：{name}：{finding.message}{remedy}。"


def _comment(finding: Finding) -> str:
    return "。\n".join(part for part in (finding.message, finding.remedy) if part)


def _sheet(sheet: Sheet, name: str, rows: Sequence[_Marked], column_map: ColumnMap) -> None:
    longest = max(rows, key=lambda row: len(row.row.cells)).row.cells
    headings = [heading for heading in longest if heading != ERRORS]
    sample = rows[0].row.cells
    widths = [
        max(width_of(heading), width_of(sample.get(heading, ""), most=30))
        for heading in headings
    ]
    has_errors = any(row.lines for row in rows)
    sheet.widths([_WIDTH_OF_ERRORS if has_errors else 10, *widths])
    sheet.write_row(0, [ERRORS, *headings], "heading")
    for place, row in enumerate(rows, 1):
        errors = "\n".join(row.lines)
        sheet.write(place, 0, errors[:LONGEST_CELL], "error")
        sheet.height(place, lines_needed(errors, _WIDTH_OF_ERRORS) * _POINTS_A_LINE + 3)
        for number, heading in enumerate(headings, 1):
            text = _written(row, heading, column_of(name, heading, column_map))
            told = row.cells.get(heading)
            sheet.write(place, number, text, "faulty" if told else "cell")
            if told:
                sheet.comment(place, number, "\n".join(dict.fromkeys(told)))
    sheet.freeze(1, 1)
    sheet.numbers_are_text()


def _written(row: _Marked, heading: str, column: Column | None) -> str:
    """A cell as it was; with a mark where text would hide what was wrong with it.

    A number in a column of identifiers has lost digits, a date there may have been a number,
    a formula without its result is empty, and a case id is double only beside the other: as
    text each would pass when it is read again.
    """
    text = row.row.cells.get(heading, "")
    lost = not text or (column is not None and column.type in _SENT_BACK)
    again = heading in row.again and lost and not text.startswith(AGAIN)
    if again or len(text) > LONGEST_CELL:
        return f"{AGAIN}{text}"[:LONGEST_CELL]
    return text


def _listed(
    intake: Intake, refused: Mapping[str, Sequence[Finding]]
) -> Iterator[tuple[str, Finding]]:
    """Where and what, each once: of the file, then of the cases that a later step refused."""
    found = {(finding.where, finding): None for finding in intake.findings}
    origins = dict(zip((case.case_id for case in intake.cases), intake.origins, strict=True))
    for case_id, findings in refused.items():
        for finding in findings:
            found[origins.get(case_id, finding.where), finding] = None
    for where, finding in found:
        if finding.severity in _TOLD:
            yield where, finding


def _listing(sheet: Sheet, findings: Iterable[tuple[str, Finding]]) -> None:
    """One line a finding; it is no sheet that a reader knows."""
    headings = ["位置", "程度", "规则", "项目", "问题", "处理"]
    widths = [34, 8, 18, 22, 56, 46]
    sheet.widths(widths, "words")
    sheet.write_row(0, headings, "heading")
    for place, (where, finding) in enumerate(findings, 1):
        texts = [
            where,
            finding.severity.word,
            finding.rule,
            f"{finding.label} {finding.field}".strip(),
            finding.message,
            finding.remedy,
        ]
        sheet.write_row(place, texts, "wrapped")
        deepest = max(
            lines_needed(text, width) for text, width in zip(texts, widths, strict=True)
        )
        sheet.height(place, deepest * _POINTS_A_LINE + 3)
    sheet.freeze(1, 0)
