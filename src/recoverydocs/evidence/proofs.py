"""The proofs of one revision: its XML, its record with every renewal, its own token."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from recoverydocs.evidence.asic_xml import check_asic_xml
from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.ers import (
    ArchiveTimeStamp,
    Chain,
    EvidenceRecord,
    encode_chains,
    parse_record,
)
from recoverydocs.evidence.hashtree import DIGESTS, fold, group_hash
from recoverydocs.evidence.signature import check_cades
from recoverydocs.evidence.verdict import Code, RevisionResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverydocs.evidence.layout import Proof, Slot
    from recoverydocs.evidence.package import Package
    from recoverydocs.evidence.signature import SignatureResult
    from recoverydocs.evidence.tokens import TokenChecker, TokenResult

_STATED_TOLERANCE = timedelta(seconds=300)


@dataclass(slots=True)
class Found:
    """What a verification gathers as it goes.

    Attributes:
        codes: reasons, each once.
        classes: of every token that holds.
        revocation_known: False as soon as a certificate has no list that speaks for it.
    """

    codes: dict[Code, None] = field(default_factory=dict)
    classes: set[str] = field(default_factory=set)
    revocation_known: bool = True

    def add(self, code: str, where: str) -> None:
        """Note a reason."""
        self.codes.setdefault(Code(code, where))

    def note(self, result: TokenResult, where: str) -> None:
        """Note what a token's checks found."""
        for code in result.codes:
            self.add(code, where)
        if result.token_class:
            self.classes.add(result.token_class)
        self.revocation_known = self.revocation_known and result.revocation_known


@dataclass(frozen=True, slots=True)
class Proven:
    """The tokens of one revision's record, from the first to the newest renewal.

    Attributes:
        results: in their order; empty where there is no record that could be read.
    """

    results: tuple[TokenResult, ...] = ()


def check_revision(
    package: Package, slot: Slot, checker: TokenChecker, found: Found
) -> tuple[RevisionResult, Proven]:
    """What is known of a revision; every reason against it goes to `found`."""
    proven = Proven()
    for proof in (slot.signature, slot.token, slot.record, *slot.renewals):
        if proof is not None:
            _check_xml(package, slot, proof, found)
    if slot.record is None:
        found.add("RECORD_PENDING", slot.manifest)
    else:
        proven = _check_records(package, slot, checker, found)
    if slot.token:
        imprint = package.digests[slot.token.xml]
        token = package.contents[slot.token.path]
        found.note(checker.check(token, "sha256", imprint, "TST_IMPRINT"), slot.token.path)
    signed = _check_signature(package, slot, checker, found, proven)
    manifest = package.manifests[slot.number - 1]
    result = RevisionResult(
        revision=slot.number,
        reason=manifest["reason"],
        manifest_sha256=package.digests[slot.manifest].hex(),
        stated_at=manifest["generated"]["stated_at"],
        renewals=max(0, len(proven.results) - 1),
        is_signed=signed is not None and not signed.codes,
        signer_subject=signed.subject if signed else "",
        signer_certificate_sha256=signed.certificate_sha256 if signed else "",
    )
    if not proven.results:
        return result, proven
    first, newest = proven.results[0], proven.results[-1]
    _check_stated(result, first, slot, found)
    return (
        replace(
            result,
            proven_at=first.gen_time if first.is_proven else None,
            token_class=first.token_class,
            tsa_subject=first.subject,
            policy=first.policy,
            serial=first.serial,
            tsa_certificate_sha256=first.certificate_sha256,
            certificate_end=newest.certificate_end,
        ),
        proven,
    )


def _check_xml(package: Package, slot: Slot, proof: Proof, found: Found) -> None:
    try:
        check_asic_xml(package.contents[proof.xml], package.asic_xml(slot, proof), proof.xml)
    except CodedError as fault:
        found.add(fault.code, fault.where)


def _check_signature(
    package: Package, slot: Slot, checker: TokenChecker, found: Found, proven: Proven
) -> SignatureResult | None:
    """What the revision's signature is worth; its time is that of the record's token."""
    if slot.signature is None:
        return None
    moment = proven.results[0].gen_time if proven.results else None
    result = check_cades(
        package.contents[slot.signature.path],
        package.contents[slot.signature.xml],
        checker.anchors,
        moment or checker.at,
    )
    for code in result.codes:
        found.add(code, slot.signature.path)
    found.revocation_known = found.revocation_known and result.revocation_known
    return result


