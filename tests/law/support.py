"""Table files as a house writes them, and what the checks say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.law import load_packaged
from recoverydocs.law.checks import lay

if TYPE_CHECKING:
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

META = '[meta]\nid = "{id}"\nversion = "2026-12-01"\nsource = "示例公告"\n'
RATE = """
[[rate]]
in_force_from = 2026-10-20
one_year = "2.90"
five_year = "3.40"
status = "verified"
"""
FEE = """
[[table]]
id = "{id}"
name = "示例费"
article = "第一条"
in_force_from = 2027-01-01
status = "verified"
"""
PERIOD = """
[[period]]
id = "example"
name = "示例期间"
length = 15
unit = "day"
start_event = "送达之日"
article = "第一条"
rollover = "forward"
transit_excluded = false
in_force_from = 2027-01-01
status = "verified"
"""
STATUTE = """
[[statute]]
id = "example"
title = "示例法"
short = "示例法"
[[statute.version]]
id = "2027"
in_force_from = 2027-01-01
status = "verified"
[[statute.article]]
key = "first"
label = "首条"
n = { "2027" = 1 }
status = "verified"
"""


def own(id_: str, body: str, more: str = "") -> bytes:
    """A table file: meta, further lines of it, rows."""
    return (META.format(id=id_) + more + body).encode()


def lpr(body: str = RATE, more: str = "covered_to = 2026-11-19\n") -> bytes:
    """A file that goes on where the shipped LPR table ends."""
    return own("lpr", body, more)


def found(*files: bytes) -> tuple[Finding, ...]:
    """All that is said of files laid over the shipped tables."""
    named = [(f"law/{number}.toml", content) for number, content in enumerate(files, 1)]
    return lay(named, "workspace", load_packaged().tables).findings


def rules(*files: bytes) -> set[str]:
    """The rules that files break."""
    return {each.rule for each in found(*files)}


def only(*files: bytes) -> Finding:
    """The one thing that is said of files."""
    (one,) = found(*files)
    return one


def house(id_: str, body: str) -> LawBook:
    """The law book of a house that adds rows to one table."""
    return load_packaged().with_tables({f"law/{id_}.toml": own(id_, body)})
