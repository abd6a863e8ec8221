"""Each rule with a case that trips it and one that does not."""

from __future__ import annotations

import pytest
from tests.claims.gates.support import COMPANY, Aim, found
from tests.claims.support import BORROWER, Members, delivery, guarantee, notice


def grade(word: str) -> Members:
    return {"requests": {"dunning": {"grade": word}}}


SENT: Members = {
    "notices": [notice("催1", "dunning-notice", "2026-02-01")],
    "delivery_events": [delivery("催1", "2026-02-01", "在途", None)],
}
ARRIVED: Members = {
    **SENT,
    "delivery_events": [delivery("催1", "2026-02-01", "妥投", "2026-02-03")],
}
TWICE: Members = {
    "notices": [*SENT["notices"], notice("催2", "dunning-notice", "2026-03-01")],
    "delivery_events": [*SENT["delivery_events"], delivery("催2", "2026-03-01", "在途", None)],
}


@pytest.mark.parametrize(
    ("word", "history", "answer"),
    [
        ("首次", {}, []),
        ("首次", SENT, [("warn", "DUN-GRADE")]),
        ("再次", {}, [("block", "DUN-GRADE")]),
        ("再次", SENT, []),
        ("最后", SENT, [("block", "DUN-GRADE")]),
        ("最后", ARRIVED, []),
        ("最后", TWICE, []),
    ],
)
def test_a_grade_matches_its_history(
    word: str, history: Members, answer: list[tuple[str, str]]
) -> None:
    assert found("DUN-GRADE", **history, **grade(word)) == answer


def test_a_demand_names_a_sum_and_a_day_to_come() -> None:
    pay = {"requests": {"dunning": {"pay_by": "2026-04-10"}}}
    assert found("DUN-SUM") == []
    assert found("DUN-SUM", **pay) == [("block", "PAY-BY")]
    assert found("DUN-SUM", as_of="2026-01-09") == [("block", "DUN-SUM")]
    assert found("DUN-SUM", as_of="2026-04-09", **pay) == []
    guarantor = {"requests": {"guarantor": {"pay_by": "2026-04-10"}}}
    assert found("GUAR-PAY-BY", **guarantor) == [("block", "PAY-BY")]
    assert found("GUAR-PAY-BY", as_of="2026-04-09", **guarantor) == []


def agreement(
    principal: str = "200000.00", first: str = "2026-05-10", **more: object
) -> Members:
    given = {
        "no": "补1",
        "kind": "补充还款",
        "parties": ["P1"],
        "plan": [{"no": 1, "due_on": first, "principal": principal, "interest": "0.00"}],
        "status": "拟签",
    }
    return {"agreements": [{**given, **more}]}


AGR = "supplementary-agreement"


def test_an_agreement_repays_exactly_the_principal() -> None:
    assert found("AGR-PLAN", AGR, **agreement()) == []
    assert found("AGR-PLAN", AGR, **agreement("199999.99")) == [("block", "AGR-PLAN")]
    assert found("AGR-PLAN", AGR, **agreement(plan=[])) == [("block", "AGR-PLAN")]
    assert found("AGR-PLAN", AGR) == [("block", "AGR-PLAN")]
    assert found("AGR-PLAN", AGR, **agreement(first="2026-04-10")) == [("block", "AGR-DATE")]
    wanted = {"requests": {"agreement": {"agreement_no": "补9"}}}
    assert found("AGR-PLAN", AGR, **agreement(), **wanted) == [("block", "AGR-PLAN")]


def test_guarantors_agree_in_writing() -> None:
    agreed = [guarantee(consents=[{"agreement": "补1", "on": "2026-04-01"}])]
    assert found("AGR-695", AGR, **agreement(), guarantees=agreed) == []
    assert found("AGR-695", AGR, **agreement(), guarantees=[guarantee()]) == [
        ("block", "AGR-695")
    ]
    assert found("AGR-695", AGR, guarantees=[guarantee()]) == []


def test_a_company_guarantor_has_a_resolution() -> None:
    parties = [BORROWER, {**COMPANY, "party_id": "P2", "role": ["保证人"]}]
    done = guarantee(resolution={"body": "股东会", "on": "2025-01-01"})
    assert found("AGR-RESOLUTION", AGR, parties=parties, guarantees=[done]) == []
    missing = found("AGR-RESOLUTION", AGR, parties=parties, guarantees=[guarantee()])
    assert missing == [("warn", "AGR-RESOLUTION")]
    assert found("AGR-RESOLUTION", AGR, guarantees=[guarantee()]) == []


def test_a_notarised_agreement_covers_debt_and_security() -> None:
    wanted = {"requests": {"agreement": {"notarise": True}}}
    deed = {"office": "示例公证处", "covers": ["主债务", "担保"]}
    assert found("AGR-NOTARY", AGR, **agreement(notarised=deed), **wanted) == []
    assert found("AGR-NOTARY", AGR, **agreement(), **wanted) == [("warn", "AGR-NOTARY")]
    half = {**deed, "covers": ["主债务"]}
    assert found("AGR-NOTARY", AGR, **agreement(notarised=half), **wanted) == [
        ("warn", "AGR-NOTARY")
    ]
    assert found("AGR-NOTARY", AGR, **agreement()) == []


POINTS = dict.fromkeys(
    ("主体", "授权", "利率", "担保登记", "管辖条款", "时效与保证期间"), "已核"
)


def test_a_filing_form_names_its_document() -> None:
    filing = "internal-filing"
    notices = {"notices": [notice("催1", "dunning-notice", "2026-02-01")]}
    whole = {"requests": {"filing": {"notice": "催1", "review_points": POINTS}}}
    assert found("FIL-NOTICE", filing, **notices, **whole) == []
    assert found("FIL-NOTICE", filing, target=Aim(notice_no="催1"), **notices) == [
        ("warn", "FIL-POINTS")
    ]
    assert found("FIL-NOTICE", filing) == [("block", "FIL-NOTICE")]
    assert found("FIL-NOTICE", filing, target=Aim(notice_no="催9"), **notices) == [
        ("block", "FIL-NOTICE")
    ]
    void = {"notices": [notice("催1", "dunning-notice", "2026-02-01", status="作废")]}
    assert ("block", "FIL-NOTICE") in found("FIL-NOTICE", filing, **void, **whole)
