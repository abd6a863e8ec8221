"""What is owed on a day, with its working; deadlines; what stands in the way."""

from recoverydocs.claims.assess import assess
from recoverydocs.claims.claim import (
    Claim,
    ContractClaim,
    Deadline,
    GuaranteeState,
    NextStep,
    Stated,
)
from recoverydocs.claims.figure import ClaimRow, Figure, Part, Segment

__all__ = [
    "Claim",
    "ClaimRow",
    "ContractClaim",
    "Deadline",
    "Figure",
    "GuaranteeState",
    "NextStep",
    "Part",
    "Segment",
    "Stated",
    "assess",
]
