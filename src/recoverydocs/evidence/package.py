"""A package read whole: entries, revisions and manifests whose structure holds (§2 to §4, §8).

What stands in the proofs is not looked at here: `verify` does that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recoverydocs.evidence.asic_xml import write_asic_xml
from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.container import Entry, read_zip
from recoverydocs.evidence.delivery import Attempt, check_delivery, fold_delivery
from recoverydocs.evidence.hashtree import DIGESTS, sha256
from recoverydocs.evidence.layout import MIMETYPE_NAME, Proof, Slot, read_layout
from recoverydocs.evidence.limits import LIMITS, Limits
from recoverydocs.evidence.manifest import (
    check_correction,
    check_files,
    check_links,
    check_roles,
    read_manifest,
)
from recoverydocs.evidence.sums import write_sums

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoverydocs.evidence.jcs import Members


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose structure holds.

    Attributes:
        entries: name and content, in the order of the container.
        slots: the entries of each revision.
        manifests: of each revision, in order.
        contents: content by name.
        digests: SHA-256 by name.
    """

    entries: tuple[Entry, ...]
    slots: tuple[Slot, ...]
    manifests: tuple[Members, ...]
    contents: Mapping[str, bytes]
    digests: Mapping[str, bytes]
    _others: dict[str, Mapping[str, bytes]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    @property
    def package_id(self) -> str:
        """The package's UUID."""
        return str(self.manifests[0]["package_id"])

    @property
    def files(self) -> dict[str, bytes]:
        """The exhibits of all revisions by their whole path."""
        return {path: self.contents[path] for slot in self.slots for path in slot.files}

    @property
    def is_pending(self) -> bool:
        """True while the last revision waits for its token."""
        return self.slots[-1].record is None

    @property
    def delivery(self) -> tuple[Attempt, ...]:
        """What the revisions together say about delivery."""
        return fold_delivery(self.manifests)

    def manifest_digest(self, number: int) -> bytes:
        """SHA-256 of a revision's manifest."""
        return self.digests[self.slots[number - 1].manifest]

    def before(self, name: str) -> tuple[str, ...]:
        """The entries before one, in order, without ``mimetype``."""
        names = [entry for entry, _ in self.entries]
        return tuple(names[1 : names.index(name)])

    def listed(self, slot: Slot, proof: Proof) -> tuple[str, ...]:
        """The entries that a proof is over; a renewal is over those of the original record."""
        original = slot.record if slot.record and proof in slot.renewals else proof
        return self.before(original.xml)

    def group_digests(self, slot: Slot, proof: Proof, digest: str) -> set[bytes]:
        """The digests of all that a record is over; each entry is read once a digest."""
        known = self.digests
        if digest != "sha256":
            if digest not in self._others:
                reckon = DIGESTS[digest]
                self._others[digest] = {name: reckon(one) for name, one in self.entries}
            known = self._others[digest]
        return {known[name] for name in self.listed(slot, proof)}

    def asic_xml(self, slot: Slot, proof: Proof) -> bytes:
        """The one XML that a writer would have produced for a proof."""
        names = self.listed(slot, proof)
        types = media_types(self.manifests)
        return write_asic_xml(proof.path, names, self.digests, types, slot.manifest)


def media_types(manifests: Sequence[Members]) -> dict[str, str]:
    """The media type of every file, as the manifests have it."""
    return {
        file["path"]: file["media_type"] for manifest in manifests for file in manifest["files"]
    }


def read_structure(data: bytes, limits: Limits = LIMITS) -> Package:
    """The package that these octets are.

    Raises:
        CodedError: the first structural code that applies.
    """
    return check_structure(read_zip(data, limits), limits)


def check_structure(
    entries: tuple[Entry, ...],
    limits: Limits = LIMITS,
    digests: Mapping[str, bytes] | None = None,
) -> Package:
    """The package of these entries, once layout, manifests, sums and delivery hold.

    Args:
        entries: name and content, in the order of the container.
        limits: how much is read at most.
        digests: SHA-256 by name, where the caller has just reckoned them from these contents.

    Raises:
        CodedError: the first structural code that applies.
    """
    slots = read_layout(entries)
    contents = dict(entries)
    manifests = [read_manifest(contents[slot.manifest], slot.number, limits) for slot in slots]
    digests = digests or {name: sha256(content) for name, content in entries}
    before: list[tuple[str, int, bytes]] = []
    previous = b""
    held: dict[str, int] = {}
    for slot, manifest in zip(slots, manifests, strict=True):
        check_links(manifest, manifests[0], before, previous)
        check_files(manifest, slot, contents, digests)
        check_roles(manifest, contents, digests)
        check_correction(manifest, manifests[: slot.number - 1])
        summed = (MIMETYPE_NAME, *(name for name, _, _ in before), *slot.files, slot.manifest)
        if contents[slot.sums] != write_sums(summed, digests):
            raise CodedError("SUMS_MISMATCH", slot.sums)
        before += ((name, len(contents[name]), digests[name]) for name in slot.names())
        previous = digests[slot.manifest]
        held.update(dict.fromkeys(slot.files, slot.number))
    check_delivery(manifests, contents, digests, held)
    return Package(entries, slots, tuple(manifests), contents, digests)


def read_package(data: bytes) -> Package:
    """A package for reading; its proofs are not judged.

    Raises:
        TamperedError: the structure does not hold.
    """
    try:
        return read_structure(data)
    except CodedError as fault:
        raise fault.as_tampered() from fault
