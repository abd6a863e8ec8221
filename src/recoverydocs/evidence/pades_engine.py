"""PyHanko, led so that our signer signs, our stamper stamps and our clock is the one stated.

Imported only where a PDF is signed: pyHanko and Pillow come with an extra.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from asn1crypto.algos import SignedDigestAlgorithm
from asn1crypto.cms import ContentInfo
from asn1crypto.x509 import Certificate
from PIL import Image
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign import Signer as PdfKey
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from recoverydocs.errors import DataRefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from recoverydocs.evidence.pades import Picture
    from recoverydocs.evidence.sealing import Stamper
    from recoverydocs.evidence.signing import Signer

FIELD = "Signature1"
_LONGEST_SIGNATURE = 1024
"""Octets; RSA of 8192 bits. Only the room kept for it depends on this."""


class Engine:
    """See `recoverydocs.evidence.pades.PdfSigning`."""

    def __init__(
        self, signer: Signer, at: datetime, chain: Sequence[bytes], stamper: Stamper | None
    ) -> None:
        self._key = _Key(signer, chain)
        self._at = at
        self._digest = signer.algorithm.digest
        self._stamper = _Stamper(stamper) if stamper is not None else None

    async def sign(self, pdf: bytes, picture: Picture | None) -> bytes:
        """The PDF with its signature."""
        place: dict[str, Any] = {}
        if picture is not None:
            place = {"on_page": picture.page, "box": picture.box}
        engine = _AtMoment(
            PdfSignatureMetadata(
                field_name=FIELD, md_algorithm=self._digest, subfilter=SigSeedSubFilter.PADES
            ),
            self._key,
            timestamper=self._stamper,
            stamp_style=_style(picture.png) if picture else None,
            new_field_spec=SigFieldSpec(FIELD, **place),
        )
        engine.moment = self._at
        signed = BytesIO()
        await engine.async_sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=signed)
        return signed.getvalue()


def _style(png: bytes) -> StaticStampStyle:
    try:
        image = Image.open(BytesIO(png)).convert("RGBA")
    except (OSError, SyntaxError, ValueError) as error:
        raise DataRefusedError("seal picture: cannot be read; give it anew as PNG") from error
    return StaticStampStyle(
        border_width=0,
        background=PdfImage(image),
        background_opacity=1.0,
        background_layout=SimpleBoxLayoutRule(
            AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins(0, 0, 0, 0)
        ),
    )


def _store(chain: Sequence[bytes]) -> SimpleCertificateStore:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    for der in chain:
        store.register(Certificate.load(der))
    return store


class _AtMoment(PdfSigner):
    """A signing whose stated time is the one handed in, not that of pyHanko's clock."""

    moment: datetime

    def init_signing_session(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - pyHanko's
        """The session, at our moment."""
        session = super().init_signing_session(*args, **options)
        session.system_time = self.moment
        return session


class _Key(PdfKey):
    """One of our signers as pyHanko asks it."""

    def __init__(self, signer: Signer, chain: Sequence[bytes]) -> None:
        super().__init__(
            embed_roots=False,
            signing_cert=Certificate.load(signer.certificate),
            cert_registry=_store(chain),
            signature_mechanism=SignedDigestAlgorithm.load(signer.algorithm.identifier),
        )
        self._signer = signer

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,  # noqa: ARG002 - stated by the mechanism
        dry_run: bool = False,  # noqa: FBT001, FBT002 - by position, says pyHanko
    ) -> bytes:
        """The signature, or as much room as it may need."""
        return bytes(_LONGEST_SIGNATURE) if dry_run else self._signer.sign(data)


class _Stamper(TimeStamper):
    """One of our stampers as pyHanko asks it; a first token tells how much room one needs."""

    def __init__(self, stamper: Stamper) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._stamper = stamper

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> ContentInfo:
        """The token over a digest."""
        return ContentInfo.load(self._stamper.stamp(message_digest, md_algorithm))
