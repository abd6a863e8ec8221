"""Renewal of a package's evidence record (RFC 4998 §5.2, §5.3): one more token over the old.

A time-stamp renewal is over the newest token and reads no file: packages that share a token
share its renewal. A hash-tree renewal is over every entry again, with a stronger digest.
Nothing that stands in a package changes; only the last revision's record is renewed, since it
covers all before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence.asic_xml import write_asic_xml
from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.container import write_zip
from recoverydocs.evidence.ers import (
    ArchiveTimeStamp,
    Chain,
    EvidenceRecord,
    encode_chains,
    parse_record,
)
from recoverydocs.evidence.hashtree import DIGEST_SIZES, DIGESTS, group_hash, sha256
from recoverydocs.evidence.layout import record_of
from recoverydocs.evidence.package import media_types, read_package
from recoverydocs.evidence.sealing import Finished

if TYPE_CHECKING:
    from recoverydocs.evidence.package import Package
    from recoverydocs.evidence.sealing import BatchToken

MOST_RENEWALS = 99
"""The names of the format have two digits."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a package needs a token over.

    Attributes:
        digest: with which the leaf was made.
        leaf: the digest of the newest token; in a hash-tree renewal the new group's.
        group: of a hash-tree renewal, ascending; empty for a time-stamp renewal.
    """

    digest: str
    leaf: bytes
    group: tuple[bytes, ...] = ()


def newest_token(package: Package) -> bytes | None:
    """The token that now carries a package; none while it waits for its first."""
    chains = _chains(package)
    return chains[-1][-1].token if chains else None


def digest_of(package: Package) -> str:
    """The digest of the newest chain, with which the package is held together today."""
    chains = _chains(package)
    return chains[-1][-1].digest if chains else ""


def plan_renewal(package: Package, digest: str = "") -> Renewal:
    """What to ask a token over.

    Args:
        package: with a record.
        digest: of a hash-tree renewal, such as ``sha512``; empty for a time-stamp renewal.

    Raises:
        DataRefusedError: it still waits for its first token, was renewed as often as names
            allow, or the digest is not a stronger one.
        TamperedError: its record cannot be read.
    """
    slot = package.slots[-1]
    chains = _chains(package)
    if slot.record is None or not chains:
        raise DataRefusedError("证据包的最后一次修订尚未取得时间戳，请先补加时间戳")
    if len(slot.renewals) >= MOST_RENEWALS:
        raise DataRefusedError("证据包的证据记录已续期 99 次，请附加一次新的修订")
    last = chains[-1][-1]
    if not digest:
        return Renewal(last.digest, DIGESTS[last.digest](last.token))
    if digest not in DIGESTS or DIGEST_SIZES[digest] <= DIGEST_SIZES[last.digest]:
        raise DataRefusedError(f"摘要算法 {digest} 不强于现有的 {last.digest}")
    make = DIGESTS[digest]
    before = make(encode_chains(chains))
    entries = package.listed(slot, slot.record)
    group = sorted({make(make(package.contents[name]) + before) for name in entries})
    return Renewal(digest, group_hash(group, make), tuple(group))


def first_renewal(token: bytes) -> Renewal:
    """The renewal of records whose only token this is, for a second service's token at once."""
    return Renewal("sha256", sha256(token))


def renewed(package: bytes, renewal: Renewal, batch: BatchToken) -> Finished:
    """The package with one more record, which continues the one before.

    Args:
        package: the very package that the renewal was planned for.
        renewal: its plan.
        batch: a token over a tree that holds the plan's leaf.

    Raises:
        TamperedError: its structure does not hold.
    """
    read = read_package(package)
    slot = read.slots[-1]
    chains = _chains(read)
    siblings = tuple((one,) for one in batch.tree.path(renewal.leaf))
    if renewal.group:
        tree = (renewal.group, *siblings)
        stamped = ArchiveTimeStamp(renewal.digest, tree, batch.token)
        chains = (*chains, (stamped,))
    else:
        # Alone, the token is over the old token's digest itself, and no list is needed.
        tree = ((renewal.leaf,), *siblings) if siblings else ()
        stamped = ArchiveTimeStamp(renewal.digest, tree, batch.token)
        chains = (*chains[:-1], (*chains[-1], stamped))
    names = record_of(slot.number, len(slot.renewals) + 1)
    record = EvidenceRecord(chains).encode()
    assert slot.record is not None  # noqa: S101 - it has chains
    listing = write_asic_xml(
        names.path,
        read.listed(slot, slot.record),
        read.digests,
        media_types(read.manifests),
        slot.manifest,
    )
    content = write_zip((*read.entries, (names.xml, listing), (names.path, record)))
    return Finished(content, sha256(record).hex())


def _chains(package: Package) -> tuple[Chain, ...]:
    """The chains of the newest record of the last revision.

    Raises:
        TamperedError: the record cannot be read.
    """
    slot = package.slots[-1]
    proofs = (slot.record, *slot.renewals)
    newest = proofs[-1]
    if newest is None:
        return ()
    try:
        return parse_record(package.contents[newest.path]).chains
    except CodedError as fault:
        raise fault.as_tampered() from fault
