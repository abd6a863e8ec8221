"""A signing key in a PEM file, its certificate in another."""

from __future__ import annotations

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence.signers.key import KeySigner, certificate_der


def pem_signer(
    key: bytes, certificate: bytes, secret: str = "", *, digest: str = ""
) -> KeySigner:
    """The signer of a PEM key.

    Args:
        key: the private key, PEM.
        certificate: the signer's certificate, PEM or DER.
        secret: the key's passphrase; empty for a key that has none.
        digest: name of the digest; empty for the key's usual one.

    Raises:
        DataRefusedError: key or certificate cannot be read, or is of a kind not accepted.
    """
    try:
        read = load_pem_private_key(key, secret.encode() or None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise DataRefusedError(
            "signing key: cannot be read; it must be a private key in PEM, with the right "
            "passphrase if it has one and none if it has not"
        ) from error
    return KeySigner.of(read, certificate_der(certificate), digest)
