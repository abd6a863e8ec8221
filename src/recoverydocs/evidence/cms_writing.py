"""SignedData written fast: what is the same for every content is encoded once a key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.evidence.algorithms import IMPRINT_IDENTIFIERS
from recoverydocs.evidence.certs.certificate import read_certificate
from recoverydocs.evidence.cms import (
    CONTENT_TYPE,
    MESSAGE_DIGEST,
    SIGNED_DATA,
    SIGNING_CERTIFICATE_V2,
)
from recoverydocs.evidence.der import (
    INTEGER,
    OCTET_STRING,
    integer,
    oid,
    sequence,
    set_of,
    tlv,
)
from recoverydocs.evidence.hashtree import DIGESTS, sha256

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoverydocs.evidence.algorithms import SigningAlgorithm

_CONTEXT_0, _DIRECTORY_NAME = 0xA0, 0xA4


@dataclass(frozen=True, slots=True)
class SignedDataForm:
    """The constant parts of SignedData by one key over contents of one type.

    Attributes:
        version: of the SignedData, encoded.
        digest: name of the digest over content and signed attributes.
        content_type: OBJECT IDENTIFIER of what is signed.
        certificates: the signer's certificate as the one in the list.
        signer: issuer and serial number of that certificate.
        attributes: content-type and signing-certificate-v2.
        algorithm: AlgorithmIdentifier of the signature.
    """

    version: bytes
    digest: str
    content_type: bytes
    certificates: bytes
    signer: bytes
    attributes: tuple[bytes, bytes]
    algorithm: bytes

    @classmethod
    def of(
        cls, certificate: bytes, algorithm: SigningAlgorithm, content_type: str, *, version: int
    ) -> SignedDataForm:
        """The form of a signer.

        Args:
            certificate: DER of the signer's.
            algorithm: how its key signs.
            content_type: dotted.
            version: 1 for plain data, 3 for anything else (RFC 5652, 5.1).
        """
        read = read_certificate(certificate)
        serial = tlv(INTEGER, read.serial)
        issuer = sequence(tlv(_DIRECTORY_NAME, read.issuer))
        # No algorithm in ESSCertIDv2: SHA-256 is its default.
        identity = sequence(tlv(OCTET_STRING, sha256(certificate)), sequence(issuer, serial))
        return cls(
            version=integer(version),
            digest=algorithm.digest,
            content_type=oid(content_type),
            certificates=tlv(_CONTEXT_0, certificate),
            signer=sequence(read.issuer, serial),
            attributes=(
                sequence(oid(CONTENT_TYPE), set_of(oid(content_type))),
                sequence(oid(SIGNING_CERTIFICATE_V2), set_of(sequence(sequence(identity)))),
            ),
            algorithm=algorithm.identifier,
        )

    def write(self, content: bytes, sign: Callable[[bytes], bytes], *, detached: bool) -> bytes:
        """The ContentInfo over a content.

        Args:
            content: what is signed.
            sign: the key's signature over octets that it digests itself.
            detached: whether the content stays outside.
        """
        value = tlv(OCTET_STRING, DIGESTS[self.digest](content))
        attributes = set_of(*self.attributes, sequence(oid(MESSAGE_DIGEST), set_of(value)))
        digest_algorithm = IMPRINT_IDENTIFIERS[self.digest]
        # The attributes are signed as a SET and stored under [0].
        signer = sequence(
            integer(1),
            self.signer,
            digest_algorithm,
            bytes((_CONTEXT_0,)) + attributes[1:],
            self.algorithm,
            tlv(OCTET_STRING, sign(attributes)),
        )
        inside = b"" if detached else tlv(_CONTEXT_0, tlv(OCTET_STRING, content))
        body = sequence(
            self.version,
            set_of(digest_algorithm),
            sequence(self.content_type, inside),
            self.certificates,
            set_of(signer),
        )
        return sequence(oid(SIGNED_DATA), tlv(_CONTEXT_0, body))
