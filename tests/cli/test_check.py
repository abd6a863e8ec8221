from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from tests.cli.support import DAY, FIRST, GUARANTORS, HELD, said, told

from recoverydocs.errors import ExitCode, LawTableError

if TYPE_CHECKING:
    from pathlib import Path


def test_check_of_a_good_case_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "check", *DAY, GUARANTORS)
    assert code == 0
    assert out[-1].startswith("可用案件 1 件；错误 0、阻断 0、")
    assert err == []


def test_check_names_every_fault_and_ends_with_3(
    capsys: pytest.CaptureFixture[str], broken: Path
) -> None:
    code, answer = told(capsys, "check", *DAY, FIRST, broken)
    assert code == ExitCode.DATA_REFUSED
    assert answer["cases"] == ["ZQ-2026-0001"]
    assert answer["counts"]["fault"] == sum(
        each["severity"] == "fault" and each["where"].startswith("broken.json")
        for each in answer["findings"]
    )
    assert answer["counts"]["fault"] > 1


def test_check_without_a_fault_ends_with_5_for_a_block(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = said(capsys, "check", "--as-of", "2026-11-23", FIRST)
    assert code == ExitCode.RULE_REFUSED
    assert any(line.startswith("[阻断 G-SUM]") for line in out)


def test_check_of_a_disputed_loan_ends_with_5(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "check", *DAY, HELD)
    assert code == ExitCode.RULE_REFUSED
    blocks = [line for line in out if line.startswith("[阻断 ")]
    assert blocks
    assert all(line.startswith("[阻断 G-HOLD] HYXD-2025-100010 ") for line in blocks)
    assert any("不得催收" in line for line in blocks)


@pytest.fixture
def reported(tmp_path: Path) -> Path:
    """The first sample with a credit report planned that nobody has announced."""
    data = json.loads(FIRST.read_bytes())
    data["credit_reports"] = [{"party": "P1", "report_on": "2026-12-10", "status": "拟报送"}]
    file = tmp_path / "reported.json"
    file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return file


def test_check_names_rule_and_article_of_what_no_document_asks(
    capsys: pytest.CaptureFixture[str], reported: Path
) -> None:
    code, answer = told(capsys, "check", *DAY, reported)
    (finding,) = [each for each in answer["findings"] if each["rule"] == "CREDIT-NOTICE"]
    assert code == ExitCode.RULE_REFUSED
    assert (finding["severity"], finding["article"]) == ("block", "征信业管理条例第十五条")
    _, out, _ = said(capsys, "check", *DAY, reported)
    (line,) = [each for each in out if each.startswith("[阻断 CREDIT-NOTICE] ")]
    assert line.endswith("再行报送。依据：征信业管理条例第十五条。")
    code, answer = told(capsys, "assess", *DAY, reported)
    assert code == 0
    assert finding in answer["cases"][0]["findings"]


def test_check_writes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said(capsys, "check", *DAY, FIRST, HELD)
    assert list(tmp_path.iterdir()) == []


def test_a_case_id_that_two_files_share_is_a_fault(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    again = tmp_path / "again.json"
    again.write_bytes(FIRST.read_bytes())
    code, out, _ = said(capsys, "check", *DAY, FIRST, again)
    assert code == ExitCode.DATA_REFUSED
    assert any(
        "again.json (case_id 案件编号): 案件编号与 01-first-demand.json 重复" in line
        for line in out
    )


def test_a_file_named_twice_is_read_once(capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = told(capsys, "check", *DAY, GUARANTORS, GUARANTORS)
    assert code == 0
    assert answer["cases"] == ["ZQ-2026-0002"]


def test_a_column_map_that_is_none_is_refused(
    capsys: pytest.CaptureFixture[str], broken: Path
) -> None:
    code, _, err = said(capsys, "check", "--columns", broken, FIRST)
    assert code == ExitCode.DATA_REFUSED
    assert err[0].startswith("recoverydocs: ")


def test_a_table_without_an_answer_is_a_fault_of_the_case(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_answer(*_: object) -> None:
        raise LawTableError("lpr.toml：2026-11-24 之后没有数据。")

    module = sys.modules["recoverydocs.cli.commands.check"]
    monkeypatch.setattr(module, "assess", no_answer)
    code, out, _ = said(capsys, "check", *DAY, FIRST)
    assert code == ExitCode.DATA_REFUSED
    assert "[错误 data-refused] ZQ-2026-0001: lpr.toml：2026-11-24 之后没有数据。" in out
