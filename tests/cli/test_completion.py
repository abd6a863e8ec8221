from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from tests.cli.support import said, told

from recoverydocs.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_prints_a_script_that_asks_us(
    capsys: pytest.CaptureFixture[str], shell: str
) -> None:
    code, out, _ = said(capsys, "completion", shell)
    assert code == 0
    assert "_RECOVERYDOCS_COMPLETE" in "\n".join(out)


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_completion_of_bash_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = told(capsys, "completion", "bash")
    assert code == 0
    assert answer["shell"] == "bash"
    assert "complete -o nosort" in answer["script"]


def test_a_shell_that_click_lost_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_: Sequence[str]) -> None:
        return None

    module = sys.modules["recoverydocs.cli.commands.completion"]
    monkeypatch.setattr(module, "get_completion_class", none)
    assert said(capsys, "completion", "zsh")[0] == ExitCode.WRONG_USAGE
