"""G-GUAR and what belongs to it: a guarantee that has lapsed is no claim.

Source: 民法典 686, 687, 692, 693; 担保制度解释 15, 27, 29, 34.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.claims.claim import GuaranteeState
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

_SOON = 90


def g_guar(scope: Scope) -> Iterator[Finding]:
    """No guarantor is called upon after the period of his guarantee has run out."""
    for state in _states(scope):
        if state.discharged:
            yield from _discharged(scope, state)
        elif state.kept_by is None:
            yield from _soon(scope, state)


def _discharged(scope: Scope, state: GuaranteeState) -> Iterator[Finding]:
    basis = scope.cite(
        f"civil-code:a693-{state.mode}", "security-interpretation:lapse-signature"
    )
    message = f"保证期间已于 {state.last_day} 届满，期间内没有有效的权利行使"
    if scope.kind == "guarantor-notice":
        yield scope.block(
            "G-GUAR",
            message,
            "不得再向该保证人发出催收；其后在通知上签字也不产生保证责任",
            where=state.guarantee_no,
            article=basis,
        )
    else:
        yield scope.warn(
            "G-GUAR",
            f"{message}，本文书不列该保证人",
            "如有期间内到达的请求或起诉、仲裁，请补充证据",
            where=state.guarantee_no,
            article=basis,
        )


def _soon(scope: Scope, state: GuaranteeState) -> Iterator[Finding]:
    left = (state.safe_day - scope.claim.as_of).days
    if left > _SOON:
        return
    act = "请求须到达保证人" if state.mode == "joint" else "须对债务人起诉或申请仲裁"
    yield scope.warn(
        "保证期间临近",
        f"保证期间将于 {state.safe_day} 届满，还有 {left} 天，{act}",
        "请在该日前完成；保证期间不中止、不中断、不延长",
        where=state.guarantee_no,
        article=scope.cite("civil-code:a692-no-change"),
    )


def general_guarantee(scope: Scope) -> Iterator[Finding]:
    """A letter does nothing for a general guarantee: only a suit or arbitration keeps it."""
    for state in _states(scope):
        if state.mode != "general" or state.discharged or state.kept_by is not None:
            continue
        yield scope.warn(
            "一般保证须起诉",
            f"一般保证，本函仅作告知；须在 {state.safe_day} 前对债务人起诉或申请仲裁",
            "请安排起诉或仲裁；公证债权文书须在期间内申请执行",
            where=state.guarantee_no,
            article=scope.cite(
                "civil-code:a687",
                "civil-code:a693-general",
                "security-interpretation:notarised-deed",
            ),
        )


def guarantee_due(scope: Scope) -> Iterator[Finding]:
    """A guarantor is called upon only for a debt that is due."""
    for state in _states(scope):
        claim = scope.claim.contract(state.contract_no)
        if claim.overdue_days < 1:
            yield scope.block(
                "GUAR-DUE",
                "主债务没有到期未还的部分，不能请求保证人承担责任",
                "请核对截止日与还款计划",
                where=state.guarantee_no,
                article=scope.cite("civil-code:a681", "civil-code:a688"),
            )


def guarantee_cap(scope: Scope) -> Iterator[Finding]:
    """The sum demanded of a guarantor stays within his cap."""
    caps = {each.guarantee_no: each for each in scope.guarantees}
    for state in _states(scope):
        cap = caps[state.guarantee_no].cap
        total = scope.claim.contract(state.contract_no).total
        if cap is not None and total > cap:
            yield scope.warn(
                "GUAR-CAP",
                f"欠款合计 {total}元，超过保证限额 {cap}元，只能在限额内请求",
                "文书所列请求金额以限额为准",
                where=state.guarantee_no,
                field=("cap", "保证限额"),
                article=scope.cite("civil-code:a691", "security-interpretation:max-amount-cap"),
            )


def maximum_fixed(scope: Scope) -> Iterator[Finding]:
    """The claims under a maximum-amount guarantee have been determined."""
    for guarantee in scope.guarantees:
        if guarantee.max_amount and guarantee.determined_on is None:
            yield scope.warn(
                "GUAR-MAX",
                "最高额保证，没有载明债权确定日",
                "请填写债权确定日及依据",
                where=guarantee.guarantee_no,
                field=("determined_on", "债权确定日"),
                article=scope.cite("civil-code:a423", "security-interpretation:max-amount"),
            )


def _states(scope: Scope) -> Iterator[GuaranteeState]:
    numbers = {each.guarantee_no for each in scope.guarantees}
    for state in scope.claim.guarantees:
        if state.guarantee_no in numbers:
            yield state
