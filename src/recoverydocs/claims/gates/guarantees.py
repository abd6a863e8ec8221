"""G-GUAR and what belongs to it: a guarantee that has lapsed is no claim.

Source: 民法典 686, 687, 692, 693, 695; 担保制度解释 15, 22, 27, 29, 30, 32, 34; 公司法 by the
day of the guarantee.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.guarantees import mode_of
from recoverydocs.claims.house_rules import house_rule, period_rule
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.claims.claim import GuaranteeState
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

LAPSED = Rule(
    "G-GUAR",
    Severity.BLOCK,
    "保证期间没有届满，或者期间内已依法行使权利",
    "保证方式、保证期间、到达保证人的请求、对债务人的起诉或仲裁",
    "如有期间内到达的请求或起诉、仲裁，请补充证据；没有的，不再列该保证人",
    (
        "civil-code:a693-general",
        "civil-code:a693-joint",
        "security-interpretation:lapse-signature",
    ),
    eased="不向该保证人发出的文书和案件本身为警示",
)
PERIOD_SOON = Rule(
    "保证期间临近",
    Severity.WARN,
    "保证期间临近届满的，须行使权利",
    "保证期间届满日，尚无保全行为",
    "请在该日前完成；保证期间不中止、不中断、不延长",
    ("civil-code:a692-no-change",),
)
GENERAL = Rule(
    "一般保证须起诉",
    Severity.WARN,
    "一般保证须在期间内对债务人起诉或者申请仲裁",
    "一般保证，期间未届满，尚未起诉或仲裁",
    "请安排起诉或仲裁；公证债权文书须在期间内申请执行",
    (
        "civil-code:a687",
        "civil-code:a693-general",
        "security-interpretation:notarised-deed",
    ),
)
DUE = Rule(
    "GUAR-DUE",
    Severity.BLOCK,
    "主债务到期未还，才可请求保证人承担责任",
    "主合同的逾期情况",
    "请核对截止日与还款计划",
    ("civil-code:a681", "civil-code:a688"),
)
CAP = Rule(
    "GUAR-CAP",
    Severity.WARN,
    "请求保证人的金额不超过保证限额",
    "保证限额与欠款合计",
    "文书所列请求金额以限额为准",
    ("civil-code:a691", "security-interpretation:max-amount-cap"),
)
MAXIMUM = Rule(
    "GUAR-MAX",
    Severity.WARN,
    "最高额保证的债权已经确定",
    "最高额保证的债权确定日",
    "请填写债权确定日及依据",
    ("civil-code:a423", "security-interpretation:max-amount"),
)
RESOLUTION = Rule(
    "AGR-RESOLUTION",
    Severity.WARN,
    "公司保证人有决议，或者属于无须决议的情形",
    "法人保证人的公司决议",
    "请补充公司决议，或确认属于无须决议的情形",
    ("company-law:security-resolution", "security-interpretation:no-resolution-needed"),
)
UNCLEAR_MODE = Rule(
    "GUAR-MODE",
    Severity.WARN,
    "保证方式写明一般保证或者连带责任保证",
    "保证方式与签订日",
    "请核对保证合同原文；2021 年以后签订的按一般保证，以前签订的按连带责任保证",
    ("civil-code:a686-unclear", "guarantee-law:unclear-mode"),
)
BANKRUPT = Rule(
    "GUAR-BANKRUPT",
    Severity.WARN,
    "债务人破产受理后，对保证人的利息也停止计算",
    "借款人的主体状态、仍应负责的保证人",
    "请以受理日为截止日计算对保证人的请求",
    ("security-interpretation:insolvency-interest",),
)
UNCONSENTED = Rule(
    "GUAR-UNCONSENTED",
    Severity.WARN,
    "变更主合同经保证人书面同意",
    "已签订的补充、展期协议与保证人的书面同意",
    "对加重的部分，保证人不承担责任；变更履行期限的，保证期间不受影响",
    ("civil-code:a695",),
)


def g_guar(scope: Scope) -> Iterator[Finding]:
    """No guarantor is called upon after the period of his guarantee has run out."""
    for state in states(scope):
        if state.discharged:
            yield _discharged(scope, state)
        elif state.kept_by is None and not _is_settled(scope, state):
            yield from _soon(scope, state)


def _discharged(scope: Scope, state: GuaranteeState) -> Finding:
    basis = (f"civil-code:a693-{state.mode}", "security-interpretation:lapse-signature")
    message = f"保证期间已于 {state.last_day} 届满，期间内没有有效的权利行使"
    if scope.kind == "guarantor-notice":
        return scope.found(
            LAPSED,
            message,
            remedy="不得再向该保证人发出催收；其后在通知上签字也不产生保证责任",
            where=state.guarantee_no,
            articles=basis,
        )
    return scope.found(
        LAPSED,
        f"{message}，本文书不列该保证人" if scope.kind else message,
        severity=Severity.WARN,
        where=state.guarantee_no,
        articles=basis,
    )


def _soon(scope: Scope, state: GuaranteeState) -> Iterator[Finding]:
    left = (state.safe_day - scope.claim.as_of).days
    if (
        house_rule(scope.claim.law, period_rule(state.mode), scope.claim.as_of).alarm(left)
        is None
    ):
        return
    act = "请求须到达保证人" if state.mode == "joint" else "须对债务人起诉或申请仲裁"
    yield scope.found(
        PERIOD_SOON,
        f"保证期间将于 {state.safe_day} 届满，还有 {left} 天，{act}",
        where=state.guarantee_no,
    )


def general_guarantee(scope: Scope) -> Iterator[Finding]:
    """A letter does nothing for a general guarantee: only a suit or arbitration keeps it."""
    letter = "本函仅作告知；" if scope.kind == "guarantor-notice" else ""
    for state in states(scope):
        if state.mode != "general" or state.discharged or state.kept_by is not None:
            continue
        if _is_settled(scope, state):
            continue
        yield scope.found(
            GENERAL,
            f"一般保证，{letter}须在 {state.safe_day} 前对债务人起诉或申请仲裁",
            where=state.guarantee_no,
        )


def guarantee_due(scope: Scope) -> Iterator[Finding]:
    """A guarantor is called upon only for a debt that is due."""
    for state in states(scope):
        claim = scope.claim.contract(state.contract_no)
        if claim.overdue_days < 1:
            yield scope.found(
                DUE,
                "主债务没有到期未还的部分，不能请求保证人承担责任",
                where=state.guarantee_no,
            )


def guarantee_cap(scope: Scope) -> Iterator[Finding]:
    """The sum demanded of a guarantor stays within his cap."""
    caps = {each.guarantee_no: each for each in scope.guarantees}
    for state in states(scope):
        cap = caps[state.guarantee_no].cap
        total = scope.claim.contract(state.contract_no).total
        if cap is not None and total > cap:
            yield scope.found(
                CAP,
                f"欠款合计 {total}元，超过保证限额 {cap}元，只能在限额内请求",
                where=state.guarantee_no,
                field=("cap", "保证限额"),
            )


def maximum_fixed(scope: Scope) -> Iterator[Finding]:
    """The claims under a maximum-amount guarantee have been determined."""
    for guarantee in scope.guarantees:
        if guarantee.max_amount and guarantee.determined_on is None:
            yield scope.found(
                MAXIMUM,
                "最高额保证，没有载明债权确定日",
                where=guarantee.guarantee_no,
                field=("determined_on", "债权确定日"),
            )


def company_resolution(scope: Scope) -> Iterator[Finding]:
    """A company that guarantees has a resolution on file; the law is that of its signing."""
    parties = {party.party_id: party for party in scope.claim.case.parties}
    for guarantee in scope.guarantees:
        guarantor = parties.get(guarantee.guarantor)
        if guarantor is not None and guarantor.kind == "法人" and guarantee.resolution is None:
            yield scope.found(
                RESOLUTION,
                "公司保证人没有决议记录",
                where=guarantee.guarantee_no,
                field=("resolution", "公司决议"),
                on=guarantee.signed_on,
            )


def unclear_mode(scope: Scope) -> Iterator[Finding]:
    """A mode that nobody agreed is read by the law of the day it was signed."""
    for guarantee in scope.guarantees:
        if guarantee.mode == "不明":
            joint = mode_of(guarantee, scope.claim.law) == "joint"
            read = "连带责任保证" if joint else "一般保证"
            yield scope.found(
                UNCLEAR_MODE,
                f"保证方式不明，按签订日的法律作为{read}",
                where=guarantee.guarantee_no,
                field=("mode", "保证方式"),
                on=guarantee.signed_on,
            )


def bankrupt_debtor(scope: Scope) -> Iterator[Finding]:
    """Interest against a guarantor stops with the debtor's bankruptcy."""
    case = scope.claim.case
    for state in states(scope):
        borrowers = case.contract(state.contract_no).borrowers
        gone = [each for each in borrowers if case.party(each).status == "破产受理"]
        if gone and not state.discharged:
            yield scope.found(
                BANKRUPT,
                f"{scope.who(gone[0])}的破产申请已被受理",
                where=state.guarantee_no,
                field=("status", "主体状态"),
            )


