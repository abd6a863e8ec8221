"""Entries as rows of the database and back."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from recoverydocs.register.entries import DocumentEntry, Number

if TYPE_CHECKING:
    import sqlalchemy as sa

    from recoverydocs.register.entries import ContainerEntry, RevisionEntry, RunEntry

_DOCUMENT_COLUMNS = tuple(
    field.name for field in fields(DocumentEntry) if field.name != "number"
)


def plain_row(entry: RunEntry | RevisionEntry | ContainerEntry) -> dict[str, object]:
    """The row of an entry whose columns are its attributes."""
    return {field.name: getattr(entry, field.name) for field in fields(entry)}


def document_row(entry: DocumentEntry) -> dict[str, object]:
    """The row of a document, with its number whole and in parts."""
    number = entry.number
    row: dict[str, object] = {name: getattr(entry, name) for name in _DOCUMENT_COLUMNS}
    return row | {
        "number": str(number),
        "unit": number.unit,
        "code": number.code,
        "year": number.year,
        "n": number.n,
    }


def document_of(row: sa.RowMapping) -> DocumentEntry:
    """The document that a row holds."""
    number = Number(row["unit"], row["code"], row["year"], row["n"])
    return DocumentEntry(number, **{name: row[name] for name in _DOCUMENT_COLUMNS})
