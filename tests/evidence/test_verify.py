from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from cryptography import x509
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.evidence import authorities as a
from tests.evidence import support as s
from tests.evidence.triggers import later
from tests.evidence.triggers.proofs import SHA1
from tests.evidence.triggers.trigger import ERS, finished, trust

from recoverydocs.errors import DataRefusedError, ExitCode, TamperedError
from recoverydocs.evidence import (
    SealedRegister,
    TokenChecker,
    Trust,
    read_zip,
    token_of,
    verify,
    verify_many,
)
from recoverydocs.evidence.der import oid, sequence
from recoverydocs.evidence.verify import REGISTER_UNKNOWN, REVOCATION_UNKNOWN, SM3_UNKNOWN

EXPECTED = json.loads((s.VECTORS / "expected.json").read_text(encoding="utf-8"))


def vector_register() -> SealedRegister:
    token = (s.VECTORS / "stamps" / "000001.tst").read_bytes()
    lines = (s.VECTORS / "register.jsonl").read_bytes()
    return SealedRegister(lines, {"stamps/000001.tst": token})


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["file"])
def test_verify_gives_every_public_vector_its_verdict(row: dict[str, Any]) -> None:
    package = (s.VECTORS / row["file"]).read_bytes()
    register = vector_register() if "register_file" in row else None
    at = datetime.fromisoformat(row["verify_at"])
    verdict = verify(package, s.vector_trust(), at, register)
    assert str(verdict.verdict) == row["verdict"]
    codes = [reason.code for reason in verdict.codes]
    assert (row["code"] in codes) if row["code"] else not codes


def test_verify_local_vector_without_its_root_is_unknown() -> None:
    independent = Trust(independent=s.vector_trust().independent)
    verdict = verify(s.vector(2), independent, s.AT)
    assert [reason.code for reason in verdict.codes] == ["TRUST_UNKNOWN"]
    assert verdict.exit_code is ExitCode.INDETERMINATE


def test_verify_rollback_is_seen_only_with_the_register() -> None:
    assert verify(s.vector(14), s.vector_trust(), s.AT).exit_code is ExitCode.DONE


def test_verify_keeps_proven_time_of_the_first_token() -> None:
    for number in (1, 5, 6):
        (revision,) = verify(s.vector(number), s.vector_trust(), s.AT).revisions
        assert revision.proven_at == datetime(2026, 11, 2, 2, 0, 5, tzinfo=UTC)
    assert revision.renewals == 2


def test_verify_folds_the_delivery_of_the_receipt_vector() -> None:
    verdict = verify(s.vector(4), s.vector_trust(), s.AT)
    assert [one.reason for one in verdict.revisions] == ["issue", "receipt"]


def test_verify_is_local_by_anchor_or_by_policy() -> None:
    by_anchor = verify(later.good(), Trust(local=(a.root().pem,)), s.AT)
    by_policy = verify(s.one_revision(), Trust(independent=(s.authority()[1],)), s.AT)
    assert by_anchor.exit_code is by_policy.exit_code is ExitCode.LOCAL_PASSED


def test_verify_independent_root_passes() -> None:
    for signer in (a.tsa(), a.rsa_tsa()):
        verdict = verify(finished(a.TokenMaker(signer=signer)), trust(), s.AT)
        assert (verdict.exit_code, verdict.codes) == (ExitCode.DONE, ())


def test_verify_rsa_token_with_bare_algorithm_passes() -> None:
    maker = a.TokenMaker(signer=a.rsa_tsa(), signature_algorithm=a.RSA_BARE)
    assert verify(finished(maker), trust(), s.AT).exit_code is ExitCode.DONE


def test_verify_path_through_an_intermediate_and_with_its_root() -> None:
    middle = a.issue("Middle", a.root(), authority=True)
    signer = a.timestamper(middle)
    given = (signer.der, middle.der, a.root().der)
    package = finished(a.TokenMaker(signer=signer, certificates=given))
    assert verify(package, trust(), s.AT).exit_code is ExitCode.DONE


