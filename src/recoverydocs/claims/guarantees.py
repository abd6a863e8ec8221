"""Every guarantee of the case on the day: mode, period, what kept it, what it covers.

Source: 民法典 686 (担保法 19 for older ones), 692, 693; 担保制度解释 3, 15, 32.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recoverydocs.claims import reckoned
from recoverydocs.claims.claim import Deadline, GuaranteeState, PeriodEvent
from recoverydocs.claims.deadlines import debt_due_on
from recoverydocs.claims.guarantee_acts import GuaranteeAct, guarantee_acts
from recoverydocs.claims.guarantee_limitation import guarantor_limitation
from recoverydocs.claims.guarantee_period import AgreedPeriod, Mode, guarantee_period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.security import Guarantee
    from recoverydocs.claims.claim import ContractClaim
    from recoverydocs.claims.guarantee_period import GuaranteePeriod
    from recoverydocs.claims.rule import Rule
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

_UNTIL_PAID = ("还清", "清偿", "清偿完毕", "履行完毕", "结清")
_NONE = ("未约定", "没有约定", "无约定", "未载明")
_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "十": 10}
_LENGTH = re.compile(r"([0-9]{1,2}|[一二两三四五六十])\s*(年|个月)")
_MONTHS = 12


def mode_of(guarantee: Guarantee, law: LawBook) -> Mode:
    """Joint or general; an unclear one by the law of the day it was signed."""
    if guarantee.mode == "连带":
        return "joint"
    if guarantee.mode == "不明" and guarantee.signed_on < law.begins("civil-code"):
        return "joint"
    return "general"


def agreed_period(guarantee: Guarantee) -> AgreedPeriod | None:
    """What the guarantee agrees on its period; ``None`` where its words cannot be read."""
    if guarantee.period_end is not None:
        return AgreedPeriod("to", to=guarantee.period_end)
    if guarantee.period_years is not None or guarantee.period_months is not None:
        months = (guarantee.period_years or 0) * _MONTHS + (guarantee.period_months or 0)
        return AgreedPeriod("months", months=months)
    return _in_words(guarantee.period_text)


def _in_words(text: str) -> AgreedPeriod | None:
    if any(word in text for word in _NONE):
        return AgreedPeriod("none")
    found = {_months(match) for match in _LENGTH.finditer(text)}
    if len(found) == 1:
        return AgreedPeriod("months", months=found.pop())
    if not found and any(word in text for word in _UNTIL_PAID):
        return AgreedPeriod("until-paid")
    return None


def _months(match: re.Match[str]) -> int:
    number = int(match[1]) if match[1].isdecimal() else _NUMBERS[match[1]]
    return number * _MONTHS if match[2] == "年" else number


def contract_of(case: Case, guarantee: Guarantee) -> str:
    """The contract that a guarantee secures; the only one where it names none."""
    if guarantee.contract_no is not None:
        return guarantee.contract_no
    return case.contracts[0].contract_no if len(case.contracts) == 1 else ""


def guarantee_states(
    case: Case, contracts: tuple[ContractClaim, ...], law: LawBook, as_of: date
) -> tuple[tuple[GuaranteeState, ...], tuple[Deadline, ...], tuple[Finding, ...]]:
    """The state, the deadlines and the findings of every guarantee of the case."""
    states: list[GuaranteeState] = []
    deadlines: list[Deadline] = []
    findings: list[Finding] = []
    claims = {claim.contract_no: claim for claim in contracts}
    for guarantee in case.guarantees:
        claim = claims.get(contract_of(case, guarantee))
        if claim is None:
            findings.append(_said(guarantee, law, as_of, *_NO_CONTRACT))
            continue
        agreed = agreed_period(guarantee)
        if agreed is None:
            findings.append(_said(guarantee, law, as_of, *_UNREAD))
            agreed = AgreedPeriod("none")
        due = _due(case, guarantee, claim)
        acts = guarantee_acts(
            case, guarantee, mode_of(guarantee, law), claim.contract_no, as_of
        )
        period, kept = _period(guarantee, due, agreed, acts, law, as_of)
        states.append(_state(guarantee, claim, period, due, law))
        deadlines.append(_deadline(guarantee, claim, due, period, acts, kept, law, as_of))
        deadlines += guarantor_limitation(
            case, guarantee, deadlines[-1], acts, kept, law, as_of
        )
        if kept is not None and not kept.proof:
            findings.append(_said(guarantee, law, as_of, *_NO_PROOF))
    return tuple(states), tuple(deadlines), tuple(findings)


def _due(case: Case, guarantee: Guarantee, claim: ContractClaim) -> date:
    """The due day of the debt; of a maximum the last one, or the day it was fixed, if later."""
    if guarantee.max_amount:
        last = min(claim.accelerated_on or claim.matured_on, claim.matured_on)
        return max(last, guarantee.determined_on or last)
    return debt_due_on(case.contract(claim.contract_no), claim)


def _period(  # noqa: PLR0913, PLR0917 - the facts of one guarantee
    guarantee: Guarantee,
    due: date,
    agreed: AgreedPeriod,
    acts: Sequence[GuaranteeAct],
    law: LawBook,
    as_of: date,
) -> tuple[GuaranteePeriod, GuaranteeAct | None]:
    """The period, and the act that kept the guarantee: a proved one before one that is not."""
    mode = mode_of(guarantee, law)

    def reckoned(act: GuaranteeAct | None) -> GuaranteePeriod:
        on = act.on if act is not None else None
        return guarantee_period(
            law,
            due,
            agreed,
            mode=mode,
            demand_on_guarantor=on if mode == "joint" else None,
            suit_against_debtor=on if mode == "general" else None,
            signed_on=guarantee.signed_on,
            as_of=as_of,
        )

    bare = reckoned(None)
    limit = bare.last_day or bare.raw_last_day
    sound = [act for act in acts if not act.flaw and act.on > due]
    in_time = sorted((act for act in sound if act.on <= limit), key=lambda act: not act.proof)
    if in_time:
        return reckoned(in_time[0]), in_time[0]
    return (reckoned(sound[0]) if sound else bare), None


def _state(
    guarantee: Guarantee,
    claim: ContractClaim,
    period: GuaranteePeriod,
    due: date,
    law: LawBook,
) -> GuaranteeState:
    total = claim.total
    return GuaranteeState(
        guarantee.guarantee_no,
        claim.contract_no,
        guarantee.guarantor,
        mode_of(guarantee, law),
        due,
        period.safe_day,
        period.last_day or period.raw_last_day,
        period.discharged,
        period.kept_by,
        total if guarantee.cap is None else min(total, guarantee.cap),
    )


def _deadline(  # noqa: PLR0913, PLR0917 - one row of the ledger
    guarantee: Guarantee,
    claim: ContractClaim,
    due: date,
    period: GuaranteePeriod,
    acts: Sequence[GuaranteeAct],
    kept: GuaranteeAct | None,
    law: LawBook,
    as_of: date,
) -> Deadline:
    state = "kept" if period.kept_by else "lapsed" if period.discharged else "running"
    lines = [*period.working, period.reading]
    if claim.accelerated_on is not None and claim.accelerated_on < claim.matured_on:
        lines.append(
            f"自提前到期日 {due} 起算；保证人主张不受提前到期约束的，"
            f"另须在原到期日 {claim.matured_on} 后的保证期间内再次行使权利"
        )
    return Deadline(
        "guarantee-period",
        "保证期间届满日",
        guarantee.guarantee_no,
        period.raw_last_day,
        period.last_day,
        period.safe_day,
        state,
        law.cite("civil-code:a692", max(as_of, law.begins("civil-code"))),
        tuple(lines),
        due,
        claim.contract_no,
        f"guarantee-period-{mode_of(guarantee, law)}",
        tuple(_told(act, kept, due, period) for act in acts),
    )


def _told(
    act: GuaranteeAct, kept: GuaranteeAct | None, due: date, period: GuaranteePeriod
) -> PeriodEvent:
    """An act with what it did for the guarantee."""
    limit = period.last_day or period.raw_last_day
    if act is kept:
        answer = "在保证期间内行使权利"
        if act.on > period.raw_last_day:
            answer += "（按顺延后的届满日；不顺延的读法下已逾期）"
        if not act.proof:
            answer += "，但只有登记日期，没有送达记录，须补证"
    elif act.flaw:
        answer = act.flaw
    elif act.on <= due:
        answer = "主债务履行期限尚未届满，保证期间没有开始"
    elif act.on > limit:
        answer = "保证期间届满后作出，签收也不恢复保证责任"
        if kept is not None:
            answer = "保证期间内已行使权利，此后看保证债务诉讼时效"
    else:
        answer = "另有行为已固定保证责任"
    return PeriodEvent(act.on, act.label, act.proof, act is kept, answer)


_NO_CONTRACT = (
    reckoned.GUARANTEE_CONTRACT,
    "案件有多份借款合同，保证没有写明主合同编号",
    ("contract_no", "主合同编号"),
)
_UNREAD = (
    reckoned.GUARANTEE_PERIOD,
    "保证期间约定的文字无法确定期限，按没有约定计算",
    ("period_text", "保证期间约定"),
)
_NO_PROOF = (
    reckoned.GUARANTEE_PROOF,
    "保证期间内的请求只有登记日期，没有送达记录证明已到达保证人",
    ("called_on", "历次请求日期"),
)


def _said(  # noqa: PLR0913, PLR0917 - a finding is these facts
    guarantee: Guarantee,
    law: LawBook,
    as_of: date,
    rule: Rule,
    message: str,
    field: tuple[str, str],
) -> Finding:
    return rule.found(law, as_of, guarantee.guarantee_no, message, field=field)
