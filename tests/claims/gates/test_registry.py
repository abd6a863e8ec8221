"""Each rule with a case that trips it and one that does not."""

from __future__ import annotations

import pytest
from tests.claims.gates.support import AS_OF, check
from tests.claims.support import case, day, guarantee

from recoverydocs.claims import GATES, assess, citation_findings, gate_findings
from recoverydocs.errors import Severity, WrongUsageError
from recoverydocs.law import LawBook, load_packaged


def test_an_unknown_gate_is_wrong_usage() -> None:
    claim = assess(case(), load_packaged(), day(AS_OF))
    with pytest.raises(WrongUsageError, match="unknown gate G-NOTHING"):
        gate_findings(claim, ["G-NOTHING"])


def test_every_gate_answers_for_the_case_as_a_whole() -> None:
    claim = assess(case(guarantees=[guarantee()]), load_packaged(), day(AS_OF))
    findings = gate_findings(claim, list(GATES), kind="dunning-notice")
    assert len(findings) == len(set(findings))
    check(findings)


def test_unverified_numbers_are_shown_before_issue(law: LawBook) -> None:
    today = day("2026-11-24")
    keys = ["civil-code:a195", "card-rules:collection-conduct", "card-rules:collection-conduct"]
    findings = citation_findings(law.provision(key, today) for key in keys)
    assert [(finding.severity, finding.rule) for finding in findings] == [
        (Severity.BLOCK, "条号待核"),
        (Severity.NOTE, "施行日待核"),
    ]
    assert findings[0].article == "《商业银行信用卡业务监督管理办法》第六十八条"
    assert citation_findings([law.provision("civil-code:a195", today)]) == ()
