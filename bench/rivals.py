"""The rivals' Python packages, in an environment of their own that pip fills when asked."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PEERS = Path(__file__).resolve().parent / "peers"
_ENVIRONMENT = PEERS.parents[1] / ".work" / "bench-peers"
_REQUIREMENTS = PEERS / "requirements.txt"


def rival(script: str, *words: str, given: str = "") -> dict[str, Any] | None:
    """What a script of ``bench/peers`` answers, a JSON object; None where it cannot be run.

    Args:
        script: its name.
        words: its arguments.
        given: its standard input.
    """
    python = _python()
    if python is None:
        return None
    done = subprocess.run(  # noqa: S603 - our own script
        [str(python), str(PEERS / script), *words],
        input=given,
        capture_output=True,
        check=False,
        text=True,
    )
    if done.returncode:
        print(f"{script} {' '.join(words)}: {done.stderr.strip()[-300:]}", file=sys.stderr)
        return None
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _python() -> Path | None:
    """The environment's Python, with what the requirements name today."""
    python = _ENVIRONMENT / "bin" / "python"
    wanted = hashlib.sha256(_REQUIREMENTS.read_bytes()).hexdigest()[:16]
    mark = _ENVIRONMENT / f"filled-{wanted}"
    if mark.exists():
        return python
    if not python.is_file():
        subprocess.run([sys.executable, "-m", "venv", str(_ENVIRONMENT)], check=True)  # noqa: S603
    order = [python, "-m", "pip", "install", "-q", "-r", _REQUIREMENTS]
    if subprocess.run([str(each) for each in order], check=False).returncode:  # noqa: S603
        return None
    mark.touch()
    return python
