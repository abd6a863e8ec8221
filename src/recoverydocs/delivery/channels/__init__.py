"""Delivery channels: one file each, and CHANNELS, which names them as the manifest does."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from recoverydocs.delivery.channels.channel import Channel, Receipt
from recoverydocs.delivery.channels.courier import Courier
from recoverydocs.delivery.channels.electronic import Electronic
from recoverydocs.delivery.channels.ems import Ems
from recoverydocs.delivery.channels.in_person import InPerson
from recoverydocs.delivery.channels.public_notice import PublicNotice
from recoverydocs.delivery.channels.registered_mail import RegisteredMail

if TYPE_CHECKING:
    from collections.abc import Mapping

_ALL: tuple[Channel, ...] = (
    Ems(),
    RegisteredMail(),
    Courier(),
    Electronic(),
    InPerson(),
    PublicNotice(),
)
CHANNELS: Mapping[str, Channel] = MappingProxyType({each.name: each for each in _ALL})
"""Every channel by the manifest's word for it."""

__all__ = ["CHANNELS", "Channel", "Receipt"]
