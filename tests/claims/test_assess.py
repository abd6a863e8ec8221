from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.claims.support import case, contract, day, delivery, notice, yuan

from recoverydocs.claims import assess
from recoverydocs.money import Money

if TYPE_CHECKING:
    from recoverydocs.claims import Claim
    from recoverydocs.law import LawBook

AS_OF = day("2026-04-10")


def balance(**more: object) -> dict[str, object]:
    """What the core system states for the bullet loan on 2026-04-10, as reckoned by hand."""
    given: dict[str, object] = {
        "as_of": "2026-04-10",
        "principal_due": "200000.00",
        "principal_not_due": "0.00",
        "interest": "12166.67",
        "penalty": "4500.00",
        "compound": "0.00",
        "source": "导出1",
        "overdue_since": "2026-01-10",
    }
    return {**given, **more}


def rules(claim: Claim) -> list[str]:
    return [finding.rule for finding in claim.findings]


def amounts(claim: Claim) -> dict[str, Money]:
    return {figure.name: figure.amount for figure in claim.contracts[0].figures}


def test_a_matured_loan_is_owed_with_interest_and_penalty(law: LawBook) -> None:
    claim = assess(case(contracts=[contract(core_balances=[balance()])]), law, AS_OF)
    # 200,000 + 12,166.67 (365 days at 6 %) + 4,500.00 (90 days at 9 %).
    assert claim.total == yuan("216666.67")
    assert [figure.name for figure in claim.contracts[0].figures] == [
        "principal_due",
        "principal_not_due",
        "interest",
        "penalty_interest",
        "compound_interest",
        "costs",
        "paid",
        "total",
    ]
    (found,) = claim.contracts
    assert (found.overdue_since, found.overdue_days) == (day("2026-01-10"), 90)
    assert found.status == "reckoned"
    assert claim.findings == ()
    assert all(not each.difference for each in found.stated)
    assert (
        found.figure("penalty_interest").working[-1] == "罚息：4,500.00元（四舍五入到分，一次）"
    )


def test_rows_add_up_to_their_last(law: LawBook) -> None:
    (found,) = assess(case(), law, AS_OF).contracts
    rows = found.rows
    assert [row.item for row in rows] == [
        "到期未还本金",
        "期内利息",
        "罚息",
        "复利",
        "费用",
        "减：已还",
        "合计",
    ]
    assert Money.total(row.amount for row in rows[:-1]) == rows[-1].amount == found.total
    assert rows[2].clause == "第5.2条"


def test_what_goes_on_growing_is_said(law: LawBook) -> None:
    (onward,) = assess(case(), law, AS_OF).contracts[0].onward
    assert (onward.base, f"{onward.rate:f}", onward.basis) == (yuan("200000"), "0.090", 360)


def test_a_difference_shows_both_figures(law: LawBook) -> None:
    history = {"repayments": [{"on": "2026-01-10", "amount": "1.00"}]}
    rows = [balance(interest="12165.67", penalty="4501.00")]
    claim = assess(case(contracts=[contract(core_balances=rows, **history)]), law, AS_OF)
    (finding,) = claim.findings
    assert (finding.severity, finding.rule) == ("block", "G-SUM")
    assert finding.message == "罚息：核心系统 4,501.00元，核算 4,500.00元，相差 1.00元"


def test_a_difference_with_a_written_reason_is_a_warning(law: LawBook) -> None:
    history = {"repayments": [{"on": "2026-01-10", "amount": "1.00"}]}
    rows = [balance(interest="12165.67", penalty="4501.00", difference_reason="系统按日舍入。")]
    claim = assess(case(contracts=[contract(core_balances=rows, **history)]), law, AS_OF)
    (finding,) = claim.findings
    assert finding.severity == "warn"
    assert finding.message.endswith("；书面原因：系统按日舍入")


def test_a_stated_balance_without_history_is_taken_and_said(law: LawBook) -> None:
    rows = [balance(principal_due="50000.00", principal_not_due="10000.00", fees="30.00")]
    claim = assess(case(contracts=[contract(core_balances=rows)]), law, AS_OF)
    assert rules(claim) == ["SUM-STATED"]
    found = claim.contracts[0]
    assert found.status == "stated"
    # 50,000 + 12,166.67 + 4,500 + 30; the 10,000 are not yet due.
    assert found.total == yuan("66696.67")
    assert found.figure("interest").status == "stated"
    assert "核心系统余额（导出1，2026-04-10）" in found.figure("interest").source
    assert found.overdue_days == 90


def test_a_day_without_a_balance(law: LawBook) -> None:
    missing = assess(
        case(contracts=[contract(core_balances=[balance()])]), law, day("2026-04-11")
    )
    assert [(f.severity, f.rule) for f in missing.findings] == [("block", "G-SUM")]
    none = assess(case(), law, AS_OF)
    assert [(f.severity, f.rule) for f in none.findings] == [("warn", "SUM-UNSTATED")]


def test_before_disbursement_there_is_nothing_to_reckon(law: LawBook) -> None:
    claim = assess(case(), law, day("2025-01-09"))
    assert claim.total == Money(0)
    assert ("block", "G-DOCS") in [(f.severity, f.rule) for f in claim.findings]


def test_principal_not_due_is_no_part_of_the_total(law: LawBook) -> None:
    claim = assess(case(), law, day("2026-01-09"))
    assert amounts(claim)["principal_not_due"] == yuan("200000")
    assert claim.total == Money(0)
    assert "principal_not_due" not in [row.name for row in claim.contracts[0].rows]


