"""How many lines a second the calculators answer, beside QuantLib and OpenFisca; one core.

Run: ``python bench/bench_calc.py [--update]``; with ``--update`` the section of
``bench/results.md`` is replaced. A line is what ``calc --jsonl`` reads: JSON is parsed, then
reckoned with working and sources, then written again. The rivals get the same lines; pip
installs them into an environment of their own the first time.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.rivals import rival
from bench.sections import put

from recoverydocs.claims.calculators import run_line
from recoverydocs.law import load_packaged
from recoverydocs.law.court_fees import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADING = "## Calculators"
COMMAND = "python bench/bench_calc.py --update"
TODAY = date(2026, 11, 24)
SPREAD = 2_654_435_761
"""An odd multiplier, so that the amounts end in any two digits."""

Line = dict[str, Any]


def principal(number: int) -> str:
    fen = 1_000_000 + number * SPREAD % 99_000_000
    return f"{fen // 100}.{fen % 100:02d}"


def one_rate(number: int) -> Line:
    """A year and more at a contract's one rate."""
    start = date(2024, 1, 1) + timedelta(days=number % 300)
    return {
        "principal": principal(number),
        "from": start.isoformat(),
        "to": (start + timedelta(days=300 + number % 200)).isoformat(),
        "basis": 365 if number % 2 else 360,
        "rates": [{"from": "2024-01-01", "rate": f"0.{300 + number % 500:04d}"}],
    }


def lpr_with_penalty(number: int) -> Line:
    """Two repricings by the LPR, and penalty interest from the due day on: four stretches."""
    line = one_rate(number) | {"from": "2024-03-01", "to": "2025-08-01"}
    line["rates"] = [
        {"from": "2024-02-20", "rate": "0.0395"},
        {"from": "2024-07-22", "rate": "0.0385"},
        {"from": "2024-10-21", "rate": "0.0360"},
    ]
    due = date(2025, 1, 1) + timedelta(days=number % 90)
    return line | {"due": due.isoformat(), "penalty_uplift": "0.5"}


def suit(number: int) -> Line:
    """The fee of a suit, some lines in each bracket."""
    fen = number * SPREAD % 10 ** (6 + number // 7 % 5)
    return {"kind": "property", "amount": f"{fen // 100}.{fen % 100:02d}"}


def any_kind(number: int) -> Line:
    """Each kind of fee in turn."""
    kind, takes = list(KINDS.items())[number % len(KINDS)]
    more = {
        "amount": {"amount": principal(number)},
        "change": {"from": "300000", "to": "300000"},
    }
    return {"kind": kind, **more.get(takes, {})}


def arbitration(number: int) -> Line:
    return {"schedule": "cn-1995-max", "amount": principal(number)}


def period(number: int) -> Line:
    start = date(2026, 1, 1) + timedelta(days=number % 300)
    return {"start": start.isoformat(), "period": "appeal-judgment"}


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run came to.

    Attributes:
        name: who answered.
        speed: lines a CPU second.
        answers: the lines written.
    """

    name: str
    speed: float
    answers: list[str]


def ours(name: str, lines: Sequence[str]) -> Measured:
    """The best of three runs."""
    taken, answers = [], []
    for _ in range(3):
        begin = time.process_time()
        answers = [
            json.dumps(run_line(name, json.loads(line), TODAY), ensure_ascii=False)
            for line in lines
        ]
        taken.append(time.process_time() - begin)
    if any('"error"' in each for each in answers):
        sys.exit(f"{name}: a line was refused; the figures would mean nothing")
    return Measured("ours", len(lines) / min(taken), answers)


def measured_rival(name: str, lines: Sequence[str]) -> Measured | None:
    """The same lines by the rival, the best of three; None where it cannot be installed."""
    runs = [rival("run.py", name, given="\n".join(lines)) for _ in range(3)]
    best = min((run for run in runs if run), key=lambda run: run["cpu_seconds"], default=None)
    if best is None:
        return None
    return Measured(best["name"], len(lines) / best["cpu_seconds"], best["answers"])


def apart(ours: Sequence[str], theirs: Sequence[str], keys: Sequence[str]) -> int:
    """How many lines name another fen."""
    return sum(
        any(json.loads(one)["result"][key] != json.loads(other)[key] for key in keys)
        for one, other in zip(ours, theirs, strict=True)
    )


ROWS = (
    ("interest", "`interest`, one rate", one_rate, ("interest",)),
    (
        "interest",
        "`interest`, two repricings and penalty interest",
        lpr_with_penalty,
        ("interest", "penalty_interest"),
    ),
    ("fee", "`fee`, a suit in any bracket", suit, ("fee",)),
    ("fee", "`fee`, every kind in turn", any_kind, ()),
    ("arbitration-fee", "`arbitration-fee`", arbitration, ()),
    ("period", "`period`, rolled over holidays", period, ()),
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--count", type=int, default=20_000)
    options = parser.parse_args()
    load_packaged()
    table = []
    for name, what, make, keys in ROWS:
        lines = [json.dumps(make(number)) for number in range(options.count)]
        mine = ours(name, lines)
        theirs = measured_rival(name, lines) if keys else None
        beside = "| | "
        if theirs:
            other = apart(mine.answers, theirs.answers, keys)
            beside = f"| {theirs.name}: {theirs.speed:,.0f} | {other:,} "
        elif keys:
            beside = "| was not there to be measured | "
        table.append(f"| {what} | {mine.speed:,.0f} {beside}|")
    rows = "\n".join(table)
    where = (
        f"Python {platform.python_version()}, {platform.machine()}, one core, CPU time, "
        f"best of 3, {options.count:,} lines each"
    )
    section = (
        f"{HEADING}\n\n`{COMMAND}` ({where}):\nJSON parsed, reckoned with working and sources, "
        "written; the rivals write the sums alone.\n\n"
        "| calculator | lines a second | a rival's, same lines | of them another fen |\n"
        f"| --- | --- | --- | --- |\n{rows}\n"
    )
    print(section)
    if options.update:
        put(section)


if __name__ == "__main__":
    main()
