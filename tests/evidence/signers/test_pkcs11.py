from __future__ import annotations

import sys
from contextlib import closing

import pytest
from tests.evidence import signing_keys as k

from recoverydocs.errors import DataRefusedError, OutsideFailedError
from recoverydocs.evidence.algorithms import check_signature
from recoverydocs.evidence.certs.certificate import read_certificate
from recoverydocs.evidence.signers import Pkcs11Signer

pytestmark = pytest.mark.usefixtures("softhsm")


@pytest.mark.parametrize("digest", ["", "sha256", "sha384", "sha512"])
@pytest.mark.parametrize("kind", k.KINDS)
def test_pkcs11_key_signs_for_the_certificate_beside_it(kind: str, digest: str) -> None:
    with closing(
        Pkcs11Signer(k.LIBRARY, k.TOKEN_LABEL, kind, secret=k.PIN, digest=digest)
    ) as signer:
        assert signer.certificate == k.issued(kind).der
        assert digest in {"", signer.algorithm.digest}
        signature = signer.sign(b"data")
    info = read_certificate(signer.certificate).key
    assert check_signature(info, signer.algorithm.identifier, signature, b"data") is None


def test_pkcs11_certificate_may_come_from_a_file() -> None:
    one = k.issued("P-256", "renewed")
    with closing(Pkcs11Signer(k.LIBRARY, k.TOKEN_LABEL, "P-256", one.pem, k.PIN)) as signer:
        assert signer.certificate == one.der


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"library": "/nowhere.so"}, "cannot be opened"),
        ({"token": "another"}, "NoSuchToken"),
        ({"secret": "654321"}, "PinIncorrect"),
        ({"secret": ""}, "cannot be opened"),
    ],
)
def test_pkcs11_token_that_does_not_open_is_said(changes: dict[str, str], reason: str) -> None:
    given = {"library": k.LIBRARY, "token": k.TOKEN_LABEL, "key": "P-256", "secret": k.PIN}
    now = {**given, **changes}
    with pytest.raises(OutsideFailedError, match=reason) as caught:
        Pkcs11Signer(now["library"], now["token"], now["key"], secret=now["secret"])
    assert k.PIN not in str(caught.value)
    assert "654321" not in str(caught.value)


def test_pkcs11_without_key_or_certificate_is_refused_and_logged_out() -> None:
    with pytest.raises(DataRefusedError, match="0 private keys labelled nobody"):
        Pkcs11Signer(k.LIBRARY, k.TOKEN_LABEL, "nobody", secret=k.PIN)
    with pytest.raises(DataRefusedError, match="0 certificates with the key's id"):
        Pkcs11Signer(k.LIBRARY, k.TOKEN_LABEL, k.ALONE, secret=k.PIN)
    with pytest.raises(DataRefusedError, match="cannot be read"):
        Pkcs11Signer(k.LIBRARY, k.TOKEN_LABEL, "P-256", b"no certificate", k.PIN)
    k.in_pkcs11("P-256").close()


def test_pkcs11_token_that_does_not_sign_is_said() -> None:
    signer = k.in_pkcs11("P-256")
    signer.close()
    with pytest.raises(OutsideFailedError, match=r"does not sign .*Nothing was signed"):
        signer.sign(b"data")


def test_pkcs11_without_its_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    with pytest.raises(OutsideFailedError, match=r"recoverydocs\[pkcs11\]"):
        k.in_pkcs11("P-256")
