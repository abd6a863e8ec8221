"""What stands in the workbook: cells by kind, stored results, no formula from a case."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from tests.claims.support import (
    BORROWER,
    Members,
    case,
    contract,
    day,
    paid,
    terms,
    walked,
    yuan,
)
from tests.documents.working_book.matters import (
    awkward_cases,
    sample_cases,
    tie_cases,
    workings,
)

from recoverydocs.cases.invented import AS_OF
from recoverydocs.claims import Working, assess, explain
from recoverydocs.claims.terms import Due
from recoverydocs.claims.working import ContractWorking, LoanWorking
from recoverydocs.claims.working.rows import loan_rows
from recoverydocs.documents.working_book import working_book
from recoverydocs.documents.working_book.paper import Book
from recoverydocs.law import load_packaged
from recoverydocs.money import Money

if TYPE_CHECKING:
    from recoverydocs.cases import Case


def explained(given: Case) -> Working:
    return explain(assess(given, load_packaged(), AS_OF))


def opened(*found: Working, results: bool = False) -> Any:  # noqa: ANN401 - cells of any kind
    return load_workbook(BytesIO(working_book(found)), data_only=results)


def row_of(sheet: Any, item: str) -> Any:  # noqa: ANN401 - cells of any kind
    """The first row of that item."""
    return next(row for row in sheet.iter_rows() if row[0].value == item)


def loan_of(*payments: tuple[str, str], **more: object) -> Working:
    """One loan of 10,000 yuan at 6 %, walked to 2026-01-31."""
    given: Members = {
        "principal": yuan(10000),
        "dues": (Due(day("2026-01-10"), yuan(10000)),),
        "uplift": Decimal("0.3"),
    }
    loan = terms(**{**given, **more})
    ledger = walked(loan, "2026-01-31", tuple(paid(on, amount) for on, amount in payments))
    rows = tuple(loan_rows(ledger))
    total = Money.total(row.amount for row in rows if row.counts and row.amount is not None)
    (first, *_) = explained(case()).contracts[0].loans[0].moves
    paid_out = replace(first, on=loan.start, principal=1_000_000, not_due=1_000_000)
    table = LoanWorking("J1", loan, rows, (paid_out, *ledger.moves), ())
    whole = ContractWorking("HT1", AS_OF, (table,), (), total, "", loan.order, "law", "", ())
    return Working("AJ1", AS_OF, (whole,), (), total)


def test_amounts_are_formulas_over_numbers_and_days() -> None:
    # As in the rows worked by hand: 608.33, 21.67 and 1,000.00 of principal paid, 21.45 left.
    book = opened(loan_of(("2026-01-20", "1630.00")))
    assert book.sheetnames == ["目录", "明细1", "变动1"]
    sheet = book["明细1"]
    interest = row_of(sheet, "期内利息")
    at = interest[0].row
    assert [cell.value for cell in interest[1:9]] == [
        "='变动1'!M6",
        datetime(2025, 1, 10),  # noqa: DTZ001 - as the reader of workbooks gives a day
        datetime(2026, 1, 10),  # noqa: DTZ001
        "=$E$7",
        f"=D{at}-C{at}",
        360,
        f"=B{at}*E{at}*F{at}/G{at}",
        f"=ROUND(H{at},2)",
    ]
    carried = row_of(sheet, "罚息：前次付清时分以下的尾差")
    assert carried[7].value == f"=H{carried[0].row - 1}-I{carried[0].row - 1}"
    part = row_of(sheet, "罚息小计")
    assert part[7].value == f"=SUM(H{part[0].row - 2}:H{part[0].row - 1})"
    assert row_of(sheet, "减：还款抵充的罚息")[8].value == "=-SUM('变动1'!I6:I8)"
    assert row_of(sheet, "到期未还本金")[8].value == "='变动1'!N8"
    assert row_of(sheet, "罚息利率")[4].value == "=$E$7*(1+$E$6)"


def test_stored_results_are_ours() -> None:
    sheet = opened(loan_of(("2026-01-20", "1630.00")), results=True)["明细1"]
    amounts = {
        str(row[0].value): row[8].value for row in sheet.iter_rows() if row[8].value is not None
    }
    assert amounts["期内利息"] == pytest.approx(608.33, abs=1e-9)
    assert amounts["罚息小计"] == pytest.approx(21.45, abs=1e-9)
    assert amounts["罚息尚欠"] == pytest.approx(21.45, abs=1e-9)
    assert amounts["合计"] == pytest.approx(9021.45, abs=1e-9)


def test_half_a_fen_gets_a_hair() -> None:
    sheet = opened(*workings(tie_cases()[:1]))["明细1"]
    interest = row_of(sheet, "期内利息")  # 12,345 × 5 % × 36 / 360 = 61.725
    assert interest[8].value == f"=ROUND(H{interest[0].row}+0.0000001,2)"


def test_moves_are_reckoned_from_the_row_above() -> None:
    sheet = opened(loan_of(("2026-01-20", "1630.00")))["变动1"]
    assert sheet["M6"].value == "=C6"
    assert sheet["M7"].value == "=M6-C7"
    assert sheet["N7"].value == "=N6+C7"
    assert sheet["D7"].value == f"='明细1'!I{row_of_interest()}"
    assert sheet["L8"].value == "=E8+F8-SUM(G8:K8)"
    assert sheet["N8"].value == "=MAX(N7-K8,0)"
    hidden = {name for name, column in sheet.column_dimensions.items() if column.hidden}
    assert hidden >= {"F", "J", "O"}  # F stands for F and G, hidden together


def row_of_interest() -> int:
    sheet = opened(loan_of(("2026-01-20", "1630.00")))["明细1"]
    return int(row_of(sheet, "期内利息")[0].row)


def test_interest_paid_ahead_and_money_that_waits_stay_formulas() -> None:
    ahead = opened(loan_of(("2025-02-09", "50.00")))["明细1"]
    assert row_of(ahead, "减：还款抵充的期内利息")[8].value.startswith("=-SUM(")
    plan = (
        Due(day("2025-07-10"), yuan(5000), yuan("150.00"), 1),
        Due(day("2026-12-10"), yuan(5000), yuan("75.00"), 2),
    )
    waits = opened(loan_of(("2025-07-10", "5200.00"), dues=plan, plan=True))["明细1"]
    assert (
        row_of(waits, "减：已还而尚未抵充")[8].value == "=SUM('变动1'!G6:K8)-SUM('变动1'!E6:E8)"
    )


def test_interest_paid_ahead_that_turned_into_waiting_money() -> None:
    # 60 days' interest, 100.00, is paid; the plan asks for 80.00 on its due day: 20.00 turns.
    plan = (
        Due(day("2025-07-10"), yuan(5000), yuan("80.00"), 1),
        Due(day("2026-12-10"), yuan(5000), yuan("75.00"), 2),
    )
    working = loan_of(("2025-03-11", "100.00"), dues=plan)
    rows = {row.role: row for row in working.contracts[0].loans[0].rows}
    assert rows["turned"].amount == yuan("20.00")
    assert rows["unallocated"].amount == yuan("-20.00")
    sheet = opened(working)["明细1"]
    turned = row_of(sheet, "加：多付的利息，转作未抵充款项")[0].row
    assert row_of(sheet, "减：已还而尚未抵充")[8].value.endswith(f"-I{turned}")


def test_grace_days_leave_a_base_that_stands_in_no_cell() -> None:
    working = loan_of(grace_days=3, compound=True)
    sheet = opened(working)["明细1"]
    assert row_of(sheet, "复利")[1].value == pytest.approx(608.33)
    assert row_of(sheet, "罚息")[1].value == "='变动1'!N7"


def test_whole_months_count_as_the_contract_says() -> None:
    sheet = opened(loan_of(monthly=True))["明细1"]
    assert row_of(sheet, "期内利息")[5].value == "=30*12+0"


def test_amounts_beyond_double_precision_are_written_not_reckoned() -> None:
    huge = yuan("9999999999999.99")
    sheet = opened(loan_of(principal=huge, dues=(Due(day("2026-01-10"), huge),)))["明细1"]
    interest = row_of(sheet, "期内利息")
    assert isinstance(interest[8].value, float)
    assert "超出电子表格的精度" in str(interest[10].value)


def test_no_text_of_a_case_becomes_a_formula_or_a_link() -> None:
    evil = '=HYPERLINK("http://example.invalid","x")'
    borrower = {**BORROWER, "name": "虚构甲"}
    bad = contract(
        contract_no=evil,
        clauses={
            "罚息": {"no": "=1+1", "text": "罚息。"},
            "抵充": {"no": "@SUM(A1)", "text": "费用、利息、本金。"},
        },
        disbursements=[
            contract()["disbursements"][0] | {"disb_no": "=2+2", "contract_no": evil}
        ],
    )
    costs = [
        {
            "kind": "律师费",
            "amount": "1.00",
            "on": "2026-02-01",
            "clause": "-1",
            "voucher": "=cmd|x",
            "contract_no": evil,
        }
    ]
    given = case(case_id="=0+0", parties=[borrower], contracts=[bad], costs=costs)
    octets = working_book([explained(given)])
    with zipfile.ZipFile(BytesIO(octets)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "/sheet" in name]
        links = b"".join(archive.read(name) for name in archive.namelist() if "_rels" in name)
    written = b"".join(sheets)
    assert b"HYPERLINK" not in written
    assert b"example.invalid" not in links
    book = load_workbook(BytesIO(octets))
    ours = ("'明细", "'变动", "SUM(", "ROUND(", "IF(", "MAX(")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                body = str(cell.value)[1:]
                known = any(part in body for part in ours)
                assert known or set(body) <= set("ABCDEFGHIJKLMNOP0123456789$+-*/()."), body
    texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {evil, "=0+0", "借据 =2+2", "第=1+1条"} <= texts


def test_equal_workings_give_equal_octets() -> None:
    found = workings(sample_cases()[:3])
    assert working_book(found) == working_book(found)


def test_contents_list_every_contract_and_add_up_a_case() -> None:
    found = workings(sample_cases())
    rows = list(opened(*found, results=True)["目录"].iter_rows(min_row=6, values_only=True))
    contracts = [each for working in found for each in working.contracts]
    listed = [row for row in rows if row[0]]
    assert [row[2] for row in listed] == [each.contract_no for each in contracts]
    assert [round(float(str(row[4])) * 100) for row in listed] == [
        each.total.fen for each in contracts
    ]
    sums = {row[1]: row[4] for row in rows if row[2] == "全案合计"}
    several = {each.case_id: each.total for each in found if len(each.contracts) > 1}
    assert {key: round(float(str(value)) * 100) for key, value in sums.items()} == {
        key: total.fen for key, total in several.items()
    }


def test_stated_balances_have_no_moves_and_costs_of_no_contract_stand_in_the_contents() -> None:
    (first, second) = contract(), contract(contract_no="HT2")
    balance: Members = {
        "as_of": AS_OF.isoformat(), "principal_due": "100.00", "principal_not_due": "0.00",
        "interest": "1.00", "penalty": "0.50", "compound": "0.00", "total": "101.50",
        "source": "核心系统", "overdue_since": "2026-01-10", "overdue_days": 318,
        "overdue_count": 1, "five_class": "关注", "write_off": "未核销",
    }  # fmt: skip
    second["disbursements"] = [
        second["disbursements"][0] | {"contract_no": "HT2", "disb_no": "J2"}
    ]
    second["core_balances"] = [balance]
    cost = {
        "kind": "公证费", "amount": "20.00", "on": "2026-02-01", "clause": "9", "voucher": "1",
    }  # fmt: skip
    working = explained(case(contracts=[first, second], costs=[cost]))
    book = opened(working, results=True)
    assert book.sheetnames == ["目录", "明细1", "变动1", "明细2"]
    rows = list(book["目录"].iter_rows(min_row=6, values_only=True))
    assert [row[2] for row in rows] == ["HT1", "HT2", "公证费", "全案合计"]
    assert row_of(book["明细2"], "期内利息")[8].value == 1
    assert rows[-1][4] == pytest.approx(float(working.total.yuan))


def test_awkward_loans_need_no_written_balance_without_grace_days() -> None:
    """Every balance and base follows from the row above, but where grace days set one apart."""
    smooth = [
        working
        for working in workings(awkward_cases(30))
        for each in working.contracts
        for loan in each.loans
        if loan.terms and not loan.terms.grace_days and not loan.terms.compound_on_penalty
    ]
    assert len(smooth) >= 8
    for sheet in opened(*smooth):
        if not sheet.title.startswith("变动"):
            continue
        for row in sheet.iter_rows(min_row=7):
            said = str(row[1].value or "放款")
            if row[0].is_date and not said.startswith(("放款", "减免")):
                assert all(str(cell.value).startswith("=") for cell in row[12:15]), row[0].row


def test_a_row_that_its_formula_would_not_give_is_written_as_it_stands() -> None:
    working = loan_of(("2026-01-20", "1630.00"))
    (table,) = working.contracts
    (loan,) = table.loans

    def changed(role: str, **more: Any) -> Any:  # noqa: ANN401 - cells of any kind
        rows = tuple(replace(row, **more) if row.role == role else row for row in loan.rows)
        whole = replace(table, loans=(replace(loan, rows=rows),))
        return opened(replace(working, contracts=(whole,)))["明细1"]

    less = row_of(changed("less", amount=yuan("-1.00")), "减：还款抵充的罚息")
    assert less[8].value == -1
    carried = row_of(changed("carried", exact=Fraction(1, 400)), "罚息：前次付清时分以下的尾差")
    assert carried[7].value == pytest.approx(0.0025)
    part = row_of(changed("part", amount=yuan("21.46")), "罚息小计")
    assert part[8].value == pytest.approx(21.46)


def test_what_was_given_up_is_an_input() -> None:
    waived = [
        working
        for working in workings(awkward_cases(12))
        if any(row.role == "waived" for row in working.contracts[0].loans[0].rows)
    ]
    rows = [
        row
        for sheet in opened(*waived)
        for row in sheet.iter_rows()
        if str(row[0].value).startswith("减：减免的")
    ]
    assert rows
    assert all(isinstance(row[8].value, int | float) for row in rows)


def test_row_is_as_deep_as_its_longest_note() -> None:
    book = Book()
    paper = book.paper("明细", (20, 12))
    paper.text(0, "合同约定固定利率")  # sixteen half-widths: one line
    paper.row += 1
    paper.text(0, "一年期LPR（2025-12-22 公布，3.00%）+120BP，四舍五入到分")
    paper.text(1, "")
    rows = load_workbook(BytesIO(book.content()))["明细"].row_dimensions
    assert rows[1].height is None
    # 15 ideographs and full-width forms are 30, the 25 other signs make 55; 17 fit on a line.
    assert rows[2].height == 15 * 4
