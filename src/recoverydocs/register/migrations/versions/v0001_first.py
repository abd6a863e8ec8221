"""The first register: sequences, runs, documents and revisions; triggers keep entries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_KEPT = ("documents", "revisions", "runs", "run_events")


def upgrade() -> None:
    """Create the tables, then the triggers that refuse a change of what was entered."""
    op.create_table(
        "series",
        sa.Column("unit", sa.String(60), primary_key=True),
        sa.Column("code", sa.String(20), primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last_n", sa.Integer, nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("run_id", sa.String(40), primary_key=True),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("as_of", sa.Date, nullable=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("created_at", sa.String(25), nullable=False),
    )
    op.create_table(
        "run_events",
        sa.Column("run_id", sa.String(40), sa.ForeignKey("runs.run_id"), primary_key=True),
        sa.Column("event", sa.String(20), primary_key=True),
        sa.Column("at", sa.String(25), nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("number", sa.String(120), primary_key=True),
        sa.Column("unit", sa.String(60), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("case_scheme", sa.String(20), nullable=False),
        sa.Column("case_ref", sa.String(300), nullable=False),
        sa.Column("target", sa.String(120), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("issued_on", sa.Date, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("package_id", sa.String(36), nullable=False, unique=True),
        sa.Column("path", sa.String(300), nullable=False, unique=True),
        sa.Column("run_id", sa.String(40), sa.ForeignKey("runs.run_id"), nullable=False),
        sa.Column("created_at", sa.String(25), nullable=False),
        sa.UniqueConstraint("unit", "code", "year", "n"),
    )
    op.create_index("ix_documents_case", "documents", ["case_ref", "kind", "target", "as_of"])
    op.create_index("ix_documents_run", "documents", ["run_id"])
    op.create_table(
        "revisions",
        sa.Column(
            "number", sa.String(120), sa.ForeignKey("documents.number"), primary_key=True
        ),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("manifest_sha256", sa.String(64), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("run_id", sa.String(40), sa.ForeignKey("runs.run_id"), nullable=False),
        sa.Column("created_at", sa.String(25), nullable=False),
    )
    op.create_index("ix_revisions_run", "revisions", ["run_id"])
    _keep_entries()


def _keep_entries() -> None:
    """Triggers in SQLite's words: entries stay, and a sequence only grows."""
    for table in _KEPT:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'register entries are never changed'); END"
            )
    op.execute(
        "CREATE TRIGGER series_only_grow BEFORE UPDATE ON series "
        "WHEN NEW.last_n <= OLD.last_n OR NEW.unit <> OLD.unit OR NEW.code <> OLD.code "
        "OR NEW.year <> OLD.year "
        "BEGIN SELECT RAISE(ABORT, 'a sequence only grows'); END"
    )
    op.execute(
        "CREATE TRIGGER series_no_delete BEFORE DELETE ON series "
        "BEGIN SELECT RAISE(ABORT, 'a sequence is never removed'); END"
    )
