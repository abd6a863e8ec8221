from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.claims.support import case, contract, day, yuan

from recoverydocs.claims import assess
from recoverydocs.claims.contract_terms import matured_on, read_terms
from recoverydocs.claims.rate_steps import rate_steps
from recoverydocs.money import Money

if TYPE_CHECKING:
    from recoverydocs.cases.contracts import Contract
    from recoverydocs.claims.contract_terms import Read
    from recoverydocs.law import LawBook


def model(**more: object) -> Contract:
    return case(contracts=[contract(**more)]).contracts[0]


def rates(**more: object) -> dict[str, object]:
    return {**contract()["rate_terms"], **more}


def read(law: LawBook, as_of: str = "2026-11-24", **more: object) -> Read:
    found = model(**more)
    return read_terms(found, found.disbursements[0], law, day(as_of), None)


def test_a_bullet_loan_falls_due_at_its_end(law: LawBook) -> None:
    terms = read(law).terms
    assert terms is not None
    assert [due.on for due in terms.dues] == [day("2026-01-10")]
    assert (terms.basis, terms.monthly, terms.plan) == (360, False, False)
    assert dict(terms.clauses)["penalty_interest"] == "第5.2条"


def test_an_extension_moves_the_end(law: LawBook) -> None:
    terms = read(law, extended_to="2026-06-10").terms
    assert terms is not None
    assert terms.dues[-1].on == day("2026-06-10")
    assert matured_on(model(extended_to="2026-06-10")) == day("2026-06-10")


@pytest.mark.parametrize(
    ("method", "due_day", "first", "count"),
    [
        ("按月计息到期还本", 21, "2025-01-21", 13),
        ("按季计息到期还本", 21, "2025-03-21", 5),
        ("按年计息到期还本", 20, "2025-12-20", 2),
        ("按月计息到期还本", None, "2025-01-20", 13),
    ],
)
def test_settlement_days_by_method(
    law: LawBook, method: str, due_day: int | None, first: str, count: int
) -> None:
    how: dict[str, object] = {"method": method}
    if due_day is not None:
        how["due_day"] = due_day
    found = read(law, repay_method=how)
    assert found.terms is not None
    assert (found.terms.dues[0].on, len(found.terms.dues)) == (day(first), count)
    assert found.terms.dues[-1].on == day("2026-01-10")
    assert bool(found.notes) == (due_day is None)


def test_the_contracts_plan_holds(law: LawBook) -> None:
    rows = [
        {"no": 1, "due_on": "2025-07-10", "principal": "120000.00", "interest": "6000.00"},
        {"no": 2, "due_on": "2025-12-10", "principal": "80000.00", "interest": "2000.00"},
    ]
    terms = read(law, repay_method={"method": "等额本金"}, instalments=rows).terms
    assert terms is not None
    assert [due.interest for due in terms.dues] == [yuan("6000"), yuan("2000")]
    assert terms.plan
    settled = read(law, repay_method={"method": "按月计息到期还本"}, instalments=rows).terms
    assert settled is not None
    assert [due.interest for due in settled.dues] == [None, None]
    assert matured_on(model(repay_method={"method": "等额本金"}, instalments=rows)) == day(
        "2025-12-10"
    )


@pytest.mark.parametrize(("cycle", "rows"), [("月", 12), ("季", 4)])
def test_a_missing_plan_is_reckoned_and_said(law: LawBook, cycle: str, rows: int) -> None:
    how = {"method": "等额本息", "due_day": 10, "cycle": cycle}
    found = read(law, repay_method=how)
    assert found.terms is not None
    assert len(found.terms.dues) == rows
    assert Money.total(due.principal for due in found.terms.dues) == yuan("200000")
    assert found.notes == ("案件未附还款计划，按合同利率、期限和还款方式推算",)


