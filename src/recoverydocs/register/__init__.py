"""The register (文号簿): document numbers given once and entries that are never changed."""

from recoverydocs.register.book import Register
from recoverydocs.register.entries import DocumentEntry, Number, RevisionEntry, RunEntry

__all__ = ["DocumentEntry", "Number", "Register", "RevisionEntry", "RunEntry"]
