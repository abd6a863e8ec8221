"""What a delivery channel knows: its own rules for a record, and how a 送达 row reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from recoverydocs.cases import DeliveryEvent
    from recoverydocs.errors import Finding


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a channel says about one attempt, ready to be attached.

    Attributes:
        channel: the manifest's word for the channel.
        at: when the last thing it tells happened; with time zone.
        content: the raw proof, untouched; empty where only a row of the case tells it.
        attempt: a member of the manifest's ``delivery[]``.
    """

    channel: str
    at: datetime
    content: bytes
    attempt: Mapping[str, Any]


class Channel(Protocol):
    """One way by which documents reach people."""

    @property
    def name(self) -> str:
        """The manifest's word, such as ``registered-mail``."""

    @property
    def label(self) -> str:
        """The Chinese word, such as 挂号信."""

    def faults(self, statement: Mapping[str, Any], where: str) -> Iterable[Finding]:
        """What is wrong in a full statement by this channel's own rules."""

    def tell(self, event: DeliveryEvent) -> dict[str, Any]:
        """The members that a 送达 row gives beyond addressee, address and slip.

        Raises:
            DataRefusedError: the row leaves open what the manifest must say.
        """
