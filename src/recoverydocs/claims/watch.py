"""The ledger of periods (期限台账) of one case or many: what expires when, and what to do.

It only reads what ``assess`` reckoned; how early the house is told, and what it sends by which
day, are house rules of the table ``watch``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.claims.holds import hold_reasons
from recoverydocs.claims.house_rules import FORUM, HouseRule, house_rule, last_day_to_act
from recoverydocs.claims.steps import forum_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.claims.claim import Claim, Deadline

STATUSES = {
    "late": "已过最迟办理日",
    "alarm": "临近",
    "running": "进行中",
    "unproved": "已请求，待补证",
    "expired": "已届满",
    "pending": "尚未起算",
    "kept": "已保全",
    "done": "已办理",
    "lapsed": "已消灭",
    "settled": "债务已还清",
}
"""Every status of a row in Chinese, most urgent first."""
_RANKS = {
    "late": 0,
    "alarm": 0,
    "running": 0,
    "unproved": 0,
    "expired": 1,
    "pending": 2,
    "kept": 3,
    "done": 4,
    "lapsed": 5,
    "settled": 5,
}
_OF_DEBT = frozenset(
    {"limitation", "guarantee-period", "guarantor-limitation", "mortgage-exercise"}
)
"""Periods in which nothing is left to be done once the debt has been paid."""
_SHORT_TERMS = frozenset({"preservation", "preservation-renewal", "credit-objection"})


@dataclass(frozen=True, slots=True)
class WatchRow:
    """One period of the ledger.

    Attributes:
        case_id: the case.
        deadline: the period as reckoned, with its events and their proof.
        status: one of ``STATUSES``.
        days_left: days from the day of the claim to the safe day; negative when it has passed.
        alarm: the threshold of the house that the days left have reached; ``None`` for none.
        alarm_days: all thresholds of the house for this sort of period, most days first.
        act: what is proposed, in Chinese; empty where nothing is to be done.
        document: slug of the document that it needs; empty for none.
        act_by: last day to act, so that a letter arrives and a filing is in; ``None`` where
            nothing is to be done by a day.
        allowance: the days kept free for that, in Chinese words with their number.
        tell: roles that must be told.
        people: who they are in this case, in Chinese; the roles where the case names nobody.
    """

    case_id: str
    deadline: Deadline
    status: str
    days_left: int
    alarm: int | None
    alarm_days: tuple[int, ...]
    act: str
    document: str
    act_by: date | None
    allowance: str
    tell: tuple[str, ...]
    people: str

    @property
    def status_words(self) -> str:
        """The status as a person reads it, with the alarm that was reached."""
        if self.status == "alarm" and self.alarm is not None:
            return f"{self.alarm} 日内届满"
        return STATUSES[self.status]


def watch(claims: Iterable[Claim]) -> tuple[WatchRow, ...]:
    """The ledger of every period of the cases, the most pressing first.

    Running periods come first, by the last day to act; then those that have run out, those
    that have not begun, and those where nothing is left to do. Each claim is looked at on its
    own day. A hold changes what is proposed and never the clock.

    Raises:
        LawTableError: the table ``watch`` lacks a rule for a period on the claim's day.
    """
    rows = [_row(claim, deadline) for claim in claims for deadline in claim.deadlines]
    return tuple(sorted(rows, key=_urgency))


def _urgency(row: WatchRow) -> tuple[int, date, date, str, str]:
    """Rank, last day to act, safe day; then by name, so that equal input gives equal order."""
    safe = row.deadline.safe_day
    return _RANKS[row.status], row.act_by or safe, safe, row.case_id, row.deadline.subject


def _row(claim: Claim, deadline: Deadline) -> WatchRow:
    law, as_of = claim.law, claim.as_of
    rule = house_rule(law, deadline.rule or deadline.name, as_of)
    left = deadline.days_left(as_of)
    by = last_day_to_act(law, deadline.safe_day, rule)
    status = _status(deadline, rule, by, as_of)
    if deadline.name in _OF_DEBT and _is_settled(claim, deadline.contract_no):
        status = "settled"
    open_ = status in {"late", "alarm", "running", "unproved"}
    act, document = _proposal(claim, deadline, rule, status)
    return WatchRow(
        claim.case.case_id,
        deadline,
        status,
        left,
        rule.alarm(left) if open_ else None,
        rule.alarm_days,
        act,
        forum_of(claim.case, deadline.contract_no) if document == FORUM else document,
        by if open_ else None,
        f"{rule.allowance} {rule.allowance_days} 日",
        rule.tell,
        _people(claim.case, rule.tell),
    )


def _is_settled(claim: Claim, contract_no: str) -> bool:
    return any(each.is_settled for each in claim.contracts if each.contract_no == contract_no)


def _status(deadline: Deadline, rule: HouseRule, by: date, as_of: date) -> str:
    if deadline.state == "kept" and deadline.moved_by and not deadline.moved_by.proof:
        return "unproved"
    if deadline.state != "running":
        return deadline.state
    begins = deadline.starts_on
    if begins is not None and begins >= as_of and deadline.name not in _SHORT_TERMS:
        return "pending"
    if as_of > by:
        return "late"
    alarm = rule.alarm(deadline.days_left(as_of))
    return "running" if alarm is None else "alarm"


def _proposal(
    claim: Claim, deadline: Deadline, rule: HouseRule, status: str
) -> tuple[str, str]:
    """What is proposed, and the slug of its document."""
    held = any(hold_reasons(claim.case, deadline.contract_no, claim.as_of, "函件"))
    if status in {"kept", "done", "pending", "settled"}:
        return "", ""
    if status in {"expired", "lapsed"}:
        waits = held and bool(rule.held_over_act)
        return (rule.held_over_act, "") if waits else (rule.over_act, rule.over_document)
    if deadline.in_procedure and rule.pending_act:
        return rule.pending_act, ""
    if held and rule.held_act:
        return rule.held_act, rule.held_document
    if status == "unproved" and rule.unproved_act:
        return rule.unproved_act, rule.document
    return rule.late_act if status == "late" else rule.act, rule.document


def _people(case: Case, roles: tuple[str, ...]) -> str:
    """Each role with the names of the house's people who have it."""
    found: list[str] = []
    for role in roles:
        names = "、".join(user.name for user in case.users if role in user.role)
        found.append(f"{role}（{names}）" if names else role)
    return "、".join(found)
