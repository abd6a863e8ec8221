from __future__ import annotations

import io
import itertools
import shutil
import subprocess
import zipfile
from contextlib import closing
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from tests.evidence import authorities as a
from tests.evidence import signing_keys as k
from tests.evidence import support as s

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence import (
    Conclusion,
    Trust,
    attach,
    read_zip,
    reopen,
    seal,
    sign,
    stamp,
    stamp_alone,
    verify,
)
from recoverydocs.evidence.cms import DATA
from recoverydocs.evidence.der import oid, sequence
from recoverydocs.evidence.layout import signature_of
from recoverydocs.evidence.signature import check_cades
from recoverydocs.evidence.trust import read_trust
from recoverydocs.evidence.verify import REVOCATION_UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from recoverydocs.evidence import Signer, Verdict

ENGINES: dict[str, Callable[[str], Signer]] = {
    "pem": k.in_pem,
    "pkcs12": k.in_pkcs12,
    "pkcs11": k.in_pkcs11,
}
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")


def trust(*crls: bytes) -> Trust:
    return Trust(local=(s.authority()[1],), signers=(a.root().pem,), crls=crls)


def signed(signer: Signer, *, alone: bool = False) -> bytes:
    """Revision 1, signed; with a token of its own where that is asked."""
    sealed = sign(seal(s.contents()), signer)
    return stamp([stamp_alone(sealed, s.stamper()) if alone else sealed], s.stamper())[0]


def continued(package: bytes, signer: Signer | None, at: datetime = s.LATER) -> bytes:
    sealed = attach(package, s.receipt_contents(package, stated_at=at))
    return stamp([sign(sealed, signer) if signer else sealed], s.stamper(at))[0]


def judge(package: bytes, given: Trust | None = None) -> Verdict:
    return verify(package, given or trust(), s.AT)


