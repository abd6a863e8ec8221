"""What the state of a case suggests next, and why. It decides nothing: a person does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import arrival, notices_of
from recoverydocs.claims.claim import NextStep
from recoverydocs.claims.holds import open_not_mine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import Contract
    from recoverydocs.claims.claim import ContractClaim, Deadline, GuaranteeState

_SOON = 90
_LAST_GRADE = 2


def next_steps(
    case: Case,
    contracts: Sequence[ContractClaim],
    guarantees: Sequence[GuaranteeState],
    deadlines: Sequence[Deadline],
    as_of: date,
) -> tuple[NextStep, ...]:
    """The steps that the state of each contract suggests, those with a day first."""
    limits = {each.subject: each for each in deadlines if each.name == "limitation"}
    steps: list[NextStep] = []
    for contract, claim in zip(case.contracts, contracts, strict=True):
        disputes = open_not_mine(case, contract.contract_no)
        if disputes:
            reply = min(each.reply_due for each in disputes)
            steps.append(
                NextStep(
                    "dispute-reply",
                    "核查异议并书面答复",
                    "非本人贷款异议尚未了结，催收与征信报送一律暂停",
                    contract.contract_no,
                    reply,
                )
            )
            continue
        if not claim.overdue_days:
            continue
        steps += _guarantors(guarantees, contract.contract_no, as_of)
        steps += _borrower(case, contract, claim, limits[contract.contract_no], as_of)
    return tuple(sorted(steps, key=lambda step: (step.by is None, step.by or as_of)))


def _guarantors(
    guarantees: Sequence[GuaranteeState], contract_no: str, as_of: date
) -> Iterator[NextStep]:
    """Guarantees that are due, not kept and still running."""
    for state in guarantees:
        if state.contract_no != contract_no or state.discharged or state.kept_by:
            continue
        if state.principal_due >= as_of:
            continue
        if state.mode == "joint":
            yield NextStep(
                "guarantor-notice",
                "向连带责任保证人发出履行通知，须在期间内到达",
                f"保证期间至 {state.safe_day}，尚无到达的请求",
                state.guarantee_no,
                state.safe_day,
            )
        else:
            yield NextStep(
                "arbitration-application",
                "对债务人提起诉讼或者申请仲裁",
                f"一般保证须在 {state.safe_day} 前对债务人起诉或申请仲裁，发函无效",
                state.guarantee_no,
                state.safe_day,
            )


def _borrower(
    case: Case, contract: Contract, claim: ContractClaim, limit: Deadline, as_of: date
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
    sent = notices_of(case, "dunning-notice", number)
    by = limit.safe_day if limit.days_left(as_of) <= _SOON else None
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
    clause = contract.dispute_clause
    forum = "arbitration-application" if clause and clause.kind == "仲裁" else "complaint"
    label = "申请仲裁" if forum == "arbitration-application" else "提起诉讼"
    yield NextStep(forum, label, "催告已到达，全部债务已到期", number, by)
