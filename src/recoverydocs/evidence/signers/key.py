"""A private key in memory, as the engines that read one from a file hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence.algorithms import HASHES, SigningAlgorithm, signing_algorithm
from recoverydocs.evidence.certs.certificate import read_certificate
from recoverydocs.evidence.codes import failure_codes
from recoverydocs.evidence.der import DerError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes


@dataclass(frozen=True, slots=True)
class KeySigner:
    """Signs with a key in this process's memory.

    Attributes:
        key: the private key.
        certificate: DER.
        algorithm: how it signs.
    """

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: bytes
    algorithm: SigningAlgorithm

    @classmethod
    def of(cls, key: PrivateKeyTypes, certificate: bytes, digest: str) -> KeySigner:
        """The signer of a key that was read.

        Raises:
            DataRefusedError: the key is of a kind that no verifier here accepts.
        """
        algorithm = algorithm_of(certificate, digest)
        if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
            raise DataRefusedError(f"signing key: {_USABLE}")
        return cls(key, certificate, algorithm)

    def sign(self, data: bytes) -> bytes:
        """The signature over octets."""
        digest = HASHES[self.algorithm.digest]
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), digest)
        return self.key.sign(data, ec.ECDSA(digest))

    def close(self) -> None:
        """Nothing is held open."""


_USABLE = "use an EC key on P-256, P-384 or P-521, or RSA of 2048 bits or more"


def algorithm_of(certificate: bytes, digest: str = "") -> SigningAlgorithm:
    """How the key of a certificate signs.

    Args:
        certificate: DER.
        digest: name of the digest; empty for the key's usual one.

    Raises:
        DataRefusedError: no verifier here accepts it.
    """
    try:
        found = signing_algorithm(read_certificate(certificate).key, digest)
    except (DerError, ValueError, IndexError) as error:
        raise DataRefusedError("signing certificate: cannot be read; give it anew") from error
    if isinstance(found, str):
        meaning = failure_codes()[found].meaning
        raise DataRefusedError(f"signing certificate: {found}, {meaning}; {_USABLE}")
    return found


def certificate_der(content: bytes) -> bytes:
    """DER of a certificate given as PEM or DER; of several the first, the signer's own.

    Raises:
        DataRefusedError: it is neither.
    """
    try:
        if b"-----BEGIN" in content:
            read = x509.load_pem_x509_certificates(content)[0]
        else:
            read = x509.load_der_x509_certificate(content)
    except ValueError as error:
        raise DataRefusedError(
            "signing certificate: cannot be read; give it as PEM or DER"
        ) from error
    return read.public_bytes(Encoding.DER)
