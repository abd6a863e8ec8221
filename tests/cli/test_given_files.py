"""Whatever a command is handed for a file: one that is none, or too large, is not read."""

from __future__ import annotations

import os
import shutil
import tracemalloc
from pathlib import Path

import pytest
from tests.cli.support import DAY, FIRST, said, told

from recoverydocs.cases import LARGEST
from recoverydocs.documents.kinds import packaged_folder
from recoverydocs.errors import ExitCode
from recoverydocs.evidence import LIMITS

KINDS = ("pipe", "device", "folder")


@pytest.fixture
def number(capsys: pytest.CaptureFixture[str], workspace: Path) -> str:
    _, answer = told(capsys, "issue", "dunning-notice", *DAY, "-w", workspace, FIRST)
    return str(answer["issued"][0]["number"])


@pytest.fixture(params=KINDS)
def no_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """What a path may name that is no file."""
    if request.param == "device":
        return Path("/dev/zero")
    place = tmp_path / "given.json"
    if request.param == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir()
    return place


def huge(file: Path, size: int) -> Path:
    """A file of this size that takes no room on the disk."""
    with file.open("wb") as opened:
        opened.truncate(size)
    return file


def test_no_command_waits_for_what_is_no_file(
    capsys: pytest.CaptureFixture[str], workspace: Path, no_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for arguments in (
        ("verify", "-w", workspace, no_file),
        ("verify", "-w", workspace, "--register", no_file, FIRST),
        ("register", "verify", "-w", workspace, no_file),
        ("evidence", "token", no_file, "-o", out),
        ("repack", no_file, "-o", out),
        ("export", no_file, "-o", out),
        ("check", no_file),
        ("check", FIRST, "--columns", no_file),
        ("assess", no_file, *DAY),
        ("draft", "dunning-notice", no_file, "-o", out),
        ("issue", "dunning-notice", no_file, "-w", workspace),
        ("law", "check", no_file),
        ("attach", "1", no_file, "-w", workspace),
        ("attach", "1", "--record", no_file, "-w", workspace),
    ):
        code, told_out, err = said(capsys, *arguments)
        assert (code, told_out) == (ExitCode.WRONG_USAGE, []), arguments
        assert str(no_file) in " ".join(err)
        assert not out.exists()


def test_a_pipe_among_the_workspace_s_own_files_is_not_waited_for(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    key = workspace / "keys/local-tsa.key.pem"
    key.unlink()
    os.mkfifo(key)
    code, _, err = said(capsys, "register", "list", "-w", workspace)
    assert code == ExitCode.OUTSIDE_FAILED
    assert "local-tsa.key.pem cannot be read (no regular file)" in err[0]


def test_a_package_beyond_the_limit_is_judged_unread(
    capsys: pytest.CaptureFixture[str], workspace: Path, tmp_path: Path
) -> None:
    file = huge(tmp_path / "huge.asice", LIMITS.package + 1)
    report = tmp_path / "report.html"
    tracemalloc.start()
    try:
        code, answer = told(capsys, "verify", "-w", workspace, file)
        refused = said(capsys, "verify", "-w", workspace, file, "--report", report)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert code == ExitCode.INDETERMINATE
    (verdict,) = answer["packages"]
    (reason,) = verdict["codes"]
    assert (reason["code"], reason["where"]) == ("ZIP_LIMIT", f"{LIMITS.package + 1} octets")
    assert refused[0] == ExitCode.DATA_REFUSED
    assert not report.exists()
    assert peak < 64 << 20


def test_what_builds_on_a_package_refuses_one_beyond_the_limit(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, out = huge(tmp_path / "huge.asice", LIMITS.package + 1), tmp_path / "out"
    for arguments in (
        ("evidence", "token", file, "-o", out),
        ("repack", file, "-o", out),
        ("export", file, "-o", out),
    ):
        code, _, err = said(capsys, *arguments)
        assert code == ExitCode.DATA_REFUSED
        assert err[0].endswith(f"超过上限 {LIMITS.package} 字节，未读取")
        assert not out.exists()


def test_a_scan_beyond_the_limit_is_not_attached(
    capsys: pytest.CaptureFixture[str], workspace: Path, number: str, tmp_path: Path
) -> None:
    scan = huge(tmp_path / "scan.png", LIMITS.entry + 1)
    record = huge(tmp_path / "record.json", LIMITS.json + 1)
    code, _, err = said(capsys, "attach", number, scan, "-w", workspace)
    assert code == ExitCode.DATA_REFUSED
    assert err[0].startswith("recoverydocs: scan.png：268435457 字节，超过上限")
    assert said(capsys, "attach", number, "--record", record, "-w", workspace)[0] == code


def test_a_case_file_beyond_the_limit_is_a_fault_and_stops_no_other(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = huge(tmp_path / "cases.csv", LARGEST + 1)
    code, out, _ = said(capsys, "check", file, FIRST, *DAY)
    assert code == ExitCode.DATA_REFUSED
    assert "[错误 file] cases.csv: 超过 512 MiB。请拆分后重试。" in out
    assert out[-1].startswith("可用案件 1 件；错误 1")


def test_a_template_beyond_the_limit_is_not_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kinds = tmp_path / "kinds"
    shutil.copytree(packaged_folder() / "dunning-notice", kinds / "own")
    assert said(capsys, "template", "check", kinds / "own")[0] == ExitCode.DONE
    beside = huge(kinds / "working-table.docx", LIMITS.json + 1)
    code, _, err = said(capsys, "template", "check", kinds / "own")
    assert code == ExitCode.DATA_REFUSED
    assert "working-table.docx: 16777217 字节，超过上限" in " ".join(err)
    beside.unlink()
    huge(kinds / "own" / "template.docx", LIMITS.json + 1)
    code, _, err = said(capsys, "template", "check", kinds / "own")
    assert code == ExitCode.DATA_REFUSED
    assert "template.docx: 16777217 字节" in " ".join(err)
