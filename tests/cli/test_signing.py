"""A workspace that signs, from the command line: issue, attach, verify, and others' tools."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.support import DAY, FIRST, said, told
from tests.documents.printed import picture
from tests.evidence import authorities as a
from tests.evidence import signing_keys as k
from tests.runs import signing as g

from recoverydocs.errors import ExitCode
from recoverydocs.runs.clock import now

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = Path(__file__).resolve().parents[2] / "docs" / "workspace.md"
OPENSSL = (
    "openssl cms -verify -cades -binary -inform DER -in META-INF/signature{0:03}.p7s "
    "-content META-INF/ASiCManifest{0:03}s.xml -CAfile root.pem -purpose any -out /dev/null"
)
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")


def run(command: Sequence[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@needs_openssl
@pytest.mark.usefixtures("softhsm")
def test_issue_attach_and_verify_with_a_key_in_a_token(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = g.founded(tmp_path / "house", g.PKCS11, now)
    receipt = tmp_path / "receipt.png"
    receipt.write_bytes(picture())
    code, out, err = said(capsys, "issue", "dunning-notice", FIRST, *DAY, "-w", folder)
    assert code == 0, err
    assert any("吊销状态未核验" in line for line in err)
    _, answer = told(capsys, "register", "list", "-w", folder)
    number = answer["documents"][0]["number"]
    assert said(capsys, "attach", number, receipt, "-w", folder)[0] == 0
    (package,) = (folder / "packages").rglob("*.asice")

    code, out, _ = said(capsys, "verify", package, "-w", folder)
    assert code == ExitCode.LOCAL_PASSED
    signed = [line for line in out if line.startswith("  修订 ")]
    who = "C=CN, O=recoverydocs test, CN=Invented Lender RSA-2048"
    assert len(signed) == 2
    assert all(line.endswith(f"，已签名（签名证书：{who}）") for line in signed)
    _, answer = told(capsys, "verify", package, "-w", folder)
    for revision in answer["packages"][0]["revisions"]:
        assert revision["signed"] is True
        assert revision["signer_subject"] == who
        certificate = a.fingerprint(k.issued("RSA-2048"))
        assert revision["signer_certificate_sha256"] == certificate

    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path / "x")
    (tmp_path / "x/root.pem").write_bytes(a.root().pem)
    for revision in (1, 2):
        told_by = run(OPENSSL.format(revision).split(), tmp_path / "x")
        assert "CAdES Verification successful" in told_by


def test_a_signer_nobody_vouches_for_is_named_as_a_claim(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = g.founded(tmp_path / "house", g.PEM, now)
    assert said(capsys, "issue", "dunning-notice", FIRST, *DAY, "-w", folder)[0] == 0
    (package,) = (folder / "packages").rglob("*.asice")
    (folder / "trust/signers/root.pem").unlink()
    code, out, _ = said(capsys, "verify", package, "-w", folder)
    assert code == ExitCode.INDETERMINATE
    assert any("SIG_TRUST" in line for line in out)
    assert any("有签名而无结论（自称：C=CN" in line for line in out)


def test_a_refused_certificate_ends_the_command_with_3(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    one = a.issue("Wrong", a.root(), key_usage=("key_encipherment",))
    folder = g.founded(tmp_path / "house", g.PEM, now, one)
    code, out, err = said(capsys, "issue", "dunning-notice", FIRST, *DAY, "-w", folder)
    assert code == ExitCode.DATA_REFUSED
    assert out == []
    assert "its key usage names neither digitalSignature nor contentCommitment" in err[0]


@needs_openssl
def test_the_page_s_own_certificate_signs(
    capsys: pytest.CaptureFixture[str], workspace: Path, tmp_path: Path
) -> None:
    (block,) = re.findall(r"```\n(cd recovery .+?)```", PAGE.read_text("utf-8"), re.DOTALL)
    workspace.rename(tmp_path / "recovery")
    run(["sh", "-e", "-c", block], tmp_path)
    members = dict(re.findall(r'`(\w+) = "([^"]+)"`', PAGE.read_text("utf-8")))
    wanted = {f"signature_{name}": members[name] for name in ("engine", "key", "certificate")}
    folder = tmp_path / "recovery"
    g.configure(folder, **wanted)
    assert said(capsys, "issue", "dunning-notice", FIRST, *DAY, "-w", folder)[0] == 0
    (package,) = (folder / "packages").rglob("*.asice")
    code, out, _ = said(capsys, "verify", package, "-w", folder)
    assert code == ExitCode.LOCAL_PASSED
    assert any(line.endswith("已签名（签名证书：C=CN, O=示例, CN=示例签名）") for line in out)
