"""Rules on acceleration: its clause, its trigger, who was told, what was taken afterwards.

Source: 民法典 565, 578, 673; the catalogue of documents 3.8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import notices_of
from recoverydocs.claims.gates.debt import ACCELERATION_CLAUSE, acceleration_clause
from recoverydocs.claims.gates.guarantees import states
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recoverydocs.cases.events import Notice
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

TRIGGER = Rule(
    "ACC-TRIGGER",
    Severity.BLOCK,
    "宣布提前到期时触发条件已经具备",
    "提前到期通知的发文日与逾期起日",
    "请核对触发条件；以挪用、预期违约等为由的，请补充证据",
    ("civil-code:a673", "civil-code:a578"),
    eased="已经发出的，案件本身为警示",
)
GUARANTOR_TOLD = Rule(
    "ACC-GUARANTOR",
    Severity.WARN,
    "提前到期逐一通知担保人",
    "提前到期通知、发给保证人的函件",
    "请向每名保证人另发通知；保证期间可能自提前到期日起算",
    ("civil-code:a692", "security-interpretation:several"),
)
ACCEPTED = Rule(
    "ACC-ACCEPTED",
    Severity.NOTE,
    "提前到期后收取还款，书面保留其他权利",
    "提前到期日以后的还款",
    "请书面声明接受部分还款不视为放弃提前到期",
    ("civil-code:a565",),
)


def _first(scope: Scope, contract_no: str) -> Notice | None:
    """The first acceleration notice of a contract by the day."""
    found = notices_of(scope.claim.case, "acceleration-notice", contract_no)
    return next((each for each in found if each.issued_on <= scope.claim.as_of), None)


def acceleration_trigger(scope: Scope) -> Iterator[Finding]:
    """Something is overdue when the whole is called in, now or by a notice of the past."""
    for contract in scope.contracts:
        since = contract.overdue_since
        message, day = "没有逾期，不能宣布提前到期", scope.claim.as_of
        if scope.kind != "acceleration-notice":
            notice = _first(scope, contract.contract_no)
            if notice is None:
                continue
            day = notice.issued_on
            message = f"{notice.number} 于 {day} 宣布提前到期，当时没有逾期"
        if since is None or since >= day:
            yield scope.found(
                TRIGGER, message, where=contract.contract_no, field=("notices", "发文")
            )


def guarantors_told(scope: Scope) -> Iterator[Finding]:
    """Each guarantor still bound has a letter of his own since the acceleration."""
    for state in states(scope):
        notice = _first(scope, state.contract_no)
        if notice is None or state.discharged:
            continue
        if not _told(scope, state.guarantor, notice.issued_on):
            message = f"已宣布提前到期（{notice.number}），没有发给该保证人的通知"
            yield scope.found(
                GUARANTOR_TOLD, message, where=state.guarantee_no, field=("notices", "发文")
            )


def _told(scope: Scope, guarantor: str, since: date) -> bool:
    return any(
        notice.to == guarantor
        and notice.kind in {"acceleration-notice", "guarantor-notice"}
        and notice.status == "已发"
        and notice.issued_on >= since
        for notice in scope.claim.case.notices
    )


def accepted_after(scope: Scope) -> Iterator[Finding]:
    """Taking instalments after calling in the whole may be read as giving that up."""
    for contract, data in zip(scope.contracts, scope.data, strict=True):
        day = contract.accelerated_on
        if day is None:
            continue
        later = [
            payment.amount
            for payment in data.repayments
            if day < payment.on <= scope.claim.as_of and payment.source in {None, "本人"}
        ]
        if Money.total(later) > Money(0):
            message = f"提前到期日 {day} 以后又收取还款 {Money.total(later)}元"
            yield scope.found(
                ACCEPTED, message, where=contract.contract_no, field=("repayments", "还款流水")
            )


GATES = (
    Gate("ACC-CLAUSE", acceleration_clause, (ACCELERATION_CLAUSE,)),
    Gate("ACC-TRIGGER", acceleration_trigger, (TRIGGER,)),
    Gate("ACC-GUARANTOR", guarantors_told, (GUARANTOR_TOLD,)),
    Gate("ACC-ACCEPTED", accepted_after, (ACCEPTED,)),
)
