"""A line through a calculator, as ``--jsonl`` would send it."""

from __future__ import annotations

import json
from typing import Any

from recoverydocs.claims.calculators import run_line

Line = dict[str, Any]


def result(name: str, line: Line) -> Line:
    """The result of a line that has one; working and sources are never empty."""
    found = run_line(name, line)
    assert set(found) == {"result", "working", "sources"}, found
    assert all(isinstance(text, str) and text for text in found["working"])
    assert found["working"]
    assert found["sources"]
    json.dumps(found, allow_nan=False)
    whole: Line = found["result"]
    return whole


def fault(name: str, line: Line) -> str:
    """The field that a line's error names."""
    found = run_line(name, line)
    assert set(found) == {"error"}, found
    assert set(found["error"]) == {"field", "message"}
    assert found["error"]["message"]
    return str(found["error"]["field"])


def fen(text: str) -> int:
    """An answered amount in fen; it always has two places and no separators."""
    whole, _, part = text.partition(".")
    assert len(part) == 2
    assert whole.isdecimal()
    return int(whole) * 100 + int(part)
