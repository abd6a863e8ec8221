"""The case files of a command: read together, with the column map that was named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.cases import read_column_map
from recoverydocs.runs.batch import Batch, read_batch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def read_files(cases: Sequence[Path], columns: Path | None) -> Batch:
    """All cases of the files, in the order given; a file named twice is read once.

    Raises:
        DataRefusedError: the column map is not one.
    """
    column_map = None if columns is None else read_column_map(columns.read_bytes())
    return read_batch(dict.fromkeys(cases), column_map)
