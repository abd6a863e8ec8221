from __future__ import annotations

import sys
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from tests.claims.support import HOUSE_TABLE
from tests.cli.support import DAY, FIRST, GUARANTORS, HELD, SAMPLES, said, told

from recoverydocs.errors import ExitCode, LawTableError

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

OWN = HOUSE_TABLE.replace("2026-12-01", "2026-11-01")


def test_assess_shows_figures_working_days_and_the_next_step(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = said(capsys, "assess", *DAY, FIRST)
    assert code == 0
    assert [line.split("]")[0] for line in err] == ["[提示 data-id-area"]
    assert out[0].startswith("案件 ZQ-2026-0001　截止日 2026-11-24　可主张合计 ")
    assert "项目\t金额（元）" in out
    assert "罚息的计算：" in out
    assert any(line.startswith("诉讼时效届满日\t") for line in out)
    assert out[-1].startswith("下一步：发出首次催款通知书（HYXD-2024-110001")


def test_assess_as_json_adds_up(capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = told(capsys, "assess", *DAY, FIRST)
    (case,) = answer["cases"]
    (contract,) = case["contracts"]
    figures = {each["name"]: Decimal(each["amount"]) for each in contract["figures"]}
    claimed = ("principal_due", "interest", "penalty_interest", "compound_interest", "costs")
    assert code == 0
    assert contract["accelerated_on"] is None
    assert sum(figures[name] for name in claimed) == figures["total"]
    assert Decimal(case["total"]) == figures["total"]
    assert all(each["difference"] == "0.00" for each in contract["stated"])


def test_assess_shows_a_block_and_has_done_its_work(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = said(capsys, "assess", *DAY, HELD)
    assert code == 0
    assert [line for line in out if line.startswith("[阻断 G-HOLD] HYXD-2025-100010 ")]


def test_assess_says_where_core_system_and_reckoning_differ(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = said(capsys, "assess", *DAY, SAMPLES / "13-balances-differ.json")
    assert code == 0
    assert "罚息：核心系统记载 13,754.87元，计算结果 13,631.42元，相差 123.45元" in out


def test_assess_of_some_good_and_some_bad_cases_is_partly_done(
    capsys: pytest.CaptureFixture[str], broken: Path
) -> None:
    code, out, err = said(capsys, "assess", *DAY, FIRST, GUARANTORS, broken)
    assert code == ExitCode.PARTLY_DONE
    assert sum(line.startswith("案件 ") for line in out) == 2
    assert err
    code, _, _ = said(capsys, "assess", *DAY, broken)
    assert code == ExitCode.DATA_REFUSED


def test_assess_goes_on_where_a_table_has_no_answer_for_one_case(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from recoverydocs import claims  # noqa: PLC0415 - to be wrapped

    real = claims.assess

    def first_fails(case: object, *rest: object) -> object:
        if getattr(case, "case_id", "") == "ZQ-2026-0001":
            raise LawTableError("lpr.toml：没有数据")
        return real(case, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(
        sys.modules["recoverydocs.cli.commands.assess"].claims, "assess", first_fails
    )
    code, out, err = said(capsys, "assess", *DAY, FIRST, GUARANTORS)
    assert code == ExitCode.PARTLY_DONE
    assert out[0].startswith("案件 ZQ-2026-0002")
    assert "ZQ-2026-0001: lpr.toml：没有数据" in err


def test_explain_adds_the_working_table(capsys: pytest.CaptureFixture[str]) -> None:
    _, plain, _ = said(capsys, "assess", *DAY, GUARANTORS)
    code, out, _ = said(capsys, "assess", *DAY, GUARANTORS, "--explain")
    assert code == 0
    assert out[: len(plain)] == plain
    added = out[len(plain) :]
    assert added[0].startswith("计算明细表　合同 ")
    heading = "项目 基数（元） 起 止 年利率 天数 计息基础 舍入前（元） 金额（元） 合同条款 说明"
    assert added[1].split("\t") == heading.split()
    rows = [line.split("\t") for line in added if line.count("\t") == 10]
    moves = [line.split("\t") for line in added if line.count("\t") == 11]
    assert rows[1][0] == "到期未还本金"
    assert moves[1][1].startswith("放款：本金")
    assert any("四舍五入到分" in row[-1] for row in rows)
    assert any("民法典第五百六十一条" in line or "合同条款" in line for line in added)
    assert any(line.startswith("合计：") and "大写：人民币" in line for line in added)
    assert any(line.endswith("计至实际清偿之日止。") for line in added)


def test_explain_xlsx_writes_the_workbook_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "working.xlsx"
    code, out, _ = said(capsys, "assess", *DAY, FIRST, GUARANTORS, "--explain-xlsx", file)
    assert code == 0
    assert out[-1] == f"计算明细表: {file}"
    assert not any(line.startswith("计算明细表　") for line in out)
    assert load_workbook(file).sheetnames == ["目录", "明细1", "变动1", "明细2", "变动2"]
    code, _, err = said(capsys, "assess", *DAY, FIRST, "--explain-xlsx", file)
    assert code == ExitCode.WRONG_USAGE
    assert "is there already" in err[0]
    _, answer = told(capsys, "assess", *DAY, FIRST, "--explain-xlsx", tmp_path / "2.xlsx")
    assert answer["working_book"] == str(tmp_path / "2.xlsx")


def test_explain_xlsx_of_nothing_writes_nothing(
    capsys: pytest.CaptureFixture[str], broken: Path, tmp_path: Path
) -> None:
    file = tmp_path / "working.xlsx"
    code, _, _ = said(capsys, "assess", *DAY, broken, "--explain-xlsx", file)
    assert code == ExitCode.DATA_REFUSED
    assert not file.exists()


def test_explain_as_json_can_be_reckoned_again(capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = told(capsys, "assess", *DAY, GUARANTORS, "--explain")
    assert code == 0
    (case,) = answer["cases"]
    explained = case["explanation"]
    assert explained["total"] == case["total"]
    (contract,) = explained["contracts"]
    rows = [row for loan in contract["loans"] for row in loan["rows"]] + contract["costs"]
    counted = sum(Decimal(row["amount"]) for row in rows if row["counts"])
    assert counted == Decimal(contract["total"])
    reckoned = [row for row in rows if row["role"] in {"single", "segment"}]
    assert reckoned
    for row in reckoned:
        exact = Fraction(row["base"]) * Fraction(row["rate"]) * row["units"] / row["basis"]
        assert Fraction(row["exact"]) == exact
    moves = contract["loans"][0]["moves"]
    assert moves[0]["event"] == "disbursed"
    for move in moves:
        if move["allocated"]:
            parts = {k: Decimal(v) for k, v in move["allocated"].items()}
            assert parts.pop("amount") == sum(parts.values())
    _, plain = told(capsys, "assess", *DAY, GUARANTORS)
    assert "explanation" not in plain["cases"][0]


def test_assess_prints_the_ledger_of_a_case(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "assess", *DAY, SAMPLES / "11-final-demand-rare-name.json")
    assert code == 0
    heads = "期间\t对象\t起算日\t届满日\t安全日\t剩余天数\t状态\t最迟办理日\t责任"
    row = out[out.index(heads) + 1]
    # Signed for on 2026-06-20 by the spouse living there: three years to 2029-06-20; ten
    # days for the post to Sunday 2029-06-10, so Friday 2029-06-08.
    assert row.startswith("诉讼时效届满日\tHYXD-2024-110011\t2026-02-14\t2029-06-20（")
    assert row.endswith("\t2029-06-20\t939\t进行中\t2029-06-08\t法务")
    told_of = [line for line in out if line.startswith("  2026-")]
    assert "退回（收件人已迁移），未到达，不发生中断" in told_of[0]
    assert "重新计算，届满 2029-06-20" in told_of[1]
    assert any("证据：EMS回执-催57号.pdf" in line for line in told_of)


def test_assess_as_json_holds_the_ledger(capsys: pytest.CaptureFixture[str]) -> None:
    _, answer = told(capsys, "assess", *DAY, HELD)
    (case,) = answer["cases"]
    names = {each["name"]: each for each in case["deadlines"]}
    assert names["credit-objection"]["act_by"] == "2026-11-27"
    limit = names["limitation"]
    assert (limit["starts_on"], limit["safe_day"], limit["status"]) == (
        "2026-07-07",
        "2029-07-07",
        "running",
    )
    assert limit["document"] == "complaint"
    assert limit["tell"] == ["法务"]
    (event,) = limit["events"]
    assert (event["label"], event["counted"]) == ("报案", False)
    assert case["next_steps"][0]["by"] == "2026-11-27"


def test_assess_writes_the_work_list_of_a_portfolio(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book = tmp_path / "台账.xlsx"
    code, out, _ = said(
        capsys, "assess", *DAY, GUARANTORS, SAMPLES / "bulk.xlsx", "--xlsx", book
    )
    assert (code, out) == (0, [f"期限台账 201 件案件: {book}"])
    found = load_workbook(book)
    assert found.sheetnames == ["期限台账", "事件与证明", "下一步", "发现"]
    assert str(found["期限台账"]["A2"].value).startswith("案件 201 件，期间 ")


def test_assess_never_writes_over_a_work_list(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book = tmp_path / "台账.xlsx"
    book.write_bytes(b"mine")
    code, out, err = said(capsys, "assess", *DAY, FIRST, "--xlsx", book)
    assert (code, out) == (ExitCode.WRONG_USAGE, [])
    assert err == [f"recoverydocs: {book}: is there already; name another with --xlsx"]
    assert book.read_bytes() == b"mine"


def test_assess_takes_the_houses_own_rules(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    (workspace / "law").mkdir(exist_ok=True)
    (workspace / "law" / "watch.toml").write_text(OWN, "utf-8")
    _, answer = told(capsys, "assess", *DAY, GUARANTORS, "-w", workspace)
    limit = next(
        each for each in answer["cases"][0]["deadlines"] if each["name"] == "limitation"
    )
    # Fifteen days of our own before 2029-09-25: Monday 2029-09-10.
    assert (limit["act_by"], limit["allowance"]) == ("2029-09-10", "函件邮寄和再次投递 15 日")


def test_principal_not_yet_due_is_shown_apart_from_the_total(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = said(capsys, "assess", *DAY, FIRST)
    rows = dict(line.split("\t") for line in out[3:] if line.count("\t") == 1)
    # 23,480.84 + 1,594.09 + 613.90 + 33.14 = 25,721.97; the 42,903.35 are not among them.
    assert rows["未到期本金（不计入合计）"] == "42,903.35"
    assert rows["合计"] == "25,721.97"
