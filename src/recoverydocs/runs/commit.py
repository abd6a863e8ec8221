"""All or nothing: staged and durable, then one transaction, then renamed to their place."""

from __future__ import annotations

import contextlib
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import OutsideFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recoverydocs.register import DocumentEntry, RevisionEntry, RunEntry
    from recoverydocs.runs.house import House

_WRITERS = 8
"""Threads that write: each waits for the disk, and the disk takes several at once."""


@dataclass(frozen=True, slots=True)
class Package:
    """A finished package and its place.

    Attributes:
        path: place in the store.
        content: its octets.
    """

    path: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Digest of the whole file, lower-case hex."""
        return hashlib.sha256(self.content).hexdigest()


def commit(  # noqa: PLR0913, PLR0917 - what one transaction holds
    house: House,
    run: RunEntry,
    packages: Sequence[Package],
    documents: Sequence[DocumentEntry],
    revisions: Sequence[RevisionEntry],
    tell: Callable[[str, int, int], None],
) -> None:
    """Put a run's packages and entries in; call it only under the write lock.

    Raises:
        OutsideFailedError: disk or database failed. Unless the sentence says that the run is
            registered, nothing of it remains.
    """
    try:
        with ThreadPoolExecutor(_WRITERS) as pool:
            staged = pool.map(
                lambda one: house.store.stage(run.run_id, one.path, one.content), packages
            )
            for done, _ in enumerate(staged, start=1):
                tell("write", done, len(packages))
        house.store.settle(run.run_id)
        house.register.enter(run, documents, revisions)
    except BaseException:
        _undo(house, run.run_id)
        raise
    try:
        house.store.place(run.run_id)
        house.register.mark_placed(run.run_id, run.created_at)
    except OutsideFailedError as error:
        raise OutsideFailedError(
            f"run {run.run_id} is registered, but not all its packages could be put in their "
            f"place ({error}). They wait safely: open the workspace again once the disk is "
            "well, and they are moved"
        ) from error


def _undo(house: House, run_id: str) -> None:
    """Drop what was staged, unless the register has the run after all.

    A failure here is left to the next start, which looks again.
    """
    with contextlib.suppress(OutsideFailedError):
        if not house.register.has_run(run_id):
            house.store.discard(run_id)
