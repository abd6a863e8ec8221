"""The register's tables as SQLAlchemy sees them; how they came to be stands in migrations/.

No name, id number, phone or address has a column here: a document's row carries its number, its
kind, a case reference and digests, so that a copy of the register can be shown to an auditor.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

METADATA = MetaData()

SERIES = Table(
    "series",
    METADATA,
    Column("unit", String(60), primary_key=True),
    Column("code", String(20), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last_n", Integer, nullable=False),
)
"""The last number given in each sequence of one unit (发文代字), code and year."""

RUNS = Table(
    "runs",
    METADATA,
    Column("run_id", String(40), primary_key=True),
    Column("action", String(20), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("as_of", Date, nullable=True),
    Column("count", Integer, nullable=False),
    Column("created_at", String(25), nullable=False),
)
"""One row a committed call of issue or attach; written with its documents or not at all."""

RUN_EVENTS = Table(
    "run_events",
    METADATA,
    Column("run_id", String(40), ForeignKey("runs.run_id"), primary_key=True),
    Column("event", String(20), primary_key=True),
    Column("at", String(25), nullable=False),
)
"""What became of a run afterwards: ``placed`` once its packages stand where they belong."""

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("number", String(120), primary_key=True),
    Column("unit", String(60), nullable=False),
    Column("code", String(20), nullable=False),
    Column("year", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("kind", String(60), nullable=False),
    Column("case_scheme", String(20), nullable=False),
    Column("case_ref", String(300), nullable=False),
    Column("target", String(120), nullable=False),
    Column("title", String(300), nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("package_id", String(36), nullable=False, unique=True),
    Column("path", String(300), nullable=False, unique=True),
    Column("run_id", String(40), ForeignKey("runs.run_id"), nullable=False),
    Column("created_at", String(25), nullable=False),
    UniqueConstraint("unit", "code", "year", "n"),
    Index("ix_documents_case", "case_ref", "kind", "target", "as_of"),
    Index("ix_documents_run", "run_id"),
)
"""One row an issued document; never changed, never removed."""

REVISIONS = Table(
    "revisions",
    METADATA,
    Column("number", String(120), ForeignKey("documents.number"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("reason", String(20), nullable=False),
    Column("manifest_sha256", String(64), nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("run_id", String(40), ForeignKey("runs.run_id"), nullable=False),
    Column("created_at", String(25), nullable=False),
    Index("ix_revisions_run", "run_id"),
)
"""One row a revision of a package: revision 1 is written with its document."""

SEALED_LINES = Table(
    "sealed_lines",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("event", String(10), nullable=False),
    Column("package_id", String(36), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Index("ix_sealed_lines_package", "package_id", "revision", "event"),
)
"""The sealed register (format.md §9), a row a line that ends at ``ends_at`` in the file."""

SEALED_TOKENS = Table(
    "sealed_tokens",
    METADATA,
    Column("path", String(40), primary_key=True),
    Column("token", LargeBinary, nullable=False),
)
"""The tokens of its ``stamp`` lines, by the path that the line states."""

CONTAINERS = Table(
    "containers",
    METADATA,
    Column("number", String(120), ForeignKey("documents.number"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("event", String(10), nullable=False),
    Column("file_sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("run_id", String(40), ForeignKey("runs.run_id"), nullable=False),
    Column("created_at", String(25), nullable=False),
    Index("ix_containers_run", "run_id"),
)
"""A row each time that a package file changed with no new revision: its token came later
(``stamp``), or its record was renewed (``renew``); ``n`` counts them from 1."""
