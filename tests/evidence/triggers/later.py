"""Ways to provoke the codes of renewals, plain tokens, signatures and the sealed register."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.evidence import authorities as a
from tests.evidence import support as s
from tests.evidence.triggers.trigger import Table, Trigger, finished, trust

from recoverydocs.evidence import SealedRegister, canonical, read_zip, seal
from recoverydocs.evidence.algorithms import NULL
from recoverydocs.evidence.der import oid, sequence, set_of, tlv
from recoverydocs.evidence.ers import (
    ArchiveTimeStamp,
    Chain,
    EvidenceRecord,
    encode_chains,
    first_record,
    parse_record,
)
from recoverydocs.evidence.hashtree import DIGESTS, fold, group_hash, join, sha256
from recoverydocs.evidence.layout import record_of, signature_of, token_of_revision
from recoverydocs.evidence.package import check_structure, read_structure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recoverydocs.evidence.container import Entry

DATA = "1.2.840.113549.1.7.1"
LATE = s.MOMENT + timedelta(days=100)


# Renewals


def with_renewal(package: bytes, record: EvidenceRecord) -> bytes:
    """The package with one more record, and the XML that belongs to it."""
    read = read_structure(package)
    slot = read.slots[-1]
    proof = record_of(slot.number, len(slot.renewals) + 1)
    entries = (*read.entries, (proof.xml, b""), (proof.path, record.encode()))
    made = check_structure(entries)
    xml = made.asic_xml(made.slots[-1], proof)
    return s.rebuilt((*read.entries, (proof.xml, xml), (proof.path, record.encode())))


def chains_of(package: bytes) -> tuple[Chain, ...]:
    read = read_structure(package)
    proofs = (read.slots[-1].record, *read.slots[-1].renewals)
    assert proofs[-1] is not None
    return parse_record(read.contents[proofs[-1].path]).chains


def renewed_time(
    package: bytes, gen_time: datetime = LATE, over: bytes | None = None, sibling: bytes = b""
) -> bytes:
    """A time-stamp renewal, alone or in a tree with a sibling."""
    *head, last = chains_of(package)
    name = last[0].digest
    leaf = over or DIGESTS[name](last[-1].token)
    tree = ((leaf,), (sibling,)) if sibling else ()
    root = join(leaf, sibling, DIGESTS[name]) if sibling else leaf
    maker = a.TokenMaker(gen_time=gen_time, digest=name)
    one = ArchiveTimeStamp(name, tree, maker.stamp(root))
    return with_renewal(package, EvidenceRecord((*head, (*last, one))))


def renewed_tree(
    package: bytes, *, before: bytes | None = None, over: bytes | None = None
) -> bytes:
    """A hash-tree renewal to SHA-512."""
    chains = chains_of(package)
    digest = DIGESTS["sha512"]
    read = read_structure(package)
    record = read.slots[-1].record
    assert record is not None
    sequence_hash = digest(before or encode_chains(chains))
    listed = [read.contents[name] for name in read.before(record.xml)]
    group = tuple(sorted(digest(digest(content) + sequence_hash) for content in listed))
    maker = a.TokenMaker(gen_time=LATE, digest="sha512")
    token = maker.stamp(over or group_hash(group, digest))
    return with_renewal(
        package, EvidenceRecord((*chains, (ArchiveTimeStamp("sha512", (group,), token),)))
    )


def good() -> bytes:
    return finished(a.TokenMaker())


def other_prefix() -> bytes:
    package = good()
    ((first,),) = chains_of(package)
    other = replace(first, token=a.TokenMaker().stamp(fold(group_hash(first.tree[0]), ())))
    one = ArchiveTimeStamp("sha256", (), a.TokenMaker().stamp(sha256(other.token)))
    return with_renewal(package, EvidenceRecord(((other, one),)))


def two_at_once() -> bytes:
    package = good()
    ((first,),) = chains_of(package)
    second = ArchiveTimeStamp("sha256", (), a.TokenMaker().stamp(sha256(first.token)))
    third = ArchiveTimeStamp("sha256", (), a.TokenMaker().stamp(sha256(second.token)))
    return with_renewal(package, EvidenceRecord(((first, second, third),)))


def mixed_chain() -> bytes:
    package = good()
    ((first,),) = chains_of(package)
    other = ArchiveTimeStamp("sha512", (), a.TokenMaker(digest="sha512").stamp(b"x" * 64))
    return with_renewal(package, EvidenceRecord(((first, other),)))


def born_renewed() -> bytes:
    package = renewed_time(good())
    entries = dict(read_zip(package))
    base, renewal = record_of(1), record_of(1, 1)
    entries[base.path] = entries.pop(renewal.path)
    del entries[renewal.xml]
    return s.rebuilt(entries)


def foreign_leaf() -> bytes:
    package = good()
    ((first,),) = chains_of(package)
    root = join(b"a" * 32, b"b" * 32)
    one = ArchiveTimeStamp("sha256", ((b"a" * 32,), (b"b" * 32,)), a.TokenMaker().stamp(root))
    return with_renewal(package, EvidenceRecord(((first, one),)))


def short_lived() -> bytes:
    """Renewed after its certificate had ended."""
    brief = a.timestamper(end=s.MOMENT + timedelta(days=50))
    return renewed_time(finished(a.TokenMaker(signer=brief)))


# Tokens and signatures of one package


def with_proofs(
    signature: Callable[[bytes], bytes] | None = None,
    own_token: Callable[[bytes], bytes] | None = None,
) -> bytes:
    """Revision 1 with a signature, a token of its own, or both, and the record over them."""
    entries: tuple[Entry, ...] = read_zip(seal(s.contents()).pending())
    for proof, make, is_token in (
        (signature_of(1), signature, False),
        (token_of_revision(1), own_token, True),
    ):
        if make is None:
            continue
        shell = check_structure((*entries, (proof.xml, b""), (proof.path, b"")))
        xml = shell.asic_xml(shell.slots[0], proof)
        entries = (
            *entries,
            (proof.xml, xml),
            (proof.path, make(sha256(xml) if is_token else xml)),
        )
    package = check_structure(entries)
    group = [package.digests[name] for name, _ in entries[1:]]
    record = record_of(1)
    content = first_record(group, (), a.TokenMaker().stamp(group_hash(group)))
    made = check_structure((*entries, (record.xml, b""), (record.path, content)))
    xml = made.asic_xml(made.slots[0], record)
    return s.rebuilt((*entries, (record.xml, xml), (record.path, content)))


def signing(issuer: a.Issued | None = None) -> a.Issued:
    return a.issue("Invented Lender Seal", issuer or a.root())


def cades(**changes: Any) -> Callable[[bytes], bytes]:  # noqa: ANN401 - any field of the shape
    given = {"content_type": DATA, "type_attribute": DATA, "version": 1, **changes}
    given.setdefault("signer", signing())
    return lambda content: a.TokenMaker(**given).sign(content, detached=True)


def signed(**changes: Any) -> Trigger:  # noqa: ANN401 - any field of the shape
    return Trigger(lambda: with_proofs(cades(**changes)), trust)


def signed_by_two() -> bytes:
    one = signing()
    return with_proofs(cades(signer=one, certificates=(one.der, a.root().der)))


def signer_misnamed() -> bytes:
    return with_proofs(cades(certificates=(signing().der,)))


def stripped() -> bytes:
    package = with_proofs(cades())
    return s.without(package, *signature_of(1).names)


# The sealed register


def register(*events: Mapping[str, object], name: str = "示例登记簿") -> SealedRegister:
    """A register of these events; a stamp's token is made over the line before it."""
    lines: list[bytes] = []
    stamps: dict[str, bytes] = {}
    opening = {"event": "open", "hash": "sha-256", "register": name}
    for number, event in enumerate((opening, *events), start=1):
        prev = sha256(lines[-1]).hex() if lines else "0" * 64
        line = {"at": "2026-11-24T10:00:00+08:00", "prev": prev, "seq": number, "v": 1} | dict(
            event
        )
        if line["event"] == "stamp":
            place = f"stamps/{number:06}.tst"
            line = {"head": prev, "token": place} | line
            stamps[place] = a.TokenMaker().stamp(bytes.fromhex(prev))
        lines.append(canonical(line) + b"\n")
    return SealedRegister(b"".join(lines), stamps)


