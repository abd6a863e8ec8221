"""Sealed packages of a run, put aside on disk until the run has its token.

So a run's memory does not grow with its packages: what stays of each is a few digests. What is
on the shelf is not durable; it goes with the run, whatever becomes of that.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import OutsideFailedError
from recoverydocs.evidence import from_octets, to_octets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from recoverydocs.evidence import Sealed
    from recoverydocs.storage import Store


@dataclass(frozen=True, slots=True)
class Shelved:
    """A sealed revision that lies on the shelf.

    Attributes:
        name: under which it lies there.
        package_id: the package's UUID.
        revision: its number.
        leaf: the package's leaf in the batch's tree.
        manifest_sha256: of the revision's manifest, hexadecimal.
        stated_at: the house's own time.
    """

    name: str
    package_id: str
    revision: int
    leaf: bytes
    manifest_sha256: str
    stated_at: datetime


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one run puts its sealed packages; worker processes have it too.

    Every method raises ``OutsideFailedError`` when the disk refuses.

    Attributes:
        store: the workspace's store.
        run_id: the run.
    """

    store: Store
    run_id: str

    def put(self, sealed: Sealed) -> Shelved:
        """Put a sealed revision aside."""
        return Shelved(
            self.store.shelve(self.run_id, to_octets(sealed)),
            sealed.package_id,
            sealed.revision,
            sealed.leaf,
            sealed.manifest_sha256,
            sealed.stated_at,
        )

    def take(self, shelved: Shelved) -> Sealed:
        """A sealed revision, which no longer lies there then."""
        sealed = from_octets(self.store.shelved(self.run_id, shelved.name))
        self.store.unshelve(self.run_id, shelved.name)
        return sealed

    def change(self, shelved: Shelved, work: Callable[[Sealed], Sealed]) -> Shelved:
        """Put what some work makes of a sealed revision in its place.

        Where the work fails, the revision lies there as before.
        """
        made = self.put(work(from_octets(self.store.shelved(self.run_id, shelved.name))))
        self.store.unshelve(self.run_id, shelved.name)
        return made


@contextlib.contextmanager
def open_shelf(store: Store, run_id: str) -> Iterator[Shelf]:
    """A run's shelf; what is left on it goes when the context ends.

    Raises:
        OutsideFailedError: the disk refuses.
    """
    try:
        store.open_shelf(run_id)
        yield Shelf(store, run_id)
    finally:
        # Failing here is left to the next start, which clears what no run owns.
        with contextlib.suppress(OutsideFailedError):
            store.close_shelf(run_id)
