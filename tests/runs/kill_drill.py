"""The run that test_kill.py kills: issue every loan of a workbook, say how far it is.

``python kill_drill.py WORKSPACE WORKBOOK`` prints ``stage done total`` a line as it goes, and
last one JSON object: what the start found, how many were issued now and how many before.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime

from recoverydocs import Workspace, read_cases

AT = datetime.fromisoformat("2026-11-24T10:00:00+08:00")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(folder: str, workbook: str) -> None:
    """Issue with two workers, counting what was issued before as done."""
    cases = read_cases(workbook).cases
    with Workspace.open(folder, clock=lambda: AT) as house:
        outcome = house.issue_all(
            "dunning-notice",
            cases,
            as_of=date(2026, 11, 24),
            resume=True,
            workers=2,
            progress=lambda *stage: say(" ".join(map(str, stage))),
        )
        rules = [finding.rule for finding in (*house.found, *outcome.findings)]
    answer = {
        "found": rules,
        "issued": len(outcome.issued),
        "already": len(outcome.already),
        "refused": len(outcome.refused),
    }
    say(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