@pytest.mark.parametrize(
    "how",
    [
        {"method": "其他"},
        {"method": "等额本息", "due_day": 20},  # a broken first period
        {"method": "等额本息", "cycle": "季", "due_day": 20},
    ],
)
def test_without_whole_periods_the_plan_must_be_given(
    law: LawBook, how: dict[str, object]
) -> None:
    found = read(law, repay_method=how)
    assert found.terms is None
    assert [(each.severity, each.rule) for each in found.findings] == [("block", "G-DOCS")]
    broken = read(law, repay_method={"method": "等额本金"}, to="2026-01-20")
    assert broken.terms is None


def test_fixed_and_recorded_rates(law: LawBook) -> None:
    (step,) = rate_steps(model(), day("2025-01-10"), day("2026-01-01"), law)
    assert (step.rate, step.source) == (Decimal("0.06"), "合同约定固定利率")
    history = [{"from": "2025-01-01", "rate": "0.055"}, {"from": "2025-07-01", "rate": "0.05"}]
    steps = rate_steps(
        model(rate_terms=rates(rate_history=history)), day("2025-01-10"), day("2026-01-01"), law
    )
    assert [(step.from_, step.rate) for step in steps] == [
        (day("2025-01-10"), Decimal("0.055")),
        (day("2025-07-01"), Decimal("0.05")),
    ]
    late = [{"from": "2025-07-01", "rate": "0.05"}]
    first = rate_steps(
        model(rate_terms=rates(rate_history=late)), day("2025-01-10"), day("2026-01-01"), law
    )[0]
    assert (first.rate, first.source) == (Decimal("0.06"), "合同约定利率")


def floating(reset: str, **more: object) -> dict[str, object]:
    given = rates(type="LPR浮动", lpr_tenor="1Y", spread_bp=150, reset=reset)
    del given["rate"]
    return {**given, **more}


def test_lpr_with_points_on_each_repricing_day(law: LawBook) -> None:
    steps = rate_steps(
        model(rate_terms=floating("每年1月1日")), day("2024-07-01"), day("2026-11-24"), law
    )
    # LPR 3.45 on 2024-07-01, 3.10 on 2025-01-01, 3.00 on 2026-01-01; 150 points.
    assert [(step.from_, step.rate) for step in steps] == [
        (day("2024-07-01"), Decimal("0.0495")),
        (day("2025-01-01"), Decimal("0.0460")),
        (day("2026-01-01"), Decimal("0.0450")),
    ]
    assert steps[0].source == "一年期LPR（2024-06-20 公布，3.45%）+150BP，2024-07-01 起"


@pytest.mark.parametrize(
    ("reset", "days"),
    [
        ("放款日对年", ["2024-02-29", "2025-02-28", "2026-02-28"]),
        ("按季", ["2024-02-29", "2024-04-01", "2024-07-01"]),
    ],
)
def test_repricing_days(law: LawBook, reset: str, days: list[str]) -> None:
    steps = rate_steps(
        model(rate_terms=floating(reset)), day("2024-02-29"), day("2026-11-24"), law
    )
    assert [step.from_ for step in steps[:3]] == [day(each) for each in days]


def test_a_rate_written_beside_lpr_terms_holds_until_repricing(law: LawBook) -> None:
    terms = floating("每年1月1日", rate="0.05")
    steps = rate_steps(model(rate_terms=terms), day("2025-01-10"), day("2026-02-01"), law)
    assert [step.rate for step in steps] == [Decimal("0.05"), Decimal("0.0450")]
    claim = assess(case(contracts=[contract(rate_terms=terms)]), law, day("2026-04-10"))
    assert "RATE-LPR" in [finding.rule for finding in claim.findings]


def test_a_repricing_day_past_the_table_is_a_block_not_a_guess(law: LawBook) -> None:
    found = read(law, as_of="2027-02-01", rate_terms=floating("每年1月1日"))
    assert found.terms is None
    assert [(each.severity, each.rule) for each in found.findings] == [("block", "LAW-RATE")]
    assert "数据只到 2026-10-19" in found.findings[0].message


