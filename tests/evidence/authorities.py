"""Invented authorities for tests: certificates of any kind, and tokens right and wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from tests.evidence.support import MOMENT

from recoverydocs.evidence.algorithms import DIGEST_OIDS, NULL
from recoverydocs.evidence.certs.certificate import read_certificate
from recoverydocs.evidence.cms import (
    CONTENT_TYPE,
    MESSAGE_DIGEST,
    SIGNED_DATA,
    SIGNING_CERTIFICATE_V2,
)
from recoverydocs.evidence.der import integer, oid, sequence, set_of, tlv
from recoverydocs.evidence.hashtree import DIGESTS, sha256
from recoverydocs.evidence.tokens import TST_INFO

POLICY = "2.25.217034159874105827614402190871235680124"
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2036, 1, 1, tzinfo=UTC)
ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"))
RSA_SHA256 = sequence(oid("1.2.840.113549.1.1.11"), NULL)
RSA_BARE = sequence(oid("1.2.840.113549.1.1.1"), NULL)
SHA256_NULL = sequence(oid(DIGEST_OIDS["sha256"]), NULL)
KEY_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Issued:
    """A key and its certificate."""

    key: Key
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def fingerprint(one: Issued) -> str:
    """SHA-256 of a certificate, hexadecimal."""
    return sha256(one.der).hex()


def name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "recoverydocs test"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def issue(  # noqa: PLR0913 - a certificate has that many parts
    common: str,
    issuer: Issued | None = None,
    *,
    key: Key | None = None,
    issuer_name: x509.Name | None = None,
    authority: bool = False,
    path_length: int | None = None,
    may_sign: bool = True,
    usages: tuple[ObjectIdentifier, ...] = (),
    critical: bool = True,
    begin: datetime = BEGIN,
    end: datetime = END,
    more: tuple[tuple[x509.ExtensionType, bool], ...] = (),
    key_usage: tuple[str, ...] | None = None,
) -> Issued:
    key = key or ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(common))
        .issuer_name(issuer_name or (issuer.certificate.subject if issuer else name(common)))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(authority, path_length), critical=True)
    )
    named = ("key_cert_sign", "crl_sign") if may_sign else ("crl_sign",)
    named = named if authority else ("digital_signature",)
    wanted = named if key_usage is None else key_usage
    if wanted:
        bits = {bit: bit in wanted for bit in KEY_USAGES}
        builder = builder.add_extension(x509.KeyUsage(**bits), critical=True)
    if usages:
        builder = builder.add_extension(x509.ExtendedKeyUsage(usages), critical=critical)
    for extension, is_critical in more:
        builder = builder.add_extension(extension, critical=is_critical)
    return Issued(key, builder.sign(issuer.key if issuer else key, hashes.SHA256()))


@cache
def root() -> Issued:
    return issue("Invented Root", authority=True)


def timestamper(
    issuer: Issued | None = None, common: str = "Invented TSA", **more: object
) -> Issued:
    given = {"usages": (ExtendedKeyUsageOID.TIME_STAMPING,), **more}
    return issue(common, issuer or root(), **given)  # type: ignore[arg-type]


@cache
def tsa() -> Issued:
    return timestamper()


@cache
def rsa_tsa(bits: int = 2048) -> Issued:
    return timestamper(key=rsa.generate_private_key(65537, bits))


def identity(certificate: bytes, hashed: bytes | None = None, digest: str = "sha256") -> bytes:
    """A SigningCertificateV2 over a certificate."""
    read = read_certificate(certificate)
    names = sequence(tlv(0xA4, read.issuer))
    algorithm = b"" if digest == "sha256" else sequence(oid(DIGEST_OIDS[digest]))
    hash_value = tlv(0x04, DIGESTS[digest](hashed or certificate))
    issuer_serial = sequence(names, tlv(0x02, read.serial))
    return sequence(sequence(sequence(algorithm, hash_value, issuer_serial)))


@dataclass
class TokenMaker:
    """Makes a token; every member that is set makes it differ from a right one."""

    signer: Issued = field(default_factory=tsa)
    gen_time: datetime = MOMENT
    time_text: bytes | None = None
    policy: str = POLICY
    digest: str = "sha256"
    imprint_algorithm: bytes | None = None
    digest_algorithm: bytes = SHA256_NULL
    digest_algorithms: tuple[bytes, ...] | None = None
    signature_algorithm: bytes | None = None
    certificates: tuple[bytes, ...] | None = None
    version: int = 3
    info_version: int = 1
    content_type: str = TST_INFO
    content_tag: int = 0xA0
    type_attribute: str = TST_INFO
    stated_digest: bytes | None = None
    identity: bytes | None = None
    has_identity: bool = True
    has_digest: bool = True
    issuer: bytes | None = None
    more_attributes: tuple[bytes, ...] = ()
    more_info: bytes = b""
    unsigned: bytes = b""
    signers: int = 1
    broken_signature: bool = False
    tail: bytes = b""

    def stamp(self, imprint: bytes, digest: str = "") -> bytes:
        algorithm = sequence(oid(DIGEST_OIDS[digest or self.digest]), NULL)
        text = self.time_text or self.gen_time.strftime("%Y%m%d%H%M%SZ").encode()
        info = sequence(
            integer(self.info_version),
            oid(self.policy),
            sequence(self.imprint_algorithm or algorithm, tlv(0x04, imprint)),
            integer(0x1234),
            tlv(0x18, text),
            self.more_info,
        )
        return self.sign(info)

    def sign(self, content: bytes, *, detached: bool = False) -> bytes:
        digest = tlv(0x04, self.stated_digest or sha256(content))
        attributes = [
            sequence(oid(CONTENT_TYPE), set_of(oid(self.type_attribute))),
            *self.more_attributes,
        ]
        if self.has_digest:
            attributes.append(sequence(oid(MESSAGE_DIGEST), set_of(digest)))
        if self.has_identity:
            value = self.identity or identity(self.signer.der)
            attributes.append(sequence(oid(SIGNING_CERTIFICATE_V2), set_of(value)))
        signed = set_of(*attributes)
        is_rsa = isinstance(self.signer.key, rsa.RSAPrivateKey)
        read = read_certificate(self.signer.der)
        signature = self._signature(signed)
        if self.broken_signature:
            signature = signature[:-1] + bytes((signature[-1] ^ 1,))
        signer = sequence(
            integer(1),
            sequence(self.issuer or read.issuer, tlv(0x02, read.serial)),
            self.digest_algorithm,
            b"\xa0" + signed[1:],
            self.signature_algorithm or (RSA_SHA256 if is_rsa else ECDSA_SHA256),
            tlv(0x04, signature),
            self.unsigned,
        )
        inner = b"" if detached else tlv(self.content_tag, tlv(0x04, content))
        given = (self.signer.der,) if self.certificates is None else self.certificates
        body = sequence(
            integer(self.version),
            set_of(*(self.digest_algorithms or (self.digest_algorithm,))),
            sequence(oid(self.content_type), inner),
            tlv(0xA0, *given) if given else b"",
            tlv(0x31, *[signer] * self.signers),
        )
        return sequence(oid(SIGNED_DATA), tlv(0xA0, body)) + self.tail

    def _signature(self, signed: bytes) -> bytes:
        if isinstance(self.signer.key, rsa.RSAPrivateKey):
            return self.signer.key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
        return self.signer.key.sign(signed, ec.ECDSA(hashes.SHA256()))


def revocation_list(
    issuer: Issued,
    revoked: tuple[tuple[Issued, datetime, x509.ReasonFlags | None], ...] = (),
    *,
    issued_at: datetime = MOMENT + timedelta(days=1),
    next_at: datetime = MOMENT + timedelta(days=30),
    encoding: Encoding = Encoding.PEM,
) -> bytes:
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(issued_at)
        .next_update(next_at)
    )
    for one, moment, reason in revoked:
        entry = (
            x509.RevokedCertificateBuilder()
            .serial_number(one.certificate.serial_number)
            .revocation_date(moment)
        )
        if reason is not None:
            entry = entry.add_extension(x509.CRLReason(reason), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(encoding)
