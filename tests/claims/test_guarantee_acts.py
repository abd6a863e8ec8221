"""What keeps a guarantee in its period, on what proof: 民法典 692-694, 担保制度解释 27-31."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.claims.support import case, contract, day, delivery, guarantee, notice

from recoverydocs.claims import assess

if TYPE_CHECKING:
    from recoverydocs.cases import Case
    from recoverydocs.claims import Claim, Deadline
    from recoverydocs.law import LawBook

# The worked examples gu-1 … gu-4: due 2026-01-15, nothing agreed, six months to 2026-07-15.
LOAN = contract(to="2026-01-15")
AS_OF = "2026-11-24"


def matter(mode: str = "连带", **more: object) -> Case:
    given = {"guarantees": [guarantee(mode=mode, period_text="未约定")], "contracts": [LOAN]}
    return case(**{**given, **more})


def asked(*sendings: dict[str, Any], to: str = "P2") -> dict[str, Any]:
    """A notice to the guarantor with what came of each sending."""
    number = "保1"
    return {
        "notices": [
            notice(number, "guarantor-notice", "2026-02-01", to=to, guarantee_no="BZ1")
        ],
        "delivery_events": [
            delivery(number, row.pop("sent"), row.pop("result"), row.pop("at"), **row)
            for row in map(dict, sendings)
        ],
    }


def period(found: Case, law: LawBook, as_of: str = AS_OF) -> Deadline:
    return row_of(assess(found, law, day(as_of)), "guarantee-period")


def row_of(claim: Claim, name: str) -> Deadline:
    (row,) = [each for each in claim.deadlines if each.name == name]
    return row


def suit(**more: object) -> dict[str, Any]:
    given: dict[str, Any] = {
        "kind": "一审",
        "court": "示例区人民法院",
        "filed_on": "2026-07-10",
        "against": ["P1", "P2"],
    }
    return {**given, **more}


def test_gu_1_a_demand_on_the_last_day_keeps_it(law: LawBook) -> None:
    found = matter(**asked({"sent": "2026-07-10", "result": "妥投", "at": "2026-07-15"}))
    claim = assess(found, law, day(AS_OF))
    row = row_of(claim, "guarantee-period")
    assert (row.starts_on, row.last_day, row.state) == (
        day("2026-01-15"),
        day("2026-07-15"),
        "kept",
    )
    assert row.moved_by is not None
    assert row.moved_by.answer == "在保证期间内行使权利"
    assert row.moved_by.proof == "保1 EMS 妥投 1000000000001，证据：底单1"
    assert row_of(claim, "guarantor-limitation").raw_last_day == day("2029-07-15")


def test_gu_2_sent_in_time_but_arrived_late_is_lapsed(law: LawBook) -> None:
    found = matter(**asked({"sent": "2026-07-14", "result": "妥投", "at": "2026-07-16"}))
    row = period(found, law)
    assert (row.last_day, row.state, row.moved_by) == (day("2026-07-15"), "lapsed", None)
    assert row.events[0].answer == "保证期间届满后作出，签收也不恢复保证责任"


def test_gu_3_a_letter_does_nothing_for_a_general_guarantee(law: LawBook) -> None:
    sent = asked({"sent": "2026-06-28", "result": "妥投", "at": "2026-06-30"})
    row = period(matter("一般", **sent), law)
    assert row.state == "lapsed"
    assert row.events[0].answer == (
        "一般保证须对债务人起诉或者申请仲裁，向保证人发函不产生效力"
    )


def test_gu_4_a_suit_against_the_debtor_keeps_a_general_guarantee(law: LawBook) -> None:
    claim = assess(matter("一般", court_cases=[suit(against=["P1"])]), law, day(AS_OF))
    assert row_of(claim, "guarantee-period").state == "kept"
    # 民法典 694(1): nothing runs against him before his defence ends.
    assert "guarantor-limitation" not in [each.name for each in claim.deadlines]


def test_gu_5_until_paid_before_2021_is_two_years(law: LawBook) -> None:
    loan = contract(signed_on="2018-12-28", to="2019-12-31", **{"from": "2018-12-31"})
    loan["disbursements"][0]["on"] = "2018-12-31"
    found = matter(
        contracts=[loan],
        guarantees=[
            guarantee(signed_on="2018-12-31", period_text="至主债务本息还清时止", mode="不明")
        ],
        **asked({"sent": "2021-11-28", "result": "妥投", "at": "2021-11-30"}),
    )
    row = period(found, law)
    # An unclear mode before 2021 was joint (担保法 19), so the letter keeps it.
    assert (row.last_day, row.state, row.rule) == (
        day("2021-12-31"),
        "kept",
        "guarantee-period-joint",
    )


@pytest.mark.parametrize(
    ("sending", "answer"),
    [
        (
            {"result": "退回", "reason": "查无此人"},
            "退回（查无此人），未到达",
        ),
        (
            {"result": "拒收", "address_basis": "户籍地址"},
            "拒收，寄送地址不是约定或者确认的地址，不能认定应当到达",
        ),
        (
            {"result": "妥投", "signer": "某人", "relation": "小区保安"},
            "由小区保安签收；自然人须由本人、同住成年亲属或者被授权人签收",
        ),
        ({"result": "在途"}, "仅寄出，尚无到达的结果"),
    ],
)
def test_a_demand_that_did_not_arrive_keeps_nothing(
    law: LawBook, sending: dict[str, Any], answer: str
) -> None:
    at = None if sending["result"] == "在途" else "2026-03-05"
    row = period(matter(**asked({"sent": "2026-03-01", "at": at, **sending})), law)
    assert (row.state, row.events[0].counted, row.events[0].answer) == ("lapsed", False, answer)


def test_refused_at_the_agreed_address_keeps_it(law: LawBook) -> None:
    row = period(
        matter(**asked({"sent": "2026-03-01", "result": "拒收", "at": "2026-03-05"})), law
    )
    assert (row.state, row.moved_by and row.moved_by.on) == ("kept", day("2026-03-05"))


def test_a_letter_to_the_wrong_guarantor_keeps_nothing(law: LawBook) -> None:
    sent = asked({"sent": "2026-03-01", "result": "妥投", "at": "2026-03-05"}, to="P1")
    assert period(matter(**sent), law).events[0].answer == "收件人不是该保证人"


def test_a_demand_before_the_debt_is_due_keeps_nothing(law: LawBook) -> None:
    sent = asked({"sent": "2026-01-10", "result": "妥投", "at": "2026-01-15"})
    row = period(matter(**sent), law)
    assert (row.state, row.events[0].answer) == (
        "lapsed",
        "主债务履行期限尚未届满，保证期间没有开始",
    )


def test_a_proved_demand_goes_before_the_houses_own_list(law: LawBook) -> None:
    listed = [guarantee(period_text="未约定", called_on=["2026-02-20"])]
    only = period(matter(guarantees=listed), law)
    assert only.moved_by is not None
    assert (only.state, only.moved_by.proof) == ("kept", "")
    sent = asked({"sent": "2026-03-01", "result": "妥投", "at": "2026-03-05"})
    both = assess(matter(guarantees=listed, **sent), law, day(AS_OF))
    row = row_of(both, "guarantee-period")
    assert row.moved_by is not None
    assert row.moved_by.on == day("2026-03-05")
    assert [each.answer for each in row.events] == [
        "另有行为已固定保证责任",
        "在保证期间内行使权利",
    ]
    assert "GUAR-PROOF" not in [finding.rule for finding in both.findings]


@pytest.mark.parametrize(
    ("filed", "state", "flaw"),
    [
        (suit(), "kept", "在保证期间内行使权利"),
        (suit(against=["P1"]), "lapsed", "被告、被申请人中没有该保证人"),
        (suit(against=[]), "lapsed", "被告、被申请人中是否有该保证人没有写明"),
        (
            suit(ended={"on": "2026-08-01", "how": "撤诉"}),
            "lapsed",
            "已撤回，没有副本已送达保证人的记录",
        ),
        (
            suit(complaint_served_on="2026-07-14", ended={"on": "2026-08-01", "how": "撤诉"}),
            "kept",
            "在保证期间内行使权利",
        ),
        (suit(filed_on="2026-07-16"), "lapsed", "保证期间届满后作出，签收也不恢复保证责任"),
    ],
)
def test_a_suit_keeps_a_joint_guarantee_only_against_the_guarantor(
    law: LawBook, filed: dict[str, Any], state: str, flaw: str
) -> None:
    row = period(matter(court_cases=[filed]), law)
    assert (row.state, row.events[0].answer) == (state, flaw)


@pytest.mark.parametrize(
    ("filed", "state", "answer"),
    [
        (suit(), "kept", "在保证期间内行使权利"),
        (suit(against=[]), "kept", "在保证期间内行使权利"),
        (suit(against=["P2"]), "lapsed", "被告、被申请人中没有债务人"),
        (
            suit(complaint_served_on="2026-07-14", ended={"on": "2026-08-01", "how": "撤诉"}),
            "lapsed",
            "已撤回，对一般保证不产生效力",
        ),
        (
            suit(kind="支付令"),
            "lapsed",
            "支付令对保证人没有约束力，也不是起诉或者申请仲裁",
        ),
    ],
)
def test_a_suit_keeps_a_general_guarantee_only_against_the_debtor(
    law: LawBook, filed: dict[str, Any], state: str, answer: str
) -> None:
    row = period(matter("一般", court_cases=[filed]), law)
    assert (row.state, row.events[0].answer) == (state, answer)


def test_enforcing_a_notarised_deed_keeps_a_general_guarantee(law: LawBook) -> None:
    # 担保制度解释 27.
    deed = {
        "kind": "公证债权文书",
        "no": "（2025）示证字1号",
        "maker": "示例公证处",
        "on": "2025-01-09",
        "effective_on": "2025-01-09",
        "perform_by": "2026-01-15",
    }
    filed = [suit(kind="执行", against=[])]
    kept = matter("一般", instruments=[deed], court_cases=filed)
    assert period(kept, law).state == "kept"
    assert period(matter(instruments=[deed], court_cases=filed), law).state == "lapsed"
    assert period(matter("一般", court_cases=filed), law).state == "lapsed"


def test_later_demands_restart_the_guarantors_own_limitation(law: LawBook) -> None:
    sendings = (
        {"sent": "2026-03-01", "result": "妥投", "at": "2026-03-05"},
        {"sent": "2026-09-01", "result": "妥投", "at": "2026-09-04"},
        {"sent": "2026-10-01", "result": "退回", "at": "2026-10-09", "reason": "查无此人"},
    )
    claim = assess(matter(**asked(*sendings)), law, day(AS_OF))
    row = row_of(claim, "guarantor-limitation")
    assert (row.starts_on, row.raw_last_day) == (day("2026-03-05"), day("2029-09-04"))
    assert [each.answer for each in row.events] == [
        "重新计算，届满 2029-09-04",
        "退回（查无此人），未到达，不发生中断",
    ]


def test_a_general_guarantors_limitation_runs_from_the_end_of_his_defence(law: LawBook) -> None:
    # 担保制度解释 28: a year after the court received the application, else the ruling.
    filed = [suit(against=["P1"]), suit(kind="执行", filed_on="2026-09-10", against=[])]
    claim = assess(matter("一般", court_cases=filed), law, day("2027-09-10"))
    assert row_of(claim, "guarantor-limitation").starts_on == day("2027-09-10")
    before = assess(matter("一般", court_cases=filed), law, day("2027-09-09"))
    assert "guarantor-limitation" not in [each.name for each in before.deadlines]
    ended = {"on": "2027-03-01", "how": "终结本次执行", "received_on": "2027-03-08"}
    filed[1] = suit(kind="执行", filed_on="2026-09-10", against=[], ended=ended)
    claim = assess(matter("一般", court_cases=filed), law, day("2027-09-10"))
    row = row_of(claim, "guarantor-limitation")
    assert (row.starts_on, row.raw_last_day) == (day("2027-03-08"), day("2030-03-08"))


def test_a_last_day_on_a_holiday_gives_both_days_and_the_careful_one(law: LawBook) -> None:
    # dl-14: due 2026-04-03, six months to 2026-10-03 in the National Day block → 10-08.
    found = matter(contracts=[contract(to="2026-04-03")])
    row = period(found, law, "2026-09-01")
    assert (row.raw_last_day, row.last_day, row.safe_day) == (
        day("2026-10-03"),
        day("2026-10-08"),
        day("2026-10-03"),
    )


def test_an_act_after_the_counted_day_says_that_one_reading_calls_it_late(
    law: LawBook,
) -> None:
    sent = asked({"sent": "2026-09-28", "result": "妥投", "at": "2026-10-08"})
    row = period(matter(contracts=[contract(to="2026-04-03")], **sent), law)
    assert row.state == "kept"
    assert row.events[0].answer == (
        "在保证期间内行使权利（按顺延后的届满日；不顺延的读法下已逾期）"
    )


def test_an_accelerated_debt_starts_the_period_and_says_that_the_guarantor_may_object(
    law: LawBook,
) -> None:
    found = matter(
        notices=[notice("宣1", "acceleration-notice", "2025-07-01")],
        delivery_events=[delivery("宣1", "2025-07-01", "妥投", "2025-07-03")],
    )
    row = period(found, law, "2025-12-01")
    assert (row.starts_on, row.raw_last_day) == (day("2025-07-03"), day("2026-01-03"))
    assert "另须在原到期日 2026-01-15 后的保证期间内再次行使权利" in row.working[-1]
