"""Every rule has a case that trips it and one that doesn't; a rule without fails here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.claims.gates.pairs.conduct import PAIRS as CONDUCT
from tests.claims.gates.pairs.debt import PAIRS as DEBT
from tests.claims.gates.pairs.filings import PAIRS as FILINGS
from tests.claims.gates.pairs.loans import PAIRS as LOANS
from tests.claims.gates.pairs.scene import Pair, kept, tripped
from tests.claims.gates.pairs.security import PAIRS as SECURITY
from tests.claims.gates.support import check
from tests.claims.support import day

from recoverydocs.claims import GATES, RULES, citation_findings
from recoverydocs.claims.gates import CASE_GATES
from recoverydocs.documents import find_kinds
from recoverydocs.errors import LawTableError

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

PAIRS: dict[str, Pair] = {**DEBT, **LOANS, **SECURITY, **CONDUCT, **FILINGS}
CITED = {
    "条号待核": ("card-rules:collection-conduct", "civil-code:a195"),
    "施行日待核": ("cpl:agent", "civil-code:a195"),
}
"""What the rules on citations find is found while a document is drawn up, by its keys."""


def test_every_rule_has_its_pair() -> None:
    assert set(RULES) == set(PAIRS) | set(CITED)


@pytest.mark.parametrize("rule", PAIRS)
def test_a_rule_is_tripped_and_kept(rule: str, law: LawBook) -> None:
    pair, known = PAIRS[rule], RULES[rule]
    findings = tripped(pair, rule)
    assert findings
    assert [each.line() for each in kept(pair, rule)] == []
    for finding in findings:
        assert finding.severity == (pair.weight or known.severity)
        assert bool(finding.article) == bool(known.articles)
    check(tuple(findings))
    said = "、".join(finding.article for finding in findings).split("、")
    for key in known.articles:
        try:
            provision = law.provision(key, day(pair.as_of))
        except LawTableError:
            continue
        if provision.status == "unverified":
            assert provision.cite_short() not in said, "an unread number must say so"


@pytest.mark.parametrize("rule", CITED)
def test_a_citation_rule_is_tripped_and_kept(rule: str, law: LawBook) -> None:
    today = day("2026-11-24")
    wrong, right = (law.provision(key, today) for key in CITED[rule])
    assert rule in {each.rule for each in citation_findings([wrong])}
    assert rule not in {each.rule for each in citation_findings([right])}


def test_every_gate_is_asked_by_every_case_or_by_a_kind() -> None:
    """A gate that nobody asks would be a rule on paper."""
    asked = {name.removesuffix(":warn") for name in CASE_GATES}
    for kind in find_kinds().values():
        asked |= {each.removesuffix(":warn") for each in (*kind.preconditions, *kind.rules)}
    assert set(GATES) - asked <= {"SUIT-SMALL"}, "waits for the complaint"
