"""The one reading of the clock; everything below is handed its moment."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
"""The time zone in which the house states its moments (北京时间, no summer time)."""


def now() -> datetime:
    """This machine's moment in whole seconds, with China's offset."""
    return datetime.now(CHINA).replace(microsecond=0)
