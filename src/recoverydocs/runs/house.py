"""Everything open in a workspace, as the runs need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.runs.lock import write_lock
from recoverydocs.runs.signing import open_signing

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from recoverydocs.pipeline import Tools
    from recoverydocs.register import Register
    from recoverydocs.runs.config import Config
    from recoverydocs.runs.reference import CaseReference
    from recoverydocs.runs.signing import Signing
    from recoverydocs.storage import Store


@dataclass(frozen=True, slots=True)
class House:
    """An open workspace in parts.

    Attributes:
        root: the workspace's folder.
        config: its recoverydocs.toml.
        register: its register.
        store: its packages.
        tools: law, channels, timestamper.
        reference: how its cases are named outside their own data.
        host_id: name of this workspace in ``system`` of basis.json; drawn by lot at init.
        clock: the moment, with time zone.
    """

    root: Path
    config: Config
    register: Register
    store: Store
    tools: Tools
    reference: CaseReference
    host_id: str
    clock: Callable[[], datetime]

    def lock(self, *, wait: bool = True) -> AbstractContextManager[bool]:
        """The workspace's write lock."""
        return write_lock(self.root / "write.lock", wait=wait)

    def signing(self, at: datetime) -> AbstractContextManager[Signing]:
        """What signs, checked for this moment; it signs nothing where nobody is to sign."""
        return open_signing(self.root, self.config, at, self.tools.stamper)
