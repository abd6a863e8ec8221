"""Fields of the 计算明细表, which kinds append where kind.toml or the case asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims import explain
from recoverydocs.claims.figure import LABELS as LABELS_OF
from recoverydocs.claims.figure import decimal_text
from recoverydocs.claims.loan_figures import ACCELERATED_LABEL
from recoverydocs.claims.working import (
    DAYS_AND_ROUNDING,
    days_text,
    event_text,
    order_words,
)
from recoverydocs.documents.fields.words import (
    cell,
    chinese_date,
    clause_no,
    date_or_none,
    percent,
)
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoverydocs.claims.entries import Moved
    from recoverydocs.claims.working import ContractWorking, LoanWorking, WorkingRow
    from recoverydocs.documents.fields.sheet import Fields, Sheet

_ROW = {
    "item": "项目",
    "base": "基数",
    "from_on": "起",
    "to_on": "止",
    "rate": "年利率",
    "days": "天数",
    "basis": "计息基础",
    "exact": "舍入前的金额",
    "amount": "金额；舍入前的行没有",
    "clause": "合同条款",
    "note": "说明：利率来源、舍入、凭证",
    "is_sum": "是否小计或者尚欠",
    "counts": "是否计入合计",
}
_MOVE = {
    "on": "日期",
    "text": "事项",
    "paid": "还款；没有的为空，以下各栏相同",
    "costs": "抵费用",
    "interest": "抵利息",
    "penalty": "抵罚息",
    "compound": "抵复利",
    "principal": "抵本金",
    "left": "未抵充",
    "not_due": "未到期本金",
    "due": "已到期未还本金",
    "bearing": "计复利的欠息",
}
_TABLE = "working.contracts"
LABELS = {
    "working.notes": "各表共同的说明",
    _TABLE: "计算明细表，每份合同一张",
    f"{_TABLE}.no": "合同编号",
    f"{_TABLE}.as_of": "计算截止日",
    f"{_TABLE}.sums": "合计的组成，每个项目一行",
    f"{_TABLE}.sums.item": "项目",
    f"{_TABLE}.sums.amount": "金额",
    f"{_TABLE}.total": "合计",
    f"{_TABLE}.total_words": "合计大写；还款超过欠款的没有",
    f"{_TABLE}.has_moves": "有无到期和还款的记录",
    f"{_TABLE}.order": "还款抵充的顺序",
    f"{_TABLE}.order_clause": "约定顺序的合同条款；没有条款的为空",
    f"{_TABLE}.order_by_law": "顺序是否依法而定",
    f"{_TABLE}.has_several": "是否有多笔借据",
    f"{_TABLE}.after": "截止日之后继续计算的说明",
    f"{_TABLE}.costs": "费用",
    **{f"{_TABLE}.costs.{name}": f"费用：{label}" for name, label in _ROW.items()},
    f"{_TABLE}.loans": "每笔借据",
    f"{_TABLE}.loans.no": "借据号",
    f"{_TABLE}.loans.notes": "计算方法的说明",
    f"{_TABLE}.loans.rows": "计算的各行",
    **{f"{_TABLE}.loans.rows.{name}": label for name, label in _ROW.items()},
    f"{_TABLE}.loans.moves": "到期和还款",
    **{f"{_TABLE}.loans.moves.{name}": label for name, label in _MOVE.items()},
}


def working(sheet: Sheet) -> Fields:
    """The 计算明细表 of the sheet's contracts."""
    wanted = {each.contract_no for each in sheet.contracts}
    tables = explain(sheet.claim).contracts
    return {
        "notes": list(DAYS_AND_ROUNDING),
        "contracts": [_contract(each) for each in tables if each.contract_no in wanted],
    }


def _contract(table: ContractWorking) -> Fields:
    return {
        "no": table.contract_no,
        "as_of": chinese_date(table.as_of),
        "sums": list(_sums(table)),
        "total": str(table.total),
        "total_words": table.total_words or None,
        "has_moves": any(loan.moves for loan in table.loans),
        "order": order_words(table.order),
        "order_clause": clause_no(table.order_clause),
        "order_by_law": table.order_source == "law",
        "has_several": len(table.loans) > 1,
        "after": list(table.after),
        "costs": _rows(table.costs),
        "loans": [_loan(loan) for loan in table.loans],
    }


def _sums(table: ContractWorking) -> Iterator[Fields]:
    """What adds up to the total: one line a figure, over all disbursements."""
    counted = [row for loan in table.loans for row in loan.rows if row.counts]
    counted += [row for row in table.costs if row.counts]
    for name in dict.fromkeys(row.name for row in counted):
        amounts = [row.amount for row in counted if row.name == name and row.amount is not None]
        label = ACCELERATED_LABEL if name == "principal_not_due" else LABELS_OF[name]
        yield {"item": label, "amount": str(Money.total(amounts))}


def _loan(loan: LoanWorking) -> Fields:
    return {
        "no": cell(loan.disb_no),
        "notes": list(loan.notes),
        "rows": _rows(loan.rows),
        "moves": [_move(each) for each in loan.moves],
    }


def _rows(rows: Iterable[WorkingRow]) -> list[Fields]:
    return [
        {
            "item": row.item,
            "base": cell(row.base),
            "from_on": cell(date_or_none(row.from_)),
            "to_on": cell(date_or_none(row.to)),
            "rate": cell(percent(row.rate) if row.rate is not None else None),
            "days": cell(days_text(row)),
            "basis": cell(row.basis),
            "exact": cell(decimal_text(row.exact) if row.exact is not None else None),
            "amount": cell(row.amount),
            "clause": cell(clause_no(row.clause)),
            "note": cell(row.note),
            "is_sum": row.role in {"part", "figure"} or row.counts,
            "counts": row.counts,
        }
        for row in rows
    ]


def _move(moved: Moved) -> Fields:
    taken = moved.allocated
    paid = taken if taken is not None and moved.event != "held" else None
    return {
        "on": chinese_date(moved.on),
        "text": event_text(moved),
        "paid": _fen(paid.amount if paid else 0),
        "costs": _fen(taken.costs if taken else 0),
        "interest": _fen(taken.interest if taken else 0),
        "penalty": _fen(taken.penalty if taken else 0),
        "compound": _fen(taken.compound if taken else 0),
        "principal": _fen(taken.principal if taken else 0),
        "left": _fen(taken.held if taken else 0),
        "not_due": str(Money(moved.not_due)),
        "due": str(Money(moved.due + moved.accelerated)),
        "bearing": str(Money(moved.bearing)),
    }


def _fen(fen: int) -> str | None:
    return str(Money(fen)) if fen else None
