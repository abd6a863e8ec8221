"""A signature inside a PDF (PAdES B-B, or B-T with a token), through pyHanko.

The PDF is signed before it is sealed; to the package it is a file like any other.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

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


class PdfSigning:
    """Signs PDFs with one key for one run."""

    def __init__(
        self,
        signer: Signer,
        at: datetime,
        *,
        chain: Sequence[bytes] = (),
        stamper: Stamper | None = None,
    ) -> None:
        """Take what is the same for every PDF.

        Args:
            signer: whose signatures they are.
            at: this machine's moment, which each signature states as a claim.
            chain: DER of the certificates above the signer's, for readers that look for them.
            stamper: gives the tokens of PAdES B-T, and one more that tells how large they
                are; without it the level is B-B.

        Raises:
            OutsideFailedError: there is no pyHanko here.
        """
        try:
            from recoverydocs.evidence import pades_engine  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise OutsideFailedError(
                "PDF signature: needs pyHanko and Pillow; "
                "pip install 'recoverydocs[pdf-signature]'"
            ) from error
        self._engine = pades_engine.Engine(signer, at, chain, stamper)

    def sign(self, pdf: bytes, picture: Picture | None = None) -> bytes:
        """A PDF with a signature appended; the octets before it all stay.

        Args:
            pdf: the whole file, not yet signed.
            picture: shown where the signature is; without one nothing is seen.

        Raises:
            NoTokenError: the stamper gave no token; never a signature without it instead.
            OutsideFailedError: the key's keeper does not sign.
        """
        return asyncio.run(self._engine.sign(pdf, picture))
