"""All that a template may print, in named groups; kind.toml lists the groups of its kind.

To add a field: one line in the group's module and its Chinese label beside it. To add a group:
one module and one line in ``GROUPS``.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from recoverydocs.documents.enclosing import encloses_working_table
from recoverydocs.documents.fields import (
    agreement,
    arbitration,
    contracts,
    debt,
    dunning,
    filing,
    head,
    law,
    parties,
    preservation,
    security,
    working,
)
from recoverydocs.documents.fields.law import Citations, dated_words
from recoverydocs.documents.fields.sheet import Fields, Sheet
from recoverydocs.errors import DataRefusedError, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from recoverydocs.claims.claim import Claim
    from recoverydocs.documents.kinds import Kind
    from recoverydocs.documents.targets import Target

GROUPS: Mapping[str, Callable[[Sheet], object]] = {
    "document": head.document,
    "case": head.case,
    "creditor": head.creditor,
    "borrowers": parties.borrowers,
    "borrower_names": parties.borrower_names,
    "contract": contracts.contract,
    "contracts": contracts.contracts,
    "debt": debt.debt,
    "dunning": dunning.dunning,
    "guarantee": security.guarantee,
    "agreement": agreement.agreement,
    "filing": filing.filing,
    "preservation": preservation.preservation,
    "arbitration": arbitration.arbitration,
    "word": lambda sheet: dated_words(sheet.claim.law, sheet.issued_on),
}
TITLES: Mapping[str, Callable[[Sheet], str]] = {
    "dunning": dunning.title,
    "guarantee": security.letter_title,
}
"""Groups whose kinds bear a title of their own: the grade, the mode of the guarantee."""
LABELS: Mapping[str, str] = MappingProxyType(
    head.LABELS
    | law.LABELS
    | parties.LABELS
    | contracts.LABELS
    | {f"debt.{name}": label for name, label in contracts.DEBT.items()}
    | dunning.LABELS
    | security.LABELS
    | agreement.LABELS
    | filing.LABELS
    | preservation.LABELS
    | arbitration.LABELS
    | working.LABELS
)
"""The Chinese label of every field, by its dotted name."""

__all__ = ["GROUPS", "LABELS", "Citations", "Fields", "Sheet", "field_labels", "fields_for"]


def fields_for(  # noqa: PLR0913 - the facts of one document
    kind: Kind,
    claim: Claim,
    target: Target,
    document_number: str | None,
    issued_on: date,
    *,
    citations: Citations | None = None,
) -> dict[str, object]:
    """Everything that the kind's template may print for one target.

    Args:
        kind: its ``fields`` name the groups.
        claim: the case as assessed.
        target: what the document is made for.
        document_number: its 文号; None for a draft.
        issued_on: the day that the document bears.
        citations: keeps what the template cites; a new one where none is given.

    Raises:
        DataRefusedError: the case does not say what the kind needs, or kind.toml names a
            group that does not exist.
    """
    unknown = [name for name in kind.fields if name not in GROUPS]
    if unknown:
        raise DataRefusedError(
            f"{kind.slug}: unknown groups of fields", _unknown(kind, unknown)
        )
    sheet = Sheet(kind, claim, target, document_number, issued_on)
    cited = Citations(claim.law, issued_on) if citations is None else citations
    fields: dict[str, object] = {name: GROUPS[name](sheet) for name in kind.fields}
    if encloses_working_table(kind, claim.case):
        fields["working"] = working.working(sheet)
    fields["document"] = head.document(sheet) | {
        "title": next((TITLES[n](sheet) for n in kind.fields if n in TITLES), kind.title)
    }
    return fields | cited.helpers()


def _unknown(kind: Kind, names: list[str]) -> list[Finding]:
    known = "、".join(GROUPS)
    return [
        Finding(
            Severity.FAULT,
            "kind-damaged",
            kind.slug,
            f"kind.toml 的 fields 有不认识的字段组 {name}",
            f"可用的字段组：{known}",
        )
        for name in names
    ]


def field_labels(kind: Kind | None = None) -> Mapping[str, str]:
    """Dotted names and Chinese labels of all that a template may print.

    Args:
        kind: whose template; None for the template of the 计算明细表, which all kinds share.
    """
    own = kind.fields if kind is not None else ["working"]
    groups = {*own, "document", "law", "in_force", "numeral"}
    return {name: label for name, label in LABELS.items() if name.partition(".")[0] in groups}
