"""After a kill: a run that was committed is carried to its end, one that was not is undone."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from recoverydocs.errors import Finding, OutsideFailedError, Severity
from recoverydocs.runs.sealed_folder import copy_register

if TYPE_CHECKING:
    from datetime import datetime

    from recoverydocs.register import Register
    from recoverydocs.runs.house import House
    from recoverydocs.storage import Store


def put_right(house: House, at: datetime) -> tuple[Finding, ...]:
    """Everything that an earlier run may have left; call it only under the write lock.

    Returns:
        What was found and done; empty when all was well.

    Raises:
        OutsideFailedError: a package of a committed run is damaged or gone.
    """
    return (*recover(house.register, house.store, at), *copy_register(house))


def recover(register: Register, store: Store, at: datetime) -> tuple[Finding, ...]:
    """Bring register and store to one state; call it only under the write lock.

    Returns:
        What was found and done, one finding a run; empty when all was well.

    Raises:
        OutsideFailedError: a package of a committed run is damaged or gone.
    """
    found = [_undo(store, run) for run in store.waiting() if not register.has_run(run)]
    for run in register.unplaced():
        _check(register, store, run)
        moved = store.place(run)
        register.mark_placed(run, at.isoformat())
        found.append(
            _note(
                "run-completed",
                f"上次批次 {run} 已登记但未归位即中断，现已将其余 {moved} 个证据包归位",
            )
        )
    for run in store.waiting():  # committed and placed, only its empty folder was left
        store.discard(run)
    return tuple(found)


def _undo(store: Store, run: str) -> Finding:
    dropped = store.discard(run)
    return _note(
        "run-undone",
        f"上次批次 {run} 在登记之前中断，已清除 {dropped} 个暂存证据包，未占用任何文号",
        "请重新运行该批次",
    )


def _check(register: Register, store: Store, run: str) -> None:
    """Hold every file that a committed run wrote against the register's digest."""
    staged = set(store.staged(run))
    for path, digest in register.files_of(run).items():
        if path in staged:
            content = store.read_staged(run, path)
        elif store.exists(path):
            content = store.read(path)
        else:
            raise OutsideFailedError(
                f"recovery: a package of run {run} is gone ({path}); restore the workspace "
                "from its backup"
            )
        if hashlib.sha256(content).hexdigest() != digest:
            raise OutsideFailedError(
                f"recovery: a package of run {run} is damaged ({path}); restore the workspace "
                "from its backup"
            )


def _note(rule: str, message: str, remedy: str = "") -> Finding:
    return Finding(Severity.NOTE, rule, "工作区", message, remedy)
