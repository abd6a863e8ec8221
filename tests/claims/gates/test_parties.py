"""Each rule with a case that trips it and one that does not."""

from __future__ import annotations

import pytest
from tests.claims.gates.support import COMPANY, LETTER, found
from tests.claims.support import ADDRESS, BORROWER, GUARANTOR, Members, guarantee


@pytest.mark.parametrize(
    ("parties", "answer"),
    [
        ([BORROWER], []),
        ([{**BORROWER, "alive": "死亡", "died_on": "2026-01-01"}], [("block", "G-ALIVE")]),
        ([{**BORROWER, "alive": "失踪"}], [("warn", "G-ALIVE")]),
        ([{**COMPANY, "status": "存续"}], []),
        ([{**COMPANY, "status": "破产受理"}], [("block", "G-ALIVE")]),
        ([{**COMPANY, "status": "注销"}], [("block", "G-ALIVE")]),
        ([{**COMPANY, "status": "吊销"}], [("warn", "G-ALIVE")]),
    ],
)
def test_g_alive(parties: list[Members], answer: list[tuple[str, str]]) -> None:
    assert found("G-ALIVE", parties=parties) == answer


def test_only_those_concerned_must_live() -> None:
    dead = {**GUARANTOR, "alive": "死亡", "died_on": "2026-01-01"}
    more = {"parties": [BORROWER, dead], "guarantees": [guarantee()]}
    assert found("G-ALIVE", **more) == []
    assert found("G-ALIVE", "guarantor-notice", target=LETTER, **more) == [("block", "G-ALIVE")]
    assert found("G-ALIVE", "arbitration-application", **more) == [("block", "G-ALIVE")]


@pytest.mark.parametrize(
    ("addresses", "answer"),
    [
        ([ADDRESS], []),
        ([], [("block", "G-ADDR")]),
        ([{**ADDRESS, "from": "2026-04-11"}], [("block", "G-ADDR")]),
        ([{**ADDRESS, "to": "2026-04-09"}], [("block", "G-ADDR")]),
        ([{**ADDRESS, "to": "2026-04-10"}], []),
        ([{**ADDRESS, "kind": "户籍"}], [("warn", "ADDR-WEAK")]),
        (
            [
                {
                    "party": "P1",
                    "kind": "电子",
                    "basis": "HT1 第十二条",
                    "from": "2025-01-08",
                    "e_channel": "13800000001",
                    "consents_e_service": True,
                }
            ],
            [],
        ),
    ],
)
def test_g_addr(addresses: list[Members], answer: list[tuple[str, str]]) -> None:
    assert found("G-ADDR", addresses=addresses) == answer


def decided(
    by: str, step: str = "审批", decision: str = "同意", on: str = "2026-04-01"
) -> Members:
    return {"doc": "dunning-notice", "step": step, "by": by, "on": on, "decision": decision}


@pytest.mark.parametrize(
    ("approvals", "trips"),
    [
        ([decided("U3")], False),
        ([decided("U1", "拟稿"), decided("U3")], False),
        ([], True),
        ([decided("U1", "拟稿")], True),
        ([decided("U3", "拟稿"), decided("U3")], True),
        ([decided("U3"), decided("U3", decision="退回", on="2026-04-02")], True),
        ([decided("U3", on="2026-04-11")], True),
    ],
)
def test_g_appr(approvals: list[Members], trips: bool) -> None:  # noqa: FBT001
    assert (("block", "G-APPR") in found("G-APPR", approvals=approvals)) == trips


def test_g_seal() -> None:
    assert found("G-SEAL") == [("block", "G-SEAL")]
    assert found("G-SEAL", seals=[{"seal_name": "公章", "copies": 3}]) == [("warn", "G-SEAL")]
    used = {"seal_name": "公章", "copies": 3, "authority": "用印审批1", "doc": "dunning-notice"}
    assert found("G-SEAL", seals=[used]) == []
    assert found("G-SEAL", seals=[{**used, "doc": "complaint"}]) == [("block", "G-SEAL")]