def unconsented(scope: Scope) -> Iterator[Finding]:
    """What debtor and lender agreed without the guarantor binds him only where lighter."""
    for agreement in scope.claim.case.agreements:
        if agreement.status == "拟签":
            continue
        for state in states(scope):
            consents = next(
                each.consents
                for each in scope.guarantees
                if each.guarantee_no == state.guarantee_no
            )
            about = agreement.contract_no in {None, state.contract_no}
            if about and all(consent.agreement != agreement.no for consent in consents):
                yield scope.found(
                    UNCONSENTED,
                    f"已签订的协议 {agreement.no} 没有该保证人的书面同意",
                    where=state.guarantee_no,
                    field=("consents", "书面同意"),
                )


def _is_settled(scope: Scope, state: GuaranteeState) -> bool:
    return scope.claim.contract(state.contract_no).is_settled


def states(scope: Scope) -> Iterator[GuaranteeState]:
    """The states of the guarantees that the scope is about."""
    numbers = {each.guarantee_no for each in scope.guarantees}
    for state in scope.claim.guarantees:
        if state.guarantee_no in numbers:
            yield state


GATES = (
    Gate("G-GUAR", g_guar, (LAPSED, PERIOD_SOON)),
    Gate("GUAR-DUE", guarantee_due, (DUE,)),
    Gate("GUAR-CAP", guarantee_cap, (CAP,)),
    Gate("GUAR-MAX", maximum_fixed, (MAXIMUM,)),
    Gate("GUAR-GENERAL", general_guarantee, (GENERAL,)),
    Gate("GUAR-MODE", unclear_mode, (UNCLEAR_MODE,)),
    Gate("GUAR-BANKRUPT", bankrupt_debtor, (BANKRUPT,)),
    Gate("GUAR-UNCONSENTED", unconsented, (UNCONSENTED,)),
    Gate("AGR-RESOLUTION", company_resolution, (RESOLUTION,)),
)
