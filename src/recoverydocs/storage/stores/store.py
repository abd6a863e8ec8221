"""What a store must do: hold packages by path, and take a run whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path


class Store(Protocol):
    """Keeps finished packages; new ones wait in staging until their run is committed.

    A path is relative, ``/`` separated, made of safe parts. Every method raises
    ``OutsideFailedError`` when the disk refuses.

    Worker processes put octets aside too: a store can be pickled.
    """

    def stage(self, run_id: str, path: str, content: bytes) -> None:
        """Write a package to a run's staging, durable after ``settle``."""

    def shelve(self, run_id: str, content: bytes) -> str:
        """Put octets aside for a run that goes on, not durable; gives their name."""

    def shelved(self, run_id: str, name: str) -> bytes:
        """Octets that were put aside."""

    def unshelve(self, run_id: str, name: str) -> None:
        """Let go of octets that were put aside."""

    def open_shelf(self, run_id: str) -> None:
        """Make room for what a run puts aside."""

    def close_shelf(self, run_id: str) -> None:
        """Let go of everything that a run put aside; safe to repeat."""

    def settle(self, run_id: str) -> None:
        """Make everything staged for a run durable."""

    def staged(self, run_id: str) -> tuple[str, ...]:
        """Paths that wait in a run's staging, sorted."""

    def read_staged(self, run_id: str, path: str) -> bytes:
        """A package that waits in staging."""

    def waiting(self) -> tuple[str, ...]:
        """Names of runs that have left something in staging, sorted."""

    def place(self, run_id: str) -> int:
        """Move everything staged for a run to its place; says how many. Safe to repeat."""

    def discard(self, run_id: str) -> int:
        """Throw away everything staged or put aside for a run; says how many packages."""

    def read(self, path: str) -> bytes:
        """A placed package."""

    def exists(self, path: str) -> bool:
        """Whether a package stands at a path."""

    def paths(self) -> tuple[str, ...]:
        """Every placed package, sorted."""

    def locate(self, path: str) -> Path:
        """Where a person finds a placed package."""
