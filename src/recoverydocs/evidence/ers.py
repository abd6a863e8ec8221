"""Evidence records (RFC 4998): their one encoding, written and read; no judgement here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.evidence.algorithms import DIGEST_IDENTIFIERS, DIGEST_OIDS, refused_code
from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.der import (
    INTEGER,
    OCTET_STRING,
    OID,
    SEQUENCE,
    DerError,
    Node,
    oid,
    sequence,
    split,
    tlv,
)
from recoverydocs.evidence.hashtree import DIGEST_SIZES
from recoverydocs.evidence.limits import MEBIBYTE

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIGEST_TAG, _TREE_TAG = 0xA0, 0xA2
_LONGEST_PATH = 40
_LARGEST = 4 * MEBIBYTE
"""No record that anybody made is near it; reading more would only take time."""
_VERSION = tlv(INTEGER, b"\x01")


@dataclass(frozen=True, slots=True)
class ArchiveTimeStamp:
    """One time-stamp of a record.

    Attributes:
        digest: name of the digest algorithm.
        tree: the reduced hash tree: the group's digests, then one sibling a list; may be empty.
        token: the token's ContentInfo, octets as received.
    """

    digest: str
    tree: tuple[tuple[bytes, ...], ...]
    token: bytes

    def encode(self) -> bytes:
        """The DER of this time-stamp."""
        lists = [_encode_hashes(part) for part in self.tree]
        tree = tlv(_TREE_TAG, *lists) if lists else b""
        return sequence(tlv(_DIGEST_TAG, oid(DIGEST_OIDS[self.digest])), tree, self.token)


def _encode_hashes(hashes: tuple[bytes, ...]) -> bytes:
    """One list of a tree; most have one hash, and no hash needs a length in several octets."""
    if len(hashes) == 1:
        size = len(hashes[0])
        return bytes((SEQUENCE, size + 2, OCTET_STRING, size)) + hashes[0]
    return sequence(*(tlv(OCTET_STRING, one) for one in hashes))


Chain = tuple[ArchiveTimeStamp, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """A record.

    Attributes:
        chains: of time-stamps, one digest algorithm a chain; each renews the one before.
    """

    chains: tuple[Chain, ...]

    @property
    def digests(self) -> tuple[str, ...]:
        """The digest algorithms in the order of first use."""
        return tuple(dict.fromkeys(stamp.digest for chain in self.chains for stamp in chain))

    def encode(self) -> bytes:
        """The DER of the whole record."""
        algorithms = [sequence(oid(DIGEST_OIDS[name])) for name in self.digests]
        return sequence(_VERSION, sequence(*algorithms), encode_chains(self.chains))


def encode_chains(chains: Iterable[Chain]) -> bytes:
    """The DER of an ArchiveTimeStampSequence; a hash-tree renewal hashes it."""
    return sequence(*(sequence(*(stamp.encode() for stamp in chain)) for chain in chains))


def first_record(group: Iterable[bytes], siblings: Iterable[bytes], token: bytes) -> bytes:
    """The record of a package in a batch: its group, its way to the root, the batch's token."""
    tree = (tuple(sorted(set(group))), *((sibling,) for sibling in siblings))
    return EvidenceRecord(((ArchiveTimeStamp("sha256", tree, token),),)).encode()


def parse_record(data: bytes) -> EvidenceRecord:
    """The record that these octets are the one encoding of.

    Raises:
        CodedError: ERS_DER, ERS_VERSION, ERS_ALGORITHMS, ERS_GROUP or an ALG code.
    """
    if len(data) > _LARGEST:
        raise CodedError("ERS_DER")
    try:
        (whole,) = split(data)
        parts = split(whole.body)
        if whole.tag != SEQUENCE or len(parts) < 3 or parts[0].tag != INTEGER:  # noqa: PLR2004
            raise CodedError("ERS_DER")
        if parts[0].raw != _VERSION:
            raise CodedError("ERS_VERSION")
        algorithms = tuple(_digest_name(part.raw, part.body) for part in split(parts[1].body))
        chains = tuple(
            tuple(_stamp(stamp) for stamp in split(chain.body))
            for chain in split(parts[2].body)
        )
    except (DerError, ValueError) as error:
        raise CodedError("ERS_DER") from error
    record = EvidenceRecord(chains)
    if not chains or not all(chains):
        raise CodedError("ERS_DER")
    if algorithms != record.digests or any(
        len({stamp.digest for stamp in chain}) > 1 for chain in chains
    ):
        raise CodedError("ERS_ALGORITHMS")
    if record.encode() != data:
        raise CodedError("ERS_DER")
    return record


def _digest_name(identifier: bytes, body: bytes) -> str:
    name = DIGEST_IDENTIFIERS.get(identifier)
    if name is None:
        code = refused_code(identifier)
        parts = split(body)
        known = parts and any(parts[0].raw == oid(dotted) for dotted in DIGEST_OIDS.values())
        raise CodedError("ERS_ALGORITHMS" if known else code)
    if len(split(body)) > 1:
        raise CodedError("ERS_ALGORITHMS")
    return name


def _stamp(node: Node) -> ArchiveTimeStamp:
    parts = split(node.body)
    if not parts or parts[0].tag != _DIGEST_TAG:
        raise CodedError("ERS_ALGORITHMS")
    if not parts[0].body or parts[0].body[0] != OID:
        raise CodedError("ERS_DER")
    digest = _digest_name(sequence(parts[0].body), parts[0].body)
    tree: tuple[tuple[bytes, ...], ...] = ()
    if len(parts) == 3 and parts[1].tag == _TREE_TAG:  # noqa: PLR2004 - algorithm, tree, token
        lists = split(parts[1].body)
        if len(lists) > _LONGEST_PATH + 1:
            raise CodedError("ERS_GROUP")
        tree = tuple(tuple(one.body for one in split(part.body)) for part in lists)
    elif len(parts) != 2:  # noqa: PLR2004 - algorithm, token
        raise CodedError("ERS_DER")
    if parts[-1].tag != SEQUENCE:
        raise CodedError("ERS_DER")
    if any(len(one) != DIGEST_SIZES[digest] for part in tree for one in part):
        raise CodedError("ERS_GROUP")
    return ArchiveTimeStamp(digest, tree, parts[-1].raw)
