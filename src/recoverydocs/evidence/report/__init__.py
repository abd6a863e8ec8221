"""The report on one verification (存证报告): facts first, then the page that shows them."""

from recoverydocs.evidence.report.facts import Report, report_on
from recoverydocs.evidence.report.page import page

__all__ = ["Report", "page", "report_on"]
