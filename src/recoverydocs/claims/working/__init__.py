"""The 计算明细表: how every figure of a claim came about, to be followed to the fen."""

from recoverydocs.claims.working.explain import explain
from recoverydocs.claims.working.table import (
    BEFORE_ROUNDING,
    ContractWorking,
    LoanWorking,
    Working,
    WorkingRow,
    total_of,
)
from recoverydocs.claims.working.words import (
    DAYS_AND_ROUNDING,
    after_texts,
    days_text,
    event_text,
    order_words,
)

__all__ = [
    "BEFORE_ROUNDING",
    "DAYS_AND_ROUNDING",
    "ContractWorking",
    "LoanWorking",
    "Working",
    "WorkingRow",
    "after_texts",
    "days_text",
    "event_text",
    "explain",
    "order_words",
    "total_of",
]
