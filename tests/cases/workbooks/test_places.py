from __future__ import annotations

import pytest

from recoverydocs.cases.workbooks.places import Spot, spot_of


@pytest.mark.parametrize(
    ("place", "spot"),
    [
        ("", Spot("逾期清单", 0, "")),
        ("case_id", Spot("逾期清单", 0, "case_id")),
        ("contracts[1]", Spot("逾期清单", 0, "")),
        ("contracts[1].signed_on", Spot("逾期清单", 0, "contract.signed_on")),
        ("contracts[1].disbursements", Spot("逾期清单", 0, "")),
        ("contracts[1].disbursements[2].amount", Spot("逾期清单", 1, "disb.amount")),
        ("contracts[1].rate_terms.type", Spot("逾期清单", 0, "rate.type")),
        ("contracts[1].clauses.罚息.no", Spot("逾期清单", 0, "clause.罚息.no")),
        ("contracts[1].instalments[3].due_on", Spot("还款计划", 2, "due_on")),
        ("contracts[1].repayments[1]", Spot("还款流水", 0, "")),
        ("parties[1].uscc", Spot("逾期清单", 0, "party.id_or_uscc")),
        ("parties[1].phones[1].number", Spot("逾期清单", 0, "party.phone")),
        ("parties[1].reg_address", Spot("逾期清单", 0, "address.text")),
        ("parties[3].name", Spot("担保信息", 1, "party.name")),
        ("parties[1]", Spot("逾期清单", 0, "")),
        ("addresses[1].text", Spot("逾期清单", 0, "address.text")),
        ("guarantees[2].mode", Spot("担保信息", 1, "mode")),
        ("org.uscc", Spot("机构", 0, "uscc")),
        ("users[4].role", Spot("人员", 3, "role")),
        ("approvals[1].by", Spot("审批", 0, "by")),
        ("seals[2].copies", Spot("用印", 1, "copies")),
        ("requests.dunning.pay_by", Spot("逾期清单", 0, "dunning.pay_by")),
    ],
)
def test_place_of_the_case_becomes_a_spot_of_the_workbook(place: str, spot: Spot) -> None:
    assert spot_of(place) == spot
