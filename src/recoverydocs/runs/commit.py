"""All or nothing: staged and durable, then one transaction, then renamed to their place."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import OutsideFailedError
from recoverydocs.runs.sealed_folder import copy_register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from recoverydocs.errors import Finding
    from recoverydocs.evidence import Stated
    from recoverydocs.register import (
        ContainerEntry,
        DocumentEntry,
        Extension,
        RevisionEntry,
        RunEntry,
    )
    from recoverydocs.runs.house import House
    from recoverydocs.runs.stamping import Proven

_WRITERS = 8
"""Threads that write: each waits for the disk, and the disk takes several at once."""
_AT_ONCE = 400
"""Files that are handed to the writers together: those that wait cost memory."""


@dataclass(frozen=True, slots=True)
class Part:
    """One package file that a run writes.

    Attributes:
        path: its place in the store.
        make: gives the file; called once, when it is written.
    """

    path: str
    make: Callable[[], Proven]


@dataclass(frozen=True, slots=True)
class Staged:
    """A package file that was written, and what the sealed register is to say of it.

    Attributes:
        sha256: its digest, hexadecimal.
        size: its octets.
        stated: one line, or one a record; none while it waits for its token.
    """

    sha256: str
    size: int
    stated: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What one run puts into the register.

    Attributes:
        sealed: what the sealed register says of its files.
        documents: entries of new documents.
        revisions: entries of new revisions.
        containers: entries of files that changed with no new revision.
        findings: what came up while this was put together.
    """

    sealed: Extension
    documents: Sequence[DocumentEntry] = ()
    revisions: Sequence[RevisionEntry] = ()
    containers: Sequence[ContainerEntry] = ()
    findings: tuple[Finding, ...] = ()


def commit(
    house: House,
    run: RunEntry,
    parts: Sequence[Part],
    change_of: Callable[[Sequence[Staged]], Change],
    tell: Callable[[str, int, int], None] = lambda _stage, _done, _total: None,
) -> tuple[Finding, ...]:
    """Put a run's packages and entries in; call it only under the write lock.

    Args:
        house: the open workspace.
        run: the call.
        parts: the package files; each is made when its turn to be written comes.
        change_of: gives the entries, once every file is staged; in the order of the files.
        tell: told stage, done and total.

    Returns:
        The change's own findings; a warning where the sealed register's files could not follow.

    Raises:
        OutsideFailedError: disk or database failed. Unless the sentence says that the run is
            registered, nothing of it remains.
    """
    run_id = run.run_id
    try:
        change = change_of(list(_staged(house, run_id, parts, tell)))
        house.store.settle(run_id)
        house.register.enter(
            run, change.documents, change.revisions, change.containers, change.sealed
        )
    except BaseException:
        _undo(house, run_id)
        raise
    try:
        house.store.place(run_id)
        house.register.mark_placed(run_id, run.created_at)
    except OutsideFailedError as error:
        raise OutsideFailedError(
            f"run {run_id} is registered, but not all its packages could be put in their "
            f"place ({error}). They wait safely: open the workspace again once the disk is "
            "well, and they are moved"
        ) from error
    return (*change.findings, *copy_register(house))


def _staged(
    house: House, run_id: str, parts: Sequence[Part], tell: Callable[[str, int, int], None]
) -> Iterator[Staged]:
    def write(part: Part) -> Staged:
        proven = part.make()
        house.store.stage(run_id, part.path, proven.file.content)
        return Staged(proven.file.sha256, len(proven.file.content), proven.stated)

    done = 0
    with ThreadPoolExecutor(_WRITERS) as pool:
        for start in range(0, len(parts), _AT_ONCE):
            for one in pool.map(write, parts[start : start + _AT_ONCE]):
                done += 1
                tell("write", done, len(parts))
                yield one


def _undo(house: House, run_id: str) -> None:
    """Drop what was staged, unless the register has the run after all.

    A failure here is left to the next start, which looks again.
    """
    with contextlib.suppress(OutsideFailedError):
        if not house.register.has_run(run_id):
            house.store.discard(run_id)
