"""Invented cases, any number of them, the same for the same seed."""

from recoverydocs.cases.invented.loans import AS_OF, example_case, invented_cases

__all__ = ["AS_OF", "example_case", "invented_cases"]
