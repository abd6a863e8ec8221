from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.support import case, contract, day, guarantee, owed, terms, walked, yuan

from recoverydocs.claims import assess
from recoverydocs.claims.entries import CostPool
from recoverydocs.claims.ledger import Ledger
from recoverydocs.claims.several_debts import Debt, among
from recoverydocs.claims.terms import Due, Payment
from recoverydocs.claims.walked import walk_contract
from recoverydocs.claims.walking import walk
from recoverydocs.money import Money

if TYPE_CHECKING:
    from recoverydocs.cases import Case
    from recoverydocs.law import LawBook

NOTHING = yuan(0)
SIX = Decimal("0.06")


def debt(amount: str, **more: object) -> Debt:
    """Due, unsecured, six per cent, due day unknown."""
    given: dict[str, object] = {
        "name": "",
        "amount": yuan(amount),
        "is_due": True,
        "covered": NOTHING,
        "rate": SIX,
    }
    return Debt(**{**given, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("payment", "debts", "shares"),
    [
        # Due before not due, although the latter is unsecured.
        (
            "50000",
            (
                debt("60000", is_due=False),
                debt("80000", covered=yuan("80000")),
            ),
            ("0", "50000"),
        ),
        # Both due: the unsecured first.
        ("70000", (debt("80000", covered=yuan("80000")), debt("60000")), ("10000", "60000")),
        # Both secured in part: the smaller share first.
        (
            "70000",
            (debt("80000", covered=yuan("60000")), debt("60000", covered=yuan("15000"))),
            ("10000", "60000"),
        ),
        # Equal so far: the heavier rate first.
        ("30000", (debt("40000"), debt("20000", rate=Decimal("0.09"))), ("10000", "20000")),
        # Equal so far: the earlier due day first.
        (
            "30000",
            (
                debt("40000", due_on=day("2025-06-01")),
                debt("20000", due_on=day("2025-03-01")),
            ),
            ("10000", "20000"),
        ),
        # Equal in all: in proportion.
        ("25000", (debt("60000"), debt("40000")), ("15000", "10000")),
        # The odd fen goes to the largest remainder: 0.01 × 1/3, 2/3.
        ("0.01", (debt("1"), debt("2")), ("0", "0.01")),
        # More than all: no debt takes more than itself.
        ("100", (debt("10"), debt("20")), ("10", "20")),
    ],
)
def test_the_order_of_the_civil_code(
    payment: str, debts: tuple[Debt, ...], shares: tuple[str, ...]
) -> None:
    assert among(debts, yuan(payment)) == tuple(yuan(share) for share in shares)


DEBTS = st.builds(
    lambda fen, is_due, covered, rate: Debt(
        "", Money(fen), is_due, Money(covered), Decimal(rate)
    ),
    st.integers(0, 10**8),
    st.booleans(),
    st.sampled_from([0, 10**6, 10**9]),
    st.sampled_from([6, 9]),
)


@given(st.lists(DEBTS, max_size=6), st.integers(0, 4 * 10**8))
def test_no_fen_is_lost_among_debts(debts: list[Debt], fen: int) -> None:
    shares = among(debts, Money(fen))
    assert Money.total(shares).fen == min(fen, sum(each.amount.fen for each in debts))
    for share, each in zip(shares, debts, strict=True):
        assert 0 <= share.fen <= each.amount.fen


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 30_000_000)), max_size=5),
    st.booleans(),
)
def test_no_fen_is_lost_among_loans(rows: list[tuple[int, int]], one_pool: bool) -> None:  # noqa: FBT001
    pool = CostPool([(day("2025-03-01"), 123_456)])
    other = pool if one_pool else CostPool([(day("2026-03-01"), 9_999)])
    ledgers = [
        Ledger(terms(), pool),
        Ledger(terms(dues=(Due(day("2025-08-10"), yuan("200000")),)), other),
        Ledger(terms(plan=True, covered=None), pool),
    ]
    start = day("2025-01-10").toordinal()
    events = [
        (ledgers, Payment(day("2025-01-10").fromordinal(start + after), Money(fen)))
        for after, fen in rows
    ]
    walk(ledgers, events, day("2028-01-01"))
    taken = sum(
        each.amount - each.held for ledger in ledgers for each in ledger.allocated
    ) + sum(ledger.held + ledger.surplus for ledger in ledgers)
    assert taken == sum(fen for _, fen in rows)


