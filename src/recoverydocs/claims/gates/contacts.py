"""Rules on how a debtor is contacted: hours, number, visits, third persons.

The numbers stand in table ``limits``; a contact before a row's first day breaks nothing. What
is past can't be undone: a case is told of it as a warning, a contact record is refused.

Source: the catalogue of documents 3.1; GB/T 45251-2025 and 催收工作指引 as reported (clauses
not read); 民法典 1033, 1034; 个人信息保护法 6, 13.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import china_day, china_time
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import LawTableError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recoverydocs.cases.events import Contact
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding
    from recoverydocs.law.table import Row

QUIET_HOURS = Rule(
    "CONTACT-HOURS",
    Severity.BLOCK,
    "不在夜间催收，债务人同意的除外",
    "沟通的起止时间、同意时段的记录",
    "请改在白天联系；本人同意夜间联系的，请留存同意的证据",
    ("collection-standard", "collection-guideline", "civil-code:a1033"),
    eased="已经发生的，案件本身为警示",
)
DAILY_VOICE = Rule(
    "CONTACT-DAILY",
    Severity.WARN,
    "每日有效语音联系不超过限次",
    "同一人同一日接通的电话",
    "请控制当日联系次数",
    ("collection-standard",),
)
UNANSWERED = Rule(
    "CONTACT-ATTEMPTS",
    Severity.WARN,
    "同一号码每日未接通呼叫不超过限次",
    "同一人同一日的未接次数",
    "请次日再联系，或者改用书面方式",
    ("collection-guideline",),
)
TOLD_THIRD = Rule(
    "CONTACT-THIRD",
    Severity.BLOCK,
    "不向第三人披露债务信息",
    "接触对象为第三人的沟通、是否披露债务信息",
    "请停止联系该第三人，评估侵害并按个人信息事件处理",
    ("civil-code:a1033", "civil-code:a1034", "pipl:basis", "collection-guideline"),
    eased="已经发生的，案件本身为警示",
)
THIRD_UNSAID = Rule(
    "CONTACT-THIRD-NOTE",
    Severity.WARN,
    "联系第三人须载明未披露债务信息",
    "接触对象为第三人的沟通、是否披露债务信息",
    "请补记是否披露债务信息",
    ("civil-code:a1034", "collection-guideline"),
)
THIRD_ASKED = Rule(
    "CONTACT-THIRD-ASKED",
    Severity.WARN,
    "不向第三人催收，只可询问联系方式或者请其转告",
    "接触对象为第三人的沟通、还款承诺",
    "请向债务人本人或者保证人确认；第三人的承诺不作为催收结果",
    ("collection-standard", "collection-guideline"),
)
VISITORS = Rule(
    "CONTACT-VISIT",
    Severity.WARN,
    "外访至少二人",
    "外访的经办人",
    "请补记同行人员；以后外访由二人以上进行",
    ("collection-guideline:visits",),
)
UNRECORDED = Rule(
    "CONTACT-RECORD",
    Severity.NOTE,
    "电话和外访留有录音录像",
    "电话、外访的录音录像哈希",
    "请补充录音录像的哈希与存放位置",
    ("collection-guideline",),
)

_OURS = frozenset({"电话", "短信", "外访", "微信", "其他"})
_STRANGERS = frozenset({"相关第三人", "无关第三人"})
_PERSONS = frozenset({"自然人", "个体工商户"})
_FIELD = ("contacts", "沟通")


def our_contacts(scope: Scope) -> tuple[Contact, ...]:
    """Contacts that we made with persons by the day; who comes by himself is left out."""
    return tuple(
        contact
        for contact in scope.claim.case.contacts
        if contact.channel in _OURS
        and china_day(contact.started) <= scope.claim.as_of
        and _is_personal(scope, contact)
    )


def _is_personal(scope: Scope, contact: Contact) -> bool:
    """Whether somebody was reached as a person, not a company at its desk."""
    case = scope.claim.case
    if contact.with_party is not None:
        return case.party(contact.with_party).kind in _PERSONS
    if contact.with_role in _STRANGERS:
        return True
    borrowers = {party for contract in case.contracts for party in contract.borrowers}
    return any(case.party(party).kind in _PERSONS for party in borrowers)


def said_of(contact: Contact) -> str:
    """Which contact a finding means: its minute in China and its channel."""
    return f"{china_time(contact.started):%Y-%m-%d %H:%M} 的{contact.channel}"


def _limit(scope: Scope, row_id: str, day: date) -> Row | None:
    try:
        return scope.claim.law.row("limits", "rule", row_id, day)
    except LawTableError:
        return None


def quiet_hours(scope: Scope) -> Iterator[Finding]:
    """No contact between the evening and the morning hour, unless he agreed."""
    for contact in our_contacts(scope):
        start, end = china_time(contact.started), china_time(contact.ended)
        row = _limit(scope, "quiet-hours", start.date())
        if row is None or contact.consent_time:
            continue
        evening, morning = row["from"], row["to"]
        begun, done = f"{start:%H:%M}", f"{end:%H:%M:%S}"
        if (
            begun >= evening
            or begun < morning
            or done > f"{evening}:00"
            or end.date() > start.date()
        ):
            yield scope.found(
                QUIET_HOURS,
                f"{said_of(contact)}在 {evening} 至次日 {morning} 之间，没有同意时段的记录",
                field=_FIELD,
                on=start.date(),
            )


def daily_numbers(scope: Scope) -> Iterator[Finding]:
    """How often one person was spoken to, and rung in vain, on one day."""
    spoken: Counter[tuple[date, str]] = Counter()
    in_vain: Counter[tuple[date, str]] = Counter()
    for contact in our_contacts(scope):
        if contact.channel != "电话":
            continue
        key = (china_day(contact.started), contact.with_party or contact.with_role)
        spoken[key] += contact.ended > contact.started
        in_vain[key] += contact.attempts or 0
    for rule, row_id, numbers, what in (
        (DAILY_VOICE, "voice-contacts", spoken, "接通电话"),
        (UNANSWERED, "unanswered-calls", in_vain, "未接通呼叫"),
    ):
        for (day, who), number in sorted(numbers.items()):
            row = _limit(scope, row_id, day)
            if row is not None and number > row["a_day"]:
                message = (
                    f"{day} 对{scope.who(who)}{what} {number} 次，超过每日 {row['a_day']} 次"
                )
                yield scope.found(rule, message, field=_FIELD, on=day)


def third_persons(scope: Scope) -> Iterator[Finding]:
    """Nobody but the debtor and who stands for the debt hears of it or is asked for it."""
    for contact in our_contacts(scope):
        if contact.with_role not in _STRANGERS:
            continue
        day = china_day(contact.started)
        if contact.debt_disclosed:
            message = f"{said_of(contact)}向{contact.with_role}披露了债务信息"
            yield scope.found(TOLD_THIRD, message, field=_FIELD, on=day)
        elif contact.debt_disclosed is None:
            message = f"{said_of(contact)}的对象是{contact.with_role}，未载明是否披露债务信息"
            yield scope.found(THIRD_UNSAID, message, field=_FIELD, on=day)
        if contact.promise is not None:
            message = f"{said_of(contact)}由{contact.with_role}作出还款承诺"
            yield scope.found(THIRD_ASKED, message, field=_FIELD, on=day)


def visits(scope: Scope) -> Iterator[Finding]:
    """At least two go on a visit."""
    for contact in our_contacts(scope):
        day = china_day(contact.started)
        row = _limit(scope, "visitors", day)
        if contact.channel == "外访" and row is not None and len(contact.by) < row["at_least"]:
            message = f"{said_of(contact)}只有 {len(contact.by)} 名经办人"
            yield scope.found(VISITORS, message, field=_FIELD, on=day)


def recordings(scope: Scope) -> Iterator[Finding]:
    """A call or visit leaves a recording."""
    for contact in our_contacts(scope):
        lasted = contact.ended > contact.started
        if contact.channel in {"电话", "外访"} and lasted and contact.recording is None:
            yield scope.found(UNRECORDED, f"{said_of(contact)}没有录音录像的记录", field=_FIELD)


GATES = (
    Gate("CONTACT-HOURS", quiet_hours, (QUIET_HOURS,)),
    Gate("CONTACT-DAILY", daily_numbers, (DAILY_VOICE, UNANSWERED)),
    Gate("CONTACT-THIRD", third_persons, (TOLD_THIRD, THIRD_UNSAID, THIRD_ASKED)),
    Gate("CONTACT-VISIT", visits, (VISITORS,)),
    Gate("CONTACT-RECORD", recordings, (UNRECORDED,)),
)
