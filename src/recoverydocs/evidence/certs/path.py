"""From a signer's certificate to a root that the verifier gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.evidence.algorithms import BAD_SIGNATURE, check_signature

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoverydocs.evidence.certs.certificate import Certificate

_LONGEST = 8
"""Certificates of a path; what comes along beyond as many cannot all be on it."""


@dataclass(frozen=True, slots=True)
class CertificatePath:
    """What was found on the way up.

    Attributes:
        certificates: from the signer to the anchor, or as far as it went.
        anchor: True where the last one is a given root.
        codes: CERT_CHAIN, TRUST_UNKNOWN or the code of an algorithm; empty for a whole path.
    """

    certificates: tuple[Certificate, ...]
    anchor: bool
    codes: tuple[str, ...]


def find_path(
    signer: Certificate, others: Sequence[Certificate], anchors: Mapping[bytes, Certificate]
) -> CertificatePath:
    """The path by names and signatures; every issuer must be an authority that may sign.

    Args:
        signer: whose certificate it begins with.
        others: certificates that came along.
        anchors: the given roots, by their DER.
    """
    path = [signer]
    trouble: list[str] = []
    while len(path) <= _LONGEST:
        current = path[-1]
        if current.der in anchors:
            return CertificatePath(tuple(path), anchor=True, codes=())
        step = _issuer(current, tuple(anchors.values()), len(path) - 1, trouble)
        if step is None:
            known = {certificate.der for certificate in path}
            fresh = [one for one in others[:_LONGEST] if one.der not in known]
            step = _issuer(current, fresh, len(path) - 1, [])
        if step is None:
            break
        path.append(step)
    # A root of the right name whose key did not sign contradicts; else nobody is known.
    codes = ("CERT_CHAIN",) if BAD_SIGNATURE in trouble else ()
    algorithms = tuple(code for code in trouble if code != BAD_SIGNATURE)
    return CertificatePath(
        tuple(path), anchor=False, codes=codes or (*algorithms, "TRUST_UNKNOWN")
    )


def _issuer(
    current: Certificate, candidates: Sequence[Certificate], below: int, trouble: list[str]
) -> Certificate | None:
    """The candidate that issued `current`; what speaks against others goes to `trouble`.

    Args:
        current: the certificate whose issuer is sought.
        candidates: who may be it.
        below: authorities that already stand between the signer and this issuer.
        trouble: gathers codes.
    """
    for candidate in candidates:
        if candidate.subject != current.issuer or not candidate.may_issue:
            continue
        if candidate.path_length is not None and below > candidate.path_length:
            continue
        fault = check_signature(
            candidate.key, current.algorithm, current.signature, current.signed
        )
        if fault is None:
            return candidate
        trouble.append(fault)
    return None