def row(package: bytes, revision: int = 1, **changes: object) -> dict[str, object]:
    read = read_structure(package)
    number = min(revision, len(read.slots))
    record = read.slots[number - 1].record
    assert record is not None
    return {
        "event": "seal",
        "package": read.package_id,
        "revision": revision,
        "manifest": read.manifest_digest(number).hex(),
        "record": read.digests[record.path].hex(),
        "container": sha256(package).hex(),
        **changes,
    }


STAMP = {"event": "stamp"}


def listed(make: Callable[[], SealedRegister]) -> Trigger:
    return Trigger(good_once, trust, register=make)


_GOOD: list[bytes] = []


def good_once() -> bytes:
    if not _GOOD:
        _GOOD.append(good())
    return _GOOD[0]


def cut(take: Callable[[list[bytes]], list[bytes]]) -> Trigger:
    def make() -> SealedRegister:
        whole = register(row(good_once()), STAMP)
        lines = take(whole.content.splitlines(keepends=True))
        return SealedRegister(b"".join(lines), whole.stamps)

    return listed(make)


def with_event(**event: object) -> Trigger:
    return listed(lambda: register(row(good_once()), dict(event), STAMP))


def no_stamps() -> SealedRegister:
    return SealedRegister(register(row(good_once()), STAMP).content, {})


