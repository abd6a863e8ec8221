"""Which security must be registered, and where; the pairs show each rule itself."""

from __future__ import annotations

import pytest
from tests.claims.gates.support import Aim, found
from tests.claims.support import Members, case, day

from recoverydocs.claims import assess, gate_findings
from recoverydocs.law import load_packaged


def secured(kind: str, registered: str, **more: object) -> Members:
    security = {
        "sec_no": "DY1",
        "kind": kind,
        "owner": "P1",
        "asset": "物1",
        "registered": registered,
        **more,
    }
    return {"securities": [security], "assets": [{"asset_id": "物1", "type": "其他"}]}


@pytest.mark.parametrize(
    ("kind", "registered", "article"),
    [
        ("不动产抵押", "未登记", "民法典第四百零二条"),
        ("不动产抵押", "预告", "担保制度解释第五十二条"),
        ("动产抵押", "未登记", "民法典第四百零三条"),
        ("权利质押", "未登记", "民法典第四百四十三条"),
        ("应收账款", "未登记", "民法典第四百四十五条"),
        ("动产质押", "未登记", ""),
    ],
)
def test_registration_rests_on_the_article_of_its_kind(
    kind: str, registered: str, article: str
) -> None:
    claim = assess(case(**secured(kind, registered)), load_packaged(), day("2026-04-10"))
    said = [each.article for each in gate_findings(claim, ["SEC-REGISTERED"])]
    assert said == ([article] if article else [])


def test_a_letter_looks_at_its_own_security_only() -> None:
    both = secured("不动产抵押", "未登记", cap="1.00")
    both["securities"].append({**both["securities"][0], "sec_no": "DY2", "cap": None})
    both["securities"][1].pop("cap")
    letter = ("SEC-CAP", "guarantor-notice", "2026-04-10")
    assert found(*letter, Aim("HT1", "DY1", party_id="P1"), **both) == [("warn", "SEC-CAP")]
    assert found(*letter, Aim("HT1", "DY2", party_id="P1"), **both) == []


def test_a_seizure_to_come_determines_nothing_yet() -> None:
    seizure = {
        "court": "示例区法院",
        "案号": "（2026）示0000执1号",
        "on": "2026-04-11",
        "until": "2029-04-10",
    }
    more = secured("不动产抵押", "未登记", max_amount=True, cap="1000.00")
    more["assets"][0]["seizures"] = [seizure]
    assert found("SEC-MAX", **more) == [("warn", "SEC-MAX")]
    assert ("warn", "SEC-SEIZED") in found("SEC-MAX", as_of="2026-04-11", **more)
