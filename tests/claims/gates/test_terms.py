"""Whose rate is capped, which payment is interest in advance; the pairs show each rule."""

from __future__ import annotations

from tests.claims.gates.support import found
from tests.claims.support import ORG, Members, contract

LENDER: Members = {k: v for k, v in ORG.items() if k != "licence_no"} | {"kind": "子公司"}
DEAR = contract(rate_terms={**contract()["rate_terms"], "rate": "0.20"})


def test_only_a_subsidiary_without_a_licence_is_capped() -> None:
    assert found("RATE-CAP", org=LENDER, contracts=[DEAR]) == [("block", "RATE-CAP")]
    licensed = {**LENDER, "licence_no": "B0000X000000001"}
    assert found("RATE-CAP", org=licensed, contracts=[DEAR]) == []
    for kind in ("小贷", "消金", "支行"):
        assert found("RATE-CAP", org={**LENDER, "kind": kind}, contracts=[DEAR]) == []


def test_a_contract_of_before_the_lpr_is_left_to_counsel() -> None:
    old = {**DEAR, "signed_on": "2019-08-19"}  # the LPR of this form began the day after
    assert found("RATE-CAP", org=LENDER, contracts=[old]) == []


def test_a_payment_undone_was_no_interest_in_advance() -> None:
    paid = {"on": "2025-01-10", "amount": "1000.00", "no": "1"}
    undone = {"on": "2025-01-11", "amount": "-1000.00", "reverses": "1"}
    assert found("INT-ADVANCE", contracts=[contract(repayments=[paid])]) == [
        ("warn", "INT-ADVANCE")
    ]
    assert found("INT-ADVANCE", contracts=[contract(repayments=[paid, undone])]) == []
