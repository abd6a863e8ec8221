"""What restarts 诉讼时效 in a case, on what proof, and why the rest does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.claims.support import case, contract, day, delivery, notice

from recoverydocs.claims import assess

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.claims import Claim, Deadline, PeriodEvent
    from recoverydocs.law import LawBook

DUE = day("2026-01-10")  # the loan of the support module matures on it
AS_OF = day("2026-11-24")


def limit(found: Case, law: LawBook, as_of: date = AS_OF) -> Deadline:
    claim = assess(found, law, as_of)
    (row,) = [each for each in claim.deadlines if each.name == "limitation"]
    return row


def event(found: Case, law: LawBook, as_of: date = AS_OF) -> PeriodEvent:
    (only,) = limit(found, law, as_of).events
    return only


def dunned(**more: object) -> Case:
    """One dunning notice, sent on 2026-02-01."""
    sent = {"result": "妥投", "at": "2026-02-03", **more}
    result, at = str(sent.pop("result")), sent.pop("at")
    return case(
        notices=[notice("催1", "dunning-notice", "2026-02-01")],
        delivery_events=[
            delivery("催1", "2026-02-01", result, str(at) if at is not None else None, **sent)
        ],
    )


def test_a_demand_that_arrived_restarts_it_and_names_its_proof(law: LawBook) -> None:
    found = event(dunned(evidence={"name": "回执1.pdf", "sha256": "0" * 64}), law)
    assert (found.on, found.label, found.counted) == (day("2026-02-03"), "催收到达", True)
    assert found.proof == "催1 EMS 妥投 1000000000001，证据：回执1.pdf"
    assert found.answer == "重新计算，届满 2029-02-03"


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ({"result": "在途", "at": None}, "仅寄出，尚无到达的结果，不发生中断"),
        (
            {"result": "退回", "reason": "查无此人"},
            "退回（查无此人），未到达，不发生中断",
        ),
        (
            {"result": "退回", "reason": "逾期未领", "address_basis": "户籍地址"},
            "退回，寄送地址不是约定或者确认的地址，不能认定应当到达，不发生中断",
        ),
        (
            {"signer": "虚构丙", "relation": "门卫"},
            "由门卫签收；自然人须由本人、同住成年亲属或者被授权人签收，不发生中断",
        ),
    ],
)
def test_a_demand_that_did_not_arrive_says_why(
    law: LawBook, more: dict[str, object], answer: str
) -> None:
    found = event(dunned(**more), law)
    assert (found.on, found.label, found.counted) == (day("2026-02-01"), "催收寄出", False)
    assert found.answer == answer
    assert limit(dunned(**more), law).raw_last_day == day("2029-01-10")


def test_refused_at_the_agreed_address_should_have_arrived(law: LawBook) -> None:
    found = event(dunned(result="拒收"), law)
    assert (found.on, found.counted) == (day("2026-02-03"), True)
    assert "拒收（应当到达）" in found.proof


def test_a_notice_without_any_delivery_row_proves_nothing(law: LawBook) -> None:
    found = case(notices=[notice("催1", "dunning-notice", "2026-02-01")])
    assert event(found, law).answer == "没有送达记录，不能证明到达，不发生中断"


def test_a_notice_to_somebody_else_is_listed_and_does_nothing(law: LawBook) -> None:
    found = case(
        notices=[notice("催1", "dunning-notice", "2026-02-01", to="P2")],
        delivery_events=[delivery("催1", "2026-02-01", "妥投", "2026-02-03")],
    )
    assert event(found, law).answer == "收件人不是债务人，不发生中断"


def test_a_draft_is_no_event(law: LawBook) -> None:
    found = case(notices=[notice("催1", "dunning-notice", "2026-02-01", status="草稿")])
    assert limit(found, law).events == ()


def test_among_several_contracts_a_notice_must_name_its_own(law: LawBook) -> None:
    second = contract(contract_no="HT2")
    second["disbursements"][0]["contract_no"] = "HT2"
    found = case(
        contracts=[contract(), second],
        notices=[
            notice("催1", "dunning-notice", "2026-02-01"),
            notice("催2", "dunning-notice", "2026-02-01", contract_no="HT2"),
        ],
        delivery_events=[delivery("催2", "2026-02-01", "妥投", "2026-02-03")],
    )
    one, two = [
        each for each in assess(found, law, AS_OF).deadlines if each.name == "limitation"
    ]
    assert [each.answer for each in one.events] == [
        "案件有多份借款合同，没有写明是哪一份，不发生中断"
    ]
    assert [each.counted for each in two.events] == [False, True]


def test_a_chain_of_interruptions_each_from_the_last(law: LawBook) -> None:
    # lim-1 of the worked examples: due 2018-03-31 → 2021-03-31; demand 2020-11-05 →
    # 2023-11-05; promise 2023-08-17 → 2026-08-17 (Monday), run out on 2026-11-24.
    loan = contract(signed_on="2017-03-30", to="2018-03-31", **{"from": "2017-03-31"})
    loan["disbursements"][0]["on"] = "2017-03-31"
    found = case(
        contracts=[loan],
        notices=[notice("催1", "dunning-notice", "2020-11-02")],
        delivery_events=[delivery("催1", "2020-11-02", "妥投", "2020-11-05")],
        agreements=[agreement("2023-08-17")],
    )
    row = limit(found, law)
    assert (row.raw_last_day, row.last_day, row.state) == (
        day("2026-08-17"),
        day("2026-08-17"),
        "expired",
    )
    assert [each.answer for each in row.events] == [
        "重新计算，届满 2023-11-05",
        "重新计算，届满 2026-08-17",
    ]
    assert row.moved_by == row.events[1]
    assert row.moved_by.proof == "协议 补1"


def agreement(signed_on: str, **more: object) -> dict[str, Any]:
    given: dict[str, Any] = {
        "no": "补1",
        "kind": "补充还款",
        "signed_on": signed_on,
        "parties": ["P1"],
        "status": "履行",
    }
    return {**given, **more}


def old_loan(**more: object) -> dict[str, Any]:
    """Due 2020-06-30: three years end on 2023-06-30 (a Friday)."""
    loan = contract(signed_on="2019-06-28", to="2020-06-30", **{"from": "2019-06-30"})
    loan["disbursements"][0]["on"] = "2019-06-30"
    return {**loan, **more}


def test_after_expiry_a_demand_and_a_payment_do_nothing(law: LawBook) -> None:
    # lim-2: the demand of 2023-07-03 comes three days late.
    rows = [{"on": "2023-09-01", "amount": "10.00", "source": "本人", "no": "L1"}]
    found = case(
        contracts=[old_loan(repayments=rows)],
        notices=[notice("催1", "dunning-notice", "2023-07-01")],
        delivery_events=[delivery("催1", "2023-07-01", "妥投", "2023-07-03")],
    )
    row = limit(found, law)
    assert (row.raw_last_day, row.state) == (day("2023-06-30"), "expired")
    assert {each.answer for each in row.events} == {"期间已届满，不发生中断"}


def test_after_expiry_the_debtors_signature_starts_it_anew(law: LawBook) -> None:
    # 诉讼时效规定 19(3): signed 2024-07-03, three years to 2027-07-03.
    found = case(
        contracts=[old_loan()],
        notices=[notice("催1", "dunning-notice", "2024-07-01")],
        delivery_events=[
            delivery(
                "催1",
                "2024-07-01",
                "妥投",
                "2024-07-03",
                method="面交",
                signer="虚构甲",
                relation="本人",
                acknowledged_on="2024-07-03",
            )
        ],
    )
    row = limit(found, law)
    assert (row.raw_last_day, row.state) == (day("2027-07-03"), "running")
    said = {each.label: each for each in row.events}
    assert said["催收到达"].answer == "期间已届满，不发生中断"
    assert said["债务人在催收通知上签字"].answer == (
        "届满后同意履行，自该日重新计算，届满 2027-07-03"
    )


def test_only_the_debtors_own_signature_is_consent(law: LawBook) -> None:
    signed = {"signer": "虚构丙", "relation": "同住成年亲属", "acknowledged_on": "2026-02-04"}
    said = {each.label: each.answer for each in limit(dunned(**signed), law).events}
    assert said == {
        "催收到达": "重新计算，届满 2029-02-03",
        "债务人在催收通知上签字": "签字的不是债务人本人、法定代表人或者被授权人，不发生中断",
    }
    own = {"signer": "虚构甲", "acknowledged_on": "2026-02-04"}
    assert limit(dunned(**own), law).raw_last_day == day("2029-02-04")


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        ({"source": "代偿"}, "保证人或者第三人代偿，不是债务人的履行，不发生中断"),
        ({"source": "处置"}, "处置担保物所得，不是债务人的履行，不发生中断"),
        ({}, "没有写明还款来源，不能证明是债务人的履行，不发生中断"),
        ({"source": "本人"}, "重新计算，届满 2029-02-10"),
        ({"source": "扣划"}, "重新计算，届满 2029-02-10"),
    ],
)
def test_whose_payment_it_was_decides(law: LawBook, row: dict[str, Any], answer: str) -> None:
    rows = [{"on": "2026-02-10", "amount": "10.00", "no": "L1", **row}]
    found = event(case(contracts=[contract(repayments=rows)]), law)
    assert (found.proof, found.answer) == ("还款流水 L1", answer)


def test_a_reversed_payment_does_nothing_and_an_early_one_is_not_listed(law: LawBook) -> None:
    rows = [
        {"on": "2025-12-10", "amount": "10.00", "source": "本人", "no": "L0"},
        {"on": "2026-02-10", "amount": "10.00", "source": "本人", "no": "L1"},
        {"on": "2026-02-11", "amount": "-10.00", "reverses": "L1"},
    ]
    found = event(case(contracts=[contract(repayments=rows)]), law)
    assert found.answer == "该笔还款已冲正，不发生中断"


def test_a_demand_before_the_debt_is_due_says_that_nothing_runs_yet(law: LawBook) -> None:
    found = case(
        notices=[notice("催1", "dunning-notice", "2025-12-01")],
        delivery_events=[delivery("催1", "2025-12-01", "妥投", "2025-12-03")],
    )
    assert event(found, law).answer == "期间尚未起算"


def suit(**more: object) -> dict[str, Any]:
    given: dict[str, Any] = {
        "kind": "一审",
        "court": "示例区人民法院",
        "case_no": "（2026）示0000民初1号",
        "filed_on": "2026-03-10",
    }
    return {**given, **more}


def test_a_suit_restarts_it_on_the_day_of_filing_and_again_from_its_end(law: LawBook) -> None:
    pending = limit(case(court_cases=[suit()]), law)
    assert (pending.raw_last_day, pending.in_procedure) == (day("2029-03-10"), True)
    ended = suit(ended={"on": "2026-09-30", "how": "驳回"})
    row = limit(case(court_cases=[ended]), law)
    assert (row.raw_last_day, row.in_procedure) == (day("2029-09-30"), False)
    assert row.events[0].answer == "自 2026-09-30 起重新计算，届满 2029-09-30"


def test_a_pending_suit_does_not_let_it_run_out(law: LawBook) -> None:
    row = limit(case(court_cases=[suit()]), law, day("2029-03-12"))
    assert (row.raw_last_day, row.state) == (day("2029-03-10"), "kept")
    assert any("请核对程序是否仍在进行" in line for line in row.working)
    late = limit(case(court_cases=[suit(filed_on="2029-01-11")]), law, day("2029-03-12"))
    assert late.state == "expired"  # filed a day after 2029-01-10


def test_an_appeal_keeps_the_suit_pending(law: LawBook) -> None:
    first = suit(ended={"on": "2026-09-30", "how": "判决"})
    second = suit(kind="二审", case_no="（2026）示00民终1号", filed_on="2026-10-12")
    row = limit(case(court_cases=[first, second]), law)
    assert (row.raw_last_day, row.in_procedure) == (day("2029-09-30"), True)


def test_a_second_suit_after_expiry_does_not_revive_the_first(law: LawBook) -> None:
    first = suit(filed_on="2026-03-10", ended={"on": "2026-09-30", "how": "驳回"})
    late = suit(filed_on="2029-10-01", case_no="（2029）示0000民初9号")
    row = limit(case(court_cases=[first, late]), law, day("2029-10-02"))
    assert (row.raw_last_day, row.state) == (day("2029-09-30"), "expired")


def test_a_withdrawn_suit_counts_from_its_service_with_a_word_of_doubt(law: LawBook) -> None:
    gone = suit(complaint_served_on="2026-04-02", ended={"on": "2026-05-06", "how": "撤诉"})
    row = limit(case(court_cases=[gone]), law)
    assert row.raw_last_day == day("2029-04-02")
    assert "应以起诉状副本已送达为证" in row.events[0].answer


def test_a_suit_against_others_only_does_nothing(law: LawBook) -> None:
    found = case(court_cases=[suit(against=["P2"])])
    assert event(found, law).answer == "被告、被申请人中没有债务人，不发生中断"


def test_a_police_report_must_be_the_creditors(law: LawBook) -> None:
    def reported(**by: str) -> PeriodEvent:
        disputes = [
            {
                "no": "异1",
                "type": "金额",
                "received": "2026-03-14",
                "reply_due": "2026-04-03",
                "claim": "金额不对",
                "state": "核查中",
                "police": {"office": "示例派出所", "no": "受1", "on": "2026-03-14", **by},
            }
        ]
        return event(case(disputes=disputes), law)

    assert reported(by="本机构").answer == "重新计算，届满 2029-03-14"
    assert "不是债权人" in reported(by="申诉人").answer
    assert "没有写明报案人" in reported().answer
    assert reported().proof == "受1"


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ({}, "重新计算，届满 2029-03-13"),
        ({"recording": None}, "承诺没有录音录像佐证，不发生中断"),
        ({"with_role": "保证人"}, "作出承诺的不是债务人本人，不发生中断"),
    ],
)
def test_a_spoken_promise_needs_the_debtor_and_a_recording(
    law: LawBook, more: dict[str, Any], answer: str
) -> None:
    talk: dict[str, Any] = {
        "channel": "电话",
        "with_role": "本人",
        "started": "2026-03-13T10:00:00+08:00",
        "ended": "2026-03-13T10:05:00+08:00",
        "promise": {"sum": "100.00", "on": "2026-04-01"},
        "recording": {"sha256": "0" * 64},
        **more,
    }
    assert event(case(contacts=[talk]), law).answer == answer


def test_an_agreement_without_the_debtor_does_nothing(law: LawBook) -> None:
    found = case(agreements=[agreement("2026-03-01", parties=["P2"])])
    assert event(found, law).answer == "协议当事人中没有债务人，不发生中断"


def test_a_card_issuer_needs_only_write_to_the_contact_on_file(law: LawBook) -> None:
    # 银行卡规定 3: the letter came back, and interrupts from the day of sending.
    sent = {
        "notices": [notice("催1", "dunning-notice", "2026-02-01")],
        "delivery_events": [
            delivery("催1", "2026-02-01", "退回", "2026-02-09", reason="查无此人")
        ],
    }
    card = case(contracts=[contract(kind="信用卡")], **sent)
    assert (event(card, law).on, event(card, law).counted) == (day("2026-02-01"), True)
    assert event(card, law).proof.endswith("（预留联系方式）")
    assert not event(case(**sent), law).counted


def test_twenty_years_end_it_whatever_restarted_it(law: LawBook) -> None:
    # Due 2020-06-30: 2040-06-30. Promises every two years and a half would carry it beyond.
    signed = [
        "2023-01-05",
        "2025-12-05",
        "2028-11-05",
        "2031-10-05",
        "2034-09-05",
        "2037-08-05",
    ]
    rows = [agreement(on, no=f"补{place}") for place, on in enumerate(signed)]
    row = limit(case(contracts=[old_loan()], agreements=rows), law, day("2037-09-01"))
    assert row.events[-1].answer == "重新计算，届满 2040-08-05"
    assert (row.raw_last_day, row.last_day, row.safe_day) == (
        day("2040-06-30"),
        None,
        day("2040-06-30"),
    )
    assert row.working[-2].startswith("最长20年的保护期间自 2020-06-30 起算")


def test_a_judgment_puts_enforcement_in_the_place_of_limitation(law: LawBook) -> None:
    instrument = {
        "kind": "判决",
        "no": "（2026）示0000民初1号",
        "maker": "示例区法院",
        "on": "2026-05-06",
        "effective_on": "2026-06-01",
        "perform_by": "2026-06-20",
    }
    assert limit(case(instruments=[instrument]), law).state == "done"
    assert limit(case(instruments=[instrument]), law, day("2026-05-31")).state == "running"
    deed = {**instrument, "kind": "公证债权文书"}
    assert limit(case(instruments=[deed]), law).state == "running"


def test_a_line_runs_from_the_first_loan_still_owed(law: LawBook) -> None:
    line: Claim = assess(credit_line(repaid=False), law, AS_OF)
    (row,) = [each for each in line.deadlines if each.name == "limitation"]
    assert row.starts_on == day("2025-07-10")
    repaid: Claim = assess(credit_line(repaid=True), law, AS_OF)
    (row,) = [each for each in repaid.deadlines if each.name == "limitation"]
    assert row.starts_on == day("2026-01-10")


def credit_line(*, repaid: bool) -> Case:
    """Two loans under one line: J1 due 2025-07-10, J2 with the line on 2026-01-10."""
    found = contract(kind="额度", amount="200000.00")
    first = {**found["disbursements"][0], "amount": "100000.00", "to": "2025-07-10"}
    second = {**first, "disb_no": "J2", "to": "2026-01-10"}
    # 100,000 × 6 % × 181 / 360 = 3,016.67 of interest to 2025-07-10.
    paid = {"on": "2025-07-10", "amount": "103016.67", "source": "本人", "disb_no": "J1"}
    return case(
        contracts=[
            {
                **found,
                "disbursements": [first, second],
                "repayments": [paid] if repaid else [],
            }
        ]
    )
