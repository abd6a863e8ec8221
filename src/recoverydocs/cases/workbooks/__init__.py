"""Workbooks out: the empty one to fill in, and the one that shows a user his own faults."""

from recoverydocs.cases.workbooks.errors import error_workbook
from recoverydocs.cases.workbooks.filled import filled_workbook, invented_workbook
from recoverydocs.cases.workbooks.sheet import empty_workbook

__all__ = ["empty_workbook", "error_workbook", "filled_workbook", "invented_workbook"]
