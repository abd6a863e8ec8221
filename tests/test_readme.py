"""Everything that the two READMEs show is run, and says what they say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from recoverydocs.cli.main import main, program
from recoverydocs.documents import find_kinds
from recoverydocs.errors import ExitCode

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FINE = {ExitCode.DONE, ExitCode.PARTLY_DONE, ExitCode.LOCAL_PASSED}
YEAR = re.compile(r"〔\d{4}〕|/20\d\d/")


def blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text("utf-8")
    return [body for name, body in BLOCK.findall(text) if name == language]


def screens(readme: str) -> list[tuple[str, list[str]]]:
    """Each command of the console blocks with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for line in "\n".join(blocks(readme, "console")).splitlines():
        if line.startswith("$ "):
            found.append((line.removeprefix("$ recoverydocs "), []))
        elif line:
            found[-1][1].append(line)
    return found


def pattern(lines: list[str]) -> re.Pattern[str]:
    """The lines with … for anything, over lines where it stands alone, in any year."""
    parts = [
        r"(?:.*\n)*?"
        if line == "…"
        else re.escape(YEAR.sub("Y", line)).replace("…", ".*") + r"\n"
        for line in lines
    ]
    return re.compile("".join(parts))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    return tmp_path


@pytest.mark.parametrize("readme", READMES)
def test_commands_print_what_the_readme_shows(
    readme: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = screens(readme)
    assert len(shown) >= 5
    for command, lines in shown:
        arguments = shlex.split(command)
        year = next(iter((folder / "recovery" / "packages").glob("20*")), Path("2026")).name
        arguments = [each.replace("〔2026〕", f"〔{year}〕") for each in arguments]
        arguments = [each.replace("/2026/", f"/{year}/") for each in arguments]
        assert main(arguments) in FINE, command
        out, _ = capsys.readouterr()
        said = YEAR.sub("Y", out)
        assert pattern(lines).fullmatch(said) or pattern([*lines, "…"]).match(said), said


def test_library_screen_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (screen,) = blocks("README.md", "python")
    exec(compile(screen, "README.md", "exec"), {})  # noqa: S102 - our own page
    out = capsys.readouterr().out.splitlines()
    assert out[0] == re.findall(r"print\(review.total\)\s+# (.+)", screen)[0]
    assert out[-1] == "LOCAL-PASSED 完整性核验通过；时间仅为本机时钟，非独立证明"
    assert (folder / "house" / "register.sqlite").is_file()


@pytest.mark.parametrize("readme", READMES)
def test_kinds_are_those_that_are_shipped(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE) == [
        "dunning-notice",
        "guarantor-notice",
        "supplementary-agreement",
        "preservation-application",
        "arbitration-application",
        "internal-filing",
    ]
    assert set(find_kinds()) == set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE))


@pytest.mark.parametrize("readme", READMES)
def test_commands_that_are_shown_are_there(readme: str) -> None:
    for command, _ in screens(readme):
        assert command.split()[0] in program.commands


@pytest.mark.parametrize("readme", READMES)
def test_make_commands_that_are_shown_are_there(readme: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (block,) = blocks(readme, "sh")
    for target in re.findall(r"^make (\w+)", block, re.MULTILINE):
        assert f"\n{target}:" in makefile
