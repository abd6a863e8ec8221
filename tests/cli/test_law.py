from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.support import said, told
from tests.law.support import RATE, lpr

from recoverydocs.claims import RULES
from recoverydocs.cli.main import main
from recoverydocs.errors import ExitCode
from recoverydocs.law.table import GROUPS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tables(workspace: Path) -> Path:
    """A workspace's folder of its own tables."""
    folder = workspace / "law"
    folder.mkdir(exist_ok=True)
    return folder


def test_law_show_gives_the_rate_of_the_day_with_its_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    # Published 2019-08-20: 4.25 for one year, 4.85 for five and more.
    code, answer = told(capsys, "law", "show", "lpr", "--on", "2019-08-20")
    (row,) = answer["rows"]
    assert code == 0
    assert row["in_force_from"] == "2019-08-20"
    assert row["text"] == "一年期 4.25%；五年期以上 4.85%"
    assert row["source"]
    assert (row["status"], row["file"]) == ("verified", "law/tables/lpr.toml")
    assert answer["notes"]


def test_law_show_for_a_person_is_a_line_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "law", "show", "lpr", "--on", "2019-08-20")
    assert (code, err) == (0, [])
    heading, row, note = out
    assert heading == "条目\t内容\t施行\t状态\t出处\t依据\t来源\t说明"
    assert row.split("\t")[2:5] == ["2019-08-20", "已核对", "law/tables/lpr.toml"]
    assert note.startswith("说明　law/tables/lpr.toml：secondary sources only")


