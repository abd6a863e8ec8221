"""Each rule with a case that trips it and one that does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.claims.gates.support import Aim, found
from tests.claims.support import Members, case, contract, day, delivery, notice

from recoverydocs.claims import NOT_OVERRIDABLE, assess
from recoverydocs.claims.gates import RELEASE_STEP

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

AS_OF = day("2026-04-10")

DISPUTE: Members = {
    "no": "异1",
    "type": "非本人贷款",
    "received": "2026-03-01",
    "reply_due": "2026-03-21",
    "claim": "这不是我的贷款",
    "state": "核查中",
}
HOLD: Members = {
    "no": "停1",
    "dispute": "异1",
    "scopes": ["函件", "诉讼"],
    "from": "2026-03-01",
}


def disputed(state: str = "核查中", **hold: object) -> Members:
    return {"disputes": [{**DISPUTE, "state": state}], "holds": [{**HOLD, **hold}]}


@pytest.mark.parametrize("state", ["受理", "核查中", "成立", "部分成立", "无法确认"])
def test_a_disputed_loan_gets_no_demand(state: str) -> None:
    # Once for the dispute, once for the hold that goes with it.
    assert found("G-HOLD", **disputed(state)) == [("block", "G-HOLD")] * 2
    assert "G-HOLD" in NOT_OVERRIDABLE


def test_an_undisputed_loan_passes() -> None:
    assert found("G-HOLD") == []


def test_a_dispute_about_another_contract_passes() -> None:
    second = contract(contract_no="HT2")
    second["disbursements"] = []
    more = {
        "contracts": [contract(), second],
        "disputes": [{**DISPUTE, "contract_no": "HT2"}],
        "holds": [HOLD],
    }
    assert found("G-HOLD", target=Aim("HT1"), **more) == []
    assert found("G-HOLD", target=Aim("HT2"), **more) == [("block", "G-HOLD")] * 2


REPLIED: Members = {
    "disputes": [{**DISPUTE, "state": "不成立", "reply": "异复1"}],
    "notices": [notice("异复1", "dispute-reply", "2026-03-10")],
    "delivery_events": [delivery("异复1", "2026-03-10", "妥投", "2026-03-12")],
}
RESUMED: Members = {**HOLD, "until": "2026-03-15", "resumed_by": "恢1"}


def test_a_rejected_dispute_passes_once_answered_and_resumed() -> None:
    assert found("G-HOLD", **REPLIED, holds=[RESUMED]) == []


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ({**REPLIED, "holds": [HOLD]}, 2),  # nobody lifted the hold
        ({**REPLIED, "delivery_events": [], "holds": [RESUMED]}, 1),  # the answer never came
        ({**REPLIED, "disputes": [{**DISPUTE, "state": "不成立"}], "holds": [RESUMED]}, 1),
    ],
)
def test_a_rejected_dispute_holds_until_then(more: Members, count: int) -> None:
    assert found("G-HOLD", **more) == [("block", "G-HOLD")] * count


def test_a_hold_alone_stops_its_own_scope() -> None:
    letters = {
        "holds": [{"no": "停2", "reason": "监管要求", "scopes": ["函件"], "from": "2026-03-01"}]
    }
    assert found("G-HOLD", **letters) == [("block", "G-HOLD")]
    assert found("G-HOLD", "arbitration-application", **letters) == []
    later = {"holds": [{"no": "停2", "scopes": ["函件"], "from": "2026-04-11"}]}
    assert found("G-HOLD", **later) == []


def approval(by: str, step: str = RELEASE_STEP, **more: object) -> Members:
    given = {
        "doc": "arbitration-application",
        "step": step,
        "by": by,
        "on": "2026-04-01",
        "decision": "同意",
        "note": "由仲裁庭查明签名真伪",
    }
    return {**given, **more}


@pytest.mark.parametrize(
    ("approvals", "severity"),
    [
        ([], "block"),
        ([approval("U2")], "block"),  # one person
        ([approval("U2"), approval("U1")], "block"),  # nobody of 审批
        ([approval("U2"), approval("U3", note=None)], "block"),  # no written reason
        ([approval("U2"), approval("U3", decision="退回")], "block"),
        ([approval("U2"), approval("U3", doc="complaint")], "block"),
        ([approval("U2"), approval("U3")], "warn"),
    ],
)
def test_a_filing_is_released_by_two_with_reasons(
    approvals: list[Members], severity: str
) -> None:
    approvals = [{k: v for k, v in row.items() if v is not None} for row in approvals]
    answer = found("G-HOLD", "arbitration-application", approvals=approvals, **disputed())
    assert answer == [(severity, "G-HOLD-FILING")] * 2


def test_an_assessment_shows_what_stops_every_demand(law: LawBook) -> None:
    second = contract(contract_no="HT2")
    second["disbursements"] = []
    about = [{**DISPUTE, "contract_no": "HT2"}]
    claim = assess(
        case(contracts=[contract(), second], disputes=about, holds=[HOLD]), law, AS_OF
    )
    held = [each for each in claim.findings if each.rule == "G-HOLD"]
    assert [(each.severity, each.where) for each in held] == [("block", "HT2")] * 2
    only_filings = {**HOLD, "dispute": None, "scopes": ["诉讼"]}
    claim = assess(case(holds=[only_filings]), law, AS_OF)
    assert not [each for each in claim.findings if each.rule == "G-HOLD"]
