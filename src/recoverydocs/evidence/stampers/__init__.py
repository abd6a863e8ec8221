"""Timestamp engines, one file each; `STAMPERS` names those that a workspace may choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.evidence.sealing import Stamper
from recoverydocs.evidence.stampers.local import LocalStamper, make_local_authority
from recoverydocs.evidence.stampers.rfc3161 import Rfc3161Stamper

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STAMPERS: Mapping[str, Callable[..., Stamper]] = {
    "local": LocalStamper,
    "rfc3161": Rfc3161Stamper,
}

__all__ = ["STAMPERS", "LocalStamper", "Rfc3161Stamper", "Stamper", "make_local_authority"]
