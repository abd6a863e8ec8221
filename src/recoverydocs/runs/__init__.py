"""Workspaces and what is done in them: many cases, one clock, all or nothing."""

from recoverydocs.runs.attaching import Attached, Given
from recoverydocs.runs.batch import Batch, read_batch
from recoverydocs.runs.clock import now
from recoverydocs.runs.config import Config
from recoverydocs.runs.library import assess, draft, drafts, read_cases, verify
from recoverydocs.runs.outcome import IssuedDocument, Outcome, Refused
from recoverydocs.runs.trust_folder import read_trust_folder
from recoverydocs.runs.work_list import work_list
from recoverydocs.runs.workspace import Workspace

__all__ = [
    "Attached",
    "Batch",
    "Config",
    "Given",
    "IssuedDocument",
    "Outcome",
    "Refused",
    "Workspace",
    "assess",
    "draft",
    "drafts",
    "now",
    "read_batch",
    "read_cases",
    "read_trust_folder",
    "verify",
    "work_list",
]
