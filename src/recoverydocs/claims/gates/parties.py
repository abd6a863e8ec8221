"""Gates on people and paper: G-ALIVE, G-ADDR, G-APPR, G-SEAL.

Source: the catalogue of documents 2.1, 2.4; 民法典 137, 1147, 1161; 诉讼时效规定 8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity
from recoverydocs.law.periods import add_months, period_months

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recoverydocs.cases.parties import Address, Approval, Party
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

ALIVE = Rule(
    "G-ALIVE",
    Severity.BLOCK,
    "当事人在世、存续，未进入破产程序",
    "借款人、收件人和仍应负责的保证人的存续、主体状态",
    "请核对当事人的存续情况",
    ("civil-code:a1147", "civil-code:a1161"),
    eased="吊销、失踪为警示",
)
ADDRESS = Rule(
    "G-ADDR",
    Severity.BLOCK,
    "收件人有在用的送达地址及其依据",
    "当事人在截止日在用的地址",
    "请补充地址、依据和起用日期",
    ("civil-code:a137", "limitation-provisions:demand-arrived"),
    eased="案件本身为警示",
)
WEAK_ADDRESS = Rule(
    "ADDR-WEAK",
    Severity.WARN,
    "送达地址经合同约定或者书面确认",
    "在用地址的类型、电子送达的同意",
    "退回的信件难以认定应当到达，请取得送达地址确认书",
    ("limitation-provisions:demand-arrived",),
)
APPROVED = Rule(
    "G-APPR",
    Severity.BLOCK,
    "文书经拟稿人以外的人审批同意",
    "本文书的审批记录",
    "请补充审批人、日期和决定",
)
SEALED = Rule(
    "G-SEAL",
    Severity.BLOCK,
    "用印有记录和授权",
    "本文书的用印记录",
    "请补充章名、份数与用印授权",
    eased="有用印记录而没有用印人和授权的为警示",
)
MINOR = Rule(
    "PARTY-MINOR",
    Severity.WARN,
    "未成年人由监护人代理",
    "当事人的出生日期、监护人",
    "请补充监护人，函件致监护人；并核对借款、担保合同的效力",
    ("civil-code:a17",),
)

_YEAR = 12
_STRONG = frozenset({"合同送达", "送达地址确认书"})
_DRAFTING = frozenset({"拟稿", "起草", "经办"})


def addressees(scope: Scope) -> tuple[Party, ...]:
    """The parties whom the document concerns: the addressee, else borrowers and guarantors."""
    case = scope.claim.case
    if scope.kind == "guarantor-notice" and scope.party_id:
        wanted = {scope.party_id}
    else:
        wanted = {party for contract in scope.data for party in contract.borrowers}
        wanted |= {scope.party_id} if scope.party_id else set()
        if scope.kind not in {"dunning-notice", "acceleration-notice"}:
            wanted |= {
                state.guarantor
                for state in scope.claim.guarantees
                if not state.discharged
                and state.guarantee_no in {each.guarantee_no for each in scope.guarantees}
            }
    return tuple(party for party in case.parties if party.party_id in wanted)


def g_alive(scope: Scope) -> Iterator[Finding]:
    """No party is dead, dissolved or bankrupt."""
    for party in addressees(scope):
        who = scope.who(party.party_id)
        if party.alive == "死亡":
            yield scope.found(
                ALIVE,
                f"{who}已于 {party.died_on} 死亡",
                remedy="请以继承人或遗产管理人为当事人，以遗产实际价值为限",
                field=("alive", "存续"),
            )
        elif party.status in _GONE:
            message, remedy = _GONE[party.status]
            yield scope.found(
                ALIVE, f"{who}{message}", remedy=remedy, field=_STATUS, articles=()
            )
        elif party.status == "吊销" or party.alive == "失踪":
            state = party.status if party.status == "吊销" else party.alive
            yield scope.found(
                ALIVE,
                f"{who}处于{state}状态",
                remedy="请核对送达方式与代表人",
                severity=Severity.WARN,
                field=_STATUS,
                articles=(),
            )


_STATUS = ("status", "主体状态")
_GONE: Mapping[str | None, tuple[str, str]] = {
    "破产受理": ("的破产申请已被受理", "请申报债权；不得另行起诉、保全或申请执行"),
    "注销": ("已注销", "请以清算义务人、股东或承继人为当事人"),
}


def g_addr(scope: Scope) -> Iterator[Finding]:
    """Every addressee has an address in use on the day, with its basis."""
    for party in addressees(scope):
        current = _current(scope, party)
        who, field = scope.who(party.party_id), ("addresses", "地址")
        if not current:
            yield scope.found(ADDRESS, f"{who}没有在用的送达地址", field=field)
        elif not any(_is_strong(address) for address in current):
            yield scope.found(
                WEAK_ADDRESS,
                f"{who}的地址只有{current[0].kind}，没有约定或确认的送达地址",
                field=field,
            )


def minors(scope: Scope) -> Iterator[Finding]:
    """A minor has a guardian on file."""
    as_of = scope.claim.as_of
    for party in addressees(scope):
        born = party.birth
        if born is None or party.guardian is not None:
            continue
        months = period_months(scope.claim.law, "full-age", born)
        if add_months(born, months) > as_of:
            message = f"{scope.who(party.party_id)}未满{months // _YEAR}周岁，没有监护人"
            yield scope.found(MINOR, message, field=("guardian", "监护人"))


def _current(scope: Scope, party: Party) -> list[Address]:
    as_of = scope.claim.as_of
    return [
        address
        for address in scope.claim.case.addresses
        if address.party == party.party_id
        and address.from_ <= as_of
        and (address.to is None or address.to >= as_of)
    ]


def _is_strong(address: Address) -> bool:
    if address.kind == "电子":
        return address.consents_e_service is True
    return address.kind in _STRONG


def g_appr(scope: Scope) -> Iterator[Finding]:
    """Somebody other than the drafter has approved this kind of document."""
    found = _approvals(scope)
    decided = [each for each in found if each.step not in _DRAFTING]
    drafters = {each.by for each in found if each.step in _DRAFTING}
    field = ("approvals", "审批")
    if not decided:
        yield scope.found(APPROVED, "没有本文书的审批记录", field=field)
        return
    last = max(decided, key=lambda each: each.on)
    if last.decision == "退回":
        message = f"{last.on} 审批决定为退回"
        yield scope.found(APPROVED, message, remedy="请修改后重新报批", field=field)
    if {each.by for each in decided if each.decision == "同意"} <= drafters:
        message = "审批人与拟稿人是同一人"
        yield scope.found(APPROVED, message, remedy="请由另一人审批", field=field)


def _approvals(scope: Scope) -> list[Approval]:
    wanted = {scope.kind, scope.notice_no} - {""}
    return [
        each
        for each in scope.claim.case.approvals
        if each.doc in wanted and each.on <= scope.claim.as_of
    ]


def g_seal(scope: Scope) -> Iterator[Finding]:
    """The chop for this document and the authority to use it are recorded."""
    wanted = {scope.kind, scope.notice_no, None} - {""}
    uses = [each for each in scope.claim.case.seals if each.doc in wanted]
    field = ("seals", "用印")
    if not uses:
        yield scope.found(SEALED, "没有本文书的用印记录", field=field)
    elif all(each.authority is None and each.by is None for each in uses):
        yield scope.found(
            SEALED,
            "用印记录没有写明用印人或授权依据",
            remedy="请补充用印授权",
            severity=Severity.WARN,
            field=field,
        )


GATES = (
    Gate("G-ALIVE", g_alive, (ALIVE,)),
    Gate("G-ADDR", g_addr, (ADDRESS, WEAK_ADDRESS)),
    Gate("PARTY-MINOR", minors, (MINOR,)),
    Gate("G-APPR", g_appr, (APPROVED,)),
    Gate("G-SEAL", g_seal, (SEALED,)),
)
