"""直接送达: handed over, signed for on our own form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recoverydocs.delivery.channels.results import told
from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recoverydocs.cases import DeliveryEvent


@dataclass(frozen=True, slots=True)
class InPerson:
    """The channel ``in-person``.

    Attributes:
        name: the manifest's word.
        label: the Chinese word.
    """

    name: str = "in-person"
    label: str = "直接送达"

    def faults(self, statement: Mapping[str, Any], where: str) -> Iterable[Finding]:
        """Who signed is part of a hand-over; a carrier or mail number is not."""
        for number, event in enumerate(statement.get("events") or ()):
            if str(event.get("code", "")).startswith("delivered-") and not event.get("signer"):
                yield Finding(
                    Severity.FAULT,
                    "delivery-record",
                    f"{where} events[{number}]",
                    "当面签收而未写明签收人",
                    "请照送达回执填写签收人",
                    "signer",
                    "签收人",
                )

    def tell(self, event: DeliveryEvent) -> dict[str, Any]:
        """The result as the handing officer wrote it down."""
        return told(event)
