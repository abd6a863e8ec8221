from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import load_workbook
from tests.cli.support import said, told

from recoverydocs.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_sheet_writes_the_workbook_to_fill_in(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = said(capsys, "sheet", "dunning-notice")
    assert (code, out, err) == (0, ["workbook: dunning-notice.xlsx"], [])
    book = load_workbook(tmp_path / "dunning-notice.xlsx")
    assert "逾期清单" in book.sheetnames


def test_sheet_never_overwrites(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    mine = tmp_path / "mine.xlsx"
    mine.write_bytes(b"mine")
    code, answer = told(capsys, "sheet", "dunning-notice", "-o", mine)
    assert code == ExitCode.WRONG_USAGE
    assert answer["error"]["message"] == f"{mine}: is there already; name another with -o"
    assert mine.read_bytes() == b"mine"


def test_sheet_of_an_unknown_kind_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, _ = said(capsys, "sheet", "love-letter", "-o", tmp_path / "x.xlsx")
    assert code == ExitCode.WRONG_USAGE
    assert list(tmp_path.iterdir()) == []
