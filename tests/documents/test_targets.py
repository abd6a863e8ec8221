"""What one document is made for, and in how many copies."""

from __future__ import annotations

from typing import Any

import pytest
from tests.documents.support import SLUGS, made, sample

from recoverydocs.documents import copies_of, kind_of, targets
from recoverydocs.documents.copies import opponents
from recoverydocs.errors import DataRefusedError


def second_contract(data: dict[str, Any]) -> None:
    second = {**data["contracts"][0], "contract_no": "HT-2", "core_balances": []}
    second["disbursements"] = [
        {**second["disbursements"][0], "disb_no": "JJ-2", "contract_no": "HT-2"}
    ]
    data["contracts"].append(second)
    for request in data["requests"].values():
        request.pop("contract_no", None)


def test_one_demand_a_contract() -> None:
    found = targets(kind_of("dunning-notice"), sample("dunning-notice", second_contract))
    assert [each.contract_no for each in found] == ["HT-2024-0101", "HT-2"]
    assert found[0].key == "HT-2024-0101"
    assert found[0].party_id == "P1"


def test_one_letter_a_guarantor_with_the_only_contract() -> None:
    def change(data: dict[str, Any]) -> None:
        for each in (*data["guarantees"], *data["securities"]):
            del each["contract_no"]

    found = targets(kind_of("guarantor-notice"), sample("guarantor-notice", change))
    assert [(each.guarantee_no, each.contract_no, each.party_id) for each in found] == [
        ("BZ-2023-0202", "HT-2023-0202", "P2"),
        ("BZ-2023-0203", "HT-2023-0202", "P3"),
        ("DY-2023-0202", "HT-2023-0202", "P4"),
    ]


def test_filing_is_made_for_the_notice_asked_for_else_for_all_that_stand() -> None:
    def several(data: dict[str, Any]) -> None:
        other = {**data["notices"][0], "number": "示银保字〔2026〕8号"}
        void = {**data["notices"][0], "number": "示银保字〔2026〕9号", "status": "作废"}
        data["notices"] += [other, void]

    kind = kind_of("internal-filing")
    assert [t.notice_no for t in targets(kind, sample(kind.slug, several))] == [
        "示银保字〔2026〕7号"
    ]

    def unasked(data: dict[str, Any]) -> None:
        several(data)
        del data["requests"]["filing"]["notice"]

    assert [t.notice_no for t in targets(kind, sample(kind.slug, unasked))] == [
        "示银保字〔2026〕7号",
        "示银保字〔2026〕8号",
    ]


def test_application_over_two_contracts_must_name_one() -> None:
    with pytest.raises(DataRefusedError) as refused:
        made("arbitration-application", second_contract)
    assert refused.value.findings[0].rule == "data-missing"
    assert "HT-2024-0101" not in made("preservation-application", second_contract).text


@pytest.mark.parametrize(
    ("slug", "copies"),
    list(zip(SLUGS, [6, 3, 3, 1, 3, 7], strict=True)),
)
def test_copies_follow_the_rule_of_the_kind(slug: str, copies: int) -> None:
    assert copies_of(kind_of(slug), sample(slug)) == copies


def test_copies_without_notary_or_agreement_are_fewer() -> None:
    kind = kind_of("supplementary-agreement")

    def plain(data: dict[str, Any]) -> None:
        data["requests"]["agreement"] = {}

    assert copies_of(kind, sample(kind.slug, plain)) == 5
    assert copies_of(kind, sample(kind.slug, lambda data: data.pop("requests"))) == 1


def test_opponents_are_the_bound_of_the_contract_each_once() -> None:
    case = sample("guarantor-notice")
    assert opponents(case, "HT-2023-0202") == ("P1", "P2", "P3", "P4")
    assert opponents(case) == ("P1", "P2", "P3", "P4")
