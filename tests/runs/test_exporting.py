"""Exports are checked by the tools that they are for: sha256sum, openssl, bagit-python."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import bagit
import pytest
from tests.evidence import authorities as a
from tests.evidence import support as s
from tests.evidence.test_octets import signed_package

from recoverydocs.errors import OutsideFailedError, TamperedError, WrongUsageError
from recoverydocs.evidence import seal
from recoverydocs.evidence.verifier import verifier_page
from recoverydocs.runs.exporting import export_package

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = "核验方法.txt"


def run(command: str, folder: Path) -> str:
    done = subprocess.run(  # noqa: S603 - the commands that we print
        command.split(), cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done.stdout + done.stderr


def commands(folder: Path) -> list[str]:
    text = (folder / GUIDE).read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.startswith("   ")]


def test_every_command_that_the_folder_names_succeeds(tmp_path: Path) -> None:
    out = tmp_path / "out"
    export_package(signed_package(), "folder", out)
    (out / "root.pem").write_bytes(a.root().pem)
    (out / "signers.pem").write_bytes(a.root().pem)
    said = [run(command, out) for command in commands(out)]
    words = " ".join(commands(out))
    assert {"sha256sum", "ts", "cms"} <= set(words.split())
    assert len(said) == 5  # sums, the record's token twice, its own token, the signature
    assert (out / "package.asice").read_bytes() == signed_package()
    assert (out / "verifier.html").read_bytes() == verifier_page()


def test_a_changed_file_is_found_by_the_named_command(tmp_path: Path) -> None:
    out = tmp_path / "out"
    export_package(s.two_revisions(), "folder", out)
    document = next((out / "files/001").iterdir())
    document.write_bytes(document.read_bytes() + b"x")
    with pytest.raises(AssertionError, match="sha256sum"):
        run(commands(out)[0], out)


def test_a_package_that_waits_names_no_token(tmp_path: Path) -> None:
    out = tmp_path / "out"
    export_package(seal(s.contents()).pending(), "folder", out)
    assert not (out / "tokens").exists()
    assert not any("-digest" in command for command in commands(out))


def test_a_bag_is_one_to_bagit(tmp_path: Path) -> None:
    out = tmp_path / "bag"
    export_package(s.two_revisions(), "bag", out)
    opened = bagit.Bag(str(out))
    opened.validate()
    assert opened.info["External-Identifier"] == f"urn:uuid:{s.PACKAGE_ID}"
    again = tmp_path / "again"
    export_package(s.two_revisions(), "bag", again)
    files = [path.relative_to(out) for path in out.rglob("*") if path.is_file()]
    assert all((out / path).read_bytes() == (again / path).read_bytes() for path in files)
    (out / "data/manifest-001.json").write_bytes(b"{}")
    with pytest.raises(bagit.BagError):
        bagit.Bag(str(out)).validate()


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    package = s.one_revision()
    (tmp_path / "there").mkdir()
    with pytest.raises(WrongUsageError, match="is there already"):
        export_package(package, "folder", tmp_path / "there")
    with pytest.raises(WrongUsageError, match="form is one of"):
        export_package(package, "tarball", tmp_path / "out")
    with pytest.raises(TamperedError):
        export_package(package[:-1], "folder", tmp_path / "out")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutsideFailedError, match="nothing was written"):
        export_package(package, "folder", tmp_path / "file/out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "there"]


def test_the_guide_holds_the_fixed_reservation(tmp_path: Path) -> None:
    export_package(s.one_revision(), "folder", tmp_path / "out")
    text = (tmp_path / "out" / GUIDE).read_text("utf-8")
    assert "不证明文件内容真实或送达已产生法律效力" in text
    assert re.search(r"-digest [0-9a-f]{64}$", text, re.MULTILINE)
