"""Signed PDFs before pyHanko's own validation, which knows nothing of ours."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

import pytest
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader
from tests.documents.printed import picture, printed
from tests.evidence import authorities as a
from tests.evidence import signing_keys as k
from tests.evidence import support as s

from recoverydocs.errors import DataRefusedError, NoTokenError, OutsideFailedError
from recoverydocs.evidence import PdfSigning, Picture
from recoverydocs.evidence.pades_engine import FIELD

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus
    from pypdf import PageObject

    from recoverydocs.evidence import Signer, Stamper

PDF = printed([[(80, 700, "催款通知书")], [(264, 300, "（公章）")]])
BOX = (236, 246, 356, 365)


def committed(kind: str) -> a.Issued:
    """A signer whose certificate commits to contents: pyHanko asks for that in PDFs."""
    usage = ("digital_signature", "content_commitment")
    return a.issue(f"Lender {kind}", a.root(), key=k.key(kind), key_usage=usage)


def in_pem(kind: str) -> Signer:
    return k.of(committed(kind))


class Tokens:
    """An invented timestamper that counts."""

    def __init__(self) -> None:
        self.made = 0

    def stamp(self, imprint: bytes, digest: str = "sha256") -> bytes:
        self.made += 1
        return a.TokenMaker().stamp(imprint, digest)


def signed(
    signer: Signer, stamper: Stamper | None = None, shown: Picture | None = None
) -> bytes:
    return PdfSigning(signer, s.MOMENT, chain=(a.root().der,), stamper=stamper).sign(PDF, shown)


def signature_in(pdf: bytes) -> EmbeddedPdfSignature:
    found: list[EmbeddedPdfSignature] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    assert len(found) == 1
    return found[0]


def validated(pdf: bytes) -> PdfSignatureStatus:
    roots = [Certificate.load(a.root().der)]
    context = ValidationContext(trust_roots=roots, moment=s.MOMENT)
    return validate_pdf_signature(signature_in(pdf), context, context)


def shown_on(page: PageObject) -> list[Any]:
    listed: Any = page.get("/Annots", [])
    return [one.get_object() for one in listed]


@pytest.mark.parametrize("kind", k.KINDS)
def test_pdf_signature_holds_for_pyhanko(kind: str) -> None:
    pdf = signed(in_pem(kind))
    status = validated(pdf)
    assert status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert status.signer_reported_dt == s.MOMENT
    assert status.timestamp_validity is None
    assert pdf.startswith(PDF)


def test_pdf_signature_is_pades_and_states_no_time_among_its_attributes() -> None:
    found = signature_in(signed(in_pem("P-256")))
    assert found.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert {one["type"].native for one in found.signer_info["signed_attrs"]} == {
        "content_type",
        "message_digest",
        "signing_certificate_v2",
    }


@pytest.mark.parametrize("engine", [k.in_pkcs12, k.in_pkcs11])
def test_pdf_may_be_signed_by_a_key_anywhere(
    engine: Callable[[str], Signer], request: pytest.FixtureRequest
) -> None:
    if engine is k.in_pkcs11:
        request.getfixturevalue("softhsm")
    signer = engine("RSA-2048")
    status = validated(signed(signer))
    signer.close()
    assert status.intact
    assert status.valid


def test_pdf_signature_with_a_token_is_b_t() -> None:
    stamper = Tokens()
    signing = PdfSigning(in_pem("P-256"), s.MOMENT, stamper=stamper)
    for _ in range(2):
        status = validated(signing.sign(PDF))
        assert status.bottom_line
        token = status.timestamp_validity
        assert token is not None
        assert (token.valid, token.trusted, token.timestamp) == (True, True, s.MOMENT)
    assert stamper.made == 3  # one a document, one to learn how large they are


def test_pdf_without_a_token_is_not_signed_at_all() -> None:
    class Down:
        def stamp(self, _imprint: bytes, _digest: str = "sha256") -> bytes:
            raise NoTokenError("timestamper: no answer")

    with pytest.raises(NoTokenError):
        signed(in_pem("P-256"), Down())


def test_a_changed_pdf_is_found() -> None:
    pdf = signed(in_pem("P-256"))
    other = pdf.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 595 843]", 1)
    assert other != pdf
    assert not validated(other).intact


def test_picture_is_shown_where_the_signature_is() -> None:
    pdf = signed(in_pem("P-256"), shown=Picture(picture(), 1, BOX))
    assert validated(pdf).bottom_line
    first, second = PdfReader(io.BytesIO(pdf)).pages
    assert "/Annots" not in first
    (annotation,) = shown_on(second)
    assert annotation["/T"] == FIELD
    assert [int(edge) for edge in annotation["/Rect"]] == list(BOX)
    shown = annotation["/AP"]["/N"]["/Resources"]["/XObject"]
    images = [one.get_object() for one in shown.values()]
    assert [(one["/Width"], one["/Height"], "/SMask" in one) for one in images] == [
        (40, 40, True)
    ]


def test_without_a_picture_nothing_is_shown() -> None:
    pages = PdfReader(io.BytesIO(signed(in_pem("P-256")))).pages
    rectangles = [one["/Rect"] for page in pages for one in shown_on(page)]
    assert all(edges[0] == edges[2] and edges[1] == edges[3] for edges in rectangles)


def test_a_damaged_picture_is_refused() -> None:
    with pytest.raises(DataRefusedError, match="seal picture: cannot be read"):
        signed(in_pem("P-256"), shown=Picture(picture()[:50], 1, BOX))


@pytest.mark.parametrize("missing", ["pyhanko.sign", "PIL"])
def test_without_the_extra_its_name_is_said(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "recoverydocs.evidence.pades_engine", raising=False)
    monkeypatch.delattr("recoverydocs.evidence.pades_engine", raising=False)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(OutsideFailedError, match=r"recoverydocs\[pdf-signature\]"):
        PdfSigning(in_pem("P-256"), s.MOMENT)
