from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from recoverydocs.errors import OutsideFailedError, RecoveryDocsError
from recoverydocs.storage import STORES, FolderStore

if TYPE_CHECKING:
    from pathlib import Path

PATH = "2026/dunning-notice/虚银催字〔2026〕1号.asice"


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "packages", tmp_path / "staging")


def everything(folder: Path) -> list[str]:
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*"))


def test_staged_package_is_seen_only_after_it_is_placed(
    store: FolderStore, tmp_path: Path
) -> None:
    store.stage("run-1", PATH, b"whole")
    store.settle("run-1")
    assert store.waiting() == ("run-1",)
    assert store.staged("run-1") == (PATH,)
    assert store.read_staged("run-1", PATH) == b"whole"
    assert not store.exists(PATH)
    assert store.place("run-1") == 1
    assert store.read(PATH) == b"whole"
    assert store.exists(PATH)
    assert store.locate(PATH).read_bytes() == b"whole"
    assert store.waiting() == ()
    assert everything(tmp_path / "staging") == []


def test_placing_may_be_repeated(store: FolderStore) -> None:
    store.stage("run-1", PATH, b"whole")
    assert [store.place("run-1"), store.place("run-1")] == [1, 0]
    assert store.read(PATH) == b"whole"


def test_placing_takes_the_place_of_the_file_before(store: FolderStore) -> None:
    for content in (b"revision 1", b"revision 2"):
        store.stage("run-1", PATH, content)
        store.place("run-1")
    assert store.read(PATH) == b"revision 2"


def test_placing_after_half_of_it_was_done(store: FolderStore, tmp_path: Path) -> None:
    store.stage("run-1", "2026/a.asice", b"a")
    store.stage("run-1", "2026/b.asice", b"b")
    (tmp_path / "packages/2026").mkdir(parents=True)
    (tmp_path / "staging/run-1/2026/a.asice").rename(tmp_path / "packages/2026/a.asice")
    assert store.place("run-1") == 1
    assert (store.read("2026/a.asice"), store.read("2026/b.asice")) == (b"a", b"b")


def test_discarding_leaves_nothing(store: FolderStore, tmp_path: Path) -> None:
    store.stage("run-1", PATH, b"whole")
    store.stage("run-1", "2026/other/b.asice", b"b")
    assert store.discard("run-1") == 2
    assert everything(tmp_path / "staging") == []
    assert store.discard("run-1") == 0


def test_what_is_put_aside_is_never_placed_and_goes_with_the_run(
    store: FolderStore, tmp_path: Path
) -> None:
    store.open_shelf("run-1")
    names = [store.shelve("run-1", content) for content in (b"one", b"two")]
    assert [store.shelved("run-1", name) for name in names] == [b"one", b"two"]
    store.unshelve("run-1", names[0])
    with pytest.raises(OutsideFailedError):
        store.shelved("run-1", names[0])
    store.stage("run-1", PATH, b"whole")
    store.settle("run-1")
    assert store.staged("run-1") == (PATH,)
    assert store.place("run-1") == 1
    assert [one for one in everything(tmp_path / "packages") if "." in one] == [PATH]
    assert everything(tmp_path / "staging") == []
    store.close_shelf("run-1")


def test_a_killed_run_s_shelf_is_discarded_and_counted(
    store: FolderStore, tmp_path: Path
) -> None:
    store.open_shelf("run-1")
    store.shelve("run-1", b"one")
    store.stage("run-1", PATH, b"whole")
    assert store.discard("run-1") == 2
    assert everything(tmp_path / "staging") == []
    with pytest.raises(OutsideFailedError):  # as a worker that outlived its run would
        store.shelve("run-1", b"late")
    assert everything(tmp_path / "staging") == []


def test_a_shelf_half_cleared_by_a_killed_start_is_cleared(
    store: FolderStore, tmp_path: Path
) -> None:
    store.open_shelf("run-1")
    store.shelve("run-1", b"one")
    (tmp_path / "staging/run-1/.shelf").rename(tmp_path / "staging/run-1/.shelf-closed")
    assert store.staged("run-1") == ()
    assert store.discard("run-1") == 1
    assert everything(tmp_path / "staging") == []


def test_closing_a_shelf_leaves_what_is_staged(store: FolderStore, tmp_path: Path) -> None:
    store.open_shelf("run-1")
    store.shelve("run-1", b"one")
    store.close_shelf("run-1")
    assert everything(tmp_path / "staging") == []
    store.open_shelf("run-1")
    store.stage("run-1", PATH, b"whole")
    store.close_shelf("run-1")
    assert store.staged("run-1") == (PATH,)


def test_loose_file_in_staging_is_cleared(store: FolderStore, tmp_path: Path) -> None:
    (tmp_path / "staging").mkdir()
    (tmp_path / "staging/loose").write_bytes(b"left")
    assert store.waiting() == ("loose",)
    store.discard("loose")
    assert store.waiting() == ()


def test_staging_never_overwrites(store: FolderStore) -> None:
    store.stage("run-1", PATH, b"first")
    with pytest.raises(OutsideFailedError):
        store.stage("run-1", PATH, b"second")
    assert store.read_staged("run-1", PATH) == b"first"


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", "a/./b", "", "a\\b", "a\0b"])
def test_path_that_leaves_the_store_is_refused(store: FolderStore, path: str) -> None:
    with pytest.raises(RecoveryDocsError, match="plain and relative"):
        store.stage("run-1", path, b"")


def test_missing_package_is_an_outside_failure(store: FolderStore) -> None:
    with pytest.raises(OutsideFailedError, match="cannot read"):
        store.read(PATH)


def test_full_disk_is_said_and_the_name_of_a_file_is_not(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutsideFailedError, match="No space left") as caught:
        store.stage("run-1", PATH, b"whole")
    assert "虚银" not in str(caught.value)
    monkeypatch.undo()
    store.discard("run-1")
    assert not store.exists(PATH)


def test_stores_are_found_by_name(tmp_path: Path) -> None:
    assert isinstance(STORES["folder"](tmp_path / "a", tmp_path / "b"), FolderStore)
