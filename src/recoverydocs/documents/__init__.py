"""Documents: kinds, their fields, and the bytes of a document read back and checked."""

from recoverydocs.documents.copies import copies_of
from recoverydocs.documents.draft import Draft, draft
from recoverydocs.documents.fields import field_labels, fields_for
from recoverydocs.documents.kinds import Kind, find_kinds, kind_of, read_kind
from recoverydocs.documents.targets import Target, targets

__all__ = [
    "Draft",
    "Kind",
    "Target",
    "copies_of",
    "draft",
    "field_labels",
    "fields_for",
    "find_kinds",
    "kind_of",
    "read_kind",
    "targets",
]
