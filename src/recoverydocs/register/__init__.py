"""The register (文号簿): document numbers given once and entries that are never changed."""

from recoverydocs.register.book import Register
from recoverydocs.register.entries import (
    ContainerEntry,
    DocumentEntry,
    Number,
    RevisionEntry,
    RunEntry,
)
from recoverydocs.register.sealed import Extension, SealedBook

__all__ = [
    "ContainerEntry",
    "DocumentEntry",
    "Extension",
    "Number",
    "Register",
    "RevisionEntry",
    "RunEntry",
    "SealedBook",
]
