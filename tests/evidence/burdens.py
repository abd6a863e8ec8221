"""Input made to cost its reader much: many, deep, long, and what would be quadratic."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.evidence import authorities as a
from tests.evidence import support as s

from recoverydocs.evidence import canonical, read_zip, seal, stamp
from recoverydocs.evidence.algorithms import DIGEST_OIDS
from recoverydocs.evidence.der import integer, oid, sequence, tlv
from recoverydocs.evidence.ers import (
    ArchiveTimeStamp,
    EvidenceRecord,
    encode_chains,
    parse_record,
)
from recoverydocs.evidence.hashtree import DIGESTS, sha256
from recoverydocs.evidence.layout import record_of
from recoverydocs.evidence.package import read_structure
from recoverydocs.evidence.sums import write_sums

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MEBIBYTE = 1 << 20
JSON = 16 * MEBIBYTE
MANIFEST, ERS = "manifest-001.json", "META-INF/evidencerecord001.ers"
XML = "META-INF/ASiCEvidenceRecordManifest001.xml"
SHA256 = sequence(oid(DIGEST_OIDS["sha256"]))
NO_TOKEN = sequence(oid("1.2.3"))
ROW = b"x,y\n"


@dataclass(frozen=True)
class Burden:
    """What is read by whom, what comes of it, and how much it may cost.

    Attributes:
        make: gives the octets.
        answer: must be among what the reader answers.
        memory: how many times its own size it may take, beside 64 MiB for the reader itself.
        reader: of reading_drill.py.
    """

    make: Callable[[], bytes]
    answer: str
    memory: int = 4
    reader: str = "verify"


def instead(name: str, content: bytes) -> bytes:
    return s.with_entry(s.vector(1), name, content)


def manifest(content: bytes) -> bytes:
    return instead(MANIFEST, content[:JSON])


def members(**changes: object) -> bytes:
    first = json.loads(dict(read_zip(s.vector(1)))[MANIFEST])
    for path, value in changes.items():
        holder, _, name = path.rpartition("__")
        (first[holder] if holder else first)[name] = value
    return manifest(canonical(first))


def nested(times: int, inner: bytes = b"") -> bytes:
    for _ in range(times):
        inner = tlv(0x30, inner)
    return inner


def record(*parts: bytes) -> bytes:
    stamps = sequence(sequence(sequence(tlv(0xA0, oid(DIGEST_OIDS["sha256"])), *parts)))
    return instead(ERS, sequence(integer(1), sequence(SHA256), stamps))


def token(content: bytes) -> bytes:
    """The right record but for its token."""
    ((first,),) = parse_record(dict(read_zip(s.vector(1)))[ERS]).chains
    made = EvidenceRecord(((replace(first, token=content),),))
    return instead(ERS, made.encode())


def many_certificates() -> bytes:
    signer = a.tsa()
    namesakes = [a.timestamper(key=signer.key).der for _ in range(8)]
    given = (signer.der, *(namesakes[number % 8] for number in range(300)))
    return token(a.TokenMaker(certificates=given).stamp(bytes(32)))


def renewed_often() -> bytes:
    """Ninety-nine hash-tree renewals, each asking for the digests of a large file again."""
    large = s.exhibit("large.bin", bytes(16 * MEBIBYTE))
    made = s.contents()
    package = stamp([seal(replace(made, exhibits=(*made.exhibits, large)))], s.stamper())[0]
    read = read_structure(package)
    (slot,) = read.slots
    assert slot.record is not None
    chains = parse_record(read.contents[slot.record.path]).chains
    entries = list(read.entries)
    known = {name: read.group_digests(slot, slot.record, name) for name in DIGESTS}
    for number in range(1, 100):
        name = ("sha384", "sha512")[number % 2]
        digest = DIGESTS[name]
        before = digest(encode_chains(chains))
        group = tuple(sorted(digest(one + before) for one in known[name]))
        chains = (*chains, (ArchiveTimeStamp(name, (group,), NO_TOKEN),))
        proof = record_of(1, number)
        entries += [(proof.xml, b""), (proof.path, EvidenceRecord(chains).encode())]
    return s.rebuilt(tuple(entries))


def many_rows() -> bytes:
    """Ten thousand events, each about a line near the end of a large file."""
    lines = MEBIBYTE
    digest = hashlib.sha256(ROW[:-1]).hexdigest()

    def event(number: int) -> dict[str, object]:
        raw = {"path": "track.csv", "row": lines - number, "sha256": digest}
        at = "2026-11-25T15:04:00+08:00"
        return {"code": "in-transit", "at": at, "source": "carrier-file", "raw": raw}

    outcome = {"result": "unknown", "stated_by": "operator"}
    updates: list[dict[str, object]] = [
        {
            "attempt_id": "A1",
            "events": [event(number * 500 + each) for each in range(500)],
            "outcome": outcome,
        }
        for number in range(20)
    ]
    made = s.contents()
    track = s.exhibit("track.csv", ROW * lines, media_type="text/csv")
    delivery = (s.posting(), *updates)
    return seal(replace(made, exhibits=(*made.exhibits, track), delivery=delivery)).pending()


def many_revisions(count: int = 250) -> bytes:
    """Revisions with nothing but their lists of all that came before."""
    entries = list(read_zip(seal(s.contents()).pending()))
    first = json.loads(dict(entries)[MANIFEST])
    later = {key: one for key, one in first.items() if key not in {"document", "source"}}
    entries += [(name, b"") for name in record_of(1).names]
    digests = {name: sha256(content) for name, content in entries}
    earlier = [_earlier(name, content) for name, content in entries[1:]]
    for number in range(2, count + 1):
        previous = f"manifest-{number - 1:03}.json"
        name, sums = f"manifest-{number:03}.json", f"SHA256SUMS-{number:03}.txt"
        link = {"path": previous, "sha256": digests[previous].hex()}
        changes = {"files": [], "delivery": [], "revision": number, "reason": "receipt"}
        content = canonical({**later, **changes, "earlier": earlier, "previous": link})
        digests[name] = sha256(content)
        added = [(name, content), (sums, write_sums(digests, digests))]
        added += [(name, b"") for name in record_of(number).names]
        digests |= {name: sha256(content) for name, content in added}
        earlier += [_earlier(*entry) for entry in added]
        entries += added
    return s.rebuilt(tuple(entries))


def _earlier(name: str, content: bytes) -> dict[str, object]:
    return {"path": name, "size": len(content), "sha256": sha256(content).hex()}


def revoked(count: int) -> bytes:
    reason = sequence(sequence(oid("2.5.29.21"), tlv(0x04, b"\x0a\x01\x01")))
    when = tlv(0x17, b"261101000000Z")
    entries = b"".join(
        sequence(integer((1 << 64) + number), when, reason) for number in range(count)
    )
    body = sequence(integer(1), a.ECDSA_SHA256, sequence(), when, when, sequence(entries))
    return sequence(body, a.ECDSA_SHA256, tlv(0x03, b"\0"))


def packed(*contents: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for number, content in enumerate(contents):
            opened.writestr(str(number), content)
    return target.getvalue()


def entities() -> bytes:
    """Ten to the twelfth letters by reference, where no octets of a DTD are seen."""
    grown = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
    text = f'<!DOCTYPE x [<!ENTITY e0 "{"x" * 50}">{grown}]><x y="&e11;">&e11;</x>'
    return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")


BURDENS: Mapping[str, Burden] = {
    "4096 names of many folders": Burden(
        lambda: s.rebuilt(
            tuple((f"{number:04}/" + "\ufdfa/" * 58 + "x", b"") for number in range(4096))
        ),
        "MIMETYPE",
        8,
    ),
    "65534 entries": Burden(
        lambda: s.rebuilt(tuple((f"{number:05}", b"") for number in range(65534))), "ZIP_LIMIT"
    ),
    "brackets that nobody closes": Burden(lambda: manifest(b"[" * JSON), "JSON_LIMIT"),
    "brackets 31 deep": Burden(
        lambda: manifest((b"[" * 31 + b"]" * 31 + b",") * (JSON // 63)), "JSON_SYNTAX"
    ),
    "five million lists": Burden(
        lambda: manifest(b"[" + b"[]," * (JSON // 3 - 2) + b"[]]"), "SCHEMA", 30
    ),
    "a number of 16 million digits": Burden(lambda: manifest(b"1" * JSON), "JSON_NUMBER"),
    "a string of escapes": Burden(
        lambda: manifest(b'"' + b'\\"' * (JSON // 2 - 1) + b'"'), "SCHEMA", 8
    ),
    "a string without its end": Burden(lambda: manifest(b'"\\' * (JSON // 2)), "JSON_SYNTAX"),
    "keys beyond U+FFFF": Burden(
        lambda: manifest(
            ("{" + ",".join(f'"{n:07}𠮷":1' for n in range(JSON // 15)) + "}").encode()
        ),
        "JSON_SYNTAX",
        20,
    ),
    "half a million approvers": Burden(
        lambda: members(generated__approved_by=[{"role": "legal"}] * 500_000),
        "SUMS_MISMATCH",
        30,
    ),
    "64 MiB of record": Burden(lambda: instead(ERS, bytes(64 * MEBIBYTE)), "ERS_DER"),
    "two million elements in a record": Burden(
        lambda: instead(ERS, b"\x30\x00" * (2 * MEBIBYTE - 1)), "ERS_DER"
    ),
    "a record 30,000 deep": Burden(lambda: instead(ERS, nested(30_000)), "ERS_DER"),
    "116,000 hashes in a tree": Burden(
        lambda: record(tlv(0xA2, *[sequence(*[tlv(0x04, bytes(32))] * 2900)] * 40), NO_TOKEN),
        "ERS_GROUP",
        12,
    ),
    "a token 30,000 deep": Burden(lambda: token(nested(30_000)), "TST_DER"),
    "a token of 120,000 elements": Burden(
        lambda: token(sequence(b"\x05\x00" * 120_000)), "TST_CMS"
    ),
    "a token with one long identifier": Burden(
        lambda: token(sequence(tlv(0x06, b"\x81" * 250_000 + b"\x01"))), "TST_DER"
    ),
    "a token of 4 MiB": Burden(
        lambda: token(sequence(tlv(0x04, bytes(4 * MEBIBYTE - 4096)))), "TST_DER"
    ),
    "a token with 300 certificates": Burden(many_certificates, "ERS_ROOT"),
    "99 renewals over 16 MiB": Burden(renewed_often, "TST_CMS"),
    "10,000 events about lines of a file": Burden(many_rows, "RECORD_PENDING", 5),
    "250 revisions": Burden(many_revisions, "ERS_DER", 5),
    "20 MiB of XML": Burden(lambda: instead(XML, b"<a>" * (7 * MEBIBYTE)), "XML_NOT_CANONICAL"),
    "a million elements of XML": Burden(
        lambda: instead(XML, b"<r>" + b"<a/>" * 1_000_000 + b"</r>"), "XML_REFERENCES", 60
    ),
    "XML a million deep": Burden(lambda: instead(XML, b"<a>" * 1_000_000), "XML_SYNTAX"),
    "a quarter of a million attributes": Burden(
        lambda: instead(
            XML, b"<r " + b" ".join(b'a%d="x"' % n for n in range(250_000)) + b"/>"
        ),
        "XML_REFERENCES",
        30,
    ),
    "entities in UTF-16": Burden(lambda: instead(XML, entities()), "XML_SYNTAX"),
    "64 million lines of a register": Burden(
        lambda: b"\n" * (64 * MEBIBYTE), "REG_CHAIN", reader="register"
    ),
    "a register of one line": Burden(
        lambda: b"[" * (64 * MEBIBYTE) + b"\n", "REG_CHAIN", reader="register"
    ),
    "a bomb to pack again": Burden(
        lambda: packed(bytes(300 * MEBIBYTE)), "DataRefusedError", 2000, reader="repack"
    ),
    "headers to pack again": Burden(
        lambda: b"PK\x01\x02" * (4 * MEBIBYTE), "DataRefusedError", reader="repack"
    ),
    "100,000 revoked certificates": Burden(
        lambda: revoked(100_000), "100000", 20, reader="trust"
    ),
}
