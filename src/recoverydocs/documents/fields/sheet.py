"""What all field groups are made from: one kind, one claim, one target, one day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.errors import DataRefusedError, Finding, Severity

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.cases.contracts import Contract
    from recoverydocs.cases.model import Case
    from recoverydocs.claims.claim import Claim, ContractClaim
    from recoverydocs.documents.kinds import Kind
    from recoverydocs.documents.targets import Target

Fields = dict[str, object]
"""What a template may print: text, whole numbers, truth values, dicts and lists of them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The inputs of one document.

    Attributes:
        kind: the kind.
        claim: the case as assessed.
        target: what the document is made for.
        number: its 文号; None for a draft.
        issued_on: the day that the document bears, which decides the law that it cites.
    """

    kind: Kind
    claim: Claim
    target: Target
    number: str | None
    issued_on: date

    @property
    def case(self) -> Case:
        """The case as read."""
        return self.claim.case

    @property
    def contract(self) -> Contract:
        """The contract of the target.

        Raises:
            DataRefusedError: the target names none.
        """
        if not self.target.contract_no:
            raise self.lacks(
                "requests",
                "办理要求",
                "案件有多份借款合同，未写明本文书针对哪一份",
                "请填写合同编号",
            )
        return self.case.contract(self.target.contract_no)

    @property
    def contracts(self) -> tuple[Contract, ...]:
        """The contract of the target, or all of the case where it names none."""
        if self.target.contract_no:
            return (self.contract,)
        return self.case.contracts

    @property
    def contract_claims(self) -> tuple[ContractClaim, ...]:
        """The claims under `contracts`."""
        return tuple(self.claim.contract(each.contract_no) for each in self.contracts)

    def lacks(self, field: str, label: str, message: str, remedy: str = "") -> DataRefusedError:
        """The refusal of a case that does not say what this kind needs."""
        finding = Finding(
            Severity.FAULT,
            "data-missing",
            f"{self.case.case_id} {self.kind.title}",
            message,
            remedy,
            field,
            label,
        )
        return DataRefusedError(f"{self.kind.slug}: {field} missing", (finding,))
