"""What is fuzzed: every reader of octets that somebody else wrote, and what must hold for any.

A target takes octets, may answer only as its reader's docstring allows, and checks what is
true of an answer. Its seeds come from the public vectors, so a find stays one for ever.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache

from tests.evidence import support as s

from recoverydocs.errors import DataRefusedError, ExitCode, TamperedError
from recoverydocs.evidence import (
    SealedRegister,
    TokenChecker,
    Trust,
    read_zip,
    repack,
    verify,
    write_zip,
)
from recoverydocs.evidence.algorithms import load_key
from recoverydocs.evidence.asic_xml import check_asic_xml
from recoverydocs.evidence.certs.certificate import name_text, read_certificate
from recoverydocs.evidence.certs.revocation import check_revocation, read_revocation_list
from recoverydocs.evidence.cms import CmsError, read_signed_data
from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.der import DerError, Node, integer, oid, parse, sequence, tlv
from recoverydocs.evidence.ers import parse_record
from recoverydocs.evidence.hashtree import sha256
from recoverydocs.evidence.jcs import canonical, parse_canonical
from recoverydocs.evidence.layout import in_order
from recoverydocs.evidence.package import check_structure
from recoverydocs.evidence.receipts import contradictions
from recoverydocs.evidence.report import page, report_on
from recoverydocs.evidence.sealed_register import read_register
from recoverydocs.evidence.signature import check_cades
from recoverydocs.evidence.stampers.rfc3161 import _AnswerError, read_answer
from recoverydocs.evidence.sums import write_sums
from recoverydocs.evidence.tokens import read_info
from recoverydocs.evidence.trust import read_trust

Target = Callable[[bytes], None]
AT = datetime(2026, 11, 10, tzinfo=UTC)
PASSED = (ExitCode.DONE, ExitCode.LOCAL_PASSED)
XML = "META-INF/ASiCEvidenceRecordManifest001.xml"
ERS = "META-INF/evidencerecord001.ers"
SIGNATURE = "META-INF/signature001.p7s"


@cache
def entries_of(number: int) -> dict[str, bytes]:
    return dict(read_zip(s.vector(number)))


@cache
def checker() -> TokenChecker:
    return TokenChecker(s.vector_trust(), AT)


@cache
def tokens() -> tuple[bytes, ...]:
    """The good tokens of the vectors."""
    records = [parse_record(entries_of(number)[ERS]) for number in (1, 2, 3)]
    renewed = parse_record(entries_of(6)["META-INF/evidencerecord001r02.ers"])
    stamps = [one for record in (*records, renewed) for chain in record.chains for one in chain]
    own = entries_of(3)["META-INF/timestamp001.tst"]
    return (*(one.token for one in stamps), own)


@cache
def certificates() -> tuple[bytes, ...]:
    inside = read_signed_data(tokens()[0]).certificates
    anchors = checker().anchors.timestampers
    return (*inside, *anchors)


def container(data: bytes) -> None:
    try:
        entries = read_zip(data)
    except CodedError:
        return
    assert write_zip(entries) == data


def der(data: bytes) -> None:
    try:
        node = parse(data)
    except DerError:
        return
    assert encoded(node) == data


def encoded(node: Node) -> bytes:
    if node.children:
        return tlv(node.tag, *map(encoded, node.children))
    return tlv(node.tag, node.body)


def jcs(data: bytes) -> None:
    try:
        value = parse_canonical(data)
    except CodedError:
        return
    assert canonical(value) == data
    assert canonical(json.loads(data)) == data


def xml(data: bytes) -> None:
    expected = entries_of(1)[XML]
    code = ""
    try:
        check_asic_xml(data, expected, XML)
    except CodedError as fault:
        code = fault.code
    assert code.startswith("XML_") if data != expected else not code


def ers(data: bytes) -> None:
    try:
        record = parse_record(data)
    except CodedError:
        return
    assert record.encode() == data


def token(data: bytes) -> None:
    try:
        info = read_info(read_signed_data(data))
    except (CodedError, CmsError, DerError):
        digest, imprint = "sha256", bytes(32)
    else:
        digest, imprint = (
            {64: "sha512", 48: "sha384"}.get(len(info.imprint), "sha256"),
            info.imprint,
        )
    result = checker().check(data, digest, imprint, "TST_IMPRINT")
    assert not result.is_proven or data in tokens()


def signature(data: bytes) -> None:
    package = entries_of(3)
    content = package["META-INF/ASiCManifest001s.xml"]
    result = check_cades(data, content, checker().anchors, AT)
    assert result.codes or data == package[SIGNATURE]


def certificate(data: bytes) -> None:
    try:
        read = read_certificate(data)
        assert isinstance(read.is_authority, bool)
        assert isinstance(read.may_issue, bool)
        assert isinstance(read.may_sign, bool)
        assert isinstance(read.is_timestamper, bool)
        assert read.path_length is None or isinstance(read.path_length, int)
        assert isinstance(name_text(read.subject), str)
        load_key(read.key)
    except DerError:
        return


def revocation(data: bytes) -> None:
    try:
        read = read_revocation_list(data)
    except DerError:
        return
    path = tuple(checker().anchors.timestampers.values())
    check_revocation(path, (read,), AT)


def trust(data: bytes) -> None:
    for one in (Trust(independent=(data,)), Trust(signers=(data,)), Trust(crls=(data,))):
        try:
            read_trust(one)
        except DataRefusedError:
            continue


def register(data: bytes) -> None:
    stamps = {"stamps/000001.tst": (s.VECTORS / "stamps/000001.tst").read_bytes()}
    read = read_register(SealedRegister(data, stamps), checker())
    if not read.faults:
        for line in data.splitlines():
            assert canonical(parse_canonical(line)) == line


def package(data: bytes) -> None:
    verdict = verify(data, s.vector_trust(), AT, checker=checker())
    assert verdict.plain
    assert verdict.as_json("x")
    if verdict.exit_code in PASSED:
        assert data in {s.vector(number) for number in (1, 2, 3, 4, 5, 6, 14, 15)}
    if verdict.revisions:
        assert page(report_on(data, verdict, AT, unmask=True))


def manifest(data: bytes) -> None:
    """As the first manifest of a package whose sums fit."""
    _in_manifest(data, 1)


def revision(data: bytes) -> None:
    """As the manifest of a second revision, which tells of delivery."""
    _in_manifest(data, 2)


def _in_manifest(data: bytes, number: int) -> None:
    kept = dict(entries_of(4))
    name, sums = f"manifest-{number:03}.json", f"SHA256SUMS-{number:03}.txt"
    names = list(kept)
    wanted = {one: kept[one] for one in names[: names.index(sums)]}
    wanted[name] = data
    digests = {one: sha256(content) for one, content in wanted.items()}
    wanted[sums] = write_sums(wanted, digests)
    try:
        read = check_structure(tuple(wanted.items()))
    except CodedError:
        return
    assert all(attempt.as_json() for attempt in read.delivery)
    assert all(one.as_json() for one in contradictions(read.delivery))
    bare = write_zip(read.entries)
    verdict = verify(bare, s.vector_trust(), AT)
    assert [reason.code for reason in verdict.codes] == ["RECORD_PENDING"]
    assert page(report_on(bare, verdict, AT, unmask=True))


def repacked(data: bytes) -> None:
    try:
        made = repack(data)
    except (DataRefusedError, TamperedError):
        return
    assert in_order(dict(read_zip(made))) == read_zip(made)
    assert repack(made) == made


def answer(data: bytes) -> None:
    try:
        read_signed_data(read_answer(data))
    except _AnswerError:
        return


def a_revocation_list() -> bytes:
    """One of the right shape under the vectors' root; nobody signed it."""
    root = next(iter(checker().anchors.timestampers.values()))
    reason = sequence(oid("2.5.29.21"), tlv(0x04, b"\x0a\x01\x01"))
    entry = sequence(integer(4660), tlv(0x17, b"261101000000Z"), sequence(reason))
    times = tlv(0x17, b"261109000000Z"), tlv(0x17, b"261209000000Z")
    body = sequence(integer(1), root.algorithm, root.issuer, *times, sequence(entry))
    return sequence(body, root.algorithm, tlv(0x03, b"\0" + root.signature))


