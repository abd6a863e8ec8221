"""Who examines and makes: this process, or a pool of others; the answers are the same."""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import fields
from functools import cache, partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from recoverydocs.documents import kind_of
from recoverydocs.errors import OutsideFailedError
from recoverydocs.pipeline import Order
from recoverydocs.runs.maker import Maker
from recoverydocs.runs.setup import open_law
from recoverydocs.runs.signing import open_copies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from recoverydocs.cases import Case
    from recoverydocs.runs.maker import Looked, Made, Task
    from recoverydocs.runs.shelf import Shelf

_T = TypeVar("_T")
_R = TypeVar("_R")
_BATCH = 40
"""Documents a task: one a task would drown in its overhead; LibreOffice takes as many."""


class Hands(Protocol):
    """Who does the looking and making."""

    def look(
        self, cases: Sequence[tuple[int, Case]], done: Callable[[int], None]
    ) -> list[Looked]:
        """Examine cases, telling how many are done."""

    def make(self, tasks: Sequence[Task], done: Callable[[int], None]) -> list[Made]:
        """Make documents, telling how many are done."""


class OwnHands:
    """This process."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker

    def look(
        self, cases: Sequence[tuple[int, Case]], done: Callable[[int], None]
    ) -> list[Looked]:
        """Examine cases batch by batch."""
        return _batched(cases, self._maker.look, done)

    def make(self, tasks: Sequence[Task], done: Callable[[int], None]) -> list[Made]:
        """Make documents batch by batch."""
        return _batched(tasks, self._maker.make, done)


class PoolHands:
    """Other processes. Who looked at a case also makes its documents: he has kept it."""

    def __init__(self, pools: Sequence[ProcessPoolExecutor]) -> None:
        """Take one pool of one process for each worker."""
        self._pools = pools

    def look(
        self, cases: Sequence[tuple[int, Case]], done: Callable[[int], None]
    ) -> list[Looked]:
        """Examine cases batch by batch, in order."""
        batches = [
            self._owner(batch[0][0]).submit(_look_there, batch) for batch in _batches(cases)
        ]
        return _gathered((batch.result() for batch in batches), done)

    def make(self, tasks: Sequence[Task], done: Callable[[int], None]) -> list[Made]:
        """Make documents batch by batch."""
        batches = [
            self._owner(batch[0].index).submit(_make_there, batch)
            for one in self._pools
            for batch in _batches([task for task in tasks if self._owner(task.index) is one])
        ]
        return _gathered((batch.result() for batch in batches), done)

    def _owner(self, index: int) -> ProcessPoolExecutor:
        return self._pools[index // _BATCH % len(self._pools)]


@contextmanager
def hands(
    maker: Maker, root: Path, workers: int, documents: int, signed_by: str = ""
) -> Iterator[Hands]:
    """This process, or up to so many others, which end with the context or soon after.

    Args:
        maker: what is made and how.
        root: the workspace, whose law tables a worker reads for itself.
        workers: how many processes may help.
        documents: how many cases there are; few of them need few processes.
        signed_by: SHA-256 of the certificate that PDF copies are signed by; empty for none.

    Raises:
        OutsideFailedError: a worker process ended, killed by whomever.
    """
    useful = min(workers, -(-documents // _BATCH))
    if useful <= 1:
        yield OwnHands(maker)
        return
    # Little is handed over: what is larger than a pipe holds would block on a worker that died.
    given = (
        maker.order.kind.slug,
        _without_kind(maker.order),
        root,
        maker.law.digests,
        maker.shelf,
        maker.pdf,
        signed_by,
    )
    spawn = get_context("spawn")
    pools = [ProcessPoolExecutor(1, spawn, _set_up_there, given) for _ in range(useful)]
    try:
        with _ending(pools):
            yield PoolHands(pools)
    except BrokenProcessPool as error:
        raise OutsideFailedError(
            "workers: a worker process ended before its work was done, perhaps for want of "
            "memory; nothing was issued. Run again with fewer workers"
        ) from error


_LEAVES_THE_END_OPEN = sys.version_info < (3, 11, 5)
"""Whether a pool whose worker died waits for ever for its own thread, which waits for somebody
to read what it hands over (https://github.com/python/cpython/issues/94777). Debian 12 has
3.11.2; later versions close the reading end themselves."""


@contextmanager
def _ending(pools: Sequence[ProcessPoolExecutor]) -> Iterator[None]:
    """End the pools: at once where something failed, else without waiting for their memory."""
    try:
        yield
    except BaseException:
        for pool in pools:
            if _LEAVES_THE_END_OPEN:
                _close_reading_end(pool)
            pool.shutdown(cancel_futures=True)
        raise
    # Nothing is left to do for them; large workers take a second to fall apart.
    for pool in pools:
        pool.shutdown(wait=False)


def _close_reading_end(pool: ProcessPoolExecutor) -> None:
    queue: Any = getattr(pool, "_call_queue", None)  # it has no public name
    if queue is not None:
        queue._reader.close()  # noqa: SLF001 - nor has its end


_THERE: list[Maker] = []
"""The maker of a worker process; empty in the main one."""


def _without_kind(order: Order) -> dict[str, Any]:
    """The order in what travels: a worker finds the kind by its slug."""
    return {one.name: getattr(order, one.name) for one in fields(order) if one.name != "kind"}


def _set_up_there(  # noqa: PLR0913, PLR0917 - a worker's whole order
    slug: str,
    order: Mapping[str, Any],
    root: Path,
    digests: Mapping[str, tuple[str, ...]],
    shelf: Shelf,
    pdf: bool,  # noqa: FBT001
    signed_by: str = "",
) -> None:
    law = open_law(root)
    if law.digests != digests:
        raise OutsideFailedError("law tables were changed during the run; run again")
    maker = Maker(Order(kind_of(slug), **order), law, shelf, pdf)
    if signed_by:
        # Opened with the first copy: what fails here would be told as a worker's sudden end.
        maker.copies = cache(partial(open_copies, root, maker.order.at, signed_by))
    _THERE[:] = [maker]


def _look_there(cases: Sequence[tuple[int, Case]]) -> list[Looked]:
    return _THERE[0].look(cases)


def _make_there(tasks: Sequence[Task]) -> list[Made]:
    return _THERE[0].make(tasks)


def _batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def _batched(
    items: Sequence[_T], work: Callable[[Sequence[_T]], list[_R]], done: Callable[[int], None]
) -> list[_R]:
    return _gathered(map(work, _batches(items)), done)


def _gathered(batches: Iterable[list[_R]], done: Callable[[int], None]) -> list[_R]:
    found: list[_R] = []
    for batch in batches:
        found += batch
        done(len(found))
    return found
