from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier
from tests.evidence import authorities as a
from tests.evidence import signing_keys as k
from tests.evidence import support as s

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence import Trust, check_signer
from recoverydocs.evidence.signers.key import KeySigner

DAY = timedelta(days=1)
FRESH = s.MOMENT - DAY


def trust(*crls: bytes, signers: tuple[a.Issued, ...] = ()) -> Trust:
    roots = signers or (a.root(),)
    return Trust(signers=tuple(one.pem for one in roots), crls=crls)


def refusal(one: a.Issued, given: Trust | None = None) -> str:
    with pytest.raises(DataRefusedError) as caught:
        check_signer(k.of(one), given or trust(), s.MOMENT)
    return str(caught.value)


def test_a_right_signer_may_sign_and_its_revocation_is_unknown_without_a_list() -> None:
    one = k.issued()
    state = check_signer(k.of(one), trust(), s.MOMENT)
    assert state.certificates == (one.der, a.root().der)
    assert not state.is_revocation_known
    assert state.ends_at == a.END
    assert state.revocation == (
        {
            "certificate_sha256": sha256(one.der).hexdigest(),
            "checked_at": "2026-11-24T02:00:00+00:00",
            "status": "unknown",
        },
    )


def test_a_root_may_stand_among_the_independent_ones() -> None:
    given = Trust(independent=(a.root().pem,))
    assert check_signer(k.of(k.issued()), given, s.MOMENT).certificates


def test_the_newest_list_that_speaks_is_named() -> None:
    older = a.revocation_list(a.root(), issued_at=FRESH - DAY)
    newer = a.revocation_list(a.root(), issued_at=FRESH)
    stale = a.revocation_list(a.root(), issued_at=FRESH - 2 * DAY, next_at=FRESH - DAY)
    state = check_signer(k.of(k.issued()), trust(newer, older, stale), s.MOMENT)
    (found,) = state.revocation
    assert state.is_revocation_known
    assert found["status"] == "not-revoked"
    assert found["list_issued_at"] == FRESH.isoformat()
    der = x509.load_pem_x509_crl(newer).public_bytes(Encoding.DER)
    assert found["list_sha256"] == sha256(der).hexdigest()


def test_a_stale_list_or_a_stranger_s_says_nothing() -> None:
    stale = a.revocation_list(a.root(), issued_at=FRESH - DAY, next_at=FRESH)
    forged = a.revocation_list(
        a.issue("Invented Root", authority=True), ((k.issued(), FRESH, None),)
    )
    state = check_signer(k.of(k.issued()), trust(stale, forged), s.MOMENT)
    assert [one["status"] for one in state.revocation] == ["unknown"]


def test_every_certificate_below_the_root_is_looked_up() -> None:
    root = a.issue("Far Root", authority=True)
    middle = a.issue("Middle", root, authority=True)
    one = a.issue("Signer", middle)
    # A given authority ends a path, so with both given the middle one is the root.
    state = check_signer(k.of(one), trust(signers=(root, middle)), s.MOMENT)
    assert state.certificates == (one.der, middle.der)
    assert "no path to a root" in refusal(one, trust(signers=(root,)))


def test_a_signer_given_itself_as_root_has_nobody_who_revokes_it() -> None:
    one = a.issue("Own Root")
    state = check_signer(k.of(one), trust(signers=(one,)), s.MOMENT)
    assert state.certificates == (one.der,)
    assert [found["status"] for found in state.revocation] == ["unknown"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"end": s.MOMENT - DAY}, "expired on 2026-11-23"),
        ({"begin": s.MOMENT + DAY}, "not valid before 2026-11-25"),
        ({"authority": True}, "it is an authority's"),
        ({"key_usage": ("key_encipherment",)}, "key usage names neither digitalSignature"),
        ({"key_usage": ()}, "key usage names neither digitalSignature"),
        ({"usages": (ExtendedKeyUsageOID.TIME_STAMPING,)}, "for timestamps only"),
        (
            {"more": ((x509.UnrecognizedExtension(ObjectIdentifier("1.2.3"), b"0"), True),)},
            "critical extension",
        ),
    ],
)
def test_a_certificate_that_is_not_for_signing_is_refused(
    changes: dict[str, object], reason: str
) -> None:
    said = refusal(a.issue("Wrong", a.root(), **changes))  # type: ignore[arg-type]
    assert reason in said
    assert said.endswith("Nothing was signed")


@pytest.mark.parametrize("usage", ["digital_signature", "content_commitment"])
def test_either_usage_is_enough(usage: str) -> None:
    one = a.issue("Right", a.root(), key_usage=(usage,))
    assert check_signer(k.of(one), trust(), s.MOMENT).certificates


def test_a_signer_under_a_foreign_root_is_refused() -> None:
    foreign = a.issue("Foreign", authority=True)
    assert "TRUST_UNKNOWN" in refusal(a.issue("Signer", foreign))
    assert "put its issuer's certificate into trust/signers" in refusal(k.issued(), Trust())


def test_a_local_clock_vouches_for_no_signer() -> None:
    assert "no path to a root" in refusal(k.issued(), Trust(local=(a.root().pem,)))


def test_a_root_of_the_right_name_that_did_not_sign_is_refused() -> None:
    namesake = a.issue("Invented Root", authority=True)
    assert "CERT_CHAIN" in refusal(k.issued(), trust(signers=(namesake,)))


def test_an_authority_that_has_ended_is_refused() -> None:
    old = a.issue("Old", authority=True, end=s.MOMENT - DAY)
    said = refusal(a.issue("Signer", old), trust(signers=(old,)))
    assert "an authority above it is not valid now" in said


def test_a_revoked_signer_is_refused() -> None:
    one = k.issued()
    crl = a.revocation_list(a.root(), ((one, FRESH, None),), issued_at=FRESH)
    assert "is revoked" in refusal(one, trust(crl))
    stale = a.revocation_list(
        a.root(), ((one, FRESH - DAY, None),), issued_at=FRESH - DAY, next_at=FRESH
    )
    assert "is revoked" in refusal(one, trust(stale))


def test_every_reason_is_named_at_once() -> None:
    one = a.issue("Wrong", end=s.MOMENT - DAY, key_usage=("key_encipherment",))
    said = refusal(one)
    for reason in ("expired", "key usage", "no path to a root"):
        assert reason in said
    assert one.certificate.subject.rfc4514_string() not in said


def test_a_key_that_is_not_the_certificate_s_is_refused() -> None:
    right = k.of(k.issued())
    assert isinstance(right, KeySigner)
    wrong = replace(right, certificate=k.issued("P-256", "other").der)
    # The same key in another certificate is right too.
    assert check_signer(wrong, trust(), s.MOMENT).certificates[0] == wrong.certificate
    foreign = replace(right, certificate=a.issue("Signer", a.root()).der)
    with pytest.raises(DataRefusedError, match="the key is not the certificate's"):
        check_signer(foreign, trust(), s.MOMENT)
