"""The case files of a command: read together, with the column map that was named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.cases import read_column_map
from recoverydocs.evidence import LIMITS
from recoverydocs.runs.batch import Batch, read_batch
from recoverydocs.runs.given_files import read_given

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recoverydocs.cases import ColumnMap


def column_map(file: Path | None) -> ColumnMap | None:
    """The column map of a file, laid over the shipped one.

    Raises:
        DataRefusedError: the file is none.
    """
    return None if file is None else read_column_map(read_given(file, LIMITS.json))


def read_files(cases: Sequence[Path], columns: Path | None) -> Batch:
    """All cases of the files, in the order given; a file named twice is read once.

    Raises:
        DataRefusedError: the column map is not one.
    """
    return read_batch(dict.fromkeys(cases), column_map(columns))
