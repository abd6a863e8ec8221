"""The ledger of periods: status, alarm, act, last day, who is told; over many cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.claims.support import USERS, case, contract, day, delivery, guarantee, notice

from recoverydocs.claims import NOT_OVERRIDABLE, WatchRow, assess, gate_findings, watch

if TYPE_CHECKING:
    from recoverydocs.cases import Case
    from recoverydocs.law import LawBook

COURT_CLAUSE = {"text": "由法院管辖", "kind": "诉讼"}


def seen(found: Case, law: LawBook, as_of: str, name: str = "limitation") -> WatchRow:
    rows = watch([assess(found, law, day(as_of))])
    (row,) = [each for each in rows if each.deadline.name == name]
    return row


@pytest.mark.parametrize(
    ("as_of", "status", "alarm", "words"),
    [
        # Matures 2026-01-10, runs out 2029-01-10; ten days for the post: 2028-12-31 is a
        # Sunday, so the last day to send is Friday 2028-12-29.
        ("2026-01-10", "pending", None, "尚未起算"),
        ("2026-01-11", "running", None, "进行中"),
        ("2028-10-11", "running", None, "进行中"),  # 91 days
        ("2028-10-12", "alarm", 90, "90 日内届满"),
        ("2028-12-11", "alarm", 30, "30 日内届满"),
        ("2028-12-29", "alarm", 30, "30 日内届满"),
        ("2028-12-30", "late", 30, "已过最迟办理日"),
        ("2029-01-03", "late", 7, "已过最迟办理日"),
        ("2029-01-10", "late", 7, "已过最迟办理日"),
        ("2029-01-11", "expired", None, "已届满"),
    ],
)
def test_the_status_of_limitation_day_by_day(
    law: LawBook, as_of: str, status: str, alarm: int | None, words: str
) -> None:
    row = seen(case(), law, as_of)
    assert (row.status, row.alarm, row.status_words) == (status, alarm, words)


def test_what_is_proposed_and_by_which_day(law: LawBook) -> None:
    row = seen(case(), law, "2028-11-01")
    assert (row.act, row.document, row.act_by) == (
        "发出催款通知书，须在安全日前到达债务人",
        "dunning-notice",
        day("2028-12-29"),
    )
    assert row.allowance == "函件邮寄和再次投递 10 日"
    assert (row.tell, row.people) == (("法务",), "法务（演示法务）")
    late = seen(case(), law, "2029-01-05")
    assert late.act.startswith("已过最迟交寄日：改为当面签收")
    over = seen(case(), law, "2029-01-11")
    assert over.act == "发出时效届满催收，请债务人签字同意履行（不发生中断）"
    assert (over.document, over.act_by) == ("dunning-notice", None)


def test_a_role_that_nobody_has_still_stands(law: LawBook) -> None:
    row = seen(case(users=USERS[:1]), law, "2028-11-01")
    assert row.people == "法务"


def test_a_hold_does_not_stop_the_clock_and_changes_what_is_proposed(law: LawBook) -> None:
    dispute = {
        "no": "异1",
        "type": "非本人贷款",
        "received": "2028-10-20",
        "reply_due": "2028-11-09",
        "claim": "不是本人",
        "state": "核查中",
    }
    hold = {"no": "停1", "dispute": "异1", "scopes": ["函件"], "from": "2028-10-20"}
    held = seen(case(disputes=[dispute], holds=[hold]), law, "2028-11-01")
    free = seen(case(), law, "2028-11-01")
    assert held.deadline.safe_day == free.deadline.safe_day
    assert held.act.startswith("异议未了结，不得催收，时效照常进行")
    assert held.document == "arbitration-application"
    assert held.tell == ("法务",)
    objection = seen(
        case(disputes=[dispute], holds=[hold]), law, "2028-11-01", "credit-objection"
    )
    # To be answered by 2028-11-09; five days for its way: 11-04 is a Saturday, Friday 11-03.
    assert (objection.act_by, objection.document) == (day("2028-11-03"), "dispute-reply")


def test_a_hold_stops_the_notice_for_signature_too(law: LawBook) -> None:
    dispute = {
        "no": "异1",
        "type": "非本人贷款",
        "received": "2029-01-05",
        "reply_due": "2029-01-25",
        "claim": "不是本人",
        "state": "核查中",
    }
    hold = {"no": "停1", "dispute": "异1", "scopes": ["函件"], "from": "2029-01-05"}
    row = seen(case(disputes=[dispute], holds=[hold]), law, "2029-01-11")
    assert (row.status, row.document) == ("expired", "")
    assert row.act.startswith("异议未了结，不得催收")
    listed = [guarantee(called_on=["2026-03-01"])]
    held = case(disputes=[dispute], holds=[hold], guarantees=listed)
    row = seen(held, law, "2029-01-09", "guarantee-period")
    assert (row.status, row.document) == ("unproved", "arbitration-application")


def with_guarantee(mode: str, **more: object) -> Case:
    return case(guarantees=[guarantee(mode=mode, period_text="未约定")], **more)


def test_a_joint_guarantor_is_written_to_and_a_general_ones_debtor_is_sued(
    law: LawBook,
) -> None:
    # Six months from 2026-01-10: 2026-07-10. By post ten days before, by filing three:
    # 2026-07-07, a Tuesday.
    joint = seen(with_guarantee("连带"), law, "2026-06-01", "guarantee-period")
    assert (joint.document, joint.act_by) == ("guarantor-notice", day("2026-06-30"))
    general = seen(with_guarantee("一般"), law, "2026-06-01", "guarantee-period")
    assert (general.document, general.act_by) == ("arbitration-application", day("2026-07-07"))
    court = [contract(dispute_clause=COURT_CLAUSE)]
    general = seen(
        with_guarantee("一般", contracts=court), law, "2026-06-01", "guarantee-period"
    )
    assert general.document == "complaint"


def test_after_lapse_nothing_is_proposed_but_to_leave_the_guarantor_out(law: LawBook) -> None:
    row = seen(with_guarantee("连带"), law, "2026-07-11", "guarantee-period")
    assert (row.status, row.document, row.act_by, row.alarm) == ("lapsed", "", None, None)
    assert row.act == "保证责任已消灭：不再列该保证人，其后签字、付款也不恢复保证责任"


def test_a_demand_that_nothing_proves_asks_for_its_proof(law: LawBook) -> None:
    listed = [guarantee(period_text="未约定", called_on=["2026-03-01"])]
    row = seen(case(guarantees=listed), law, "2026-06-01", "guarantee-period")
    assert (row.status, row.document, row.act_by) == (
        "unproved",
        "guarantor-notice",
        day("2026-06-30"),
    )
    assert row.act.startswith("补充请求已到达的送达证明")


def test_what_was_done_asks_for_nothing(law: LawBook) -> None:
    found = with_guarantee(
        "连带",
        notices=[notice("保1", "guarantor-notice", "2026-02-01", to="P2")],
        delivery_events=[delivery("保1", "2026-02-01", "妥投", "2026-02-03")],
    )
    row = seen(found, law, "2026-06-01", "guarantee-period")
    assert (row.status, row.act, row.document, row.act_by) == ("kept", "", "", None)
    own = seen(found, law, "2026-06-01", "guarantor-limitation")
    assert (own.status, own.document) == ("running", "guarantor-notice")


def suit(**more: object) -> dict[str, Any]:
    return {"kind": "一审", "court": "示例区法院", "filed_on": "2026-03-10", **more}


def test_while_a_suit_is_pending_its_state_is_to_be_checked(law: LawBook) -> None:
    row = seen(case(court_cases=[suit()]), law, "2026-06-01")
    assert (row.act, row.document) == (
        "诉讼、仲裁进行中：核对程序是否终结，终结之日起重新计算",
        "",
    )


def test_a_renewal_is_asked_for_a_working_day_before_its_last(law: LawBook) -> None:
    # dl-22: the last day is Monday 2026-11-23; a day before it is a Sunday, so Friday 11-20.
    measure = {"asset": "房1", "measure": "查封", "from": "2025-11-30", "until": "2026-11-30"}
    found = case(court_cases=[suit(preservations=[measure])])
    row = seen(found, law, "2026-11-01", "preservation-renewal")
    assert (row.act_by, row.alarm, row.document) == (
        day("2026-11-20"),
        30,
        "preservation-application",
    )


def test_many_cases_stand_in_order_of_what_presses(law: LawBook) -> None:
    def loan(number: str, to: str) -> Case:
        return case(case_id=number, contracts=[contract(to=to)])

    as_of = day("2029-01-02")
    found = [
        loan("AJ-pending", "2029-06-01"),
        loan("AJ-expired", "2025-12-01"),
        loan("AJ-alarm", "2026-01-20"),
        loan("AJ-late", "2026-01-05"),
        loan("AJ-running", "2027-12-01"),
    ]
    rows = watch(assess(each, law, as_of) for each in found)
    assert [row.case_id for row in rows] == [
        "AJ-late",
        "AJ-alarm",
        "AJ-running",
        "AJ-expired",
        "AJ-pending",
    ]
    assert rows == watch(assess(each, law, as_of) for each in reversed(found))


def test_every_period_that_is_reckoned_has_a_rule_of_the_house(law: LawBook) -> None:
    known = {row["id"] for row in law.table("watch").rows("rule")}
    assert known == {
        "limitation",
        "guarantee-period-joint",
        "guarantee-period-general",
        "guarantor-limitation",
        "mortgage-exercise",
        "preservation",
        "preservation-renewal",
        "preservation-then-sue",
        "preservation-pre-enforcement",
        "enforcement",
        "appeal",
        "set-aside",
        "evidence",
        "credit-objection",
    }


# 200,000.00 at 6 % on 360 days from 2025-01-10 to 2026-01-10: 365 days, 12,166.67 of interest.
WHOLE = {"on": "2026-01-10", "amount": "212166.67"}


@pytest.mark.parametrize(
    ("amount", "label", "reason"),
    [
        ("212166.67", "核对后办理结清，不再催收", "没有欠款"),
        (
            "212266.67",
            "退还多收的款项，或者经债务人同意抵充其他到期债务；不再催收",
            "没有欠款，还款比欠款多 100.00元",
        ),
    ],
)
def test_a_loan_that_was_repaid_asks_for_no_demand(
    law: LawBook, amount: str, label: str, reason: str
) -> None:
    paid = case(
        contracts=[contract(repayments=[WHOLE | {"amount": amount}])],
        guarantees=[guarantee(period_text="未约定")],
    )
    claim = assess(paid, law, day("2026-04-10"))
    rows = watch([claim])
    assert {each.deadline.name for each in rows} == {"limitation", "guarantee-period"}
    for row in rows:
        assert (row.status, row.status_words) == ("settled", "债务已还清")
        assert (row.act, row.document, row.act_by, row.alarm) == ("", "", None, None)
    assert [(step.kind, step.label, step.reason) for step in claim.next_steps] == [
        ("", label, reason)
    ]
    told = {each.rule: each for each in claim.findings}
    assert told["DEBT-SETTLED"].severity == "note"
    assert not {"保证期间临近", "时效临近", "G-LIM"} & set(told)
    for kind in ("dunning-notice", "guarantor-notice", "arbitration-application"):
        (block,) = gate_findings(claim, ["DUN-BASIS"], kind=kind)
        assert (block.rule, block.severity) == ("DEBT-SETTLED", "block")
        assert block.rule in NOT_OVERRIDABLE


def test_a_fen_short_is_still_owed(law: LawBook) -> None:
    paid = case(contracts=[contract(repayments=[WHOLE | {"amount": "212166.66"}])])
    row = seen(paid, law, "2026-04-10")
    assert row.status == "running"
    assert row.document == "dunning-notice"


def test_money_paid_ahead_of_a_plan_is_no_settlement(law: LawBook) -> None:
    rows = [
        {"no": 1, "due_on": "2026-01-10", "principal": "100000.00", "interest": "12166.67"},
        {"no": 2, "due_on": "2027-01-10", "principal": "100000.00", "interest": "6083.33"},
    ]
    ahead = contract(
        repay_method={"method": "等额本金"},
        instalments=rows,
        to="2027-01-10",
        repayments=[WHOLE | {"amount": "150000.00"}],
    )
    claim = assess(case(contracts=[ahead]), law, day("2026-04-10"))
    assert not claim.contracts[0].is_settled
    assert "DEBT-SETTLED" not in {each.rule for each in claim.findings}
