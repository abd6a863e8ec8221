"""recoverydocs: case data in, Word documents and verifiable evidence packages out.

The public names are loaded when they are first used, so that a room of the core can be
imported without database, cryptography and Word engine coming along.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from recoverydocs.version import __version__

if TYPE_CHECKING:
    from recoverydocs.cases import Case as Case
    from recoverydocs.claims import Claim as Claim
    from recoverydocs.claims import Working as Working
    from recoverydocs.claims import explain as explain
    from recoverydocs.documents.working_book import working_book as working_book
    from recoverydocs.errors import Finding as Finding
    from recoverydocs.errors import RecoveryDocsError as RecoveryDocsError
    from recoverydocs.evidence import Trust as Trust
    from recoverydocs.evidence import Verdict as Verdict
    from recoverydocs.money import Money as Money
    from recoverydocs.runs.library import assess as assess
    from recoverydocs.runs.library import draft as draft
    from recoverydocs.runs.library import read_cases as read_cases
    from recoverydocs.runs.library import verify as verify
    from recoverydocs.runs.outcome import IssuedDocument as IssuedDocument
    from recoverydocs.runs.outcome import Outcome as Outcome
    from recoverydocs.runs.workspace import Workspace as Workspace


_HOMES = {
    "Case": "cases",
    "Claim": "claims",
    "Finding": "errors",
    "IssuedDocument": "runs.outcome",
    "Money": "money",
    "Outcome": "runs.outcome",
    "RecoveryDocsError": "errors",
    "Trust": "evidence",
    "Verdict": "evidence",
    "Working": "claims",
    "Workspace": "runs.workspace",
    "assess": "runs.library",
    "draft": "runs.library",
    "explain": "claims",
    "read_cases": "runs.library",
    "verify": "runs.library",
    "working_book": "documents.working_book",
}

__all__ = [*sorted(_HOMES), "__version__"]  # noqa: PLE0604 - names, all of them text


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's own hook
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
