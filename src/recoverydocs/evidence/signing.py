"""A signature (CAdES-B-B) over a sealed revision, made before anything is timestamped."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence.cms import DATA
from recoverydocs.evidence.cms_writing import SignedDataForm
from recoverydocs.evidence.layout import signature_of, sums_name

if TYPE_CHECKING:
    from recoverydocs.evidence.algorithms import SigningAlgorithm
    from recoverydocs.evidence.sealing import Sealed


class Signer(Protocol):
    """A key that signs, wherever it is kept, and its certificate."""

    @property
    def certificate(self) -> bytes:
        """DER of the signer's certificate."""

    @property
    def algorithm(self) -> SigningAlgorithm:
        """How the key signs."""

    def sign(self, data: bytes) -> bytes:
        """The signature over octets that the engine digests itself.

        Raises:
            OutsideFailedError: the key's keeper does not sign.
        """

    def close(self) -> None:
        """Let go of the key; nothing is signed afterwards."""


def sign(sealed: Sealed, signer: Signer) -> Sealed:
    """The revision with a signature over everything in it, which the record then covers.

    The signature states no time: the proven one is that of the record's token.

    Raises:
        DataRefusedError: the revision has a signature or a token already.
        OutsideFailedError: the key's keeper does not sign.
    """
    if sealed.last != sums_name(sealed.revision):
        raise DataRefusedError("本次修订已有签名或时间戳，不能再签名")
    proof = signature_of(sealed.revision)
    content = sealed.next_xml(proof)
    form = _form(signer.certificate, signer.algorithm)
    return sealed.with_proof(proof, form.write(content, signer.sign, detached=True))


@lru_cache(maxsize=8)
def _form(certificate: bytes, algorithm: SigningAlgorithm) -> SignedDataForm:
    return SignedDataForm.of(certificate, algorithm, DATA, version=1)
