"""CMS SignedData of the one shape that tokens and signatures here may have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.evidence.algorithms import BAD_SIGNATURE, check_signature, refused_code
from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.der import (
    INTEGER,
    OCTET_STRING,
    OID,
    SEQUENCE,
    SET,
    DerError,
    Node,
    dotted,
    oid,
    parse,
    tlv,
    to_int,
)
from recoverydocs.evidence.hashtree import DIGESTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recoverydocs.evidence.certs.certificate import Certificate

DATA = "1.2.840.113549.1.7.1"
SIGNED_DATA = "1.2.840.113549.1.7.2"
CONTENT_TYPE = "1.2.840.113549.1.9.3"
MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
_CONTEXT_0, _CONTEXT_1 = 0xA0, 0xA1
_DIRECTORY_NAME = 0xA4


class CmsError(ValueError):
    """DER, but not the shape that is asked for."""


@dataclass(frozen=True, slots=True)
class SignedData:
    """A SignedData with one signer, taken apart.

    Attributes:
        version: of the SignedData.
        digest_algorithms: whole AlgorithmIdentifiers.
        content_type: dotted.
        content: the signed octets; None where they stand elsewhere.
        certificates: their DER, in the order given.
        issuer: DER of the signer's issuer name.
        serial: the signer's serial number's octets.
        digest_algorithm: the signer's, whole.
        attributes: signed attributes by dotted name.
        signed: the signed attributes as they were signed.
        signature_algorithm: whole.
        signature: its octets.
        has_unsigned: True where there are unsigned attributes.
    """

    version: int
    digest_algorithms: tuple[bytes, ...]
    content_type: str
    content: bytes | None
    certificates: tuple[bytes, ...]
    issuer: bytes
    serial: bytes
    digest_algorithm: bytes
    attributes: Mapping[str, Node]
    signed: bytes
    signature_algorithm: bytes
    signature: bytes
    has_unsigned: bool


def read_signed_data(der: bytes) -> SignedData:
    """The SignedData in a ContentInfo.

    Raises:
        DerError: not DER.
        CmsError: another shape: no SignedData, not one signer, lists that nothing covers.
    """
    whole = parse(der, SEQUENCE)
    try:
        return _take_apart(whole)
    except (DerError, IndexError, ValueError) as error:
        raise CmsError(str(error)) from error


def _take_apart(whole: Node) -> SignedData:
    # Nothing covers what stands beside the parts that are read, so nothing may stand there.
    kind, wrapper = whole.children
    (body,) = wrapper.children
    tags = (whole.tag, wrapper.tag, body.tag)
    if kind.raw != oid(SIGNED_DATA) or tags != (SEQUENCE, _CONTEXT_0, SEQUENCE):
        raise CmsError("not SignedData")
    encapsulated = body.child(2, SEQUENCE)
    content: bytes | None = None
    if len(encapsulated.children) > 1:
        _, wrapper = encapsulated.children
        (octets,) = wrapper.children
        if (wrapper.tag, octets.tag) != (_CONTEXT_0, OCTET_STRING):
            raise CmsError("content")
        content = octets.body
    rest = list(body.children[3:])
    certificates: tuple[bytes, ...] = ()
    if rest and rest[0].tag == _CONTEXT_0:
        certificates = tuple(child.raw for child in rest.pop(0).children)
    if len(rest) != 1 or rest[0].tag != SET or len(rest[0].children) != 1:
        raise CmsError("not one signer")
    signer = rest[0].child(0, SEQUENCE)
    identity = signer.child(1, SEQUENCE)
    attributes = signer.child(3, _CONTEXT_0)
    tail = signer.children[6:]
    if to_int(signer.child(0, INTEGER)) != 1 or len(tail) > 1 or len(identity.children) != 2:  # noqa: PLR2004 - issuer, serial
        raise CmsError("signer")
    if tail and tail[0].tag != _CONTEXT_1:
        raise CmsError("signer")
    return SignedData(
        version=to_int(body.child(0, INTEGER)),
        digest_algorithms=tuple(child.raw for child in body.child(1, SET).children),
        content_type=dotted(encapsulated.child(0, OID).body),
        content=content,
        certificates=certificates,
        issuer=identity.child(0, SEQUENCE).raw,
        serial=identity.child(1, INTEGER).body,
        digest_algorithm=signer.child(2, SEQUENCE).raw,
        attributes=_attributes(attributes),
        signed=tlv(SET, attributes.body),
        signature_algorithm=signer.child(4, SEQUENCE).raw,
        signature=signer.child(5, OCTET_STRING).body,
        has_unsigned=bool(tail),
    )


def _attributes(node: Node) -> dict[str, Node]:
    """Each attribute's one value."""
    found: dict[str, Node] = {}
    for attribute in node.children:
        name = dotted(attribute.child(0, OID).body)
        values = attribute.child(1, SET).children
        if name in found or len(values) != 1 or len(attribute.children) != 2:  # noqa: PLR2004 - name, values
            raise CmsError("attribute twice or with several values")
        found[name] = values[0]
    return found


def identity_fault(data: SignedData, certificate: Certificate, mismatch: str) -> str | None:
    """What is wrong with ESSCertIDv2: None, a code of its digest, or `mismatch`.

    It must be over this certificate, and repeat issuer and serial number if it has any.
    """
    value = data.attributes.get(SIGNING_CERTIFICATE_V2)
    if value is None or value.tag != SEQUENCE:
        return mismatch
    parts = list(value.child(0, SEQUENCE).child(0, SEQUENCE).children)
    digest = "sha256"
    if parts[0].tag == SEQUENCE:
        algorithm = parts.pop(0)
        digest = _DIGEST_NAMES.get(dotted(algorithm.child(0, OID).body), "")
        if not digest:
            return refused_code(algorithm.raw)
    if parts[0].body != DIGESTS[digest](certificate.der):
        return mismatch
    if len(parts) == 1:
        return None
    issuer = parts[1].child(0, SEQUENCE).child(0, _DIRECTORY_NAME).child(0, SEQUENCE)
    serial = parts[1].child(1, INTEGER)
    same = (issuer.raw, serial.body) == (certificate.issuer, certificate.serial)
    return None if same else mismatch


def check_signer(
    data: SignedData,
    signer: Certificate,
    digest: str | None,
    codes: list[str],
    faults: tuple[str, str],
) -> None:
    """Hold identity and value of a signature against the certificate that it should be by.

    Args:
        data: the signature.
        signer: the certificate.
        digest: name of the signature's digest; None where nobody knows it.
        codes: takes those of algorithms that cannot be judged.
        faults: the code for a certificate that is not the one named, and that for a value
            that does not verify.

    Raises:
        CodedError: one of the two.
    """
    unnamed, invalid = faults
    fault = identity_fault(data, signer, unnamed)
    if fault == unnamed:
        raise CodedError(unnamed)
    if fault:
        codes.append(fault)
    fault = check_signature(
        signer.key, data.signature_algorithm, data.signature, data.signed, digest
    )
    if fault == BAD_SIGNATURE:
        raise CodedError(invalid)
    if fault:
        codes.append(fault)


_DIGEST_NAMES: Mapping[str, str] = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
