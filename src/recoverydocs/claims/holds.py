"""Disputes and holds: which loan is said not to be the borrower's own, and until when.

Source: 征信业管理条例 25; the house rule that a dispute "this loan is not mine" stops every
demand until it is decided, the reply has arrived and the work is ordered to resume.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import arrival
from recoverydocs.claims.rule import Rule
from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.events import Dispute, Hold

NOT_MINE = "非本人贷款"
REJECTED = "不成立"
DISPUTES = ("disputes", "异议")
HELD = Rule(
    "G-HOLD",
    Severity.BLOCK,
    "「非本人贷款」异议未了结或者暂停期间，不得催收、通知、报送",
    "异议的状态、答复的送达、恢复通知；在执行的暂停及其范围",
    "请先核查并书面答复；答复送达且恢复通知下达前，不得催收、通知或报送，不能以理由放行",
    ("credit-reporting:objection", "cpl-interpretation:burden-existence"),
    overridable=False,
)


def hold_reasons(case: Case, contract_no: str, as_of: date, scope: str) -> Iterator[str]:
    """Why a step of a scope (函件, 诉讼 …) must wait: disputes open or unfinished, holds."""
    for dispute in open_not_mine(case, contract_no):
        yield f"异议 {dispute.no}（非本人贷款）处于{dispute.state}，尚未了结"
    for dispute in unfinished_not_mine(case, contract_no, as_of):
        yield f"异议 {dispute.no} 虽不成立，但答复未送达或恢复通知未下达"
    disputes = {dispute.no: dispute for dispute in case.disputes}
    for hold in active_holds(case, scope, as_of):
        about = disputes.get(hold.dispute or "")
        if about is None or concerns(about, contract_no):
            yield f"暂停 {hold.no} 仍在执行，范围包括{scope}"


def concerns(dispute: Dispute, contract_no: str) -> bool:
    """Whether a dispute is about a contract; one that names none is about all."""
    return dispute.contract_no is None or not contract_no or dispute.contract_no == contract_no


def open_not_mine(case: Case, contract_no: str) -> tuple[Dispute, ...]:
    """The disputes 非本人贷款 that are not decided against the claimant."""
    return tuple(
        dispute
        for dispute in case.disputes
        if dispute.type == NOT_MINE
        and dispute.state != REJECTED
        and concerns(dispute, contract_no)
    )


def unfinished_not_mine(case: Case, contract_no: str, as_of: date) -> tuple[Dispute, ...]:
    """Those decided 不成立 whose reply has not arrived, or whose hold nobody has lifted."""
    return tuple(
        dispute
        for dispute in case.disputes
        if dispute.type == NOT_MINE
        and dispute.state == REJECTED
        and concerns(dispute, contract_no)
        and not (_replied(case, dispute, as_of) and _resumed(case, dispute, as_of))
    )


def _replied(case: Case, dispute: Dispute, as_of: date) -> bool:
    for notice in case.notices:
        if notice.number == dispute.reply:
            found = arrival(case, notice)
            return found is not None and found.on <= as_of
    return False


def _resumed(case: Case, dispute: Dispute, as_of: date) -> bool:
    orders = [hold for hold in case.holds if hold.dispute == dispute.no]
    return bool(orders) and all(
        hold.resumed_by is not None and hold.until is not None and hold.until <= as_of
        for hold in orders
    )


def active_holds(case: Case, scope: str, as_of: date) -> tuple[Hold, ...]:
    """The holds of a scope (函件, 诉讼, 征信报送 …) in force on the day."""
    return tuple(
        hold
        for hold in case.holds
        if scope in hold.scopes
        and hold.from_ <= as_of
        and (hold.until is None or hold.until > as_of)
    )
