"""Institutions, consumers, what is pending already; the pairs show each rule itself."""

from __future__ import annotations

from tests.claims.gates.support import ARB, COMPANY, found
from tests.claims.support import GUARANTOR, Members, contract

KIND = "arbitration-application"


def clause(institution: str, text: str = "", **more: object) -> Members:
    words = text or f"提交{institution}仲裁。"
    return {"text": words, "kind": "仲裁", "institution": institution, **more}


def test_contracts_of_one_application_name_one_institution() -> None:
    first = contract(dispute_clause=clause("示例仲裁委员会"))
    second = contract(
        contract_no="HT2", disbursements=[], dispute_clause=clause("演示仲裁委员会")
    )
    both = found("ARB-INSTITUTION", KIND, contracts=[first, second])
    assert both == [("block", "ARB-INSTITUTION")]
    only = {"requests": {"arbitration": {"contract_no": "HT1"}}}
    assert found("ARB-INSTITUTION", KIND, contracts=[first, second], **only) == []
    court = contract(dispute_clause={"text": "原文", "kind": "诉讼"})
    assert found("ARB-INSTITUTION", KIND, contracts=[court]) == []


def test_a_consumer_s_clause_can_be_pointed_to() -> None:
    bare = contract(dispute_clause=clause("示例仲裁委员会"))
    assert found("ARB-CONSUMER", KIND, contracts=[bare]) == [("warn", "ARB-CONSUMER")]
    shown = contract(dispute_clause=clause("示例仲裁委员会", clause_no="第15条"))
    assert found("ARB-CONSUMER", KIND, contracts=[shown]) == []
    assert found("ARB-CONSUMER", KIND, contracts=[bare], parties=[COMPANY, GUARANTOR]) == []


def test_what_was_withdrawn_stands_in_no_way() -> None:
    suit: Members = {"kind": "一审", "court": "示例区法院", "filed_on": "2026-03-01"}
    for how, trips in (("撤诉", False), ("驳回", False), ("判决", True)):
        ended = {**suit, "ended": {"on": "2026-03-20", "how": how}}
        answer = found("ARB-SUED", KIND, court_cases=[ended])
        assert answer == ([("block", "ARB-SUED")] if trips else [])
    filed = {**ARB, "filed_on": "2026-03-01"}
    decided = {
        **filed,
        "ended": {"on": "2026-04-01", "how": "裁决"},
        "award": {"no": "裁1", "on": "2026-04-01"},
    }
    assert found("ARB-PENDING", KIND, arb_cases=[decided]) == [("block", "ARB-PENDING")]
    other = {**filed, "contract_no": "HT2"}
    second = contract(contract_no="HT2", disbursements=[])
    only = {"requests": {"arbitration": {"contract_no": "HT1"}}}
    more = {"contracts": [contract(), second], **only}
    assert found("ARB-PENDING", KIND, arb_cases=[other], **more) == []
