"""When a hold is breached, and when not yet; the pairs show each rule itself."""

from __future__ import annotations

import pytest
from tests.claims.gates.support import found
from tests.claims.support import Members, notice

HOLD: Members = {
    "no": "停1",
    "scopes": ["函件", "电话"],
    "from": "2026-03-01",
    "until": "2026-03-10",
    "feedback": [{"desk": "信贷", "at": "2026-03-01T10:00:00+08:00", "by": "甲"}],
}


@pytest.mark.parametrize(
    ("issued_on", "more", "trips"),
    [
        ("2026-03-01", {}, False),  # perhaps before the hold of that day
        ("2026-03-02", {}, True),
        ("2026-03-09", {}, True),
        ("2026-03-10", {}, False),
        ("2026-03-02", {"status": "草稿"}, False),
    ],
)
def test_letters_during_a_hold(
    issued_on: str,
    more: Members,
    trips: bool,  # noqa: FBT001
) -> None:
    sent = {"holds": [HOLD], "notices": [notice("催1", "dunning-notice", issued_on, **more)]}
    assert found("HOLD-KEPT", **sent) == ([("warn", "HOLD-BREACH")] if trips else [])
    answer = {**sent, "notices": [notice("复1", "dispute-reply", issued_on)]}
    assert found("HOLD-KEPT", **answer) == []
    other = {**sent, "holds": [{**HOLD, "scopes": ["电话"]}]}
    assert found("HOLD-KEPT", **other) == []


def test_a_dispute_not_yet_received_is_not_looked_at() -> None:
    later = {
        "no": "异1",
        "type": "金额",
        "received": "2026-04-11",
        "claim": "罚息算多了",
        "state": "受理",
        "reply_due": "2026-05-01",
    }
    assert found("DISPUTE-ANSWERS", disputes=[later]) == []
    assert found("DISPUTE-ANSWERS", as_of="2026-04-11", disputes=[later]) == [
        ("warn", "DISPUTE-OPEN")
    ]
