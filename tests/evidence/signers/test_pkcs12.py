from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from tests.evidence import authorities as a
from tests.evidence import signing_keys as k

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence.algorithms import check_signature
from recoverydocs.evidence.certs.certificate import read_certificate
from recoverydocs.evidence.signers import pkcs12_signer


@pytest.mark.parametrize("digest", ["", "sha512"])
@pytest.mark.parametrize("kind", k.KINDS)
def test_pkcs12_key_signs_for_its_certificate(kind: str, digest: str) -> None:
    signer = pkcs12_signer(k.p12(k.issued(kind)), k.PHRASE, digest=digest)
    assert signer.certificate == k.issued(kind).der
    info = read_certificate(signer.certificate).key
    signature = signer.sign(b"data")
    assert check_signature(info, signer.algorithm.identifier, signature, b"data") is None


@pytest.mark.parametrize("secret", ["", "another"])
def test_pkcs12_with_a_wrong_passphrase_is_refused_without_saying_it(secret: str) -> None:
    with pytest.raises(DataRefusedError, match="its passphrase") as caught:
        pkcs12_signer(k.p12(k.issued()), secret)
    assert "another" not in str(caught.value)


def test_pkcs12_that_is_none_is_refused() -> None:
    with pytest.raises(DataRefusedError, match="cannot be read"):
        pkcs12_signer(b"no PKCS#12", k.PHRASE)


def test_pkcs12_without_a_key_is_refused() -> None:
    kept = BestAvailableEncryption(k.PHRASE.encode())
    only = pkcs12.serialize_key_and_certificates(None, None, a.root().certificate, None, kept)
    with pytest.raises(DataRefusedError, match="lacks the private key"):
        pkcs12_signer(only, k.PHRASE)
