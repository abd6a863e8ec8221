"""A signing key and its certificate in one PKCS#12 file (.p12, .pfx)."""

from __future__ import annotations

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence.signers.key import KeySigner


def pkcs12_signer(content: bytes, secret: str = "", *, digest: str = "") -> KeySigner:
    """The signer of a PKCS#12 file; further certificates in it are left alone.

    Args:
        content: the file.
        secret: its passphrase.
        digest: name of the digest; empty for the key's usual one.

    Raises:
        DataRefusedError: it cannot be read, or lacks the key or the certificate.
    """
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, secret.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise DataRefusedError(
            "signing key: the PKCS#12 file cannot be read; check the file and its passphrase"
        ) from error
    if key is None or certificate is None:
        raise DataRefusedError(
            "signing key: the PKCS#12 file lacks the private key or its certificate; export "
            "both together"
        )
    return KeySigner.of(key, certificate.public_bytes(Encoding.DER), digest)
