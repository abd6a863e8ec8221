from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from recoverydocs.cases import (
    Case,
    case_json,
    read_cases,
    read_column_map,
    shipped_column_map,
)
from recoverydocs.cases.invented import AS_OF, example_case, invented_cases
from recoverydocs.cases.readers.columns import MAIN
from recoverydocs.cases.workbooks import empty_workbook
from recoverydocs.cases.workbooks.filled import rows_of
from recoverydocs.cases.workbooks.sheet import ROWS, sheets_for
from recoverydocs.claims import assess, gate_findings
from recoverydocs.documents import draft, find_kinds, targets
from recoverydocs.law import load_packaged

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MAP = shipped_column_map()
HEADINGS = 3
REQUIRED = "FFF8CBAD"


def opened(kind: str = "dunning-notice") -> Workbook:
    return load_workbook(io.BytesIO(empty_workbook(kind)))


def required(kind: str, sheet: str = MAIN) -> set[str]:
    return {
        str(cell.value)
        for cell in opened(kind)[sheet][HEADINGS]
        if cell.fill.fgColor.rgb == REQUIRED
    }


def filled(kind: str, *cases: dict[str, object]) -> bytes:
    """The empty workbook with cases typed in below its headings."""
    book = opened(kind)
    for name, rows in rows_of(cases, MAP).items():
        if not rows:
            continue
        sheet = book[name]
        columns = [cell.value for cell in sheet[HEADINGS]]
        for place, row in enumerate(rows, HEADINGS + 1):
            for heading, text in row.items():
                sheet.cell(place, columns.index(heading) + 1, text)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", sorted(find_kinds()))
def test_every_kind_has_its_sheets_and_headings(kind: str) -> None:
    book = opened(kind)
    shown = sheets_for(kind, MAP)
    assert book.sheetnames == [*shown, "示例", "说明"]
    for name in shown:
        headings = [cell.value for cell in book[name][HEADINGS]]
        assert headings == [column.header for column in MAP.columns if column.sheet == name]
        assert book[name].freeze_panes == "A4"


@pytest.mark.parametrize("kind", sorted(find_kinds()))
def test_empty_workbook_reads_as_nothing(kind: str) -> None:
    intake = read_cases("空白.xlsx", empty_workbook(kind))
    assert (intake.cases, intake.rows) == ((), ())
    assert [each.rule for each in intake.findings] == ["file-empty"]


def test_typed_in_cases_read_back_as_they_were() -> None:
    cases = invented_cases(9, 77)
    assert any("guarantees" in case for case in cases)
    intake = read_cases("填写.xlsx", filled("dunning-notice", *cases))
    assert [found.line() for found in intake.findings if found.severity != "note"] == []
    assert [case_json(case) for case in intake.cases] == [
        case_json(Case.model_validate(case)) for case in cases
    ]


def test_every_cell_to_fill_in_is_text() -> None:
    sheet = opened()[MAIN]
    assert {sheet.column_dimensions[letter].width > 7 for letter in ("A", "H", "N")} == {True}
    content = empty_workbook("dunning-notice")
    empty = load_workbook(io.BytesIO(content))
    sheet = empty[MAIN]
    first = sheet.column_dimensions["H"]
    assert first.number_format == "@"


def test_lists_are_offered_where_the_model_has_choices() -> None:
    sheet = opened()[MAIN]
    lists = {
        str(each.sqref): str(each.formula1) for each in sheet.data_validations.dataValidation
    }
    headings = [cell.value for cell in sheet[HEADINGS]]
    basis, number = (
        get_column_letter(headings.index(heading) + 1) for heading in ("计息基础", "合同号")
    )
    assert lists[f"{basis}4:{basis}{ROWS + 3}"] == '"360,365,按月"'
    assert f"{number}4:{number}{ROWS + 3}" not in lists


def test_kind_decides_what_is_required() -> None:
    base = {column.header for column in MAP.columns if column.sheet == MAIN and column.required}
    assert required("internal-filing") == base
    assert required("no-such-kind") == base
    assert required("dunning-notice") == base | {
        "罚息条款号",
        "罚息条款原文",
        "送达条款号",
        "送达条款原文",
    }
    assert "仲裁机构" in required("arbitration-application")
    assert "仲裁机构" not in required("preservation-application")
    assert "保证限额" not in required("guarantor-notice", "担保信息")
    assert "保证方式" in required("guarantor-notice", "担保信息")


