from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.claims.support import case, contract, day, yuan

from recoverydocs.claims import assess
from recoverydocs.claims.repayments import received, waivers
from recoverydocs.law import load_packaged
from recoverydocs.money import Money

if TYPE_CHECKING:
    from random import Random

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import Repayment
    from recoverydocs.law import LawBook

Row = dict[str, Any]
LAW = load_packaged()
AS_OF = day("2026-04-10")


def rows(*given: Row) -> tuple[Repayment, ...]:
    return case(contracts=[contract(repayments=list(given))]).contracts[0].repayments


def counted(*given: Row) -> list[tuple[str, Money, int]]:
    found, _ = received(rows(*given), "HT1", LAW, AS_OF)
    return [
        (str(each.payment.on), each.payment.amount, len(each.payment.applied)) for each in found
    ]


PAID = {"on": "2026-01-10", "amount": "10000.00", "no": "L1"}


def undone(amount: str, **more: object) -> Row:
    return {"on": "2026-01-12", "amount": amount, "reverses": "L1", **more}


def test_a_reversed_payment_never_happened() -> None:
    assert counted(PAID, undone("-10000.00")) == []
    assert counted(undone("-4000.00"), PAID, undone("-6000.00")) == []


def test_a_payment_reversed_in_part_is_smaller() -> None:
    assert counted(PAID, undone("-4000.00")) == [("2026-01-10", yuan("6000"), 0)]


def test_a_reversal_in_part_may_say_what_it_undoes() -> None:
    booked = {**PAID, "applied": {"利息": "3000.00", "本金": "7000.00"}}
    found, findings = received(
        rows(booked, undone("-4000.00", applied={"利息": "3000.00", "本金": "1000.00"})),
        "HT1",
        LAW,
        AS_OF,
    )
    assert dict(found[0].payment.applied) == {"principal": yuan("6000")}
    assert findings == ()


