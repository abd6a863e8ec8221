"""The steps in order for one case: examined, composed, made into the contents of a package."""

from recoverydocs.pipeline.basis import signature_basis
from recoverydocs.pipeline.examine import ALREADY, Matter, already_issued, asking, examine
from recoverydocs.pipeline.order import OPERATOR, SYSTEM, Order, Place, Source
from recoverydocs.pipeline.produce import (
    Composed,
    compose,
    contents,
    nothing_to_make,
    produce,
    refused,
)
from recoverydocs.pipeline.signed_copy import CopySigner
from recoverydocs.pipeline.tools import Tools

__all__ = [
    "ALREADY",
    "OPERATOR",
    "SYSTEM",
    "Composed",
    "CopySigner",
    "Matter",
    "Order",
    "Place",
    "Source",
    "Tools",
    "already_issued",
    "asking",
    "compose",
    "contents",
    "examine",
    "nothing_to_make",
    "produce",
    "refused",
    "signature_basis",
]