def test_banner_says_whether_guarantors_are_needed() -> None:
    assert "必须填写" in str(opened("guarantor-notice")["担保信息"]["A1"].value)
    assert "没有保证人的不填" in str(opened("dunning-notice")["担保信息"]["A1"].value)


def test_explanation_says_what_no_column_holds() -> None:
    def text(kind: str) -> str:
        return "\n".join(str(row[0]) for row in opened(kind)["说明"].values)

    assert "以已登记的抵质押物为保全标的的，工作簿没有这些列" in text(
        "preservation-application"
    )
    assert "JSON 或 YAML" not in text("dunning-notice")
    assert "JSON 或 YAML" not in text("internal-filing")
    assert "催款通知书" in text("dunning-notice")


@pytest.mark.parametrize("kind", sorted(find_kinds()))
def test_example_shows_values_of_every_sheet(kind: str) -> None:
    rows = list(opened(kind)["示例"].values)
    seldom = {"时效中止"} | (set() if kind == "arbitration-application" else {"费用"})
    assert {row[0] for row in rows[2:]} == set(sheets_for(kind, MAP)) - seldom
    assert "虚构" in str(rows[0][0])


@pytest.mark.parametrize("kind", sorted(find_kinds()))
def test_example_copied_into_the_sheets_makes_its_document(kind: str) -> None:
    book = opened(kind)
    for name, heading, *texts in list(book["示例"].values)[2:]:
        sheet = book[str(name)]
        column = [cell.value for cell in sheet[HEADINGS]].index(heading) + 1
        for row, text in enumerate(texts, HEADINGS + 1):
            if text:
                sheet.cell(row, column, text)
    buffer = io.BytesIO()
    book.save(buffer)
    intake = read_cases("抄录.xlsx", buffer.getvalue())
    assert [found.line() for found in intake.findings if found.severity != "note"] == []
    (read,) = intake.cases
    assert case_json(read) == case_json(Case.model_validate(example_case(kind)))
    assert {approval.doc for approval in read.approvals} == {kind}


def test_sheets_of_another_kind_are_left_out() -> None:
    own = {
        "preservation-application": {"财产保全", "财产线索"},
        "arbitration-application": {"仲裁申请"},
        "supplementary-agreement": {"补充协议", "协议还款计划", "协议减免"},
        "internal-filing": {"备案"},
    }
    every = {name for names in own.values() for name in names}
    for kind in find_kinds():
        assert set(sheets_for(kind, MAP)) & every == own.get(kind, set())


@pytest.mark.parametrize("kind", sorted(find_kinds()))
def test_filled_in_workbook_of_every_kind_makes_its_document(kind: str) -> None:
    case = example_case(kind)
    intake = read_cases("填写.xlsx", filled(kind, case))
    assert [found.line() for found in intake.findings if found.severity != "note"] == []
    (read,) = intake.cases
    assert case_json(read) == case_json(Case.model_validate(case))
    claim = assess(read, load_packaged(), AS_OF)
    wanted = find_kinds()[kind]
    made = targets(wanted, read)
    assert made
    for target in made:
        names = [*wanted.preconditions, *wanted.rules]
        found = gate_findings(claim, names, kind=kind, target=target, issued_on=AS_OF)
        assert [each.line() for each in found if each.severity == "block"] == []
        document = draft(
            wanted, claim, target, document_number="示〔2026〕1号", issued_on=AS_OF
        )
        assert case["parties"][0]["name"] in document.text


def test_own_headings_take_their_place() -> None:
    own = read_column_map(
        '[[column]]\nsheet = "逾期清单"\nheader = "客户全称"\nfield = "party.name"\n'
        'type = "text"\nrequired = true\n'.encode()
    )
    book = load_workbook(io.BytesIO(empty_workbook("dunning-notice", own)))
    headings = [cell.value for cell in book[MAIN][HEADINGS]]
    assert "客户全称" in headings
    assert "客户名称" not in headings


def test_equal_calls_give_equal_octets() -> None:
    assert empty_workbook("dunning-notice") == empty_workbook("dunning-notice")
