"""What alembic runs around the steps: one connection, handed in, one transaction."""

from __future__ import annotations

from alembic import context

from recoverydocs.register.tables import METADATA


def migrate() -> None:
    """Run the steps that are missing on the connection that the register handed in."""
    context.configure(
        connection=context.config.attributes["connection"], target_metadata=METADATA
    )
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # the name under which alembic loads this file
    migrate()
