"""The 计算明细表 as a workbook with live formulas whose results equal ours."""

from recoverydocs.documents.working_book.book import working_book

__all__ = ["working_book"]
