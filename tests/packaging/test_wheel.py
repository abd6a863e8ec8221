"""The wheel is built as anybody builds it, and looked into."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_wheel_holds_source_templates_and_samples_and_nothing_else(tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)  # noqa: S603
    looked = subprocess.run(  # noqa: S603
        [sys.executable, str(ROOT / "tests" / "packaging" / "look_inside.py"), str(tmp_path)],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert (looked.returncode, looked.stdout) == (0, "")
