"""Whether what a row says was read in the text, on the day asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.law.table import Row

Status = Literal["verified", "unverified"]
UNREAD = "未核对"
"""What is printed beside a row that nobody has read, or confirmed for the day."""
UNREAD_NUMBER = "（条号待核）"
"""What follows a citation whose number or version nobody has read in the text."""
_WHY = "未经核对原文，使用前请核对并写明来源"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a row can be relied on.

    Attributes:
        status: ``unverified`` where nobody has read the text, or confirmed it for the day.
        note: what a reader must know; never empty where unverified.
    """

    status: Status
    note: str = ""

    @property
    def mark(self) -> str:
        """What is added in print behind something unverified; empty where verified."""
        return "" if self.status == "verified" else UNREAD


def standing_on(row: Row, day: date) -> Standing:
    """The standing of a row on a day that lies in its days.

    A row whose standing is confirmed only up to ``verified_to`` has ``status_after`` and
    ``note_after`` on the days behind it.
    """
    confirmed = row.get("verified_to")
    if confirmed is not None and day > confirmed:
        after: Status = "verified" if row.get("status_after") == "verified" else "unverified"
        return Standing(after, row.get("note_after") or _WHY)
    if row.get("status") == "verified":
        return Standing("verified", row.get("status_note", ""))
    return Standing("unverified", row.get("status_note") or row.get("note") or _WHY)
