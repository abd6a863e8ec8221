"""EMS, the express letter of the post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recoverydocs.delivery.channels.letter import letter_faults, tell_letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recoverydocs.cases import DeliveryEvent
    from recoverydocs.errors import Finding


@dataclass(frozen=True, slots=True)
class Ems:
    """The channel ``ems``.

    Attributes:
        name: the manifest's word.
        label: the Chinese word.
    """

    name: str = "ems"
    label: str = "EMS"

    def faults(self, statement: Mapping[str, Any], where: str) -> Iterable[Finding]:
        """Carrier and mail number, as for every letter."""
        return letter_faults(statement, where, self.label)

    def tell(self, event: DeliveryEvent) -> dict[str, Any]:
        """Carrier, number, posting and result."""
        return tell_letter(event, "中国邮政速递物流（EMS）")
