"""The worked examples of docs/law-tables.md: a table file and commands each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "law-tables.md").read_text("utf-8")
EXAMPLE = re.compile(
    r"^## (?P<title>[^\n]+)\n(?:(?!^## ).)*?`(?P<file>law/[a-z_]+\.toml)`：\n\n"
    r"```toml\n(?P<table>.*?)```\n\n```console\n(?P<console>.*?)```",
    re.MULTILINE | re.DOTALL,
)


class Example(NamedTuple):
    """One section of the page: a file to write, commands to run, lines that they say."""

    title: str
    file: str
    table: str
    console: str


EXAMPLES = [Example(*found.groups()) for found in EXAMPLE.finditer(PAGE)]