def test_law_show_says_what_is_unverified(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(capsys, "law", "show", "arbitration_fees", "--on", "2026-03-01")
    row = next(line for line in out if line.startswith("cn-1995-min"))
    assert "\t未核对\t" in row
    assert row.endswith("须录入该仲裁机构自己的收费表")


def test_law_show_rules_lists_every_rule_with_the_articles_of_the_day(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, answer = told(capsys, "law", "show", "rules", "--on", "2026-11-24")
    rows = {row["rule"]: row for row in answer["rows"]}
    assert code == 0
    assert set(RULES) < set(rows)
    notice = rows["CREDIT-NOTICE"]
    assert notice["article"] == "征信业管理条例第十五条"
    assert (notice["severity"], notice["overridable"]) == ("block", True)
    assert rows["G-HOLD"]["overridable"] is False
    assert rows["PRE-URGENT"]["article"] == "民事诉讼法第一百零四条"
    _, older = told(capsys, "law", "show", "rules", "--on", "2021-11-24")
    (urgent,) = [row for row in older["rows"] if row["rule"] == "PRE-URGENT"]
    assert urgent["article"] == "民事诉讼法第一百零一条"
    _, out, _ = said(capsys, "law", "show", "rules", "--on", "2026-11-24")
    assert len(out) == len(rows) + 1
    assert next(line for line in out if line.startswith("CREDIT-NOTICE\t阻断\t"))


def test_law_show_without_a_table_names_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    _, answer = told(capsys, "law", "show", "--on", "2026-11-24")
    tables = {row["table"]: row for row in answer["tables"]}
    assert set(tables) == set(GROUPS)
    assert {row["origin"] for row in tables.values()} == {"shipped"}
    assert tables["lpr"]["covered_to"] == "2026-10-19"
    assert tables["holidays"]["covered_to"] == "2026-12-31"
    assert tables["court_fees"]["covered_to"] is None
    assert tables["arbitration_fees"]["unverified"] == 2
    _, out, _ = said(capsys, "law", "show", "--on", "2026-11-24")
    assert len(out) == len(tables) + 1
    assert out[1].split("\t")[:4] == ["arbitration_fees", "2026-11-28", "", "2条"]


def test_law_show_of_an_unknown_table_names_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["law", "show", "taxes"]) == ExitCode.DATA_REFUSED
    assert "taxes" in capsys.readouterr().err


def test_law_show_of_a_day_beyond_the_table_says_what_to_add_and_where(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = said(capsys, "law", "show", "lpr", "--on", "2026-10-20")
    assert (code, out) == (ExitCode.DATA_REFUSED, [])
    assert err == [
        (
            "recoverydocs: lpr.toml：数据只到 2026-10-19，没有 2026-10-20 的利率；"
            "请在工作区 law/lpr.toml 按公布值补 [[rate]]，写明来源和 covered_to"
        )
    ]
    code, _, err = said(capsys, "law", "show", "holidays", "--on", "2027-01-01")
    assert code == ExitCode.DATA_REFUSED
    assert err == [
        (
            "recoverydocs: holidays.toml：没有 2027 年的放假安排；"
            "请在工作区 law/holidays.toml 按国务院办公厅通知补 [[year]] year = 2027，写明来源"
        )
    ]


def test_law_show_names_the_houses_own_file(
    capsys: pytest.CaptureFixture[str], workspace: Path, tables: Path
) -> None:
    (tables / "lpr.toml").write_bytes(lpr())
    _, answer = told(capsys, "law", "show", "lpr", "--on", "2026-10-20", "-w", workspace)
    (row,) = answer["rows"]
    assert (row["origin"], row["file"], row["source"]) == (
        "workspace",
        "law/lpr.toml",
        "示例公告",
    )
    _, answer = told(capsys, "law", "show", "-w", workspace)
    (table,) = (row for row in answer["tables"] if row["origin"] == "workspace")
    assert [each["file"] for each in table["files"]] == ["law/tables/lpr.toml", "law/lpr.toml"]
    _, out, _ = said(capsys, "law", "show", "-w", workspace)
    assert any("law/tables/lpr.toml、law/lpr.toml" in line for line in out)


def test_law_check_of_the_shipped_tables_finds_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = said(capsys, "law", "check", "-w", tmp_path)
    assert (code, err) == (0, [])
    assert len(out) == len(GROUPS)
    assert "law/tables/lpr.toml（随产品）：可用，86 行" in out


def test_law_check_looks_at_the_workspaces_law_folder(
    capsys: pytest.CaptureFixture[str], workspace: Path, tables: Path
) -> None:
    (tables / "lpr.toml").write_bytes(lpr())
    code, out, err = said(capsys, "law", "check", "-w", workspace)
    assert (code, err) == (0, [])
    assert out[-1] == "law/lpr.toml（自有）：可用，1 行"
    (tables / "lpr.toml").write_bytes(lpr(RATE.replace("2026-10-20", "2026-10-21")))
    (tables / "note.toml").write_text("not a table", "utf-8")
    code, out, err = said(capsys, "law", "check", "-w", workspace)
    assert code == ExitCode.DATA_REFUSED
    assert out[-2:] == ["law/lpr.toml（自有）：1 处错误", "law/note.toml（自有）：1 处错误"]
    assert err[0].startswith("[错误 law-no-toml] law/note.toml 第1行: 不是 TOML")
    assert err[1] == (
        "[错误 law-gap] law/lpr.toml 第7行 [[rate]] 自 2026-10-21: "
        "2026-10-20 至 2026-10-20 没有规定。"
        "请补上这些日子，或使后一行的 in_force_from 为 2026-10-20。"
    )


def test_law_check_of_files_looks_at_them_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_bytes(lpr())
    bad.write_bytes(lpr(RATE.replace('"2.90"', "2.9"), ""))
    code, answer = told(capsys, "law", "check", good)
    assert code == 0
    assert answer == {
        "files": [
            {
                "file": str(good),
                "origin": "workspace",
                "table": "lpr",
                "rows": 1,
                "findings": [],
            }
        ]
    }
    code, answer = told(capsys, "law", "check", bad)
    assert code == ExitCode.DATA_REFUSED
    findings = answer["files"][0]["findings"]
    assert [each["rule"] for each in findings] == ["law-float", "law-covered"]
    assert findings[0]["field"] == "one_year"
    assert findings[0]["remedy"] == '请写成带引号的文本：one_year = "2.9"'


def test_law_check_doubts_without_refusing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "lpr.toml"
    file.write_bytes(lpr(RATE.replace("2.90", "0.029")))
    code, out, err = said(capsys, "law", "check", file)
    assert code == 0
    assert out == [f"{file}（自有）：可用，1 行"]
    assert err[0].startswith("[警示 law-implausible]")


def test_law_check_of_a_file_that_is_not_there_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["law", "check", str(tmp_path / "no.toml")]) == ExitCode.WRONG_USAGE
    assert "no.toml" in capsys.readouterr().err


def test_a_command_that_meets_a_broken_table_says_where(
    capsys: pytest.CaptureFixture[str], workspace: Path, tables: Path
) -> None:
    (tables / "lpr.toml").write_bytes(lpr(RATE.replace('"2.90"', "2.9"), ""))
    code, out, err = said(capsys, "law", "show", "lpr", "-w", workspace)
    assert (code, out) == (ExitCode.DATA_REFUSED, [])
    assert err[0].startswith("recoverydocs: law/lpr.toml 第6行 [[rate]] 自 2026-10-20：")
    assert err[0].endswith("（共 2 处，逐项见 recoverydocs law check）")
    assert len(err) == 3


@pytest.mark.parametrize("how", [("--kind", "claim"), ("--jsonl",)])
def test_a_calculator_that_meets_a_broken_table_says_where(
    capsys: pytest.CaptureFixture[str], workspace: Path, tables: Path, how: tuple[str, ...]
) -> None:
    (tables / "lpr.toml").write_bytes(lpr(RATE.replace('"2.90"', "2.9")))
    code, out, err = said(capsys, "calc", "limitation", *how, "-w", workspace)
    assert (code, out) == (ExitCode.DATA_REFUSED, [])
    assert err[0].startswith("recoverydocs: law/lpr.toml 第7行 [[rate]] 自 2026-10-20：")
