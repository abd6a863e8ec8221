"""Whom the verifier trusts: given roots and revocation lists, never anything from a package."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence.certs.certificate import Certificate, read_certificate
from recoverydocs.evidence.certs.revocation import RevocationList, read_revocation_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

LOCAL_POLICY = "2.25.217034159874105827614402190871235680123"
"""The policy of a token whose time is only the issuer's own clock."""

INDEPENDENT, LOCAL = "independent", "local"
_PEM = re.compile(
    rb"-----BEGIN (?:TRUSTED |X509 )?(CERTIFICATE|CRL)-----(.*?)-----END", re.DOTALL
)
_Read = TypeVar("_Read", Certificate, RevocationList)


@dataclass(frozen=True, slots=True)
class Trust:
    """The verifier's trust folder as bytes.

    Attributes:
        independent: roots of independent timestampers, PEM or DER, one or more a file.
        local: roots or certificates of local clocks.
        signers: roots of those who sign; the independent ones count too.
        crls: revocation lists, PEM or DER.
        policies: accepted policies of tokens, dotted; empty accepts any.
    """

    independent: tuple[bytes, ...] = ()
    local: tuple[bytes, ...] = ()
    signers: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    policies: tuple[str, ...] = ()

    def class_of(self, anchor: bytes, policy: str) -> str:
        """``local`` for a local anchor or where the policy says so; else ``independent``.

        Args:
            anchor: DER of the root that a path ended at.
            policy: the token's policy, dotted.
        """
        is_local = policy == LOCAL_POLICY or anchor in _by_der(self.local)
        return LOCAL if is_local else INDEPENDENT


@dataclass(frozen=True, slots=True)
class Anchors:
    """A trust folder, read.

    Attributes:
        timestampers: roots for tokens, by their DER.
        signers: roots for signatures.
        lists: revocation lists.
    """

    timestampers: Mapping[bytes, Certificate]
    signers: Mapping[bytes, Certificate]
    lists: tuple[RevocationList, ...]


def read_trust(trust: Trust) -> Anchors:
    """The roots and lists of a trust folder.

    Raises:
        DataRefusedError: a file is not what its place says; it is never passed over.
    """
    independent, local = _by_der(trust.independent), _by_der(trust.local)
    lists = _read_all(trust.crls, b"CRL", read_revocation_list)
    return Anchors(
        timestampers={**independent, **local},
        signers={**independent, **_by_der(trust.signers)},
        lists=tuple(lists),
    )


def _by_der(contents: Iterable[bytes]) -> dict[bytes, Certificate]:
    found = _read_all(contents, b"CERTIFICATE", read_certificate)
    return {certificate.der: certificate for certificate in found}


def _read_all(
    contents: Iterable[bytes], label: bytes, read: Callable[[bytes], _Read]
) -> list[_Read]:
    found: list[_Read] = []
    for number, content in enumerate(contents, start=1):
        blocks = [body for kind, body in _PEM.findall(content) if kind == label]
        try:
            ders = [b64decode(body) for body in blocks] if blocks else [content]
            found += [read(der) for der in ders]
        except (ValueError, IndexError, Base64Error) as error:
            kind = label.decode().lower()
            message = (
                f"trust folder: {kind} number {number} cannot be read; "
                "give it as PEM or DER, or take it out"
            )
            raise DataRefusedError(message) from error
    return found
