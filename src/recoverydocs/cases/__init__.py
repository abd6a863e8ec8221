"""Case data: what a case holds, how it is read, and every fault of it at once."""

from recoverydocs.cases.model import Case, case_data, case_json, case_schema

__all__ = ["Case", "case_data", "case_json", "case_schema"]
