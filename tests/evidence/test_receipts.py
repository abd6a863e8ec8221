from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence import support as s

from recoverydocs.evidence import read_package, verify
from recoverydocs.evidence.delivery import fold_delivery
from recoverydocs.evidence.receipts import contradictions

BY = {"role": "operator", "id": "u17"}
STATEMENT: dict[str, Any] = {
    "attempt_id": "A1",
    "channel": "ems",
    "carrier": "中国邮政速递物流",
    "mail_number": {"value": "EA123456785CN", "check": "s10-ok"},
    "addressee": "示例借款人",
    "address": {"value": "虚构省示例市", "basis": {"type": "last-known"}},
    "slip_contents": "催款通知书",
}


def found(*revisions: dict[str, Any], first: dict[str, Any] | None = None) -> list[str]:
    """What is contradictory in a statement and the updates that follow it."""
    members = [{**STATEMENT, **(first or {})}, *({"attempt_id": "A1", **r} for r in revisions)]
    manifests = [
        {"revision": number, "generated": {"by": BY}, "delivery": [member]}
        for number, member in enumerate(members, start=1)
    ]
    return [one.about for one in contradictions(fold_delivery(manifests))]


def outcome(result: str, on: str = "", by: str = "carrier") -> dict[str, Any]:
    told = {"result": result, "stated_by": by}
    return {"outcome": {**told, "on": on} if on else told}


def event(code: str, signer: str = "") -> dict[str, Any]:
    told = {"code": code, "at": "2026-11-26T09:00:00+08:00", "source": "carrier-file"}
    return {"events": [{**told, "signer": signer} if signer else told]}


@pytest.mark.parametrize(
    ("revisions", "about"),
    [
        ([outcome("delivered"), outcome("returned")], ["result"]),
        ([outcome("refused"), outcome("delivered", by="operator")], ["result"]),
        ([outcome("delivered"), event("returned-sender")], ["result"]),
        ([event("delivered-addressee"), event("refused")], ["result"]),
        ([outcome("delivered", "2026-11-26"), outcome("delivered", "2026-11-27")], ["day"]),
        (
            [event("delivered-addressee", "张三"), event("delivered-agent", "李四")],
            ["signer"],
        ),
        # None of these says that another is false.
        ([outcome("unknown"), outcome("delivered")], []),
        ([event("failed-absent"), event("delivered-addressee"), outcome("delivered")], []),
        ([event("refused"), event("returned-sender"), outcome("refused")], []),
        ([outcome("delivered", "2026-11-26"), outcome("delivered", "2026-11-26")], []),
        ([], []),
    ],
)
def test_what_cannot_all_be_true_is_named(
    revisions: list[dict[str, Any]], about: list[str]
) -> None:
    assert found(*revisions) == about


def test_sayings_stand_side_by_side_with_whose_they_are() -> None:
    members = [STATEMENT, {"attempt_id": "A1", **outcome("delivered", "2026-11-26")}]
    members.append({"attempt_id": "A1", **outcome("returned", by="operator")})
    manifests = [
        {"revision": number, "generated": {"by": BY}, "delivery": [member]}
        for number, member in enumerate(members, start=1)
    ]
    (one,) = contradictions(fold_delivery(manifests))
    assert one.text == (
        "送达 A1 的结果互相矛盾：修订 2 承运人：妥投（operator u17 录入）；"
        "修订 3 经办人：退回（operator u17 录入）"
    )


def test_one_mail_number_of_two_attempts_is_named() -> None:
    manifest = {
        "revision": 1,
        "generated": {"by": BY},
        "delivery": [STATEMENT, {**STATEMENT, "attempt_id": "A2"}],
    }
    (one,) = contradictions(fold_delivery([manifest]))
    assert (one.attempt_id, one.about) == ("A1、A2", "mail-number")


@given(st.lists(st.sampled_from(["delivered", "refused", "returned", "unknown"]), max_size=5))
def test_outcomes_that_agree_never_contradict(results: list[str]) -> None:
    known = {result for result in results if result != "unknown"}
    told = found(*(outcome(result) for result in results))
    assert told == ([] if len(known) <= 1 or known == {"refused", "returned"} else ["result"])


def test_an_answer_names_no_person() -> None:
    verdict = verify(s.vector(4), s.vector_trust(), s.AT)
    answer = str(verdict.as_json("x"))
    statement = read_package(s.vector(4)).delivery[0].statement
    assert statement["mail_number"]["value"] in answer
    assert statement["addressee"] not in answer
    assert statement["address"]["value"] not in answer
