"""A signer's certificate, looked at before anything is signed with it.

A signature that its reader must refuse is worse than none, and by then the document is out.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence.algorithms import check_signature
from recoverydocs.evidence.certs.certificate import Certificate, read_certificate
from recoverydocs.evidence.certs.path import find_path
from recoverydocs.evidence.certs.revocation import check_revocation, lists_of
from recoverydocs.evidence.codes import failure_codes
from recoverydocs.evidence.hashtree import sha256
from recoverydocs.evidence.trust import read_trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from recoverydocs.evidence.certs.path import CertificatePath
    from recoverydocs.evidence.certs.revocation import RevocationList
    from recoverydocs.evidence.signing import Signer
    from recoverydocs.evidence.trust import Anchors, Trust

_PROBE = b"recoverydocs: whether this key is the certificate's"


@dataclass(frozen=True, slots=True)
class SignerState:
    """What was found of a signer that may sign.

    Attributes:
        certificates: from the signer to the given root, DER.
        revocation: what the given lists say of each certificate below the root at signing, as
            basis.json has it (``revocation_at_signing``).
        is_revocation_known: whether lists speak for all of them.
        ends_at: when the first certificate of the path ends.
    """

    certificates: tuple[bytes, ...]
    revocation: tuple[Mapping[str, str], ...]
    is_revocation_known: bool
    ends_at: datetime

    @property
    def certificate_sha256(self) -> str:
        """Of the signer's certificate, hexadecimal."""
        return sha256(self.certificates[0]).hex()


def check_signer(signer: Signer, trust: Trust, at: datetime) -> SignerState:
    """Whether a signer may sign now; asked once a run.

    Args:
        signer: it makes one signature over fixed octets, to show that key and certificate
            belong together.
        trust: the house's own trust folder.
        at: this machine's moment.

    Raises:
        DataRefusedError: it may not; every reason is named.
        OutsideFailedError: the key's keeper does not sign.
    """
    certificate = read_certificate(signer.certificate)
    anchors = read_trust(trust)
    path = find_path(certificate, (), anchors.signers)
    faults = [
        *_certificate_faults(certificate, at),
        *_key_faults(signer, certificate),
        *_path_faults(path, anchors, at),
    ]
    if faults:
        digest = sha256(certificate.der).hex()
        raise DataRefusedError(
            f"signing certificate (SHA-256 {digest[:16]}…): {'; '.join(faults)}. Nothing was "
            "signed"
        )
    return SignerState(
        certificates=tuple(one.der for one in path.certificates),
        revocation=tuple(_revocation(path.certificates, anchors.lists, at)),
        is_revocation_known=check_revocation(path.certificates, anchors.lists, at)[1],
        ends_at=min(one.ends_at for one in path.certificates),
    )


def _certificate_faults(certificate: Certificate, at: datetime) -> Iterator[str]:
    if at < certificate.begins_at:
        yield f"not valid before {certificate.begins_at.isoformat()}; wait, or check the clock"
    if at > certificate.ends_at:
        yield f"expired on {certificate.ends_at.isoformat()}; get a new one"
    if certificate.is_authority:
        yield "it is an authority's (CA); use one issued to a signer"
    if certificate.is_timestamper:
        yield "it is for timestamps only; use one issued to a signer"
    if not certificate.may_sign:
        yield (
            "its key usage names neither digitalSignature nor contentCommitment; use one "
            "issued for signatures"
        )
    if not certificate.is_understood:
        yield "it has a critical extension that is not known here; use another"


def _key_faults(signer: Signer, certificate: Certificate) -> Iterator[str]:
    signature = signer.sign(_PROBE)
    if check_signature(certificate.key, signer.algorithm.identifier, signature, _PROBE):
        yield "the key is not the certificate's; give the two that belong together"


def _path_faults(path: CertificatePath, anchors: Anchors, at: datetime) -> Iterator[str]:
    if not path.anchor:
        meanings = [f"{code}: {failure_codes()[code].meaning}" for code in path.codes]
        yield (
            f"no path to a root in trust/signers or trust/independent ({'; '.join(meanings)}); "
            "put its issuer's certificate into trust/signers"
        )
        return
    if any(not one.holds_at(at) for one in path.certificates[1:]):
        yield "an authority above it is not valid now; get a new one"
    if check_revocation(path.certificates, anchors.lists, at)[0]:
        yield "it, or an authority above it, is revoked; get a new one"


def _revocation(
    path: tuple[Certificate, ...], lists: Iterable[RevocationList], at: datetime
) -> Iterator[Mapping[str, str]]:
    """One entry a certificate below the root; a root that signs itself has one of its own."""
    given = tuple(lists)
    for certificate, issuer in itertools.zip_longest(path[: max(1, len(path) - 1)], path[1:]):
        own = lists_of(issuer, given) if issuer else ()
        speaking = [one for one in own if one.speaks_for(at)]
        found = {
            "certificate_sha256": sha256(certificate.der).hex(),
            "checked_at": at.isoformat(timespec="seconds"),
            "status": "not-revoked" if speaking else "unknown",
        }
        if speaking:
            newest = max(speaking, key=lambda one: one.issued_at)
            found |= {
                "list_sha256": sha256(newest.der).hex(),
                "list_issued_at": newest.issued_at.isoformat(),
            }
        yield found
