"""A page that a script writes: put in its place, or compared with what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_or_check(arguments: list[str], place: Path, page: bytes) -> int:
    """Write the page, or with ``--check`` compare it; 1 where it is not as it should be."""
    if arguments == ["--check"]:
        return int(not place.is_file() or place.read_bytes() != page)
    place.write_bytes(page)
    return 0
