"""From contents to a sealed revision, and from a batch of those to finished packages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from recoverydocs.errors import DataRefusedError, NoTokenError, OutsideFailedError
from recoverydocs.evidence.asic_xml import asic_manifest, references
from recoverydocs.evidence.cms import CmsError, read_signed_data
from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.container import append_zip, write_zip
from recoverydocs.evidence.contents import Actor, Contents, Correction, Exhibit
from recoverydocs.evidence.der import DerError
from recoverydocs.evidence.ers import first_record
from recoverydocs.evidence.hashtree import DIGESTS, HashTree, group_hash, sha256
from recoverydocs.evidence.layout import (
    MIMETYPE,
    MIMETYPE_NAME,
    Proof,
    manifest_name,
    octets,
    record_of,
    sums_name,
    token_of_revision,
)
from recoverydocs.evidence.manifest import write_manifest
from recoverydocs.evidence.names import check_name
from recoverydocs.evidence.package import Package, check_structure, media_types, read_package
from recoverydocs.evidence.sums import write_sums
from recoverydocs.evidence.tokens import read_info

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recoverydocs.evidence.container import Entry
    from recoverydocs.evidence.tokens import TimestampInfo

GREATEST_DIFFERENCE = timedelta(seconds=300)
"""How far the sealer's clock and a token's time may be apart."""


class Stamper(Protocol):
    """A timestamp engine."""

    def stamp(self, imprint: bytes, digest: str = "sha256") -> bytes:
        """A token (DER of its ContentInfo) over a digest, made with ``digest``.

        Raises:
            NoTokenError: there is no token; never another engine's instead.
            OutsideFailedError: there is one that must not be used: its time is wrong.
        """


@dataclass(frozen=True, slots=True)
class Sealed:
    """A revision with everything but its token.

    Attributes:
        container: the whole package while it waits for its token; proofs are added behind.
        last: name of its last entry.
        package_id: the package's UUID.
        revision: its number.
        leaf: the package's leaf in the batch's tree.
        manifest_sha256: of the revision's manifest, hexadecimal.
        stated_at: the house's own time.
        group: digests of the entries that the record is over, ascending.
        listed: the lines about these entries in the XML of the next proof.
    """

    container: bytes
    last: str
    package_id: str
    revision: int
    leaf: bytes
    manifest_sha256: str
    stated_at: datetime
    group: tuple[bytes, ...]
    listed: str

    def next_xml(self, proof: Proof) -> bytes:
        """The XML of a proof over all entries so far."""
        return asic_manifest(proof.path, self.listed)

    def with_proof(self, proof: Proof, content: bytes) -> Sealed:
        """The same revision with a signature or a token of its own, which the record covers."""
        added = ((proof.xml, self.next_xml(proof)), (proof.path, content))
        digests = {name: sha256(octets) for name, octets in added}
        group = tuple(sorted({*self.group, *digests.values()}))
        return replace(
            self,
            container=append_zip(self.container, added),
            last=proof.path,
            leaf=group_hash(group),
            group=group,
            listed=self.listed + references(proof.names, digests, {}, ""),
        )

    def pending(self) -> bytes:
        """The container while it waits for its token."""
        return self.container


@dataclass(frozen=True, slots=True)
class Finished:
    """A package whose last revision has its record.

    Attributes:
        content: the container.
        record_sha256: of the record, hexadecimal, as the sealed register states it.
    """

    content: bytes
    record_sha256: str


@dataclass(frozen=True, slots=True)
class BatchToken:
    """One token for many packages, and each one's way to it.

    Attributes:
        tree: of the batch's leaves.
        token: DER of the token over its root.
        gen_time: the token's time.
    """

    tree: HashTree
    token: bytes
    gen_time: datetime


def seal(contents: Contents) -> Sealed:
    """The first revision of a package; equal contents give equal bytes.

    Raises:
        DataRefusedError: the contents do not make a package; the finding says why.
    """
    return _refusing(lambda: _seal(contents, None))


def attach(package: bytes, contents: Contents) -> Sealed:
    """The next revision: every entry of the package stays as it is, octet for octet.

    Raises:
        TamperedError: the package's own structure does not hold.
        DataRefusedError: it still waits for a token, or the contents do not continue it.
    """
    earlier = read_package(package)
    if earlier.is_pending:
        raise DataRefusedError("证据包的最后一次修订尚未取得时间戳，请先补加时间戳再附加材料")
    return _refusing(lambda: _seal(contents, earlier))


def reopen(package: bytes) -> Sealed:
    """The sealed revision of a package that still waits for its token.

    Raises:
        TamperedError: its structure does not hold.
        DataRefusedError: it waits for nothing.
    """
    read = read_package(package)
    if not read.is_pending:
        raise DataRefusedError("证据包的最后一次修订已有时间戳")
    return _sealed(read, package)


def contents_after(  # noqa: PLR0913 - the givens of a manifest
    package: bytes,
    *,
    reason: str,
    generated_by: Actor,
    stated_at: datetime,
    clock: str,
    exhibits: tuple[Exhibit, ...] = (),
    delivery: tuple[Mapping[str, Any], ...] = (),
    approved_by: tuple[Actor, ...] = (),
    note: str | None = None,
    corrects: Correction | None = None,
) -> Contents:
    """Contents that continue a package: its id, case and issuer are taken over.

    Raises:
        TamperedError: the package's structure does not hold.
    """
    first = read_package(package).manifests[0]
    return Contents(
        package_id=first["package_id"],
        reason=reason,
        case_scheme=first["case"]["scheme"],
        case_value=first["case"]["value"],
        case_key_id=first["case"].get("key_id"),
        issuer_name=first["issuer"]["name"],
        issuer_uscc=first["issuer"].get("uscc"),
        generated_by=generated_by,
        approved_by=approved_by,
        stated_at=stated_at,
        clock=clock,
        exhibits=exhibits,
        delivery=delivery,
        note=note,
        corrects=corrects,
    )


def stamp(
    batch: Sequence[Sealed], stamper: Stamper, *, at: datetime | None = None
) -> tuple[bytes, ...]:
    """The finished packages of a batch, in its order, with one token for all of them.

    Args:
        batch: what was sealed.
        stamper: who gives the token.
        at: the sealer's clock; without it the latest stated time of the batch.

    Raises:
        OutsideFailedError: no token, or one whose time is not within 300 s of the clock.
        DataRefusedError: nothing to stamp, or the same package twice.
    """
    latest = max((sealed.stated_at for sealed in batch), default=None)
    token = request_token([one.leaf for one in batch], stamper, at=at or latest, latest=latest)
    return tuple(finish(sealed, token).content for sealed in batch)


def request_token(
    leaves: Sequence[bytes],
    stamper: Stamper,
    *,
    at: datetime | None,
    latest: datetime | None = None,
    digest: str = "sha256",
) -> BatchToken:
    """One token for many leaves; packages may be finished with it one by one.

    Args:
        leaves: of sealed revisions, or of renewals.
        stamper: who gives the token.
        at: the sealer's clock.
        latest: the latest stated time among the packages.
        digest: with which the leaves were made and the tree is built.

    Raises:
        NoTokenError: the service gave none, or none over these leaves.
        OutsideFailedError: its time is not within 300 s of the clock.
        DataRefusedError: no leaf, or one twice.
    """
    tree = HashTree(leaves, DIGESTS[digest])
    token = stamper.stamp(tree.root, digest)
    info = _info_of(token, tree.root)
    early = latest is not None and latest > info.gen_time + GREATEST_DIFFERENCE
    if early or (at is not None and abs(info.gen_time - at) > GREATEST_DIFFERENCE):
        message = (
            f"timestamper: its time {info.gen_time.isoformat()} is more than 300 s from this "
            "machine's clock; set the clock right (NTP) and try again, nothing was written"
        )
        raise OutsideFailedError(message)
    return BatchToken(tree, token, info.gen_time)


def request_stamp(head: str, stamper: Stamper) -> bytes:
    """A token over the head of a sealed register (format.md §9).

    Args:
        head: SHA-256 of the register's last line, hexadecimal.
        stamper: who gives the token.

    Raises:
        NoTokenError: the service gave none, or none over the head.
    """
    imprint = bytes.fromhex(head)
    token = stamper.stamp(imprint)
    _info_of(token, imprint)
    return token


def _info_of(token: bytes, imprint: bytes) -> TimestampInfo:
    """What a token says, once it is one and over the right digest.

    Raises:
        NoTokenError: it is not.
    """
    try:
        info = read_info(read_signed_data(token))
    except (CodedError, CmsError, DerError) as error:
        raise NoTokenError("timestamper: its answer is not a token; try again") from error
    if info.imprint != imprint:
        raise NoTokenError("timestamper: its token is over other data; try again")
    return info


def stamp_alone(sealed: Sealed, stamper: Stamper) -> Sealed:
    """The revision with a token of its own, for a document that must stand alone (§6).

    The token is over the XML, and the record of the batch then covers both. It is asked for
    after a signature, if there is one; a revision that has it stays as it is.

    Raises:
        NoTokenError: the service gave none.
    """
    proof = token_of_revision(sealed.revision)
    if sealed.last == proof.path:
        return sealed
    imprint = sha256(sealed.next_xml(proof))
    token = stamper.stamp(imprint)
    _info_of(token, imprint)
    return sealed.with_proof(proof, token)


def finish(sealed: Sealed, batch: BatchToken) -> Finished:
    """The finished package of one sealed revision of the batch."""
    names = record_of(sealed.revision)
    record = first_record(sealed.group, batch.tree.path(sealed.leaf), batch.token)
    added = ((names.xml, sealed.next_xml(names)), (names.path, record))
    content = append_zip(sealed.container, added)
    return Finished(content, sha256(record).hex())


def _refusing(make: Callable[[], Sealed]) -> Sealed:
    try:
        return make()
    except CodedError as fault:
        raise fault.as_refused() from fault


def _seal(contents: Contents, earlier: Package | None) -> Sealed:
    number = len(earlier.slots) + 1 if earlier else 1
    before: tuple[Entry, ...] = earlier.entries if earlier else ((MIMETYPE_NAME, MIMETYPE),)
    added = tuple(
        sorted(
            ((f"files/{number:03}/{one.name}", one.content) for one in contents.exhibits),
            key=lambda entry: octets(entry[0]),
        )
    )
    for name, _ in added:
        check_name(name)
    digests = dict(earlier.digests) if earlier else {MIMETYPE_NAME: sha256(MIMETYPE)}
    listed = [(name, len(content), digests[name]) for name, content in before[1:]]
    digests |= {name: sha256(content) for name, content in added}
    files = {name: content for name, content in (*before, *added) if name.startswith("files/")}
    _check_derivation(contents, number, files)
    previous = earlier.manifest_digest(number - 1) if earlier else None
    manifest = write_manifest(contents, number, listed, previous, files, digests=digests)
    digests[manifest_name(number)] = sha256(manifest)
    sums = write_sums([*digests], digests)
    digests[sums_name(number)] = sha256(sums)
    entries = (*before, *added, (manifest_name(number), manifest), (sums_name(number), sums))
    return _sealed(check_structure(entries, digests=digests), write_zip(entries))


def _check_derivation(contents: Contents, number: int, files: Mapping[str, bytes]) -> None:
    for exhibit in contents.exhibits:
        for name in exhibit.derived_from:
            if name not in files and f"files/{number:03}/{name}" not in files:
                raise CodedError("MAN_FILE_MISSING", name)


def _sealed(package: Package, container: bytes) -> Sealed:
    """The sealed form of a package's last revision, which has no record yet."""
    slot, manifest = package.slots[-1], package.manifests[-1]
    names = [name for name, _ in package.entries[1:]]
    group = tuple(sorted({package.digests[name] for name in names}))
    types = media_types(package.manifests)
    return Sealed(
        container=container,
        last=names[-1],
        package_id=package.package_id,
        revision=slot.number,
        leaf=group_hash(group),
        manifest_sha256=package.digests[slot.manifest].hex(),
        stated_at=datetime.fromisoformat(manifest["generated"]["stated_at"]),
        group=group,
        listed=references(names, package.digests, types, slot.manifest),
    )
