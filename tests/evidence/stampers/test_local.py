from __future__ import annotations

import pytest
from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from tests.evidence import authorities as a
from tests.evidence import support as s

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence import LocalStamper, TokenChecker, make_local_authority
from recoverydocs.evidence.trust import LOCAL_POLICY


def test_local_token_holds_and_says_what_it_is() -> None:
    token = s.stamper().stamp(b"x" * 32)
    result = TokenChecker(s.local_trust(), s.AT).check(token, "sha256", b"x" * 32, "ERS_ROOT")
    assert result.codes == ()
    assert (result.token_class, result.policy) == ("local", LOCAL_POLICY)
    assert "local clock, not independent" in result.subject
    assert result.gen_time == s.MOMENT


def test_local_token_is_read_by_another_library() -> None:
    signed = cms.ContentInfo.load(s.stamper().stamp(b"x" * 32))["content"]
    info = tsp.TSTInfo.load(signed["encap_content_info"]["content"].contents)
    assert info["message_imprint"]["hashed_message"].native == b"x" * 32
    assert signed["signer_infos"][0]["signed_attrs"][0]["type"].native == "content_type"


def test_local_tokens_have_numbers_of_their_own() -> None:
    one, other = (s.stamper().stamp(b"x" * 32) for _ in range(2))
    assert one != other


def test_local_authority_is_an_end_certificate_of_ten_years() -> None:
    key, pem = make_local_authority(s.MOMENT)
    certificate = x509.load_pem_x509_certificate(pem)
    assert certificate.not_valid_before_utc == s.MOMENT
    assert certificate.not_valid_after_utc.year == 2036
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    assert usage.critical
    assert [one.dotted_string for one in usage.value] == ["1.3.6.1.5.5.7.3.8"]
    assert b"PRIVATE KEY" in key


def test_local_stamper_refuses_what_does_not_belong_together() -> None:
    with pytest.raises(DataRefusedError, match="cannot be read"):
        LocalStamper(b"x", b"y", lambda: s.MOMENT)
    other, _ = make_local_authority(s.MOMENT)
    with pytest.raises(DataRefusedError, match="not the certificate's"):
        LocalStamper(other, s.authority()[1], lambda: s.MOMENT)
    rsa = a.rsa_tsa()
    key = rsa.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with pytest.raises(DataRefusedError, match="not the certificate's"):
        LocalStamper(key, rsa.pem, lambda: s.MOMENT)
