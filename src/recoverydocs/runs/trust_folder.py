"""A trust folder on disk: whom a verifier believes, one sub-folder a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.errors import WrongUsageError
from recoverydocs.evidence import Trust
from recoverydocs.runs.given_files import read_given

if TYPE_CHECKING:
    from pathlib import Path

_CERTIFICATES = ("*.pem", "*.crt", "*.cer", "*.der")
_CRLS = ("*.crl", "crls/*")
_LARGEST = 64 << 20
"""Octets of a file: a large authority's revocation list."""


def read_trust_folder(folder: Path) -> Trust:
    """The trust of ``independent/``, ``local/``, ``signers/`` and the CRLs of a folder.

    A sub-folder that is missing trusts nobody; that is no fault.

    Raises:
        WrongUsageError: there is no such folder.
        TooLargeError: a file in it is larger than 64 MiB.
        OutsideFailedError: one cannot be read.
    """
    if not folder.is_dir():
        raise WrongUsageError(f"{folder.name}: no such trust folder")
    return Trust(
        independent=_contents(folder / "independent", _CERTIFICATES),
        local=_contents(folder / "local", _CERTIFICATES),
        signers=_contents(folder / "signers", _CERTIFICATES),
        crls=_contents(folder, _CRLS),
    )


def _contents(folder: Path, patterns: tuple[str, ...]) -> tuple[bytes, ...]:
    files = {file for pattern in patterns for file in folder.glob(pattern) if file.is_file()}
    return tuple(read_given(file, _LARGEST) for file in sorted(files))
