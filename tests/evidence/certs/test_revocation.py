from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
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


def revoking(
    *extensions: x509.ExtensionType, at_entry: x509.ExtensionType | None = None
) -> bytes:
    """A list of the root that revokes the timestamper, with critical extensions."""
    entry = (
        x509.RevokedCertificateBuilder()
        .serial_number(a.tsa().certificate.serial_number)
        .revocation_date(MOMENT)
    )
    if at_entry is not None:
        entry = entry.add_extension(at_entry, critical=True)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(a.root().certificate.subject)
        .last_update(MOMENT)
        .next_update(MOMENT + timedelta(days=30))
        .add_revoked_certificate(entry.build())
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=True)
    return builder.sign(a.root().key, hashes.SHA256()).public_bytes(Encoding.DER)


def known(given: bytes) -> tuple[bool, bool]:
    path = (read_certificate(a.tsa().der), read_certificate(a.root().der))
    return check_revocation(path, (read_revocation_list(given),), MOMENT)


def test_revocation_list_for_some_certificates_only_revokes_but_clears_nobody() -> None:
    some = x509.IssuingDistributionPoint(
        full_name=None,
        relative_name=None,
        only_contains_user_certs=True,
        only_contains_ca_certs=False,
        only_some_reasons=None,
        indirect_crl=False,
        only_contains_attribute_certs=False,
    )
    assert known(revoking()) == (True, True)
    assert known(revoking(some)) == (True, False)


def test_revocation_of_another_issuers_certificate_is_not_ours() -> None:
    other = x509.CertificateIssuer([x509.DirectoryName(a.name("Somebody else"))])
    assert known(revoking(at_entry=other)) == (False, False)


def test_revocation_list_made_after_the_end_clears_nobody() -> None:
    at_end = a.tsa().certificate.not_valid_after_utc
    for issued_at, is_known in ((at_end, True), (at_end + timedelta(days=1), False)):
        given = a.revocation_list(
            a.root(),
            issued_at=issued_at,
            next_at=issued_at + timedelta(days=9),
            encoding=Encoding.DER,
        )
        assert known(given) == (False, is_known)


def test_revocation_list_of_an_authority_that_may_not_sign_lists() -> None:
    root = a.issue("No lists", authority=True, key_usage=("key_cert_sign",))
    signer = a.timestamper(root)
    given = a.revocation_list(root, ((signer, MOMENT, None),), encoding=Encoding.DER)
    path = (read_certificate(signer.der), read_certificate(root.der))
    assert check_revocation(path, (read_revocation_list(given),), MOMENT) == (False, False)


@pytest.mark.parametrize("octets", [b"", b"\x30\x00", sequence(sequence(), sequence())])
def test_revocation_list_refuses_what_is_not_one(octets: bytes) -> None:
    with pytest.raises(DerError):
        read_revocation_list(octets)


def test_revocation_list_that_is_too_large() -> None:
    with pytest.raises(DerError, match="large"):
        read_revocation_list(bytes((64 << 20) + 1))


def test_revocation_of_an_anchor_alone_is_not_known() -> None:
    assert check_revocation((read_certificate(a.root().der),), (), MOMENT) == (False, False)
