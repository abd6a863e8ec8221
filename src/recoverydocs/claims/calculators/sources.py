"""What a reckoning rests on, taken from the dated tables and worded for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.errors import LawTableError
from recoverydocs.law import load_packaged
from recoverydocs.law.table import source_of

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.law import LawBook

BY_CONTRACT = "合同约定的利率与计息基础；算头不算尾"


def rule_source(law: LawBook | None, rule_id: str, day: date) -> str | None:
    """Where a rule of ``judicial_interest`` stands on a day; none before its time."""
    try:
        row = (law or load_packaged()).row("judicial_interest", "rule", rule_id, day)
    except LawTableError:
        return None
    return source_of(row)