def _check_stated(result: RevisionResult, first: TokenResult, slot: Slot, found: Found) -> None:
    if first.gen_time is None:
        return
    # A difference, since a sum may lie beyond the last year of the calendar.
    if datetime.fromisoformat(result.stated_at) - first.gen_time > _STATED_TOLERANCE:
        found.add("TIME_STATED", slot.manifest)


def _check_records(package: Package, slot: Slot, checker: TokenChecker, found: Found) -> Proven:
    """The record and each renewal of it; every one continues the one before by one stamp."""
    assert slot.record is not None  # noqa: S101 - the caller looked
    results: list[TokenResult] = []
    previous: EvidenceRecord | None = None
    for proof in (slot.record, *slot.renewals):
        try:
            record = parse_record(package.contents[proof.path])
            _check_prefix(previous, record)
            group = package.group_digests(slot, slot.record, record.chains[-1][0].digest)
            result = _check_last(record.chains, group, checker)
        except CodedError as fault:
            found.add(fault.code, proof.path)
            continue
        found.note(result, proof.path)
        for code in order_codes(results[-1], result, "ERS_ORDER") if results else ():
            found.add(code, proof.path)
        results.append(result)
        previous = record
    return Proven(tuple(results))


def _check_prefix(previous: EvidenceRecord | None, record: EvidenceRecord) -> None:
    """Hold a record against the one that it renews; the first has exactly one time-stamp."""
    if previous is None:
        if len(record.chains) != 1 or len(record.chains[0]) != 1:
            raise CodedError("ERS_PREFIX")
        return
    *head, last = record.chains
    renewed_time = (*head, last[:-1]) == previous.chains
    renewed_tree = tuple(head) == previous.chains and len(last) == 1
    if not renewed_time and not renewed_tree:
        raise CodedError("ERS_PREFIX")


def _check_last(
    chains: Sequence[Chain], group: set[bytes], checker: TokenChecker
) -> TokenResult:
    """The newest time-stamp of a record; those before it stand in the record that it renews.

    Args:
        chains: of the record.
        group: digests of the entries under it, made with the last chain's algorithm.
        checker: judges the token.
    """
    *earlier, chain = chains
    *renewed, last = chain
    digest = DIGESTS[last.digest]
    if renewed:
        imprint = _renewal_imprint(last, digest(renewed[-1].token))
    elif earlier:
        before = digest(encode_chains(earlier))
        imprint = _group_imprint(last, {digest(member + before) for member in group})
    else:
        imprint = _group_imprint(last, group)
    mismatch = "ERS_RENEWAL" if renewed or earlier else "ERS_ROOT"
    return checker.check(last.token, last.digest, imprint, mismatch)


def record_root(stamp: ArchiveTimeStamp, group: set[bytes]) -> bytes:
    """The root that a record's first time-stamp must be over.

    Args:
        stamp: the time-stamp.
        group: digests of the entries under it.

    Raises:
        CodedError: ERS_GROUP.
    """
    return _group_imprint(stamp, group)


def _group_imprint(stamp: ArchiveTimeStamp, members: set[bytes]) -> bytes:
    """The root over a group whose digests are exactly the first list."""
    if not stamp.tree or list(stamp.tree[0]) != sorted(members):
        raise CodedError("ERS_GROUP")
    digest = DIGESTS[stamp.digest]
    return fold(group_hash(members, digest), _siblings(stamp), digest)


def _renewal_imprint(stamp: ArchiveTimeStamp, renewed: bytes) -> bytes:
    """The root over a previous token's digest, alone or in a tree."""
    if not stamp.tree:
        return renewed
    if stamp.tree[0] != (renewed,):
        raise CodedError("ERS_RENEWAL")
    return fold(renewed, _siblings(stamp), DIGESTS[stamp.digest])


def _siblings(stamp: ArchiveTimeStamp) -> list[bytes]:
    if any(len(part) != 1 for part in stamp.tree[1:]):
        raise CodedError("ERS_GROUP")
    return [part[0] for part in stamp.tree[1:]]


def order_codes(one: TokenResult, other: TokenResult, disorder: str) -> list[str]:
    """What is wrong between a token and the next that covers it: its order, or its lateness."""
    if one.gen_time is None or other.gen_time is None:
        return []
    if other.gen_time < one.gen_time:
        return [disorder]
    late = one.certificate_end is not None and other.gen_time > one.certificate_end
    return ["ERS_RENEWAL_LATE"] if late else []
