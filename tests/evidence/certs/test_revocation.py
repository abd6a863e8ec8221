from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from tests.evidence import authorities as a
from tests.evidence.support import MOMENT

from recoverydocs.evidence.certs.certificate import read_certificate
from recoverydocs.evidence.certs.revocation import check_revocation, read_revocation_list
from recoverydocs.evidence.der import DerError, integer, oid, parse, sequence, tlv


def test_revocation_list_is_read() -> None:
    entry = (a.tsa(), MOMENT, x509.ReasonFlags.key_compromise)
    read = read_revocation_list(a.revocation_list(a.root(), (entry,), encoding=Encoding.DER))
    assert read.issuer == a.root().certificate.subject.public_bytes()
    assert list(read.revoked.values()) == [(MOMENT, 1)]
    assert read.speaks_for(MOMENT)
    assert not read.speaks_for(MOMENT + timedelta(days=60))


def test_revocation_list_refuses_two_algorithms() -> None:
    whole = parse(a.revocation_list(a.root(), encoding=Encoding.DER))
    body, _, signature = whole.children
    with pytest.raises(DerError):
        read_revocation_list(sequence(body.raw, sequence(oid("1.2.3")), signature.raw))


def test_revocation_reason_must_be_an_octet_string() -> None:
    entry = (a.tsa(), MOMENT, x509.ReasonFlags.superseded)
    octets = a.revocation_list(a.root(), (entry,), encoding=Encoding.DER)
    wrong = octets.replace(b"\x06\x03\x55\x1d\x15\x04\x03", b"\x06\x03\x55\x1d\x15\x0c\x03")
    assert wrong != octets
    with pytest.raises(DerError, match="reason"):
        read_revocation_list(wrong)


def test_revocation_list_of_the_first_version_and_with_other_extensions() -> None:
    whole = parse(a.revocation_list(a.root(), encoding=Encoding.DER))
    body, algorithm, signature = whole.children
    fields = [field.raw for field in body.children if field.tag != 0x02]
    other = sequence(oid("1.2.3"), tlv(0x04, b"x"))
    when = tlv(0x17, b"261124000000Z")
    entries = sequence(sequence(integer(5), when, sequence(other)))
    changed = sequence(*fields[:4], entries)
    read = read_revocation_list(sequence(changed, algorithm.raw, signature.raw))
    assert list(read.revoked) == [b"\x05"]
    bare = sequence(*fields[:3], entries)
    assert read_revocation_list(sequence(bare, algorithm.raw, signature.raw)).next_at is None


def test_revocation_of_an_anchor_alone_is_not_known() -> None:
    assert check_revocation((read_certificate(a.root().der),), (), MOMENT) == (False, False)