def test_verify_accepts_fractions_accuracy_and_nonce() -> None:
    more = bytes.fromhex("3003020101") + bytes.fromhex("0101ff") + bytes.fromhex("020107")
    maker = a.TokenMaker(time_text=b"20261124020000.25Z", more_info=more)
    (revision,) = verify(finished(maker), trust(), s.AT).revisions
    assert revision.proven_at == s.MOMENT + timedelta(milliseconds=250)


def test_verify_token_of_the_last_year_is_an_answer() -> None:
    verdict = verify(finished(a.TokenMaker(time_text=b"99991231235959Z")), trust(), s.AT)
    codes = [reason.code for reason in verdict.codes]
    assert codes == ["CERT_VALIDITY", "TIME_FUTURE"]


def test_verify_accepts_identity_by_sha512() -> None:
    maker = a.TokenMaker(identity=a.identity(a.tsa().der, digest="sha512"))
    assert verify(finished(maker), trust(), s.AT).exit_code is ExitCode.DONE


def test_verify_renewals_and_signature_of_our_own_making_pass() -> None:
    at = later.LATE + timedelta(days=1)
    stamped = later.renewed_time(later.good(), sibling=b"z" * 32)
    rehashed = later.renewed_time(later.renewed_tree(stamped))
    for package in (stamped, rehashed):
        assert verify(package, trust(), at).codes == ()
    signed = later.with_proofs(later.cades(), lambda imprint: a.TokenMaker().stamp(imprint))
    verdict = verify(signed, trust(), s.AT)
    assert verdict.exit_code is ExitCode.DONE
    assert verdict.revisions[0].is_signed


def test_verify_with_lists_that_speak_says_nothing_about_revocation() -> None:
    lists = a.revocation_list(a.root())
    verdict = verify(later.good_once(), trust(crls=(lists,)), s.AT)
    assert verdict.exit_code is ExitCode.DONE
    assert verdict.not_checked == (REGISTER_UNKNOWN,)


@pytest.mark.parametrize(
    ("issued", "until"), [(-20, -10), (-1, 1)], ids=["ended before", "covers the moment"]
)
def test_verify_list_must_speak_for_the_moment(issued: int, until: int) -> None:
    lists = a.revocation_list(
        a.root(),
        issued_at=s.MOMENT + timedelta(days=issued),
        next_at=s.MOMENT + timedelta(days=until),
    )
    verdict = verify(later.good_once(), trust(crls=(lists,)), s.AT)
    assert (REVOCATION_UNKNOWN in verdict.not_checked) == (until < 0)


def test_verify_revocation_after_the_moment_without_compromise_is_no_matter() -> None:
    after = (a.tsa(), s.MOMENT + timedelta(days=1), None)
    superseded = (a.tsa(), s.MOMENT + timedelta(days=1), x509.ReasonFlags.superseded)
    for entry in (after, superseded):
        lists = a.revocation_list(a.root(), (entry,))
        assert verify(later.good_once(), trust(crls=(lists,)), s.AT).codes == ()


def test_verify_list_of_another_issuer_is_not_taken() -> None:
    entry = (a.tsa(), s.MOMENT, None)
    impostor = a.issue("Invented Root", authority=True)
    lists = a.revocation_list(impostor, (entry,))
    verdict = verify(later.good_once(), trust(crls=(lists,)), s.AT)
    assert verdict.codes == ()
    assert REVOCATION_UNKNOWN in verdict.not_checked


def test_verify_says_what_nobody_looked_at() -> None:
    verdict = verify(s.one_revision(), s.local_trust(), s.AT)
    assert verdict.not_checked == (REVOCATION_UNKNOWN, REGISTER_UNKNOWN)


