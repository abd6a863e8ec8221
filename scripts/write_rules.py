"""Writes every rule into docs/rules.md, for lawyers; --check only says whether it is so."""

from __future__ import annotations

import sys
from datetime import date
from itertools import groupby
from pathlib import Path

from pages import write_or_check

from recoverydocs.documents.rules import ListedRule, listed_rules
from recoverydocs.errors import Severity
from recoverydocs.law import load_packaged

PAGE = Path(__file__).resolve().parents[1] / "docs" / "rules.md"
DAY = date(2026, 11, 24)
"""The page cites the law of this day; `law show rules --on D` cites that of any other."""
MARK = "<!-- Written by scripts/write_rules.py from here on. -->\n"
COLUMNS = ("规则", "须符合什么", "看什么", "依据", "级别", "办法", "何处查")


def row(listed: ListedRule) -> str:
    """One rule as a line of the table."""
    rule = listed.rule
    weight = rule.severity.word
    if rule.eased:
        weight += f"；{rule.eased}"
    if not rule.overridable and rule.severity is Severity.BLOCK:
        weight += "；不得放行"
    cells = (
        f"`{rule.id}`",
        rule.title,
        rule.looks_at,
        listed.basis(load_packaged(), DAY),
        weight,
        rule.remedy,
        "、".join(listed.asked_by) or "尚无文书",
    )
    return f"| {' | '.join(cells)} |"


def page() -> str:
    """The page as it should be."""
    parts = [PAGE.read_text("utf-8").split(MARK)[0], MARK]
    for subject, found in groupby(listed_rules(), key=lambda each: each.subject):
        parts.append(f"\n## {subject}\n\n| {' | '.join(COLUMNS)} |\n")
        parts.append(f"|{' --- |' * len(COLUMNS)}\n")
        parts.extend(f"{row(each)}\n" for each in found)
    return "".join(parts)


if __name__ == "__main__":
    sys.exit(write_or_check(sys.argv[1:], PAGE, page().encode()))
