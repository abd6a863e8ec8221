from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.shell_completion import ShellComplete
from tests.cli.support import said, told

from recoverydocs.cli.main import program
from recoverydocs.documents import find_kinds
from recoverydocs.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


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


@pytest.mark.parametrize(
    ("words", "begun", "offered"),
    [
        (["issue"], "du", ["dunning-notice"]),
        (["draft"], "", sorted(find_kinds())),
        (["sheet"], "arb", ["arbitration-application"]),
        (["template", "check"], "guar", ["guarantor-notice"]),
        (["register", "list", "--kind"], "pres", ["preservation-application"]),
        (["law", "show"], "lp", ["lpr"]),
        (["calc"], "cap", ["capitals"]),
    ],
)
def test_names_of_kinds_tables_and_calculators_are_offered(
    words: list[str], begun: str, offered: list[str]
) -> None:
    completer = ShellComplete(program, {}, "recoverydocs", "_RECOVERYDOCS_COMPLETE")
    found = completer.get_completions(words, begun)
    assert sorted(each.value for each in found if each.type == "plain") == offered


def test_files_are_left_to_the_shell() -> None:
    completer = ShellComplete(program, {}, "recoverydocs", "_RECOVERYDOCS_COMPLETE")
    assert [each.type for each in completer.get_completions(["check"], "sam")] == ["file"]
    assert [each.type for each in completer.get_completions(["template", "check"], "./x")] == [
        "dir"
    ]


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_script_works_in_bash(tmp_path: Path) -> None:
    """The script as bash runs it, with our program under its name."""
    stand_in = tmp_path / "recoverydocs"
    start = "from recoverydocs.cli.main import run; run()"
    stand_in.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{start}" "$@"\n')
    stand_in.chmod(0o755)
    script = (
        "source <(recoverydocs completion bash); COMP_WORDS=(recoverydocs issue dunn); "
        "COMP_CWORD=2; _recoverydocs_completion recoverydocs; echo ${COMPREPLY[@]}"
    )
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(  # noqa: S603 - our own words
        ["bash", "-c", script],  # noqa: S607 - whichever bash is here
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "dunning-notice\n"