@cache
def seeds() -> Mapping[str, tuple[bytes, ...]]:
    two = entries_of(4)
    revoked = a_revocation_list()
    packages = tuple(s.vector(number) for number in (1, 4, 6, 3))
    return {
        "container": packages[:2],
        "package": packages,
        "repacked": packages[:2],
        "der": (tokens()[0], entries_of(1)[ERS]),
        "token": tokens(),
        "signature": (entries_of(3)[SIGNATURE],),
        "certificate": certificates(),
        "revocation": (revoked,),
        "trust": (
            (s.VECTORS / "root-independent.pem").read_bytes(),
            certificates()[0],
            revoked,
        ),
        "ers": (entries_of(1)[ERS], entries_of(6)["META-INF/evidencerecord001r02.ers"]),
        "jcs": (two["manifest-001.json"], two["manifest-002.json"]),
        "manifest": (two["manifest-001.json"],),
        "revision": (two["manifest-002.json"],),
        "xml": (entries_of(1)[XML],),
        "register": ((s.VECTORS / "register.jsonl").read_bytes(),),
        "answer": (sequence(sequence(integer(0)), tokens()[0]),),
    }


TARGETS: Mapping[str, Target] = {
    "container": container,
    "package": package,
    "repacked": repacked,
    "der": der,
    "token": token,
    "signature": signature,
    "certificate": certificate,
    "revocation": revocation,
    "trust": trust,
    "ers": ers,
    "jcs": jcs,
    "manifest": manifest,
    "revision": revision,
    "xml": xml,
    "register": register,
    "answer": answer,
}
