"""A mistyped year ends in a sentence that names the day, from every command that takes one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recoverydocs.cli.main import main
from recoverydocs.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = str(Path(__file__).resolve().parents[2] / "samples" / "01-first-demand.json")
COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "assess": lambda _: ["assess", SAMPLE],
    "explain": lambda _: ["assess", SAMPLE, "--explain"],
    "work list": lambda to: ["assess", SAMPLE, "--xlsx", str(to / "list.xlsx")],
    "check": lambda _: ["check", SAMPLE],
    "draft": lambda to: ["draft", "dunning-notice", SAMPLE, "-o", str(to / "drafts")],
    "issue": lambda to: ["issue", "dunning-notice", SAMPLE, "--workspace", str(to / "house")],
}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_day_past_all_reckoning_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, day: str
) -> None:
    assert main(["init", str(tmp_path / "house")]) == ExitCode.DONE
    capsys.readouterr()
    assert main([*COMMANDS[name](tmp_path), "--as-of", day]) == ExitCode.DATA_REFUSED
    shown = "".join(capsys.readouterr())
    assert f"(as_of 截止日): {day} " in shown
    assert "请核对截止日" in shown
    for word in ("Traceback", "Error", "our own error", "cannot be reckoned"):
        assert word not in shown
