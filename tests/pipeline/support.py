"""An order and a place for one document, without a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.runs.support import AT, DAY, KIND

from recoverydocs.documents import kind_of
from recoverydocs.pipeline import Order, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE = Place("示银催字〔2026〕1号", "0192f5a0-0000-7000-8000-000000000001", "plain", "SL-0001")


def order(kind: str = KIND, overrides: Mapping[str, str] | None = None) -> Order:
    return Order(kind_of(kind), DAY, DAY, AT, overrides=dict(overrides or {}))
