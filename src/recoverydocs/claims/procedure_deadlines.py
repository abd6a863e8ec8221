"""Days in a procedure: appeal, evidence, setting an award aside; the answer to an objection.

Source: 民诉法 171 (2017: 164); 仲裁法 2025: 72 (2017: 59); 征信业管理条例 25(2); table
``periods``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.plain_deadlines import done, fixed_end, number_of, plain_deadline
from recoverydocs.law.periods import PeriodEnd, period_row, statutory_period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.events import ArbCase, CourtCase
    from recoverydocs.claims.claim import Deadline, PeriodEvent
    from recoverydocs.law import LawBook

_APPEALS = {"判决": "appeal-judgment", "裁定": "appeal-ruling", "驳回": "appeal-ruling"}


def procedure_deadlines(case: Case, law: LawBook, as_of: date) -> Iterator[Deadline]:
    """The rows of every suit and arbitration."""
    for suit in case.court_cases:
        if suit.evidence_deadline is not None:
            yield _evidence(case, suit, suit.evidence_deadline, as_of)
        yield from _appeal(case, suit, law, as_of)
    for filed in case.arb_cases:
        yield from _set_aside(case, filed, law, as_of)


def objection_deadlines(case: Case, law: LawBook, as_of: date) -> Iterator[Deadline]:
    """Twenty days to answer an objection; our own duty, never rolled."""
    for dispute in case.disputes:
        replies = [
            done(notice.issued_on, "书面答复", notice.number)
            for notice in case.notices
            if notice.number == dispute.reply
            and notice.status == "已发"
            and notice.issued_on <= as_of
        ]
        yield plain_deadline(
            "credit-objection",
            "异议答复期限",
            dispute.no,
            statutory_period(law, "credit-objection", dispute.received),
            law.cite("credit-reporting:objection-answer", as_of),
            as_of,
            starts_on=dispute.received,
            contract_no=number_of(case, dispute.contract_no),
            done_by=replies[0] if replies else None,
        )


def _evidence(case: Case, suit: CourtCase, day: date, as_of: date) -> Deadline:
    ended = suit.ended
    return plain_deadline(
        "evidence",
        "举证期限",
        suit.case_no or suit.court,
        fixed_end(day),
        "人民法院指定",
        as_of,
        contract_no=number_of(case, suit.contract_no),
        done_by=done(day, "程序已终结", ended.how) if ended and ended.on <= as_of else None,
    )


def _appeal(case: Case, suit: CourtCase, law: LawBook, as_of: date) -> Iterator[Deadline]:
    """Fifteen days from service of a judgment, ten from that of a ruling."""
    ended = suit.ended
    if suit.kind != "一审" or ended is None or ended.received_on is None:
        return
    period = _APPEALS.get(ended.how)
    if period is None:
        return
    number = number_of(case, suit.contract_no)
    appeals = [
        done(each.filed_on, "上诉", each.case_no or each.court)
        for each in case.court_cases
        if each.kind == "二审"
        and number_of(case, each.contract_no) == number
        and suit.filed_on < each.filed_on <= as_of
    ]
    yield plain_deadline(
        "appeal",
        "上诉期届满日",
        suit.case_no or suit.court,
        statutory_period(law, period, ended.received_on),
        law.cite("cpl:appeal", as_of),
        as_of,
        starts_on=ended.received_on,
        contract_no=number,
        done_by=_first(appeals),
        line="对方的上诉期自其收到之日另行起算",
    )


def _set_aside(case: Case, filed: ArbCase, law: LawBook, as_of: date) -> Iterator[Deadline]:
    """Three months from receipt of an award, six under the old law; in doubt the earlier."""
    if filed.award is None or filed.award.received_on is None:
        return
    received = filed.award.received_on
    end, line = _set_aside_end(law, received)
    yield plain_deadline(
        "set-aside",
        "申请撤销裁决期限",
        filed.award.no,
        end,
        law.cite("arbitration-law:set-aside-period", min(as_of, end.raw_last_day)),
        as_of,
        starts_on=received,
        contract_no=number_of(case, filed.contract_no),
        line=line,
    )


def _set_aside_end(law: LawBook, received: date) -> tuple[PeriodEnd, str]:
    new = statutory_period(law, "arbitration-set-aside", received)
    since = period_row(law, "arbitration-set-aside", received)["in_force_from"]
    if received >= since:
        return new, ""
    old = statutory_period(law, "arbitration-set-aside-2017", received)
    if old.raw_last_day < since:
        return old, "裁决在新仲裁法施行前收到，适用旧法的期间"
    return new, "裁决在新仲裁法施行前收到而期间跨越施行日，没有过渡规定，按较早的届满日安排"


def _first(acts: list[PeriodEvent]) -> PeriodEvent | None:
    return min(acts, key=lambda act: act.on, default=None)
