from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from tests.cli.support import DAY, FIRST, GUARANTORS, HELD, SAMPLES, said, told

from recoverydocs.cli.progress import progress_bar
from recoverydocs.errors import ExitCode
from recoverydocs.runs import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_issue_numbers_seals_and_registers(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    code, out, _ = said(capsys, "issue", "dunning-notice", *DAY, "-w", workspace, FIRST)
    assert code == 0
    assert out[0] == "文号\t文书\t案件\t对象\t证据包"
    number, title, case, target, package = out[1].split("\t")
    assert number.endswith("1号")
    assert (title, case, target) == (
        "催款通知书（首次）",
        "ZQ-2026-0001",
        "HYXD-2024-110001",
    )
    assert package.endswith(".asice")
    assert out[2] == "已出具 1 份；此前已出具 0 份；未出具 0 份。"
    code, listed, _ = said(capsys, "register", "list", "-w", workspace)
    assert code == 0
    assert [line.split("\t")[0] for line in listed] == ["文号", number]


def test_issue_twice_is_refused_and_resume_counts_it_as_done(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    order = ("issue", "dunning-notice", *DAY, "-w", workspace, FIRST)
    assert said(capsys, *order)[0] == 0
    code, _, err = said(capsys, *order)
    assert code == ExitCode.RULE_REFUSED
    assert any("ALREADY-ISSUED" in line for line in err)
    code, out, _ = said(capsys, *order, "--resume")
    assert code == 0
    assert out == ["已出具 0 份；此前已出具 1 份；未出具 0 份。"]


def test_issue_of_some_good_and_some_refused_cases_is_partly_done(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    code, answer = told(
        capsys, "issue", "dunning-notice", *DAY, "-w", workspace, FIRST, HELD, GUARANTORS
    )
    assert code == ExitCode.PARTLY_DONE
    assert [each["case"] for each in answer["issued"]] == ["ZQ-2026-0001", "ZQ-2026-0002"]
    (refused,) = answer["refused"]
    assert refused["case"] == "ZQ-2026-0010"
    assert refused["code"] == ExitCode.RULE_REFUSED
    assert "G-HOLD" in {each["rule"] for each in refused["findings"]}
    assert answer["error_workbooks"] == []


def test_issue_of_one_refused_case_ends_with_its_own_code(
    capsys: pytest.CaptureFixture[str], workspace: Path, broken: Path
) -> None:
    order = ("issue", "dunning-notice", *DAY, "-w", workspace)
    code, out, err = said(capsys, *order, HELD)
    assert code == ExitCode.RULE_REFUSED
    assert out == ["已出具 0 份；此前已出具 0 份；未出具 1 份。"]
    assert any(line.startswith("未出具 ZQ-2026-0010 HYXD-2025-100010") for line in err)
    code, out, _ = said(capsys, *order, broken)
    assert code == ExitCode.DATA_REFUSED
    assert out[-1] == "另有 1 件因数据有误未读入。"
    assert said(capsys, *order, broken, HELD)[0] == ExitCode.RULE_REFUSED


def test_rows_that_could_not_be_read_are_counted(
    capsys: pytest.CaptureFixture[str], workspace: Path, tmp_path: Path
) -> None:
    book = tmp_path / "broken.xlsx"
    book.write_bytes((SAMPLES / "broken.xlsx").read_bytes())
    code, answer = told(capsys, "issue", "dunning-notice", *DAY, "-w", workspace, book)
    assert code == ExitCode.PARTLY_DONE
    assert len(answer["issued"]) == 3
    # Rows 2 to 37 are loans, two of them of one contract: 35 cases, of which three are sound.
    assert answer["unread"] == 32
    assert answer["error_workbooks"] == [str(tmp_path / "broken-错误.xlsx")]


def test_dry_run_writes_nothing(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    code, out, _ = said(
        capsys, "issue", "dunning-notice", *DAY, "-w", workspace, "--dry-run", FIRST
    )
    assert code == 0
    assert out[-1].startswith("可出具（试运行，未编号、未写入） 1 份")
    assert list((workspace / "packages").iterdir()) == []
    assert said(capsys, "register", "list", "-w", workspace)[1] == [
        "文号\t文书\t案件\t对象\t日期\t修订\t证据包"
    ]


def test_an_override_lets_a_block_pass_with_its_reason(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    order = ("issue", "dunning-notice", "--as-of", "2026-11-25", "-w", workspace, FIRST)
    code, _, err = said(capsys, *order)
    assert code == ExitCode.RULE_REFUSED
    assert any("--override G-SUM=理由" in line for line in err)
    code, answer = told(capsys, *order, "--override", "G-SUM=核心系统当日停机，次日补录")
    assert code == 0
    (made,) = answer["issued"]
    assert "G-SUM" in {each["rule"] for each in made["findings"]}


def test_what_was_let_pass_is_said_with_its_reason_and_not_as_a_block(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    order = ("issue", "dunning-notice", "--as-of", "2026-11-25", "-w", workspace, FIRST)
    code, _, err = said(capsys, *order, "--override", "G-SUM=核心系统当日停机")
    assert code == 0
    passed = [line for line in err if line.startswith("[已放行 G-SUM] ")]
    assert passed
    assert all("。理由：核心系统当日停机。" in line for line in passed)
    assert not any(line.startswith("[阻断 ") for line in err)


def test_an_override_without_a_reason_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    code, out, err = said(
        capsys, "issue", "dunning-notice", "-w", workspace, "--override", "G-SUM=", FIRST
    )
    assert code == ExitCode.WRONG_USAGE
    assert out == []
    assert "write FINDING=REASON; the reason is kept" in " ".join(err)


def test_issue_outside_a_workspace_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = said(capsys, "issue", "dunning-notice", *DAY, "-w", tmp_path, FIRST)
    assert code == ExitCode.WRONG_USAGE
    assert "make one with init" in err[0]


def test_many_documents_are_counted_and_only_the_first_shown(
    capsys: pytest.CaptureFixture[str], workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["recoverydocs.cli.commands.issue"], "SHOWN", 1)
    code, out, _ = said(capsys, "issue", "guarantor-notice", *DAY, "-w", workspace, GUARANTORS)
    assert code == 0
    assert "……其余 2 份见 register list" in out


def test_what_a_killed_run_left_is_said_at_the_next_start(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    with Workspace.open(workspace) as house:
        staged = house.folder / "staging" / "20261124T093000-deadbeef"
    staged.mkdir(parents=True)
    code, _, err = said(capsys, "register", "list", "-w", workspace)
    assert code == 0
    assert any(line.startswith("[提示 run-undone]") for line in err)


def test_progress_is_shown_where_somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress_bar() as tell:
        tell("make", 1, 2)
        tell("make", 2, 2)
        tell("other", 1, 1)
    assert "制作" in screen.getvalue()
    assert "other" in screen.getvalue()


def test_what_covers_the_whole_case_is_named_in_chinese_and_once(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    agreement = SAMPLES / "09-repayment-agreement.json"
    late = (
        "--override",
        "AGR-DATE=样例的还款计划日期是固定的",
    )  # issued today, whenever that is
    order = (
        *("issue", "supplementary-agreement", *DAY, *late),
        *("-w", workspace, agreement, FIRST),
    )
    _, out, err = said(capsys, *order)
    assert out[1].split("\t")[3] == "全案"
    assert "未出具 ZQ-2026-0001（01-first-demand.json）：" in err
    listed = said(capsys, "register", "list", "-w", workspace)[1]
    assert listed[1].split("\t")[3] == "全案"
