from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recoverydocs.errors import OutsideFailedError
from recoverydocs.runs.lock import write_lock

if TYPE_CHECKING:
    from pathlib import Path


def test_lock_is_held_by_one_and_let_go(tmp_path: Path) -> None:
    file = tmp_path / "write.lock"
    with write_lock(file) as first:
        assert first
        with write_lock(file, wait=False) as second:
            assert not second
    with write_lock(file, wait=False) as third:
        assert third


def test_lock_file_that_cannot_be_made_is_an_outside_failure(tmp_path: Path) -> None:
    with (
        pytest.raises(OutsideFailedError, match="lock file"),
        write_lock(tmp_path / "no" / "l"),
    ):
        pass
