"""Files in: each form of case data, each way in which it can be broken."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cases.support import LOAN, csv_text, sample_data, workbook

from recoverydocs.cases import read_cases, read_column_map
from recoverydocs.cases.readers import READERS
from recoverydocs.cases.workbooks import empty_workbook
from recoverydocs.errors import DataRefusedError, Severity
from recoverydocs.money import Money


def lines(file_name: str, content: bytes) -> list[str]:
    return [finding.line() for finding in read_cases(file_name, content).findings]


def csv_with_org(text: str) -> bytes:
    return text.encode()


ORG_MAP = """
[defaults.org]
org_id = "001"
name = "示例银行虚构支行"
kind = "支行"
uscc = "91110000600037341L"
address = "虚构省示例市演示路1号"
head_name = "李示例"
head_title = "行长"
phone = "010-00000000"
account_name = "示例银行虚构支行"
account_bank = "示例银行虚构支行"
account_no = "6200000000000000"
doc_prefix = "示银"
can_sue = true
"""


def test_workbook_row_becomes_a_case() -> None:
    intake = read_cases("逾期.xlsx", workbook(LOAN))
    assert [finding.line() for finding in intake.findings] == []
    (case,) = intake.cases
    assert intake.origins == ("逾期.xlsx 逾期清单 第2行",)
    contract = case.contracts[0]
    assert contract.amount == Money.from_yuan("100000.00")
    assert str(contract.rate_terms.rate) == "0.0435"
    assert contract.rate_terms.day_count == "actual/360"
    assert case.parties[0].phones[0].number == "13800000001"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_each_encoding(encoding: str, delimiter: str) -> None:
    loan = {**LOAN, "合同金额": "100000.00"}
    text = csv_text(loan, delimiter=delimiter)
    intake = read_cases("逾期.csv", text.encode(encoding), read_column_map(ORG_MAP.encode()))
    assert intake.findings == ()
    assert intake.cases[0].parties[0].name == "张三（虚构）"


def test_headings_may_stand_in_any_order_and_go_by_other_names() -> None:
    renamed = {"借款人" if key == "客户名称" else key: value for key, value in LOAN.items()}
    turned = dict(reversed(renamed.items()))
    (case,) = read_cases("逾期.xlsx", workbook(turned)).cases
    assert case.parties[0].name == "张三（虚构）"


def test_several_loans_of_one_contract_are_one_case() -> None:
    first = {**LOAN, "合同金额": "200000"}
    second = {**first, "借据号": "JJ-2"}
    (case,) = read_cases("逾期.xlsx", workbook(first, second)).cases
    assert [loan.disb_no for loan in case.contracts[0].disbursements] == ["JJ-1", "JJ-2"]
    assert [row.disb_no for row in case.contracts[0].core_balances] == ["JJ-1", "JJ-2"]


def test_further_sheets_join_their_loan() -> None:
    content = workbook(
        LOAN,
        还款流水=[{"借据号": "JJ-1", "还款日期": "2024-06-01", "还款金额": "10.00"}],
        还款计划=[
            {
                "借据号": "JJ-1",
                "期次": 1,
                "应还日": "2025-01-05",
                "应还本金": "100000.00",
                "应还利息": "4410.42",
            }
        ],
        担保信息=[
            {
                "合同号": "HT-1",
                "保证合同号": "BZ-1",
                "保证人": "示例担保（虚构）有限公司",
                "保证人类型": "对公",
                "保证人证件号": "91110000600037341L",
                "保证人法定代表人": "王演示",
                "保证人地址": "虚构省示例市演示路2号",
                "保证方式": "连带责任保证",
                "保证合同签订日期": "2024-01-01",
                "保证期间": "主债务履行期届满之日起三年",
                "保证期间年数": 3,
            }
        ],
        人员=[{"人员编号": "U1", "姓名": "赵示例", "角色": "法务；审批"}],
        审批=[
            {
                "文书种类": "dunning-notice",
                "审批环节": "审批",
                "审批人": "U1",
                "审批日期": "2026-11-23",
                "审批决定": "同意",
            }
        ],
    )
    intake = read_cases("逾期.xlsx", content)
    assert [finding.line() for finding in intake.findings] == []
    (case,) = intake.cases
    assert case.contracts[0].repayments[0].amount == Money(1000)
    assert case.contracts[0].instalments[0].interest == Money(441042)
    assert (case.guarantees[0].mode, case.guarantees[0].guarantor) == ("连带", "P2")
    assert case.users[0].role == ("法务", "审批")
    assert case.approvals[0].by == "U1"


def test_row_of_no_loan_is_told() -> None:
    content = workbook(
        LOAN, 还款流水=[{"借据号": "JJ-9", "还款日期": "2024-06-01", "还款金额": "10.00"}]
    )
    (line,) = lines("逾期.xlsx", content)
    assert line.startswith("逾期.xlsx 还款流水 第2行: 合同号或借据号不在「逾期清单」中")


@pytest.mark.parametrize("heading", ["证件号码", "收款账号", "手机号码", "合同号", "借据号"])
def test_number_cell_in_an_identifier_column_is_refused(heading: str) -> None:
    intake = read_cases("逾期.xlsx", workbook({**LOAN, heading: 6200000000000001}))
    assert intake.cases == ()
    (finding,) = intake.faults
    assert finding.label == heading
    assert "数字单元格" in finding.message
    assert "6200000000000001" not in finding.line()


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        ("合同金额", "十万", "不是金额"),
        ("合同金额", "100000.001", "多于两位小数"),
        ("合同金额", 1234567890123456.0, "位数过多"),
        ("执行利率", "4.35", "没有百分号"),
        ("执行利率", "四厘", "不是利率"),
        ("到期日期", "2025-02-30", "没有这一天"),
        ("到期日期", "明年", "不是日期"),
        ("是否计复利", "也许", "不是「是」或「否」"),
        ("还款日", "五", "不是整数"),
        ("利率类型", "随便", "不是允许的取值"),
        ("证件号码", "110199194912310021", "校验不符"),
        ("合同金额", "=1+1", "没有结果的公式"),
    ],
)
def test_cell_that_does_not_fit_is_named(heading: str, value: object, said: str) -> None:
    other = {**LOAN, "合同号": "HT-2", "借据号": "JJ-2"}
    intake = read_cases("逾期.xlsx", workbook({**LOAN, heading: value}, other))
    assert len(intake.cases) == 1
    assert said in "\n".join(finding.line() for finding in intake.faults)
    assert all("第2行" in finding.where for finding in intake.faults)
    assert [len(row.findings) > 0 for row in intake.rows][:2] == [True, False]


@pytest.mark.parametrize(
    ("value", "fen"),
    [("1,234.50", 123450), ("１２３４．５元", 123450), (1234.5, 123450), ("¥1234.5", 123450)],
)
def test_money_is_read_in_the_forms_of_exports(value: object, fen: int) -> None:
    loan = {**LOAN, "放款金额": value}
    (case,) = read_cases("逾期.xlsx", workbook(loan)).cases
    assert case.contracts[0].disbursements[0].amount == Money(fen)


def test_ten_thousands_need_the_unit_in_the_heading() -> None:
    loan = {key: value for key, value in LOAN.items() if key != "合同金额"}
    (case,) = read_cases("逾期.xlsx", workbook({**loan, "合同金额（万元）": "10.5"})).cases
    assert case.contracts[0].amount == Money.from_yuan("105000")


def test_total_rows_and_unknown_columns_are_told_not_read() -> None:
    total = {"客户名称": "合计", "逾期本金": "100000"}
    intake = read_cases("逾期.xlsx", workbook({**LOAN, "奇怪列": "x"}, total))
    assert len(intake.cases) == 1
    rules = {finding.rule: finding.severity for finding in intake.findings}
    assert rules == {"column-unknown": Severity.WARN, "row-total": Severity.NOTE}


def test_missing_and_double_columns_refuse_the_sheet() -> None:
    short = {key: value for key, value in LOAN.items() if key not in {"合同号", "欠息"}}
    (line,) = lines("逾期.xlsx", workbook(short))
    assert "缺少列：合同号、欠息" in line
    (line,) = lines("逾期.xlsx", workbook({**LOAN, "姓名": "张三（虚构）"}))
    assert "列「姓名」与「客户名称」含义相同" in line


def test_sheet_without_headings_is_refused() -> None:
    (line,) = lines("逾期.csv", "甲,乙\n1,2\n".encode())
    assert "找不到标题行" in line


def csv_rows(text: str) -> list[str]:
    own = read_column_map(ORG_MAP.encode())
    return [found.line() for found in read_cases("逾期.csv", text.encode(), own).findings]


def test_identifier_that_became_scientific_is_refused() -> None:
    (line,) = csv_rows(csv_text({**LOAN, "合同金额": "100000", "证件号码": "1.10105E+17"}))
    assert "(party.id_or_uscc 证件号码): 编号已变成科学计数法，末位已丢失" in line


def test_csv_row_with_a_column_too_many_is_refused() -> None:
    whole = csv_text({**LOAN, "合同金额": "100000.00"})
    (line,) = [line for line in csv_rows(whole.rstrip() + ",多出\r\n") if "列" in line]
    width = len(LOAN)
    assert line == (
        f"逾期.csv 第2行: 有 {width + 1} 列，标题只有 {width} 列，各列可能已错位。"
        "请检查该行多出的分隔符和引号。"
    )


def test_csv_row_cut_short_is_told() -> None:
    whole = csv_text({**LOAN, "合同金额": "100000"})
    heading, row = whole.split("\r\n")
    width = len(LOAN)
    (line,) = csv_rows(f"{heading},产品名称,催收级次\r\n{row},甲\r\n")
    assert line == (
        f"逾期.csv 第2行: 只有 {width + 1} 列，标题有 {width + 2} 列，其余按空白读入。"
        "请核对文件是否完整，该行是否被截断。"
    )


def test_text_under_no_heading_is_told() -> None:
    (warning,) = lines("逾期.xlsx", workbook({**LOAN, "": "备忘"}))
    place = len(LOAN) + 1
    assert warning == (
        f"逾期.xlsx 逾期清单 第2行: 第 {place} 列没有列名，内容未读入。"
        "请补写列名，或删去该内容。"
    )


def test_same_case_twice_is_a_fault() -> None:
    content = "\n".join([json.dumps(sample_data())] * 2).encode()
    intake = read_cases("案件.jsonl", content)
    assert len(intake.cases) == 1
    assert "与 案件.jsonl 第1行 重复" in intake.faults[0].line()


def test_bad_line_stops_no_other() -> None:
    content = b"{\n" + json.dumps(sample_data()).encode()
    intake = read_cases("案件.jsonl", content)
    assert len(intake.cases) == 1
    assert intake.findings[0].where == "案件.jsonl 第1行"


def test_list_of_cases_is_read_in_order() -> None:
    first, second = sample_data(), sample_data()
    second["case_id"] = "C-2"
    intake = read_cases("案件.json", json.dumps([first, second]).encode())
    assert [case.case_id for case in intake.cases] == [first["case_id"], "C-2"]
    assert intake.origins == ("案件.json 第1个案件", "案件.json 第2个案件")


def test_yaml_keeps_every_scalar_as_written() -> None:
    data = sample_data()
    text = json.dumps(data, ensure_ascii=False)
    (case,) = read_cases("案件.yaml", text.encode()).cases
    (same,) = read_cases("案件.json", text.encode()).cases
    assert case == same
    assert lines("案件.yml", b"case_id: 2026-11-24\n")[0].startswith(
        "案件.yml (org 机构): 缺失"
    )


@pytest.mark.parametrize(
    ("file_name", "content"), [("a.json", b"[]"), ("a.jsonl", b"\n"), ("a.yaml", b"[]\n")]
)
def test_file_without_cases_says_so(file_name: str, content: bytes) -> None:
    found = read_cases(file_name, content)
    assert (found.cases, found.refused) == ((), 0)
    (finding,) = found.findings
    assert (finding.rule, finding.severity) == ("file-empty", Severity.WARN)
    assert finding.line().startswith(f"{file_name}: 没有读到案件。请核对")


def test_empty_workbook_says_that_nothing_was_filled_in() -> None:
    found = read_cases("a.xlsx", empty_workbook("dunning-notice"))
    assert [each.rule for each in found.findings] == ["file-empty"]


@pytest.mark.parametrize(
    ("file_name", "content", "said"),
    [
        ("案件.docx", b"", "不认识的文件类型"),
        ("案件.json", b"\xff", "不是 UTF-8"),
        ("案件.json", b"{", "第1行第2列"),
        ("案件.json", b'{"a":1,"a":2}', "键 a 出现两次"),
        ("案件.json", b"[NaN]", "含有 NaN"),
        ("案件.json", b"[" * 40 + b"]" * 40, "层次过深"),
        ("案件.json", b"[" * 100000, "层次过深"),
        ("案件.jsonl", b"\xff", "不是 UTF-8"),
        ("案件.yaml", b"\xff", "不是 UTF-8"),
        ("案件.yaml", b"", "文件是空的"),
        ("案件.yaml", b"a: [", "不是有效的 YAML"),
        ("案件.yaml", b"a: 1\na: 2", "键 a 出现两次"),
        ("案件.yaml", b"[a]: 1", "键不是文本"),
        ("案件.yaml", b"[" * 40 + b"]" * 40, "层次过深"),
        ("案件.csv", b"\xff\xff\xff", "既不是 UTF-8"),
        ("案件.csv", b"a,\x00", "空字符"),
        ("案件.csv", b'"a', "引号不成对"),
        ("案件.xlsx", b"", "不是可读的 .xlsx"),
        ("案件.xlsx", b"\xd0\xcf\x11\xe0rest", "旧式 .xls"),
        ("案件.xlsx", b"PK\x03\x04", "不是可读的 .xlsx"),
    ],
)
def test_broken_file_is_one_fault(file_name: str, content: bytes, said: str) -> None:
    (line,) = lines(file_name, content)
    assert said in line
    assert line.startswith(file_name)


def test_aliases_cannot_blow_up() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for name, inner in zip("bcdefghi", "abcdefgh", strict=True):
        bomb += f"{name}: &{name} [{','.join([f'*{inner}'] * 9)}]\n"
    assert "内容过多" in lines("案件.yaml", bomb.encode())[0]


def test_packed_workbook_cannot_blow_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoverydocs.cases.readers.xlsx_rows.LARGEST_UNPACKED", 1000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", b"0" * 2000)
    assert "解压后超过" in lines("案件.xlsx", packed.getvalue())[0]


def test_own_column_map_adds_headings() -> None:
    own = ORG_MAP + '\n[[column]]\nsheet = "逾期清单"\nheader = "客户"\nfield = "party.name"\n'
    column_map = read_column_map((own + 'type = "text"\n').encode())
    loan = {"客户" if key == "客户名称" else key: value for key, value in LOAN.items()}
    (case,) = read_cases("逾期.xlsx", workbook(loan), column_map).cases
    assert case.parties[0].name == "张三（虚构）"


@pytest.mark.parametrize(
    "content",
    [
        b"[",
        b"\xff",
        b'[[column]]\nsheet = "x"\n',
        b"[[column]]\nsheet=1\nheader=1\nfield=1\ntype='y'",
    ],
)
def test_broken_column_map_is_refused(content: bytes) -> None:
    with pytest.raises(DataRefusedError):
        read_column_map(content)


@settings(deadline=None)
@given(ending=st.sampled_from([*READERS]), content=st.binary(max_size=300))
def test_no_octets_raise(ending: str, content: bytes) -> None:
    intake = read_cases(f"x.{ending}", content)
    assert intake.cases == ()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["case_id", "org", "parties", "contracts", "disputes", "x"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_no_data_raise(data: object) -> None:
    intake = read_cases("x.json", json.dumps(data).encode())
    assert all(finding.line() for finding in intake.findings)
