"""Ways to provoke the codes of the XML, the record, the token and its certificates."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID
from tests.evidence import authorities as a
from tests.evidence import support as s
from tests.evidence.triggers.trigger import (
    ERS,
    XML,
    Table,
    Trigger,
    entry_changed,
    finished,
    signer,
    token,
    trust,
)

from recoverydocs.evidence import Trust, attach, read_zip, seal
from recoverydocs.evidence.algorithms import DIGEST_OIDS, NULL
from recoverydocs.evidence.der import integer, oid, parse, sequence, set_of, split, tlv
from recoverydocs.evidence.ers import ArchiveTimeStamp, EvidenceRecord, parse_record
from recoverydocs.evidence.hashtree import HashTree
from recoverydocs.evidence.sealing import BatchToken, finish

if TYPE_CHECKING:
    from collections.abc import Callable

SM3 = sequence(oid("1.2.156.10197.1.401"), NULL)
SHA1 = sequence(oid("1.3.14.3.2.26"), NULL)
SHA256, SHA512 = (sequence(oid(DIGEST_OIDS[name])) for name in ("sha256", "sha512"))
ODD = sequence(oid(DIGEST_OIDS["sha256"]), tlv(0x04))
A0_SHA256 = tlv(0xA0, oid(DIGEST_OIDS["sha256"]))
TOKEN = sequence(oid("1.2.3"))
ATTRIBUTE = sequence(oid("1.2.3"), set_of(NULL))


def xml(change: Callable[[bytes], bytes]) -> Trigger:
    return Trigger(entry_changed(XML, change))


def record(change: Callable[[bytes], bytes]) -> Trigger:
    return Trigger(entry_changed(ERS, change))


def stamp(change: Callable[[ArchiveTimeStamp], ArchiveTimeStamp]) -> Trigger:
    def alter(content: bytes) -> bytes:
        (chain,) = parse_record(content).chains
        return EvidenceRecord(((change(chain[0]),),)).encode()

    return record(alter)


def tree(change: Callable[[tuple[bytes, ...]], tuple[tuple[bytes, ...], ...]]) -> Trigger:
    return stamp(lambda one: replace(one, tree=change(one.tree[0])))


def written(*parts: bytes, algorithms: tuple[bytes, ...] = (SHA256,)) -> Trigger:
    """A record of one time-stamp with these parts."""
    chains = sequence(sequence(sequence(*parts)))
    return record(lambda _content: sequence(integer(1), sequence(*algorithms), chains))


def relisted(*algorithms: bytes) -> Trigger:
    """The right record with another list of algorithms."""

    def alter(content: bytes) -> bytes:
        parts = split(split(content)[0].body)
        return sequence(parts[0].raw, sequence(*algorithms), parts[2].raw)

    return record(alter)


def in_token(old: bytes, new: bytes) -> Trigger:
    return stamp(lambda one: replace(one, token=one.token.replace(old, new)))


def one_line_less(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(lines[:3] + lines[4:])


def with_dtd(content: bytes) -> bytes:
    return content.replace(b"\n", b'\n<!DOCTYPE x [<!ENTITY e "">]>\n', 1)


def in_utf16(content: bytes) -> bytes:
    return with_dtd(content).decode().replace("UTF-8", "UTF-16").encode("utf-16")


def earlier_second() -> bytes:
    sealed = attach(s.one_revision(), s.receipt_contents(s.one_revision()))
    before = s.MOMENT - timedelta(hours=1)
    batch = HashTree([sealed.leaf])
    token = BatchToken(batch, s.stamper(before).stamp(batch.root), before)
    return finish(sealed, token).content


def impostor() -> Trust:
    return Trust(independent=(a.issue("Invented Root", authority=True).pem,))


def stray() -> bytes:
    more = a.timestamper(common="Stray TSA").der
    return finished(a.TokenMaker(certificates=(a.tsa().der, more)))


def without_last_sibling() -> bytes:
    entries = dict(read_zip(s.vector(1)))
    ((one,),) = parse_record(entries[ERS]).chains
    changed = EvidenceRecord(((replace(one, tree=one.tree[:-1]),),))
    return s.with_entry(s.vector(1), ERS, changed.encode())


def indefinite(given: bytes) -> bytes:
    """The same token, its SignedData in a wrapper of indefinite length."""
    kind, wrapper = split(split(given)[0].body)
    return sequence(kind.raw, b"\xa0\x80" + wrapper.body + b"\0\0")


def crowded() -> bytes:
    """More certificates than any path has; those that it needs come first."""
    many = tuple(a.timestamper(common=f"Stray {number}").der for number in range(9))
    return finished(a.TokenMaker(certificates=(a.tsa().der, *many)))


def other_case() -> bytes:
    """A token whose signer is named as its certificate has it but for the case of letters."""
    maker = a.TokenMaker()
    maker.issuer = a.issue("INVENTED ROOT", authority=True).certificate.subject.public_bytes()
    return finished(maker)


def below(*authorities: a.Issued) -> bytes:
    signer = a.timestamper(authorities[-1])
    given = (signer.der, *(one.der for one in authorities))
    return finished(a.TokenMaker(signer=signer, certificates=given))


def below_no_signer() -> bytes:
    return below(a.issue("May not sign", a.root(), authority=True, may_sign=False))


def far_below() -> bytes:
    """Nine certificates from the signer to the root."""
    authorities = [a.issue("Level 1", a.root(), authority=True)]
    for level in range(2, 8):
        authorities.append(a.issue(f"Level {level}", authorities[-1], authority=True))
    return below(*authorities)


def padded_authority() -> bytes:
    """The signature of an authority on the path says that its last bit does not count."""
    while True:
        upper = a.issue("Upper", a.root(), authority=True)
        body, algorithm, signature = parse(upper.der).children
        if not signature.body[-1] & 1:
            break
    changed = tlv(0x03, b"\1" + signature.body[1:])
    signer = a.timestamper(upper)
    given = (signer.der, sequence(body.raw, algorithm.raw, changed))
    return finished(a.TokenMaker(signer=signer, certificates=given))


def too_far_below() -> bytes:
    upper = a.issue("Upper", a.root(), authority=True, path_length=0)
    return below(upper, a.issue("Lower", upper, authority=True))


def revoked(moment: timedelta, reason: x509.ReasonFlags | None = None) -> Trust:
    lists = a.revocation_list(a.root(), ((a.tsa(), s.MOMENT + moment, reason),))
    return trust(crls=(lists,))


def good() -> bytes:
    return finished(a.TokenMaker())


TRIGGERS: Table = {
    "XML_SYNTAX": (xml(lambda content: content[:-5]), xml(lambda _content: b"")),
    "XML_DTD": (xml(with_dtd), xml(in_utf16)),
    "XML_REFERENCES": (
        xml(one_line_less),
        xml(lambda content: content.replace(b"001.ers", b"002.ers")),
    ),
    "XML_DIGEST": (
        xml(lambda content: content.replace(b"DigestValue>", b"DigestValue>AAAA", 1)),
    ),
    "XML_NOT_CANONICAL": (
        xml(lambda content: content.replace(b"\n", b"\n<!-- x -->", 1)),
        xml(lambda content: content.replace(b'Rootfile="true"', b'Rootfile="1"')),
    ),
    "RECORD_PENDING": (Trigger(lambda: seal(s.contents()).pending()),),
    "ERS_DER": (
        record(lambda content: content + b"\0"),
        record(lambda _content: b""),
        record(lambda content: b"\x31" + content[1:]),
        record(lambda _content: sequence(integer(1), sequence(), sequence())),
        record(lambda _content: sequence(integer(1), sequence())),
        record(lambda _content: bytes((4 << 20) + 1)),
        written(tlv(0xA0, tlv(0x05)), TOKEN),
        written(A0_SHA256, TOKEN, TOKEN),
        written(A0_SHA256, tlv(0x31)),
        written(A0_SHA256, tlv(0xA2), TOKEN),
    ),
    "ERS_VERSION": (record(lambda content: content.replace(b"\2\1\1", b"\2\1\2", 1)),),
    "ERS_ALGORITHMS": (
        relisted(SHA256, SHA512),
        relisted(),
        relisted(sequence(oid(DIGEST_OIDS["sha256"]), NULL)),
        relisted(ODD),
        written(TOKEN),
    ),
    "ERS_GROUP": (
        tree(lambda group: ((*group, b"\xff" * 32),)),
        tree(lambda group: (group[::-1],)),
        tree(lambda group: (group[1:],)),
        tree(lambda group: (group, (b"a" * 32, b"b" * 32))),
        tree(lambda group: (group, (b"short",))),
        tree(lambda group: (group, *[(b"a" * 32,)] * 41)),
        stamp(lambda one: replace(one, tree=())),
        record(lambda _content: dict(read_zip(s.vector(2)))[ERS]),
    ),
    "ERS_ROOT": (
        Trigger(lambda: s.vector(13), s.vector_trust),
        tree(lambda group: (group, (b"a" * 32,))),
        Trigger(without_last_sibling, s.vector_trust),
        token(imprint_algorithm=sequence(oid(DIGEST_OIDS["sha512"]), NULL)),
    ),
    "TST_DER": (
        stamp(lambda one: replace(one, token=indefinite(one.token))),
        in_token(b"\x06\x03\x55\x04\x06", b"\x06\x03\x55\x04\x86"),
        token(more_info=b"\x0c"),
        token(identity=sequence()),
    ),
    "TST_CMS": (
        token(signers=2),
        token(version=1),
        token(info_version=2),
        token(content_type="1.2.840.113549.1.7.1"),
        token(type_attribute="1.2.840.113549.1.7.1"),
        token(digest_algorithms=(a.SHA256_NULL, SHA1)),
        token(more_attributes=(sequence(oid("1.2.3"), set_of(NULL, integer(1))),)),
        token(more_attributes=(ATTRIBUTE, ATTRIBUTE)),
        token(has_digest=False),
        token(time_text=b"20261124020000.100Z"),
        token(time_text=b"\xff"),
        token(more_info=NULL),
        token(unsigned=NULL),
        token(content_tag=0xA1),
        in_token(oid("1.2.840.113549.1.7.2"), oid("1.2.840.113549.1.7.3")),
        stamp(lambda one: replace(one, token=sequence(oid("1.2.3")))),
        stamp(lambda one: replace(one, token=sequence(oid("1.2.3"), tlv(0xA0)))),
    ),
    "TST_UNSIGNED_ATTRIBUTE": (token(unsigned=tlv(0xA1, ATTRIBUTE)),),
    "TST_MESSAGE_DIGEST": (token(stated_digest=b"x" * 32),),
    "TST_CERTIFICATE": (
        token(certificates=()),
        token(certificates=(sequence(),)),
        Trigger(other_case, trust),
        Trigger(padded_authority, trust),
    ),
    "TST_ESSCERTID": (
        token(has_identity=False),
        token(identity=integer(1)),
        Trigger(
            lambda: finished(
                a.TokenMaker(identity=a.identity(a.tsa().der, a.tsa().der + b"x"))
            ),
            trust,
        ),
        Trigger(
            lambda: finished(a.TokenMaker(identity=a.identity(a.root().der, a.tsa().der))),
            trust,
        ),
    ),
    "TST_SIGNATURE": (token(broken_signature=True),),
    "TST_EKU": (
        signer(
            lambda: a.timestamper(
                usages=(ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.CODE_SIGNING)
            )
        ),
        signer(lambda: a.timestamper(critical=False)),
        signer(lambda: a.timestamper(usages=())),
        signer(lambda: a.timestamper(authority=True)),
    ),
    "TST_POLICY": (Trigger(good, lambda: trust(policies=("1.2.3",))),),
    "CERT_CHAIN": (Trigger(good, impostor),),
    "CERT_VALIDITY": (
        signer(lambda: a.timestamper(end=a.BEGIN + timedelta(days=150))),
        signer(lambda: a.timestamper(begin=s.MOMENT + timedelta(days=1))),
    ),
    "CERT_UNUSED": (
        Trigger(stray, trust),
        Trigger(lambda: finished(a.TokenMaker(certificates=(a.tsa().der,) * 2)), trust),
        Trigger(crowded, trust),
    ),
    "CERT_REVOKED": (
        Trigger(good, lambda: revoked(timedelta(days=-1))),
        Trigger(good, lambda: revoked(timedelta(0))),
        Trigger(good, lambda: revoked(timedelta(days=1), x509.ReasonFlags.key_compromise)),
    ),
    "CERT_EXPIRED_NO_RENEWAL": (
        Trigger(s.one_revision, at=s.AT.replace(year=2037)),
        Trigger(s.two_revisions, at=s.AT.replace(year=2037)),
    ),
    "TRUST_UNKNOWN": (
        Trigger(s.one_revision, Trust),
        Trigger(lambda: s.vector(8), s.vector_trust),
        signer(lambda: a.timestamper(a.issue("No authority", a.root()))),
        Trigger(below_no_signer, trust),
        Trigger(too_far_below, trust),
        Trigger(far_below, trust),
    ),
    "ALG_WEAK": (
        signer(lambda: a.rsa_tsa(1024)),
        token(digest_algorithm=SHA1),
        token(signature_algorithm=sequence(oid("1.2.840.10045.4.1"))),
        written(tlv(0xA0, oid("1.3.14.3.2.26")), TOKEN),
    ),
    "ALG_SM2": (
        token(digest_algorithm=SM3),
        token(imprint_algorithm=SM3),
        token(identity=sequence(sequence(sequence(SM3, tlv(0x04, b"x"))))),
        stamp(lambda one: replace(one, token=sequence(oid("1.2.156.10197.6.1.4.2.2")))),
        token(signature_algorithm=sequence(oid("1.2.156.10197.1.501"))),
    ),
    "ALG_UNSUPPORTED": (
        token(digest_algorithm=ODD),
        token(imprint_algorithm=ODD),
        token(signature_algorithm=sequence(oid("1.2.840.10045.4.3.2"), NULL)),
        signer(lambda: a.timestamper(key=ec.generate_private_key(ec.SECP256K1()))),
    ),
    "TIME_FUTURE": (Trigger(s.one_revision, at=s.MOMENT - timedelta(days=1)),),
    "TIME_ORDER": (Trigger(earlier_second),),
}
