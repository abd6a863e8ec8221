from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.evidence import authorities as a

from recoverydocs.evidence.algorithms import check_signature, refused_code
from recoverydocs.evidence.certs.certificate import read_certificate
from recoverydocs.evidence.der import oid, sequence


def test_refused_algorithms_have_their_code() -> None:
    assert refused_code(sequence(oid("1.3.14.3.2.26"))) == "ALG_WEAK"
    assert refused_code(sequence(oid("1.2.156.10197.1.501"))) == "ALG_SM2"
    assert refused_code(sequence(oid("1.2.3"))) == "ALG_UNSUPPORTED"
    assert refused_code(b"x") == "ALG_UNSUPPORTED"


def test_refused_sm2_curve_is_named() -> None:
    curve = sequence(oid("1.2.840.10045.2.1"), oid("1.2.156.10197.1.301"))
    info = sequence(curve, bytes.fromhex("030100"))
    assert check_signature(info, a.ECDSA_SHA256, b"", b"") == "ALG_SM2"


def test_other_kinds_of_key_are_not_supported() -> None:
    key = ed25519.Ed25519PrivateKey.generate().public_key()
    info = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert check_signature(info, a.ECDSA_SHA256, b"", b"") == "ALG_UNSUPPORTED"


def test_rsa_names_no_digest_by_itself() -> None:
    info = read_certificate(a.rsa_tsa().der).key
    assert check_signature(info, a.RSA_BARE, b"", b"", None) == "ALG_UNSUPPORTED"
