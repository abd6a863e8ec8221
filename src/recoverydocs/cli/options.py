"""Arguments and options that several commands share, and what their texts become."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from recoverydocs.documents import find_kinds
from recoverydocs.evidence import Actor
from recoverydocs.law import LawBook, load_packaged
from recoverydocs.law.table import GROUPS
from recoverydocs.runs.clock import now
from recoverydocs.runs.config import FILE_NAME
from recoverydocs.runs.setup import open_law

if TYPE_CHECKING:
    from collections.abc import Callable

Decorator = Any
"""A click decorator; its own type says no more about the function than this."""


class Day(click.ParamType[date]):
    """A day written ``YYYY-MM-DD``."""

    name = "YYYY-MM-DD"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """The text as a day; anything else is wrong usage."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day; write YYYY-MM-DD", param, ctx)


def today() -> date:
    """Today where the house is."""
    return now().date()


def day_option(name: str, text: str) -> Callable[[Decorator], Decorator]:
    """An option that takes a day; left out, it is today."""
    return click.option(name, type=Day(), default=today, show_default="today", help=text)


as_of_option = day_option("--as-of", "The day of the figures.")


def complete_kinds(
    _ctx: click.Context, _param: click.Parameter, begun: str
) -> list[CompletionItem]:
    """The kinds of document that a word may become, with their titles."""
    return [
        CompletionItem(slug, help=kind.title)
        for slug, kind in find_kinds().items()
        if slug.startswith(begun)
    ]


def complete_tables(
    _ctx: click.Context, _param: click.Parameter, begun: str
) -> list[CompletionItem]:
    """The tables of law that a word may become."""
    return [CompletionItem(name) for name in GROUPS if name.startswith(begun)]


kind_argument = click.argument("kind", shell_complete=complete_kinds)

existing_file = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
existing_folder = click.Path(exists=True, file_okay=False, path_type=Path)

cases_argument = click.argument(
    "cases", nargs=-1, required=True, type=existing_file, metavar="CASES..."
)

columns_option = click.option(
    "--columns",
    type=existing_file,
    help="A TOML file that names this lender's own headings (column map).",
)


def _new_file(_context: click.Context, _parameter: click.Parameter, path: Path) -> Path:
    """A file that nothing is lost by; pipes and devices may be there already."""
    if path.is_file():
        raise click.BadParameter(f"{path} is there already; name another")
    return path


def out_file_option(text: str) -> Callable[[Decorator], Decorator]:
    """The option that names the file to be written; it must be given, and be new."""
    return click.option(
        "-o",
        "--out",
        type=click.Path(dir_okay=False, path_type=Path),
        required=True,
        callback=_new_file,
        help=text,
    )


workspace_option = click.option(
    "-w",
    "--workspace",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="this folder",
    envvar="RECOVERYDOCS_WORKSPACE",
    show_envvar=True,
    help="The workspace.",
)


def law_of(folder: Path) -> LawBook:
    """The law book: in a workspace with its own tables laid over, elsewhere the shipped one."""
    return open_law(folder) if (folder / FILE_NAME).is_file() else load_packaged()


def operator(code: str) -> Actor:
    """Whoever runs the command, by staff code where one is given."""
    return Actor("operator", code or None)
