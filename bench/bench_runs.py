"""A whole run: invented loans in, numbered, sealed and registered packages on disk out.

Run: ``python bench/bench_runs.py [--update]``; with ``--update`` the section of
``bench/results.md`` is replaced. The loans come from the generator of the samples by its seed.
There is no rival: nobody else does the whole of it; what rendering alone costs beside others
stands under "Documents".
"""

from __future__ import annotations

import argparse
import multiprocessing
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.sections import put

from recoverydocs import Workspace
from recoverydocs.cases.faults import read_case
from recoverydocs.cases.invented import AS_OF, invented_cases

HEADING = "## Whole runs"
COMMAND = "python bench/bench_runs.py --update"
SEED = 20261124
AT = datetime.fromisoformat("2026-11-24T10:00:00+08:00")
COUNTS = (1_000, 4_000)


def one(count: int, workers: int) -> str:
    """The row of one run, in this process; printed by the child that the table starts."""
    read = [read_case(data, "bench")[0] for data in invented_cases(count, SEED)]
    cases = [case for case in read if case is not None]
    with (
        tempfile.TemporaryDirectory() as folder,
        Workspace.init(Path(folder) / "house", clock=lambda: AT) as house,
    ):
        wall, own = time.perf_counter(), _cpu()
        outcome = house.issue_all("dunning-notice", cases, as_of=AS_OF, workers=workers)
        wall = time.perf_counter() - wall
        for worker in multiprocessing.active_children():
            worker.join()
        own = _cpu() - own
        began = time.process_time()
        checked = house.keeping.check_register()
        check = time.process_time() - began
    made, refused = len(outcome.issued), len(outcome.refused)
    if made + refused != count or refused > count // 1000 or checked.astray:
        raise SystemExit(f"{count} loans, {refused} refused, astray: {checked.astray}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    hands = f"{workers} worker{'s' if workers > 1 else ''}"
    return (
        f"| {count:,} loans, {hands} | {made / wall:,.0f} | {made / own:,.0f} | "
        f"{made / check:,.0f} | {peak} |"
    )


def _cpu() -> float:
    """CPU seconds of this process and of workers that have ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def table() -> str:
    """The section, each run in a process of its own so that memory is its own too."""
    rows = [
        subprocess.run(  # noqa: S603 - this very script
            [sys.executable, __file__, "--one", str(count), str(workers)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for count, workers in ((COUNTS[0], 1), (COUNTS[0], 2), (COUNTS[1], 2))
    ]
    return f"""{HEADING}

`{COMMAND}` (Python {platform.python_version()}, {platform.machine()}):
`issue dunning-notice` over invented loans (seed {SEED}), examined, drafted, read back, sealed,
stamped, registered, written.

| run | issued a second | a CPU second | register verify, a CPU second | peak MiB |
| --- | --- | --- | --- | --- |
{chr(10).join(rows)}
"""


def main() -> None:
    """Print the section, or put it into the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--one", nargs=2, type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(one(*given.one))
        return
    section = table()
    print(section)
    if given.update:
        put(section)


if __name__ == "__main__":
    main()
