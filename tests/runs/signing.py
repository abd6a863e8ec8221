"""Workspaces that sign, for tests: keys in a workspace's own folder, roots in its trust."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.evidence import authorities as a
from tests.evidence import signing_keys as k

from recoverydocs.runs import Config, Workspace
from recoverydocs.runs.config import read_config, write_config

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

PEM = Config(
    signature_engine="pem",
    signature_key="keys/signing.key.pem",
    signature_certificate="keys/signing.pem",
)
P12 = Config(
    signature_engine="pkcs12",
    signature_key="keys/signing.p12",
    signature_secret_env="INVENTED_SECRET",  # noqa: S106 - a name
)
PKCS11 = Config(
    signature_engine="pkcs11",
    signature_library=k.LIBRARY,
    signature_token=k.TOKEN_LABEL,
    signature_key="RSA-2048",
    signature_secret_file="keys/pin",  # noqa: S106 - a name
)


def founded(
    folder: Path,
    config: Config,
    clock: Callable[[], datetime],
    signer: a.Issued | None = None,
) -> Path:
    """A workspace with this configuration and every file that it may name."""
    Workspace.init(folder, config, clock=clock).close()
    put_keys(folder, signer or k.issued())
    (folder / "trust/signers/root.pem").write_bytes(a.root().pem)
    return folder


def put_keys(folder: Path, signer: a.Issued) -> None:
    private(folder / "keys/signing.key.pem", k.key_pem(signer))
    private(folder / "keys/signing.p12", k.p12(signer))
    private(folder / "keys/pin", f"{k.PIN}\n".encode())
    (folder / "keys/signing.pem").write_bytes(signer.pem)


def private(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    path.chmod(0o600)


def configure(folder: Path, **members: str) -> None:
    """Change members of a workspace's configuration, as somebody would by hand."""
    file = folder / "recoverydocs.toml"
    file.write_bytes(write_config(replace(read_config(file.read_bytes()), **members)))
