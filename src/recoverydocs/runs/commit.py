"""All or nothing: staged and durable, then one transaction, then renamed to their place."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import OutsideFailedError
from recoverydocs.runs.sealed_folder import copy_register

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recoverydocs.errors import Finding
    from recoverydocs.register import (
        ContainerEntry,
        DocumentEntry,
        Extension,
        RevisionEntry,
        RunEntry,
    )
    from recoverydocs.runs.house import House
    from recoverydocs.runs.stamping import File

_WRITERS = 8
"""Threads that write: each waits for the disk, and the disk takes several at once."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one run puts into store and register.

    Attributes:
        run: the call.
        files: package files with their places in the store.
        sealed: what the sealed register says of them.
        documents: entries of new documents.
        revisions: entries of new revisions.
        containers: entries of files that changed with no new revision.
    """

    run: RunEntry
    files: Sequence[tuple[str, File]]
    sealed: Extension
    documents: Sequence[DocumentEntry] = ()
    revisions: Sequence[RevisionEntry] = ()
    containers: Sequence[ContainerEntry] = ()


def commit(
    house: House, change: Change, tell: Callable[[str, int, int], None]
) -> tuple[Finding, ...]:
    """Put a run's packages and entries in; call it only under the write lock.

    Returns:
        A warning where the sealed register's files could not follow.

    Raises:
        OutsideFailedError: disk or database failed. Unless the sentence says that the run is
            registered, nothing of it remains.
    """
    run_id = change.run.run_id
    try:
        with ThreadPoolExecutor(_WRITERS) as pool:
            staged = pool.map(
                lambda one: house.store.stage(run_id, one[0], one[1].content), change.files
            )
            for done, _ in enumerate(staged, start=1):
                tell("write", done, len(change.files))
        house.store.settle(run_id)
        house.register.enter(
            change.run, change.documents, change.revisions, change.containers, change.sealed
        )
    except BaseException:
        _undo(house, run_id)
        raise
    try:
        house.store.place(run_id)
        house.register.mark_placed(run_id, change.run.created_at)
    except OutsideFailedError as error:
        raise OutsideFailedError(
            f"run {run_id} is registered, but not all its packages could be put in their "
            f"place ({error}). They wait safely: open the workspace again once the disk is "
            "well, and they are moved"
        ) from error
    return copy_register(house)


def _undo(house: House, run_id: str) -> None:
    """Drop what was staged, unless the register has the run after all.

    A failure here is left to the next start, which looks again.
    """
    with contextlib.suppress(OutsideFailedError):
        if not house.register.has_run(run_id):
            house.store.discard(run_id)
