from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.support import DAY, FIRST, SAMPLES, said, told

from recoverydocs.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

SCAN = SAMPLES / "receipt" / "receipt-scan.png"
RECORD: dict[str, Any] = {
    "channel": "ems",
    "carrier": "中国邮政速递物流（演示数据）",
    "mail_number": "EB123456785CN",
    "addressee": "林示例",
    "address": {"value": "虚构省示例市", "basis": {"type": "last-known"}},
    "slip_contents": "《催款通知书》",
    "posted_at": "2026-11-25T10:00:00+08:00",
    "events": [{"code": "accepted", "at": "2026-11-25T10:00:00+08:00", "source": "manual"}],
}


@pytest.fixture
def issued(capsys: pytest.CaptureFixture[str], workspace: Path) -> dict[str, Any]:
    _, answer = told(capsys, "issue", "dunning-notice", *DAY, "-w", workspace, FIRST)
    made = answer["issued"][0]
    assert isinstance(made, dict)
    return made


def test_attach_adds_a_revision(
    capsys: pytest.CaptureFixture[str], workspace: Path, issued: dict[str, Any], tmp_path: Path
) -> None:
    record = tmp_path / "record.json"
    record.write_text(json.dumps([RECORD], ensure_ascii=False), "utf-8")
    number = issued["number"]
    code, answer = told(
        capsys, "attach", number, SCAN, "--record", record, "-w", workspace, "--by", "U-7"
    )
    assert code == 0
    assert (answer["number"], answer["revision"]) == (number, 2)
    _, out, _ = said(capsys, "verify", answer["package"], "-w", workspace)
    assert "  送达 A1 EMS EB123456785CN：尚无结果" in out
    code, out, _ = said(capsys, "attach", number, SCAN, "-w", workspace, "--note", "再扫一次")
    assert code == 0
    assert out[0].startswith(f"{number} 修订 3: ")
    _, listed = told(capsys, "register", "list", "-w", workspace)
    assert listed["documents"][0]["revisions"] == 3


def test_attach_refuses_a_record_with_faults_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], workspace: Path, issued: dict[str, Any], tmp_path: Path
) -> None:
    record = tmp_path / "record.json"
    record.write_text(json.dumps([{**RECORD, "channel": "pigeon"}]), "utf-8")
    code, _, err = said(
        capsys, "attach", issued["number"], SCAN, "--record", record, "-w", workspace
    )
    assert code == ExitCode.DATA_REFUSED
    assert any("channel 送达渠道" in line for line in err)
    _, listed = told(capsys, "register", "list", "-w", workspace)
    assert listed["documents"][0]["revisions"] == 1


def test_attach_of_nothing_or_to_nothing_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], workspace: Path, issued: dict[str, Any]
) -> None:
    code, _, err = said(capsys, "attach", issued["number"], "-w", workspace)
    assert code == ExitCode.WRONG_USAGE
    assert err == ["recoverydocs: attach: give a file, a record, or both"]
    code, _, err = said(capsys, "attach", "虚构字〔2026〕9号", SCAN, "-w", workspace)
    assert code == ExitCode.WRONG_USAGE
    assert err == ["recoverydocs: 虚构字〔2026〕9号: not in this workspace's register"]
