"""Single files: looked at before they are read, and written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from recoverydocs.errors import DataRefusedError, Finding, Severity

NO_FILE = "no regular file"
"""What a folder, pipe or device is said to be instead of being read."""


class TooLargeError(DataRefusedError):
    """A file is larger than its reader takes; nothing of it was read.

    Attributes:
        size: its octets.
    """

    def __init__(self, name: str, size: int, most: int) -> None:
        told = f"{size} 字节，超过上限 {most} 字节，未读取"
        finding = Finding(Severity.FAULT, "file-too-large", name, told, "请换一个较小的文件")
        super().__init__(f"{name}：{told}", (finding,))
        self.size = size


def read_file(path: Path, most: int) -> bytes:
    """A regular file, whole; what is larger, or no such file, is not read at all.

    Args:
        path: the file; a link is followed.
        most: octets that are read at most.

    Raises:
        TooLargeError: it is larger.
        OSError: it is not there, cannot be read, or is a folder, pipe or device, which might
            never end or never begin; ``strerror`` says which.
    """
    _require_regular(path, path.stat())
    # Opened so that nothing waits for a writer, should a pipe have come in its place.
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        _require_regular(path, found)
        if found.st_size > most:
            raise TooLargeError(path.name, found.st_size, most)
        content = file.read(found.st_size + 1)
    if len(content) > found.st_size:
        raise OSError(errno.EBUSY, "it grows while it is read", str(path))
    return content


def write_file(path: Path, content: bytes, *, mode: int = 0o666) -> None:
    """Write a file beside its place, make it durable, then rename it over what was there.

    What a link leads to is replaced, not the link; a pipe or device is written to as it is.

    Args:
        path: the file.
        content: its octets.
        mode: its permissions, less what the process's mask takes away.

    Raises:
        OSError: the disk refuses; what was there before is untouched.
    """
    place = Path(os.path.realpath(path))
    if place.exists() and not place.is_file():
        place.write_bytes(content)
        return
    beside = place.with_name(f".{place.name}.new")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _require_regular(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, NO_FILE, str(path))
