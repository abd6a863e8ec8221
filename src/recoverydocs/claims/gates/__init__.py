"""Gates and rules by name: what must hold before a document of a kind is made."""

from recoverydocs.claims.gates.citations import citation_findings
from recoverydocs.claims.gates.forum import joins_arbitration
from recoverydocs.claims.gates.hold import RELEASE_STEP
from recoverydocs.claims.gates.registry import (
    CASE_GATES,
    GATES,
    NOT_OVERRIDABLE,
    RULES,
    SUBJECTS,
    case_findings,
    gate_findings,
)
from recoverydocs.claims.gates.scope import FILINGS, GateTarget, Scope

__all__ = [
    "CASE_GATES",
    "FILINGS",
    "GATES",
    "NOT_OVERRIDABLE",
    "RELEASE_STEP",
    "RULES",
    "SUBJECTS",
    "GateTarget",
    "Scope",
    "case_findings",
    "citation_findings",
    "gate_findings",
    "joins_arbitration",
]