def test_a_payment_on_no_loan_meets_the_due_one(law: LawBook) -> None:
    # J1 of 150,000 fell due 2025-07-10, J2 of 50,000 on 2026-01-10. 10,000 on 2025-08-09: J1
    # owes 150,000 × 6 % × 181 / 360 = 4,525.00 and 150,000 × 9 % × 30 / 360 = 1,125.00.
    first = {**contract()["disbursements"][0], "amount": "150000.00", "to": "2025-07-10"}
    second = {**first, "disb_no": "J2", "amount": "50000.00", "to": "2026-01-10"}
    found = contract(
        disbursements=[first, second], repayments=[{"on": "2025-08-09", "amount": "10000.00"}]
    )
    (claim,) = assess(case(contracts=[found]), law, day("2025-08-09")).contracts
    ((number, taken),) = claim.allocated
    assert number == "J1"
    assert (taken.interest, taken.penalty, taken.principal) == (452_500, 112_500, 435_000)


def two_contracts(**more: object) -> Case:
    second = contract(contract_no="HT2")
    second["disbursements"] = [
        {**second["disbursements"][0], "contract_no": "HT2", "disb_no": "J2"}
    ]
    return case(contracts=[contract(), second], **more)


def test_a_payment_on_no_contract_meets_the_least_secured(law: LawBook) -> None:
    # Both contracts alike, HT1 guaranteed: 20,000 go to HT2, interest 12,166.67 first.
    found = two_contracts(
        guarantees=[guarantee(contract_no="HT1")],
        repayments=[{"on": "2026-01-10", "amount": "20000.00"}],
    )
    claim = assess(found, law, day("2026-01-10"))
    assert claim.contract("HT1").allocated == ()
    ((number, taken),) = claim.contract("HT2").allocated
    assert (number, taken.interest, taken.principal) == ("J2", 1_216_667, 783_333)


def test_equal_contracts_share_in_proportion(law: LawBook) -> None:
    found = two_contracts(repayments=[{"on": "2026-01-10", "amount": "20000.00"}])
    claim = assess(found, law, day("2026-01-10"))
    for number in ("HT1", "HT2"):
        ((_, taken),) = claim.contract(number).allocated
        assert taken.amount == yuan("10000").fen


def test_a_payment_that_cannot_be_shared_out_is_a_block(law: LawBook) -> None:
    lost = contract(contract_no="HT2", repay_method={"method": "其他"})
    lost["disbursements"] = [
        {**lost["disbursements"][0], "contract_no": "HT2", "disb_no": "J2"}
    ]
    found = case(
        contracts=[contract(), lost], repayments=[{"on": "2026-01-10", "amount": "20000.00"}]
    )
    claim = assess(found, law, day("2026-01-10"))
    assert ("block", "REPAY-OPEN") in [(f.severity, f.rule) for f in claim.findings]


def test_one_loan_alone_takes_it_all() -> None:
    ledger = walked(terms(), "2026-01-10", (Payment(day("2026-01-10"), yuan("212166.67")),))
    assert owed(ledger) == NOTHING


def test_one_contract_alone_knows_the_open_payments(law: LawBook) -> None:
    found = two_contracts(repayments=[{"on": "2026-01-10", "amount": "20000.00"}])
    (ledger,) = walk_contract(found, found.contracts[1], law, day("2026-01-10")).ledgers
    assert [each.amount for each in ledger.allocated] == [1_000_000]
