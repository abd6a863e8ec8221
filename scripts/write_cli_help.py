"""Writes the help of every command into docs/cli.md; --check only says whether it is so."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pages import write_or_check

from recoverydocs.cli.main import program

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
MARK = "<!-- Written by scripts/write_cli_help.py from here on. -->\n"
WIDTH = 96


def commands(
    group: click.Group = program, names: tuple[str, ...] = ("recoverydocs",)
) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with its whole name, in the order of the program."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*names, name))
        else:
            yield " ".join((*names, name)), command


def help_of(name: str, command: click.Command) -> str:
    """What `--help` prints, in a width that does not depend on the terminal."""
    context = click.Context(
        command, info_name=name, terminal_width=WIDTH, help_option_names=["-h", "--help"]
    )
    return command.get_help(context)


def page() -> str:
    """The page as it should be: what stands above the mark, then every help."""
    kept = PAGE.read_text("utf-8").split(MARK)[0]
    sections = (
        f"\n### `{name}`\n\n```text\n{help_of(name, command)}\n```\n"
        for name, command in commands()
    )
    return kept + MARK + "".join(sections)


if __name__ == "__main__":
    sys.exit(write_or_check(sys.argv[1:], PAGE, page().encode()))
