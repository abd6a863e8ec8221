"""The law by day: dated tables, article numbers, rates, working days and periods."""

from recoverydocs.law.book import LawBook, Provision
from recoverydocs.law.load import load_packaged
from recoverydocs.law.standing import Standing, standing_on
from recoverydocs.law.table import LawTable

__all__ = ["LawBook", "LawTable", "Provision", "Standing", "load_packaged", "standing_on"]
