"""XLSX: one loan a row in 逾期清单, further sheets for plans, payments and guarantors."""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from recoverydocs.cases.readers.cells import Cell, cell_of
from recoverydocs.cases.readers.columns import ColumnMap, shipped_column_map
from recoverydocs.cases.readers.loans import cases_of_tables
from recoverydocs.cases.readers.reading import Reading, unreadable
from recoverydocs.cases.readers.sheets import Table
from recoverydocs.cases.readers.xlsx_layout import Layout, layouts

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_UNPACKED = 1 << 30
_LEGACY = b"\xd0\xcf\x11\xe0"


def read_xlsx(content: bytes, column_map: ColumnMap | None = None) -> Reading:
    """The cases of a workbook."""
    if content.startswith(_LEGACY):
        return unreadable("是旧式 .xls 或加密的工作簿", "请去除密码并另存为 .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
                return unreadable("解压后超过 1 GiB", "请拆分后重试")
            shown = layouts(packed)
        tables = _tables(content, shown)
    except Exception:  # noqa: BLE001  # openpyxl raises whatever a broken file provokes
        return unreadable("不是可读的 .xlsx 工作簿", "请用表格软件重新另存为 .xlsx")
    return cases_of_tables(tables, column_map or shipped_column_map())


def _tables(content: bytes, shown: Mapping[str, Layout]) -> list[Table]:
    with warnings.catch_warnings():
        # Data validation and other extensions that openpyxl passes over hold no data.
        warnings.simplefilter("ignore")
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        formulas = load_workbook(io.BytesIO(content), read_only=True)
        tables = []
        for sheet in values.worksheets:
            rows = []
            for each in (sheet, formulas[sheet.title]):
                # Some writers state a smaller extent than the sheet has; cells beyond it count.
                each.reset_dimensions()
            source = formulas[sheet.title].iter_rows()
            for number, row in enumerate(sheet.iter_rows(), 1):
                written = next(source)
                cells = tuple(
                    _cell(cell.value, getattr(cell, "number_format", ""), other.value)
                    for cell, other in zip(row, written, strict=False)
                )
                rows.append((number, cells))
            layout = shown[sheet.title]
            tables.append(Table(sheet.title, rows, layout.hidden, layout.covered))
        return tables


def _cell(value: object, number_format: str | None, written: object) -> Cell:
    if value is None and isinstance(written, str) and written.startswith("="):
        return Cell("", is_empty_formula=True)
    return cell_of(value, is_percent="%" in (number_format or ""))
