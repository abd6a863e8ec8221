"""The workbook of 计算明细表: a list of contents, and two sheets a contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.claims.working import DAYS_AND_ROUNDING, order_words
from recoverydocs.documents.working_book import details, moves
from recoverydocs.documents.working_book.paper import Book, cell, cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoverydocs.claims.working import ContractWorking, LoanWorking, Working
    from recoverydocs.documents.working_book.paper import Paper

_CONTENTS = ("序号", "案件编号", "合同编号或者项目", "计算截止日", "金额（元）", "工作表")
_CONTENTS_WIDTHS = (8, 28, 32, 14, 20, 12)
_AMOUNT = 4
_LEGEND = (
    "蓝色为录入的数据，黑色为公式的结果；改动蓝色数字，其后的金额随之重算。基数引自“变动”表，"
    "每笔还款的抵充金额按约定、法定顺序或者入账记录录入；“变动”表中没有数额的栏不显示。"
)
_HAIR = (
    "“舍入前”恰在半分上下、二进制浮点数的误差足以使其进位出错的，公式先加减不足千分之一元的微数"
    "再舍入；微数不改变四舍五入的结果。"
)
_CHANGED = "合计已改动，请另行核对大写"


@dataclass(frozen=True, slots=True)
class _Table:
    """One contract's place in the workbook: its case, table, and the numbers of its sheets."""

    case_id: str
    contract: ContractWorking
    number: int

    @property
    def sheet(self) -> str:
        return f"明细{self.number}"

    @property
    def moves_sheet(self) -> str:
        return f"变动{self.number}"


def working_book(workings: Sequence[Working]) -> bytes:
    """The 计算明细表 of assessed cases as a workbook (.xlsx) with live formulas.

    Inputs are numbers and days; every amount that follows from them is a formula whose result
    equals ours to the fen, in Excel and in LibreOffice, and is stored beside it. Amounts are
    rounded where we round and nowhere else. No text of a case becomes a formula. Equal workings
    give equal octets.

    Args:
        workings: what ``explain`` gave, one a case.

    Returns:
        The octets of the file: 目录 first, then for each contract 明细 (the rows) and, where it
        was reckoned, 变动 (due days, payments and what each was taken to).
    """
    book = Book()
    contents = book.paper("目录", _CONTENTS_WIDTHS)
    tables = [
        _Table(working.case_id, contract, number)
        for number, (working, contract) in enumerate(
            ((working, each) for working in workings for each in working.contracts), 1
        )
    ]
    totals = {table.number: _write_table(book, table) for table in tables}
    _write_contents(contents, workings, tables, totals)
    return book.content()


def _write_contents(
    paper: Paper, workings: Sequence[Working], tables: Sequence[_Table], totals: dict[int, str]
) -> None:
    paper.across("计算明细表", "title")
    paper.across(_LEGEND, lines=2)
    paper.across(_HAIR, lines=2)
    paper.row += 1
    paper.headings(_CONTENTS)
    left = iter(tables)
    for working in workings:
        first = paper.row
        for _ in working.contracts:
            table = next(left)
            paper.text(0, str(table.number))
            paper.text(1, table.case_id)
            paper.text(2, table.contract.contract_no)
            paper.day(3, table.contract.as_of)
            paper.formula(_AMOUNT, totals[table.number], table.contract.total, "yuan")
            paper.link(5, table.sheet)
            paper.row += 1
        for row in working.costs:
            if row.counts and row.amount is not None:
                paper.text(0, "")
                paper.text(1, working.case_id)
                paper.text(2, row.item)
                paper.day(3, working.as_of)
                paper.yuan(_AMOUNT, row.amount)
                paper.text(5, row.clause)
                paper.row += 1
        if paper.row - first > 1:
            paper.blanks(range(len(_CONTENTS)))
            paper.text(1, working.case_id, "strong text")
            paper.text(2, "全案合计", "strong text")
            above = cells(first, paper.row - 1, _AMOUNT)
            paper.formula(_AMOUNT, f"SUM({above})", working.total, "strong yuan")
            paper.row += 1


def _write_table(book: Book, table: _Table) -> str:
    """Both sheets of one contract; the cell of its total."""
    contract = table.contract
    places = moves.places(table.moves_sheet, contract.loans)
    found = [place for place in places if place is not None]
    paper = book.paper(table.sheet, details.WIDTHS)
    ledger = book.paper(table.moves_sheet, moves.WIDTHS) if found else None
    rows = details.Details(paper)
    _head(paper, "计算明细表", table)
    if ledger is not None:
        _head(ledger, "到期与还款抵充表", table)
    for loan, place in zip(contract.loans, places, strict=True):
        paper.across(_name(loan), "label")
        rows.loan(loan, place)
        for note in loan.notes:
            paper.across(note)
        paper.row += 1
        if ledger is not None and place is not None:
            moves.write_loan(ledger, _name(loan), place, rows.interest)
    if contract.costs:
        paper.across("实现债权的费用", "label")
        paper.headings(details.HEADINGS)
        rows.costs(contract.costs, found)
        paper.row += 1
    if ledger is not None:
        ledger.hide(moves.unused(found))
    return _foot(paper, table, rows)


def _name(loan: LoanWorking) -> str:
    return f"借据 {loan.disb_no}" if loan.disb_no else "借款"


def _head(paper: Paper, title: str, table: _Table) -> None:
    paper.across(title, "title")
    paper.across(
        f"案件 {table.case_id}　合同 {table.contract.contract_no}　单位：人民币元", "label"
    )
    paper.text(0, "计算截止日", "label")
    paper.day(1, table.contract.as_of, "day")
    paper.row += 1


def _foot(paper: Paper, table: _Table, rows: details.Details) -> str:
    """合计, its capitals, what holds for the table; the cell of the total."""
    contract = table.contract
    paper.text(details.ITEM, "合计", "strong text")
    paper.blanks(range(details.BASE, details.NOTE + 1))
    total_row = paper.row
    total = cell(total_row, details.AMOUNT)
    formula = f"SUM({','.join(rows.counted)})" if rows.counted else "0"
    paper.formula(details.AMOUNT, formula, contract.total, "strong yuan")
    paper.row += 1
    if contract.total_words:
        paper.text(details.ITEM, "合计大写", "strong text")
        same = f"ROUND({total},2)={contract.total.plain()}"
        words = f'IF({same},"{contract.total_words}","{_CHANGED}")'
        paper.formula(details.BASE, words, contract.total_words, "label")
        paper.row += 1
    for text in (*_order(contract), *DAYS_AND_ROUNDING, *contract.after):
        paper.across(text, lines=2 if len(text) > 90 else 1)  # noqa: PLR2004 - one line's signs
    return cell(total_row, details.AMOUNT, table.sheet)


def _order(contract: ContractWorking) -> Iterator[str]:
    if any(loan.moves for loan in contract.loans):
        source = {
            "clause": f"合同条款{contract.order_clause}",
            "stated": "当事人的约定",
            "law": "法定顺序",
        }[contract.order_source]
        yield (
            f"还款抵充顺序：{order_words(contract.order)}（{source}）；"
            "入账记录写明抵充的，按入账记录。"
        )
