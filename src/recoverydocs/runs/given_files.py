"""Files that a user names: of a bounded size, and refused plainly where they are none."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from recoverydocs.errors import OutsideFailedError, WrongUsageError
from recoverydocs.evidence import LIMITS, Unread
from recoverydocs.storage import TooLargeError, read_file

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

_NO_SUCH_FILE = {errno.ENOENT, errno.ENOTDIR, errno.EINVAL, errno.ELOOP, errno.ENAMETOOLONG}


def read_given(path: str | os.PathLike[str], most: int) -> bytes:
    """A file that a user names.

    Args:
        path: the file.
        most: octets that are read at most.

    Raises:
        WrongUsageError: there is none, or it is a folder, a pipe or a device.
        TooLargeError: it is larger; nothing was read.
        OutsideFailedError: it cannot be read.
    """
    try:
        return read_file(Path(path), most)
    except OSError as error:
        if error.errno in _NO_SUCH_FILE:
            reason = "no such file" if error.errno == errno.ENOENT else error.strerror
            raise WrongUsageError(f"{path}: {reason}") from error
        raise OutsideFailedError(f"{path}: cannot be read ({error.strerror})") from error


def read_package_file(path: str | os.PathLike[str]) -> bytes | Unread:
    """A package to be verified; one beyond the format's limit stays unread, for the verdict.

    Raises:
        WrongUsageError, OutsideFailedError: as ``read_given``.
    """
    try:
        return read_given(path, LIMITS.package)
    except TooLargeError as large:
        return Unread(large.size)


def read_all_given(
    paths: Iterable[str | os.PathLike[str]], most: int, together: int
) -> tuple[bytes, ...]:
    """Several files that go into one package.

    Args:
        paths: the files.
        most: octets of one.
        together: octets of all.

    Raises:
        WrongUsageError, OutsideFailedError: as ``read_given``.
        TooLargeError: one is larger, or one more than all may have together.
    """
    contents: list[bytes] = []
    for path in paths:
        contents.append(read_given(path, min(most, together)))
        together -= len(contents[-1])
    return tuple(contents)
