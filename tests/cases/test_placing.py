"""Findings of a workbook name the cell that the user sees, in his headings, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cases.support import LOAN, ORG, workbook

from recoverydocs.cases import read_cases, read_column_map

if TYPE_CHECKING:
    from collections.abc import Mapping

SECOND = {**LOAN, "合同号": "HT-2", "借据号": "JJ-2"}
GUARANTEE = {
    "合同号": "HT-2",
    "保证合同号": "BZ-1",
    "保证人": "王五（虚构）",
    "保证人类型": "自然人",
    "保证人证件号": "11010519491231002X",
    "保证人地址": "虚构省示例市示例区2号",
    "保证方式": "连带",
    "保证合同签订日期": "2024-01-01",
    "保证期间": "三年",
}
STAFF = {"人员编号": "U1", "姓名": "甲（虚构）", "角色": "法务"}
APPROVAL = {
    "文书种类": "催款通知书",
    "审批环节": "拟稿",
    "审批人": "U1",
    "审批日期": "2026-11-24",
    "审批决定": "同意",
}
SEAL = {
    "文书种类": "催款通知书",
    "章名": "公章",
    "份数": "3",
    "用印人": "U1",
    "用印日期": "2026-11-24",
    "用印授权依据": "授权（虚构）",
}


def told(*loans: Mapping[str, object], **sheets: list[Mapping[str, object]]) -> list[str]:
    intake = read_cases("逾期.xlsx", workbook(*loans, **sheets))
    return [fault.line() for fault in intake.faults]


def test_fault_of_a_guarantor_names_his_row() -> None:
    wrong: list[Mapping[str, object]] = [{**GUARANTEE, "保证方式": "一般连带"}]
    assert told(LOAN, SECOND, 担保信息=wrong) == [
        (
            "逾期.xlsx 担保信息 第2行 (guarantees[1].mode 保证方式): 不是允许的取值。"
            "可填：一般、连带、不明。"
        )
    ]


def test_fault_that_all_loans_share_is_told_once_at_its_row() -> None:
    approvals: list[Mapping[str, object]] = [APPROVAL, {**APPROVAL, "审批人": "U9"}]
    assert told(LOAN, SECOND, 人员=[STAFF], 审批=approvals) == [
        (
            "逾期.xlsx 审批 第3行 (approvals[2].by 审批人): 所指的人员不存在。"
            "请核对编号，或补充该项。"
        )
    ]


def test_cell_that_all_loans_share_is_told_once() -> None:
    seals: list[Mapping[str, object]] = [{**SEAL, "份数": "三"}]
    assert told(LOAN, SECOND, 人员=[STAFF], 用印=seals) == [
        "逾期.xlsx 用印 第2行 (copies 份数): 不是整数。请写成整数。"
    ]


def test_seal_used_by_nobody_known_is_told() -> None:
    seals: list[Mapping[str, object]] = [{**SEAL, "用印人": "U9"}]
    (line,) = told(LOAN, 人员=[STAFF], 用印=seals)
    assert line.startswith("逾期.xlsx 用印 第2行 (seals[1].by 用印人): 所指的人员不存在")


def test_fault_of_a_unit_names_the_row_of_that_unit() -> None:
    units: list[Mapping[str, object]] = [ORG, {**ORG, "机构号": "002", "统一社会信用代码": "1"}]
    loans = [{**LOAN, "机构号": "001"}, {**SECOND, "机构号": "002"}]
    assert told(*loans, 机构=units) == [
        (
            "逾期.xlsx 机构 第3行 (org.uscc 统一社会信用代码): 统一社会信用代码校验不符。"
            "请对照营业执照重填 18 位代码。"
        )
    ]


@pytest.mark.parametrize(
    ("heading", "wrong", "words"),
    [
        ("计息基础", "366", "可填：360、365、按月"),
        ("还款日", "32", "不得大于 31"),
        ("客户名称", None, "缺失"),
        ("放款日期", None, "缺失"),
        ("放款日期", "昨天", "不是日期"),
        ("利率类型", None, "缺失"),
    ],
)
def test_one_wrong_cell_is_one_line_under_its_heading(
    heading: str, wrong: object, words: str
) -> None:
    (line,) = told({**LOAN, heading: wrong})
    assert line.startswith("逾期.xlsx 逾期清单 第2行 (")
    assert f" {heading}): " in line
    assert words in line


def test_what_is_missing_is_told_beside_what_cannot_be_read() -> None:
    lines = told({**LOAN, "欠息": "若干", "执行利率": "四", "罚息余额": None, "借据号": None})
    assert [line.split("): ")[0].rsplit(" ", 1)[1] for line in lines] == [
        "执行利率",
        "欠息",
        "借据号",
        "罚息余额",
    ]


def test_members_that_disagree_are_named_with_their_labels() -> None:
    (line,) = told({**LOAN, "签订日期": "2024-02-01"})
    assert "签订日期晚于借款期限起（signed_on 签订日期）" in line
    (line,) = told({**LOAN, "利率类型": "LPR浮动"})
    assert "（lpr_tenor LPR期限、spread_bp 加点（BP）、reset 重定价日）" in line


def test_own_headings_are_used() -> None:
    own = read_column_map(
        '[[column]]\nsheet = "逾期清单"\nheader = "基础"\nfield = "rate.day_count"\n'
        'type = "enum"\n'.encode()
    )
    loan = {("基础" if name == "计息基础" else name): value for name, value in LOAN.items()}
    (fault,) = read_cases("逾期.xlsx", workbook({**loan, "基础": "366"}), own).faults
    assert fault.label == "基础"


def test_unit_of_the_column_map_is_told_at_the_loan() -> None:
    own = read_column_map(b'[defaults.org]\norg_id = "001"\nuscc = "1"\n')
    lines = [
        fault.line() for fault in read_cases("逾期.xlsx", workbook(LOAN, 机构=[]), own).faults
    ]
    assert lines[0].startswith("逾期.xlsx 逾期清单 第2行 (org.")
