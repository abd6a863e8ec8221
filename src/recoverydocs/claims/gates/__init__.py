"""Gates and rules by name: what must hold before a document of a kind is made."""

from recoverydocs.claims.gates.citations import citation_findings
from recoverydocs.claims.gates.forum import joins_arbitration
from recoverydocs.claims.gates.hold import RELEASE_STEP
from recoverydocs.claims.gates.registry import (
    GATES,
    NOT_OVERRIDABLE,
    RULES,
    SUBJECTS,
    gate_findings,
)
from recoverydocs.claims.gates.scope import FILINGS, GateTarget, Scope

__all__ = [
    "FILINGS",
    "GATES",
    "NOT_OVERRIDABLE",
    "RELEASE_STEP",
    "RULES",
    "SUBJECTS",
    "GateTarget",
    "Scope",
    "citation_findings",
    "gate_findings",
    "joins_arbitration",
]