def test_a_loan_repriced_in_january_is_reckoned_in_november(law: LawBook) -> None:
    assert read(law, as_of="2026-11-24", rate_terms=floating("每年1月1日")).terms is not None


def test_cautions_of_the_terms(law: LawBook) -> None:
    terms = rates(
        rate="0.18",
        penalty_uplift="0.6",
        penalty_rate="0.2",
        compound=True,
        compound_base="含罚息",
    )
    claim = assess(case(contracts=[contract(rate_terms=terms)]), law, day("2026-04-10"))
    rules = [finding.rule for finding in claim.findings]
    assert rules == [
        "SUM-UNSTATED",
        "RATE-UPLIFT",
        "RATE-PENALTY",
        "COMPOUND-PENALTY",
        "COMPOUND-CYCLE",
        "COMPOUND-CLAUSE",
        "RATE-24",
    ]
    high = rates(rate="0.37")
    claim = assess(case(contracts=[contract(rate_terms=high)]), law, day("2026-04-10"))
    assert "RATE-HIGH" in [finding.rule for finding in claim.findings]


def test_cautions_of_the_payments(law: LawBook) -> None:
    plan = [
        {"no": 1, "due_on": "2026-01-10", "principal": "100000.00", "interest": "1000.00"},
        {"no": 2, "due_on": "2026-06-10", "principal": "100000.00", "interest": "1000.00"},
    ]
    rows = [
        {"on": "2026-01-10", "amount": "150000.00"},
        {"on": "2026-01-11", "amount": "5.00", "applied": {"罚息": "5.00"}},
    ]
    found = contract(
        repay_method={"method": "等额本金"}, instalments=plan, repayments=rows, to="2026-06-10"
    )
    claim = assess(case(contracts=[found]), law, day("2026-02-10"))
    assert [finding.rule for finding in claim.findings] == [
        "SUM-UNSTATED",
        "REPAY-APPLIED",
        "REPAY-SURPLUS",
    ]
    # 49,000 held and 5 taken beyond what was owed are credits.
    assert claim.contracts[0].figure("paid").amount == yuan("49005")
    assert claim.total == -yuan("49005")


def compound(base: str, **more: object) -> dict[str, object]:
    return rates(compound=True, compound_base=base, **more)


@pytest.mark.parametrize(
    ("base", "joins"),
    [
        ("期内利息", (False, False)),
        ("含罚息", (True, False)),
        ("含复利", (False, True)),
        ("含罚息和复利", (True, True)),
    ],
)
def test_what_joins_the_compound_base(
    law: LawBook, base: str, joins: tuple[bool, bool]
) -> None:
    terms = read(law, rate_terms=compound(base)).terms
    assert terms is not None
    assert (terms.compound_on_penalty, terms.compound_on_compound) == joins


@pytest.mark.parametrize(
    ("agreed", "method", "first", "last"),
    [
        # By the quarter on the 21st, by the month on the agreed 15th, after maturity too.
        ({"compound_settlement": "按季"}, 21, "2025-03-21", "2026-09-21"),
        ({"compound_settlement": "按月", "compound_day": 15}, 21, "2025-01-15", "2026-11-15"),
        # Not agreed: the loan's own settlement days, which go on after its end.
        ({}, 21, "2025-01-21", "2026-11-21"),
    ],
)
def test_settlement_days_of_the_compound_base(
    law: LawBook, agreed: dict[str, object], method: int, first: str, last: str
) -> None:
    how = {"method": "按月计息到期还本", "due_day": method}
    terms = read(law, rate_terms=compound("含罚息", **agreed), repay_method=how).terms
    assert terms is not None
    assert terms.settles is not None
    assert (terms.settles[0], terms.settles[-1]) == (day(first), day(last))


