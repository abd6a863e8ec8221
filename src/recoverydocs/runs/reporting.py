"""The report on a verification (存证报告) as a file: a page for a browser, or a PDF.

The page comes from the evidence room; the PDF goes through the document engine and
LibreOffice, from the same facts.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING

import segno

from recoverydocs.documents.engine import CompiledTemplate, Picture, compile_template
from recoverydocs.documents.pdf import to_pdf
from recoverydocs.errors import OutsideFailedError, WrongUsageError
from recoverydocs.evidence.report import Report, page, report_on
from recoverydocs.evidence.verifier import verifier_page
from recoverydocs.storage import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from recoverydocs.evidence import Verdict
    from recoverydocs.evidence.report.facts import Table

_CODE_MM = 25
_SCALE = 6


def report_pdf(report: Report) -> bytes:
    """The report as a PDF with its fonts embedded.

    Receipts are named in it and not shown; the page shows them where names are not masked.

    Raises:
        OutsideFailedError: LibreOffice is missing or failed.
    """
    (made,) = to_pdf([report_docx(report)], ["存证报告"])
    return made.content


def report_docx(report: Report) -> bytes:
    """The report as a Word file; the same report gives the same bytes."""
    return _template().render(_fields(report)).content


FORMS: Mapping[str, Callable[[Report], bytes]] = {".html": page, ".pdf": report_pdf}
"""The ending of a report's file → what makes it."""


def write_report(
    file: Path, package: bytes, verdict: Verdict, at: datetime, *, unmask: bool = False
) -> None:
    """Write a report into a file that ends in ``.html`` or ``.pdf``.

    Args:
        file: where to.
        package: the container, whatever it is.
        verdict: what ``verify`` said of these very bytes.
        at: the moment of verification.
        unmask: whether names, addresses, signers and pictures of receipts are shown.

    Raises:
        WrongUsageError: another ending.
        OutsideFailedError: LibreOffice or the disk failed; nothing was written.
    """
    make = FORMS.get(file.suffix.lower())
    if make is None:
        raise WrongUsageError(f"{file.name}: name a file that ends in {' or '.join(FORMS)}")
    _write(file, make(report_on(package, verdict, at, unmask=unmask)))


def write_verifier(file: Path) -> None:
    """Write the offline verifier, one HTML file, for whoever checks packages in a browser.

    Raises:
        OutsideFailedError: the disk failed; nothing was written.
    """
    _write(file, verifier_page())


def _write(file: Path, content: bytes) -> None:
    try:
        write_file(file, content)
    except OSError as error:
        raise OutsideFailedError(
            f"{file.name}: cannot be written ({error.strerror}); choose another place"
        ) from error


@cache
def _template() -> CompiledTemplate:
    name = "evidence-report.docx"
    content = (resources.files("recoverydocs.runs") / "data" / name).read_bytes()
    return compile_template(content, name)


def _fields(report: Report) -> dict[str, object]:
    """The report as a template prints it: tables as their rows, the 2-D code as a picture."""
    plain = {
        field.name: getattr(report, field.name)
        for field in fields(report)
        if field.name not in {"reasons", "timeline", "files", "sent", "code", "pictures"}
    }
    sent = [
        {
            "title": one.title,
            "facts": one.facts,
            "events": _rows(one.events),
            "receipts": [f"{path}（{kind}）" for path, kind in one.receipts],
        }
        for one in report.sent
    ]
    code = BytesIO()
    segno.make_qr(report.code, error="m").save(code, kind="png", scale=_SCALE, border=2)
    return {
        **plain,
        "reasons": _rows(report.reasons),
        "timeline": _rows(report.timeline),
        "files": _rows(report.files),
        "sent": sent,
        "code": Picture.of(code.getvalue(), width_mm=_CODE_MM),
    }


def _rows(table: Table) -> list[list[str]]:
    """A table's rows; an empty cell shows that it is empty."""
    return [[cell or "—" for cell in row] for row in table.rows]
