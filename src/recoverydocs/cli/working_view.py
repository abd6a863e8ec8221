"""The 计算明细表 as JSON members and as tables for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.figure import decimal_text, percent
from recoverydocs.claims.working import (
    DAYS_AND_ROUNDING,
    days_text,
    event_text,
    order_words,
)
from recoverydocs.cli.answer import Table, table_of
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recoverydocs.claims.entries import Moved
    from recoverydocs.claims.working import (
        ContractWorking,
        LoanWorking,
        Working,
        WorkingRow,
    )
    from recoverydocs.law import LawBook

_ROWS = (
    "项目", "基数（元）", "起", "止", "年利率", "天数", "计息基础", "舍入前（元）",
    "金额（元）", "合同条款", "说明",
)  # fmt: skip
_MOVES = (
    "日期", "事项", "还款（元）", "抵费用", "抵利息", "抵罚息", "抵复利", "抵本金", "未抵充",
    "未到期本金", "已到期未还本金", "计复利的欠息",
)  # fmt: skip
_INSIDE, _AMONG = "civil-code:a561", "civil-code:a560-order"


def working_json(working: Working) -> dict[str, object]:
    """The table as JSON members: amounts and rates as decimal text, days as ISO text."""
    return {
        "total": working.total.plain(),
        "contracts": [_contract(each) for each in working.contracts],
        "costs": [_row(row) for row in working.costs],
    }


def _contract(contract: ContractWorking) -> dict[str, object]:
    return {
        "contract_no": contract.contract_no,
        "as_of": contract.as_of.isoformat(),
        "order": list(contract.order),
        "order_source": contract.order_source,
        "order_clause": contract.order_clause,
        "loans": [
            {
                "disb_no": loan.disb_no,
                "total": loan.total.plain(),
                "rows": [_row(row) for row in loan.rows],
                "moves": [_moved(each) for each in loan.moves],
                "notes": list(loan.notes),
            }
            for loan in contract.loans
        ],
        "costs": [_row(row) for row in contract.costs],
        "total": contract.total.plain(),
        "total_words": contract.total_words,
        "after": list(contract.after),
    }


def _row(row: WorkingRow) -> dict[str, object]:
    return {
        "role": row.role,
        "name": row.name,
        "item": row.item,
        "base": row.base and row.base.plain(),
        "from": row.from_ and row.from_.isoformat(),
        "to": row.to and row.to.isoformat(),
        "rate": None if row.rate is None else f"{row.rate:f}",
        "days": row.days,
        "units": row.units,
        "basis": row.basis,
        "exact": None if row.exact is None else str(row.exact),
        "amount": None if row.amount is None else row.amount.plain(),
        "clause": row.clause,
        "note": row.note,
        "counts": row.counts,
    }


def _moved(moved: Moved) -> dict[str, object]:
    allocated = moved.allocated
    return {
        "event": moved.event,
        "date": moved.on.isoformat(),
        "text": event_text(moved),
        "no": moved.no or None,
        "principal": Money(moved.principal).plain(),
        "interest": Money(moved.interest).plain(),
        "allocated": None
        if allocated is None
        else {
            "amount": Money(allocated.amount).plain(),
            "costs": Money(allocated.costs).plain(),
            "interest": Money(allocated.interest).plain(),
            "penalty_interest": Money(allocated.penalty).plain(),
            "compound_interest": Money(allocated.compound).plain(),
            "principal": Money(allocated.principal).plain(),
            "unallocated": Money(allocated.held).plain(),
        },
        "principal_not_due": Money(moved.not_due).plain(),
        "principal_due": Money(moved.due).plain(),
        "principal_accelerated": Money(moved.accelerated).plain(),
        "interest_bearing_compound": Money(moved.bearing).plain(),
    }


def working_lines(working: Working, law: LawBook) -> Iterator[str | Table]:
    """The tables of one case for a person, in Chinese."""
    for contract in working.contracts:
        yield f"计算明细表　合同 {contract.contract_no}　计算截止日 {contract.as_of}"
        for loan in contract.loans:
            yield from _loan_lines(loan)
        if contract.costs:
            yield _rows_table(contract.costs, "费用")
        words = f"　大写：{contract.total_words}" if contract.total_words else ""
        yield f"合计：{contract.total}元{words}"
        yield from _order(contract, law)
        yield from DAYS_AND_ROUNDING
        yield from contract.after
    if working.costs:
        yield _rows_table(working.costs, "费用（未归入某一合同）")


def _loan_lines(loan: LoanWorking) -> Iterator[str | Table]:
    name = f"借据 {loan.disb_no}" if loan.disb_no else "借款"
    yield _rows_table(loan.rows, name)
    if loan.moves:
        yield _moves_table(loan)
    yield from loan.notes


def _order(contract: ContractWorking, law: LawBook) -> Iterator[str]:
    """In which order payments were taken, and where that order comes from."""
    source = {
        "clause": f"合同条款 {contract.order_clause}",
        "stated": "当事人的约定",
        "law": f"合同未约定，依 {law.cite(_INSIDE, contract.as_of)}",
    }[contract.order_source]
    said = f"还款抵充顺序：{order_words(contract.order)}（{source}）"
    yield f"{said}；入账记录写明抵充的，按入账记录。"
    if len(contract.loans) > 1:
        cited = law.cite(_AMONG, contract.as_of)
        yield f"没有指明借据的还款，依 {cited}在各笔借据之间抵充。"


def _rows_table(rows: Iterable[WorkingRow], title: str) -> Table:
    return table_of(
        _ROWS, (_row_texts(row) for row in rows), title=title, numbers=(1, *range(4, 9))
    )


def _row_texts(row: WorkingRow) -> Sequence[str]:
    return (
        row.item,
        str(row.base) if row.base is not None else "",
        row.from_.isoformat() if row.from_ else "",
        row.to.isoformat() if row.to else "",
        percent(row.rate) if row.rate is not None else "",
        days_text(row),
        str(row.basis) if row.basis else "",
        decimal_text(row.exact) if row.exact is not None else "",
        str(row.amount) if row.amount is not None else "",
        row.clause,
        row.note,
    )


def _moves_table(loan: LoanWorking) -> Table:
    return table_of(
        _MOVES,
        (_move_texts(each) for each in loan.moves),
        title="到期与还款抵充表",
        numbers=range(2, len(_MOVES)),
    )


def _move_texts(moved: Moved) -> Sequence[str]:
    allocated = moved.allocated
    taken: Sequence[int] = (0,) * 7
    if allocated is not None:
        received = 0 if moved.event == "held" else allocated.amount
        taken = (
            received, allocated.costs, allocated.interest, allocated.penalty,
            allocated.compound, allocated.principal, allocated.held,
        )  # fmt: skip
    left = (moved.not_due, moved.due + moved.accelerated, moved.bearing)
    texts = [str(Money(fen)) if fen else "" for fen in taken]
    return (moved.on.isoformat(), event_text(moved), *texts, *(str(Money(fen)) for fen in left))
