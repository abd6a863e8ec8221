"""Tables: headings found, rows recognised, each cell read; what does not fit is told by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recoverydocs.cases.readers.cells import Cell, CellError, convert
from recoverydocs.cases.readers.columns import (
    ERRORS,
    INSTEAD,
    MAIN,
    Column,
    ColumnMap,
    fold,
)
from recoverydocs.cases.readers.reading import SheetRow
from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_TOTALS = ("合计", "小计", "总计")
_HEADINGS_OF_MAIN = 5
_ROWS_TO_SEARCH = 30


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet as a file gives it.

    Attributes:
        name: the sheet's name; empty for CSV.
        rows: number of the row → its cells, in order.
        hidden: numbers of the rows that the user has hidden.
        covered: number of a row → positions of its cells that are merged with others.
    """

    name: str
    rows: Sequence[tuple[int, tuple[Cell, ...]]]
    hidden: frozenset[int] = frozenset()
    covered: Mapping[int, frozenset[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Entry:
    """One row read: the members that its cells fill.

    Attributes:
        row: the row as written.
        where: sheet and row number.
        members: field of the column → datum.
        findings: what is wrong with its cells.
    """

    row: SheetRow
    where: str
    members: dict[str, object]
    findings: list[Finding] = field(default_factory=list)


def read_table(
    table: Table, column_map: ColumnMap, sheet: str
) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """The entries of a table and what its headings leave open."""
    columns = column_map.of(sheet)
    least = _HEADINGS_OF_MAIN if sheet == MAIN else 1
    where = table.name or sheet
    found = _heading_row(table, columns, least)
    if found is None and sheet != MAIN and _is_empty(table):
        return (), ()
    if found is None:
        message = f"找不到标题行（至少 {least} 个已知列名）"
        fault = Finding(
            Severity.FAULT, "sheet-heading", where, message, "请对照空白工作簿的列名"
        )
        return (), (fault,)
    place, headings = found
    findings = _heading_findings(where, headings, columns, column_map, sheet)
    by_heading = tuple((heading, _column(heading, columns)) for heading in headings)
    entries: list[Entry] = []
    for number, cells in table.rows[place + 1 :]:
        here = f"{where} 第{number}行" if table.name else f"第{number}行"
        texts = {
            heading: cell.text
            for heading, cell in zip(headings, cells, strict=False)
            if heading
        }
        if not any(text.strip() for name, text in texts.items() if name != ERRORS):
            continue
        if any(text.strip() in _TOTALS for text in texts.values()):
            findings.append(Finding(Severity.NOTE, "row-total", here, "合计行，未作为贷款读入"))
            continue
        if number in table.hidden:
            findings.append(
                Finding(Severity.NOTE, "row-hidden", here, "该行在表中被隐藏，仍已读入")
            )
        row = SheetRow(table.name, number, texts)
        entry = _entry(here, row, cells, by_heading, column_map.values)
        entry.findings += _unlike_headings(here, cells, headings, is_csv=not table.name)
        for place in sorted(table.covered.get(number, ())):
            entry.findings += _merged(here, *by_heading[place : place + 1])
        entries.append(entry)
    return tuple(entries), tuple(findings)


def _unlike_headings(
    where: str, cells: tuple[Cell, ...], headings: tuple[str, ...], *, is_csv: bool
) -> Iterator[Finding]:
    """What stands under no heading, and a CSV row that ends before the headings do.

    In CSV a value too many means that a delimiter stands where none should: every later
    column has moved.
    """
    nameless = [
        place
        for place, cell in enumerate(cells)
        if cell.text.strip() and not (place < len(headings) and headings[place])
    ]
    if is_csv and len(cells) > len(headings) and cells[-1].text.strip():
        message = f"有 {len(cells)} 列，标题只有 {len(headings)} 列，各列可能已错位"
        remedy = "请检查该行多出的分隔符和引号"
        yield Finding(Severity.FAULT, "row-columns", where, message, remedy)
    elif nameless:
        message = f"第 {'、'.join(str(place + 1) for place in nameless)} 列没有列名，内容未读入"
        yield Finding(Severity.WARN, "row-columns", where, message, "请补写列名，或删去该内容")
    if is_csv and len(cells) < len(headings):
        message = f"只有 {len(cells)} 列，标题有 {len(headings)} 列，其余按空白读入"
        yield Finding(
            Severity.WARN, "row-columns", where, message, "请核对文件是否完整，该行是否被截断"
        )


def _merged(where: str, *heading: tuple[str, Column | None]) -> Iterator[Finding]:
    """A fault for a merged cell: whose word it is, no reader can tell."""
    for name, column in heading:
        if column is not None:
            yield Finding(
                Severity.FAULT,
                "cell",
                where,
                "与别的单元格合并，不能确定是哪一行的",
                "请取消合并，逐行填写",
                column.field,
                name,
            )


def _is_empty(table: Table) -> bool:
    return not any(cell.text.strip() for _, cells in table.rows for cell in cells)


def _heading_row(
    table: Table, columns: dict[str, Column], least: int
) -> tuple[int, tuple[str, ...]] | None:
    for place, (_, cells) in enumerate(table.rows[:_ROWS_TO_SEARCH]):
        headings = tuple(cell.text.strip() for cell in cells)
        if sum(fold(heading) in columns for heading in headings) >= least:
            return place, headings
    return None


def _heading_findings(
    where: str,
    headings: tuple[str, ...],
    columns: dict[str, Column],
    column_map: ColumnMap,
    sheet: str,
) -> list[Finding]:
    findings: list[Finding] = []
    seen: dict[str, str] = {}
    for heading in headings:
        column = _column(heading, columns)
        if not heading or heading == ERRORS:
            continue
        if column is None:
            message = f"未识别的列「{heading}」，未读入"
            findings.append(
                Finding(
                    Severity.WARN,
                    "column-unknown",
                    where,
                    message,
                    "如需使用，请在列映射中登记",
                )
            )
        elif column.field in seen:
            message = f"列「{heading}」与「{seen[column.field]}」含义相同"
            findings.append(
                Finding(Severity.FAULT, "column-double", where, message, "请只保留一列")
            )
        else:
            seen[column.field] = heading
    missing = [
        column.header
        for column in column_map.columns
        if column.sheet == sheet
        and column.required
        and column.field not in seen
        and not (seen.keys() & set(INSTEAD.get(column.field, ())))
    ]
    if missing:
        message = f"缺少列：{'、'.join(missing)}"
        findings.append(
            Finding(Severity.FAULT, "column-missing", where, message, "请补充这些列")
        )
    return findings


def _column(heading: str, columns: dict[str, Column]) -> Column | None:
    bare = fold(heading).replace("(万元)", "")
    return columns.get(fold(heading)) or columns.get(bare)


def _entry(
    where: str,
    row: SheetRow,
    cells: tuple[Cell, ...],
    by_heading: tuple[tuple[str, Column | None], ...],
    values: Mapping[str, str],
) -> Entry:
    entry = Entry(row, where, {})
    for (heading, column), cell in zip(by_heading, cells, strict=False):
        if column is None or (not cell.text.strip() and not cell.is_empty_formula):
            continue
        try:
            entry.members[column.field] = convert(cell, column, heading, values)
        except CellError as error:
            entry.findings.append(
                Finding(
                    Severity.FAULT,
                    "cell",
                    where,
                    error.message,
                    error.remedy,
                    column.field,
                    heading,
                )
            )
    return entry
