from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.claims.support import case, day, terms, walked, yuan

from recoverydocs.claims.entries import Allocated, Event, Moved
from recoverydocs.claims.terms import Misuse, Waiver
from recoverydocs.claims.working import WorkingRow, days_text, event_text
from recoverydocs.claims.working.words import loan_notes

TAKEN = Allocated(day("2026-01-20"), 5_000, 0, 5_000, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("event", "no", "principal", "text"),
    [
        ("disbursed", 0, 100, "放款：本金1.00元"),
        ("due", 3, 100, "第3期到期：本金1.00元、利息0.20元"),
        ("due", 0, 0, "结息：利息0.20元"),
        ("due", 0, 100, "到期：本金1.00元、利息0.20元"),
        ("late", 0, 100, "宽限期届满未还：本金1.00元、利息0.20元，自应还日起算逾期"),
        ("accelerated", 0, 100, "宣布提前到期：本金1.00元、利息0.20元"),
        ("paid", 0, 0, "还款"),
        ("booked", 0, 0, "还款（按入账记录抵充）"),
        ("held", 0, 0, "以前期未抵充的50.00元抵充"),
    ],
)
def test_each_event_has_its_words(event: Event, no: int, principal: int, text: str) -> None:
    allocated = TAKEN if event in {"paid", "booked", "held"} else None
    moved = Moved(event, day("2026-01-20"), no, principal, 20, allocated, 0, 0, 0, 0)
    assert event_text(moved) == text


@pytest.mark.parametrize(
    ("days", "units", "text"),
    [(None, None, ""), (31, 31, "31"), (365, 360, "12个月"), (370, 365, "12个月零5天")],
)
def test_days_are_months_where_months_count(
    days: int | None, units: int | None, text: str
) -> None:
    assert days_text(WorkingRow("single", "interest", "", days=days, units=units)) == text


def test_notes_say_what_was_agreed() -> None:
    (contract,) = case().contracts
    agreed = terms(
        monthly=True,
        compound=True,
        compound_on_penalty=True,
        grace_days=3,
        accelerated_on=day("2025-06-01"),
        uplift=Decimal("0.4"),
        principal=yuan("1.00"),
    )
    notes = list(loan_notes(contract, agreed, ("合同未载明结息日",)))
    assert notes[1:] == [
        "期内利息的整月按30天计，零头按实际天数计；罚息、复利按实际天数计。",
        "逾期本金自应还日起改按罚息利率计息：合同利率上浮40.00%。",
        "对欠付的期内利息按罚息利率计收复利；各应还日未付的罚息计入复利基数。",
        "宽限期3天：宽限期内还清的不算逾期，未还清的自应还日起算逾期。",
        "未到期本金自2025年6月1日起因宣布提前到期而到期。",
        "合同未载明结息日。",
    ]
    plain = list(loan_notes(contract, replace(agreed, compound_on_penalty=False), ()))
    assert "对欠付的期内利息按罚息利率计收复利。" in plain


def test_notes_say_what_else_was_agreed_or_happened() -> None:
    (contract,) = case().contracts
    agreed = terms(
        compound=True,
        compound_on_penalty=True,
        compound_on_compound=True,
        settles=(),
        misuses=(Misuse(day("2025-03-01"), yuan("5.00")), Misuse(day("2025-04-01"))),
        misuse_uplift=Decimal(1),
        stops_on=day("2025-06-01"),
        late_orders=((90, ("cost", "principal", "interest", "penalty", "compound")),),
    )
    notes = list(loan_notes(contract, agreed, ()))
    heavier = "；逾期后按逾期与挪用中较高的上浮比例，不并处。"
    assert notes[2:] == [
        "对欠付的期内利息按罚息利率计收复利；各结算日未付的罚息、复利计入复利基数。",
        f"本金5.00元自2025年3月1日起未按约定用途使用：合同利率加收100.00%{heavier}",
        f"全部未还本金自2025年4月1日起未按约定用途使用：合同利率加收100.00%{heavier}",
        "破产申请于2025年6月1日受理，自该日起停止计息。",
        "逾期达到90天的，还款按费用、本金、利息、罚息、复利的顺序抵充。",
    ]


def test_events_of_insolvency_and_waiver_in_words() -> None:
    ledger = walked(terms(stops_on=day("2025-06-01")), "2025-07-01")
    for name in ("principal", "costs"):
        ledger.give_up(Waiver(day("2025-07-01"), name, yuan("5.00"), "协议"))
    # 142 days: 200,000 × 6 % × 142 / 360.
    assert [event_text(move) for move in ledger.moves] == [
        "破产申请受理，视为到期：本金200,000.00元、利息4,733.33元",
        "减免：本金5.00元、利息0.00元",
        "减免罚息、复利或者费用",
    ]
