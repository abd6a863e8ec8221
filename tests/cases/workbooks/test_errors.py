from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from recoverydocs.cases import Intake, read_cases, read_column_map
from recoverydocs.cases.readers.columns import AGAIN, ERRORS, MAIN
from recoverydocs.cases.workbooks import error_workbook, invented_workbook
from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.cell import Cell

    Book = Any

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
FAULTY = "FFFFC7CE"


def workbook(change: Callable[[Book], None], count: int = 2) -> bytes:
    """A sound workbook of invented loans after one change."""
    book = load_workbook(io.BytesIO(invented_workbook(count, 5)))
    change(book)
    return saved(book)


def saved(book: Book) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cell_at(book: Book, sheet: str, row: int, heading: str) -> Cell:
    """The cell of a row under a heading."""
    headings = [head.value for head in book[sheet][1]]
    found: Cell = book[sheet].cell(row, headings.index(heading) + 1)
    return found


def marked(content: bytes) -> list[tuple[str, str, object]]:
    """Sheet, heading and value of every red cell."""
    found: list[tuple[str, str, object]] = []
    for sheet in load_workbook(io.BytesIO(content)):
        headings = [str(head.value) for head in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            for heading, cell in zip(headings, row, strict=True):
                if cell.fill.fgColor.rgb == FAULTY:
                    assert cell.comment is not None
                    found.append((sheet.title, heading, cell.value))
    return found


CORRECTIONS: tuple[tuple[str, str, object, object], ...] = (
    (MAIN, "证件号码", 110199199003070017, "110199199003070017"),
    (MAIN, "到期日期", "2020-01-01", None),
    (MAIN, "欠息", "很多", None),
    (MAIN, "欠款合计", "1.00", None),
    (MAIN, "利率类型", "浮动", None),
    (MAIN, "手机号码", "1", None),
    (MAIN, "合同名称", "a\u202eb", "借款合同"),
    ("机构", "统一社会信用代码", "911101999900001010", None),
    ("人员", "角色", "厨师", None),
    ("审批", "审批决定", "好", None),
    ("用印", "份数", "若干", None),
)


@pytest.mark.parametrize(("sheet", "heading", "wrong", "right"), CORRECTIONS)
def test_corrected_workbook_reads_clean(
    sheet: str, heading: str, wrong: object, right: object
) -> None:
    before: list[object] = []

    def spoil(book: Book) -> None:
        cell = cell_at(book, sheet, 2, heading)
        before.append(cell.value)
        cell.value = wrong  # type: ignore[assignment]  # whatever a user types

    refused = read_cases("逾期.xlsx", workbook(spoil))
    assert refused.faults
    content = error_workbook(refused)
    assert heading in {name for title, name, _ in marked(content) if title == sheet}
    book = load_workbook(io.BytesIO(content))
    assert "错误：" in str(book[sheet]["A2"].value)
    cell_at(book, sheet, 2, heading).value = before[0] if right is None else right  # type: ignore[assignment]
    if heading == "证件号码":
        cell_at(book, sheet, 2, "客户类型").value = "自然人"
        cell_at(book, sheet, 2, "证件类型").value = "居民身份证"
    again = read_cases("更正.xlsx", saved(book))
    assert [found.line() for found in again.faults] == []
    assert len(again.cases) == 2


def test_uncorrected_workbook_is_refused_for_the_same_rows() -> None:
    first = read_cases("broken.xlsx", (SAMPLES / "broken.xlsx").read_bytes())
    again = read_cases("again.xlsx", error_workbook(first))
    assert [case.case_id for case in again.cases] == [case.case_id for case in first.cases]
    faulty = {finding.where.partition(" ")[2] for finding in first.faults}
    assert {finding.where.partition(" ")[2] for finding in again.faults} >= {
        where for where in faulty if where.startswith(MAIN)
    }


def test_rows_stand_as_they_were() -> None:
    first = read_cases("broken.xlsx", (SAMPLES / "broken.xlsx").read_bytes())
    book = load_workbook(io.BytesIO(error_workbook(first)))
    for sheet in {row.sheet for row in first.rows}:
        headings = [cell.value for cell in book[sheet][1]]
        assert headings[0] == ERRORS
        rows = [row for row in first.rows if row.sheet == sheet]
        for row, written in zip(rows, book[sheet].iter_rows(min_row=2), strict=True):
            texts = {
                str(heading): str(cell.value or "")
                for heading, cell in zip(headings, written, strict=True)
            }
            assert all(cell.data_type in {"s", "n"} and cell.value != 0 for cell in written)
            for heading, text in row.cells.items():
                assert texts[heading].removeprefix(AGAIN) == text


def test_only_refused_rows_leave_the_sound_ones_out() -> None:
    first = read_cases("broken.xlsx", (SAMPLES / "broken.xlsx").read_bytes())
    again = read_cases("again.xlsx", error_workbook(first, only_refused=True))
    assert again.cases == ()
    kept = {row.cells["借据号"] for row in again.rows if row.sheet == MAIN}
    sound = {case.contracts[0].disbursements[0].disb_no for case in first.cases}
    assert not kept & sound
    assert [row for row in again.rows if row.sheet == "机构"]


def test_fault_of_a_guarantor_stands_at_his_row() -> None:
    first = read_cases("broken.xlsx", (SAMPLES / "broken.xlsx").read_bytes())
    content = error_workbook(first)
    red = {(sheet, heading) for sheet, heading, _ in marked(content)}
    assert red >= {("担保信息", "保证方式"), ("担保信息", "保证人证件号")}
    main = [str(row[0]) for row in load_workbook(io.BytesIO(content))[MAIN].values]
    assert any("另见工作表「担保信息」" in line for line in main)


def test_fault_of_a_whole_entity_marks_the_members_it_names() -> None:
    first = read_cases("broken.xlsx", (SAMPLES / "broken.xlsx").read_bytes())
    red = {heading for sheet, heading, _ in marked(error_workbook(first)) if sheet == MAIN}
    assert red >= {"LPR期限", "浮动点差BP", "重定价日", "法定代表人", "欠款合计", "签订日期"}


def test_formula_stays_text() -> None:
    def spoil(book: Book) -> None:
        name = cell_at(book, MAIN, 2, "产品名称")
        name.value = "=1+1"
        name.data_type = "s"
        cell_at(book, MAIN, 2, "欠息").value = "x"

    content = error_workbook(read_cases("逾期.xlsx", workbook(spoil)))
    cell = cell_at(load_workbook(io.BytesIO(content)), MAIN, 2, "产品名称")
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_percent_cell_comes_back_with_its_mark() -> None:
    def spoil(book: Book) -> None:
        for row in (2, 3):
            rate = cell_at(book, MAIN, row, "罚息上浮比例")
            rate.value, rate.number_format = 0.5, "0.00%"
        cell_at(book, MAIN, 1, "罚息上浮比例").value = "罚息上浮比例%"
        cell_at(book, MAIN, 2, "欠息").value = "x"

    first = read_cases("逾期.xlsx", workbook(spoil))
    book = load_workbook(io.BytesIO(error_workbook(first)))
    cell_at(book, MAIN, 2, "欠息").value = "1"
    cell_at(book, MAIN, 2, "欠款合计").value = None
    again = read_cases("更正.xlsx", saved(book))
    uplifts = {str(case.contracts[0].rate_terms.penalty_uplift) for case in again.cases}
    assert uplifts == {"0.5"}


def test_csv_rows_come_back_as_a_workbook() -> None:
    own = read_column_map((SAMPLES / "core-export.toml").read_bytes())
    text = (SAMPLES / "core-export.csv").read_bytes().decode("gb18030")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    place = rows[0].index("欠息")
    right, rows[1][place] = rows[1][place], "若干"
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    first = read_cases("导出.csv", buffer.getvalue().encode(), own)
    content = error_workbook(first, only_refused=True, column_map=own)
    assert marked(content) == [(MAIN, "欠息", "若干")]
    book = load_workbook(io.BytesIO(content))
    cell_at(book, MAIN, 2, "欠息").value = right
    again = read_cases("更正.xlsx", saved(book), own)
    assert (len(again.cases), again.faults) == (1, ())


def test_blocks_of_a_later_step_stand_at_the_case() -> None:
    intake = read_cases("逾期.xlsx", invented_workbook(2, 5))
    case = intake.cases[1]
    block = Finding(Severity.BLOCK, "G-HOLD", "合同", "异议尚未了结", "请先答复")
    content = error_workbook(intake, {case.case_id: [block]}, only_refused=True)
    book = load_workbook(io.BytesIO(content))
    assert book[MAIN].max_row == 2
    assert book[MAIN]["A2"].value == "阻断：G-HOLD：异议尚未了结。请先答复。"
    assert [row[1] for row in book["问题清单"].values] == ["程度", "阻断"]
    assert str(book["问题清单"]["A2"].value) == intake.origins[1]


def test_json_has_no_rows_and_gives_the_list() -> None:
    intake = read_cases("案件.json", b'{"case_id": 1}')
    book = load_workbook(io.BytesIO(error_workbook(intake)))
    assert book.sheetnames == ["问题清单"]
    assert book["问题清单"].max_row == len(intake.faults) + 1


def test_sheet_that_lacks_columns_is_told_at_its_first_row() -> None:
    def spoil(book: Book) -> None:
        cell_at(book, MAIN, 1, "欠息").value = "别的列"

    content = error_workbook(read_cases("逾期.xlsx", workbook(spoil)))
    first = str(load_workbook(io.BytesIO(content))[MAIN]["A2"].value)
    assert "缺少列：欠息" in first
    assert "未识别的列「别的列」" in first


def test_sheet_of_another_name_is_read_and_given_back_under_it() -> None:
    def spoil(book: Book) -> None:
        book[MAIN].title = "九月"
        cell_at(book, "九月", 2, "欠息").value = "x"

    content = error_workbook(read_cases("逾期.xlsx", workbook(spoil)))
    assert ("九月", "欠息", "x") in marked(content)


def test_text_too_long_for_a_cell_is_marked() -> None:
    long = "长" * 40_000
    rows = [
        ["客户名称", "客户类型", "合同号", "借据号", "欠息"],
        [long, "自然人", "1", "2", "x"],
    ]
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    content = error_workbook(read_cases("导出.csv", buffer.getvalue().encode()))
    cell = cell_at(load_workbook(io.BytesIO(content)), MAIN, 2, "客户名称")
    assert str(cell.value).startswith(AGAIN)
    assert len(str(cell.value)) == 32_767


def test_sound_intake_gives_its_rows_without_errors() -> None:
    intake: Intake = read_cases("逾期.xlsx", invented_workbook(1, 5))
    content = error_workbook(intake)
    assert marked(content) == []
    assert read_cases("again.xlsx", content).cases == intake.cases


def test_every_faulty_row_of_the_broken_sample_has_a_marked_cell() -> None:
    intake = read_cases("broken.xlsx", (SAMPLES / "broken.xlsx").read_bytes())
    book = load_workbook(io.BytesIO(error_workbook(intake, only_refused=True)))
    unmarked = [
        (sheet.title, row[0].value)
        for sheet in book
        if sheet["A1"].value == ERRORS
        for row in sheet.iter_rows(min_row=2)
        if "错误：" in str(row[0].value)
        and not any(cell.fill.fgColor.rgb == FAULTY for cell in row)
    ]
    assert unmarked == []


def test_fault_of_a_list_marks_the_column_of_all_its_rows() -> None:
    def change(book: Book) -> None:
        loan = cell_at(book, MAIN, 2, "借据号").value
        rows = [row for row in book["还款计划"].iter_rows(min_row=2) if row[0].value == loan]
        days = cell_at(book, "还款计划", rows[0][0].row, "应还日")
        days.value = "2030-01-01"

    content = error_workbook(read_cases("x.xlsx", workbook(change)), only_refused=True)
    found = {(sheet, heading) for sheet, heading, _ in marked(content)}
    assert found == {("还款计划", "应还日")}
    assert len(marked(content)) > 1


def test_fault_that_all_loans_share_keeps_them_to_be_fed_back() -> None:
    def spoil(book: Book) -> None:
        cell_at(book, "审批", 2, "审批人").value = "U99"

    refused = read_cases("逾期.xlsx", workbook(spoil))
    content = error_workbook(refused, only_refused=True)
    assert marked(content) == [("审批", "审批人", "U99")]
    book = load_workbook(io.BytesIO(content))
    assert [row[0].value for row in book[MAIN].iter_rows(min_row=2)] == [
        "另见工作表「审批」。",
        "另见工作表「审批」。",
    ]
    cell_at(book, "审批", 2, "审批人").value = "U02"
    again = read_cases("更正.xlsx", saved(book))
    assert (len(again.cases), again.faults) == (2, ())


def test_warning_reads_as_it_does_everywhere() -> None:
    def spoil(book: Book) -> None:
        cell_at(book, MAIN, 1, "产品名称").value = "别的列"

    content = error_workbook(read_cases("逾期.xlsx", workbook(spoil)))
    first = str(load_workbook(io.BytesIO(content))[MAIN]["A2"].value)
    assert first.startswith("警示：column-unknown：未识别的列「别的列」")
