"""Each rule with a case that trips it and one that does not."""

from __future__ import annotations

import pytest
from tests.claims.gates.support import ARB, PRE, found, preservation
from tests.claims.support import Members, contract, guarantee


def clause(kind: str, **more: object) -> Members:
    return {"contracts": [contract(dispute_clause={"text": "原文", "kind": kind, **more})]}


@pytest.mark.parametrize(
    ("kind", "clause_kind", "blocked"),
    [
        ("arbitration-application", "仲裁", False),
        ("arbitration-application", "诉讼", True),
        ("arbitration-application", "或裁或审", True),
        ("arbitration-application", "未约定", True),
        ("complaint", "诉讼", False),
        ("complaint", "未约定", False),
        ("complaint", "仲裁", True),
        ("complaint", "或裁或审", True),
        ("dunning-notice", "仲裁", False),
    ],
)
def test_g_forum(kind: str, clause_kind: str, blocked: bool) -> None:  # noqa: FBT001
    more = clause(clause_kind, **(ARB if clause_kind == "仲裁" else {}))
    assert found("G-FORUM", kind, **more) == ([("block", "G-FORUM")] if blocked else [])


@pytest.mark.parametrize(
    ("variant", "clause_kind", "blocked"),
    [
        ("仲裁中", "仲裁", False),
        ("仲裁前", "诉讼", True),
        ("诉前", "仲裁", True),
        ("诉讼中", "诉讼", False),
    ],
)
def test_preservation_follows_the_clause(variant: str, clause_kind: str, blocked: bool) -> None:  # noqa: FBT001
    more = clause(clause_kind, **(ARB if clause_kind == "仲裁" else {}))
    answer = found("G-FORUM", PRE, **more, **preservation(variant=variant))
    assert answer == ([("block", "G-FORUM")] if blocked else [])
    assert found("G-FORUM", PRE, **more) == []


def test_a_guarantor_joins_only_by_the_same_clause() -> None:
    arb = "arbitration-application"
    same = guarantee(arb_or_court={"text": "原文", "kind": "仲裁", **ARB})
    assert found("G-FORUM", arb, guarantees=[same]) == []
    assert found("G-FORUM", arb, guarantees=[guarantee()]) == [("warn", "GUAR-FORUM")]
    other = guarantee(
        arb_or_court={"text": "原文", "kind": "仲裁", "institution": "演示仲裁委员会"}
    )
    assert found("G-FORUM", arb, guarantees=[other]) == [("warn", "GUAR-FORUM")]
    wide = contract(
        dispute_clause={"text": "原文", "kind": "仲裁", **ARB, "applies_to": ["BZ1"]}
    )
    assert found("G-FORUM", arb, contracts=[wide], guarantees=[guarantee()]) == []
    nameless = {**contract(), "dispute_clause": {"text": "原文", "kind": "诉讼"}}
    assert found("G-FORUM", arb, contracts=[nameless]) == [("block", "G-FORUM")]
