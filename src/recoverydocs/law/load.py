"""The core's one reading of files: the packaged tables, read once."""

from __future__ import annotations

from functools import cache
from importlib import resources

from recoverydocs.law.book import LawBook, make_book
from recoverydocs.law.checks import check_table
from recoverydocs.law.table import GROUPS, read_table


@cache
def load_packaged() -> LawBook:
    """The law book that the product ships, its tables checked."""
    folder = resources.files("recoverydocs.law") / "tables"
    tables = {}
    for name in GROUPS:
        table = read_table((folder / f"{name}.toml").read_bytes(), f"{name}.toml", "shipped")
        check_table(table)
        tables[table.id] = table
    return make_book(tables)
