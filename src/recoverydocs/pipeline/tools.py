"""All that is not a fact of the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recoverydocs.delivery import Channel
    from recoverydocs.evidence import Stamper
    from recoverydocs.law import LawBook


@dataclass(frozen=True, slots=True)
class Tools:
    """What a workspace brings to every case.

    Attributes:
        law: the dated tables, a workspace's own laid over them.
        channels: delivery channels by name.
        stamper: the chosen timestamp engine.
        second: a second one, whose token is laid over the first's; None for none.
    """

    law: LawBook
    channels: Mapping[str, Channel]
    stamper: Stamper
    second: Stamper | None = None
