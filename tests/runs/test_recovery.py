from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.register.support import document, revision, run_of
from tests.runs.support import AT

from recoverydocs.errors import OutsideFailedError
from recoverydocs.register import Register
from recoverydocs.runs.recovery import recover
from recoverydocs.storage import FolderStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTENT = b"a package"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "packages", tmp_path / "staging")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.at(tmp_path / "register.sqlite") as opened:
        yield opened


def enter(register: Register, count: int = 2) -> None:
    entries = [document(n) for n in range(1, count + 1)]
    revisions = [replace(revision(one), file_sha256=DIGEST) for one in entries]
    register.enter(run_of(count=count), entries, revisions)


def test_nothing_to_do_is_silent(register: Register, store: FolderStore) -> None:
    assert recover(register, store, AT) == ()


def test_run_that_was_not_registered_is_undone(register: Register, store: FolderStore) -> None:
    for n in (1, 2):
        store.stage("run-1", document(n).path, CONTENT)
    (found,) = recover(register, store, AT)
    assert found.rule == "run-undone"
    assert "2 个暂存证据包" in found.message
    assert store.waiting() == ()
    assert not store.exists(document(1).path)
    assert recover(register, store, AT) == ()


def test_registered_run_is_carried_to_its_end(register: Register, store: FolderStore) -> None:
    for n in (1, 2):
        store.stage("run-1", document(n).path, CONTENT)
    enter(register)
    (found,) = recover(register, store, AT)
    assert found.rule == "run-completed"
    assert store.read(document(2).path) == CONTENT
    assert register.unplaced() == store.waiting() == ()
    assert recover(register, store, AT) == ()


def test_run_that_was_half_placed_is_carried_to_its_end(
    register: Register, store: FolderStore
) -> None:
    store.stage("run-0", document(1).path, CONTENT)
    store.place("run-0")
    store.stage("run-1", document(2).path, CONTENT)
    enter(register)
    (found,) = recover(register, store, AT)
    assert "其余 1 个" in found.message
    assert store.read(document(2).path) == CONTENT


def test_emptied_folder_of_a_finished_run_is_cleared(
    register: Register, store: FolderStore, tmp_path: Path
) -> None:
    enter(register, 1)
    store.stage("run-1", document(1).path, CONTENT)
    store.place("run-1")
    register.mark_placed("run-1", "x")
    (tmp_path / "staging/run-1/2026").mkdir(parents=True)
    assert recover(register, store, AT) == ()
    assert store.waiting() == ()


@pytest.mark.parametrize("damage", ["staged", "gone"])
def test_registered_run_that_lost_a_package_stops(
    register: Register, store: FolderStore, damage: str
) -> None:
    store.stage("run-1", document(1).path, CONTENT)
    if damage == "staged":
        store.stage("run-1", document(2).path, b"half a pack")
    enter(register)
    with pytest.raises(OutsideFailedError, match="restore the workspace"):
        recover(register, store, AT)
    assert register.unplaced() == ("run-1",)