def accelerated(result: str = "妥投", **more: object) -> Claim:
    from recoverydocs.law import load_packaged  # noqa: PLC0415

    notices = [
        notice(
            "示银宣字〔2025〕1号",
            "acceleration-notice",
            "2025-07-05",
            accelerated_on="2025-07-08",
        )
    ]
    events = [delivery("示银宣字〔2025〕1号", "2025-07-05", result, "2025-07-10", **more)]
    return assess(
        case(notices=notices, delivery_events=events), load_packaged(), day("2025-08-10")
    )


def test_an_acceleration_notice_works_on_the_later_of_arrival_and_its_day() -> None:
    claim = accelerated()
    found = claim.contracts[0]
    assert found.accelerated_on == day("2025-07-10")
    # 200,000 + 6,033.33 (181 days at 6 %) + 1,550.00 (31 days at 9 %).
    assert claim.total == yuan("207583.33")
    assert found.figure("principal_not_due").label == "未到期本金（加速到期）"
    assert [row.item for row in found.rows][1] == "未到期本金（加速到期）"


@pytest.mark.parametrize(
    ("result", "more", "works"),
    [
        ("拒收", {}, True),
        ("拒收", {"address_basis": "户籍地址"}, False),
        ("退回", {"reason": "逾期未领"}, True),
        ("退回", {"reason": "查无此人"}, False),
        ("退回", {}, False),
        ("在途", {}, False),
        ("公告期满", {}, False),
    ],
)
def test_only_a_notice_that_arrived_or_should_have_works(
    result: str,
    more: dict[str, object],
    works: bool,  # noqa: FBT001
) -> None:
    assert (accelerated(result, **more).contracts[0].accelerated_on is not None) == works


def test_repayments_reversals_and_applications(law: LawBook) -> None:
    rows = [
        {"on": "2026-01-10", "amount": "10000.00", "no": "L1"},
        {"on": "2026-01-12", "amount": "-10000.00", "reverses": "L1"},
        {"on": "2026-01-10", "amount": "5000.00", "applied": {"利息": "5000.00"}},
    ]
    claim = assess(case(contracts=[contract(repayments=rows)]), law, AS_OF)
    assert amounts(claim)["interest"] == yuan("7166.67")
    assert amounts(claim)["principal_due"] == yuan("200000")
    assert [each.amount for _, each in claim.contracts[0].allocated] == [500_000]


def test_costs_need_a_clause_and_come_first(law: LawBook) -> None:
    costs = [
        {
            "kind": "律师费",
            "amount": "5000.00",
            "on": "2026-02-01",
            "voucher": "发票1",
            "clause": "第9.1条",
        },
        {"kind": "邮寄费", "amount": "20.00", "on": "2026-02-01", "voucher": "票2"},
        {
            "kind": "公证费",
            "amount": "9.00",
            "on": "2026-05-01",
            "voucher": "票3",
            "clause": "第9.1条",
        },
    ]
    rows = [{"on": "2026-03-01", "amount": "2000.00"}]
    claim = assess(case(costs=costs, contracts=[contract(repayments=rows)]), law, AS_OF)
    assert amounts(claim)["costs"] == yuan("3000.00")
    assert claim.total == yuan("216666.67") + yuan("3000.00")
    assert rules(claim) == ["SUM-UNSTATED", "COST-CLAUSE", "COST-LATER"]
    assert [figure.amount for figure in claim.costs] == [yuan("5000.00")]


def test_costs_of_no_contract_among_several_are_added_to_the_case(law: LawBook) -> None:
    costs = [
        {
            "kind": "律师费",
            "amount": "5000.00",
            "on": "2026-02-01",
            "voucher": "1",
            "clause": "9",
        }
    ]
    second = contract(contract_no="HT2")
    second["disbursements"][0]["contract_no"] = "HT2"
    claim = assess(case(costs=costs, contracts=[contract(), second]), law, AS_OF)
    assert claim.total == yuan("216666.67") + yuan("216666.67") + yuan("5000")


def test_wanted_keeps_only_the_figures_asked_for(law: LawBook) -> None:
    claim = assess(case(), law, AS_OF, ["penalty_interest"])
    assert [figure.name for figure in claim.figures] == ["penalty_interest"]
    assert claim.total == yuan("216666.67")
    with pytest.raises(KeyError):
        claim.contracts[0].figure("interest")


def test_several_disbursements_are_added_up(law: LawBook) -> None:
    draws = [
        {**contract()["disbursements"][0], "amount": "150000.00"},
        {**contract()["disbursements"][0], "disb_no": "J2", "amount": "50000.00"},
    ]
    claim = assess(case(contracts=[contract(disbursements=draws)]), law, AS_OF)
    found = claim.contracts[0]
    assert found.total == yuan("216666.67")
    assert [number for number, _ in found.loans] == ["J1", "J2"]
    assert "J2：1,125.00元" in found.figure("penalty_interest").working
    assert [row.item for row in found.rows if row.name == "penalty_interest"] == [
        "罚息（借据J1）",
        "罚息（借据J2）",
    ]
    assert Money.total(row.amount for row in found.rows[:-1]) == found.total


def test_names_find_their_parts(law: LawBook) -> None:
    claim = assess(case(), law, AS_OF)
    assert claim.contract("HT1") is claim.contracts[0]
    with pytest.raises(KeyError):
        claim.contract("HT9")
    with pytest.raises(KeyError):
        claim.guarantee("BZ9")
