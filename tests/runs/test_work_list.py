"""The work list of a portfolio: opened with openpyxl and by LibreOffice, and what it hides."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from tests.claims.support import case, contract, day, delivery, guarantee, notice

from recoverydocs.claims import assess, watch
from recoverydocs.runs import read_batch, work_list

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from recoverydocs.claims import Claim
    from recoverydocs.law import LawBook

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
AS_OF = day("2026-11-24")
SHEETS = ["期限台账", "事件与证明", "下一步", "发现"]
HEADINGS = [
    "案件",
    "合同/担保/案号",
    "期限种类",
    "起算日",
    "届满日（未顺延）",
    "届满日（顺延后）",
    "安全日",
    "剩余天数",
    "状态",
    "最近一次中断及日期",
    "证明",
    "建议动作",
    "文书",
    "最迟办理日",
    "责任",
    "依据条文",
]
FIRST = 5
"""The first row under the headings of 期限台账, as a spreadsheet counts."""
FULL_ID = re.compile(r"[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx]")
MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def texts(sheet: Worksheet, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row]]


def every_text(book: Workbook) -> list[str]:
    return [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


@pytest.fixture(scope="module")
def portfolio(law: LawBook) -> list[Claim]:
    """Every sound sample, among them the two hundred loans of bulk.xlsx."""
    files = [
        *sorted(SAMPLES.glob("*.json")),
        *sorted(SAMPLES.glob("*.yaml")),
        SAMPLES / "cases.jsonl",
        SAMPLES / "cases.xlsx",
        SAMPLES / "bulk.xlsx",
    ]
    batch = read_batch(files)
    assert len(batch.cases) >= 225
    return [assess(each, law, AS_OF) for each in batch.cases]


def test_the_portfolio_stands_row_by_row_most_pressing_first(portfolio: list[Claim]) -> None:
    book = opened(work_list(portfolio, AS_OF))
    sheet = book["期限台账"]
    rows = watch(portfolio)
    assert book.sheetnames == SHEETS
    assert sheet["A1"].value == "期限台账　截止日 2026-11-24"
    heads = [str(text).replace("\n", "") for text in texts(sheet, FIRST - 1)]
    assert heads == HEADINGS
    assert sheet.max_row == FIRST + len(rows) - 1
    for number, row in enumerate(rows, FIRST):
        found = texts(sheet, number)
        deadline = row.deadline
        assert found[0] == row.case_id
        assert found[2] == deadline.label
        assert found[4].date() == deadline.raw_last_day
        assert found[6].date() == deadline.safe_day
        assert found[7] == row.days_left
        assert found[8] == row.status_words
        assert (found[13].date() if found[13] else None) == row.act_by
        assert found[15] == deadline.article
    by = [row.act_by for row in rows if row.act_by is not None]
    assert by == sorted(by)


def test_the_head_says_how_many_and_that_these_are_house_rules(
    portfolio: list[Claim],
) -> None:
    sheet = opened(work_list(portfolio, AS_OF))["期限台账"]
    assert str(sheet["A2"].value).startswith(
        f"案件 {len(portfolio)} 件，期间 {len(watch(portfolio))} 项："
    )
    legend = str(sheet["A3"].value)
    assert "函件邮寄和再次投递 10 日" in legend
    assert "内部规则表 watch（随产品提供，版本 2026-11-24），不是法律规定" in legend


def test_steps_and_findings_have_their_sheets(portfolio: list[Claim]) -> None:
    book = opened(work_list(portfolio, AS_OF))
    steps = sum(len(claim.next_steps) for claim in portfolio)
    findings = sum(len(claim.findings) for claim in portfolio)
    assert book["下一步"].max_row == 3 + steps
    assert book["发现"].max_row == 3 + findings
    days = [str(row[5].value or "") for row in book["下一步"].iter_rows(min_row=4)]
    given = [each for each in days if each]
    assert days[: len(given)] == sorted(given)
    weights = [str(row[2].value) for row in book["发现"].iter_rows(min_row=4)]
    order = ["错误", "阻断", "警示", "提示"]
    assert [order.index(each) for each in weights] == sorted(map(order.index, weights))


def test_no_whole_number_of_a_person_stands_in_it(portfolio: list[Claim]) -> None:
    for text in every_text(opened(work_list(portfolio, AS_OF))):
        assert not FULL_ID.search(text), text
        assert not MOBILE.search(text), text


def test_equal_claims_give_equal_octets(portfolio: list[Claim]) -> None:
    assert work_list(portfolio[:20], AS_OF) == work_list(portfolio[:20], AS_OF)


def nasty(law: LawBook) -> Claim:
    """A case whose texts begin like formulas and hold numbers of persons."""
    number = '=HYPERLINK("http://127.0.0.1","点此")'
    loan = contract(contract_no=number)
    loan["disbursements"][0]["contract_no"] = number
    measure = {
        "asset": "+银行存款 账户9900000000000001234，户主 11010519491231002X",
        "measure": "冻结",
        "from": "2026-03-02",
        "until": "2026-12-20",
    }
    found = case(
        case_id="@SUM(A1)",
        contracts=[loan],
        guarantees=[guarantee(guarantee_no="-1+1", period_text="未约定")],
        notices=[notice("=1+1", "dunning-notice", "2026-02-01")],
        delivery_events=[
            delivery(
                "=1+1",
                "2026-02-01",
                "退回",
                "2026-02-09",
                reason="查无此人，电话13800001234",
                evidence="=cmd|底单 11010519491231002X",
            )
        ],
        court_cases=[
            {
                "kind": "一审",
                "court": "=示例法院",
                "filed_on": "2026-03-01",
                "preservations": [measure],
            }
        ],
    )
    return assess(found, law, AS_OF)


def test_no_text_of_a_case_becomes_a_formula(law: LawBook) -> None:
    content = work_list([nasty(law)], AS_OF)
    book = opened(content)
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    said = every_text(book)
    assert '=HYPERLINK("http://127.0.0.1","点此")' in said
    assert "@SUM(A1)" in said


def test_free_text_is_masked_and_numbers_of_the_house_are_not(law: LawBook) -> None:
    said = every_text(opened(work_list([nasty(law)], AS_OF)))
    whole = "\n".join(said)
    assert "9900000000000001234" not in whole
    assert "11010519491231002X" not in whole
    assert "13800001234" not in whole
    assert "+银行存款 账户***************1234，户主 **************002X" in said
    assert any("1000000000001" in text for text in said)  # the mail number


def test_events_say_what_counted_and_why_the_rest_did_not(law: LawBook) -> None:
    found = case(
        notices=[
            notice("催1", "dunning-notice", "2026-02-01"),
            notice("催2", "dunning-notice", "2026-03-01"),
        ],
        delivery_events=[
            delivery("催1", "2026-02-01", "退回", "2026-02-09", reason="查无此人"),
            delivery("催2", "2026-03-01", "妥投", "2026-03-03", signer="虚构甲"),
        ],
    )
    book = opened(work_list([assess(found, law, AS_OF)], AS_OF))
    rows = [texts(book["事件与证明"], number) for number in (4, 5)]
    assert [row[3].date() for row in rows] == [date(2026, 2, 1), date(2026, 3, 3)]
    assert [row[6] for row in rows] == ["否", "是"]
    assert rows[0][7] == "退回（查无此人），未到达，不发生中断"
    assert rows[1][5] == "催2 EMS 妥投 1000000000001，证据：底单1"
    ledger = texts(book["期限台账"], FIRST)
    assert ledger[9] == "2026-03-03 催收到达"
    assert ledger[10] == "催2 EMS 妥投 1000000000001，证据：底单1"


def test_a_last_day_without_a_calendar_says_so(law: LawBook) -> None:
    sheet = opened(work_list([assess(case(), law, AS_OF)], AS_OF))["期限台账"]
    assert texts(sheet, FIRST)[5] == "日历\n未公布"


def test_nothing_to_watch_is_still_a_workbook() -> None:
    book = opened(work_list([], AS_OF))
    assert book["期限台账"]["A2"].value == "案件 0 件，期间 0 项。"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_cells(portfolio: list[Claim], tmp_path: Path) -> None:
    content = work_list([*portfolio[:30], *portfolio[-5:]], AS_OF)
    given = tmp_path / "台账.xlsx"
    given.write_bytes(content)
    command = shutil.which("soffice")
    assert command
    order = [
        command,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML",
        "--outdir", str(tmp_path / "out"),
        str(given),
    ]  # fmt: skip
    done = subprocess.run(order, check=False, capture_output=True, timeout=300)  # noqa: S603
    made = tmp_path / "out" / "台账.xlsx"
    assert made.is_file(), done.stderr.decode()
    ours, theirs = opened(content), load_workbook(made)
    assert theirs.sheetnames == SHEETS
    for sheet in ours:
        for row in sheet.iter_rows():
            for cell in row:
                other = theirs[sheet.title][cell.coordinate].value
                assert plain(other) == plain(cell.value), (sheet.title, cell.coordinate)


def plain(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value
