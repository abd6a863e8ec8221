from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.evidence import authorities as a
from tests.evidence import signing_keys as k

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence.algorithms import check_signature
from recoverydocs.evidence.certs.certificate import read_certificate
from recoverydocs.evidence.signers import pem_signer

WEAK_BITS = 1024
USUAL = {
    "P-256": "sha256",
    "P-384": "sha384",
    "P-521": "sha512",
    "RSA-2048": "sha256",
    "RSA-3072": "sha256",
}


@pytest.mark.parametrize("digest", ["", "sha256", "sha384", "sha512"])
@pytest.mark.parametrize("kind", k.KINDS)
def test_pem_key_signs_with_every_accepted_digest(kind: str, digest: str) -> None:
    one = k.issued(kind)
    signer = pem_signer(k.key_pem(one), one.pem, digest=digest)
    assert signer.algorithm.digest == (digest or USUAL[kind])
    assert signer.certificate == one.der
    info = read_certificate(one.der).key
    signature = signer.sign(b"data")
    assert check_signature(info, signer.algorithm.identifier, signature, b"data") is None
    signer.close()


def test_pem_key_may_have_a_passphrase_and_the_certificate_be_der() -> None:
    one = k.issued()
    assert pem_signer(k.key_pem(one, k.PHRASE), one.der, k.PHRASE).certificate == one.der


def test_pem_takes_the_first_of_several_certificates() -> None:
    one = k.issued()
    assert pem_signer(k.key_pem(one), one.pem + a.root().pem).certificate == one.der


@pytest.mark.parametrize("secret", ["", "another"])
def test_pem_with_a_wrong_passphrase_is_refused_without_saying_it(secret: str) -> None:
    one = k.issued()
    with pytest.raises(DataRefusedError, match="right passphrase") as caught:
        pem_signer(k.key_pem(one, k.PHRASE), one.pem, secret)
    assert "another" not in str(caught.value)


def test_pem_with_a_needless_passphrase_is_refused() -> None:
    one = k.issued()
    with pytest.raises(DataRefusedError, match="none if it has not"):
        pem_signer(k.key_pem(one), one.pem, k.PHRASE)


@pytest.mark.parametrize("certificate", [b"", b"-----BEGIN CERTIFICATE-----", b"0\x03\x02\x01"])
def test_pem_with_an_unreadable_certificate_is_refused(certificate: bytes) -> None:
    with pytest.raises(DataRefusedError, match="signing certificate: cannot be read"):
        pem_signer(k.key_pem(k.issued()), certificate)


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (rsa.generate_private_key(65537, WEAK_BITS), "ALG_WEAK"),
        (ec.generate_private_key(ec.SECP256K1()), "ALG_UNSUPPORTED"),
    ],
)
def test_pem_with_a_key_that_no_verifier_accepts_is_refused(key: a.Key, code: str) -> None:
    one = a.issue("Weak", a.root(), key=key)
    with pytest.raises(DataRefusedError, match=f"{code}.* use an EC key on P-256"):
        pem_signer(k.key_pem(one), one.pem)


def test_pem_with_a_key_of_another_family_is_refused() -> None:
    other = ed25519.Ed25519PrivateKey.generate()
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(DataRefusedError, match="use an EC key on P-256"):
        pem_signer(pem, k.issued().pem)
