"""From the names in recoverydocs.toml to open tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.delivery import CHANNELS
from recoverydocs.errors import OutsideFailedError
from recoverydocs.evidence import LocalStamper, Rfc3161Stamper
from recoverydocs.law import load_packaged
from recoverydocs.pipeline import Tools
from recoverydocs.runs.trust_folder import read_trust_folder
from recoverydocs.storage import read_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from recoverydocs.evidence import Stamper
    from recoverydocs.law import LawBook
    from recoverydocs.runs.config import Config

KEYS = "keys"
LOCAL_KEY = "keys/local-tsa.key.pem"
LOCAL_CERTIFICATE = "trust/local/local-tsa.pem"
REFERENCE_KEY = "keys/case-reference.key"
HOST = "keys/host-id"
LARGEST = 16 << 20
"""Octets of a key, a table, a picture or the configuration."""


def open_tools(root: Path, config: Config, clock: Callable[[], datetime]) -> Tools:
    """The tools that a workspace's configuration names.

    Raises:
        OutsideFailedError: a key or a table cannot be read.
        DataRefusedError: a key, a certificate or a table is not what it should be.
    """
    stamper = _STAMPERS[config.authority](root, config, clock)
    second = _service(config.second_url, root, config, clock) if config.second_url else None
    return Tools(open_law(root), CHANNELS, stamper, second)


def open_law(root: Path) -> LawBook:
    """The packaged law book with the workspace's own ``law/*.toml`` laid over it.

    Raises:
        LawTableError: a table breaks a promise; it carries every fault of all of them.
        OutsideFailedError: one cannot be read.
    """
    own = own_tables(root)
    return load_packaged().with_tables(own) if own else load_packaged()


def own_tables(root: Path) -> dict[str, bytes]:
    """The table files of a workspace's ``law`` folder, by the name that messages use.

    Raises:
        OutsideFailedError: one cannot be read.
    """
    files = sorted((root / "law").glob("*.toml"))
    return {f"law/{file.name}": workspace_file(file) for file in files}


def workspace_file(file: Path) -> bytes:
    """A file of the workspace: a key, a table, a picture, its configuration.

    Raises:
        OutsideFailedError: it cannot be read, or is a folder, pipe or device.
        TooLargeError: it is larger than 16 MiB.
    """
    try:
        return read_file(file, LARGEST)
    except OSError as error:
        raise OutsideFailedError(
            f"workspace: {file.name} cannot be read ({error.strerror}); restore it"
        ) from error


def _local(root: Path, _config: Config, clock: Callable[[], datetime]) -> Stamper:
    return LocalStamper(
        workspace_file(root / LOCAL_KEY), workspace_file(root / LOCAL_CERTIFICATE), clock
    )


def _rfc3161(root: Path, config: Config, clock: Callable[[], datetime]) -> Stamper:
    policy = config.timestamp_policy or None
    return _service(config.timestamp_url, root, config, clock, policy)


def _service(
    url: str,
    root: Path,
    config: Config,
    clock: Callable[[], datetime],
    policy: str | None = None,
) -> Stamper:
    return Rfc3161Stamper(
        url,
        read_trust_folder(root / "trust"),
        clock,
        policy=policy,
        timeout_seconds=int(config.timeout),
        attempts=int(config.attempts),
    )


_STAMPERS: dict[str, Callable[[Path, Config, Callable[[], datetime]], Stamper]] = {
    "local": _local,
    "rfc3161": _rfc3161,
}
