"""What memory a batch needs, from a thousand packages to a hundred thousand.

Run: ``python bench/bench_batches.py [--update]``; with ``--update`` the section of
``bench/results.md`` is replaced. Each batch has a process of its own. Sealed packages wait on
disk for the one token of the batch, as in a run; beside it the same batch held in memory.
"""

from __future__ import annotations

import argparse
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.bench_evidence import contents
from bench.sections import put
from tests.evidence import support as s

from recoverydocs.evidence import finish, request_token, seal, stamp
from recoverydocs.runs.shelf import open_shelf
from recoverydocs.storage import FolderStore

HEADING = "## Batches"
COMMAND = "python bench/bench_batches.py --update"
SIZE = 10 * 1024
COUNTS = (1_000, 10_000, 100_000)
HELD = (1_000, 10_000)
"""The batches that are also held in memory."""


def on_disk(count: int, folder: Path) -> None:
    """Seal, put aside, stamp once, finish one by one."""
    with open_shelf(FolderStore(folder / "packages", folder / "staging"), "run") as shelf:
        waiting = [shelf.put(seal(contents(number, SIZE))) for number in range(count)]
        token = request_token([one.leaf for one in waiting], s.stamper(), at=s.MOMENT)
        for one in waiting:
            (folder / "finished").write_bytes(finish(shelf.take(one), token).content)


def in_memory(count: int, folder: Path) -> None:
    """Seal all, stamp all, write all."""
    sealed = [seal(contents(number, SIZE)) for number in range(count)]
    for content in stamp(sealed, s.stamper(), at=s.MOMENT):
        (folder / "finished").write_bytes(content)


WAYS = {"disk": on_disk, "memory": in_memory}


def one(way: str, count: int) -> None:
    """One batch in this process; prints peak MiB and packages a CPU second."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        WAYS[way](count, Path(folder))
        took = time.process_time() - began
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, round(count / took))


def measured(way: str, count: int) -> tuple[int, int]:
    """What a child says of one batch."""
    said = subprocess.run(  # noqa: S603 - this very script
        [sys.executable, __file__, "--one", way, str(count)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    return int(said[0]), int(said[1])


def table() -> str:
    """The section."""
    rows = []
    least = 0
    for count in COUNTS:
        peak, rate = measured("disk", count)
        least = least or peak
        held = f"{measured('memory', count)[0]:,}" if count in HELD else ""
        octets = (peak - least) * 1024 * 1024 // count
        rows.append(f"| {count:,} | {peak:,} | {octets:,} | {rate:,} | {held} |")
    return f"""{HEADING}

`{COMMAND}` (Python {platform.python_version()}, {platform.machine()}, one core, CPU time):
sealed, stamped with one token, finished and written, a document of {SIZE // 1024} KB each.

| packages | peak MiB | octets more a package | packages a second | peak MiB, held in memory |
| --- | --- | --- | --- | --- |
{chr(10).join(rows)}
"""


def main() -> None:
    """Print the section, or put it into the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        one(given.one[0], int(given.one[1]))
        return
    section = table()
    print(section)
    if given.update:
        put(section)


if __name__ == "__main__":
    main()
