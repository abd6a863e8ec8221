"""Alembic's folder: how an older register becomes the present one."""
