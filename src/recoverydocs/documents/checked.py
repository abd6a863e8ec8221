"""A finished document with everything that its checks compare it to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recoverydocs.documents.copies import opponents

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from recoverydocs.cases.model import Case
    from recoverydocs.cases.parties import Party
    from recoverydocs.claims.claim import Claim
    from recoverydocs.documents.kinds import Kind
    from recoverydocs.documents.targets import Target
    from recoverydocs.law import Provision


@dataclass(frozen=True, slots=True)
class CheckedText:
    """What a check sees.

    Attributes:
        kind: the kind.
        claim: the case as assessed.
        target: what the document was made for.
        number: its 文号; None for a draft.
        issued_on: the day that it bears.
        text: the document as read back from its octets.
        fields: what was printed.
        citations: what the template cited, in order.
    """

    kind: Kind
    claim: Claim
    target: Target
    number: str | None
    issued_on: date
    text: str = field(repr=False)
    fields: Mapping[str, object] = field(repr=False)
    citations: tuple[Provision, ...] = ()

    @property
    def case(self) -> Case:
        """The case as read."""
        return self.claim.case

    def group(self, name: str) -> Mapping[str, object]:
        """One group of the fields."""
        found = self.fields[name]
        assert isinstance(found, dict)  # noqa: S101 - the groups that checks ask for are dicts
        return found

    def names(self) -> tuple[str, ...]:
        """Names that must stand in the text: the lender, the addressee, the borrowers."""
        names = [self.case.org.name]
        if self.target.party_id:
            names.append(self._name(self.case.party(self.target.party_id)))
        if self.target.contract_no:
            borrowers = self.case.contract(self.target.contract_no).borrowers
            if "borrower_names" in self.fields or "arbitration" in self.fields:
                names += [self.case.party(each).name for each in borrowers]
        return tuple(dict.fromkeys(names))

    def _name(self, party: Party) -> str:
        """The name that a document gives; of a trader without a 字号, the person's."""
        if party.operator and not party.licence_name:
            return self.case.party(party.operator).name
        return party.name

    def quoted(self) -> str:
        """The words that the document may quote: the case's own, and its own article headings.

        What a contract says, or a lawyer writes in an opinion, may name an article; the
        deadlines name the articles that they rest on, from the same dated table.
        """
        deadlines = "\n".join(each.article for each in self.claim.deadlines)
        return "\n".join((repr(self.case), deadlines, _own_articles(self.text)))

    def strangers(self) -> tuple[Party, ...]:
        """Parties of the case who have nothing to do with the document's contract."""
        concerned = set(opponents(self.case, self.target.contract_no)) | {self.target.party_id}
        operators = {self.case.party(each).operator for each in concerned if each}
        if self.kind.per == "case":
            return ()
        return tuple(
            party
            for party in self.case.parties
            if party.party_id not in concerned and party.party_id not in operators
        )


def _own_articles(text: str) -> str:
    """The headings 第一条　… of an agreement: its own articles, not a statute's."""
    return "\n".join(
        line.partition("　")[0]
        for line in text.splitlines()
        if line.startswith("第") and "条　" in line
    )
