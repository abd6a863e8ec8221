"""Which court is near, which forum was agreed; the pairs show each rule itself."""

from __future__ import annotations

import pytest
from tests.claims.gates.support import ARB, COMPANY, PRE, found, preservation
from tests.claims.support import ADDRESS, GUARANTOR, Members, contract, guarantee

NEAR: Members = {**ADDRESS, "district": "示例区", "city": "虚构市"}
CLUE: Members = {
    "clue_id": "线1",
    "holder": "P1",
    "type": "房产",
    "place": "虚构省他方市演示区1号",
    "source": "登记查询",
    "seen_on": "2026-03-01",
    "lawful": True,
}


@pytest.mark.parametrize(
    ("variant", "court", "trips"),
    [
        ("诉前", "虚构省虚构市示例区人民法院", False),  # where he lives
        ("诉前", "虚构省他方市演示区人民法院", False),  # where the property is
        ("仲裁前", "虚构省远方市远方区人民法院", True),
        ("仲裁中", "虚构省虚构市示例区人民法院", False),
        ("仲裁中", "虚构省虚构市中级人民法院", True),
        ("仲裁中", "虚构省远方市远方区人民法院", True),
        ("诉讼中", "虚构省远方市远方区人民法院", False),  # no case is pending to compare with
    ],
)
def test_a_court_is_judged_by_the_places_of_the_case(
    variant: str,
    court: str,
    trips: bool,  # noqa: FBT001
) -> None:
    more = preservation(variant=variant, court=court)
    answer = found("PRE-COURT", PRE, addresses=[NEAR], property_clues=[CLUE], **more)
    assert answer == ([("warn", "PRE-COURT")] if trips else [])


def test_a_court_is_not_judged_where_nothing_is_known() -> None:
    far = preservation(variant="诉前", court="虚构省远方市远方区人民法院")
    assert found("PRE-COURT", PRE, **far) == []  # the address names no district
    assert found("PRE-COURT", PRE) == []
    agreed = contract(
        dispute_clause={"text": "原文", "kind": "诉讼", "court": "虚构省远方市远方区人民法院"}
    )
    assert found("PRE-COURT", PRE, addresses=[NEAR], contracts=[agreed], **far) == []
    house = {"assets": [{"asset_id": "房1", "type": "房产", "address": "远方市远方区2号"}]}
    assert found("PRE-COURT", PRE, addresses=[NEAR], **house, **far) == []


def suit(**more: object) -> Members:
    given = {"kind": "一审", "court": "虚构省虚构市示例区人民法院", "filed_on": "2026-03-01"}
    return {"court_cases": [{**given, **more}]}


def test_in_suit_the_court_of_the_suit_orders() -> None:
    same = preservation(court="虚构省虚构市示例区人民法院")
    assert found("PRE-COURT", PRE, **suit(), **same) == []
    other = preservation(court="虚构省虚构市另一区人民法院")
    assert found("PRE-COURT", PRE, **suit(), **other) == [("block", "PRE-COURT")]
    over = {"on": "2026-03-20", "how": "撤诉"}
    assert found("PRE-COURT", PRE, **suit(ended=over), **other) == []


def test_a_suit_under_an_arbitration_clause_is_told() -> None:
    assert found("FORUM-OTHER", **suit()) == [("warn", "FORUM-OTHER")]
    assert found("FORUM-OTHER", **suit(ended={"on": "2026-03-20", "how": "撤诉"})) == []
    assert found("FORUM-OTHER", **suit(kind="诉前保全")) == []
    second = contract(contract_no="HT2", disbursements=[], dispute_clause=None)
    both = {"contracts": [contract(), {k: v for k, v in second.items() if v is not None}]}
    assert found("FORUM-OTHER", **both, **suit()) == []  # about which of the two nobody says
    assert found("FORUM-OTHER", **both, **suit(contract_no="HT1")) == [("warn", "FORUM-OTHER")]
    court = contract(dispute_clause={"text": "原文", "kind": "诉讼"})
    filed = {"arb_cases": [{**ARB, "filed_on": "2026-03-01"}]}
    assert found("FORUM-OTHER", contracts=[court], **filed) == [("warn", "FORUM-OTHER")]
    assert found("FORUM-OTHER", **filed) == []


def test_an_award_is_enforced_by_an_intermediate_court() -> None:
    award = {
        "kind": "裁决",
        "no": "裁1",
        "maker": "示例仲裁委员会",
        "on": "2026-03-01",
        "effective_on": "2026-03-01",
    }
    judgment = {**award, "kind": "判决", "no": "判1"}
    enforced = suit(kind="执行", instrument_no="裁1")
    both = {"instruments": [award, judgment]}
    assert found("ENF-COURT", **both, **enforced) == [("warn", "ENF-COURT")]
    assert found("ENF-COURT", **both, **suit(kind="执行", instrument_no="判1")) == []
    assert found("ENF-COURT", **both, **suit(kind="执行")) == []
    assert found("ENF-COURT", instruments=[award], **suit()) == []


def test_a_consumer_s_court_is_told_where_a_court_is_asked() -> None:
    agreed = contract(
        dispute_clause={"text": "原文", "kind": "诉讼", "court": "虚构省虚构市示例区人民法院"}
    )
    more = {"contracts": [agreed]}
    note = [("note", "COURT-CONSUMER")]
    assert found("COURT-CONSUMER", PRE, **preservation(variant="诉前"), **more) == note
    assert found("COURT-CONSUMER", PRE, **preservation(variant="仲裁前"), **more) == []
    assert found("COURT-CONSUMER", PRE, **more) == []
    assert found("COURT-CONSUMER", "complaint", **more) == note
    company = {**more, "parties": [COMPANY, GUARANTOR]}
    assert found("COURT-CONSUMER", "complaint", **company) == []


def test_a_payment_order_and_its_guarantors() -> None:
    order = suit(kind="支付令")
    told = found("PAYORDER", guarantees=[guarantee()], **order)
    assert told == [("warn", "PAYORDER-GUARANTOR")]
    ended = suit(kind="支付令", ended={"on": "2026-03-20", "how": "终结"})
    assert found("PAYORDER", guarantees=[guarantee()], **ended) == []
    wanted = found("PAYORDER", "payment-order-application", **suit(kind="诉前保全"))
    assert wanted == [("block", "PAYORDER-PRESERVED")]


def test_internet_courts_in_clause_and_application() -> None:
    asked = preservation(variant="诉前", court="虚构互联网法院")
    assert found("COURT-INTERNET", PRE, **asked) == [("warn", "COURT-INTERNET")]
    assert found("COURT-INTERNET", PRE, as_of="2025-10-31", **asked) == []


def test_only_one_who_can_sue_files() -> None:
    assert found("COURT-PLAINTIFF", "dunning-notice") == []
