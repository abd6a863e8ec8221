"""Sheets that ask for single documents: one row a contract, persons by name."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.cases.readers.test_flags import GUARANTOR
from tests.cases.support import LOAN, workbook

from recoverydocs.cases import read_cases
from recoverydocs.cases.workbooks import error_workbook

PRESERVATION = {
    "合同号": "HT-1",
    "保全类型": "仲裁中",
    "申请法院": "虚构市人民法院",
    "保全数额": "1000.00",
    "保全担保方式": "保函",
    "起诉或者申请仲裁日期": "2026-10-01",
}
CLUE = {
    "合同号": "HT-1",
    "权利人": "张三（虚构）",
    "财产类型": "存款",
    "名称、账号或者权证号": "示例银行（虚构）9900000000000000001",
    "线索来源": "合同",
    "查询日期": "2026-11-01",
    "来源合法": "是",
    "保全措施": "冻结",
}
ARBITRATED = {
    **LOAN,
    "争议解决方式": "仲裁",
    "仲裁机构": "虚构仲裁委员会",
    "争议条款原文": "提交虚构仲裁委员会仲裁。",
}
AGREED = {"合同号": "HT-1", "协议编号": "补1", "办理强制执行公证": "否"}


def told(*loans: dict[str, Any], **sheets: list[Any]) -> list[str]:
    intake = read_cases("逾期.xlsx", workbook(*loans, **sheets))
    return [finding.line() for finding in intake.findings]


def test_property_belongs_to_its_holder_and_its_measure_to_it() -> None:
    content = workbook(ARBITRATED, 财产保全=[PRESERVATION], 财产线索=[CLUE])
    intake = read_cases("逾期.xlsx", content)
    assert intake.findings == ()
    (case,) = intake.cases
    asked = case.requests.preservation
    assert asked is not None
    assert asked.security is not None
    assert (asked.contract_no, asked.security.form) == ("HT-1", "保函")
    assert [each.clue for each in asked.measures] == [case.property_clues[0].clue_id]
    assert case.property_clues[0].holder == "P1"
    assert [each.institution for each in case.arb_cases] == ["虚构仲裁委员会"]
    assert case.court_cases == ()


def test_a_strangers_property_is_refused() -> None:
    sheets = {"财产保全": [PRESERVATION], "财产线索": [{**CLUE, "权利人": "路人（虚构）"}]}
    assert (
        "逾期.xlsx 财产线索 第2行 (holder 权利人): 权利人不是本合同的借款人或者保证人。请填写与"
        "「逾期清单」或者「担保信息」一致的姓名或者名称；他人的财产不能保全。"
    ) in told(ARBITRATED, **sheets)


@pytest.mark.parametrize("row", [{**CLUE, "来源合法": "否"}, {**CLUE, "线索来源": "听说"}])
def test_property_of_a_doubtful_source_is_refused(row: dict[str, str]) -> None:
    intake = read_cases(
        "逾期.xlsx", workbook(ARBITRATED, 财产保全=[PRESERVATION], 财产线索=[row])
    )
    assert intake.cases == ()
    assert all(fault.field.startswith("property_clues[1]") for fault in intake.faults)


def test_a_second_row_of_one_contract_is_refused() -> None:
    lines = told(ARBITRATED, 财产保全=[PRESERVATION, PRESERVATION])
    assert any("同一合同在「财产保全」中有不止一行" in line for line in lines)


def test_rows_of_no_loan_are_told() -> None:
    lines = told(LOAN, 补充协议=[{**AGREED, "合同号": "HT-9"}])
    assert lines == [
        "逾期.xlsx 补充协议 第2行: 合同号或借据号不在「逾期清单」中，未读入。请核对编号。"
    ]


def test_consent_is_given_to_the_agreement_of_the_contract() -> None:
    plan = {
        "合同号": "HT-1",
        "期次": 1,
        "应还日": "2027-01-20",
        "应还本金": "1",
        "应还利息": "0",
    }
    agreeing = {**GUARANTOR, "书面同意日期": "2026-11-20"}
    content = workbook(LOAN, 担保信息=[agreeing], 补充协议=[AGREED], 协议还款计划=[plan])
    intake = read_cases("逾期.xlsx", content)
    assert [found.line() for found in intake.findings if found.severity != "note"] == []
    (case,) = intake.cases
    assert [each.agreement for each in case.guarantees[0].consents] == ["补1"]
    assert case.agreements[0].status == "拟签"
    assert case.agreements[0].parties == ("P1", "P2")
    without = read_cases("逾期.xlsx", workbook(LOAN, 担保信息=[agreeing])).cases[0]
    assert without.guarantees[0].consents == ()


def test_fault_is_marked_in_its_own_sheet() -> None:
    wrong = {**PRESERVATION, "保全类型": "诉中"}
    intake = read_cases("逾期.xlsx", workbook(ARBITRATED, 财产保全=[wrong]))
    book = load_workbook(io.BytesIO(error_workbook(intake)))
    sheet = book["财产保全"]
    headings = [cell.value for cell in sheet[1]]
    marked = [
        heading
        for heading, cell in zip(headings, sheet[2], strict=True)
        if cell.fill.fgColor.rgb == "FFFFC7CE"
    ]
    assert marked == ["保全类型"]


def test_an_empty_further_sheet_says_nothing() -> None:
    assert told(LOAN, 财产保全=[]) == []
