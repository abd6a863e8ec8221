from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from recoverydocs.cli.progress import STAGES, progress_bar

if TYPE_CHECKING:
    import pytest


def test_a_terminal_shows_each_stage_with_its_count(monkeypatch: pytest.MonkeyPatch) -> None:
    reads, writes = os.openpty()
    monkeypatch.setenv("TERM", "xterm")
    with os.fdopen(writes, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        with progress_bar() as tell:
            for stage in STAGES:
                tell(stage, 1, 3)
                tell(stage, 3, 3)
        shown = os.read(reads, 65536).decode()
    os.close(reads)
    assert all(name in shown for name in STAGES.values())
    assert "3/3" in shown


def test_nothing_is_drawn_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as tell:
        tell("check", 1, 3)
    assert capsys.readouterr() == ("", "")
