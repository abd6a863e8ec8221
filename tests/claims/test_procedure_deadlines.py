"""Days in procedures, worked by hand: preservation, appeal, awards, enforcement, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.claims.support import case, contract, day, delivery, notice

from recoverydocs.claims import assess

if TYPE_CHECKING:
    from recoverydocs.cases import Case
    from recoverydocs.claims import Deadline
    from recoverydocs.law import LawBook

COURT = "示例区人民法院"


def rows(found: Case, law: LawBook, name: str, as_of: str = "2026-04-10") -> list[Deadline]:
    return [each for each in assess(found, law, day(as_of)).deadlines if each.name == name]


def row(found: Case, law: LawBook, name: str, as_of: str = "2026-04-10") -> Deadline:
    (only,) = rows(found, law, name, as_of)
    return only


def suit(**more: object) -> dict[str, Any]:
    return {"kind": "一审", "court": COURT, "filed_on": "2026-03-20", **more}


def preserved(kind: str = "诉前保全", asset: str = "A1", **more: object) -> dict[str, Any]:
    measure = {"asset": asset, "measure": "查封", "from": "2026-03-02", "until": "2026-11-30"}
    return {
        "kind": kind,
        "court": COURT,
        "filed_on": "2026-02-28",
        "preservations": [{**measure, **more}],
    }


def asset(type_: str) -> dict[str, Any]:
    return {"asset_id": "A1", "type": type_}


def judgment(**more: object) -> dict[str, Any]:
    given = {
        "kind": "判决",
        "no": "（2024）示0000民初1号",
        "maker": COURT,
        "on": "2024-09-01",
        "effective_on": "2024-09-20",
        "perform_by": "2024-10-08",
    }
    return {**given, **more}


def test_a_suit_within_thirty_days_of_the_measure_is_done(law: LawBook) -> None:
    # dl-06: 2026-03-02 + 30 = 2026-04-01.
    open_ = row(case(court_cases=[preserved()]), law, "preservation-then-sue", "2026-04-01")
    assert (open_.last_day, open_.state, open_.starts_on) == (
        day("2026-04-01"),
        "running",
        day("2026-03-02"),
    )
    assert row(case(court_cases=[preserved()]), law, "preservation-then-sue").state == "expired"
    filed = case(court_cases=[preserved(), suit(filed_on="2026-04-01")])
    found = row(filed, law, "preservation-then-sue")
    assert (found.state, found.moved_by and found.moved_by.label) == ("done", "起诉")
    late = case(court_cases=[preserved(), suit(filed_on="2026-04-02")])
    found = row(late, law, "preservation-then-sue")
    assert (found.state, found.events[0].answer) == ("expired", "已逾期限")


def test_arbitration_within_thirty_days_will_do(law: LawBook) -> None:
    filed = [{"institution": "示例仲裁委员会", "filed_on": "2026-03-31"}]
    found = row(case(court_cases=[preserved()], arb_cases=filed), law, "preservation-then-sue")
    assert (found.state, found.events[0].label) == ("done", "申请仲裁")


@pytest.mark.parametrize(
    ("until", "raw", "last"),
    [
        ("2026-11-30", "2026-11-23", "2026-11-23"),  # dl-22
        ("2026-10-11", "2026-10-04", "2026-09-30"),  # dl-23: back before the National Day
    ],
)
def test_renewal_is_asked_for_seven_days_before(
    law: LawBook, until: str, raw: str, last: str
) -> None:
    found = row(case(court_cases=[preserved(until=until)]), law, "preservation-renewal")
    assert (found.raw_last_day, found.last_day, found.safe_day) == (
        day(raw),
        day(last),
        day(last),
    )
    assert found.article == "财产保全规定第十八条"


@pytest.mark.parametrize(
    ("type_", "longest"),
    [
        ("存款", "2027-03-02"),  # one year
        ("车辆", "2028-03-02"),  # two
        ("房产", "2029-03-02"),  # three
        ("股权", "2029-03-02"),
    ],
)
def test_a_measure_holds_at_most_its_term(law: LawBook, type_: str, longest: str) -> None:
    # 民诉法解释 485; the court's own earlier day governs.
    over = case(assets=[asset(type_)], court_cases=[preserved(until="2030-01-01")])
    assert row(over, law, "preservation").safe_day == day(longest)
    findings = {each.rule for each in assess(over, law, day("2026-04-10")).findings}
    assert "PRES-TERM" in findings
    within = case(assets=[asset(type_)], court_cases=[preserved(until="2026-11-30")])
    assert row(within, law, "preservation").safe_day == day("2026-11-30")
    findings = {each.rule for each in assess(within, law, day("2026-04-10")).findings}
    assert "PRES-TERM" not in findings


def test_a_renewed_measure_is_done(law: LawBook) -> None:
    first, second = preserved(), preserved("一审")
    second["filed_on"] = "2026-11-20"
    second["preservations"][0] |= {"from": "2026-11-30", "until": "2027-11-30"}
    found = rows(case(court_cases=[first, second]), law, "preservation-renewal", "2026-12-01")
    assert [(each.raw_last_day, each.state) for each in found] == [
        (day("2026-11-23"), "done"),
        (day("2027-11-23"), "running"),
    ]
    assert found[0].events[0].proof == f"{COURT}，续至 2027-11-30"


def test_before_enforcement_five_days_remain(law: LawBook) -> None:
    # dl-08: performance ends 2026-09-29, five days to 2026-10-04, rolled to 2026-10-08.
    instrument = judgment(on="2026-09-01", effective_on="2026-09-10", perform_by="2026-09-29")
    found = case(instruments=[instrument], court_cases=[preserved("执行前保全")])
    term = row(found, law, "preservation-pre-enforcement", "2026-10-01")
    assert (term.raw_last_day, term.last_day, term.safe_day, term.state) == (
        day("2026-10-04"),
        day("2026-10-08"),
        day("2026-10-04"),
        "running",
    )
    applied = suit(kind="执行", filed_on="2026-10-08")
    found = case(instruments=[instrument], court_cases=[preserved("执行前保全"), applied])
    assert row(found, law, "preservation-pre-enforcement", "2026-10-09").state == "done"


@pytest.mark.parametrize(
    ("how", "received", "raw", "last"),
    [
        ("判决", "2026-09-11", "2026-09-26", "2026-09-28"),  # dl-01, Mid-Autumn
        ("判决", "2026-01-30", "2026-02-14", "2026-02-14"),  # dl-03, a make-up Saturday
        ("裁定", "2026-09-11", "2026-09-21", "2026-09-21"),  # ten days, a Monday
    ],
)
def test_an_appeal_runs_from_service(
    law: LawBook, how: str, received: str, raw: str, last: str
) -> None:
    ended = {"on": received, "how": how, "received_on": received}
    filed = suit(filed_on="2026-01-05", ended=ended)
    found = row(case(court_cases=[filed]), law, "appeal", received)
    assert (found.raw_last_day, found.last_day, found.starts_on) == (
        day(raw),
        day(last),
        day(received),
    )
    appealed = suit(kind="二审", filed_on=last)
    assert row(case(court_cases=[filed, appealed]), law, "appeal", "2026-11-24").state == "done"


def test_no_appeal_from_a_settlement_or_without_the_day_of_service(law: LawBook) -> None:
    settled = {"on": "2026-03-30", "how": "调解", "received_on": "2026-03-30"}
    unknown = {"on": "2026-03-30", "how": "判决"}
    assert rows(case(court_cases=[suit(ended=settled)]), law, "appeal") == []
    assert rows(case(court_cases=[suit(ended=unknown)]), law, "appeal") == []


def test_the_courts_day_for_evidence(law: LawBook) -> None:
    found = row(case(court_cases=[suit(evidence_deadline="2026-04-12")]), law, "evidence")
    assert (found.safe_day, found.state, found.article) == (
        day("2026-04-12"),
        "running",
        "人民法院指定",
    )


@pytest.mark.parametrize(
    ("received", "last"),
    [
        ("2026-03-10", "2026-06-10"),  # dl-20: three months
        ("2025-08-11", "2026-02-11"),  # dl-21: six months, over before 2026-03-01
        ("2025-12-15", "2026-03-15"),  # across it: the earlier of 06-15 and 03-15
    ],
)
def test_an_award_is_set_aside_within(law: LawBook, received: str, last: str) -> None:
    award = {"no": "（2026）示仲裁字1号", "on": received, "received_on": received}
    filed = [{"institution": "示例仲裁委员会", "filed_on": "2025-05-06", "award": award}]
    assert row(case(arb_cases=filed), law, "set-aside").raw_last_day == day(last)


def test_enforcement_is_done_once_applied_for(law: LawBook) -> None:
    # dl-16: two years from 2024-10-08 end on 2026-10-08.
    open_ = row(case(instruments=[judgment()]), law, "enforcement")
    assert (open_.last_day, open_.state, open_.starts_on) == (
        day("2026-10-08"),
        "running",
        day("2024-10-08"),
    )
    filed = suit(kind="执行", case_no="（2026）示0000执1号")
    found = row(case(instruments=[judgment()], court_cases=[filed]), law, "enforcement")
    assert (found.state, found.moved_by and found.moved_by.proof) == (
        "done",
        "（2026）示0000执1号",
    )
    late = suit(kind="执行", filed_on="2026-10-09")
    found = row(
        case(instruments=[judgment()], court_cases=[late]), law, "enforcement", "2026-10-10"
    )
    assert (found.state, found.events[0].answer) == ("expired", "期间已届满，不发生中断")


def test_a_demand_or_a_promise_interrupts_enforcement(law: LawBook) -> None:
    # 执行程序解释 20: two years anew from 2026-02-03.
    found = case(
        instruments=[judgment()],
        notices=[notice("催1", "dunning-notice", "2026-02-01")],
        delivery_events=[delivery("催1", "2026-02-01", "妥投", "2026-02-03")],
    )
    term = row(found, law, "enforcement")
    assert (term.raw_last_day, term.state) == (day("2028-02-03"), "running")
    assert term.moved_by is not None
    assert term.moved_by.label == "催收到达"


def test_of_several_instruments_an_enforcement_names_its_own(law: LawBook) -> None:
    both = [judgment(), judgment(no="（2024）示0000民初2号")]
    filed = suit(kind="执行", instrument_no="（2024）示0000民初2号")
    found = rows(case(instruments=both, court_cases=[filed]), law, "enforcement")
    states = {each.subject: each.state for each in found}
    assert states == {"（2024）示0000民初1号": "running", "（2024）示0000民初2号": "done"}
    unnamed = suit(kind="执行")
    found = rows(case(instruments=both, court_cases=[unnamed]), law, "enforcement")
    assert {each.state for each in found} == {"running"}


def deed(**more: object) -> dict[str, Any]:
    return judgment(
        kind="公证债权文书",
        no="（2024）示证字1号",
        on="2024-01-09",
        effective_on="2024-01-09",
        perform_by=None,
        **more,
    )


def instalments(*days: str) -> dict[str, Any]:
    plan = [
        {"no": place, "due_on": due, "principal": "50000.00", "interest": "1000.00"}
        for place, due in enumerate(days, 1)
    ]
    return contract(repay_method={"method": "等额本金"}, instalments=plan)


def test_each_instalment_of_a_notarised_deed_runs_by_itself(law: LawBook) -> None:
    # 公证债权文书执行规定 9: of 2024-03-10 to 2026-03-10, of 2024-06-10 to 2026-06-10.
    loan = instalments("2024-03-10", "2024-06-10", "2024-09-10", "2025-12-10")
    loan |= {"signed_on": "2023-12-08", "from": "2023-12-10"}
    loan["disbursements"][0]["on"] = "2023-12-10"
    term = row(case(contracts=[loan], instruments=[deed()]), law, "enforcement")
    assert (term.starts_on, term.raw_last_day, term.state) == (
        day("2024-06-10"),
        day("2026-06-10"),
        "running",
    )
    assert term.working[-1] == (
        "分期履行，每期分别起算；本行为最先届满的一期（应还日 2024-06-10），已届满 1 期"
    )
    over = row(case(contracts=[loan], instruments=[deed()]), law, "enforcement", "2028-01-10")
    assert (over.starts_on, over.state) == (day("2025-12-10"), "expired")


def test_asking_for_the_certificate_interrupts_not_the_certificate(law: LawBook) -> None:
    certificate = {"no": "（2026）示执字1号", "on": "2026-03-20"}
    dated = deed(exec_certificate={**certificate, "applied_on": "2026-03-05"})
    loan = instalments("2025-06-10", "2025-12-10")
    loan |= {"signed_on": "2023-12-08", "from": "2023-12-10"}
    loan["disbursements"][0]["on"] = "2023-12-10"
    term = row(case(contracts=[loan], instruments=[dated]), law, "enforcement")
    assert (term.raw_last_day, term.state) == (day("2028-03-05"), "running")
    undated = deed(exec_certificate=certificate)
    term = row(case(contracts=[loan], instruments=[undated]), law, "enforcement")
    assert term.raw_last_day == day("2027-06-10")
    assert term.events[0].answer == "没有写明申请出具执行证书的日期，不发生中断"


def objection(**more: object) -> dict[str, Any]:
    given = {
        "no": "异1",
        "type": "征信",
        "received": "2026-09-15",
        "reply_due": "2026-10-05",
        "claim": "报送有误",
        "state": "核查中",
    }
    return {**given, **more}


def test_an_objection_is_answered_within_twenty_days_never_rolled(law: LawBook) -> None:
    # dl-24: 2026-10-05 lies in the National Day block and stays.
    found = row(case(disputes=[objection()]), law, "credit-objection", "2026-09-20")
    assert (found.raw_last_day, found.last_day, found.state) == (
        day("2026-10-05"),
        day("2026-10-05"),
        "running",
    )
    answered = case(
        disputes=[objection(reply="异复1")],
        notices=[notice("异复1", "dispute-reply", "2026-09-30")],
    )
    assert row(answered, law, "credit-objection", "2026-10-06").state == "done"
    late = case(
        disputes=[objection(reply="异复1")],
        notices=[notice("异复1", "dispute-reply", "2026-10-06")],
    )
    assert row(late, law, "credit-objection", "2026-10-06").state == "expired"


def mortgaged() -> dict[str, Any]:
    security = {
        "sec_no": "DY1",
        "kind": "不动产抵押",
        "owner": "P1",
        "asset": "A1",
        "registered": "未登记",
    }
    pledge = {**security, "sec_no": "ZY1", "kind": "动产质押"}
    return {"assets": [asset("房产")], "securities": [security, pledge]}


def test_a_mortgage_lives_as_long_as_the_debt_and_after_judgment_as_enforcement(
    law: LawBook,
) -> None:
    found = row(case(**mortgaged()), law, "mortgage-exercise")
    assert (found.subject, found.raw_last_day, found.article) == (
        "DY1",
        day("2029-01-10"),
        "民法典第四百一十九条",
    )
    after = row(case(**mortgaged(), instruments=[judgment()]), law, "mortgage-exercise")
    assert (after.raw_last_day, after.article) == (
        day("2026-10-08"),
        "民法典第四百一十九条、担保制度解释第四十四条",
    )
