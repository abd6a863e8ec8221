"""Invented signers of every kind of key, in the three places where a key may be kept."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from tests.evidence import authorities as a

from recoverydocs.evidence.signers import Pkcs11Signer, pem_signer, pkcs12_signer

if TYPE_CHECKING:
    from recoverydocs.evidence import Signer

PHRASE = "an invented passphrase"
PIN = "123456"
TOKEN_LABEL = "invented token"  # noqa: S105 - a name
CURVES: dict[str, ec.EllipticCurve] = {
    "P-256": ec.SECP256R1(),
    "P-384": ec.SECP384R1(),
    "P-521": ec.SECP521R1(),
}
ALONE = "key alone"
KINDS = (*CURVES, "RSA-2048", "RSA-3072")
_LIBRARIES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so")
LIBRARY = next((path for path in _LIBRARIES if Path(path).is_file()), "")


@cache
def key(kind: str) -> a.Key:
    if kind in CURVES:
        return ec.generate_private_key(CURVES[kind])
    return rsa.generate_private_key(65537, int(kind.partition("-")[2]))


def issued(kind: str = "P-256", common: str = "Invented Lender") -> a.Issued:
    """A signer under the invented root."""
    return _issued(kind, common)


@cache
def _issued(kind: str, common: str) -> a.Issued:
    return a.issue(f"{common} {kind}", a.root(), key=key(kind))


def key_pem(one: a.Issued, secret: str = "") -> bytes:
    kept: KeySerializationEncryption = (
        BestAvailableEncryption(secret.encode()) if secret else NoEncryption()
    )
    return one.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, kept)


def p12(one: a.Issued, secret: str = PHRASE) -> bytes:
    kept = BestAvailableEncryption(secret.encode())
    cas = [a.root().certificate]
    return pkcs12.serialize_key_and_certificates(
        b"signing", one.key, one.certificate, cas, kept
    )


def of(one: a.Issued) -> Signer:
    return pem_signer(key_pem(one), one.pem)


def in_pem(kind: str) -> Signer:
    return of(issued(kind))


def in_pkcs12(kind: str) -> Signer:
    return pkcs12_signer(p12(issued(kind)), PHRASE)


def fill_token(folder: Path, ones: dict[str, a.Issued]) -> str:
    """A SoftHSM token with keys and certificates by label; says where its configuration is."""
    tokens = folder / "tokens"
    tokens.mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {tokens}\nlog.level = ERROR\n")
    environment = {"SOFTHSM2_CONF": str(configuration), "PATH": "/usr/bin:/bin"}

    def run(*words: str) -> None:
        command = ["softhsm2-util", *words]
        subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603 - our own words

    run("--init-token", "--free", "--label", TOKEN_LABEL, "--so-pin", PIN, "--pin", PIN)
    for number, (label, one) in enumerate(ones.items(), start=1):
        file = folder / f"{number}.pem"
        file.write_bytes(key_pem(one))
        run(
            "--import", str(file), "--token", TOKEN_LABEL, "--pin", PIN,
            "--label", label, "--id", f"{number:02x}",
        )  # fmt: skip
    return str(configuration)


def put_certificate(label: str, number: int, one: a.Issued) -> None:
    """A certificate beside the key of that number in the token."""
    import pkcs11  # noqa: PLC0415 - the library reads its configuration when it is loaded
    from pkcs11 import Attribute, CertificateType, ObjectClass  # noqa: PLC0415

    token = pkcs11.lib(LIBRARY).get_token(token_label=TOKEN_LABEL)
    with token.open(user_pin=PIN, rw=True) as session:
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.LABEL: label,
                Attribute.ID: bytes((number,)),
                Attribute.SUBJECT: one.certificate.subject.public_bytes(),
                Attribute.VALUE: one.der,
            }
        )


def in_pkcs11(kind: str) -> Signer:
    return Pkcs11Signer(LIBRARY, TOKEN_LABEL, kind, secret=PIN)
