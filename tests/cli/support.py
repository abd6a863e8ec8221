"""What the tests of commands share: run one, read what it said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recoverydocs.cli.main import main

if TYPE_CHECKING:
    import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FIRST = SAMPLES / "01-first-demand.json"
GUARANTORS = SAMPLES / "02-guarantors.json"
HELD = SAMPLES / "10-not-my-loan.json"
DAY = ("--as-of", "2026-11-24")


def said(
    capsys: pytest.CaptureFixture[str], *arguments: str | Path
) -> tuple[int, list[str], list[str]]:
    """Exit code, lines of standard output, lines of standard error."""
    capsys.readouterr()
    code = main([str(each) for each in arguments])
    out, err = capsys.readouterr()
    return code, out.splitlines(), err.splitlines()


def told(
    capsys: pytest.CaptureFixture[str], *arguments: str | Path
) -> tuple[int, dict[str, Any]]:
    """Exit code and the one JSON object; nothing else was printed."""
    capsys.readouterr()
    code = main([*(str(each) for each in arguments), "--json"])
    out, err = capsys.readouterr()
    assert err == ""
    answer = json.loads(out)
    assert isinstance(answer, dict)
    return code, answer
