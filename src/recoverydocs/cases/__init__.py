"""Case data: what a case holds, how it is read, and every fault of it at once."""

from recoverydocs.cases.events import DeliveryEvent
from recoverydocs.cases.intake import LARGEST, Intake, double_case, read_cases, too_large
from recoverydocs.cases.model import Case, case_data, case_json, case_schema
from recoverydocs.cases.readers import ColumnMap, read_column_map, shipped_column_map

__all__ = [
    "LARGEST",
    "Case",
    "ColumnMap",
    "DeliveryEvent",
    "Intake",
    "case_data",
    "case_json",
    "case_schema",
    "double_case",
    "read_cases",
    "read_column_map",
    "shipped_column_map",
    "too_large",
]
