from __future__ import annotations

import os
from pathlib import Path

import pytest

from recoverydocs.errors import OutsideFailedError, WrongUsageError
from recoverydocs.evidence import LIMITS, Unread
from recoverydocs.runs.given_files import read_all_given, read_given, read_package_file
from recoverydocs.storage import TooLargeError


def test_a_path_that_names_no_file_is_wrong_usage(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, why in (
        (tmp_path / "gone", "gone: no such file"),
        (tmp_path / "pipe", "pipe: no regular file"),
        (tmp_path, "no regular file"),
        (Path("/dev/zero"), "/dev/zero: no regular file"),
    ):
        with pytest.raises(WrongUsageError, match=why):
            read_given(path, 10)


def test_a_disk_that_refuses_is_an_outside_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("recoverydocs.runs.given_files.read_file", refuse)
    with pytest.raises(OutsideFailedError, match=r"cannot be read \(Permission denied\)"):
        read_given(tmp_path / "file", 10)


def test_a_package_beyond_the_limit_stays_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.asice"
    with file.open("wb") as opened:
        opened.truncate(LIMITS.package + 1)
    assert read_package_file(file) == Unread(LIMITS.package + 1)
    file.write_bytes(b"PK")
    assert read_package_file(file) == b"PK"


def test_files_of_one_package_share_its_bound(tmp_path: Path) -> None:
    files = [tmp_path / name for name in "abc"]
    for file in files:
        file.write_bytes(b"1234")
    assert read_all_given(files, 4, 12) == (b"1234",) * 3
    with pytest.raises(TooLargeError, match="c："):
        read_all_given(files, 4, 11)
    with pytest.raises(TooLargeError, match="a："):
        read_all_given(files, 3, 12)
