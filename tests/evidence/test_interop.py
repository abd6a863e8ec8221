"""Other people's tools accept what we make; the commands are those of docs/evidence.md."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.evidence import authorities as a
from tests.evidence import support as s
from tests.evidence.test_octets import signed_package
from tests.evidence.triggers.trigger import ERS

from recoverydocs.evidence import read_zip, token_of
from recoverydocs.evidence.ers import parse_record

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(str(files("recoverydocs.evidence") / "data"))


def needs(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(tool) is None, reason=f"{tool} is not here")


def run(*command: str, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(params=["one", "two", "signed", "vector 4"])
def unpacked(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    makers: dict[str, Callable[[], bytes]] = {
        "one": s.one_revision,
        "two": s.two_revisions,
        "signed": signed_package,
        "vector 4": partial(s.vector, 4),
    }
    package = makers[request.param]()
    (tmp_path / "package.asice").write_bytes(package)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        archive.extractall(tmp_path)
    return tmp_path


@needs("sha256sum")
def test_interop_sha256sum_checks_every_list(unpacked: Path) -> None:
    for sums in sorted(unpacked.glob("SHA256SUMS-*.txt")):
        said = run("sha256sum", "-c", "--strict", sums.name, cwd=unpacked)
        assert said.count("OK") == len(sums.read_text().splitlines())


@needs("unzip")
def test_interop_unzip_finds_no_errors(unpacked: Path) -> None:
    assert "No errors" in run("unzip", "-t", "package.asice", cwd=unpacked)


@needs("xmllint")
def test_interop_xmllint_validates(unpacked: Path) -> None:
    schema = str(DATA / "asic-manifest.xsd")
    for xml in sorted(unpacked.glob("META-INF/ASiC*.xml")):
        said = run("xmllint", "--nonet", "--noout", "--schema", schema, str(xml), cwd=unpacked)
        assert "validates" in said


@needs("openssl")
@pytest.mark.parametrize("revision", [1, 2])
def test_interop_openssl_verifies_the_token_of_a_record(tmp_path: Path, revision: int) -> None:
    root, token = token_of(s.two_revisions(), revision)
    (tmp_path / "t.tst").write_bytes(token)
    (tmp_path / "root.pem").write_bytes(s.authority()[1])
    said = run(
        "openssl", "ts", "-verify", "-digest", root, "-in", "t.tst", "-token_in",
        "-CAfile", "root.pem", cwd=tmp_path,
    )  # fmt: skip
    assert "Verification: OK" in said


@needs("openssl")
def test_interop_openssl_verifies_plain_token_and_signature(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(signed_package())) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "root.pem").write_bytes(a.root().pem)
    said = run(
        "openssl", "ts", "-verify", "-data", "META-INF/ASiCManifest001t.xml", "-in",
        "META-INF/timestamp001.tst", "-token_in", "-CAfile", "root.pem", cwd=tmp_path,
    )  # fmt: skip
    assert "Verification: OK" in said
    said = run(
        "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in",
        "META-INF/signature001.p7s", "-content", "META-INF/ASiCManifest001s.xml",
        "-CAfile", "root.pem", "-purpose", "any", "-out", "content", cwd=tmp_path,
    )  # fmt: skip
    assert "CAdES Verification successful" in said


def test_interop_root_by_hand_as_the_docs_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = Path(__file__).parents[2] / "docs" / "evidence.md"
    code = docs.read_text("utf-8").split("```python\n")[1].split("```")[0]
    root, token = token_of(s.vector(1))
    (stamp,) = parse_record(dict(read_zip(s.vector(1)))[ERS]).chains[0]
    siblings = [part[0] for part in stamp.tree[1:]]
    with zipfile.ZipFile(io.BytesIO(s.vector(1))) as archive:
        archive.extractall(tmp_path)
    monkeypatch.chdir(tmp_path)
    exec(code.replace("in []:", f"in {siblings!r}:"), {})  # noqa: S102 - our own page
    assert capsys.readouterr().out.strip() == root
    assert bytes.fromhex(root) in token


@needs("xmllint")
def test_interop_schema_refuses_a_reference_twice(tmp_path: Path) -> None:
    xml = dict(read_zip(s.one_revision()))["META-INF/ASiCEvidenceRecordManifest001.xml"]
    lines = xml.splitlines(keepends=True)
    (tmp_path / "x.xml").write_bytes(b"".join((*lines[:4], lines[3], *lines[4:])))
    command = ["xmllint", "--noout", "--schema", str(DATA / "asic-manifest.xsd"), "x.xml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)  # noqa: S603 - our own words
    assert done.returncode != 0
