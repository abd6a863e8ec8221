"""Fields of what is owed: the short table, the 债权明细表, and what goes on growing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.claim import CLAIMED
from recoverydocs.claims.working import after_texts
from recoverydocs.documents.fields.words import (
    capitals,
    cell,
    chinese_date,
    clause_no,
    date_or_none,
    money_or_none,
    percent,
)
from recoverydocs.errors import DataRefusedError, Finding, Severity
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoverydocs.claims import ClaimRow
    from recoverydocs.claims.claim import Claim, ContractClaim
    from recoverydocs.documents.fields.sheet import Fields, Sheet

_SKIPPED_ROWS = frozenset({"total"})


def debt(sheet: Sheet) -> Fields:
    """What is owed under the sheet's contracts together."""
    return debt_of(sheet.claim, *sheet.contract_claims)


def debt_of(claim: Claim, *contracts: ContractClaim) -> Fields:
    """What is owed under some contracts on the day of the claim.

    The total leaves out principal that is neither due nor accelerated; it stands apart as
    ``not_due``. Rows and summary add up to the total.

    Raises:
        DataRefusedError: more was paid than is owed; nothing can be asked for.
    """
    total = Money.total(each.total for each in contracts)
    if total.fen < 0:
        raise _overpaid(contracts, Money(-total.fen))
    not_due = Money.total(_not_due(contracts))
    starts = [each.overdue_since for each in contracts if each.overdue_since]
    return {
        "as_of": chinese_date(claim.as_of),
        "overdue_since": date_or_none(min(starts, default=None)),
        "overdue_days": max((each.overdue_days for each in contracts), default=0),
        "summary": list(_summary(contracts)),
        "total": str(total),
        "total_words": capitals(total),
        "not_due": money_or_none(not_due or None),
        "rows": [row_fields(row) for each in contracts for row in shown_rows(each)],
        "after": [text for each in contracts for text in after_texts(claim.as_of, each)],
    }


def _overpaid(contracts: Iterable[ContractClaim], surplus: Money) -> DataRefusedError:
    finding = Finding(
        Severity.FAULT,
        "data-overpaid",
        "、".join(each.contract_no for each in contracts),
        f"还款比截止日的欠款多 {surplus}元，没有可以请求的金额",
        "请核对放款、还款流水和截止日",
        "repayments",
        "还款流水",
    )
    return DataRefusedError("more was paid than is owed", (finding,))


def claimed(contract: ContractClaim) -> tuple[str, ...]:
    """The figures that add up to the contract's total."""
    if contract.accelerated_on is not None:
        return CLAIMED
    return tuple(name for name in CLAIMED if name != "principal_not_due")


def _not_due(contracts: Iterable[ContractClaim]) -> Iterator[Money]:
    for each in contracts:
        if each.accelerated_on is None:
            yield each.figure("principal_not_due").amount


def _summary(contracts: tuple[ContractClaim, ...]) -> Iterator[Fields]:
    """One line a figure that is not nothing, summed over the contracts."""
    sums: dict[str, Money] = {}
    labels: dict[str, str] = {}
    for contract in contracts:
        for name in claimed(contract):
            figure = contract.figure(name)
            sums[name] = sums.get(name, Money(0)) + figure.amount
            labels[name] = figure.label
    for name in CLAIMED:
        if sums.get(name):
            label = (
                "未到期本金（已宣布提前到期）" if name == "principal_not_due" else labels[name]
            )
            yield {"item": label, "amount": str(sums[name])}


def shown_rows(contract: ContractClaim) -> Iterator[ClaimRow]:
    """The rows of the 债权明细表 without its total, which the template prints apart."""
    for row in contract.rows:
        if row.name not in _SKIPPED_ROWS and (row.amount or row.name == "principal_due"):
            yield row


def row_fields(row: ClaimRow) -> Fields:
    """One row in words; what a row does not have is a dash."""
    return {
        "item": row.item,
        "base": cell(row.base),
        "from_on": cell(date_or_none(row.from_)),
        "to_on": cell(date_or_none(row.to)),
        "rate": cell(percent(row.rate) if row.rate is not None else None),
        "days": cell(row.days),
        "basis": cell(row.basis),
        "amount": str(row.amount),
        "clause": cell(clause_no(row.clause)),
    }
