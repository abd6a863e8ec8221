"""What is owed on a day, with its working; deadlines; what stands in the way."""

from recoverydocs.claims.assess import assess
from recoverydocs.claims.claim import (
    Claim,
    ContractClaim,
    Deadline,
    GuaranteeState,
    NextStep,
    PeriodEvent,
    Stated,
)
from recoverydocs.claims.figure import ClaimRow, Figure, Part, Segment
from recoverydocs.claims.gates import (
    FILINGS,
    GATES,
    NOT_OVERRIDABLE,
    RULES,
    citation_findings,
    gate_findings,
)
from recoverydocs.claims.tables_asked import tables_asked
from recoverydocs.claims.watch import WatchRow, watch
from recoverydocs.claims.working import Working, explain

__all__ = [
    "FILINGS",
    "GATES",
    "NOT_OVERRIDABLE",
    "RULES",
    "Claim",
    "ClaimRow",
    "ContractClaim",
    "Deadline",
    "Figure",
    "GuaranteeState",
    "NextStep",
    "Part",
    "PeriodEvent",
    "Segment",
    "Stated",
    "WatchRow",
    "Working",
    "assess",
    "citation_findings",
    "explain",
    "gate_findings",
    "tables_asked",
    "watch",
]
