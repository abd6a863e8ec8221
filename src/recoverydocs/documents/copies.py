"""How many copies of a document are made: addressee, file, court, opposing parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoverydocs.cases.model import Case
    from recoverydocs.documents.kinds import Kind


def copies_of(
    kind: Kind, case: Case, contract_no: str = "", respondents: int | None = None
) -> int:
    """The number of copies by the kind's own rule.

    Args:
        kind: its ``copies`` counts so many for each respondent, arbitrator, signatory.
        case: the case.
        contract_no: the contract that the document is about; empty for all of the case.
        respondents: how many are named in the document; by default all who are bound.
    """
    rule = kind.copies
    requests = case.requests
    count = rule.get("fixed", 0)
    named = len(opponents(case, contract_no)) if respondents is None else respondents
    count += rule.get("respondents", 0) * named
    if requests.arbitration:
        count += rule.get("arbitrators", 0) * requests.arbitration.tribunal
    if "signatories" in rule and requests.agreement:
        count += rule["signatories"] * len(_signatories(case, requests.agreement.agreement_no))
        count += rule.get("notarised", 0) if requests.agreement.notarise else 0
    return count


def opponents(case: Case, contract_no: str = "") -> tuple[str, ...]:
    """Borrowers and providers of security of the contract, each once, in order of the case."""
    contracts = [each for each in case.contracts if contract_no in {"", each.contract_no}]
    numbers: set[str | None] = {each.contract_no for each in contracts}
    if len(case.contracts) == 1:
        numbers.add(None)
    ids = [party for contract in contracts for party in contract.borrowers]
    ids += [each.guarantor for each in case.guarantees if each.contract_no in numbers]
    ids += [each.owner for each in case.securities if each.contract_no in numbers]
    return tuple(dict.fromkeys(ids))


def _signatories(case: Case, number: str | None) -> set[str]:
    """The lender and whoever signs the agreement."""
    signing = {"org"}
    for each in case.agreements:
        if each.no == number or (number is None and each.status == "拟签"):
            signing |= set(each.parties) - {case.org.org_id}
    return signing
