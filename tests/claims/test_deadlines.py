from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.claims.support import case, contract, day, delivery, guarantee, notice, yuan

from recoverydocs.claims import assess
from recoverydocs.claims.guarantees import agreed_period, mode_of
from recoverydocs.money import Money

if TYPE_CHECKING:
    from recoverydocs.claims import Claim, Deadline
    from recoverydocs.law import LawBook

AS_OF = day("2026-04-10")


def deadline(claim: Claim, name: str) -> Deadline:
    (found,) = [each for each in claim.deadlines if each.name == name]
    return found


def test_limitation_runs_from_maturity(law: LawBook) -> None:
    found = deadline(assess(case(), law, AS_OF), "limitation")
    assert (found.raw_last_day, found.state, found.article) == (
        day("2029-01-10"),
        "running",
        "民法典第一百八十八条第一款",
    )
    assert found.days_left(AS_OF) == (day("2029-01-10") - AS_OF).days


def test_limitation_of_instalments_runs_from_the_last(law: LawBook) -> None:
    rows = [
        {"no": 1, "due_on": "2025-07-10", "principal": "120000.00", "interest": "6000.00"},
        {"no": 2, "due_on": "2025-12-10", "principal": "80000.00", "interest": "2000.00"},
    ]
    found = contract(repay_method={"method": "等额本金"}, instalments=rows)
    limit = deadline(assess(case(contracts=[found]), law, AS_OF), "limitation")
    assert (limit.raw_last_day, limit.article) == (day("2028-12-10"), "民法典第一百八十九条")


EVENTS = {
    "notices": [
        notice("催1", "dunning-notice", "2026-02-01"),
        notice("催2", "dunning-notice", "2026-03-01"),
        notice("催3", "dunning-notice", "2026-03-02", status="草稿"),
        notice("催4", "dunning-notice", "2026-03-03", to="P2"),
    ],
    "delivery_events": [
        delivery("催1", "2026-02-01", "妥投", "2026-02-03"),
        delivery("催2", "2026-03-01", "退回", "2026-03-09", reason="查无此人"),
        delivery("催3", "2026-03-05", "妥投", "2026-03-08"),
        delivery("催4", "2026-03-05", "妥投", "2026-03-08"),
    ],
}


def test_a_demand_restarts_it_on_its_arrival(law: LawBook) -> None:
    found = deadline(assess(case(**EVENTS), law, AS_OF), "limitation")
    assert found.raw_last_day == day("2029-02-03")
    assert any("最近一次中断的证据：催1 EMS 妥投" in line for line in found.working)
    assert any("2026-03-01 催收寄出" in line for line in found.working)


@pytest.mark.parametrize(
    ("more", "last"),
    [
        (
            {
                "court_cases": [
                    {"kind": "一审", "court": "示例区法院", "filed_on": "2026-03-10"}
                ]
            },
            "2029-03-10",
        ),
        (
            {"arb_cases": [{"institution": "示例仲裁委员会", "filed_on": "2026-03-11"}]},
            "2029-03-11",
        ),
        (
            {
                "agreements": [
                    {
                        "no": "补1",
                        "kind": "补充还款",
                        "signed_on": "2026-03-12",
                        "parties": ["P1"],
                        "status": "履行",
                    }
                ]
            },
            "2029-03-12",
        ),
        (
            {
                "contacts": [
                    {
                        "channel": "电话",
                        "with_role": "本人",
                        "started": "2026-03-13T10:00:00+08:00",
                        "ended": "2026-03-13T10:05:00+08:00",
                        "promise": {"sum": "100.00", "on": "2026-04-01"},
                        "recording": {"sha256": "0" * 64},
                    }
                ]
            },
            "2029-03-13",
        ),
        (
            {
                "disputes": [
                    {
                        "no": "异1",
                        "type": "非本人贷款",
                        "received": "2026-03-14",
                        "reply_due": "2026-04-03",
                        "claim": "不是本人",
                        "state": "核查中",
                        "police": {
                            "office": "示例派出所",
                            "no": "受1",
                            "on": "2026-03-14",
                            "by": "本机构",
                        },
                    }
                ],
                "holds": [
                    {"no": "停1", "dispute": "异1", "scopes": ["函件"], "from": "2026-03-14"}
                ],
            },
            "2029-03-14",
        ),
    ],
)
def test_other_events_restart_it(law: LawBook, more: dict[str, object], last: str) -> None:
    found = deadline(assess(case(**more), law, AS_OF), "limitation")
    assert found.raw_last_day == day(last)


