"""What the state of a case suggests next, and why. It decides nothing: a person does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import arrival, notices_of
from recoverydocs.claims.claim import NextStep
from recoverydocs.claims.holds import open_not_mine
from recoverydocs.claims.house_rules import FORUM, house_rule, last_day_to_act, period_rule
from recoverydocs.claims.limitation_events import belongs
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import Contract
    from recoverydocs.cases.events import ArbCase, CourtCase
    from recoverydocs.claims.claim import ContractClaim, Deadline, GuaranteeState
    from recoverydocs.law import LawBook

_LAST_GRADE = 2
_PROCEDURES = frozenset(
    {
        "preservation-renewal",
        "preservation-then-sue",
        "preservation-pre-enforcement",
        "appeal",
        "evidence",
        "set-aside",
        "enforcement",
        "credit-objection",
    }
)
"""Deadlines that ask for one act by a day, whoever owes what."""


def next_steps(  # noqa: PLR0913, PLR0917 - the state of a case
    case: Case,
    contracts: Sequence[ContractClaim],
    guarantees: Sequence[GuaranteeState],
    deadlines: Sequence[Deadline],
    law: LawBook,
    as_of: date,
) -> tuple[NextStep, ...]:
    """The steps that the state of each contract suggests, those with a day first."""
    limits = {each.subject: each for each in deadlines if each.name == "limitation"}
    steps: list[NextStep] = []
    answered: set[str] = set()
    for contract, claim in zip(case.contracts, contracts, strict=True):
        disputes = open_not_mine(case, contract.contract_no)
        if disputes:
            answered |= {each.no for each in disputes}
            due = min(each.reply_due for each in disputes)
            rule = house_rule(law, "credit-objection", as_of)
            steps.append(
                NextStep(
                    "dispute-reply",
                    "核查异议并书面答复",
                    f"非本人贷款异议尚未了结，催收与征信报送一律暂停，{due} 前书面答复",
                    contract.contract_no,
                    last_day_to_act(law, due, rule),
                )
            )
            continue
        limit = limits[contract.contract_no]
        if claim.is_settled:
            steps.append(_settled(claim))
        elif claim.overdue_days and limit.state != "done":
            steps += _guarantors(case, guarantees, contract, law, as_of)
            steps += _borrower(case, contract, claim, limit, law, as_of)
    steps += _procedures(case, deadlines, answered, law, as_of)
    return tuple(sorted(steps, key=lambda step: (step.by is None, step.by or as_of)))


def _settled(claim: ContractClaim) -> NextStep:
    """What is left where nothing is owed: no demand, and what was paid too much goes back."""
    surplus = Money(-claim.balance.fen)
    if surplus:
        return NextStep(
            "",
            "退还多收的款项，或者经债务人同意抵充其他到期债务；不再催收",
            f"没有欠款，还款比欠款多 {surplus}元",
            claim.contract_no,
        )
    return NextStep("", "核对后办理结清，不再催收", "没有欠款", claim.contract_no)


def _procedures(
    case: Case, deadlines: Sequence[Deadline], answered: set[str], law: LawBook, as_of: date
) -> Iterator[NextStep]:
    """The acts that a running procedure asks for, once their alarm is raised."""
    for deadline in deadlines:
        if deadline.name not in _PROCEDURES or deadline.state != "running":
            continue
        rule = house_rule(law, deadline.rule or deadline.name, as_of)
        if deadline.subject in answered or rule.alarm(deadline.days_left(as_of)) is None:
            continue
        yield NextStep(
            forum_of(case, deadline.contract_no) if rule.document == FORUM else rule.document,
            rule.act,
            f"{deadline.label} {deadline.safe_day}（{deadline.article}）",
            deadline.subject,
            last_day_to_act(law, deadline.safe_day, rule),
        )


def _guarantors(
    case: Case,
    guarantees: Sequence[GuaranteeState],
    contract: Contract,
    law: LawBook,
    as_of: date,
) -> Iterator[NextStep]:
    """Guarantees that are due, not kept and still running."""
    for state in guarantees:
        if state.contract_no != contract.contract_no or state.discharged or state.kept_by:
            continue
        if state.principal_due >= as_of:
            continue
        rule = house_rule(law, period_rule(state.mode), as_of)
        by = last_day_to_act(law, state.safe_day, rule)
        if state.mode == "joint":
            yield NextStep(
                "guarantor-notice",
                "向连带责任保证人发出履行通知，须在期间内到达",
                f"保证期间至 {state.safe_day}，尚无到达的请求",
                state.guarantee_no,
                by,
            )
        else:
            yield NextStep(
                forum_of(case, contract.contract_no),
                "对债务人提起诉讼或者申请仲裁",
                f"一般保证须在 {state.safe_day} 前对债务人起诉或申请仲裁，发函无效",
                state.guarantee_no,
                by,
            )


def _borrower(  # noqa: PLR0913, PLR0917 - the state of a contract
    case: Case,
    contract: Contract,
    claim: ContractClaim,
    limit: Deadline,
    law: LawBook,
    as_of: date,
) -> Iterator[NextStep]:
    number = contract.contract_no
    if limit.state == "expired":
        yield NextStep(
            "dunning-notice",
            "发出时效届满催收，请债务人签字同意履行",
            f"诉讼时效已于 {limit.safe_day} 届满",
            number,
        )
        return
    if _in_procedure(case, number, as_of):
        return
    rule = house_rule(law, "limitation", as_of)
    soon = rule.alarm(limit.days_left(as_of)) is not None
    by = last_day_to_act(law, limit.safe_day, rule) if soon else None
    sent = notices_of(case, "dunning-notice", number)
    if len(sent) < _LAST_GRADE or not any(arrival(case, notice) for notice in sent):
        grade = ("首次", "再次", "最后")[min(len(sent), _LAST_GRADE)]
        reason = f"已逾期 {claim.overdue_days} 天，已发催款通知 {len(sent)} 次"
        yield NextStep("dunning-notice", f"发出{grade}催款通知书", reason, number, by)
        return
    whole = claim.accelerated_on is not None or claim.matured_on <= as_of
    if not whole:
        yield NextStep(
            "acceleration-notice",
            "宣布贷款提前到期并通知各方",
            "多次催告未果，未到期本金尚不能主张",
            number,
            by,
        )
        return
    forum = forum_of(case, number)
    label = "申请仲裁" if forum == "arbitration-application" else "提起诉讼"
    yield NextStep(forum, label, "催告已到达，全部债务已到期", number, by)


def _in_procedure(case: Case, contract_no: str, as_of: date) -> bool:
    """Whether a suit or arbitration on the debt is pending: what comes next is its own."""
    filed: list[CourtCase | ArbCase] = [
        each for each in case.court_cases if each.kind in {"一审", "二审", "再审"}
    ]
    filed += case.arb_cases
    return any(
        each.filed_on <= as_of
        and each.ended is None
        and belongs(case, contract_no, each.contract_no)
        for each in filed
    )


def forum_of(case: Case, contract_no: str) -> str:
    """The kind that begins a procedure: arbitration where the contract's clause says so."""
    for contract in case.contracts:
        clause = contract.dispute_clause
        if contract.contract_no == contract_no and clause is not None:
            return "arbitration-application" if clause.kind == "仲裁" else "complaint"
    return "complaint"
