"""The reckonings as calculators: one object in, result, working and sources out."""

from recoverydocs.claims.calculators.capitals import capitals
from recoverydocs.claims.calculators.identifier import identifier
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.interest import interest
from recoverydocs.claims.calculators.lines import CALCULATORS, run_flags, run_line
from recoverydocs.claims.calculators.shape import Calculator, Key

__all__ = [
    "CALCULATORS",
    "Answer",
    "Calculator",
    "CalculatorError",
    "Key",
    "capitals",
    "identifier",
    "interest",
    "run_flags",
    "run_line",
]
