"""Writes keys and answers into docs/calc.md; --check only says whether they are so.

The page's prose and example lines are written by hand; the table of keys of each section and
what each example answers are written here.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pages import write_or_check

from recoverydocs.claims.calculators import CALCULATORS, run_line

if TYPE_CHECKING:
    from recoverydocs.claims.calculators import Calculator

PAGE = Path(__file__).resolve().parents[1] / "docs" / "calc.md"
SECTION = re.compile(r"^## `([a-z-]+)`\n", re.MULTILINE)
KEYS = re.compile(r"<!-- keys -->\n.*?<!-- end of keys -->\n", re.DOTALL)
EXAMPLE = re.compile(r"```json line\n([^\n]*)\n```\n(?:\n```json answer\n[^`]*```\n)?")
KINDS = {"text": "text", "integer": "whole number", "boolean": "true or false", "json": "JSON"}


def keys_of(calculator: Calculator) -> str:
    """The table of a calculator's keys."""
    rows = [
        f"| `{key.name}` | {'yes' if key.required else ''} | "
        f"{KINDS.get(key.kind, 'a word, or an object')} | {key.help}"
        + (f": {', '.join(f'`{word}`' for word in key.choices)}" if key.choices else "")
        + " |\n"
        for key in calculator.keys
    ]
    head = f"{calculator.help}\n\n| key | needed | is | what |\n| --- | --- | --- | --- |\n"
    return f"<!-- keys -->\n{head}{''.join(rows)}<!-- end of keys -->\n"


def section(name: str, text: str) -> str:
    """One section with its keys and the answers to its examples."""
    if not KEYS.search(text) or not EXAMPLE.search(text):
        raise SystemExit(
            f"docs/calc.md: `{name}` needs a place for its keys and an example line"
        )

    def answered(example: re.Match[str]) -> str:
        answer = json.dumps(
            run_line(name, json.loads(example[1])), ensure_ascii=False, indent=2
        )
        return f"```json line\n{example[1]}\n```\n\n```json answer\n{answer}\n```\n"

    text = KEYS.sub(lambda _: keys_of(CALCULATORS[name]), text)
    return EXAMPLE.sub(answered, text)


def page() -> str:
    """The page as it should be."""
    head, *parts = SECTION.split(PAGE.read_text("utf-8"))
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    if list(sections) != list(CALCULATORS):
        raise SystemExit(
            f"docs/calc.md: a section for each of {', '.join(CALCULATORS)}, in this order"
        )
    return head + "".join(
        f"## `{name}`\n{section(name, text)}" for name, text in sections.items()
    )


if __name__ == "__main__":
    sys.exit(write_or_check(sys.argv[1:], PAGE, page().encode()))
