from __future__ import annotations

from datetime import timedelta

from recoverydocs.runs.clock import CHINA, now


def test_moment_is_in_chinas_time_and_whole_seconds() -> None:
    first, second = now(), now()
    assert first.tzinfo is CHINA
    assert first.utcoffset() == timedelta(hours=8)
    assert first.microsecond == 0
    assert first <= second
