from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recoverydocs.errors import WrongUsageError
from recoverydocs.evidence import Trust
from recoverydocs.runs.trust_folder import read_trust_folder

if TYPE_CHECKING:
    from pathlib import Path


def test_each_class_has_its_folder(tmp_path: Path) -> None:
    for place in ("independent/b.pem", "independent/a.pem", "local/l.crt", "signers/s.der"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_bytes(place.encode())
    (tmp_path / "root.crl").write_bytes(b"crl")
    (tmp_path / "independent/README.txt").write_bytes(b"not a certificate")
    assert read_trust_folder(tmp_path) == Trust(
        independent=(b"independent/a.pem", b"independent/b.pem"),
        local=(b"local/l.crt",),
        signers=(b"signers/s.der",),
        crls=(b"crl",),
    )


def test_missing_classes_trust_nobody(tmp_path: Path) -> None:
    assert read_trust_folder(tmp_path) == Trust()


def test_missing_folder_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError, match="no such trust folder"):
        read_trust_folder(tmp_path / "gone")
