"""A CAdES-B-B signature over an ASiC manifest, held against the one form of the format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.evidence.algorithms import (
    BAD_SIGNATURE,
    DIGEST_IDENTIFIERS,
    check_signature,
    refused_code,
)
from recoverydocs.evidence.certs.certificate import read_certificate
from recoverydocs.evidence.certs.path import find_path
from recoverydocs.evidence.certs.revocation import check_revocation
from recoverydocs.evidence.cms import (
    CONTENT_TYPE,
    MESSAGE_DIGEST,
    SIGNING_CERTIFICATE_V2,
    SignedData,
    names_certificate,
    read_signed_data,
)
from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.der import OCTET_STRING, oid
from recoverydocs.evidence.hashtree import DIGESTS

if TYPE_CHECKING:
    from datetime import datetime

    from recoverydocs.evidence.trust import Anchors

_DATA = "1.2.840.113549.1.7.1"
_ATTRIBUTES = {CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE_V2}


def check_cades(
    signature: bytes, content: bytes, anchors: Anchors, at: datetime
) -> tuple[str, ...]:
    """The codes against a detached signature; empty where it holds.

    Args:
        signature: DER of the ContentInfo.
        content: the octets that it should be over.
        anchors: the verifier's roots.
        at: the proven time, at which the certificates must be valid.
    """
    try:
        return _check(signature, content, anchors, at)
    except CodedError as fault:
        return (fault.code,)
    except Exception:  # noqa: BLE001 - like a token: whatever cannot be read is not of the form
        return ("SIG_CMS",)


def _check(signature: bytes, content: bytes, anchors: Anchors, at: datetime) -> tuple[str, ...]:
    data = read_signed_data(signature)
    if not _has_form(data):
        raise CodedError("SIG_CMS")
    codes: list[str] = []
    digest = DIGEST_IDENTIFIERS.get(data.digest_algorithm)
    if digest is None:
        codes.append(refused_code(data.digest_algorithm))
    elif data.attributes[MESSAGE_DIGEST].body != DIGESTS[digest](content):
        raise CodedError("SIG_DIGEST")
    signer = read_certificate(data.certificates[0])
    named = (data.issuer, data.serial) == (signer.issuer, signer.serial)
    if not named or not names_certificate(data, signer):
        raise CodedError("SIG_CERTIFICATE")
    fault = check_signature(
        signer.key, data.signature_algorithm, data.signature, data.signed, digest
    )
    if fault == BAD_SIGNATURE:
        raise CodedError("SIG_VALUE")
    if fault:
        codes.append(fault)
    path = find_path(signer, (), anchors.signers)
    if not path.anchor:
        return (*codes, "SIG_TRUST")
    if any(not certificate.holds_at(at) for certificate in path.certificates):
        codes.append("CERT_VALIDITY")
    if check_revocation(path.certificates, anchors.lists, at)[0]:
        codes.append("CERT_REVOKED")
    return tuple(codes)


def _has_form(data: SignedData) -> bool:
    return (
        data.version == 1
        and data.content_type == _DATA
        and data.content is None
        and not data.has_unsigned
        and data.digest_algorithms == (data.digest_algorithm,)
        and len(data.certificates) == 1
        and set(data.attributes) == _ATTRIBUTES
        and data.attributes[CONTENT_TYPE].raw == oid(_DATA)
        and data.attributes[MESSAGE_DIGEST].tag == OCTET_STRING
    )
