"""Hidden rows, merged cells and a false extent: what the streaming reader does not see."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from tests.cases.support import LOAN, workbook

from recoverydocs.cases import Intake, read_cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = list(LOAN)
SECOND = {**LOAN, "合同号": "HT-2", "借据号": "JJ-2"}


def read(change: Callable[[Worksheet], None]) -> Intake:
    book = load_workbook(io.BytesIO(workbook(LOAN, SECOND)))
    change(book["逾期清单"])
    buffer = io.BytesIO()
    book.save(buffer)
    return read_cases("逾期.xlsx", buffer.getvalue())


def cell(heading: str, row: int) -> str:
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[HEADINGS.index(heading)]
    return f"{letter}{row}"


def test_hidden_row_is_read_and_reported() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    intake = read(hide)
    assert len(intake.cases) == 2
    (note,) = intake.findings
    assert note.line() == "逾期.xlsx 逾期清单 第3行: 该行在表中被隐藏，仍已读入。"


@pytest.mark.parametrize("heading", ["客户名称", "合同号", "借据号", "欠息"])
def test_cell_merged_with_the_row_above_is_refused_in_both_rows(heading: str) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells(f"{cell(heading, 2)}:{cell(heading, 3)}")

    intake = read(merge)
    assert intake.cases == ()
    told = [fault for fault in intake.faults if fault.rule == "cell"]
    assert [(fault.where, fault.label) for fault in told] == [
        ("逾期.xlsx 逾期清单 第2行", heading),
        ("逾期.xlsx 逾期清单 第3行", heading),
    ]
    assert told[0].message == "与别的单元格合并，不能确定是哪一行的"


def test_cell_merged_within_its_row_refuses_the_one_beneath() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells(f"{cell('逾期本金', 2)}:{cell('未到期本金', 2)}")

    intake = read(merge)
    assert [fault.label for fault in intake.faults] == ["未到期本金"]
    assert [case.contracts[0].contract_no for case in intake.cases] == ["HT-2"]


def test_merged_banner_above_the_headings_is_no_fault() -> None:
    def banner(sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "逾期贷款清单"
        sheet.merge_cells("A1:F1")

    assert read(banner).findings == ()


@pytest.mark.parametrize("extent", ["A1", "A1:C2"])
def test_cells_beyond_the_stated_extent_are_read(extent: str) -> None:
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(LOAN, SECOND))) as book,
        zipfile.ZipFile(content, "w") as changed,
    ):
        for name in book.namelist():
            octets = book.read(name)
            false = f'<dimension ref="{extent}"'.encode()
            changed.writestr(name, re.sub(rb'<dimension ref="[^"]*"', false, octets))
    intake = read_cases("逾期.xlsx", content.getvalue())
    assert len(intake.cases) == 2
    assert intake.findings == ()


def test_rows_without_numbers_are_counted() -> None:
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(LOAN, SECOND))) as book,
        zipfile.ZipFile(content, "w") as changed,
    ):
        for name in book.namelist():
            octets = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                octets = re.sub(rb'<row r="[0-9]+"', b"<row", octets)
                octets = re.sub(rb'(<c) r="[A-Z]+[0-9]+"', rb"\1", octets)
                octets = octets.replace(b"</row><row>", b'</row><row hidden="true">', 1)
            changed.writestr(name, octets)
    intake = read_cases("逾期.xlsx", content.getvalue())
    assert len(intake.cases) == 2
    assert [(note.rule, note.where) for note in intake.findings] == [
        ("row-hidden", "逾期.xlsx 逾期清单 第2行")
    ]
