"""The workspace's write lock: one issue or attach at a time, let go by the kernel on a kill."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from multiprocessing import current_process
from typing import TYPE_CHECKING

from recoverydocs.errors import OutsideFailedError, WrongUsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def write_lock(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock file; says whether it was got, which with ``wait`` it always is.

    Raises:
        OutsideFailedError: the lock file cannot be opened for writing.
        WrongUsageError: a worker process would wait for the one that started it.
    """
    # A script without a guarded main runs again in each worker, before that is set up;
    # multiprocessing's own mark of that moment has no public name.
    if wait and getattr(current_process(), "_inheriting", False):
        raise WrongUsageError(
            "workers: this script runs again in its worker processes. Put the call that issues "
            'below `if __name__ == "__main__":`, or leave workers at 1'
        )
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise OutsideFailedError(
            f"workspace: its lock file cannot be opened ({error.strerror}); "
            "fix the permissions of the workspace, then run again"
        ) from error
    try:
        yield _lock(handle, wait=wait)
    finally:
        os.close(handle)


def _lock(handle: int, *, wait: bool) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