def test_verify_says_when_the_build_has_no_sm3(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = s.resealed(lambda m: m["files"][0].update(sm3="0" * 64))
    monkeypatch.setattr("recoverydocs.evidence.manifest.HAS_SM3", False)
    monkeypatch.setattr(import_module("recoverydocs.evidence.verify"), "HAS_SM3", False)
    verdict = verify(wrong, s.local_trust(), s.AT)
    assert verdict.codes == ()
    assert SM3_UNKNOWN in verdict.not_checked


def test_verify_many_shares_tokens_and_answers_like_verify() -> None:
    packages = [s.vector(number) for number in (1, 4, 9, 2)]
    register = vector_register()
    alone = [verify(one, s.vector_trust(), s.AT, register) for one in packages]
    assert list(verify_many(packages, s.vector_trust(), s.AT, register)) == alone


def test_verify_refuses_a_broken_trust_folder_aloud() -> None:
    with pytest.raises(DataRefusedError, match="certificate number 2"):
        verify(b"", Trust(independent=(a.root().pem, b"x")), s.AT)
    with pytest.raises(DataRefusedError, match="crl number 1"):
        TokenChecker(Trust(crls=(a.root().der,)), s.AT)


def test_token_of_gives_root_and_token() -> None:
    root, token = token_of(s.two_revisions())
    assert bytes.fromhex(root) in token
    assert token_of(s.two_revisions(), 1) == token_of(s.one_revision())


def test_token_of_refuses_what_has_none() -> None:
    with pytest.raises(DataRefusedError):
        token_of(s.vector(7))
    with pytest.raises(DataRefusedError):
        token_of(s.one_revision(), 2)
    with pytest.raises(TamperedError, match="ERS_DER"):
        token_of(s.with_entry(s.one_revision(), ERS, b"x"))


def test_verify_reads_no_token_beyond_any_size() -> None:
    package = later.with_proofs(own_token=lambda _imprint: bytes((4 << 20) + 1))
    codes = [reason.code for reason in verify(package, trust(), s.AT).codes]
    assert codes == ["TST_DER"]


def test_verify_signature_by_a_certificate_that_had_ended() -> None:
    brief = a.issue("Brief", a.root(), end=a.BEGIN + timedelta(days=30))
    verdict = verify(later.with_proofs(later.cades(signer=brief)), trust(), s.AT)
    assert [reason.code for reason in verdict.codes] == ["CERT_VALIDITY"]


def test_verify_signature_by_a_revoked_certificate() -> None:
    signer = later.signing()
    lists = a.revocation_list(a.root(), ((signer, s.MOMENT, None),))
    package = later.with_proofs(later.cades(signer=signer))
    verdict = verify(package, trust(crls=(lists,)), s.AT)
    assert [reason.code for reason in verdict.codes] == ["CERT_REVOKED"]


@pytest.mark.parametrize("member", ["digest_algorithm", "signature_algorithm"])
def test_verify_signature_by_a_weak_algorithm(member: str) -> None:
    weak = {"digest_algorithm": SHA1, "signature_algorithm": sequence(oid("1.2.840.10045.4.1"))}
    package = later.with_proofs(later.cades(**{member: weak[member]}))
    codes = [reason.code for reason in verify(package, trust(), s.AT).codes]
    assert codes == ["ALG_WEAK"]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_verify_never_raises_for_random_bytes(octets: bytes) -> None:
    assert verify(octets, s.local_trust(), s.AT).exit_code is not ExitCode.DONE


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_verify_never_raises_for_random_entries(data: st.DataObject) -> None:
    entries = dict(read_zip(s.two_revisions()))
    name = data.draw(st.sampled_from(sorted(entries)))
    content = entries[name]
    at = data.draw(st.integers(0, len(content)))
    until = data.draw(st.integers(at, min(len(content), at + 40)))
    entries[name] = content[:at] + data.draw(st.binary(max_size=20)) + content[until:]
    changed = entries[name] != content
    verdict = verify(s.rebuilt(entries), s.local_trust(), s.AT)
    passed = verdict.exit_code in (ExitCode.DONE, ExitCode.LOCAL_PASSED)
    assert passed != changed