def test_a_bullet_loan_without_a_cycle_says_what_it_leaves_out(law: LawBook) -> None:
    found = contract(rate_terms=compound("含罚息和复利"))
    claim = assess(case(contracts=[found]), law, day("2026-04-10"))
    said = {each.rule: each.message for each in claim.findings}
    assert said["COMPOUND-PENALTY"] == "复利基数包含罚息和复利，裁判上常不获支持"
    assert "此后的罚息和复利没有计入复利基数" in said["COMPOUND-CYCLE"]
    early = assess(case(contracts=[found]), law, day("2026-01-10"))
    assert "COMPOUND-CYCLE" not in [each.rule for each in early.findings]


def test_misuse_needs_its_uplift(law: LawBook) -> None:
    rows = [{"from": "2025-03-01", "amount": "50000.00", "evidence": "受托支付流水"}]
    found = read(law, misuses=rows)
    assert found.terms is None or found.findings
    (finding,) = found.findings
    assert (finding.severity, finding.rule) == ("block", "G-DOCS")
    assert "没有约定的挪用上浮比例" in finding.message
    ready = read(law, misuses=rows, rate_terms=rates(misuse_uplift="1.0")).terms
    assert ready is not None
    assert [(each.from_, each.amount) for each in ready.misuses] == [
        (day("2025-03-01"), yuan("50000"))
    ]
    later = read(
        law, as_of="2025-02-28", misuses=rows, rate_terms=rates(misuse_uplift="1.0")
    ).terms
    assert later is not None
    assert later.misuses == ()


def test_misuse_goes_on_after_the_day(law: LawBook) -> None:
    rows = [{"from": "2025-03-01", "amount": "50000.00", "evidence": "受托支付流水"}]
    found = contract(misuses=rows, rate_terms=rates(misuse_uplift="1.0"))
    (early,) = assess(case(contracts=[found]), law, day("2025-06-01")).contracts
    assert [(each.of, each.base, each.rate) for each in early.onward] == [
        ("挪用本金", yuan("50000"), Decimal("0.06"))
    ]
    (late,) = assess(case(contracts=[found]), law, day("2026-04-10")).contracts
    assert [(each.of, each.base, each.rate) for each in late.onward] == [
        ("逾期本金", yuan("150000"), Decimal("0.09")),
        ("挪用的逾期本金", yuan("50000"), Decimal("0.12")),
    ]


def test_a_filing_may_call_everything_in(law: LawBook) -> None:
    suit = {
        "kind": "一审",
        "court": "示例法院",
        "filed_on": "2025-07-01",
        "complaint_served_on": "2025-07-10",
        "accelerates": True,
    }
    (found,) = assess(case(court_cases=[suit]), law, day("2025-08-10")).contracts
    # 200,000 + 6,033.33 (181 days at 6 %) + 1,550.00 (31 days at 9 %).
    assert (found.accelerated_on, found.total) == (day("2025-07-10"), yuan("207583.33"))
    silent = {**suit, "accelerates": False}
    (other,) = assess(case(court_cases=[silent]), law, day("2025-08-10")).contracts
    assert other.accelerated_on is None
    (before,) = assess(case(court_cases=[suit]), law, day("2025-07-09")).contracts
    assert before.accelerated_on is None


def test_a_history_that_begins_too_late_is_a_block(law: LawBook) -> None:
    late = [{"from": "2025-07-01", "rate": "0.05"}]
    terms = rates(rate_history=late)
    del terms["rate"]
    found = read(law, rate_terms=terms)
    assert found.terms is None
    assert [each.message for each in found.findings] == ["放款日没有可用的年利率"]


def test_a_settlement_day_that_nobody_wrote_is_said(law: LawBook) -> None:
    found = read(law, rate_terms=compound("含罚息", compound_settlement="按月"))
    assert found.notes == ("合同未载明复利结算日，按每期20日计",)


def test_a_loan_that_ends_before_it_begins_has_no_plan(law: LawBook) -> None:
    draws = [{**contract()["disbursements"][0], "to": "2025-01-10"}]
    found = read(law, disbursements=draws)
    assert [each.message for each in found.findings] == [
        "没有还款计划，无法确定各期应还日和金额"
    ]
