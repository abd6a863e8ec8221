"""A certificate, read on its own octets: names are compared as DER, never folded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from recoverydocs.evidence.der import (
    BOOLEAN,
    GENERALIZED_TIME,
    INTEGER,
    OCTET_STRING,
    OID,
    SEQUENCE,
    SET,
    UTC_TIME,
    DerError,
    Node,
    dotted,
    parse,
    to_int,
    whole_octets,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_VERSION_TAG, _EXTENSIONS_TAG = 0xA0, 0xA3
_BASIC_CONSTRAINTS, _KEY_USAGE, _EXTENDED_KEY_USAGE = "2.5.29.19", "2.5.29.15", "2.5.29.37"
_UNDERSTOOD = frozenset(
    {_BASIC_CONSTRAINTS, _KEY_USAGE, _EXTENDED_KEY_USAGE}
    | {"2.5.29.14", "2.5.29.17", "2.5.29.32", "2.5.29.35"}
)
_TIME_STAMPING = "1.3.6.1.5.5.7.3.8"
_DIGITAL_SIGNATURE_BIT, _CONTENT_COMMITMENT_BIT, _KEY_CERT_SIGN_BIT = 0, 1, 5
_CRL_SIGN_BIT = 6
_SHORT_NAMES: Mapping[str, str] = {
    "2.5.4.3": "CN",
    "2.5.4.5": "serialNumber",
    "2.5.4.6": "C",
    "2.5.4.7": "L",
    "2.5.4.8": "ST",
    "2.5.4.10": "O",
    "2.5.4.11": "OU",
    "2.5.4.97": "organizationIdentifier",
}
_BMP_STRING = 0x1E
_CENTURY = 50
_UTC_FORM = re.compile(rb"[0-9]{12}Z")
_GENERALIZED_FORM = re.compile(rb"[0-9]{14}Z")
_LARGEST = 64 * 1024
"""Octets of a certificate; those in use have one or two thousand."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The parts of a certificate that a check looks at.

    Attributes:
        der: the whole certificate.
        signed: the part that its issuer signed.
        serial: the serial number's content octets.
        issuer: DER of the issuer's name.
        subject: DER of the subject's name.
        begins_at: first moment of validity.
        ends_at: last moment of validity.
        key: its SubjectPublicKeyInfo.
        extensions: by dotted name: whether critical, and the value.
        algorithm: the whole AlgorithmIdentifier of the issuer's signature.
        signature: the issuer's signature.
    """

    der: bytes
    signed: bytes
    serial: bytes
    issuer: bytes
    subject: bytes
    begins_at: datetime
    ends_at: datetime
    key: bytes
    extensions: Mapping[str, tuple[bool, bytes]]
    algorithm: bytes
    signature: bytes

    @property
    def is_authority(self) -> bool:
        """True where basicConstraints say CA."""
        fields = self._value(_BASIC_CONSTRAINTS)
        return bool(fields and fields.children and fields.children[0].body == b"\xff")

    @property
    def path_length(self) -> int | None:
        """How many authorities may stand below; None where there is no bound."""
        fields = self._value(_BASIC_CONSTRAINTS)
        last = fields.children[-1] if fields and fields.children else None
        return to_int(last) if last and last.tag == INTEGER else None

    @property
    def may_issue(self) -> bool:
        """True for an authority whose key may sign certificates."""
        return self.is_authority and self._has_usage(_KEY_CERT_SIGN_BIT) and self.is_understood

    @property
    def may_revoke(self) -> bool:
        """True for an authority whose key may sign revocation lists."""
        return self.is_authority and self._has_usage(_CRL_SIGN_BIT)

    @property
    def may_sign(self) -> bool:
        """True where the key usage names digital signatures or commitment to contents."""
        return self._has_usage(_DIGITAL_SIGNATURE_BIT) or self._has_usage(
            _CONTENT_COMMITMENT_BIT
        )

    @property
    def is_understood(self) -> bool:
        """False where a critical extension is not one that these checks know."""
        return not any(
            critical and name not in _UNDERSTOOD
            for name, (critical, _) in self.extensions.items()
        )

    @property
    def is_timestamper(self) -> bool:
        """True where the extended key usage is critical and only timeStamping, and not a CA."""
        critical, _ = self.extensions.get(_EXTENDED_KEY_USAGE, (False, b""))
        usage = self._value(_EXTENDED_KEY_USAGE)
        count = len(usage.children) if usage else 0
        names = [dotted(usage.child(at, OID).body) for at in range(count)] if usage else []
        return critical and names == [_TIME_STAMPING] and not self.is_authority

    def holds_at(self, moment: datetime) -> bool:
        """True inside the validity, its two ends included."""
        return self.begins_at <= moment <= self.ends_at

    def _has_usage(self, bit: int) -> bool:
        usage = self._value(_KEY_USAGE)
        return usage is not None and len(usage.body) > 1 and bool(usage.body[1] >> 7 - bit & 1)

    def _value(self, name: str) -> Node | None:
        if name not in self.extensions:
            return None
        return parse(self.extensions[name][1])


@lru_cache(maxsize=512)
def read_certificate(der: bytes) -> Certificate:
    """The certificate that these octets are.

    Raises:
        DerError: they are not one.
    """
    if len(der) > _LARGEST:
        raise DerError("too large")
    try:
        return _take_apart(der, parse(der, SEQUENCE))
    except IndexError as error:
        raise DerError("not a certificate") from error


def _take_apart(der: bytes, whole: Node) -> Certificate:
    body = whole.child(0, SEQUENCE)
    algorithm = whole.child(1, SEQUENCE)
    at = 1 if body.children and body.children[0].tag == _VERSION_TAG else 0
    if len(whole.children) != 3 or body.child(at + 1, SEQUENCE).raw != algorithm.raw:  # noqa: PLR2004 - body, algorithm, signature
        raise DerError("not a certificate")
    validity = body.child(at + 3, SEQUENCE)
    return Certificate(
        der=der,
        signed=body.raw,
        serial=body.child(at, INTEGER).body,
        issuer=body.child(at + 2, SEQUENCE).raw,
        subject=body.child(at + 4, SEQUENCE).raw,
        begins_at=read_time(validity.children[0]),
        ends_at=read_time(validity.children[1]),
        key=body.child(at + 5, SEQUENCE).raw,
        extensions=_extensions(body.children[at + 6 :]),
        algorithm=algorithm.raw,
        signature=whole_octets(whole.children[2]),
    )


def _extensions(rest: tuple[Node, ...]) -> dict[str, tuple[bool, bytes]]:
    found: dict[str, tuple[bool, bytes]] = {}
    for node in rest:
        if node.tag != _EXTENSIONS_TAG:
            continue
        for extension in node.child(0, SEQUENCE).children:
            name = dotted(extension.child(0, OID).body)
            if name in found:
                raise DerError("extension twice")
            critical = extension.children[1].tag == BOOLEAN
            value = extension.child(2 if critical else 1, OCTET_STRING)
            found[name] = (critical and extension.children[1].body == b"\xff", value.body)
    return found


def read_time(node: Node) -> datetime:
    """A UTCTime or GeneralizedTime in whole seconds.

    Raises:
        DerError: it is neither.
    """
    if node.tag == UTC_TIME and _UTC_FORM.fullmatch(node.body):
        century = "20" if int(node.body[:2]) < _CENTURY else "19"
    elif node.tag == GENERALIZED_TIME and _GENERALIZED_FORM.fullmatch(node.body):
        century = ""
    else:
        raise DerError("not a time")
    text = century + node.body.decode("ascii")
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise DerError("on no calendar") from error


def name_text(name: bytes) -> str:
    """A name in words, in the order of its certificate: ``C=CN, O=…, CN=…``.

    Raises:
        DerError: the octets are no name.
    """
    pairs: list[str] = []
    for part in parse(name).children:
        if part.tag != SET or any(len(pair.children) != 2 for pair in part.children):  # noqa: PLR2004 - kind, value
            raise DerError("not a name")
        for pair in part.children:
            kind = dotted(pair.child(0, OID).body)
            value = pair.children[1]
            encoding = "utf-16-be" if value.tag == _BMP_STRING else "utf-8"
            text = value.body.decode(encoding, "replace")
            pairs.append(f"{_SHORT_NAMES.get(kind, kind)}={text}")
    return ", ".join(pairs)
