"""The case (案件): one object that holds every fact that a document may rest on.

The day of reckoning is no part of it; whoever assesses or issues gives that.
Source of the members: the catalogue of documents, section 4.0; ``requests``,
``credit_reports`` and ``publications`` are our additions.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

import rfc8785
from pydantic import Field, model_validator

from recoverydocs.cases.contracts import Contract, OpenRepayment, reversal_faults
from recoverydocs.cases.disclosures import CreditReport, Publication
from recoverydocs.cases.events import (
    Agreement,
    ArbCase,
    Contact,
    CourtCase,
    DeliveryEvent,
    Dispute,
    Hold,
    Instrument,
    Notice,
)
from recoverydocs.cases.parties import (
    Address,
    Approval,
    CostItem,
    OrgUnit,
    Party,
    SealUse,
    User,
)
from recoverydocs.cases.requests import Requests
from recoverydocs.cases.security import Asset, Guarantee, Insurance, PropertyClue, Security
from recoverydocs.cases.types import Entity, Listed, Text, fault


def _no_requests() -> Requests:
    return Requests.model_validate({})


class Case(Entity):
    """案件."""

    case_id: Text = Field(title="案件编号")
    org: OrgUnit = Field(title="机构")
    users: Annotated[tuple[User, ...], Listed] = Field((), title="人员")
    parties: Annotated[tuple[Party, ...], Listed] = Field(title="当事人", min_length=1)
    addresses: Annotated[tuple[Address, ...], Listed] = Field((), title="地址")
    contracts: Annotated[tuple[Contract, ...], Listed] = Field(title="借款合同", min_length=1)
    repayments: Annotated[tuple[OpenRepayment, ...], Listed] = Field(
        (), title="未指明合同的还款"
    )
    costs: Annotated[tuple[CostItem, ...], Listed] = Field((), title="费用")
    guarantees: Annotated[tuple[Guarantee, ...], Listed] = Field((), title="保证")
    securities: Annotated[tuple[Security, ...], Listed] = Field((), title="抵质押")
    assets: Annotated[tuple[Asset, ...], Listed] = Field((), title="财产")
    insurances: Annotated[tuple[Insurance, ...], Listed] = Field((), title="保险")
    notices: Annotated[tuple[Notice, ...], Listed] = Field((), title="发文")
    delivery_events: Annotated[tuple[DeliveryEvent, ...], Listed] = Field((), title="送达")
    contacts: Annotated[tuple[Contact, ...], Listed] = Field((), title="沟通")
    agreements: Annotated[tuple[Agreement, ...], Listed] = Field((), title="协议")
    disputes: Annotated[tuple[Dispute, ...], Listed] = Field((), title="异议")
    holds: Annotated[tuple[Hold, ...], Listed] = Field((), title="暂停")
    credit_reports: Annotated[tuple[CreditReport, ...], Listed] = Field((), title="征信报送")
    publications: Annotated[tuple[Publication, ...], Listed] = Field((), title="公开")
    property_clues: Annotated[tuple[PropertyClue, ...], Listed] = Field((), title="财产线索")
    court_cases: Annotated[tuple[CourtCase, ...], Listed] = Field((), title="诉讼与执行案件")
    arb_cases: Annotated[tuple[ArbCase, ...], Listed] = Field((), title="仲裁案件")
    instruments: Annotated[tuple[Instrument, ...], Listed] = Field((), title="执行依据")
    approvals: Annotated[tuple[Approval, ...], Listed] = Field((), title="审批")
    seals: Annotated[tuple[SealUse, ...], Listed] = Field((), title="用印")
    requests: Requests = Field(default_factory=_no_requests, title="办理要求")

    @model_validator(mode="after")
    def _reverses_what_it_holds(self) -> Case:
        if said := list(reversal_faults(self.repayments)):
            raise fault("reversal", "；".join(dict.fromkeys(said)), "请核对还款流水")
        return self

    def party(self, party_id: str) -> Party:
        """The party of that id.

        Raises:
            KeyError: no such party.
        """
        for party in self.parties:
            if party.party_id == party_id:
                return party
        raise KeyError(party_id)

    def contract(self, contract_no: str) -> Contract:
        """The contract of that number.

        Raises:
            KeyError: no such contract.
        """
        for contract in self.contracts:
            if contract.contract_no == contract_no:
                return contract
        raise KeyError(contract_no)

    def user(self, user_id: str) -> User:
        """The member of staff of that id.

        Raises:
            KeyError: no such user.
        """
        for user in self.users:
            if user.user_id == user_id:
                return user
        raise KeyError(user_id)


def case_data(case: Case) -> dict[str, Any]:
    """The case as plain data: what was given, in the names of the schema, nothing added."""
    data: dict[str, Any] = case.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return data


def case_json(case: Case) -> bytes:
    """The case as canonical JSON (RFC 8785): the octets that are sealed as its source."""
    return rfc8785.dumps(case_data(case))


@cache
def case_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a case, with Chinese titles; published under docs/."""
    schema = Case.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:recoverydocs:case:1",
        **schema,
    }
