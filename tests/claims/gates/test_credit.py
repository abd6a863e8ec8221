"""Working days, done reports and unknown calendars; the pairs show each rule itself."""

from __future__ import annotations

import pytest
from tests.claims.gates.support import COMPANY, found
from tests.claims.support import GUARANTOR, Members, contract, notice

GRANTED = contract(clauses={"征信授权": {"no": "第13条", "text": "同意报送。"}})


def report(on: str, told: str = "", **more: object) -> Members:
    """A report, and the notice that announced it; contract and report name no number."""
    members: Members = {
        "contracts": [GRANTED],
        "credit_reports": [{"party": "P1", "report_on": on, "status": "拟报送", **more}],
    }
    if told:
        members["notices"] = [notice("征告1", "credit-report-notice", told)]
    return members


@pytest.mark.parametrize(
    ("on", "told", "answer"),
    [
        # 2026-04-04 to 04-06 is a holiday: Friday 04-10 less five working days is 04-02.
        ("2026-04-10", "2026-04-02", []),
        ("2026-04-10", "2026-04-03", [("warn", "CREDIT-DAYS")]),
        ("2026-04-10", "2026-04-10", [("block", "CREDIT-NOTICE")]),
        ("2026-04-10", "", [("block", "CREDIT-NOTICE")]),
        # No calendar of 2028 is published: five plain days.
        ("2028-04-10", "2028-04-05", []),
        ("2028-04-10", "2028-04-06", [("warn", "CREDIT-DAYS")]),
    ],
)
def test_a_report_is_announced_five_working_days_before(
    on: str, told: str, answer: list[tuple[str, str]]
) -> None:
    assert found("CREDIT-REPORTS", **report(on, told)) == answer


def test_a_report_of_before_the_regulation_has_no_such_days() -> None:
    assert found("CREDIT-REPORTS", **report("2013-03-14", "2013-03-13")) == []


def test_a_report_already_made_is_a_warning_and_a_corrected_one_is_over() -> None:
    made = report("2026-04-01", status="已报送")
    assert found("CREDIT-REPORTS", **made) == [("warn", "CREDIT-NOTICE")]
    assert found("CREDIT-REPORTS", **report("2026-04-01", status="已更正")) == []
    assert found("CREDIT-REPORTS", parties=[COMPANY, GUARANTOR], **made) == []


def test_a_notice_under_another_number_does_not_announce_it() -> None:
    mixed = report("2026-04-20", "2026-04-01", notice="征告2")
    mixed["notices"].append(notice("征告2", "credit-report-notice", "2026-04-01", to="P2"))
    assert found("CREDIT-REPORTS", **mixed) == [("block", "CREDIT-NOTICE")]


def test_a_hold_on_reports_stops_them() -> None:
    hold = {"no": "停1", "scopes": ["征信报送"], "from": "2026-03-01"}
    more = report("2026-04-20", "2026-04-01")
    assert found("CREDIT-REPORTS", holds=[hold], **more) == [("block", "CREDIT-DISPUTED")]
    lifted = {**hold, "until": "2026-04-01"}
    assert found("CREDIT-REPORTS", holds=[lifted], **more) == []
