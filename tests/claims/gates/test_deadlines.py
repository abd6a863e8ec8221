"""Days past; the pairs show each rule on the day it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.claims.gates.support import found

if TYPE_CHECKING:
    from tests.claims.support import Members

TAKEN: Members = {
    "court_cases": [
        {
            "kind": "一审",
            "court": "示例区法院",
            "filed_on": "2025-03-01",
            "preservations": [
                {"asset": "房1", "measure": "冻结", "from": "2025-03-02", "until": "2026-03-01"}
            ],
        }
    ]
}
INSTRUMENT: Members = {
    "kind": "判决",
    "no": "判1",
    "maker": "示例区法院",
    "on": "2024-01-01",
    "effective_on": "2024-01-01",
    "perform_by": "2024-03-01",
}


def test_a_measure_that_ran_out_is_told() -> None:
    assert found("PRE-EXPIRY", **TAKEN) == [("warn", "PRE-EXPIRY")]
    assert found("PRE-EXPIRY", as_of="2026-01-30", **TAKEN) == [("warn", "PRE-EXPIRY")]
    assert found("PRE-EXPIRY", as_of="2026-01-29", **TAKEN) == []


def test_an_enforcement_period_that_ran_out_is_told_unless_applied() -> None:
    # Two years from 2024-03-01 end on 2026-03-01, a Sunday: the next day decides.
    assert found("ENF-PERIOD", instruments=[INSTRUMENT]) == [("warn", "ENF-PERIOD")]
    applied = {"kind": "执行", "court": "示例区法院", "filed_on": "2025-06-01"}
    more = {"instruments": [INSTRUMENT], "court_cases": [applied]}
    assert found("ENF-PERIOD", **more) == []
