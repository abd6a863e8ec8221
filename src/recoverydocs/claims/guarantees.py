"""Every guarantee of the case on the day: mode, period, what kept it, what it covers.

Source: 民法典 686 (担保法 19 for older ones), 692, 693; 担保制度解释 3, 15, 32.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from recoverydocs.claims import reckoned
from recoverydocs.claims.arrivals import arrival
from recoverydocs.claims.claim import Deadline, GuaranteeState
from recoverydocs.claims.guarantee_period import AgreedPeriod, Mode, guarantee_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases import Case
    from recoverydocs.cases.security import Guarantee
    from recoverydocs.claims.claim import ContractClaim
    from recoverydocs.claims.guarantee_period import GuaranteePeriod
    from recoverydocs.claims.rule import Rule
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

_CIVIL_CODE = date(2021, 1, 1)
_UNTIL_PAID = ("还清", "清偿", "清偿完毕", "履行完毕", "结清")
_NONE = ("未约定", "没有约定", "无约定", "未载明")
_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "十": 10}
_LENGTH = re.compile(r"([0-9]{1,2}|[一二两三四五六十])\s*(年|个月)")
_MONTHS = 12
_SUITS = frozenset({"一审", "支付令"})


def mode_of(guarantee: Guarantee) -> Mode:
    """Joint or general; an unclear one by the law of the day it was signed."""
    if guarantee.mode == "连带":
        return "joint"
    if guarantee.mode == "不明" and guarantee.signed_on < _CIVIL_CODE:
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


def demands_on(case: Case, guarantee: Guarantee) -> Iterator[date]:
    """The days on which a demand reached the guarantor, as delivery rows prove."""
    for notice in case.notices:
        if notice.kind != "guarantor-notice" or notice.status != "已发":
            continue
        if notice.guarantee_no is None:
            fits = notice.to == guarantee.guarantor
        else:
            fits = notice.guarantee_no == guarantee.guarantee_no
        found = arrival(case, notice) if fits else None
        if found is not None:
            yield found.on


def suits_on(case: Case, contract_no: str) -> Iterator[date]:
    """The days on which the debtor was sued or arbitration against him was applied for."""
    lone = len(case.contracts) == 1
    for suit in case.court_cases:
        if suit.kind in _SUITS and (suit.contract_no or (lone and contract_no)) == contract_no:
            yield suit.filed_on
    for filed in case.arb_cases:
        if (filed.contract_no or (lone and contract_no)) == contract_no:
            yield filed.filed_on


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
        period, due = _period(case, guarantee, claim, agreed, law, as_of)
        states.append(_state(guarantee, claim, period, due))
        deadlines += _deadlines(guarantee, period, law, as_of)
        if _called_without_proof(case, guarantee, period):
            findings.append(_said(guarantee, law, as_of, *_NO_PROOF))
    return tuple(states), tuple(deadlines), tuple(findings)


def _period(  # noqa: PLR0913, PLR0917 - the facts of one guarantee
    case: Case,
    guarantee: Guarantee,
    claim: ContractClaim,
    agreed: AgreedPeriod,
    law: LawBook,
    as_of: date,
) -> tuple[GuaranteePeriod, date]:
    """The period, run from the due day of the debt or from the day a maximum was fixed."""
    due = min(claim.accelerated_on or claim.matured_on, claim.matured_on)
    if guarantee.max_amount and guarantee.determined_on is not None:
        due = max(due, guarantee.determined_on)
    demands = sorted({*demands_on(case, guarantee), *guarantee.called_on})
    suits = sorted(suits_on(case, claim.contract_no))
    period = guarantee_period(
        law,
        due,
        agreed,
        mode=mode_of(guarantee),
        demand_on_guarantor=next((day for day in demands if day > due), None),
        suit_against_debtor=next((day for day in suits if day > due), None),
        signed_on=guarantee.signed_on,
        as_of=as_of,
    )
    return period, due


def _state(
    guarantee: Guarantee, claim: ContractClaim, period: GuaranteePeriod, due: date
) -> GuaranteeState:
    total = claim.total
    return GuaranteeState(
        guarantee.guarantee_no,
        claim.contract_no,
        guarantee.guarantor,
        mode_of(guarantee),
        due,
        period.safe_day,
        period.last_day or period.raw_last_day,
        period.discharged,
        period.kept_by,
        total if guarantee.cap is None else min(total, guarantee.cap),
    )


def _deadlines(
    guarantee: Guarantee, period: GuaranteePeriod, law: LawBook, as_of: date
) -> Iterator[Deadline]:
    state = "kept" if period.kept_by else "lapsed" if period.discharged else "running"
    day = max(as_of, _CIVIL_CODE)
    yield Deadline(
        "guarantee-period",
        "保证期间届满日",
        guarantee.guarantee_no,
        period.raw_last_day,
        period.last_day,
        period.safe_day,
        state,
        law.cite("civil-code:a692", day),
        (*period.working, period.reading),
    )
    tail = period.guarantor_limitation_last_day
    if tail is not None:
        yield Deadline(
            "guarantor-limitation",
            "保证债务诉讼时效届满日",
            guarantee.guarantee_no,
            tail,
            tail,
            tail,
            "expired" if as_of > tail else "running",
            law.cite("civil-code:a694-joint", day),
            period.working,
        )


def _called_without_proof(case: Case, guarantee: Guarantee, period: GuaranteePeriod) -> bool:
    """Whether only the house's own list, no delivery row, says that the guarantor was asked."""
    return (
        period.kept_by is not None
        and mode_of(guarantee) == "joint"
        and period.kept_by not in set(demands_on(case, guarantee))
    )


_NO_CONTRACT = (
    reckoned.GUARANTEE_CONTRACT,
    "案件有多份借款合同，保证没有写明主合同编号",
    ("contract_no", "主合同编号"),
)
_UNREAD = (
    reckoned.GUARANTEE_PERIOD,
    "保证期间约定的文字无法确定期限，按没有约定的六个月计算",
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