def test_payments_of_the_debtor_restart_it_and_others_do_not(law: LawBook) -> None:
    def last(**row: object) -> object:
        rows = [{"on": "2026-03-10", "amount": "100.00", **row}]
        found = case(contracts=[contract(repayments=rows)])
        return deadline(assess(found, law, AS_OF), "limitation").raw_last_day

    assert last(source="本人") == day("2029-03-10")
    assert last(source="扣划") == day("2029-03-10")
    assert last(source="代偿") == day("2029-01-10")
    assert last() == day("2029-01-10")


def test_procedure_deadlines(law: LawBook) -> None:
    more = {
        "court_cases": [
            {
                "kind": "诉前保全",
                "court": "示例区法院",
                "filed_on": "2026-03-01",
                "preservations": [
                    {
                        "asset": "房1",
                        "measure": "查封",
                        "from": "2026-03-02",
                        "until": "2026-10-11",
                    }
                ],
            }
        ],
        "instruments": [
            {
                "kind": "判决",
                "no": "（2024）示0000民初1号",
                "maker": "示例区法院",
                "on": "2024-09-01",
                "effective_on": "2024-09-20",
                "perform_by": "2024-10-08",
            }
        ],
    }
    claim = assess(case(**more), law, AS_OF)
    # dl-06, dl-23, dl-16 of the worked examples.
    assert deadline(claim, "preservation-then-sue").last_day == day("2026-04-01")
    assert deadline(claim, "preservation-then-sue").state == "expired"
    assert deadline(claim, "preservation-renewal").last_day == day("2026-09-30")
    assert deadline(claim, "preservation").last_day == day("2026-10-11")
    assert deadline(claim, "enforcement").last_day == day("2026-10-08")
    assert [each.safe_day for each in claim.deadlines] == sorted(
        each.safe_day for each in claim.deadlines
    )


def guarantees(law: LawBook, as_of: str = "2026-04-10", **more: object) -> Claim:
    return assess(case(guarantees=[guarantee(**more)], **DEMANDS), law, day(as_of))


DEMANDS: dict[str, object] = {}


@pytest.mark.parametrize(
    ("more", "kind", "months"),
    [
        ({"period_text": "主债务履行期限届满之日起三年"}, "months", 36),
        ({"period_text": "主债权到期后6个月"}, "months", 6),
        ({"period_text": "直至主债务本息还清时止"}, "until-paid", 0),
        ({"period_text": "未约定"}, "none", 0),
        ({"period_text": "见附件", "period_years": 2}, "months", 24),
        ({"period_text": "见附件", "period_months": 7}, "months", 7),
        ({"period_text": "见附件", "period_end": "2028-01-10"}, "to", 0),
    ],
)
def test_the_period_is_read_from_its_words(
    more: dict[str, object], kind: str, months: int
) -> None:
    agreed = agreed_period(case(guarantees=[guarantee(**more)]).guarantees[0])
    assert agreed is not None
    assert (agreed.kind, agreed.months) == (kind, months)


def test_words_that_say_two_things_are_a_warning_and_six_months(law: LawBook) -> None:
    claim = guarantees(law, period_text="两年或者三年")
    assert "GUAR-PERIOD" in [finding.rule for finding in claim.findings]
    assert deadline(claim, "guarantee-period").raw_last_day == day("2026-07-10")


@pytest.mark.parametrize(
    ("mode", "signed", "read"),
    [
        ("连带", "2025-01-08", "joint"),
        ("一般", "2025-01-08", "general"),
        ("不明", "2020-12-31", "joint"),
        ("不明", "2021-01-01", "general"),
    ],
)
def test_an_unclear_mode_is_read_by_its_day(
    law: LawBook, mode: str, signed: str, read: str
) -> None:
    (found,) = case(guarantees=[guarantee(mode=mode, signed_on=signed)]).guarantees
    assert mode_of(found, law) == read


