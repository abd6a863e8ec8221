"""samples/broken.xlsx: each kind of fault once, told at its row and nowhere else."""

from __future__ import annotations

from pathlib import Path

from recoverydocs.cases import Intake, read_cases
from recoverydocs.errors import Severity

BROKEN = Path(__file__).resolve().parents[2] / "samples" / "broken.xlsx"
MAIN = "逾期清单"

FAULTS = (
    (MAIN, 5, "data-double", "案件编号", "重复"),
    (MAIN, 6, "data-id", "证件号码", "校验不符"),
    (MAIN, 7, "cell", "证件号码", "数字单元格"),
    (MAIN, 8, "cell", "收款账号", "数字单元格"),
    (MAIN, 9, "data-missing", "客户名称", "缺失"),
    (MAIN, 10, "data-character", "客户名称", "U+202E"),
    (MAIN, 11, "data-mobile", "手机号码", "11 位"),
    (MAIN, 12, "cell", "签订日期", "没有这一天"),
    (MAIN, 13, "data-contract", "借款合同", "签订日期晚于借款期限起"),
    (MAIN, 14, "data-contract", "借款合同", "到期日期不晚于借款期限起"),
    (MAIN, 15, "cell", "合同名称", "应为文本单元格"),
    (MAIN, 16, "cell", "合同金额", "不是金额"),
    (MAIN, 17, "cell", "放款金额", "多于两位小数"),
    (MAIN, 18, "data-contract", "借款合同", "超过合同金额"),
    (MAIN, 19, "data-negative", "欠息", "不得为负"),
    (MAIN, 20, "cell", "罚息余额", "没有结果的公式"),
    (MAIN, 21, "data-sum", "核心系统余额", "不等于各项之和"),
    (MAIN, 22, "cell", "执行利率", "没有百分号"),
    (MAIN, 23, "data-choice", "利率类型", "不是允许的取值"),
    (MAIN, 24, "data-missing", "利率条款", "LPR浮动利率缺少"),
    (MAIN, 25, "cell", "是否计复利", "不是「是」或「否」"),
    (MAIN, 26, "cell", "逾期天数", "不是整数"),
    (MAIN, 27, "data-choice", "还款方式", "不是允许的取值"),
    (MAIN, 28, "data-less-than-equal", "还款日", "数值过大"),
    (MAIN, 29, "data-missing", "争议条款", "缺少仲裁机构"),
    (MAIN, 30, "data-contract", "借款合同", "借据号重复"),
    (MAIN, 32, "data-uscc", "证件号码", "校验不符"),
    (MAIN, 33, "data-missing", "当事人", "法定代表人"),
    (MAIN, 34, "data-contract", "借款合同", "不是依次递增"),
    ("还款流水", 10, "data-negative", "还款流水", "未说明冲正"),
    ("担保信息", 2, "data-choice", "保证方式", "不是允许的取值"),
    ("担保信息", 3, "cell", "保证人证件号", "数字单元格"),
)
"""Sheet, row, rule, label and words of every fault, in the order they are told."""


def read() -> Intake:
    return read_cases("broken.xlsx", BROKEN.read_bytes())


def test_broken_workbook_gives_exactly_its_faults() -> None:
    told = [
        (finding.where, finding.rule, finding.label, finding.message)
        for finding in read().faults
    ]
    expected = [
        (f"broken.xlsx {sheet} 第{row}行", rule, label, words)
        for sheet, row, rule, label, words in FAULTS
    ]
    assert [each[:3] for each in told] == [each[:3] for each in expected]
    for (*_, message), (*_, words) in zip(told, expected, strict=True):
        assert words in message


def test_sound_rows_are_read_beside_the_broken_ones() -> None:
    assert [origin.rsplit(" ", 1)[1] for origin in read().origins] == [
        "第2行",
        "第3行",
        "第4行",
    ]


def test_what_is_no_fault_is_told_too() -> None:
    others = {
        finding.rule: finding.severity
        for finding in read().findings
        if finding.severity is not Severity.FAULT and finding.rule != "data-id-area"
    }
    assert others == {"column-unknown": "warn", "row-total": "note", "row-orphan": "warn"}


def test_no_finding_repeats_an_identity_number() -> None:
    assert not [finding for finding in read().findings if "110199" in finding.line()]
