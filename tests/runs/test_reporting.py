from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document
from pypdf import PdfReader
from tests.evidence import support as s

from recoverydocs.errors import OutsideFailedError, WrongUsageError
from recoverydocs.evidence import verify
from recoverydocs.evidence.report import report_on
from recoverydocs.runs.reporting import report_docx, report_pdf, write_report

if TYPE_CHECKING:
    from pathlib import Path


def made(number: int) -> bytes:
    package = s.vector(number)
    return report_docx(report_on(package, verify(package, s.vector_trust(), s.AT), s.AT))


@pytest.mark.parametrize("number", [1, 2, 4, 7, 9, 11])
def test_the_word_form_is_made_of_every_verdict_and_stable(number: int) -> None:
    assert made(number) == made(number)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_the_pdf_says_what_the_page_says(tmp_path: Path) -> None:
    package = s.vector(4)
    report = report_on(package, verify(package, s.vector_trust(), s.AT), s.AT)
    content = report_pdf(report)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    flat = "".join(text.split())
    for said in (report.plain, *(value for _, value in report.document), *report.words):
        assert "".join(said.split()) in flat
    # The 2-D code is read back by a reader that is not ours.
    if shutil.which("zbarimg") and shutil.which("pdftoppm"):
        (tmp_path / "r.pdf").write_bytes(content)
        subprocess.run(
            ["pdftoppm", "-r", "150", "-png", "-f", "1", "-l", "1", "r.pdf", "r"],  # noqa: S607
            cwd=tmp_path,
            check=True,
        )
        (picture,) = tmp_path.glob("r-*.png")
        read = subprocess.run(  # noqa: S603 - our own words
            ["zbarimg", "--raw", "-q", str(picture)],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
        )
        assert read.stdout.strip() == report.code


def test_a_report_is_written_whole_or_not(tmp_path: Path) -> None:
    package = s.vector(1)
    verdict = verify(package, s.vector_trust(), s.AT)
    write_report(tmp_path / "r.html", package, verdict, s.AT)
    assert (tmp_path / "r.html").read_bytes().startswith(b"<!doctype html>")
    with pytest.raises(WrongUsageError, match=r"ends in \.html or \.pdf"):
        write_report(tmp_path / "r.docx", package, verdict, s.AT)
    with pytest.raises(OutsideFailedError, match="cannot be written"):
        write_report(tmp_path / "none/r.html", package, verdict, s.AT)
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]


def test_the_word_form_says_why_parts_are_missing_where_no_package_was_read() -> None:
    def text(package: bytes) -> str:
        report = report_on(package, verify(package, s.vector_trust(), s.AT), s.AT)
        document = Document(BytesIO(report_docx(report)))
        return "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert "第三至第七项从略" in text(b"no package at all")
    assert "第三至第七项从略" not in text(s.vector(1))
