"""Fuzz the readers of evidence: ``fuzz_evidence.py [TARGET…] [--seconds N] [--seed N]``.

Targets and what must hold stand in ``tests/evidence/fuzz/targets.py``; without a name each gets
its turn. What breaks a target is kept in ``tests/evidence/corpus/TARGET/``, which the tests
replay: mend the reader, keep the file. What takes long is kept in ``slow-…`` beside it.

With ``--atheris`` (``pip install atheris``; one target) libFuzzer steers by coverage, and
arguments after ``--`` are its own, such as ``-max_total_time=3600``.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
import traceback
from pathlib import Path
from random import Random
from tempfile import gettempdir

HERE = Path(__file__).resolve().parent.parent
CORPUS = HERE / "tests/evidence/corpus"
TOO_LONG = 0.5
MOST_KEPT = 400

sys.path.insert(0, str(HERE))


def keep(target: str, data: bytes, word: str = "") -> Path:
    place = CORPUS / target / f"{word}{hashlib.sha256(data).hexdigest()[:16]}"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return place


def by_lots(target: str, seconds: float, lots: Random) -> int:
    """Changes drawn by lot; gives how many finds there were, each kind once."""
    from tests.evidence.fuzz.mutations import changed  # noqa: PLC0415 - atheris comes first
    from tests.evidence.fuzz.targets import TARGETS, seeds  # noqa: PLC0415

    run, pool = TARGETS[target], list(seeds()[target])
    seen: set[tuple[str, str, int]] = set()
    count, slowest, end = 0, TOO_LONG, time.monotonic() + seconds
    while time.monotonic() < end:
        data = changed(target, lots.choice(pool), lots)
        begin = time.process_time()
        try:
            run(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a find
            last = traceback.extract_tb(error.__traceback__)[-1]
            kind = (type(error).__name__, last.filename, last.lineno or 0)
            if kind not in seen:
                seen.add(kind)
                print(f"{target}: {kind}: {error} -> {keep(target, data)}", flush=True)
        taken = time.process_time() - begin
        if taken > slowest:
            slowest = taken
            print(f"{target}: {taken:.1f} s -> {keep(target, data, 'slow-')}", flush=True)
        count += 1
        if lots.random() < 1 / 50:
            pool.append(data)
        if len(pool) > MOST_KEPT:
            pool = list(seeds()[target])
    print(f"{target}: {count} tried, {len(seen)} kinds of finds", flush=True)
    return len(seen)


def by_coverage(target: str, arguments: list[str]) -> None:
    import atheris  # noqa: PLC0415 - only here

    with atheris.instrument_imports(include=["recoverydocs.evidence"]):
        from tests.evidence.fuzz.mutations import changed  # noqa: PLC0415
        from tests.evidence.fuzz.targets import TARGETS, seeds  # noqa: PLC0415

    pool = seeds()[target]

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        lots = Random(seed)  # noqa: S311 - no secret
        if lots.random() < 1 / 2:
            return bytes(atheris.Mutate(data, most))
        return changed(target, data or lots.choice(pool), lots)[:most]

    found = Path(gettempdir()) / f"fuzz-evidence-{target}"  # libFuzzer's own working corpus
    found.mkdir(exist_ok=True)
    for number, data in enumerate(pool):
        (found / f"seed-{number}").write_bytes(data)
    (CORPUS / target).mkdir(parents=True, exist_ok=True)
    given = [f"-artifact_prefix={CORPUS / target}/", "-max_len=65536", "-timeout=10"]
    atheris.Setup(
        [sys.argv[0], *given, *arguments, str(found)], TARGETS[target], custom_mutator=mutate
    )
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=float, default=600, help="for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--atheris", action="store_true")
    own, _, others = " ".join(sys.argv[1:]).partition(" -- ")
    options = parser.parse_args(own.split())
    if options.atheris:
        by_coverage(options.targets[0], others.split())
    from tests.evidence.fuzz.targets import TARGETS  # noqa: PLC0415

    lots = Random(options.seed)  # noqa: S311 - no secret
    wanted = options.targets or list(TARGETS)
    return min(1, sum(by_lots(target, options.seconds, lots) for target in wanted))


if __name__ == "__main__":
    sys.exit(main())
