"""``kill -9`` at random points of a 200-row run, then run again: nothing twice, half, lost.

Each drill kills the whole process group, workers too, at a moment drawn by a seed: one of the
run's stages, a place in it, and a few milliseconds on. The same run is then called again.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.runs.support import clock

from recoverydocs import Workspace, verify
from recoverydocs.evidence import Conclusion

if TYPE_CHECKING:
    from collections.abc import Sequence

DRILL = Path(__file__).with_name("kill_drill.py")
BULK = Path(__file__).resolve().parents[2] / "samples/bulk.xlsx"
ROWS = 200
STAGES = ("check", "make", "stamp", "write", "written")
"""Where a kill may fall; ``written`` is behind the last write: commit, rename, end."""
DRILLS = 20
LONGEST_WAIT = 0.02
CAREFUL = 10


@dataclass(frozen=True, slots=True)
class Moment:
    """When to kill: how much of which stage is done, and how many seconds later."""

    stage: str
    share: float
    later: float

    @classmethod
    def drawn(cls, seed: int) -> Moment:
        # Each stage gets its part of the drills, whatever time it takes.
        lots = random.Random(seed)  # noqa: S311 - a drill, no secret
        return cls(STAGES[seed % len(STAGES)], lots.random(), lots.uniform(0, LONGEST_WAIT))

    def has_come(self, stage: str, done: int, total: int) -> bool:
        if self.stage == "written":
            return stage == "write" and done == total
        return stage == self.stage and done >= self.share * total


def command(folder: Path) -> list[str]:
    return [sys.executable, str(DRILL), str(folder), str(BULK)]


@dataclass(frozen=True, slots=True)
class Fallen:
    """Where a kill fell: the last thing that the run said; whether it had ended by itself."""

    stage: str
    done: int
    total: int
    has_ended: bool

    @property
    def is_before_the_register(self) -> bool:
        """Whether the run can have registered nothing: its last file was not yet staged."""
        return not self.has_ended and (self.stage != "write" or self.done < self.total)


def run_and_kill(folder: Path, moment: Moment) -> Fallen:
    """Start the run, kill it at the moment, and see how far it had come.

    A busy machine delays the kill, so that what counts is the last line in the pipe.
    """
    said = ("", 0, 0)
    is_due = False
    with subprocess.Popen(  # noqa: S603 - our own script
        command(folder), stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as run:
        assert run.stdout is not None
        for line in run.stdout:
            words = line.split()
            if line.startswith("{") or not line.endswith("\n"):
                continue
            said = (words[0], int(words[1]), int(words[2]))
            if not is_due and moment.has_come(*said):
                is_due = True
                time.sleep(moment.later)
                os.killpg(run.pid, signal.SIGKILL)
        run.wait()
    return Fallen(*said, has_ended=run.returncode != -signal.SIGKILL)


def killed_run(place: Path, moment: Moment) -> tuple[Path, Fallen]:
    """A workspace whose run was killed, and where.

    Where the run ends before the kill comes, another one is begun and killed with no wait.
    Behind the last write ending first is fair.
    """
    for attempt in range(5):
        folder = place / f"house-{attempt}"
        Workspace.init(folder, clock=clock).close()
        fallen = run_and_kill(folder, moment)
        if not fallen.has_ended or moment.stage == "written":
            return folder, fallen
        moment = replace(moment, later=0)
    pytest.fail("the run ended before it could be killed, five times")


def run_again(folder: Path) -> dict[str, Any]:
    run = subprocess.run(  # noqa: S603 - our own script
        command(folder), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    answer = json.loads(run.stdout.splitlines()[-1])
    assert isinstance(answer, dict)
    return answer


def packages_of(folder: Path) -> list[Path]:
    return sorted((folder / "packages").rglob("*.asice"))


def check_whole(folder: Path, careful: Sequence[int]) -> None:
    """No duplicate, no half package, no gap; register and disk hold the same."""
    with Workspace.open(folder, clock=clock) as house:
        assert house.found == ()
        entries = house.documents()
        assert sorted(entry.number.n for entry in entries) == list(range(1, ROWS + 1))
        assert house.register.gaps() == ()
        assert len({(entry.case_ref, entry.target) for entry in entries}) == ROWS
        assert len({entry.package_id for entry in entries}) == ROWS
        places = sorted(house.package(str(entry.number)) for entry in entries)
        assert places == packages_of(folder)
        # Every file is the one that the register and its sealed lines state, and no other.
        checked = house.keeping.check_register()
        assert (checked.verdict, checked.astray) == (Conclusion.LOCAL_PASSED, ())
        # One open line, one line a package, one stamp: the killed run left none of its own.
        assert checked.seq == ROWS + 2
    for place in (places[number] for number in careful):
        assert verify(place, trust=folder / "trust").verdict.value == "LOCAL-PASSED"
    assert [each for each in (folder / "staging").rglob("*") if each.is_file()] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(DRILLS))
def test_a_killed_run_leaves_all_or_nothing_and_the_next_one_ends_it(
    tmp_path: Path, seed: int
) -> None:
    folder, fallen = killed_run(tmp_path, Moment.drawn(seed))
    placed = len(packages_of(folder))
    answer = run_again(folder)
    assert answer["refused"] == 0
    assert answer["issued"] + answer["already"] == ROWS
    # All or nothing: either the register had the whole run, or it had none of it.
    assert answer["issued"] in {0, ROWS}
    if fallen.is_before_the_register:
        assert (placed, answer["issued"]) == (0, ROWS)
        assert "run-undone" in answer["found"]
    if 0 < placed < ROWS:
        assert "run-completed" in answer["found"]
    lots = random.Random(seed)  # noqa: S311 - which of them are verified to the last octet
    check_whole(folder, lots.sample(range(ROWS), CAREFUL))
