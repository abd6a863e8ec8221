"""The core's one reading of files: the packaged tables, read once."""

from __future__ import annotations

from functools import cache
from importlib import resources

from recoverydocs.law.book import LawBook, make_book
from recoverydocs.law.checks import lay
from recoverydocs.law.faults import refuse
from recoverydocs.law.table import GROUPS


def packaged_files() -> tuple[tuple[str, bytes], ...]:
    """Name and content of every table file that the product ships."""
    folder = resources.files("recoverydocs.law") / "tables"
    return tuple(
        (f"law/tables/{name}.toml", (folder / f"{name}.toml").read_bytes()) for name in GROUPS
    )


@cache
def load_packaged() -> LawBook:
    """The law book that the product ships, its tables checked.

    Raises:
        LawTableError: one of them breaks a promise; somebody has edited it.
    """
    laid = lay(packaged_files(), "shipped")
    refuse(laid.findings)
    return make_book(laid.tables)
