"""The reckonings as calculators: one object in, result, working and sources out."""

from recoverydocs.claims.calculators.allocate import allocate
from recoverydocs.claims.calculators.arbitration_fee import arbitration_fee
from recoverydocs.claims.calculators.capitals import capitals
from recoverydocs.claims.calculators.compound import compound
from recoverydocs.claims.calculators.delayed_performance import delayed_performance
from recoverydocs.claims.calculators.fee import fee
from recoverydocs.claims.calculators.guarantee_period import guarantee_period
from recoverydocs.claims.calculators.identifier import identifier
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.interest import interest
from recoverydocs.claims.calculators.limitation import limitation
from recoverydocs.claims.calculators.lines import CALCULATORS, run_flags, run_line
from recoverydocs.claims.calculators.period import period
from recoverydocs.claims.calculators.schedule import schedule
from recoverydocs.claims.calculators.shape import Calculator, Key

__all__ = [
    "CALCULATORS",
    "Answer",
    "Calculator",
    "CalculatorError",
    "Key",
    "allocate",
    "arbitration_fee",
    "capitals",
    "compound",
    "delayed_performance",
    "fee",
    "guarantee_period",
    "identifier",
    "interest",
    "limitation",
    "period",
    "run_flags",
    "run_line",
    "schedule",
]