def openssl(
    package: bytes, folder: Path, revision: int = 1, *more: str, root: a.Issued | None = None
) -> str:
    """What `openssl cms -verify` says by the command of docs/evidence.md."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        archive.extractall(folder)
    (folder / "root.pem").write_bytes((root or a.root()).pem)
    proof = signature_of(revision)
    command = [
        "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", proof.path,
        "-content", proof.xml, "-CAfile", "root.pem", "-purpose", "any", "-out", "content",
        *more,
    ]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    return done.stdout + done.stderr


@pytest.mark.parametrize("kind", k.KINDS)
@pytest.mark.parametrize("engine", ENGINES)
@needs_openssl
def test_signature_holds_here_and_for_openssl(
    engine: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if engine == "pkcs11":
        request.getfixturevalue("softhsm")
    with closing(ENGINES[engine](kind)) as signer:
        package = signed(signer)
    verdict = judge(package)
    assert verdict.verdict is Conclusion.LOCAL_PASSED, verdict.codes
    (revision,) = verdict.revisions
    assert revision.is_signed
    assert revision.signer_subject == f"C=CN, O=recoverydocs test, CN=Invented Lender {kind}"
    assert "CAdES Verification successful" in openssl(package, tmp_path)


@needs_openssl
def test_an_authority_in_the_middle_may_be_the_root(tmp_path: Path) -> None:
    middle = a.issue("Middle", a.root(), authority=True)
    package = signed(k.of(a.issue("Signer", middle)))
    given = Trust(local=(s.authority()[1],), signers=(middle.pem,))
    assert judge(package, given).verdict is Conclusion.LOCAL_PASSED
    assert [one.code for one in judge(package).codes] == ["SIG_TRUST"]
    assert "successful" in openssl(package, tmp_path, 1, "-partial_chain", root=middle)


@needs_openssl
def test_openssl_refuses_a_changed_manifest(tmp_path: Path) -> None:
    package = signed(k.in_pem("P-256"))
    xml = signature_of(1).xml
    changed = dict(read_zip(package))[xml].replace(b"text/plain", b"text/plane", 1)
    assert "Verification failure" in openssl(s.with_entry(package, xml, changed), tmp_path)


def test_signature_stands_before_a_token_of_its_own() -> None:
    package = signed(k.in_pem("P-256"), alone=True)
    names = [name.rpartition("/")[2] for name, _ in read_zip(package)][-6:]
    assert names == [
        "ASiCManifest001s.xml",
        "signature001.p7s",
        "ASiCManifest001t.xml",
        "timestamp001.tst",
        "ASiCEvidenceRecordManifest001.xml",
        "evidencerecord001.ers",
    ]
    assert judge(package).verdict is Conclusion.LOCAL_PASSED


def test_what_has_a_proof_is_not_signed() -> None:
    signer = k.in_pem("P-256")
    for sealed in (
        sign(seal(s.contents()), signer),
        stamp_alone(seal(s.contents()), s.stamper()),
    ):
        with pytest.raises(DataRefusedError, match="不能再签名"):
            sign(sealed, signer)


def test_signature_is_kept_while_the_revision_waits() -> None:
    sealed = sign(seal(s.contents()), k.in_pem("P-256"))
    assert reopen(sealed.pending()) == sealed
    finished = stamp([reopen(sealed.pending())], s.stamper())[0]
    assert judge(finished).verdict is Conclusion.LOCAL_PASSED
    assert judge(finished).revisions[0].is_signed
    waiting = judge(sealed.pending())
    assert [one.code for one in waiting.codes] == ["RECORD_PENDING"]
    assert waiting.revisions[0].is_signed


def test_two_revisions_may_be_signed_by_different_keys(tmp_path: Path) -> None:
    package = continued(signed(k.in_pem("P-256")), k.in_pkcs12("RSA-2048"))
    verdict = judge(package)
    assert verdict.verdict is Conclusion.LOCAL_PASSED, verdict.codes
    assert [one.signer_subject.rpartition("CN=")[2] for one in verdict.revisions] == [
        "Invented Lender P-256",
        "Invented Lender RSA-2048",
    ]
    for revision in (1, 2):
        assert "successful" in openssl(package, tmp_path, revision)


def test_an_unsigned_revision_after_a_signed_one_says_so() -> None:
    verdict = judge(continued(signed(k.in_pem("P-256")), None))
    assert [one.is_signed for one in verdict.revisions] == [True, False]
    assert verdict.revisions[1].signer_subject == ""


def test_signature_cannot_be_stripped() -> None:
    package = signed(k.in_pem("P-256"))
    bare = s.without(package, *signature_of(1).names)
    verdict = judge(bare)
    assert verdict.verdict is Conclusion.TOTAL_FAILED
    later = continued(package, None)
    verdict = judge(s.without(later, *signature_of(1).names))
    assert verdict.verdict is Conclusion.TOTAL_FAILED


def test_signature_cannot_be_swapped() -> None:
    """A second signature by a trusted key over the same octets is not the one in the record."""
    package, other = signed(k.in_pem("P-256")), signed(k.in_pem("P-384"))
    path = signature_of(1).path
    swapped = s.with_entry(package, path, dict(read_zip(other))[path])
    codes = {one.code for one in judge(swapped).codes}
    assert codes & {"ERS_GROUP", "XML_DIGEST"}
    assert not any(code.startswith("SIG_") for code in codes)
    assert judge(swapped).verdict is Conclusion.TOTAL_FAILED


@pytest.mark.parametrize("place", ["digest", "signature"])
def test_a_signature_changed_by_its_maker_is_named(place: str) -> None:
    signer = k.in_pem("P-256")
    sealed = seal(s.contents())
    proof = signature_of(1)
    content = dict(read_zip(sign(sealed, signer).pending()))[proof.path]
    if place == "digest":
        other = seal(s.contents(note="another"))
        content = dict(read_zip(sign(other, signer).pending()))[proof.path]
    else:
        content = content[:-1] + bytes((content[-1] ^ 1,))
    package = stamp([sealed.with_proof(proof, content)], s.stamper())[0]
    verdict = judge(package)
    expected = {"digest": "SIG_DIGEST", "signature": "SIG_VALUE"}[place]
    assert [one.code for one in verdict.codes] == [expected]
    assert not verdict.revisions[0].is_signed
    assert verdict.revisions[0].signer_subject == ""


@pytest.mark.parametrize("kind", ["P-256", "RSA-2048"])
def test_no_octet_of_a_signature_is_free(kind: str) -> None:
    """In a package its record sees any change; here the signature's own checks must."""
    proof = signature_of(1)
    entries = dict(read_zip(sign(seal(s.contents()), k.in_pem(kind)).pending()))
    content, xml = entries[proof.path], entries[proof.xml]
    anchors = read_trust(trust())
    assert check_cades(content, xml, anchors, s.MOMENT).codes == ()
    free = []
    for at, mask in itertools.product(range(len(content)), (0x01, 0x20, 0xFF)):
        changed = content[:at] + bytes((content[at] ^ mask,)) + content[at + 1 :]
        if not check_cades(changed, xml, anchors, s.MOMENT).codes:
            free.append((at, mask))
    assert free == []