def test_a_demand_that_arrived_keeps_the_guarantee(law: LawBook) -> None:
    notices = [notice("保1", "guarantor-notice", "2026-02-01", to="P2", guarantee_no="BZ1")]
    events = [delivery("保1", "2026-02-01", "妥投", "2026-02-03")]
    found = case(guarantees=[guarantee()], notices=notices, delivery_events=events)
    claim = assess(found, law, AS_OF)
    assert deadline(claim, "guarantee-period").state == "kept"
    assert deadline(claim, "guarantor-limitation").raw_last_day == day("2029-02-03")
    assert claim.guarantee("BZ1").kept_by == day("2026-02-03")
    assert not claim.guarantee("BZ1").discharged


def test_the_houses_own_list_counts_but_needs_proof(law: LawBook) -> None:
    claim = guarantees(law, called_on=["2026-03-01"])
    assert claim.guarantee("BZ1").kept_by == day("2026-03-01")
    assert "GUAR-PROOF" in [finding.rule for finding in claim.findings]


def test_a_lapsed_guarantee_is_dropped(law: LawBook) -> None:
    claim = guarantees(law, "2026-07-11", period_text="未约定")
    assert claim.guarantee("BZ1").discharged
    assert deadline(claim, "guarantee-period").state == "lapsed"


def test_a_suit_keeps_a_general_guarantee(law: LawBook) -> None:
    filed = [{"institution": "示例仲裁委员会", "filed_on": "2026-03-11"}]
    found = case(guarantees=[guarantee(mode="一般")], arb_cases=filed)
    assert assess(found, law, AS_OF).guarantee("BZ1").kept_by == day("2026-03-11")


def test_what_can_be_demanded_stays_within_the_cap(law: LawBook) -> None:
    assert guarantees(law, cap="1000.00").guarantee("BZ1").demandable == yuan("1000")
    assert guarantees(law, cap="9000000.00").guarantee("BZ1").demandable == yuan("216666.67")
    assert guarantees(law).guarantee("BZ1").demandable > Money(0)


def test_a_maximum_guarantee_runs_from_the_day_it_was_fixed(law: LawBook) -> None:
    claim = guarantees(
        law, max_amount=True, cap="300000.00", determined_on="2026-02-10", period_text="未约定"
    )
    assert deadline(claim, "guarantee-period").raw_last_day == day("2026-08-10")


def test_a_guarantee_of_no_contract_among_several_is_a_block(law: LawBook) -> None:
    second = contract(contract_no="HT2")
    second["disbursements"] = []
    found = case(contracts=[contract(), second], guarantees=[guarantee()])
    assert "GUAR-CONTRACT" in [finding.rule for finding in assess(found, law, AS_OF).findings]
    named = case(contracts=[contract(), second], guarantees=[guarantee(contract_no="HT1")])
    assert assess(named, law, AS_OF).guarantee("BZ1").contract_no == "HT1"


def kinds(claim: Claim) -> list[str]:
    return [step.kind for step in claim.next_steps]


def test_next_steps_follow_the_state(law: LawBook) -> None:
    assert kinds(assess(case(), law, day("2026-01-09"))) == []
    assert kinds(assess(case(), law, AS_OF)) == ["dunning-notice"]
    twice = {
        "notices": [
            notice("催1", "dunning-notice", "2026-02-01"),
            notice("催2", "dunning-notice", "2026-03-01"),
        ],
        "delivery_events": [delivery("催1", "2026-02-01", "妥投", "2026-02-03")],
    }
    assert kinds(assess(case(**twice), law, AS_OF)) == ["arbitration-application"]
    court = contract(dispute_clause={"text": "由法院管辖", "kind": "诉讼"})
    assert kinds(assess(case(contracts=[court], **twice), law, AS_OF)) == ["complaint"]
    rows = [
        {"no": 1, "due_on": "2026-01-10", "principal": "100000.00", "interest": "6000.00"},
        {"no": 2, "due_on": "2026-12-10", "principal": "100000.00", "interest": "2000.00"},
    ]
    partly = contract(repay_method={"method": "等额本金"}, instalments=rows, to="2026-12-10")
    assert kinds(assess(case(contracts=[partly], **twice), law, AS_OF)) == [
        "acceleration-notice"
    ]
    assert (
        assess(case(), law, day("2029-02-01"))
        .next_steps[0]
        .label.startswith("发出时效届满催收")
    )


