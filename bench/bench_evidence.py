"""How fast packages are sealed and verified, beside others' tools; one process, one core.

Run: ``python bench/bench_evidence.py [--update]``; with ``--update`` the section of
``bench/results.md`` is replaced.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.evidence_peers import compare
from bench.sections import put
from tests.documents.printed import printed
from tests.evidence import signing_keys as k
from tests.evidence import support as s

from recoverydocs.evidence import (
    PdfSigning,
    TokenChecker,
    finish,
    request_token,
    seal,
    sign,
    stamp,
    verify,
    verify_many,
)
from recoverydocs.evidence.ers import first_record
from recoverydocs.evidence.hashtree import HashTree, sha256

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoverydocs.evidence import Contents

HEADING = "## Evidence packages"
COMMAND = "python bench/bench_evidence.py --update"
DOCUMENT_SIZE = 300 * 1024
AT = datetime(2026, 12, 1, tzinfo=UTC)


def seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def contents(number: int, size: int) -> Contents:
    made = s.contents()
    octets = hashlib.sha256(str(number).encode()).digest() * (size // 32 or 1)
    source, document = made.exhibits
    package_id = str(UUID(int=number | 0x4000_8000_0000_0000_0000, version=4))
    return replace(
        made, package_id=package_id, exhibits=(source, replace(document, content=octets))
    )


def sealing_parts(count: int, size: int) -> float:
    """Packages a second in batches of a hundred, each let go when it is done.

    A run holds no more: its packages go to disk. What is held costs the time of fresh memory.
    """
    given = [contents(number, size) for number in range(count)]

    def work() -> None:
        for start in range(0, count, 100):
            stamp([seal(one) for one in given[start : start + 100]], s.stamper())

    return count / seconds(work)


def sealing(count: int, size: int) -> tuple[float, float, list[bytes]]:
    """Packages a second, seconds that hashing alone would need, and the packages."""
    given = [contents(number, size) for number in range(count)]
    packages: list[bytes] = []

    def work() -> None:
        packages.extend(stamp([seal(one) for one in given], s.stamper()))

    taken = seconds(work)
    hashing = seconds(lambda: [sha256(e.content) for one in given for e in one.exhibits])
    return count / taken, hashing, packages


def signing(kind: str) -> float:
    """Milliseconds a package, and nothing else."""
    sealed, signer = seal(contents(1, 200)), k.in_pem(kind)
    sign(sealed, signer)
    return seconds(lambda: [sign(sealed, signer) for _ in range(1000)])


def signing_pdfs() -> float:
    """Milliseconds a PDF of one page."""
    engine = PdfSigning(k.in_pem("P-256"), s.MOMENT)
    pdf = printed([[(80, 700, "催款通知书")]])
    engine.sign(pdf)
    return seconds(lambda: [engine.sign(pdf) for _ in range(50)]) * 20


def batch_of(count: int) -> tuple[float, float]:
    """Seconds for tree and paths, and for the records."""
    leaves = [sha256(number.to_bytes(4, "big")) for number in range(count)]
    tree_time = seconds(lambda: [*map(HashTree(leaves).path, leaves)])
    tree = HashTree(leaves)
    token = s.stamper().stamp(tree.root)
    group = [sha256(bytes((n,))) for n in range(5)]

    def records() -> None:
        for leaf in leaves:
            first_record(group, tree.path(leaf), token)

    return tree_time, seconds(records)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--count", type=int, default=1000)
    options = parser.parse_args()
    count = options.count
    parts = sealing_parts(count, DOCUMENT_SIZE)
    large, hashing, packages = sealing(count, DOCUMENT_SIZE)
    small, _, _ = sealing(count, 200)
    trust = s.local_trust()
    alone = count / seconds(lambda: [verify(one, trust, AT) for one in packages])
    batch = count / seconds(lambda: list(verify_many(packages, trust, AT)))
    little = [stamp([seal(contents(n, 200))], s.stamper())[0] for n in range(100)]
    checker = TokenChecker(trust, AT)
    verify(little[0], trust, AT, checker=checker)
    little_alone = 100 / seconds(lambda: [verify(one, trust, AT) for one in little])
    sealed = seal(contents(1, 200))
    token_time = seconds(lambda: [s.stamper().stamp(sealed.leaf) for _ in range(1000)])
    finishing = request_token([sealed.leaf], s.stamper(), at=s.MOMENT)
    finish_time = seconds(lambda: [finish(sealed, finishing) for _ in range(1000)])
    tree, records = batch_of(100_000)
    rows = [
        ("seal, stamp and write, 300 KB document, batches of 100", f"{parts:,.0f}/s"),
        (f"— batch of {count}, all held in memory", f"{large:,.0f}/s"),
        (f"— SHA-256 of the files alone, {count} packages", f"{hashing * 1000:,.0f} ms"),
        (f"seal, stamp and write, small document, batch of {count}", f"{small:,.0f}/s"),
        ("verify, 300 KB document, alone", f"{alone:,.0f}/s"),
        ("verify, 300 KB document, batch that shares a token", f"{batch:,.0f}/s"),
        ("verify, small document, alone", f"{little_alone:,.0f}/s"),
        ("token by the local timestamper", f"{token_time:.3f} ms"),
        ("signature of a package, ECDSA P-256", f"{signing('P-256'):.3f} ms"),
        ("signature of a package, RSA 2048", f"{signing('RSA-2048'):.3f} ms"),
        ("signature in a PDF of one page, PAdES B-B", f"{signing_pdfs():.0f} ms"),
        ("record and container of a sealed package, small", f"{finish_time:.3f} ms"),
        ("tree and all paths, 100,000 leaves", f"{tree:.2f} s"),
        ("100,000 records", f"{records:.2f} s"),
    ]
    table = "\n".join(f"| {what} | {figure} |" for what, figure in rows)
    given = [contents(number, DOCUMENT_SIZE) for number in range(100)]
    compared, octets = compare(given, packages[0])
    beside = "\n".join(row.line() for row in compared)
    where = f"Python {platform.python_version()}, {platform.machine()}, one core, CPU time"
    section = (
        f"{HEADING}\n\n`{COMMAND}` ({where}):\n\n| step | figure |\n| --- | --- |\n{table}\n\n"
        "The same octets in the same run by others; the last column is how many times our time "
        "they take.\n\n"
        f"| work | ours | others | times |\n| --- | --- | --- | --- |\n{beside}\n\n"
        f"Sealing spends {compared[0].needed:.2f} times what hashlib alone needs: it hashes "
        f"{octets:.3f} octets for each octet of the files, every file once, and its lists.\n"
    )
    print(section)
    if options.update:
        put(section)


if __name__ == "__main__":
    main()
