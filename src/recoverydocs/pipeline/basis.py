"""basis.json: how a document was reckoned and on what it rests, in canonical JSON."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from recoverydocs.claims import tables_asked
from recoverydocs.documents.enclosing import WORKING_TABLE, encloses_working_table
from recoverydocs.evidence import LawTableFacts, canonical
from recoverydocs.pipeline.examine import let_pass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recoverydocs.cases import Case
    from recoverydocs.claims import Claim, Figure
    from recoverydocs.documents import Kind
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook, Provision
    from recoverydocs.pipeline.order import Order, Place


REVOCATION = "revocation_at_signing"
"""The member that says what was known of the signer's certificates; empty for no signature."""


def basis(
    claim: Claim,
    citations: Iterable[Provision],
    findings: Sequence[Finding],
    order: Order,
    place: Place,
) -> bytes:
    """The octets of ``files/001/basis.json``.

    Amounts and rates are decimal text, never numbers; a member that has nothing is an empty
    list, so that a reader sees that nothing was there.
    """
    at = order.at.isoformat(timespec="seconds")
    passed = sorted({one.rule for one in findings if let_pass(one, order.overrides)})
    return canonical(
        {
            "as_of": order.as_of.isoformat(),
            "figures": [_figure(figure) for figure in (*claim.figures, *claim.costs)],
            "citations": [_citation(one) for one in _once(citations)],
            "findings": [one.as_json() for one in findings],
            "overrides": [
                {"what": rule, "reason": order.overrides[rule], "by": _by(order), "at": at}
                for rule in passed
            ],
            "sources": [{"id": place.case_ref, **place.source.members()}],
            "system": dict(order.system),
            "enclosures": list(_enclosures(order.kind, claim.case)),
            REVOCATION: [dict(one) for one in order.revocation_at_signing],
        }
    )


def signature_basis(revocation: Iterable[Mapping[str, str]]) -> bytes:
    """The basis.json of a later revision, which reckons nothing and is signed."""
    return canonical({REVOCATION: [dict(one) for one in revocation]})


def law_tables(claim: Claim, kind: str, law: LawBook) -> tuple[LawTableFacts, ...]:
    """The files of the tables that were asked for this document, by table.

    The workspace's own files stand behind the shipped one that they lie over, under the
    table's id with ``workspace:`` before it.
    """
    return tuple(
        LawTableFacts(
            file.id if file.origin == "shipped" else f"workspace:{file.id}",
            file.version,
            file.sha256,
        )
        for name in tables_asked(claim.case, kind)
        for file in law.table(name).files
    )


def _enclosures(kind: Kind, case: Case) -> Iterator[dict[str, str]]:
    """Templates of what was appended to the document; its own stands in the manifest."""
    if encloses_working_table(kind, case):
        digest = hashlib.sha256(kind.working_table).hexdigest()
        yield {"template": f"{WORKING_TABLE}.docx", "title": "计算明细表", "sha256": digest}


def _figure(figure: Figure) -> dict[str, object]:
    found: dict[str, object] = {
        "name": figure.name,
        "label": figure.label,
        "value": figure.amount.plain(),
        "working": list(figure.working),
        "source": figure.source,
        "rounding": figure.rounding,
        "status": figure.status,
    }
    if figure.contract_no:
        found["contract_no"] = figure.contract_no
    if figure.disb_no:
        found["disb_no"] = figure.disb_no
    return found


def _citation(provision: Provision) -> dict[str, object]:
    return {
        "key": provision.key,
        "statute": provision.statute_id,
        "version": provision.version,
        "article": provision.article,
        "status": provision.status,
    }


def _once(citations: Iterable[Provision]) -> list[Provision]:
    return [one for _, one in sorted({one.key: one for one in citations}.items())]


def _by(order: Order) -> str:
    return order.by.id or order.by.role
