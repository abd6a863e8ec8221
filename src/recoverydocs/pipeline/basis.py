"""basis.json: how a document was reckoned and on what it rests, in canonical JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.evidence import LawTableFacts, canonical
from recoverydocs.pipeline.examine import let_pass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoverydocs.claims import Claim, Figure
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook, Provision
    from recoverydocs.pipeline.order import Order, Place

_ALWAYS = ("holidays", "judicial_interest", "limits", "periods", "statutes")
"""Tables that every assessment asks: its rules, its deadlines and their citations."""
_BY_RATE_TYPE = {"LPR浮动": "lpr", "基准浮动": "benchmark_rates"}
_BY_KIND = {"arbitration-application": ("arbitration_fees",)}


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
        }
    )


def law_tables(claim: Claim, kind: str, law: LawBook) -> tuple[LawTableFacts, ...]:
    """The tables that were asked for this document, by id."""
    used = set(_ALWAYS) | set(_BY_KIND.get(kind, ()))
    for contract in claim.case.contracts:
        if contract.rate_terms.type in _BY_RATE_TYPE:
            used.add(_BY_RATE_TYPE[contract.rate_terms.type])
    tables = [law.table(name) for name in sorted(used)]
    return tuple(LawTableFacts(one.id, one.version, one.sha256) for one in tables)


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
