"""A signature inside a PDF (PAdES B-B, or B-T with a token), through pyHanko.

The PDF is signed before it is sealed; to the package it is a file like any other.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recoverydocs.errors import OutsideFailedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from recoverydocs.evidence.sealing import Stamper
    from recoverydocs.evidence.signing import Signer

_EXTRA = "pip install 'recoverydocs[pdf-signature]'"


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a seal and where it goes; it says nothing, the signature does.

    Attributes:
        png: the picture.
        page: counted from 0.
        box: left, bottom, right, top in points from the page's lower left corner.
    """

    png: bytes
    page: int
    box: tuple[int, int, int, int]


def sign_pdf(  # noqa: PLR0913 - the parts of one signature
    pdf: bytes,
    signer: Signer,
    at: datetime,
    *,
    chain: Sequence[bytes] = (),
    stamper: Stamper | None = None,
    picture: Picture | None = None,
) -> bytes:
    """A PDF with a signature in it, appended to its octets, which all stay.

    Args:
        pdf: the whole file, not yet signed.
        signer: whose signature it is.
        at: this machine's moment, which the signature states as a claim.
        chain: DER of the certificates above the signer's, for readers that look for them.
        stamper: gives the token of PAdES B-T; without one it is B-B.
        picture: shown where the signature is; without one nothing is seen.

    Raises:
        NoTokenError: the stamper gave no token; never a signature without it instead.
        OutsideFailedError: no pyHanko here, or the key's keeper does not sign.
    """
    try:
        from recoverydocs.evidence import pades_engine  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise OutsideFailedError(
            f"PDF signature: needs pyHanko and Pillow; {_EXTRA}"
        ) from error
    signing: Any = pades_engine.sign(pdf, signer, at, chain, stamper, picture)
    return bytes(asyncio.run(signing))