def other_stamp() -> SealedRegister:
    whole = register(row(good_once()), STAMP)
    return SealedRegister(whole.content, {"stamps/000003.tst": a.TokenMaker().stamp(b"x" * 32)})


def renewal_row() -> Trigger:
    package: list[bytes] = []

    def make() -> bytes:
        package.append(renewed_time(good_once()))
        return package[-1]

    def book() -> SealedRegister:
        wrong = row(good_once(), event="renew", renewal=1, record="0" * 64)
        return register(row(good_once()), wrong, STAMP)

    return Trigger(make, trust, at=LATE + timedelta(days=1), register=book)


def renewed(make: Callable[[], bytes]) -> Trigger:
    return Trigger(make, trust, at=LATE + timedelta(days=1))


def other_first_octet(imprint: bytes) -> bytes:
    """A right token but for its first octet, which nothing else covers: SET for SEQUENCE."""
    return b"\x31" + a.TokenMaker().stamp(imprint)[1:]


TRIGGERS: Table = {
    "TST_DER": (Trigger(lambda: with_proofs(own_token=other_first_octet), trust),),
    "ERS_RENEWAL": (
        renewed(lambda: renewed_time(good(), over=b"x" * 32)),
        renewed(foreign_leaf),
        renewed(lambda: renewed_tree(good(), over=b"x" * 64)),
    ),
    "ERS_PREFIX": (renewed(other_prefix), renewed(two_at_once), renewed(born_renewed)),
    "ERS_ORDER": (renewed(lambda: renewed_time(good(), s.MOMENT - timedelta(days=1))),),
    "ERS_RENEWAL_LATE": (renewed(short_lived),),
    "ERS_ALGORITHMS": (renewed(mixed_chain),),
    "ERS_GROUP": (renewed(lambda: renewed_tree(good(), before=b"other")),),
    "TST_IMPRINT": (
        Trigger(
            lambda: with_proofs(own_token=lambda _i: a.TokenMaker().stamp(b"x" * 32)), trust
        ),
    ),
    "XML_REFERENCES": (Trigger(stripped, trust),),
    "SIG_CMS": (
        signed(unsigned=tlv(0xA1, sequence(oid("1.2.3"), set_of(NULL)))),
        signed(version=3),
        signed(more_attributes=(sequence(oid("1.2.3"), set_of(NULL)),)),
        Trigger(signed_by_two, trust),
        Trigger(lambda: with_proofs(lambda _content: b"x"), trust),
        Trigger(lambda: with_proofs(lambda one: b"\x31" + cades()(one)[1:]), trust),
    ),
    "SIG_CERTIFICATE": (
        Trigger(signer_misnamed, trust),
        signed(identity=a.identity(a.root().der)),
    ),
    "SIG_DIGEST": (
        signed(stated_digest=b"x" * 32),
        Trigger(lambda: with_proofs(lambda _content: cades()(b"of another package")), trust),
    ),
    "SIG_VALUE": (signed(broken_signature=True),),
    "SIG_TRUST": (
        Trigger(
            lambda: with_proofs(cades(signer=signing(a.issue("Other", authority=True)))), trust
        ),
    ),
    "REG_CHAIN": (
        cut(lambda lines: lines[:1] + lines[2:]),
        cut(lambda lines: lines[1:]),
        cut(lambda lines: [*lines[:-1], lines[-1][:-1]]),
        cut(lambda _lines: []),
        cut(lambda lines: [*lines, b"{}\n"]),
        cut(lambda lines: [*lines, b"x\n"]),
        with_event(event="open", hash="sha-256", register="x"),
        with_event(event="stamp", head="0" * 64),
        with_event(event="other"),
        listed(lambda: register(row(good_once()), row(good_once()), STAMP)),
        listed(lambda: register(row(good_once(), 2), STAMP)),
        listed(lambda: register(row(good_once(), seq="2"), STAMP)),
        listed(
            lambda: register(
                row(good_once()), *[row(good_once(), event="renew", renewal=1)] * 2
            )
        ),
    ),
    "REG_STAMP": (listed(no_stamps), listed(other_stamp)),
    "REG_STALE": (
        listed(lambda: register(row(good_once()))),
        listed(lambda: register(row(s.two_revisions()), STAMP, row(s.two_revisions(), 2))),
    ),
    "REG_MISSING": (listed(lambda: register(STAMP)),),
    "REG_MISMATCH": (
        listed(lambda: register(row(good_once(), manifest="0" * 64), STAMP)),
        listed(lambda: register(row(good_once(), record="0" * 64), STAMP)),
        renewal_row(),
    ),
    "REG_ROLLBACK": (
        listed(lambda: register(row(good_once()), row(good_once(), 2), STAMP)),
        Trigger(lambda: s.vector(14), s.vector_trust, register=s.vector_register),
    ),
}
