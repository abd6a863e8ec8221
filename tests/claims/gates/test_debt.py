"""Each rule with a case that trips it and one that does not."""

from __future__ import annotations

from tests.claims.gates.support import found
from tests.claims.support import Members, contract, delivery, notice

BALANCE: Members = {
    "as_of": "2026-04-10",
    "principal_due": "200000.00",
    "principal_not_due": "0.00",
    "interest": "12166.67",
    "penalty": "4500.00",
    "compound": "0.00",
    "source": "导出1",
}
PLAN = [
    {"no": 1, "due_on": "2026-01-10", "principal": "100000.00", "interest": "6000.00"},
    {"no": 2, "due_on": "2026-12-10", "principal": "100000.00", "interest": "2000.00"},
]
RUNNING = contract(repay_method={"method": "等额本金"}, instalments=PLAN, to="2026-12-10")


def test_g_sum() -> None:
    assert found("G-SUM", contracts=[contract(core_balances=[BALANCE])]) == []
    history = {"repayments": [{"on": "2026-01-10", "amount": "1.00"}]}
    wrong = contract(core_balances=[BALANCE], **history)
    assert found("G-SUM", contracts=[wrong]) == [("block", "G-SUM")]
    stated = contract(core_balances=[{**BALANCE, "penalty": "1.00"}])
    assert found("G-SUM", contracts=[stated]) == [("warn", "SUM-STATED")]
    assert found("G-SUM") == [("warn", "SUM-UNSTATED")]
    assert ("block", "G-DOCS") in found("G-SUM", contracts=[contract(disbursements=[])])


def test_g_docs() -> None:
    assert found("G-DOCS") == []
    draw = {k: v for k, v in contract()["disbursements"][0].items() if k != "voucher"}
    assert found("G-DOCS", contracts=[contract(disbursements=[draw])]) == [("warn", "G-DOCS")]
    assert found("G-DOCS", contracts=[contract(disbursements=[])]) == [("block", "G-DOCS")]


def test_g_due() -> None:
    assert found("G-DUE", as_of="2026-01-11") == []
    assert found("G-DUE", as_of="2026-01-10") == [("block", "G-DUE")]


ACCELERATED: Members = {
    "notices": [notice("宣1", "acceleration-notice", "2026-02-01")],
    "delivery_events": [delivery("宣1", "2026-02-01", "妥投", "2026-02-03")],
}


def test_g_acc() -> None:
    assert found("G-ACC") == []  # matured
    assert found("G-ACC", contracts=[RUNNING]) == [("block", "G-ACC")]
    assert found("G-ACC", contracts=[RUNNING], **ACCELERATED) == []
    bare = {**RUNNING, "clauses": {}}
    assert found("G-ACC", contracts=[bare], **ACCELERATED) == [("block", "ACC-CLAUSE")]


VARIANT: Members = {"requests": {"dunning": {"variant": "时效届满催收"}}}


def test_g_lim() -> None:
    # Due 2026-01-10: three years end 2029-01-10, a day whose calendar is not published.
    assert found("G-LIM") == []
    assert found("G-LIM", as_of="2028-10-11") == []  # 91 days before
    assert found("G-LIM", as_of="2028-10-12") == [("warn", "时效临近")]
    assert found("G-LIM", as_of="2029-01-10") == [("warn", "时效临近")]
    assert found("G-LIM", as_of="2029-01-11") == [("block", "G-LIM")]
    assert found("G-LIM", as_of="2029-01-11", **VARIANT) == [("note", "G-LIM")]
    assert found("G-LIM", "complaint", "2029-01-11", **VARIANT) == [("block", "G-LIM")]
    assert found("G-LIM:warn", "complaint", "2029-01-11") == [("warn", "G-LIM")]
    assert found("G-LIM", **VARIANT) == [("block", "LIM-VARIANT")]
