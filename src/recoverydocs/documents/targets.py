"""What one document is made for: a contract, a guarantee, a notice, or the case as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from recoverydocs.cases.model import Case
    from recoverydocs.documents.kinds import Kind


@dataclass(frozen=True, slots=True)
class Target:
    """What one document is made for.

    Attributes:
        key: tells the targets of one kind and case apart; never personal data.
        contract_no: the loan contract; empty where the document is about several or none.
        guarantee_no: the guarantee or security contract; empty but for its own letter.
        notice_no: the 文号 of the document that is filed; empty but for a filing form.
        party_id: whom the document goes to; empty where that is a court or the house.
    """

    key: str
    contract_no: str = ""
    guarantee_no: str = ""
    notice_no: str = ""
    party_id: str = ""


def targets(kind: Kind, case: Case) -> tuple[Target, ...]:
    """The documents of one kind that a case asks for, in the order of its data."""
    return tuple(_FINDERS[kind.per](kind, case))


def _contracts(_: Kind, case: Case) -> Iterator[Target]:
    for contract in case.contracts:
        number = contract.contract_no
        yield Target(number, contract_no=number, party_id=contract.borrowers[0])


def _guarantees(_: Kind, case: Case) -> Iterator[Target]:
    """One letter for each guarantor, mortgagor or pledgor who is not himself a borrower."""
    only = case.contracts[0].contract_no if len(case.contracts) == 1 else ""
    for guarantee in case.guarantees:
        yield Target(
            guarantee.guarantee_no,
            contract_no=guarantee.contract_no or only,
            guarantee_no=guarantee.guarantee_no,
            party_id=guarantee.guarantor,
        )
    borrowers = {party for contract in case.contracts for party in contract.borrowers}
    for security in case.securities:
        if security.owner not in borrowers:
            yield Target(
                security.sec_no,
                contract_no=security.contract_no or only,
                guarantee_no=security.sec_no,
                party_id=security.owner,
            )


def _notices(_: Kind, case: Case) -> Iterator[Target]:
    """The notice that the filing request names, else every one that is not void."""
    wanted = case.requests.filing.notice if case.requests.filing else None
    for notice in case.notices:
        if notice.number == wanted or (wanted is None and notice.status != "作废"):
            yield Target(
                notice.number,
                contract_no=notice.contract_no or "",
                notice_no=notice.number,
                party_id=notice.to,
            )


_REQUESTS: Mapping[str, str] = {
    "preservation-application": "preservation",
    "arbitration-application": "arbitration",
}


def _case(kind: Kind, case: Case) -> Iterator[Target]:
    """The case; its contract where the request names one, or where there is only one."""
    request = getattr(case.requests, _REQUESTS.get(kind.slug, ""), None)
    number = getattr(request, "contract_no", None) or ""
    if not number and len(case.contracts) == 1:
        number = case.contracts[0].contract_no
    yield Target(case.case_id, contract_no=number)


_FINDERS: Mapping[str, Callable[[Kind, Case], Iterator[Target]]] = {
    "contract": _contracts,
    "guarantee": _guarantees,
    "notice": _notices,
    "case": _case,
}
