"""Revocation lists that the verifier brings: who is on them, and for which day they speak."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from recoverydocs.evidence.algorithms import check_signature
from recoverydocs.evidence.certs.certificate import Certificate, read_time
from recoverydocs.evidence.der import (
    BIT_STRING,
    GENERALIZED_TIME,
    INTEGER,
    OCTET_STRING,
    OID,
    SEQUENCE,
    UTC_TIME,
    DerError,
    Node,
    dotted,
    parse,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

_EXTENSIONS_TAG = 0xA0
_REASON = "2.5.29.21"
_KEY_COMPROMISE = 1
_TIMES = (UTC_TIME, GENERALIZED_TIME)


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A certificate revocation list.

    Attributes:
        der: the whole list.
        issuer: DER of the issuer's name.
        issued_at: when it was made.
        next_at: when the next was due; None where it does not say.
        revoked: by serial number's octets: the moment, and the reason's number or None.
        signed: the part that the issuer signed.
        algorithm: the whole AlgorithmIdentifier.
        signature: the issuer's signature.
    """

    der: bytes
    issuer: bytes
    issued_at: datetime
    next_at: datetime | None
    revoked: Mapping[bytes, tuple[datetime, int | None]]
    signed: bytes
    algorithm: bytes
    signature: bytes

    def speaks_for(self, moment: datetime) -> bool:
        """True where a certificate missing from the list was not revoked at that moment."""
        later = self.issued_at >= moment
        return later or (self.next_at is not None and moment <= self.next_at)


@lru_cache(maxsize=64)
def read_revocation_list(der: bytes) -> RevocationList:
    """The list that these octets are.

    Raises:
        DerError: they are not one.
    """
    whole = parse(der)
    body = whole.child(0, SEQUENCE)
    parts = list(body.children)
    if parts and parts[0].tag == INTEGER:
        del parts[0]
    algorithm, issuer, issued, *rest = parts
    if algorithm.raw != whole.child(1, SEQUENCE).raw:
        raise DerError("not a revocation list")
    next_at = read_time(rest.pop(0)) if rest and rest[0].tag in _TIMES else None
    entries = rest[0].children if rest and rest[0].tag == SEQUENCE else ()
    return RevocationList(
        der=der,
        issuer=issuer.raw,
        issued_at=read_time(issued),
        next_at=next_at,
        revoked=dict(_entry(entry) for entry in entries),
        signed=body.raw,
        algorithm=algorithm.raw,
        signature=whole.child(2, BIT_STRING).body[1:],
    )


def _entry(node: Node) -> tuple[bytes, tuple[datetime, int | None]]:
    reason: int | None = None
    if len(node.children) > 2:  # noqa: PLR2004 - serial, moment, extensions
        for extension in node.child(2, SEQUENCE).children:
            if dotted(extension.child(0, OID).body) == _REASON:
                value = parse(extension.children[-1].body)
                if extension.children[-1].tag != OCTET_STRING:
                    raise DerError("reason")
                reason = value.body[0]
    return node.child(0, INTEGER).body, (read_time(node.children[1]), reason)


def check_revocation(
    path: tuple[Certificate, ...], lists: Iterable[RevocationList], moment: datetime
) -> tuple[bool, bool]:
    """Whether one of the path is revoked, and whether every one below the root is known.

    A revocation after the moment matters only for a compromised key.
    """
    known = True
    revoked = False
    given = tuple(lists)
    for certificate, issuer in itertools.pairwise(path):
        own = lists_of(issuer, given)
        known = known and any(one.speaks_for(moment) for one in own)
        for one in own:
            entry = one.revoked.get(certificate.serial)
            if entry and (entry[0] <= moment or entry[1] == _KEY_COMPROMISE):
                revoked = True
    # A certificate that is an anchor itself has nobody who could revoke it.
    return revoked, known and len(path) > 1


def lists_of(
    issuer: Certificate, lists: Iterable[RevocationList]
) -> tuple[RevocationList, ...]:
    """The lists that an authority has signed."""
    return tuple(
        one
        for one in lists
        if one.issuer == issuer.subject
        and not check_signature(issuer.key, one.algorithm, one.signature, one.signed)
    )
