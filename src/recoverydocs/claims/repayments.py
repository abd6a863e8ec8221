"""The repayments and waivers of a case as a ledger takes them, whatever order they came in.

A repayment that was reversed never happened; one reversed in part is smaller.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.cases.contracts import Repayment
from recoverydocs.claims import reckoned
from recoverydocs.claims.terms import Payment, Waiver
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import OpenRepayment
    from recoverydocs.cases.events import Agreement
    from recoverydocs.cases.events import Waiver as AgreedWaiver
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

_APPLIED = {
    "costs": "costs",
    "interest": "interest",
    "penalty": "penalty_interest",
    "compound": "compound_interest",
    "principal": "principal",
}
_WAIVED = (
    ("罚息", "penalty_interest"),
    ("逾期利息", "penalty_interest"),
    ("复利", "compound_interest"),
    ("复息", "compound_interest"),
    ("利息", "interest"),
    ("费", "costs"),
    ("本金", "principal"),
)

_REPAYMENTS = ("repayments", "还款流水")
_AGREEMENTS = ("agreements", "协议")


@dataclass(frozen=True, slots=True)
class Received:
    """A repayment that counts, and the loan it was made on.

    Attributes:
        payment: day, amount and what the books took it to.
        disb_no: the loan; empty where the payer named none.
        no: the lender's number of it; empty where there is none.
    """

    payment: Payment
    disb_no: str
    no: str


def received(
    repayments: Iterable[OpenRepayment], where: str, law: LawBook, as_of: date
) -> tuple[tuple[Received, ...], tuple[Finding, ...]]:
    """The repayments that count in order of days, and what must be said of them.

    The order of the input does not matter: on one day what the books applied comes first, then
    by number and amount.
    """
    undone: dict[str, list[OpenRepayment]] = {}
    for row in repayments:
        if row.amount.fen < 0 and row.reverses is not None:
            undone.setdefault(row.reverses, []).append(row)
    found: list[Received] = []
    findings: list[Finding] = []
    for row in repayments:
        if row.amount.fen <= 0:
            continue
        left, applied = row.amount, _applied(row)
        if row.no is not None and row.no in undone:
            left, applied, adds_up = _reversed(row, undone[row.no])
            if not adds_up:
                findings.append(_unread_reversal(row, where, law, as_of))
        if left:
            disb_no = row.disb_no if isinstance(row, Repayment) else None
            payment = Payment(row.on, left, applied)
            found.append(Received(payment, disb_no or "", row.no or ""))
    found.sort(key=_place)
    return tuple(found), tuple(findings)


def _reversed(
    row: OpenRepayment, reversals: Iterable[OpenRepayment]
) -> tuple[Money, tuple[tuple[str, Money], ...], bool]:
    """What reversals left of a payment and of its parts, and whether those still add up."""
    left, parts = row.amount, dict(_applied(row))
    for each in reversals:
        left += each.amount
        for name, amount in _applied(each):
            parts[name] = parts.get(name, Money(0)) - amount
    kept = tuple((name, amount) for name, amount in parts.items() if amount)
    adds_up = Money.total(amount for _, amount in kept) == left
    if not left or not kept:
        return left, (), True
    if adds_up and all(amount.fen > 0 for _, amount in kept):
        return left, kept, True
    return left, (), False


def _place(item: Received) -> tuple[date, bool, str, int]:
    return item.payment.on, not item.payment.applied, item.no, item.payment.amount.fen


def _applied(row: OpenRepayment) -> tuple[tuple[str, Money], ...]:
    """How the books took a payment, or what a reversal undoes of that."""
    if not isinstance(row, Repayment) or row.applied is None:
        return ()
    parts = ((name, getattr(row.applied, member)) for member, name in _APPLIED.items())
    return tuple((name, amount) for name, amount in parts if amount is not None)


def _unread_reversal(row: OpenRepayment, where: str, law: LawBook, as_of: date) -> Finding:
    return reckoned.REPAY_REVERSED.found(
        law,
        as_of,
        where,
        f"{row.on} 的还款（流水号 {row.no}）部分冲正，冲正未附相应的冲抵明细，"
        "余额按约定或法定顺序抵充",
        field=_REPAYMENTS,
    )


def unallocated(contract_no: str, law: LawBook, as_of: date) -> Finding:
    """Payments without a contract that cannot be shared out, since a loan is not reckoned."""
    return reckoned.REPAY_OPEN.found(
        law,
        as_of,
        contract_no,
        "有未指明合同的还款，但有合同未能核算，无法确定抵充哪一笔债务",
        field=("repayments", "未指明合同的还款"),
    )


def waivers(
    case: Case, contract_no: str, law: LawBook, as_of: date
) -> tuple[tuple[Waiver, ...], tuple[Finding, ...]]:
    """What the agreements under a contract gave up by the day, and what they did not yet.

    A waiver counts from the day on which the case says that it took effect; its condition is
    for a person to judge.
    """
    found: list[Waiver] = []
    findings: list[Finding] = []
    lone = len(case.contracts) == 1
    for agreement in case.agreements:
        owner = agreement.contract_no or (case.contracts[0].contract_no if lone else "")
        if owner != contract_no:
            continue
        for each in agreement.waivers:
            name = _waived_name(each.item)
            if each.effective_on is None or each.effective_on > as_of:
                findings.append(_pending(agreement, each, contract_no, law, as_of))
            elif name is None:
                findings.append(_unread_item(agreement, each, contract_no, law, as_of))
            else:
                found.append(
                    Waiver(each.effective_on, name, each.amount, f"协议 {agreement.no}")
                )
    found.sort(key=lambda waiver: waiver.on)
    return tuple(found), tuple(findings)


def over_waived(where: str, waiver: Waiver, left: Money, law: LawBook, as_of: date) -> Finding:
    """More was given up than was owed on that day."""
    return reckoned.WAIVER_EXCESS.found(
        law,
        as_of,
        where,
        f"{waiver.source} {waiver.on} 约定减免 {waiver.amount}元，"
        f"当时只欠 {waiver.amount - left}元，其余不发生减免",
        field=_AGREEMENTS,
    )


def _waived_name(item: str) -> str | None:
    """The one figure that an item names; ``None`` where it names none or several."""
    names = set()
    for word, name in _WAIVED:
        if word in item:
            names.add(name)
            item = item.replace(word, "")
    return names.pop() if len(names) == 1 else None


def _pending(
    agreement: Agreement, waiver: AgreedWaiver, where: str, law: LawBook, as_of: date
) -> Finding:
    said = "协议已违约，" if agreement.status == "违约" else ""
    return reckoned.WAIVER_PENDING.found(
        law,
        as_of,
        where,
        f"协议 {agreement.no} 约定减免{waiver.item} {waiver.amount}元，"
        f"{said}截止日前尚未生效，未计减免",
        field=_AGREEMENTS,
    )


def _unread_item(
    agreement: Agreement, waiver: AgreedWaiver, where: str, law: LawBook, as_of: date
) -> Finding:
    return reckoned.WAIVER_ITEM.found(
        law,
        as_of,
        where,
        f"协议 {agreement.no} 的减免项目「{waiver.item}」无法对应到一个欠款项目",
        field=_AGREEMENTS,
    )
