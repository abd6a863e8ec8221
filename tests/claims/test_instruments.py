"""Judgments and awards with what was paid since; each figure worked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError
from tests.claims.support import Members, case, contract, day, yuan

from recoverydocs.claims import assess
from recoverydocs.money import Money

if TYPE_CHECKING:
    from recoverydocs.claims import Claim
    from recoverydocs.claims.claim import InstrumentClaim
    from recoverydocs.law import LawBook


def judgment(**more: object) -> Members:
    """500,000 of principal; effective 2026-01-10, to be performed within ten days."""
    given: Members = {
        "kind": "判决",
        "no": "（2025）示0101民初1号",
        "maker": "示例法院",
        "on": "2025-12-20",
        "effective_on": "2026-01-10",
        "perform_by": "2026-01-20",
        "sums": [{"kind": "本金", "amount": "500000.00"}],
    }
    return {**given, **more}


def claimed(
    law: LawBook, made: Members, as_of: str = "2026-04-30", paid: tuple[Members, ...] = ()
) -> Claim:
    found = contract(repayments=list(paid))
    return assess(case(contracts=[found], instruments=[made]), law, day(as_of))


def alone(claim: Claim) -> InstrumentClaim:
    (found,) = claim.instruments
    return found


def amounts(found: InstrumentClaim) -> list[Money]:
    return [figure.amount for figure in found.figures]


GENERAL = {"rate": "0.06", "from": "2026-01-20", "day_count": "actual/365"}


def test_both_parts_of_delayed_performance(law: LawBook) -> None:
    # delay-5: 500,000 × 6 % × 100 / 365 = 8,219.18; 500,000 × 0.0175 % × 100 = 8,750.00.
    found = alone(claimed(law, judgment(interest=GENERAL)))
    assert amounts(found) == [
        Money(0),
        yuan("8219.18"),
        yuan("500000"),
        yuan("8750.00"),
        yuan("516969.18"),
    ]
    assert (found.days, found.performance_day) == (100, day("2026-01-20"))
    assert found.figure("doubled_part").label == "加倍部分债务利息"
    (segment,) = found.figure("doubled_part").segments
    assert (segment.days, segment.base) == (100, yuan("500000"))
    assert "首日不计、末日计入" in segment.line()
    assert "民事诉讼法" in found.figure("doubled_part").source
    with pytest.raises(KeyError):
        found.figure("interest")


def test_costs_and_fixed_interest_bear_no_doubled_part(law: LawBook) -> None:
    # delay-3: principal 500,000 and legal fee 10,000 bear it, interest of 30,000 and court fees
    # do not: 510,000 × 0.0175 % × 100 = 8,925.00.
    sums = [
        {"kind": "本金", "amount": "500000.00"},
        {"kind": "其他金钱债务", "name": "律师费", "amount": "10000.00"},
        {"kind": "利息", "amount": "30000.00"},
        {"kind": "费用", "name": "案件受理费", "amount": "8800.00"},
    ]
    found = alone(claimed(law, judgment(sums=sums)))
    assert amounts(found) == [
        yuan("8800"),
        yuan("30000"),
        yuan("510000"),
        yuan("8925.00"),
        yuan("557725.00"),
    ]


def test_payments_meet_the_doubled_part_last(law: LawBook) -> None:
    # alloc-8: 505,000 on 2026-04-30 meet general interest 8,219.18, then 496,780.82 of
    # principal; 3,219.18 and the doubled part stay.
    rows = ({"on": "2026-04-30", "amount": "505000.00"},)
    found = alone(claimed(law, judgment(interest=GENERAL), paid=rows))
    assert amounts(found)[1:4] == [yuan("0"), yuan("3219.18"), yuan("8750.00")]
    (taken,) = found.taken
    assert (taken.general_interest, taken.principal) == (yuan("8219.18"), yuan("496780.82"))


def test_a_part_payment_lowers_what_follows(law: LawBook) -> None:
    # delay-2: 200,000 paid after 40 days, 300,000 after 100: 1,400.00 and 5,250.00.
    rows = ({"on": "2026-03-01", "amount": "200000.00"},)
    found = alone(claimed(law, judgment(), paid=rows))
    assert found.figure("doubled_part").amount == yuan("8750.00") - yuan("2100.00")
    parts = found.figure("doubled_part").parts
    assert [part.amount for part in parts] == [yuan("3500.00"), yuan("3150.00")]


@pytest.mark.parametrize(
    ("on", "counts"), [("2025-12-20", False), ("2025-12-21", True), ("2026-05-01", False)]
)
def test_only_what_was_paid_since_the_instrument_counts(
    law: LawBook,
    on: str,
    counts: bool,  # noqa: FBT001
) -> None:
    rows = ({"on": on, "amount": "100.00"},)
    found = alone(claimed(law, judgment(), paid=rows))
    assert bool(found.taken) == counts


def test_instalments_bear_it_each_from_its_own_day(law: LawBook) -> None:
    # 200,000 by 2026-01-20, 300,000 by 2026-03-01: 40 days on 200,000 = 1,400.00, then 60 days
    # on 500,000 = 5,250.00.
    sums = [
        {"kind": "本金", "amount": "200000.00", "perform_by": "2026-01-20"},
        {"kind": "本金", "amount": "300000.00", "perform_by": "2026-03-01"},
    ]
    made = judgment(kind="调解", sums=sums)
    del made["perform_by"]
    claim = claimed(law, made)
    found = alone(claim)
    assert found.performance_day == day("2026-01-20")
    assert found.figure("doubled_part").amount == yuan("6650.00")
    assert found.figure("ordered_money").amount == yuan("500000")
    assert "INSTR-MEDIATION" in [each.rule for each in claim.findings]


def test_money_before_an_instalments_day_meets_it_after_the_doubled_part(law: LawBook) -> None:
    # On 2026-02-09: 200,000 due 20 days, 700.00 doubled. 250,700 meet 200,000, 700.00 and
    # 50,000 of the next instalment; from 2026-03-01 to 04-30 60 days on 250,000 = 2,625.00.
    sums = [
        {"kind": "本金", "amount": "200000.00", "perform_by": "2026-01-20"},
        {"kind": "本金", "amount": "300000.00", "perform_by": "2026-03-01"},
    ]
    rows = ({"on": "2026-02-09", "amount": "250700.00"},)
    found = alone(claimed(law, judgment(sums=sums), paid=rows))
    (taken,) = found.taken
    assert (taken.principal, taken.doubled, taken.surplus) == (
        yuan("250000"),
        yuan("700"),
        Money(0),
    )
    assert amounts(found)[2:4] == [yuan("250000"), yuan("2625.00")]


def test_general_interest_runs_on_instalments_not_yet_due(law: LawBook) -> None:
    # 500,000 × 6 % × 100 / 365 = 8,219.18, whatever is to be performed when.
    sums = [
        {"kind": "本金", "amount": "200000.00", "perform_by": "2026-01-20"},
        {"kind": "本金", "amount": "300000.00", "perform_by": "2026-03-01"},
    ]
    found = alone(claimed(law, judgment(sums=sums, interest=GENERAL)))
    assert found.figure("general_interest").amount == yuan("8219.18")


@pytest.mark.parametrize(
    ("stay", "days"),
    [
        # Thirty days inside; the first and the last of them do not count.
        (("2026-02-01", "2026-03-02"), 70),
        # Only the days after the last day for performance count in any case.
        (("2026-01-01", "2026-01-21"), 99),
        (("2026-04-30", "2026-06-01"), 99),
        (("2026-05-01", "2026-06-01"), 100),
        (("2025-12-01", "2026-01-20"), 100),
    ],
)
def test_a_stay_bears_no_doubled_part(law: LawBook, stay: tuple[str, str], days: int) -> None:
    stays = [{"from": stay[0], "to": stay[1], "reason": "再审裁定中止执行"}]
    found = alone(claimed(law, judgment(stays=stays, interest=GENERAL)))
    assert found.days == days
    # 87.50 a day; general interest goes on.
    assert found.figure("doubled_part").amount == Money(8750 * days)
    assert found.figure("general_interest").amount == yuan("8219.18")


def test_several_stays_may_touch(law: LawBook) -> None:
    stays = [
        {"from": "2026-02-10", "to": "2026-02-20", "reason": "乙"},
        {"from": "2026-02-01", "to": "2026-02-15", "reason": "甲"},
        {"from": "2026-02-12", "to": "2026-02-13", "reason": "丙"},
    ]
    found = alone(claimed(law, judgment(stays=stays)))
    assert found.days == 80
    assert "已扣除 2026-02-01 至 2026-02-15、2026-02-10 至 2026-02-20" in found.working[0]


def test_insolvency_stops_both_parts_and_not_the_payments(law: LawBook) -> None:
    # Accepted 2026-03-01: 40 days, 3,500.00 and 500,000 × 6 % × 40 / 365 = 3,287.67.
    company = {
        "party_id": "P1",
        "kind": "法人",
        "role": ["借款人"],
        "name": "虚构公司",
        "uscc": "91100000100003962T",
        "reg_address": "示例市虚构区演示路3号",
        "legal_rep": "虚构丙",
        "legal_rep_title": "经理",
        "status": "破产受理",
        "status_on": "2026-03-01",
    }
    rows = [{"on": "2026-04-01", "amount": "3287.67"}]
    claim = assess(
        case(
            parties=[company],
            addresses=[],
            contracts=[contract(repayments=rows)],
            instruments=[judgment(interest=GENERAL)],
        ),
        law,
        day("2026-04-30"),
    )
    found = alone(claim)
    assert found.days == 40
    assert amounts(found)[1:4] == [yuan("0"), yuan("500000"), yuan("3500.00")]
    assert "2026-03-01 受理破产，自该日起不计" in found.working[0]


def test_without_a_period_the_day_of_effect_counts(law: LawBook) -> None:
    made = judgment()
    del made["perform_by"]
    # From 2026-01-10, not counted, to 2026-04-30: 110 days.
    assert alone(claimed(law, made)).days == 110


def test_what_cannot_be_reckoned_is_a_block(law: LawBook) -> None:
    second = contract(contract_no="HT2")
    second["disbursements"][0]["contract_no"] = "HT2"
    many = assess(
        case(contracts=[contract(), second], instruments=[judgment()]), law, day("2026-04-30")
    )
    twice = assess(
        case(instruments=[judgment(), judgment(no="（2026）示01民终2号")]),
        law,
        day("2026-04-30"),
    )
    old = claimed(
        law, judgment(on="2014-05-01", effective_on="2014-05-20", perform_by="2014-06-01")
    )
    for claim, said in (
        (many, "没有写明合同"),
        (twice, "有 2 份写明金额的执行依据"),
        (old, "始于 2014-08-01 以前"),
    ):
        assert claim.instruments == ()
        found = [each for each in claim.findings if each.rule == "INSTR-SUMS"]
        assert found
        assert all(said in each.message for each in found)
        assert found[0].severity == "block"


def test_an_instrument_without_sums_or_effect_is_left_alone(law: LawBook) -> None:
    bare = judgment(sums=[])
    assert claimed(law, bare).instruments == ()
    assert claimed(law, judgment(), "2026-01-09").instruments == ()


def test_nothing_bears_before_the_period_has_run_out(law: LawBook) -> None:
    found = alone(claimed(law, judgment(), "2026-01-20"))
    assert (found.days, found.figure("doubled_part").amount) == (0, Money(0))
    assert found.total == yuan("500000")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            {"sums": [{"kind": "费用", "amount": "1.00", "perform_by": "2026-02-01"}]},
            "只有本金可以写明分期",
        ),
        (
            {"stays": [{"from": "2026-02-02", "to": "2026-02-01", "reason": "甲"}]},
            "止日早于起日",
        ),
    ],
)
def test_orders_must_hold_together(more: Members, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        case(instruments=[judgment(**more)])
