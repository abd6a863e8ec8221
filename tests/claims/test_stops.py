from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.claims.support import BORROWER, Members, case, contract, day, yuan

from recoverydocs.claims import assess
from recoverydocs.money import Money

if TYPE_CHECKING:
    from recoverydocs.claims import Claim
    from recoverydocs.law import LawBook

AS_OF = day("2026-04-10")


def company(number: str, **more: object) -> Members:
    given: Members = {
        "party_id": number,
        "kind": "法人",
        "role": ["借款人"],
        "name": f"虚构公司{number}",
        "uscc": "91100000100003962T",
        "reg_address": "示例市虚构区演示路3号",
        "legal_rep": "虚构丙",
        "legal_rep_title": "经理",
    }
    return {**given, **more}


def insolvent(number: str, on: str | None) -> Members:
    dated = {} if on is None else {"status_on": on}
    return company(number, status="破产受理", **dated)


def claim_of(law: LawBook, *parties: Members) -> Claim:
    numbers = [party["party_id"] for party in parties]
    found = case(parties=list(parties), contracts=[contract(borrowers=numbers)])
    return assess(found, law, AS_OF)


def rules(claim: Claim) -> list[tuple[str, str]]:
    found = [(each.severity.value, each.rule) for each in claim.findings]
    return [each for each in found if "INSOLVENCY" in each[1]]


def test_interest_stops_and_all_is_due_on_acceptance(law: LawBook) -> None:
    # Accepted 2025-07-10, before the due day: 200,000 × 6 % × 181 / 360 = 6,033.33, no more.
    claim = claim_of(law, insolvent("C1", "2025-07-10"))
    (found,) = claim.contracts
    assert found.figure("interest").amount == yuan("6033.33")
    assert found.figure("penalty_interest").amount == Money(0)
    assert found.stops_on == day("2025-07-10")
    assert claim.total == yuan("206033.33")
    assert found.onward == ()
    assert rules(claim) == [("note", "INSOLVENCY-STOP")]
    assert found.overdue_since == day("2025-07-10")


def test_a_matured_loan_stops_growing(law: LawBook) -> None:
    # Accepted 2026-02-09: penalty interest of 30 days, 50.00 each.
    claim = claim_of(law, insolvent("C1", "2026-02-09"))
    assert claim.contracts[0].figure("penalty_interest").amount == yuan("1500.00")


def test_later_payments_still_count(law: LawBook) -> None:
    found = contract(borrowers=["C1"], repayments=[{"on": "2026-03-01", "amount": "10000.00"}])
    claim = assess(case(parties=[insolvent("C1", "2026-02-09")], contracts=[found]), law, AS_OF)
    # 12,166.67 + 1,500.00 + 200,000 − 10,000.
    assert claim.total == yuan("203666.67")


@pytest.mark.parametrize("on", ["2026-04-11"])
def test_an_acceptance_after_the_day_does_not_matter_yet(law: LawBook, on: str) -> None:
    claim = claim_of(law, insolvent("C1", on))
    assert claim.total == yuan("216666.67")
    assert rules(claim) == []


def test_an_undated_acceptance_is_a_block(law: LawBook) -> None:
    assert rules(claim_of(law, insolvent("C1", None))) == [("block", "INSOLVENCY-DAY")]


def test_against_the_other_borrower_interest_goes_on(law: LawBook) -> None:
    claim = claim_of(law, insolvent("C1", "2026-02-09"), BORROWER)
    assert claim.total == yuan("216666.67")
    assert rules(claim) == [("warn", "INSOLVENCY-PART")]
    (found,) = [each for each in claim.findings if each.rule == "INSOLVENCY-PART"]
    assert "借款人（第 1 名）（2026年2月9日受理）" in found.message
    assert claim.case.parties[0].name not in found.message


def test_all_insolvent_stops_with_the_last(law: LawBook) -> None:
    other = {**insolvent("C2", "2026-01-20"), "uscc": "91110199990001917T"}
    claim = claim_of(law, insolvent("C1", "2026-02-09"), other)
    assert claim.contracts[0].stops_on == day("2026-02-09")
