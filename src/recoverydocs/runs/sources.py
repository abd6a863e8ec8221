"""Where the data of each case came from, as the packages will state it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from recoverydocs.pipeline import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoverydocs.cases import Intake


def sources_of(read: Iterable[tuple[Intake, bytes]]) -> dict[int, Source]:
    """The source of every case of several files, by its position among all their cases.

    A file is named by its digest alone, since file names often hold a borrower's.

    Args:
        read: what each file gave, with the file's octets.
    """
    found: dict[int, Source] = {}
    for intake, content in read:
        method = intake.file_name.rpartition(".")[2].lower()
        digest = hashlib.sha256(content).hexdigest()
        for origin in intake.origins:
            row = origin.removeprefix(intake.file_name).strip()
            found[len(found)] = Source(method, digest, row)
    return found
