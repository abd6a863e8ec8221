"""A PDF copy signed before it is sealed, with the picture of a seal where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import Finding, Severity
from recoverydocs.evidence import Picture

if TYPE_CHECKING:
    from recoverydocs.documents.seal_picture import SealPicture
    from recoverydocs.evidence import PdfSigning

UNPLACED = "seal-picture-unplaced"
"""The rule of the finding that a document has no words to put the picture over."""


@dataclass(frozen=True, slots=True)
class CopySigner:
    """How PDF copies are signed.

    Attributes:
        signing: puts the signature in.
        seal: shown where a chop would be put; None for an invisible signature.
    """

    signing: PdfSigning
    seal: SealPicture | None = None

    def sign(self, pdf: bytes, where: str) -> tuple[bytes, tuple[Finding, ...]]:
        """The signed copy, and what there is to say about it.

        Args:
            pdf: the copy.
            where: what findings call its case.

        Raises:
            OutsideFailedError: key, timestamper or pyHanko failed; the copy is not signed.
        """
        place = self.seal.place(pdf) if self.seal else None
        picture = Picture(self.seal.png, place.page, place.box) if self.seal and place else None
        signed = self.signing.sign(pdf, picture)
        if self.seal is None or place is not None:
            return signed, ()
        words = "、".join(f"“{one}”" for one in self.seal.over)
        unplaced = Finding(
            Severity.NOTE,
            UNPLACED,
            where,
            f"PDF 副本中没有{words}字样，印章图样未显示；副本仍已签名",
            "需要显示图样的，请在模板落款处写明上述字样",
        )
        return signed, (unplaced,)
