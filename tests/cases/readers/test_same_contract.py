"""Rows that share a contract say the same of it; columns that repeat a sum are the sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cases.support import LOAN, ORG, workbook

from recoverydocs.cases import read_cases

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST = {**LOAN, "合同金额": "200000"}


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("客户名称", "李四（虚构）"),
        ("证件号码", "110199199003070113"),
        ("执行利率", "9%"),
        ("合同金额", "300000"),
        ("签订日期", "2024-01-02"),
    ],
)
def test_row_that_contradicts_its_contract_is_a_fault(heading: str, text: str) -> None:
    second = {**FIRST, "借据号": "JJ-2", heading: text}
    intake = read_cases("逾期.xlsx", workbook(FIRST, second))
    assert intake.cases == ()
    (fault,) = intake.faults
    assert fault.where == "逾期.xlsx 逾期清单 第3行"
    assert (fault.rule, fault.label) == ("row-differs", heading)
    assert text not in fault.line()


def test_a_blank_takes_the_word_of_the_other_row() -> None:
    first = {**FIRST, "产品名称": None}
    second = {**FIRST, "借据号": "JJ-2", "产品名称": "示例贷", "到期日期": "2025-06-05"}
    intake = read_cases("逾期.xlsx", workbook(first, second))
    assert intake.findings == ()
    (contract,) = intake.cases[0].contracts
    assert contract.product == "示例贷"
    assert contract.to == contract.disbursements[1].to
    assert [each.disb_no for each in contract.core_balances] == ["JJ-1", "JJ-2"]


def test_balance_that_is_not_the_sum_of_its_parts_is_a_fault() -> None:
    (fault,) = read_cases("逾期.xlsx", workbook({**LOAN, "剩余本金": "99,999.99"})).faults
    assert fault.line() == (
        "逾期.xlsx 逾期清单 第2行 (check.principal 剩余本金): 99,999.99 不等于"
        "逾期本金与未到期本金之和 100,000.00。请核对核心系统导出。"
    )
    assert read_cases("逾期.xlsx", workbook({**LOAN, "贷款余额": "100000"})).findings == ()


def test_row_without_its_contract_number_is_refused() -> None:
    refused = read_cases("逾期.xlsx", workbook({**LOAN, "合同号": None, "案件编号": "A-1"}))
    assert refused.cases == ()
    (fault,) = refused.faults
    assert fault.line() == (
        "逾期.xlsx 逾期清单 第2行 (contract.contract_no 合同号): 缺失。"
        "请逐行填写；合并的单元格请先拆开。"
    )


def test_contract_number_that_is_a_number_is_told_once() -> None:
    refused = read_cases("逾期.xlsx", workbook({**LOAN, "合同号": 20240001}))
    assert [fault.rule for fault in refused.faults] == ["cell"]


def test_unit_that_the_file_does_not_describe_is_refused() -> None:
    other = {**LOAN, "机构号": "002"}
    (fault,) = read_cases("逾期.xlsx", workbook(other)).faults
    assert "(org.org_id 机构号): 所指的机构不在「机构」表中" in fault.line()


def test_unit_may_be_left_out_only_where_there_is_one() -> None:
    assert read_cases("逾期.xlsx", workbook(LOAN)).faults == ()
    two: list[Mapping[str, object]] = [ORG, {**ORG, "机构号": "002"}]
    (fault,) = read_cases("逾期.xlsx", workbook(LOAN, 机构=two)).faults
    assert "(org.org_id 机构号): 缺失，而「机构」表有几家机构" in fault.line()
    named = {**LOAN, "机构号": "002"}
    (case,) = read_cases("逾期.xlsx", workbook(named, 机构=two)).cases
    assert case.org.org_id == "002"