@pytest.mark.parametrize(
    "more", [{}, {"applied": {"利息": "4000.00"}}, {"applied": {"本金": "3000.00"}}]
)
def test_a_reversal_that_does_not_say_it_leaves_the_order_to_the_law(
    more: dict[str, Any],
) -> None:
    booked = {**PAID, "applied": {"利息": "3000.00", "本金": "7000.00"}}
    found, (finding,) = received(rows(booked, undone("-4000.00", **more)), "HT1", LAW, AS_OF)
    assert found[0].payment.applied == ()
    assert found[0].payment.amount == yuan("6000")
    assert finding.rule == "REPAY-REVERSED"


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ([undone("-1.00")], "冲正所指的流水号不存在"),
        ([PAID, PAID, undone("-1.00")], "冲正所指的流水号不唯一"),
        ([PAID, undone("-10000.01")], "冲正的金额超过被冲正的还款"),
        ([PAID, undone("-6000.00"), undone("-6000.00")], "冲正的金额超过被冲正的还款"),
        ([PAID, {**undone("-1.00"), "on": "2026-01-09"}], "冲正早于被冲正的还款"),
        ([PAID, undone("1.00")], "冲正的金额应为负"),
    ],
)
def test_a_reversal_that_cannot_be_is_a_fault(bad: list[Row], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        rows(*bad)
    with pytest.raises(ValidationError, match=said):
        case(repayments=bad)


PAYMENTS = st.lists(
    st.tuples(
        st.sampled_from(["2025-12-01", "2026-01-10", "2026-02-01", "2026-03-01"]),
        st.integers(1, 5_000_000),
        st.sampled_from([None, "利息", "罚息", "本金"]),
    ),
    min_size=2,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(PAYMENTS, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(
    payments: list[tuple[str, int, str | None]], dice: Random
) -> None:
    given: list[Row] = []
    for number, (on, fen, applied) in enumerate(payments):
        amount = Money(fen).plain()
        row: Row = {"on": on, "amount": amount, "no": f"L{number}"}
        if applied:
            row["applied"] = {applied: amount}
        given.append(row)
    given.append({"on": "2026-04-01", "amount": f"-{given[0]['amount']}", "reverses": "L0"})
    shuffled = given[:]
    dice.shuffle(shuffled)
    one, other = (
        assess(case(contracts=[contract(repayments=each)]), LAW, day("2026-04-10"))
        for each in (given, shuffled)
    )
    assert one.contracts == other.contracts


def agreed(*given: Row, **more: object) -> Case:
    agreement: Row = {
        "no": "XY1",
        "kind": "补充还款",
        "signed_on": "2026-02-01",
        "parties": ["P1"],
        "waivers": list(given),
        "status": "履行",
        **more,
    }
    return case(agreements=[agreement])


def waiver(item: str, amount: str, on: str | None = "2026-04-10") -> Row:
    row: Row = {"item": item, "amount": amount, "condition": "全部结清"}
    return row if on is None else {**row, "effective_on": on}


def test_a_waiver_that_took_effect_lowers_its_figure(law: LawBook) -> None:
    claim = assess(agreed(waiver("罚息", "1000.00")), law, day("2026-04-10"))
    figure = claim.contracts[0].figure("penalty_interest")
    assert figure.amount == yuan("3500.00")
    assert "2026-04-10 减免罚息 1,000.00元（协议 XY1）" in figure.working
    # 200,000 + 12,166.67 + 3,500.
    assert claim.total == yuan("215666.67")
    (row,) = [row for row in claim.contracts[0].rows if row.name == "penalty_interest"]
    assert (row.item, row.amount) == ("罚息（减免后余额）", yuan("3500.00"))


@pytest.mark.parametrize(
    ("on", "status", "word"),
    [
        (None, "履行", "尚未生效"),
        ("2026-04-11", "履行", "尚未生效"),
        (None, "违约", "协议已违约"),
    ],
)
def test_a_waiver_without_effect_is_said(
    law: LawBook, on: str | None, status: str, word: str
) -> None:
    claim = assess(agreed(waiver("罚息", "1000.00", on), status=status), law, day("2026-04-10"))
    assert claim.total == yuan("216666.67")
    (finding,) = [each for each in claim.findings if each.rule == "WAIVER-PENDING"]
    assert (finding.severity, word in finding.message) == ("note", True)


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("逾期利息", "penalty_interest"),
        ("罚息", "penalty_interest"),
        ("复利", "compound_interest"),
        ("期内利息", "interest"),
        ("律师费", "costs"),
        ("部分本金", "principal"),
    ],
)
def test_an_item_names_one_figure(item: str, name: str) -> None:
    found, findings = waivers(agreed(waiver(item, "1.00")), "HT1", LAW, AS_OF)
    assert ([each.name for each in found], findings) == ([name], ())


@pytest.mark.parametrize("item", ["利息及罚息", "违约金", "全部优惠"])
def test_an_item_of_no_or_several_figures_is_a_block(item: str) -> None:
    found, (finding,) = waivers(agreed(waiver(item, "1.00")), "HT1", LAW, AS_OF)
    assert (found, finding.severity, finding.rule) == ((), "block", "WAIVER-ITEM")


def test_more_than_is_owed_is_said(law: LawBook) -> None:
    claim = assess(agreed(waiver("罚息", "9000.00")), law, day("2026-04-10"))
    assert claim.total == yuan("212166.67")
    (finding,) = [each for each in claim.findings if each.rule == "WAIVER-EXCESS"]
    assert "约定减免 9,000.00元，当时只欠 4,500.00元" in finding.message


def test_a_waiver_before_its_agreement_is_a_fault() -> None:
    with pytest.raises(ValidationError, match="减免生效日早于协议签订"):
        agreed(waiver("罚息", "1.00", "2026-01-31"))
    with pytest.raises(ValidationError, match="减免生效日早于协议签订"):
        json.dumps(agreed(waiver("罚息", "1.00"), signed_on=None, status="拟签"))


def test_an_agreement_of_another_contract_waives_nothing_here() -> None:
    other = agreed(waiver("罚息", "1.00"), contract_no="HT9")
    assert waivers(other, "HT1", LAW, AS_OF) == ((), ())
