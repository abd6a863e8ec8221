"""Revocation lists that the verifier brings: who is on them, and for which day they speak."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from recoverydocs.evidence.algorithms import check_signature
from recoverydocs.evidence.certs.certificate import Certificate, read_time
from recoverydocs.evidence.der import (
    GENERALIZED_TIME,
    INTEGER,
    OCTET_STRING,
    OID,
    SEQUENCE,
    UTC_TIME,
    DerError,
    Node,
    dotted,
    elements,
    parse,
    split,
    whole_octets,
)
from recoverydocs.evidence.limits import MEBIBYTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

_TRUE = b"\x01\x01\xff"
_REASON = "2.5.29.21"
_KEY_COMPROMISE = 1
_TIMES = (UTC_TIME, GENERALIZED_TIME)
_LARGEST = 64 * MEBIBYTE
"""Octets of a list: more than a million entries."""


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
        is_complete: False where it is about some certificates or reasons only, or says what is
            not known here: whoever is not on it may be revoked all the same.
    """

    der: bytes
    issuer: bytes
    issued_at: datetime
    next_at: datetime | None
    revoked: Mapping[bytes, tuple[datetime, int | None]]
    signed: bytes
    algorithm: bytes
    signature: bytes
    is_complete: bool

    def speaks_for(self, moment: datetime, ends_at: datetime | None = None) -> bool:
        """True where a certificate missing from the list was not revoked at that moment.

        Args:
            moment: the moment.
            ends_at: when the certificate ends; a later list need not have it any more.
        """
        if not self.is_complete:
            return False
        if self.issued_at >= moment:
            return ends_at is None or self.issued_at <= ends_at
        return self.next_at is not None and moment <= self.next_at


@lru_cache(maxsize=64)
def read_revocation_list(der: bytes) -> RevocationList:
    """The list that these octets are.

    Raises:
        DerError: they are not one.
    """
    if len(der) > _LARGEST:
        raise DerError("too large")
    try:
        return _take_apart(der)
    except DerError:
        raise
    except (IndexError, ValueError) as error:
        raise DerError("not a revocation list") from error


def _take_apart(der: bytes) -> RevocationList:
    # Entry by entry: a tree of all of them would take many times the list's own size.
    (whole,) = split(der)
    body, outer, signature = split(whole.body)
    parts = list(split(body.body))
    if parts[0].tag == INTEGER:
        del parts[0]
    algorithm, issuer, issued, *rest = parts
    if {whole.tag, body.tag, issuer.tag} != {SEQUENCE} or algorithm.raw != outer.raw:
        raise DerError("not a revocation list")
    next_at = read_time(rest.pop(0)) if rest and rest[0].tag in _TIMES else None
    entries = elements(rest.pop(0).body) if rest and rest[0].tag == SEQUENCE else ()
    revoked, is_complete = _revoked(entries)
    for node in rest:
        is_complete = is_complete and not _is_critical(split(split(node.body)[0].body))
    return RevocationList(
        der=der,
        issuer=issuer.raw,
        issued_at=read_time(issued),
        next_at=next_at,
        revoked=revoked,
        signed=body.raw,
        algorithm=algorithm.raw,
        signature=whole_octets(signature),
        is_complete=is_complete,
    )


def _revoked(
    entries: Iterable[Node],
) -> tuple[dict[bytes, tuple[datetime, int | None]], bool]:
    """The entries, as far as they are of this issuer's certificates, and whether all are.

    An entry with a critical extension says that it, and what follows, is another issuer's.
    """
    revoked: dict[bytes, tuple[datetime, int | None]] = {}
    for node in entries:
        entry = parse(node.raw, SEQUENCE)
        extensions = entry.child(2, SEQUENCE).children if len(entry.children) > 2 else ()  # noqa: PLR2004 - serial, moment, extensions
        if _is_critical(extensions):
            return revoked, False
        moment = read_time(entry.children[1])
        revoked[entry.child(0, INTEGER).body] = (moment, _reason(extensions))
    return revoked, True


def _is_critical(extensions: Iterable[Node]) -> bool:
    inside = [split(extension.body) for extension in extensions]
    return any(parts[1].raw == _TRUE for parts in inside)


def _reason(extensions: Iterable[Node]) -> int | None:
    reason: int | None = None
    for extension in extensions:
        if dotted(extension.child(0, OID).body) == _REASON:
            value = parse(extension.children[-1].body)
            if extension.children[-1].tag != OCTET_STRING:
                raise DerError("reason")
            reason = value.body[0]
    return reason


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
        known = known and any(one.speaks_for(moment, certificate.ends_at) for one in own)
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
        and issuer.may_revoke
        and not check_signature(issuer.key, one.algorithm, one.signature, one.signed)
    )
