"""The house's own clock as a timestamper: it proves order and integrity, never a date.

Whoever has its key can set the time. Its tokens say so in their policy and in the name of their
certificate, and no verdict of ours calls them independent.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence.algorithms import IMPRINT_IDENTIFIERS, SigningAlgorithm
from recoverydocs.evidence.cms_writing import SignedDataForm
from recoverydocs.evidence.der import (
    GENERALIZED_TIME,
    OCTET_STRING,
    integer,
    oid,
    sequence,
    tlv,
)
from recoverydocs.evidence.tokens import TST_INFO
from recoverydocs.evidence.trust import LOCAL_POLICY

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "Local TSA - local clock, not independent"
"""The common name of every local timestamper's certificate."""

_LIFE = timedelta(days=3652)
_ECDSA = ec.ECDSA(hashes.SHA256())
_ECDSA_SHA256 = SigningAlgorithm(
    "sha256", is_rsa=False, identifier=sequence(oid("1.2.840.10045.4.3.2"))
)
_SERIAL_BITS = 120


def make_local_authority(
    at: datetime, organisation: str = "recoverydocs"
) -> tuple[bytes, bytes]:
    """A new key and its own certificate, both PEM: the key stays in the workspace.

    Args:
        at: begin of the certificate's ten years, with time zone.
        organisation: who keeps the clock, as the certificate says it.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, NAME),
        ]
    )
    begin = at.astimezone(UTC).replace(microsecond=0)
    usage = dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + _LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, **usage), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    return (
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        certificate.public_bytes(serialization.Encoding.PEM),
    )


class LocalStamper:
    """Makes tokens with a key of the house and a clock that it is handed."""

    def __init__(self, key: bytes, certificate: bytes, clock: Callable[[], datetime]) -> None:
        """Take the key and certificate of `make_local_authority`.

        Args:
            key: private key, PEM.
            certificate: its certificate, PEM.
            clock: gives the moment, with time zone.

        Raises:
            DataRefusedError: they cannot be read or do not belong together.
        """
        try:
            private = serialization.load_pem_private_key(key, password=None)
            public = x509.load_pem_x509_certificate(certificate)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            message = "local timestamper: key or certificate cannot be read; restore both files"
            raise DataRefusedError(message) from error
        if (
            not isinstance(private, ec.EllipticCurvePrivateKey)
            or private.public_key() != public.public_key()
        ):
            message = "local timestamper: the key is not the certificate's; restore both files"
            raise DataRefusedError(message)
        self._key = private
        self._clock = clock
        der = public.public_bytes(serialization.Encoding.DER)
        self._form = SignedDataForm.of(der, _ECDSA_SHA256, TST_INFO, version=3)

    def stamp(self, imprint: bytes, digest: str = "sha256") -> bytes:
        """A token over a digest with the clock's moment, in whole seconds."""
        moment = self._clock().astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode("ascii")
        info = sequence(
            integer(1),
            oid(LOCAL_POLICY),
            sequence(IMPRINT_IDENTIFIERS[digest], tlv(OCTET_STRING, imprint)),
            integer(secrets.randbits(_SERIAL_BITS) | 1),
            tlv(GENERALIZED_TIME, moment),
        )
        return self._form.write(info, lambda data: self._key.sign(data, _ECDSA), detached=False)
