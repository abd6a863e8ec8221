from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.support import DAY, FIRST, said, told

if TYPE_CHECKING:
    from pathlib import Path

DOWN = "http://127.0.0.1:9/tsa"


@pytest.fixture
def waiting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "house"
    assert said(capsys, "init", folder, "--timestamp-url", DOWN)[0] == 0
    code, out, err = said(capsys, "issue", "dunning-notice", FIRST, *DAY, "-w", folder)
    assert code == 4
    assert "已编号、已封存、尚无时间戳；请运行 recoverydocs timestamp --pending" in out
    assert any("timestamp-pending" in line for line in err)
    return folder


def test_a_package_that_waits_is_told_and_finished(
    waiting: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, "timestamp", "--pending", "-w", waiting)
    assert (code, out) == (4, ["已补加时间戳 0 个；仍待补加 1 个"])
    assert "时间戳服务 127.0.0.1" in "".join(err)
    code, out, _ = said(capsys, "register", "verify", "-w", waiting)
    assert code == 11
    assert any(line.endswith("请运行 recoverydocs timestamp --pending") for line in out)
    file = waiting / "recoverydocs.toml"
    file.write_text(file.read_text("utf-8").replace('"rfc3161"', '"local"'), "utf-8")
    code, answer = told(capsys, "timestamp", "--pending", "-w", waiting)
    assert code == 0
    assert len(answer["finished"]) == 1
    assert answer["waiting"] == []
    code, out, _ = said(capsys, "register", "verify", "-w", waiting)
    assert (code, out[0]) == (10, "LOCAL-PASSED 完整性核验通过；时间仅为本机时钟，非独立证明")
    assert said(capsys, "register", "verify", "--accept-local", "-w", waiting)[0] == 0


def test_pending_must_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "timestamp")[0] == 2
