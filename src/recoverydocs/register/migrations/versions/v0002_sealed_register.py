"""The sealed register's lines and tokens, and package files that changed with no revision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_KEPT = ("sealed_lines", "sealed_tokens", "containers")


def upgrade() -> None:
    """Create the tables, then the triggers that refuse a change of what was entered."""
    op.create_table(
        "sealed_lines",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("event", sa.String(10), nullable=False),
        sa.Column("package_id", sa.String(36), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
    )
    op.create_index(
        "ix_sealed_lines_package", "sealed_lines", ["package_id", "revision", "event"]
    )
    op.create_table(
        "sealed_tokens",
        sa.Column("path", sa.String(40), primary_key=True),
        sa.Column("token", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "containers",
        sa.Column(
            "number", sa.String(120), sa.ForeignKey("documents.number"), primary_key=True
        ),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("event", sa.String(10), nullable=False),
        sa.Column("file_sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("run_id", sa.String(40), sa.ForeignKey("runs.run_id"), nullable=False),
        sa.Column("created_at", sa.String(25), nullable=False),
    )
    op.create_index("ix_containers_run", "containers", ["run_id"])
    for table in _KEPT:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'register entries are never changed'); END"
            )
