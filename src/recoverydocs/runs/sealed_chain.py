"""What a run adds to the sealed register: a line a finished package file, then a stamp."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import Finding, NoTokenError, Severity
from recoverydocs.evidence import Stated, read_package, request_stamp
from recoverydocs.register import Extension

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from recoverydocs.register import DocumentEntry
    from recoverydocs.runs.house import House

UNSTAMPED = "register-unstamped"
"""The rule of the finding that says that the sealed register's own stamp is outstanding."""


@dataclass(frozen=True, slots=True)
class Written:
    """The lines of one run.

    Attributes:
        extension: what the register's transaction takes.
        findings: a warning where the register's own stamp is outstanding.
    """

    extension: Extension
    findings: tuple[Finding, ...] = ()


NOTHING = Written(Extension((), {}))
"""The lines of a run whose packages wait for their token."""


def extend(house: House, files: Sequence[Stated], at: datetime) -> Written:
    """Lines for package files that have their records, and a stamp over all there are.

    Without files there is nothing to say, unless lines of an earlier run wait for their stamp.

    A stamp that the timestamper does not give is left for later: the lines stand without it,
    verification says REG_STALE, and ``timestamp --pending`` makes up for it.

    Raises:
        OutsideFailedError: the timestamper's clock is wrong, or the database failed.
    """
    book = house.register.sealed()
    if not files and book.is_stamped():
        return NOTHING
    chain = book.end()
    if not chain.seq:
        chain.open(secrets.token_hex(16), at)
    for one in files:
        chain.state(one, at)
    try:
        token = request_stamp(chain.head, house.tools.stamper)
    except NoTokenError as error:
        return Written(Extension(chain.lines, {}), (_unstamped(error),))
    path = chain.stamp(at)
    return Written(Extension(chain.lines, {path: token}))


def stated_earlier(house: House, entry: DocumentEntry, package: bytes) -> list[Stated]:
    """Lines that a package's revisions should have and have not, in a register begun later.

    The chain takes revision n only after n - 1. A last revision that still waits for its token
    gets none.
    """
    read = read_package(package)
    known = house.register.sealed().revisions([entry.package_id]).get(entry.package_id, 0)
    return [
        Stated(
            entry.package_id,
            row.revision,
            row.manifest_sha256,
            read.digests[slot.record.path].hex(),
            row.file_sha256,
        )
        for row, slot in zip(
            house.register.revisions(str(entry.number)), read.slots, strict=True
        )
        if row.revision > known and slot.record is not None
    ]


def _unstamped(error: NoTokenError) -> Finding:
    return Finding(
        Severity.WARN,
        UNSTAMPED,
        "封存登记簿",
        f"登记簿的时间戳未取得（{error}）",
        "请在时间戳服务恢复后运行 recoverydocs timestamp --pending",
    )
