"""How a workspace comes to be, and what of it is opened."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from recoverydocs.errors import OutsideFailedError, WrongUsageError
from recoverydocs.evidence import make_local_authority
from recoverydocs.register import Register
from recoverydocs.runs.config import FILE_NAME, read_config, write_config
from recoverydocs.runs.house import House
from recoverydocs.runs.reference import CaseReference
from recoverydocs.runs.setup import (
    HOST,
    LOCAL_CERTIFICATE,
    LOCAL_KEY,
    REFERENCE_KEY,
    open_tools,
    workspace_file,
)
from recoverydocs.storage import STORES, write_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from recoverydocs.runs.config import Config

REGISTER = "register.sqlite"
_PRIVATE, _SECRET, _PUBLIC = 0o700, 0o600, 0o644


def found_house(root: Path, config: Config, clock: Callable[[], datetime]) -> None:
    """Make what a workspace consists of: folders, keys, register, configuration.

    The configuration is written last: without it there is no workspace, so a call that was cut
    short can simply be repeated, and keys that it made are kept.

    Raises:
        WrongUsageError: there is one already.
        DataRefusedError: the configuration has a wrong member.
        OutsideFailedError: the disk refuses.
    """
    if (root / FILE_NAME).exists():
        raise WrongUsageError(f"{root}: there is a workspace already")
    content = write_config(config)
    read_config(content)  # a wrong member is refused before anything exists
    try:
        _make_folders(root)
        if not (root / LOCAL_KEY).exists():
            key, certificate = make_local_authority(
                clock(), config.house_name or "recoverydocs"
            )
            write_file(root / LOCAL_CERTIFICATE, certificate, mode=_PUBLIC)
            write_file(root / LOCAL_KEY, key, mode=_SECRET)
        for secret in (REFERENCE_KEY, HOST):
            if not (root / secret).exists():
                write_file(root / secret, secrets.token_hex(32).encode(), mode=_SECRET)
        Register.at(root / REGISTER).close()
        write_file(root / FILE_NAME, content, mode=_PUBLIC)
    except OSError as error:
        raise OutsideFailedError(
            f"workspace: cannot be made here ({error.strerror}); free space or fix the "
            "permissions of the folder, then run again"
        ) from error


def open_house(root: Path, clock: Callable[[], datetime]) -> House:
    """Open what a workspace consists of.

    Raises:
        WrongUsageError: there is no workspace.
        DataRefusedError: its configuration, a key or a table is not what it should be.
        OutsideFailedError: disk or database cannot be read.
    """
    if not (root / FILE_NAME).is_file():
        raise WrongUsageError(f"{root.name}: no workspace here; make one with init")
    config = read_config(workspace_file(root / FILE_NAME))
    reference = CaseReference(config.case_scheme, workspace_file(root / REFERENCE_KEY))
    host_id = workspace_file(root / HOST).decode("ascii", "replace")[:16]
    tools = open_tools(root, config, clock)
    store = STORES[config.store](root / "packages", root / "staging")
    register = Register.at(root / REGISTER)
    return House(root, config, register, store, tools, reference, host_id, clock)


def _make_folders(root: Path) -> None:
    for name in ("packages", "staging", "trust/independent", "trust/local", "trust/signers"):
        (root / name).mkdir(parents=True, exist_ok=True)
    keys = (root / LOCAL_KEY).parent
    keys.mkdir(exist_ok=True)
    keys.chmod(_PRIVATE)
