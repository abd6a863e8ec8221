"""Small Word files for the tests: made by python-docx, changed octet by octet where needed."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from docx.document import Document as Word

STILL = (2026, 11, 24, 8, 0, 0)


def saved(word: Word) -> bytes:
    octets = BytesIO()
    word.save(octets)
    return octets.getvalue()


def paragraphs(*texts: str) -> bytes:
    """A Word file of these paragraphs, each in one run."""
    word = Document()
    for text in texts:
        word.add_paragraph(text)
    return saved(word)


def split_runs(*pieces: str) -> bytes:
    """A Word file of one paragraph, its text split over runs as Word does."""
    word = Document()
    paragraph = word.add_paragraph()
    for number, piece in enumerate(pieces):
        paragraph.add_run(piece).bold = bool(number % 2)
    return saved(word)


def table(*rows: Sequence[str]) -> bytes:
    """A Word file of one table."""
    word = Document()
    add_table(word, *rows)
    return saved(word)


def add_table(word: Word, *rows: Sequence[str]) -> None:
    grid = word.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, texts in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text


def part(content: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.namelist()


def changed(
    content: bytes,
    name: str = "word/document.xml",
    change: Callable[[str], str] | None = None,
    added: Mapping[str, bytes] | None = None,
) -> bytes:
    """The Word file with one part changed and others added."""
    octets = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(octets, "w") as new:
        for head in old.infolist():
            if head.filename in (added or {}):
                continue
            data = old.read(head)
            if head.filename == name and change:
                data = change(data.decode()).encode()
            new.writestr(zipfile.ZipInfo(head.filename, STILL), data, zipfile.ZIP_DEFLATED)
        for extra, data in (added or {}).items():
            new.writestr(zipfile.ZipInfo(extra, STILL), data, zipfile.ZIP_DEFLATED)
    return octets.getvalue()


def with_text(xml: str) -> bytes:
    """A Word file whose body is this XML."""
    return changed(
        paragraphs("HERE"),
        change=lambda body: body.replace("<w:p><w:r><w:t>HERE</w:t></w:r></w:p>", xml),
    )