def test_next_steps_press_for_guarantees(law: LawBook) -> None:
    joint = guarantees(law, period_text="未约定")
    assert kinds(joint) == ["guarantor-notice", "dunning-notice"]
    # Ten days kept free before 2026-07-10 for the post: Tuesday 2026-06-30.
    assert joint.next_steps[0].by == day("2026-06-30")
    general = guarantees(law, period_text="未约定", mode="一般")
    assert kinds(general)[0] == "arbitration-application"


def test_an_open_dispute_leaves_only_the_answer(law: LawBook) -> None:
    disputes = [
        {
            "no": "异1",
            "type": "非本人贷款",
            "received": "2026-04-01",
            "reply_due": "2026-04-21",
            "claim": "不是本人",
            "state": "受理",
        }
    ]
    holds = [{"no": "停1", "dispute": "异1", "scopes": ["函件"], "from": "2026-04-01"}]
    claim = assess(case(disputes=disputes, holds=holds, guarantees=[guarantee()]), law, AS_OF)
    assert kinds(claim) == ["dispute-reply"]
    # To be answered by 2026-04-21; five days kept free for its way: Thursday 2026-04-16.
    assert claim.next_steps[0].by == day("2026-04-16")


# Three years from 2026-01-10 end on 2029-01-10; the last six months begin on 2028-07-11.
FLOOD = {"reason": "不可抗力", "from": "2028-08-01", "proof": "政府公告（虚构）"}


@pytest.mark.parametrize(
    ("more", "as_of", "raw", "plain"),
    [
        ({"to": "2028-09-15"}, "2028-12-01", "2029-03-15", "2029-01-10"),
        # It lasts: as if it were over on the day of looking.
        ({}, "2028-12-01", "2029-06-01", "2029-01-10"),
        ({"to": "2028-12-20"}, "2028-12-01", "2029-06-01", "2029-01-10"),
        # Not begun on the day of looking, not proved, over before the last six months.
        ({"to": "2028-09-15"}, "2028-07-31", "2029-01-10", None),
        ({"to": "2028-09-15", "proof": None}, "2028-12-01", "2029-01-10", None),
        ({"from": "2028-01-01", "to": "2028-07-10"}, "2028-12-01", "2029-01-10", None),
    ],
)
def test_an_obstacle_of_the_case_suspends_limitation(
    law: LawBook, more: dict[str, object], as_of: str, raw: str, plain: str | None
) -> None:
    hindered = case(contracts=[contract(obstacles=[{**FLOOD, **more}])])
    found = deadline(assess(hindered, law, day(as_of)), "limitation")
    assert found.raw_last_day == day(raw)
    assert found.unsuspended_day == (None if plain is None else day(plain))
    counted = [each.counted for each in found.events if each.label == "中止：不可抗力"]
    assert counted == ([] if as_of == "2028-07-31" else [plain is not None])


def test_the_working_of_a_suspended_limitation_says_why(law: LawBook) -> None:
    hindered = case(contracts=[contract(obstacles=[{**FLOOD, "to": "2028-09-15"}])])
    found = deadline(assess(hindered, law, day("2028-12-01")), "limitation")
    assert (
        "最后6个月内有障碍，自障碍消除之日起满6个月届满：2029-03-15（民法典第一百九十四条第二款）"
    ) in found.working
    (event,) = found.events
    assert (event.proof, event.answer) == (
        "政府公告（虚构）",
        "障碍于 2028-09-15 消除，届满 2029-03-15",
    )


def test_an_obstacle_suspends_the_period_to_apply_for_enforcement(law: LawBook) -> None:
    # Two years from 2024-03-01 end on 2026-03-01; the obstacle is removed on 2026-01-15.
    instrument = {
        "kind": "判决",
        "no": "判1",
        "maker": "示例区法院",
        "on": "2024-01-01",
        "effective_on": "2024-01-01",
        "perform_by": "2024-03-01",
    }
    flood = {**FLOOD, "from": "2025-12-01", "to": "2026-01-15"}
    given = case(contracts=[contract(obstacles=[flood])], instruments=[instrument])
    found = deadline(assess(given, law, day("2026-04-10")), "enforcement")
    assert (found.raw_last_day, found.state) == (day("2026-07-15"), "running")
    assert [each.label for each in found.events] == ["中止：不可抗力"]
