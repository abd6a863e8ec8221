"""Which algorithms count, compared as whole encodings: parameters and all.

Comparing object identifiers only would let changed parameters pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from recoverydocs.evidence.der import SEQUENCE, DerError, Node, dotted, oid, parse, sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

NULL = b"\x05\x00"
_SMALLEST_RSA = 2048
_SM_ARC = "1.2.156.10197."
DIGEST_OIDS: Mapping[str, str] = {
    "sha256": "2.16.840.1.101.3.4.2.1",
    "sha384": "2.16.840.1.101.3.4.2.2",
    "sha512": "2.16.840.1.101.3.4.2.3",
}
HASHES: Mapping[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
IMPRINT_IDENTIFIERS: Mapping[str, bytes] = {
    name: sequence(oid(dotted_name), NULL) for name, dotted_name in DIGEST_OIDS.items()
}
"""Name of the digest → its AlgorithmIdentifier as our own requests and tokens write it."""

DIGEST_IDENTIFIERS: Mapping[bytes, str] = {
    sequence(oid(dotted_name), *tail): name
    for name, dotted_name in DIGEST_OIDS.items()
    for tail in ((), (NULL,))
}
"""Whole AlgorithmIdentifier → name of the digest."""

ECDSA_IDENTIFIERS: Mapping[bytes, str] = {
    sequence(oid("1.2.840.10045.4.3.2")): "sha256",
    sequence(oid("1.2.840.10045.4.3.3")): "sha384",
    sequence(oid("1.2.840.10045.4.3.4")): "sha512",
}
_RSA_IDENTIFIERS: Mapping[bytes, str] = {
    sequence(oid("1.2.840.113549.1.1.11"), NULL): "sha256",
    sequence(oid("1.2.840.113549.1.1.12"), NULL): "sha384",
    sequence(oid("1.2.840.113549.1.1.13"), NULL): "sha512",
}
_RSA_KEY = sequence(oid("1.2.840.113549.1.1.1"), NULL)
_CURVES = frozenset(
    sequence(oid("1.2.840.10045.2.1"), oid(curve))
    for curve in ("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35")
)
_WEAK = frozenset(
    {
        "1.2.840.113549.2.2",
        "1.2.840.113549.2.5",
        "1.3.14.3.2.26",
        "1.3.14.3.2.29",
        "1.2.840.113549.1.1.2",
        "1.2.840.113549.1.1.4",
        "1.2.840.113549.1.1.5",
        "1.2.840.10045.4.1",
        "1.2.840.10040.4.3",
    }
)
_CURVE_DIGESTS: Mapping[str, str] = {
    "secp256r1": "sha256",
    "secp384r1": "sha384",
    "secp521r1": "sha512",
}
BAD_SIGNATURE = "BAD"


@dataclass(frozen=True, slots=True)
class SigningAlgorithm:
    """How a key signs here.

    Attributes:
        digest: name of the digest.
        is_rsa: RSA with PKCS#1 v1.5; else ECDSA.
        identifier: the whole AlgorithmIdentifier of the signature.
    """

    digest: str
    is_rsa: bool
    identifier: bytes


def refused_code(identifier: bytes) -> str:
    """The code for an AlgorithmIdentifier that is on no list."""
    try:
        node = parse(identifier)
        names = [dotted(part.body) for part in node.children if part.tag == oid("1.2")[0]]
    except DerError:
        return "ALG_UNSUPPORTED"
    if any(f"{name}.".startswith(_SM_ARC) for name in names):
        return "ALG_SM2"
    return "ALG_WEAK" if names and names[0] in _WEAK else "ALG_UNSUPPORTED"


@lru_cache(maxsize=256)
def load_key(info: bytes) -> ec.EllipticCurvePublicKey | rsa.RSAPublicKey | str:
    """The key of a SubjectPublicKeyInfo, or the code that refuses it.

    Raises:
        DerError: it is none, or a point that is not on its curve.
    """
    algorithm: Node = parse(info, SEQUENCE).child(0, SEQUENCE)
    if algorithm.raw not in _CURVES and algorithm.raw != _RSA_KEY:
        return refused_code(algorithm.raw)
    try:
        key = load_der_public_key(info)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise DerError("not a public key") from error
    if isinstance(key, rsa.RSAPublicKey):
        return key if key.key_size >= _SMALLEST_RSA else "ALG_WEAK"
    return key if isinstance(key, ec.EllipticCurvePublicKey) else "ALG_UNSUPPORTED"


def signing_algorithm(info: bytes, digest: str = "") -> SigningAlgorithm | str:
    """How the key of a SubjectPublicKeyInfo signs, or the code that refuses the key.

    Args:
        info: the public key.
        digest: name of the digest; empty for the curve's own, or SHA-256 with RSA.
    """
    key = load_key(info)
    if isinstance(key, str):
        return key
    if isinstance(key, rsa.RSAPublicKey):
        name, known = digest or "sha256", _RSA_IDENTIFIERS
    else:
        name, known = digest or _CURVE_DIGESTS[key.curve.name], ECDSA_IDENTIFIERS
    identifier = next(one for one, stated in known.items() if stated == name)
    return SigningAlgorithm(name, known is _RSA_IDENTIFIERS, identifier)


def check_signature(
    info: bytes, identifier: bytes, signature: bytes, data: bytes, digest: str | None = None
) -> str | None:
    """What is wrong with a signature: None, `BAD_SIGNATURE`, or a code of an algorithm.

    Args:
        info: the signer's SubjectPublicKeyInfo.
        identifier: the whole AlgorithmIdentifier of the signature.
        signature: its octets.
        data: what was signed.
        digest: the digest for a bare ``rsaEncryption``, which names none itself.
    """
    key = load_key(info)
    if isinstance(key, str):
        return key
    is_rsa = isinstance(key, rsa.RSAPublicKey)
    named = (_RSA_IDENTIFIERS if is_rsa else ECDSA_IDENTIFIERS).get(identifier)
    if is_rsa and identifier == _RSA_KEY:
        named = digest
    if named is None:
        return refused_code(identifier)
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), HASHES[named])
        else:
            key.verify(signature, data, ec.ECDSA(HASHES[named]))
    except InvalidSignature:
        return BAD_SIGNATURE
    return None
