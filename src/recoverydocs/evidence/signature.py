"""A CAdES-B-B signature over an ASiC manifest, held against the one form of the format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import mask
from recoverydocs.evidence.algorithms import DIGEST_IDENTIFIERS, refused_code
from recoverydocs.evidence.certs.certificate import name_text, read_certificate
from recoverydocs.evidence.certs.path import find_path
from recoverydocs.evidence.certs.revocation import check_revocation
from recoverydocs.evidence.cms import (
    CONTENT_TYPE,
    DATA,
    MESSAGE_DIGEST,
    SIGNING_CERTIFICATE_V2,
    SignedData,
    check_signer,
    read_signed_data,
)
from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.der import OCTET_STRING, oid
from recoverydocs.evidence.hashtree import DIGESTS, sha256

if TYPE_CHECKING:
    from datetime import datetime

    from recoverydocs.evidence.certs.certificate import Certificate
    from recoverydocs.evidence.trust import Anchors

_ATTRIBUTES = {CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE_V2}


_IDENTITY = re.compile(
    r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)


@dataclass(frozen=True, slots=True)
class SignatureResult:
    """What the checks found.

    Attributes:
        codes: in the order found; empty for a signature that holds.
        subject: the signer's name, as the certificate has it but for an identity number in
            it, which is masked; empty where the signature itself is contradicted.
        certificate_sha256: of the signer's certificate, for comparison by eye.
        revocation_known: True where given lists speak for every certificate of the path.
    """

    codes: tuple[str, ...] = ()
    subject: str = ""
    certificate_sha256: str = ""
    revocation_known: bool = False


def check_cades(
    signature: bytes, content: bytes, anchors: Anchors, at: datetime
) -> SignatureResult:
    """Hold a detached signature against the octets that it should be over.

    Args:
        signature: DER of the ContentInfo.
        content: the octets.
        anchors: the verifier's roots.
        at: the proven time, at which the certificates must be valid.
    """
    try:
        return _check(signature, content, anchors, at)
    except CodedError as fault:
        return SignatureResult(codes=(fault.code,))
    except Exception:  # noqa: BLE001 - like a token: whatever cannot be read is not of the form
        return SignatureResult(codes=("SIG_CMS",))


def _check(signature: bytes, content: bytes, anchors: Anchors, at: datetime) -> SignatureResult:
    data = read_signed_data(signature)
    if not _has_form(data):
        raise CodedError("SIG_CMS")
    signer, codes = _check_value(data, content)
    path = find_path(signer, (), anchors.signers)
    known = False
    if not path.anchor:
        codes.append("SIG_TRUST")
    else:
        if any(not certificate.holds_at(at) for certificate in path.certificates):
            codes.append("CERT_VALIDITY")
        revoked, known = check_revocation(path.certificates, anchors.lists, at)
        if revoked:
            codes.append("CERT_REVOKED")
    return SignatureResult(
        tuple(codes), shown_name(signer.subject), sha256(signer.der).hex(), known
    )


def _check_value(data: SignedData, content: bytes) -> tuple[Certificate, list[str]]:
    """The signer's certificate once the signature holds, and codes of unknown algorithms."""
    codes: list[str] = []
    digest = DIGEST_IDENTIFIERS.get(data.digest_algorithm)
    if digest is None:
        codes.append(refused_code(data.digest_algorithm))
    elif data.attributes[MESSAGE_DIGEST].body != DIGESTS[digest](content):
        raise CodedError("SIG_DIGEST")
    signer = read_certificate(data.certificates[0])
    if (data.issuer, data.serial) != (signer.issuer, signer.serial):
        raise CodedError("SIG_CERTIFICATE")
    check_signer(data, signer, digest, codes, ("SIG_CERTIFICATE", "SIG_VALUE"))
    return signer, codes


def shown_name(subject: bytes) -> str:
    """A signer's name for people: personal certificates often hold an identity number."""
    return _IDENTITY.sub(lambda found: mask(found[0]), name_text(subject))


def _has_form(data: SignedData) -> bool:
    return (
        data.version == 1
        and data.content_type == DATA
        and data.content is None
        and not data.has_unsigned
        and data.digest_algorithms == (data.digest_algorithm,)
        and len(data.certificates) == 1
        and set(data.attributes) == _ATTRIBUTES
        and data.attributes[CONTENT_TYPE].raw == oid(DATA)
        and data.attributes[MESSAGE_DIGEST].tag == OCTET_STRING
    )
