"""What a gate looks at: one claim, one kind of document, and what it is made for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.cases.contracts import Contract
    from recoverydocs.cases.security import Guarantee
    from recoverydocs.claims.claim import Claim, ContractClaim
    from recoverydocs.claims.rule import Rule
    from recoverydocs.errors import Finding, Severity

FILINGS = frozenset(
    {
        "preservation-application",
        "arbitration-application",
        "complaint",
        "payment-order-application",
        "realise-security-application",
    }
)
"""Kinds that go to a court or arbitration institution to begin or secure a procedure."""


class GateTarget(Protocol):
    """What a document is made for; empty text where it is about the case as a whole."""

    @property
    def contract_no(self) -> str:
        """The loan contract."""

    @property
    def guarantee_no(self) -> str:
        """The guarantee or security contract."""

    @property
    def notice_no(self) -> str:
        """The 文号 of the document that is filed."""

    @property
    def party_id(self) -> str:
        """Whom the document goes to."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One document about to be made.

    Attributes:
        claim: the case assessed.
        kind: slug of the document's kind; empty where the case itself is looked at.
        contract_no: the contract; empty for all of the case.
        guarantee_no: the guarantee or security; empty for none.
        notice_no: the filed document; empty for none.
        party_id: the addressee; empty for a court or the house.
        issued_on: the day that the document bears; none where that is not known yet.
    """

    claim: Claim
    kind: str = ""
    contract_no: str = ""
    guarantee_no: str = ""
    notice_no: str = ""
    party_id: str = ""
    issued_on: date | None = None

    @classmethod
    def of(
        cls,
        claim: Claim,
        kind: str,
        target: GateTarget | None,
        issued_on: date | None = None,
    ) -> Scope:
        """The scope of a target; without one, the case as a whole.

        An application that asks for one contract in its request is about that contract.
        """
        if target is None:
            return cls(claim, kind, _asked_for(claim, kind), issued_on=issued_on)
        return cls(
            claim,
            kind,
            target.contract_no or _asked_for(claim, kind),
            target.guarantee_no,
            target.notice_no,
            target.party_id,
            issued_on,
        )

    @property
    def contracts(self) -> tuple[ContractClaim, ...]:
        """The contracts that the document is about."""
        return tuple(
            each
            for each in self.claim.contracts
            if not self.contract_no or each.contract_no == self.contract_no
        )

    @property
    def data(self) -> tuple[Contract, ...]:
        """The same contracts as the case has them."""
        return tuple(
            each
            for each in self.claim.case.contracts
            if not self.contract_no or each.contract_no == self.contract_no
        )

    @property
    def guarantees(self) -> tuple[Guarantee, ...]:
        """The guarantee that the document is about, else all of its contracts."""
        if self.guarantee_no:
            return tuple(
                each
                for each in self.claim.case.guarantees
                if each.guarantee_no == self.guarantee_no
            )
        numbers = {each.contract_no for each in self.contracts}
        states = {
            each.guarantee_no for each in self.claim.guarantees if each.contract_no in numbers
        }
        return tuple(each for each in self.claim.case.guarantees if each.guarantee_no in states)

    @property
    def where(self) -> str:
        """Where a finding of the whole document stands."""
        return self.guarantee_no or self.contract_no or self.claim.case.case_id

    def who(self, party_id: str) -> str:
        """A party by its role, told from others of the role by its place; never its name.

        Findings go into packages and logs; what is no party's id is given back as it is.
        """
        parties = self.claim.case.parties
        party = next((each for each in parties if each.party_id == party_id), None)
        if party is None:
            return party_id
        role = party.role[0]
        same = [each.party_id for each in parties if role in each.role]
        return role if len(same) == 1 else f"{role}（第 {same.index(party_id) + 1} 名）"

    def found(  # noqa: PLR0913 - a finding is these facts
        self,
        rule: Rule,
        message: str,
        *,
        remedy: str = "",
        severity: Severity | None = None,
        where: str = "",
        field: tuple[str, str] = ("", ""),
        articles: tuple[str, ...] | None = None,
        on: date | None = None,
    ) -> Finding:
        """The finding that the case breaks a rule; the law is that of the claim's day."""
        return rule.found(
            self.claim.law,
            on or self.claim.as_of,
            where or self.where,
            message,
            remedy=remedy,
            severity=severity,
            field=field,
            articles=articles,
        )


def _asked_for(claim: Claim, kind: str) -> str:
    requests = claim.case.requests
    if kind == "preservation-application" and requests.preservation is not None:
        return requests.preservation.contract_no or ""
    if kind == "arbitration-application" and requests.arbitration is not None:
        return requests.arbitration.contract_no or ""
    return ""
