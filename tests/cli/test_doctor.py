from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from tests.cli.support import said, told
from tests.law.support import lpr

from recoverydocs.errors import ExitCode
from recoverydocs.runs.doctor import Check

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_doctor_says_what_a_missing_program_would_stop(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    code, out, _ = said(capsys, "doctor")
    assert code == 0
    rows = [line.split("\t") for line in out]
    assert [
        "soffice",
        "缺",
        "",
        "PDF 副本（issue --pdf）",
        "apt-get install libreoffice-writer-nogui",
    ] in rows
    assert out[-1].startswith("缺 ")


def test_doctor_ends_with_4_only_where_nothing_works(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules["recoverydocs.cli.commands.doctor"]
    gone = Check("templates", False, "", "文书", "重新安装", is_needed=True)
    monkeypatch.setattr(module, "examine", lambda *_: (gone,))
    code, answer = told(capsys, "doctor")
    assert code == ExitCode.OUTSIDE_FAILED
    assert answer == {"checks": [gone.as_json()], "missing": 1}
    monkeypatch.setattr(module, "examine", lambda *_: ())
    code, out, _ = said(capsys, "doctor")
    assert (code, out[-1]) == (0, "全部具备。")


def test_doctor_looks_at_a_workspaces_own_tables(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    (workspace / "law").mkdir(exist_ok=True)
    (workspace / "law/lpr.toml").write_bytes(lpr())
    _, out, _ = said(capsys, "doctor", "-w", workspace)
    rows = {line.split("\t")[0]: line.split("\t") for line in out[:-1]}
    assert rows["law/lpr.toml"][2:4] == ["版本 2026-12-01", "本机构自有的 lpr"]
    assert rows["law/tables/lpr"][2] == "截至 2026-11-19"
    assert rows["law/tables/holidays"][2] == "截至 2026-12-31"
    (workspace / "law/lpr.toml").write_text("x", "utf-8")
    code, out, _ = said(capsys, "doctor", "-w", workspace)
    rows = {line.split("\t")[0]: line.split("\t") for line in out[:-1]}
    assert code == ExitCode.OUTSIDE_FAILED
    assert rows["law（工作区）"][1] == "缺"
    assert rows["law（工作区）"][-1].startswith("law/lpr.toml：不是 TOML")
    assert rows["law/tables/lpr"][2] == "截至 2026-10-19"
