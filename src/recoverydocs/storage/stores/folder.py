"""Packages in a folder: written to staging, synchronised, then renamed to their place."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from recoverydocs.errors import OutsideFailedError, RecoveryDocsError
from recoverydocs.evidence import LIMITS
from recoverydocs.storage.files import read_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_SHELF = ".shelf"
_CLOSED = ".shelf-closed"


class FolderStore:
    """A store in two folders of one file system, ``packages`` and ``staging``.

    A rename within one file system is atomic, so a reader sees a package whole or not at all.
    """

    def __init__(self, packages: Path, staging: Path) -> None:
        self._packages = packages
        self._staging = staging

    def stage(self, run_id: str, path: str, content: bytes) -> None:
        """Write a package to a run's staging and synchronise the file."""
        with _as_outside_failure("write"):
            target = _below(self._staging / run_id, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())

    def open_shelf(self, run_id: str) -> None:
        """Make the folder in which a run puts octets aside."""
        with _as_outside_failure("write"):
            (self._staging / run_id / _SHELF).mkdir(parents=True)

    def shelve(self, run_id: str, content: bytes) -> str:
        """Put octets aside in a run's shelf, which must be open; gives their name."""
        name = secrets.token_hex(16)
        with _as_outside_failure("write"):
            (self._staging / run_id / _SHELF / name).write_bytes(content)
        return name

    def shelved(self, run_id: str, name: str) -> bytes:
        """Octets on a run's shelf."""
        with _as_outside_failure("read"):
            return _below(self._staging / run_id / _SHELF, name).read_bytes()

    def unshelve(self, run_id: str, name: str) -> None:
        """Take octets off a run's shelf."""
        with _as_outside_failure("write"):
            _below(self._staging / run_id / _SHELF, name).unlink()

    def close_shelf(self, run_id: str) -> None:
        """Take a run's shelf away with everything on it."""
        with _as_outside_failure("write"):
            self._clear_shelf(run_id)
            root = self._staging / run_id
            if root.is_dir() and not any(root.iterdir()):
                root.rmdir()

    def settle(self, run_id: str) -> None:
        """Synchronise the folders of a run's staging, so that its names are durable too."""
        with _as_outside_failure("write"):
            root = self._staging / run_id
            for folder in (*_folders(root), root, self._staging):
                _sync_folder(folder)

    def staged(self, run_id: str) -> tuple[str, ...]:
        """Paths that wait in a run's staging, sorted."""
        root = self._staging / run_id
        with _as_outside_failure("read"):
            files = [entry for entry in root.rglob("*") if entry.is_file()]
        paths = [entry.relative_to(root).as_posix() for entry in files]
        return tuple(sorted(path for path in paths if not path.startswith(_SHELF)))

    def read_staged(self, run_id: str, path: str) -> bytes:
        """A package that waits in staging."""
        with _as_outside_failure("read"):
            return read_file(_below(self._staging / run_id, path), LIMITS.package)

    def waiting(self) -> tuple[str, ...]:
        """Names of runs that have left something in staging, sorted."""
        with _as_outside_failure("read"):
            if not self._staging.is_dir():
                return ()
            return tuple(sorted(entry.name for entry in self._staging.iterdir()))

    def place(self, run_id: str) -> int:
        """Rename everything staged for a run to its place; safe to repeat after a kill."""
        paths = self.staged(run_id)
        with _as_outside_failure("write"):
            touched: set[Path] = set()
            for path in paths:
                target = _below(self._packages, path)
                if target.parent not in touched:
                    touched |= _make_folders(target.parent)
                (self._staging / run_id / path).replace(target)
            for folder in sorted(touched):
                _sync_folder(folder)
            self._remove(run_id)
        return len(paths)

    def discard(self, run_id: str) -> int:
        """Throw away everything staged for a run; says how many packages."""
        paths = self.staged(run_id)
        with _as_outside_failure("write"):
            for path in paths:
                (self._staging / run_id / path).unlink()
            shelved = self._clear_shelf(run_id)
            self._remove(run_id)
        return len(paths) + shelved

    def read(self, path: str) -> bytes:
        """A placed package.

        Raises:
            TooLargeError: a file stands there that is larger than a package may be.
        """
        with _as_outside_failure("read"):
            return read_file(_below(self._packages, path), LIMITS.package)

    def exists(self, path: str) -> bool:
        """Whether a package stands at a path."""
        return _below(self._packages, path).is_file()

    def paths(self) -> tuple[str, ...]:
        """Every placed package, sorted."""
        with _as_outside_failure("read"):
            files = [entry for entry in self._packages.rglob("*") if entry.is_file()]
        return tuple(sorted(entry.relative_to(self._packages).as_posix() for entry in files))

    def locate(self, path: str) -> Path:
        """The file in which a placed package stands."""
        return _below(self._packages, path)

    def _clear_shelf(self, run_id: str) -> int:
        """Take a run's shelf away; says how much was on it.

        It is renamed first: a worker that outlived its run then finds no shelf to write to.
        """
        shelf, closed = (self._staging / run_id / name for name in (_SHELF, _CLOSED))
        count = 0
        for at_hand in (closed, shelf):  # closed, where an earlier start was killed at it
            if not at_hand.is_dir():
                continue
            at_hand.replace(closed)
            for entry in closed.iterdir():
                entry.unlink()
                count += 1
            closed.rmdir()
        return count

    def _remove(self, run_id: str) -> None:
        """Take away a run's shelf and its emptied staging folders."""
        self._clear_shelf(run_id)
        root = self._staging / run_id
        if root.is_file():
            root.unlink()
        elif root.is_dir():
            for folder in _folders(root):
                folder.rmdir()
            root.rmdir()


def _below(root: Path, path: str) -> Path:
    """A path under a root; one that would leave it is our own mistake."""
    parts = path.split("/")
    if any(part in {"", ".", ".."} or "\\" in part or "\0" in part for part in parts):
        raise RecoveryDocsError("store: a path that is not plain and relative")
    return root.joinpath(*parts)


def _folders(root: Path) -> list[Path]:
    """Every folder below a root, deepest first."""
    folders = [entry for entry in root.rglob("*") if entry.is_dir()]
    return sorted(folders, key=lambda folder: len(folder.parts), reverse=True)


def _make_folders(folder: Path) -> set[Path]:
    """Make a folder with what is missing above it; gives every folder whose list changed."""
    changed = {folder}
    missing = folder
    while not missing.is_dir():
        missing = missing.parent
        changed.add(missing)
    folder.mkdir(parents=True, exist_ok=True)
    return changed


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _as_outside_failure(verb: str) -> Iterator[None]:
    """Turn a refusing disk into the error that says so; file names stay out of the message."""
    try:
        yield
    except OSError as error:
        raise OutsideFailedError(
            f"storage: cannot {verb} ({error.strerror}). Free space or fix the permissions of "
            "the workspace, then run again; nothing is half-written"
        ) from error
