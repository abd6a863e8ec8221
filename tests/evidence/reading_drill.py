"""The reading that test_bounds.py measures: ``python reading_drill.py READER FILE``.

Prints what the reader answered, the seconds of CPU that it took and by how many octets the
peak of memory rose. The kernel ends it where it goes far beyond all bounds.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from recoverydocs.errors import RecoveryDocsError
from recoverydocs.evidence import (
    SealedRegister,
    TokenChecker,
    Trust,
    read_register,
    repack,
    verify,
)
from recoverydocs.evidence.trust import read_trust

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

AT = datetime(2026, 12, 1, tzinfo=UTC)
MOST_SECONDS, MOST_MEMORY = 120, 3 << 30


def _verify(data: bytes) -> list[str]:
    return sorted({code.code for code in verify(data, Trust(), AT).codes})


def _register(data: bytes) -> list[str]:
    read = read_register(SealedRegister(data, {}), TokenChecker(Trust(), AT))
    return [code for code, _ in read.faults]


def _repack(data: bytes) -> list[str]:
    return [str(len(repack(data)))]


def _trust(data: bytes) -> list[str]:
    return [str(len(one.revoked)) for one in read_trust(Trust(crls=(data,))).lists]


READERS: Mapping[str, Callable[[bytes], list[str]]] = {
    "verify": _verify,
    "register": _register,
    "repack": _repack,
    "trust": _trust,
}


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(reader: str, file: str) -> None:
    """Read once, within limits that are the last resort."""
    data = Path(file).read_bytes()
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    before, begin = _peak(), time.process_time()
    try:
        answer = READERS[reader](data)
    except RecoveryDocsError as error:
        answer = [type(error).__name__]
    taken = time.process_time() - begin
    sys.stdout.write(json.dumps([answer, taken, _peak() - before]))


if __name__ == "__main__":
    main(*sys.argv[1:])
