"""The working tables of whole cases: samples, invented ones, stated balances, several loans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.claims.support import case, contract, day

from recoverydocs.cases import read_cases, read_column_map
from recoverydocs.claims import Claim, assess, explain
from recoverydocs.claims.working import event_text, total_of
from recoverydocs.money import Money, in_words

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
FILES = sorted(
    path.name for path in SAMPLES.glob("*.*") if path.suffix in {".json", ".yaml", ".xlsx"}
)
AS_OF = day("2026-11-24")


def claims_of(name: str, law: LawBook) -> list[Claim]:
    columns = None
    if name.startswith("core-export"):
        columns = read_column_map((SAMPLES / "core-export.toml").read_bytes())
    intake = read_cases(name, (SAMPLES / name).read_bytes(), columns)
    return [assess(each, law, AS_OF) for each in intake.cases]


@pytest.mark.parametrize("name", [*FILES, "core-export.csv"])
def test_tables_of_every_sample_add_up_figure_by_figure(name: str, law: LawBook) -> None:
    for claim in claims_of(name, law):
        working = explain(claim)
        assert working.total == claim.total
        for table, found in zip(working.contracts, claim.contracts, strict=True):
            rows = [row for loan in table.loans for row in loan.rows] + list(table.costs)
            assert total_of(tuple(rows)) == table.total == found.total
            assert table.total_words == in_words(found.total)
            for figure in found.figures:
                if figure.name in {"total", "principal_not_due"}:
                    continue
                shown = Money.total(
                    row.amount
                    for row in rows
                    if row.counts and row.name == figure.name and row.amount is not None
                )
                assert (-shown if figure.name == "paid" else shown) == figure.amount
            assert len(table.after) == len(found.onward)
        loose = total_of(working.costs)
        assert Money.total(each.total for each in working.contracts) + loose == claim.total


def test_balances_taken_as_stated_say_so(law: LawBook) -> None:
    (claim, *_) = [
        each
        for each in claims_of("core-export.csv", law)
        if each.contracts[0].status == "stated"
    ]
    (loan,) = explain(claim).contracts[0].loans
    assert loan.terms is None
    assert loan.moves == ()
    assert {row.role for row in loan.rows} == {"given"}
    assert all(row.note.startswith("核心系统余额（") for row in loan.rows)
    assert "未能" not in loan.notes[0]
    assert "核心系统所记载的余额" in loan.notes[0]


def test_order_of_payments_is_the_clauses_or_the_laws(law: LawBook) -> None:
    lawful = explain(assess(case(), law, AS_OF)).contracts[0]
    assert (lawful.order_source, lawful.order_clause) == ("law", "")
    assert lawful.order == ("cost", "interest", "principal")
    clause = {"no": "第7条", "text": "还款先抵充本金，后抵充利息。"}
    agreed = case(contracts=[contract(clauses={"抵充": clause})])
    told = explain(assess(agreed, law, AS_OF)).contracts[0]
    assert (told.order_source, told.order_clause) == ("clause", "第7条")
    assert told.order == ("cost", "principal", "interest")
    unclear = case(
        contracts=[contract(clauses={"抵充": {"no": "第7条", "text": "依次抵充。"}})]
    )
    assert explain(assess(unclear, law, AS_OF)).contracts[0].order_source == "law"


def test_order_may_be_agreed_without_its_clause_or_only_for_late_loans(law: LawBook) -> None:
    def source(*rules: dict[str, object], **clauses: dict[str, str]) -> tuple[str, str]:
        given = case(contracts=[contract(allocation=list(rules), clauses=clauses)])
        table = explain(assess(given, law, AS_OF)).contracts[0]
        return table.order_source, table.order_clause

    agreed: dict[str, object] = {"order": ["本金", "利息"]}
    late: dict[str, object] = {"order": ["本金", "利息"], "overdue_days": 90}
    clause = {"no": "第7条", "text": "逾期九十天以上的，先还本金后还利息。"}
    assert source(agreed) == ("stated", "")
    assert source(agreed, 抵充=clause) == ("clause", "第7条")
    assert source(late, 抵充=clause) == ("law", "")


def test_moves_tell_the_loan_from_its_disbursement_on(law: LawBook) -> None:
    repayment = {"on": "2026-02-09", "amount": "20000.00", "no": "1"}
    told = explain(assess(case(contracts=[contract(repayments=[repayment])]), law, AS_OF))
    (loan,) = told.contracts[0].loans
    # 200,000 × 6 % × 365 / 360 = 12,166.67; 30 days late: 200,000 × 9 % × 30 / 360 = 1,500.00.
    assert [(each.on, event_text(each)) for each in loan.moves] == [
        (day("2025-01-10"), "放款：本金200,000.00元"),
        (day("2026-01-10"), "到期：本金200,000.00元、利息12,166.67元"),
        (day("2026-02-09"), "还款"),
    ]
    paid = loan.moves[-1].allocated
    assert paid is not None
    assert (paid.interest, paid.penalty, paid.principal) == (1_216_667, 150_000, 633_333)
    assert loan.moves[-1].due == 20_000_000 - 633_333
    assert loan.notes == (
        "2025年1月10日放款人民币200,000.00元；还款方式：到期一次性还本付息；计息基础：实际天数/360。",
        "逾期本金自应还日起改按罚息利率计息：合同利率上浮50.00%。",
        "合同未约定复利，不计复利。",
    )


def test_a_contract_that_cannot_be_reckoned_has_an_empty_table(law: LawBook) -> None:
    told = explain(assess(case(contracts=[contract(disbursements=[])]), law, AS_OF))
    assert told.contracts[0].loans == ()
    assert told.contracts[0].total == Money(0)
