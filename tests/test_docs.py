"""What the pages say is so: exit codes, commands and their help, links."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from recoverydocs import __version__
from recoverydocs.cli.main import program
from recoverydocs.errors import ExitCode
from recoverydocs.runs.config import Config, write_config

ROOT = Path(__file__).resolve().parents[1]
CLI = (ROOT / "docs" / "cli.md").read_text("utf-8")
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("templates/**/*.md")]
)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def commands(group: click.Group = program, above: str = "") -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found |= commands(command, f"{above}{name} ")
        else:
            found[f"{above}{name}"] = command
    return found


def test_exit_codes_are_those_of_the_program() -> None:
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", CLI, re.MULTILINE)
    assert [(int(number), name) for number, name in rows] == [
        (int(code), code.name) for code in ExitCode
    ]


def test_table_of_commands_says_what_their_help_says() -> None:
    rows = dict(re.findall(r"^\| `recoverydocs ([^`]+)` \| (.+) \|$", CLI, re.MULTILINE))
    table = {
        " ".join(word for word in usage.split() if word.islower()): text
        for usage, text in rows.items()
    }
    expected = {
        name: (command.help or "").split("\n\n")[0].replace("\n", " ").removesuffix(".")
        for name, command in commands().items()
        if not name.startswith("calc ")
    }
    assert {name: text for name, text in table.items() if name != "calc"} == expected


def test_help_in_the_page_is_what_the_commands_print() -> None:
    checked = subprocess.run(  # noqa: S603
        [sys.executable, str(ROOT / "scripts" / "write_cli_help.py"), "--check"], check=False
    )
    assert checked.returncode == 0, "run scripts/write_cli_help.py"


def test_calculators_answer_as_their_page_says() -> None:
    checked = subprocess.run(  # noqa: S603
        [sys.executable, str(ROOT / "scripts" / "write_calc_page.py"), "--check"], check=False
    )
    assert checked.returncode == 0, "run scripts/write_calc_page.py"
    text = (ROOT / "docs" / "calc.md").read_text("utf-8")
    answers = re.findall(r"```json answer\n(.*?)```", text, re.DOTALL)
    assert all("result" in json.loads(answer) for answer in answers)


def test_rules_in_the_page_are_those_of_the_registry() -> None:
    checked = subprocess.run(  # noqa: S603
        [sys.executable, str(ROOT / "scripts" / "write_rules.py"), "--check"], check=False
    )
    assert checked.returncode == 0, "run scripts/write_rules.py"


@pytest.mark.parametrize("name", commands())
def test_every_command_has_json(name: str) -> None:
    options = [option for each in commands()[name].params for option in each.opts]
    assert "--json" in options


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    missing = [
        link
        for link in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / link).exists()
    ]
    assert not missing


def test_changelog_has_a_place_for_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert "## [Unreleased]" in text or f"## [{__version__}]" in text
    assert "### Law" in text


def test_make_targets_are_short_and_explained() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    rules = re.findall(r"^([a-z]+):[^=\n]*\n((?:\t.*\n)*)", text, re.MULTILINE)
    assert {"demo", "test", "bench", "dev", "fmt", "lint", "types"} <= {
        rule for rule, _ in rules
    }
    assert {"layers", "quick", "wheel"} <= {rule for rule, _ in rules}
    assert [rule for rule, lines in rules if len(lines.splitlines()) > 3] == []
    explained = re.findall(r"^([a-z]+):.*## \w", text, re.MULTILINE)
    assert [rule for rule, _ in rules if rule not in explained] == []


def test_every_page_is_on_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    pages = [path.name for path in (ROOT / "docs").iterdir() if path.name != "index.md"]
    assert [name for name in pages if f"({name})" not in index] == []


def test_pages_that_the_program_names_are_there() -> None:
    named = {
        page
        for path in (ROOT / "src").rglob("*.py")
        for page in re.findall(r"docs/[\w./-]+\.(?:md|json)", path.read_text("utf-8"))
    }
    assert "docs/workspace.md" in named
    assert [page for page in sorted(named) if not (ROOT / page).is_file()] == []


def test_every_member_of_the_configuration_is_explained() -> None:
    page = (ROOT / "docs" / "workspace.md").read_text("utf-8")
    section = ""
    members = []
    for line in write_config(Config()).decode().splitlines():
        if line.startswith("["):
            section = line
        elif " = " in line:
            members.append(f"| `{section} {line.partition(' = ')[0]}` |")
    assert len(members) >= 7
    assert [member for member in members if member not in page] == []
