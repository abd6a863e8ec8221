from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError
from tests.claims.support import case, contract, day

from recoverydocs.claims import assess
from recoverydocs.claims.allocation_order import allocation_order, late_orders
from recoverydocs.claims.terms import every_rank

if TYPE_CHECKING:
    from recoverydocs.cases.contracts import Contract
    from recoverydocs.law import LawBook

AS_OF = day("2026-04-10")


def model(**more: object) -> Contract:
    return case(contracts=[contract(**more)]).contracts[0]


def clause(text: str) -> dict[str, object]:
    return {"抵充": {"no": "第六条", "text": text}}


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("还款按费用、利息、本金的顺序抵充。", ("cost", "interest", "principal")),
        ("先本金后利息。", ("cost", "principal", "interest")),
        ("先还本金，再还罚息，最后还费用。", ("principal", "interest", "cost")),
        ("逾期的还款按费用、利息、本金的顺序抵充。", ("cost", "interest", "principal")),
    ],
)
def test_an_allocation_clause_is_read(law: LawBook, text: str, order: tuple[str, ...]) -> None:
    found, (note,) = allocation_order(model(clauses=clause(text)), law, AS_OF)
    assert found == order
    assert (note.severity, note.rule) == ("note", "ALLOC-READ")


@pytest.mark.parametrize(
    "text",
    [
        "按贷款人的规定抵充。",
        "逾期九十日以上的，先本金后利息。",
        "逾期90天以内先利息后本金，逾期90天以上先本金后利息。",
        "逾期超过三期的，先还本金，再还利息。",
    ],
)
def test_a_clause_that_cannot_be_read_is_a_block(law: LawBook, text: str) -> None:
    _, (finding,) = allocation_order(model(clauses=clause(text)), law, AS_OF)
    assert (finding.severity, finding.rule) == ("block", "ALLOC-CLAUSE")
    assert finding.article == "民法典第五百六十一条"


def test_without_a_clause_the_law_decides(law: LawBook) -> None:
    assert allocation_order(model(), law, AS_OF) == (("cost", "interest", "principal"), ())


def test_the_stated_order_prevails_over_the_words(law: LawBook) -> None:
    rules = [
        {"order": ["利息", "本金"]},
        {"order": ["本金", "利息", "罚息", "复利"], "overdue_days": 90},
    ]
    found = model(clauses=clause("逾期九十日以上的，先本金后利息。"), allocation=rules)
    assert allocation_order(found, law, AS_OF) == (("cost", "interest", "principal"), ())
    assert late_orders(found) == (
        (90, ("cost", "principal", "interest", "penalty", "compound")),
    )


def test_a_stated_order_wants_its_clause(law: LawBook) -> None:
    rules = [{"order": ["费用", "罚息", "利息", "本金"]}]
    order, (finding,) = allocation_order(model(allocation=rules), law, AS_OF)
    assert every_rank(order) == ("cost", "penalty", "interest", "compound", "principal")
    assert (finding.severity, finding.rule) == ("warn", "ALLOC-UNPROVED")


@pytest.mark.parametrize("order", [["利息"], ["利息", "利息", "本金"], ["费用", "本金"]])
def test_an_order_names_interest_and_principal_once(order: list[str]) -> None:
    with pytest.raises(ValidationError, match="抵充顺序须含利息和本金"):
        model(allocation=[{"order": order}])


def test_the_order_follows_the_overdue_days(law: LawBook) -> None:
    # Due 2026-01-10. 5,000 on the 89th day meets interest of 12,166.67; 5,000 on the 90th day
    # meets principal.
    rules = [
        {"order": ["利息", "本金"]},
        {"order": ["本金", "利息"], "overdue_days": 90},
    ]
    rows = [
        {"on": "2026-04-09", "amount": "5000.00"},
        {"on": "2026-04-10", "amount": "5000.00"},
    ]
    found = contract(
        clauses=clause("逾期90天以上先本金后利息。"), allocation=rules, repayments=rows
    )
    claim = assess(case(contracts=[found]), law, day("2026-04-10"))
    taken = [(each.interest, each.principal) for _, each in claim.contracts[0].allocated]
    assert taken == [(500_000, 0), (0, 500_000)]