def test_a_signer_that_nobody_vouches_for_leaves_it_open() -> None:
    verdict = judge(signed(k.in_pem("P-256")), s.local_trust())
    assert [one.code for one in verdict.codes] == ["SIG_TRUST"]
    assert verdict.verdict is Conclusion.INDETERMINATE
    (revision,) = verdict.revisions
    assert not revision.is_signed
    assert revision.signer_subject.endswith("Invented Lender P-256")
    assert revision.signer_certificate_sha256 == sha256(k.issued().der).hexdigest()


def test_revocation_of_the_signer_counts_among_what_was_not_looked_at() -> None:
    """A local timestamper is its own root, which nobody revokes: the tokens here are not."""
    package = stamp([sign(seal(s.contents()), k.in_pem("P-256"))], a.TokenMaker())[0]
    root = a.issue("Signers", authority=True)
    one = a.issue("Signer", root)
    of_other = stamp([sign(seal(s.contents()), k.of(one))], a.TokenMaker())[0]
    crl = a.revocation_list(a.root())
    both = Trust(independent=(a.root().pem,), signers=(root.pem,), crls=(crl,))
    assert REVOCATION_UNKNOWN not in judge(package, both).not_checked
    assert REVOCATION_UNKNOWN in judge(of_other, both).not_checked
    assert judge(of_other, both).verdict is Conclusion.TOTAL_PASSED


def test_revoked_before_the_proven_time_fails() -> None:
    one = k.issued()
    crl = a.revocation_list(a.root(), ((one, s.MOMENT, None),))
    verdict = judge(signed(k.in_pem("P-256")), trust(crl))
    assert [code.code for code in verdict.codes] == ["CERT_REVOKED"]


def test_a_certificate_that_had_ended_at_the_proven_time_leaves_it_open() -> None:
    one = a.issue("Ended", a.root(), end=s.MOMENT - timedelta(seconds=1))
    verdict = judge(signed(k.of(one)))
    assert [code.code for code in verdict.codes] == ["CERT_VALIDITY"]
    assert not verdict.revisions[0].is_signed


def test_identity_number_in_a_signers_name_is_masked() -> None:
    number = "110199199003071234"
    one = a.issue(f"虚构人甲@{number}@1", a.root())
    (revision,) = judge(signed(k.of(one))).revisions
    assert revision.is_signed
    assert number not in revision.signer_subject
    assert revision.signer_subject.endswith("CN=虚构人甲@**************1234@1")


def test_a_digest_that_nobody_accepts_is_named() -> None:
    signer = k.issued()
    made = a.TokenMaker(
        signer=signer, content_type=DATA, type_attribute=DATA, version=1,
        digest_algorithm=sequence(oid("1.3.14.3.2.26")),
    ).sign(b"content", detached=True)  # fmt: skip
    result = check_cades(made, b"content", read_trust(trust()), s.MOMENT)
    assert result.codes == ("ALG_WEAK",)
    assert result.subject.endswith("Invented Lender P-256")  # as a claim: nothing contradicts
