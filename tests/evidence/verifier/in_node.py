"""The built page's own script, run in Node: questions in, answers out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64encode
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from recoverydocs.evidence.limits import LIMITS, Limits
from recoverydocs.evidence.verifier import PAGE_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from recoverydocs.evidence import SealedRegister, Trust

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "src" / "recoverydocs" / "evidence" / "data" / PAGE_NAME
RUNNER = Path(__file__).with_name("runner.js")


@dataclass(frozen=True)
class Question:
    """A package and how it is looked at.

    `withheld` takes WebCrypto away from the page.
    """

    package: bytes
    trust: Trust
    at: datetime
    register: SealedRegister | None = None
    limits: Limits = LIMITS
    withheld: bool = False

    def as_json(self) -> dict[str, Any]:
        register = self.register
        return {
            "package": text(self.package),
            **{
                kind: [text(one) for one in getattr(self.trust, kind)]
                for kind in ("independent", "local", "signers")
            },
            "at": self.at.isoformat().replace("+00:00", "Z"),
            "register": None if register is None else text(register.content),
            "stamps": {
                path: text(token)
                for path, token in (register.stamps if register else {}).items()
            },
            "limits": asdict(self.limits),
            "withheld": self.withheld,
        }


def text(octets: bytes) -> str:
    return b64encode(octets).decode()


def needed(program: str) -> str:
    """Where a program is; skips where it is not, but never in CI."""
    found = shutil.which(program)
    if found is None:
        if os.environ.get("CI"):
            raise AssertionError(f"{program} is missing: scripts/setup installs it")
        pytest.skip(f"{program} is not here")
    return found


def ask(questions: Iterable[dict[str, Any]]) -> list[Any]:
    """The answers of the page, in the order of the questions."""
    done = subprocess.run(  # noqa: S603 - our own script
        [needed("node"), str(RUNNER), str(PAGE)],
        input="".join(f"{json.dumps(one)}\n" for one in questions),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.split("\n") if line]
