"""Each rule with a case that trips it and one that does not."""

from __future__ import annotations

import pytest
from tests.claims.gates.support import CLUES, GENERAL, PRE, SHORT, found, preservation
from tests.claims.support import ORG, Members


@pytest.mark.parametrize(
    ("request_", "more", "answer"),
    [
        ({"variant": "诉前", "urgency": "正在转移财产"}, {}, []),
        ({"variant": "诉前"}, {}, [("block", "PRE-URGENT")]),
        ({"variant": "仲裁前"}, {}, [("block", "PRE-URGENT")]),
        ({"variant": "仲裁中"}, {}, [("block", "PRE-VARIANT")]),
        (
            {"variant": "仲裁中"},
            {
                "arb_cases": [
                    {
                        "institution": "示例仲裁委员会",
                        "filed_on": "2026-03-01",
                        "accepted_on": "2026-03-05",
                    }
                ]
            },
            [],
        ),
        ({"variant": "诉讼中"}, {}, [("warn", "PRE-VARIANT")]),
        (
            {"variant": "诉讼中"},
            {
                "court_cases": [
                    {
                        "kind": "一审",
                        "court": "示例区法院",
                        "case_no": "（2026）示0000民初1号",
                        "filed_on": "2026-03-01",
                    }
                ]
            },
            [],
        ),
    ],
)
def test_each_variant_has_its_conditions(
    request_: Members, more: Members, answer: list[tuple[str, str]]
) -> None:
    assert found("PRE-VARIANT", PRE, **preservation(**request_), **more) == answer
    assert found("PRE-VARIANT", PRE) == [("block", "PRE-VARIANT")]


def test_preservation_stays_within_the_claim() -> None:
    assert found("PRE-AMOUNT", PRE, **preservation(amount="216666.67")) == []
    assert found("PRE-AMOUNT", PRE, **preservation(amount="216666.68")) == [
        ("block", "PRE-AMOUNT")
    ]
    assert found("PRE-AMOUNT", PRE) == []


def security(form: str, amount: str | None = None, **more: object) -> Members:
    offered: Members = {"form": form}
    if amount is not None:
        offered["amount"] = amount
    return preservation(security=offered, **more)


@pytest.mark.parametrize(
    ("request_", "org", "answer"),
    [
        (preservation(variant="诉前"), {}, [("block", "PRE-SECURITY")]),
        (preservation(), {}, []),
        (security("保函", "100000.00", variant="诉前"), {}, []),
        (security("保函", "99999.99", variant="诉前"), {}, [("warn", "PRE-SECURITY")]),
        (security("保函", "30000.00"), {}, []),
        (security("保函", "30000.01"), {}, [("warn", "PRE-SECURITY")]),
        (security("免予担保"), {}, []),
        (security("免予担保", variant="诉前"), {}, [("block", "PRE-EXEMPT")]),
        (security("免予担保", variant="仲裁前"), {}, [("block", "PRE-EXEMPT")]),
        (security("免予担保", variant="仲裁中"), {}, [("warn", "PRE-EXEMPT")]),
        (security("免予担保"), {"kind": "小贷"}, [("warn", "PRE-EXEMPT")]),
    ],
)
def test_security_by_variant(
    request_: Members, org: Members, answer: list[tuple[str, str]]
) -> None:
    assert found("PRE-SECURITY", PRE, org={**ORG, **org}, **request_) == answer
    assert found("PRE-SECURITY", PRE) == []


def test_security_of_no_sum_and_of_a_day_without_a_share_is_not_compared() -> None:
    assert found("PRE-SECURITY", PRE, **security("保函")) == []
    over = security("保函", "99999.99")
    assert found("PRE-SECURITY", PRE, as_of="2020-12-31", **over) == []


def test_preservation_needs_property_or_leads() -> None:
    assert found("PRE-CLUE", PRE, **preservation(), **CLUES) == []
    assert found("PRE-CLUE", PRE, **preservation(measures=[])) == [("block", "PRE-CLUE")]
    asset = {"assets": [{"asset_id": "房1", "type": "房产"}]}
    by_asset = preservation(measures=[{"asset": "房1", "measure": "查封"}])
    assert found("PRE-CLUE", PRE, **by_asset, **asset) == []
    nothing = preservation(measures=[{"measure": "查封"}])
    assert found("PRE-CLUE", PRE, **nothing) == [("block", "PRE-CLUE")]
    assert found("PRE-CLUE", PRE) == []


def test_a_general_guarantors_property_comes_second() -> None:
    theirs = {"property_clues": [{**CLUES["property_clues"][0], "holder": "P2"}]}
    assert found("PRE-CLUE", PRE, **preservation(), **theirs, guarantees=GENERAL) == [
        ("block", "PRE-GENERAL")
    ]
    assert found("PRE-CLUE", PRE, **preservation(), **theirs, guarantees=SHORT) == []
    taken = {
        "court_cases": [
            {
                "kind": "一审",
                "court": "示例区法院",
                "filed_on": "2026-03-01",
                "preservations": [
                    {
                        "asset": "房1",
                        "measure": "查封",
                        "from": "2026-03-02",
                        "until": "2027-03-01",
                    }
                ],
            }
        ]
    }
    assert found("PRE-CLUE", PRE, **preservation(), **theirs, guarantees=GENERAL, **taken) == []


def test_preservation_before_suit_excludes_a_payment_order() -> None:
    order = {
        "court_cases": [{"kind": "支付令", "court": "示例区法院", "filed_on": "2026-03-01"}]
    }
    before = preservation(variant="诉前")
    assert found("PRE-PAYORDER", PRE, **before, **order) == [("block", "PRE-PAYORDER")]
    assert found("PRE-PAYORDER", PRE, **preservation(), **order) == []
    assert found("PRE-PAYORDER", PRE, **before) == []


def test_no_arbitration_before_a_default() -> None:
    arb = "arbitration-application"
    assert found("ARB-DEFAULT", arb) == []
    assert found("ARB-DEFAULT", arb, "2026-01-09") == [("block", "ARB-DEFAULT")]


def test_no_arbitration_beside_a_suit() -> None:
    arb = "arbitration-application"
    suit = {"court_cases": [{"kind": "一审", "court": "示例区法院", "filed_on": "2026-03-01"}]}
    assert found("ARB-SUED", arb, **suit) == [("block", "ARB-SUED")]
    assert found("ARB-SUED", arb) == []
    asked = {"requests": {"arbitration": {"contract_no": "HT1"}}}
    assert found("ARB-SUED", arb, **suit, **asked) == [("block", "ARB-SUED")]
