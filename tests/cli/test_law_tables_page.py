"""docs/law-tables.md: each of its table files is written and each of its commands run."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest
from tests.law.page import EXAMPLES, PAGE, Example

from recoverydocs.cli.main import main
from recoverydocs.law.table import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def commands(console: str) -> Iterator[tuple[list[str], list[str]]]:
    """Each command with the lines that stand under it."""
    for part in console.removeprefix("$ ").split("\n$ "):
        command, *lines = part.strip().splitlines()
        name, *arguments = shlex.split(command)
        assert name == "recoverydocs"
        yield arguments, [" ".join(line.split()) for line in lines]


def test_the_page_has_an_example_for_each_thing_that_changes() -> None:
    files = [each.file for each in EXAMPLES]
    assert files == [
        "law/holidays.toml",
        "law/lpr.toml",
        "law/court_fees.toml",
        "law/arbitration_fees.toml",
        "law/statutes.toml",
        "law/lpr.toml",
    ]
    assert PAGE.count("```console") == PAGE.count("```toml") == len(EXAMPLES)


def test_the_page_names_every_table() -> None:
    rows = "\n".join(re.findall(r"^\| `.+$", PAGE, re.MULTILINE))
    assert set(GROUPS) <= set(re.findall(r"`([a-z_]+)`", rows))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.title)
def test_an_example_of_the_page_says_what_the_page_says(
    example: Example,
    workspace: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = workspace / example.file
    file.parent.mkdir(exist_ok=True)
    file.write_text(example.table, "utf-8")
    monkeypatch.chdir(workspace)
    for arguments, expected in commands(example.console):
        main(arguments)
        out, err = capsys.readouterr()
        said = [" ".join(line.split()) for line in (out + err).splitlines()]
        for line in expected:
            found = [number for number, each in enumerate(said) if line in each]
            assert found, (line, said)
            said = said[found[0] + 1 :]
