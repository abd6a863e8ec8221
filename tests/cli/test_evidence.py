from __future__ import annotations

import hashlib
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.cli.support import DAY, FIRST, said, told

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def package(workspace: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert said(capsys, "issue", "dunning-notice", FIRST, *DAY, "-w", workspace)[0] == 0
    (found,) = (workspace / "packages").rglob("*.asice")
    return found


def test_renew_says_what_it_did(
    workspace: Path, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = said(capsys, "evidence", "renew", "-w", workspace)
    assert (code, out) == (0, ["已续期 0 个；未到期 1 个；未能续期 0 个"])
    code, answer = told(capsys, "evidence", "renew", "--before", "4000", "-w", workspace)
    assert (code, answer["renewed"]) == (0, ["海云临江催字〔2026〕1号"])
    code, answer = told(capsys, "verify", package, "-w", workspace)
    assert code == 10
    assert answer["packages"][0]["revisions"][0]["renewals"] == 1
    package.write_bytes(b"broken")
    code, _, err = said(capsys, "evidence", "renew", "--before", "4000", "-w", workspace)
    assert code == 3
    assert any(line.startswith("海云临江催字〔2026〕1号: ") for line in err)


def test_token_is_handed_out_for_openssl(
    workspace: Path, package: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    token = tmp_path / "t.tst"
    code, out, _ = said(capsys, "evidence", "token", package, "-o", token)
    assert code == 0
    words = ["openssl", "ts", "-verify", "-digest", out[0], "-in", str(token), "-token_in"]
    root = workspace / "trust/local/local-tsa.pem"
    done = subprocess.run(  # noqa: S603 - our own words
        [*words, "-CAfile", str(root)], capture_output=True, text=True, check=False
    )
    assert "Verification: OK" in done.stdout, done.stderr
    other = tmp_path / "other.tst"
    assert said(capsys, "evidence", "token", package, "-o", other, "--revision", "7")[0] == 3
    there = token.read_bytes()
    code, _, err = said(capsys, "evidence", "token", package, "-o", token)
    assert (code, token.read_bytes()) == (2, there)
    assert "is there already" in " ".join(err)


def test_repack_brings_the_original_octets_back(
    workspace: Path, package: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    gateway = tmp_path / "gateway.zip"
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(gateway, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert said(capsys, "verify", gateway, "-w", workspace)[0] == 12
    back = tmp_path / "back.asice"
    code, out, _ = said(capsys, "repack", gateway, "-o", back)
    assert code == 0
    assert back.read_bytes() == package.read_bytes()
    assert out[0] == f"{back} {hashlib.sha256(back.read_bytes()).hexdigest()}"
    assert said(capsys, "verify", back, "-w", workspace)[0] == 10
    assert said(capsys, "repack", FIRST, "-o", tmp_path / "other.asice")[0] == 3


def test_repack_writes_over_no_file(
    package: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    evidence = tmp_path / "evidence.asice"
    evidence.write_bytes(b"somebody's only copy")
    code, _, err = said(capsys, "repack", package, "-o", evidence)
    assert (code, evidence.read_bytes()) == (2, b"somebody's only copy")
    assert "is there already; name another" in " ".join(err)


def test_export_writes_folder_and_bag(
    package: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    code, answer = told(capsys, "export", package, "-o", out)
    assert code == 0
    assert answer["how_to"] == str(out / "核验方法.txt")
    assert len([file for file in out.rglob("*") if file.is_file()]) == answer["files"]
    assert said(capsys, "export", package, "-o", out)[0] == 2
    code, answer = told(capsys, "export", package, "-o", tmp_path / "bag", "--form", "bag")
    assert (code, answer["form"]) == (0, "bag")
    assert (tmp_path / "bag/bagit.txt").is_file()
