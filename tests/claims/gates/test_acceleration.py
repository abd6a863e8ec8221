"""Calling in the whole: what a notice about to be made needs; the pairs show the rest."""

from __future__ import annotations

from tests.claims.gates.support import found


def test_a_notice_about_to_be_made_needs_something_overdue() -> None:
    kind = ("ACC-TRIGGER", "acceleration-notice")
    assert found(*kind) == []
    assert found(*kind, "2026-01-10") == [("block", "ACC-TRIGGER")]
    assert found("ACC-TRIGGER", as_of="2026-01-10") == []
