from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography import x509
from tests.evidence import authorities as a

from recoverydocs.evidence.certs.certificate import name_text, read_certificate, read_time
from recoverydocs.evidence.der import DerError, Node, integer, oid, parse, sequence, set_of, tlv


def test_certificate_agrees_with_another_library() -> None:
    for issued in (a.root(), a.tsa(), a.rsa_tsa()):
        ours, theirs = read_certificate(issued.der), issued.certificate
        assert int.from_bytes(ours.serial, "big") == theirs.serial_number
        assert ours.issuer == theirs.issuer.public_bytes()
        assert ours.subject == theirs.subject.public_bytes()
        assert ours.begins_at == theirs.not_valid_before_utc
        assert ours.ends_at == theirs.not_valid_after_utc
        assert ours.signed == theirs.tbs_certificate_bytes
        assert ours.signature == theirs.signature


def test_certificate_of_an_authority() -> None:
    root, leaf = read_certificate(a.root().der), read_certificate(a.tsa().der)
    assert (root.is_authority, root.may_issue, root.path_length) == (True, True, None)
    assert (leaf.is_authority, leaf.may_issue, leaf.is_timestamper) == (False, False, True)
    bounded = read_certificate(a.issue("x", authority=True, path_length=2).der)
    assert bounded.path_length == 2


def test_certificate_with_a_critical_extension_that_we_do_not_know() -> None:
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3"), b"\x05\x00")
    strange = read_certificate(a.issue("x", authority=True, more=((unknown, True),)).der)
    harmless = read_certificate(a.issue("x", authority=True, more=((unknown, False),)).der)
    assert (strange.may_issue, harmless.may_issue) == (False, True)


@pytest.mark.parametrize(
    "octets", [b"", b"\x30\x00", sequence(sequence(), sequence()), bytes(65537)]
)
def test_certificate_refuses_what_is_not_one(octets: bytes) -> None:
    with pytest.raises(DerError):
        read_certificate(octets)


def test_certificate_refuses_two_algorithms_and_an_extension_twice() -> None:
    whole = parse(a.tsa().der)
    body, algorithm, signature = whole.children
    with pytest.raises(DerError):
        read_certificate(sequence(body.raw, sequence(oid("1.2.3")), signature.raw))
    *fields, extensions = body.children
    first = extensions.children[0].children[0].raw
    doubled = tlv(0xA3, sequence(first, first))
    changed = sequence(*(field.raw for field in fields), doubled)
    with pytest.raises(DerError, match="twice"):
        read_certificate(sequence(changed, algorithm.raw, signature.raw))


def test_certificate_times() -> None:
    def time(tag: int, text: str) -> Node:
        return parse(tlv(tag, text.encode()))

    assert read_time(time(0x17, "490101000000Z")) == datetime(2049, 1, 1, tzinfo=UTC)
    assert read_time(time(0x17, "500101000000Z")) == datetime(1950, 1, 1, tzinfo=UTC)
    assert read_time(time(0x18, "20500101000000Z")) == datetime(2050, 1, 1, tzinfo=UTC)
    for tag, text in (
        (0x0C, "20500101000000Z"),
        (0x17, "20500101000000Z"),
        (0x18, "205001010000Z"),
        (0x18, "20500101 10000Z"),
        (0x18, "20500231000000Z"),
    ):
        with pytest.raises(DerError):
            read_time(time(tag, text))


def test_certificate_refuses_another_outer_element() -> None:
    with pytest.raises(DerError):
        read_certificate(b"\x31" + a.tsa().der[1:])


def test_name_in_words() -> None:
    pair = sequence(oid("2.5.4.10"), tlv(0x1E, "虚构".encode("utf-16-be")))
    other = sequence(oid("1.2.3"), tlv(0x0C, b"x"))
    assert name_text(sequence(set_of(pair), set_of(other))) == "O=虚构, 1.2.3=x"
    with pytest.raises(DerError):
        name_text(sequence(integer(1)))
