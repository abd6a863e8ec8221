"""Signing engines, one file each; `SIGNERS` names those that a workspace may choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.evidence.signers.pem import pem_signer
from recoverydocs.evidence.signers.pkcs11 import Pkcs11Signer
from recoverydocs.evidence.signers.pkcs12 import pkcs12_signer
from recoverydocs.evidence.signing import Signer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SIGNERS: Mapping[str, Callable[..., Signer]] = {
    "pem": pem_signer,
    "pkcs12": pkcs12_signer,
    "pkcs11": Pkcs11Signer,
}

__all__ = ["SIGNERS", "Pkcs11Signer", "Signer", "pem_signer", "pkcs12_signer"]
