"""Each rule with a case that trips it and one that does not."""

from __future__ import annotations

import pytest
from tests.claims.gates.support import AS_OF, check
from tests.claims.support import case, day, guarantee

from recoverydocs.claims import GATES, RULES, assess, citation_findings, gate_findings
from recoverydocs.claims.gates import SUBJECTS
from recoverydocs.claims.rule import Gate, Rule, cited
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


def test_no_two_rules_share_an_id_and_no_two_gates_a_name() -> None:
    gates = [each for found in SUBJECTS.values() for each in found if isinstance(each, Gate)]
    rules = {rule for gate in gates for rule in gate.rules}
    rules |= {each for found in SUBJECTS.values() for each in found if isinstance(each, Rule)}
    assert len({rule.id for rule in rules}) == len(rules) == len(RULES)
    assert len({gate.name for gate in gates}) == len(gates) == len(GATES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_says_what_it_is_in_chinese_and_rests_on_articles_of_the_table(
    law: LawBook, rule: Rule
) -> None:
    for text in (rule.title, rule.looks_at, rule.remedy):
        assert any("一" <= sign <= "龥" for sign in text)
        assert not text.endswith("。")
    for key in rule.articles:
        statute, _, article = key.partition(":")
        assert statute in law.statutes, key
        assert not article or article in law.statutes[statute].articles, key


def test_a_citation_says_when_its_number_was_not_read(law: LawBook) -> None:
    keys = ("civil-code:a195", "card-rules:collection-conduct", "arbitration-law:online")
    assert cited(law, day("2026-11-24"), keys) == (
        "民法典第一百九十五条、信用卡办法第六十八条（条号待核）、仲裁法第十一条"
    )
    # 仲裁法 (2017) has no such article: it is left out, never guessed.
    assert cited(law, day("2025-11-24"), keys[2:]) == ""


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
