"""Whatever it is given, a reader ends soon, in bounded memory, with its answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.evidence.burdens import BURDENS, MEBIBYTE

DRILL = Path(__file__).with_name("reading_drill.py")
MOST_SECONDS = 20
READER = 64 * MEBIBYTE
"""What a reader takes for itself, whatever it reads."""


@pytest.mark.slow
@pytest.mark.parametrize("name", BURDENS)
def test_reading_is_bounded_in_time_and_memory(tmp_path: Path, name: str) -> None:
    burden = BURDENS[name]
    content = burden.make()
    file = tmp_path / "input"
    file.write_bytes(content)
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(DRILL), burden.reader, str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer, seconds, memory = json.loads(done.stdout)
    assert burden.answer in answer
    assert seconds < MOST_SECONDS
    assert memory < READER + burden.memory * len(content)
