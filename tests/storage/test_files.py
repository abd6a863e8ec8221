from __future__ import annotations

import errno
import os
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from recoverydocs.errors import ExitCode
from recoverydocs.storage import TooLargeError, read_file, write_file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_read_whole_up_to_its_bound(tmp_path: Path) -> None:
    file = tmp_path / "scan.png"
    file.write_bytes(b"12345")
    (tmp_path / "link").symlink_to(file)
    assert read_file(file, 5) == b"12345"
    assert read_file(tmp_path / "link", 5) == b"12345"
    with pytest.raises(TooLargeError, match=r"scan\.png：5 字节，超过上限 4 字节") as told:
        read_file(file, 4)
    assert (told.value.size, told.value.exit_code) == (5, ExitCode.DATA_REFUSED)


def test_nothing_of_a_file_beyond_its_bound_is_held(tmp_path: Path) -> None:
    file = tmp_path / "huge"
    with file.open("wb") as opened:
        opened.truncate(1 << 30)
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            read_file(file, (1 << 30) - 1)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, tmp_path / "pipe.link"):
        if path.suffix:
            path.symlink_to(tmp_path / "pipe")
        with pytest.raises(OSError, match="no regular file"):
            read_file(path, 10)
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "gone", 10)


def test_a_pipe_that_came_in_a_file_s_place_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, pipe = tmp_path / "file", tmp_path / "pipe"
    file.write_bytes(b"1")
    os.mkfifo(pipe)
    looked = file.stat()
    monkeypatch.setattr("pathlib.Path.stat", lambda _self: looked)
    with pytest.raises(OSError, match="no regular file"):
        read_file(pipe, 10)


def test_a_file_that_grows_is_not_taken_for_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"1")
    before = file.stat()
    file.write_bytes(b"12")
    monkeypatch.setattr("os.fstat", lambda _handle: before)
    with pytest.raises(OSError, match="grows while it is read"):
        read_file(file, 10)


def test_a_file_is_written_with_its_mode_and_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "key"
    write_file(file, b"1", mode=0o600)
    assert file.stat().st_mode & 0o777 == 0o600
    write_file(file, b"2")
    assert file.read_bytes() == b"2"
    assert [one.name for one in tmp_path.iterdir()] == ["key"]


def test_a_disk_that_is_full_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    file = tmp_path / "report.html"
    file.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_file(file, b"new")
    assert file.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_a_file_is_durable_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.html"
    there: list[bool] = []
    monkeypatch.setattr("os.fsync", lambda _handle: there.append(file.exists()))
    write_file(file, b"new")
    assert there == [False]
    assert file.exists()


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_file(tmp_path / "link", b"1")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"1"


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(pipe, b"1")
        assert os.read(reader, 10) == b"1"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    with pytest.raises(IsADirectoryError):
        write_file(tmp_path, b"1")
