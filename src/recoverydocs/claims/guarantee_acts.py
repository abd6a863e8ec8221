"""What was done to keep a guarantee, each act with its proof, or with why it keeps nothing.

Source: 民法典 693; 担保制度解释 27, 29, 31. A joint guarantee is kept by a demand that reaches
the guarantor, a general one by a suit or arbitration against the debtor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import china_day, readings
from recoverydocs.claims.limitation_events import WITHDRAWN, belongs, delivery_proof

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.events import ArbCase, CourtCase, Notice
    from recoverydocs.cases.security import Guarantee
    from recoverydocs.claims.guarantee_period import Mode

_DEED = "公证债权文书"
_GENERAL_LETTER = "一般保证须对债务人起诉或者申请仲裁，向保证人发函不产生效力"


@dataclass(frozen=True, slots=True)
class GuaranteeAct:
    """One act towards a guarantor, or towards the debtor for his sake.

    Attributes:
        on: the day; of a letter its arrival, of one that did not arrive the day of sending.
        label: what was done, in Chinese.
        proof: what proves it; empty where only the house's own list says so.
        flaw: why it cannot keep the guarantee, in Chinese; empty where only its day decides.
        filed: the procedure that it began; ``None`` for a letter.
    """

    on: date
    label: str
    proof: str
    flaw: str = ""
    filed: CourtCase | ArbCase | None = None


def guarantee_acts(
    case: Case, guarantee: Guarantee, mode: Mode, contract_no: str, as_of: date
) -> tuple[GuaranteeAct, ...]:
    """Every act up to the day, oldest first; on one day those that are proved come first."""
    found = [
        *_letters(case, guarantee, mode),
        *_listed(guarantee, mode),
        *_procedures(case, guarantee, mode, contract_no),
    ]
    kept = [act for act in found if act.on <= as_of]
    return tuple(sorted(kept, key=lambda act: (act.on, bool(act.flaw), not act.proof)))


def _letters(case: Case, guarantee: Guarantee, mode: Mode) -> Iterator[GuaranteeAct]:
    for notice in case.notices:
        if notice.kind != "guarantor-notice" or notice.status != "已发":
            continue
        ours = notice.to == guarantee.guarantor
        if notice.guarantee_no in {None, guarantee.guarantee_no} and (
            ours or notice.guarantee_no is not None
        ):
            flaw = "" if ours else "收件人不是该保证人"
            flaw = flaw or (_GENERAL_LETTER if mode == "general" else "")
            yield from _letter(case, notice, flaw)


def _letter(case: Case, notice: Notice, flaw: str) -> Iterator[GuaranteeAct]:
    """One notice: an act for each delivery row."""
    found = readings(case, notice)
    if not found:
        missing = flaw or "没有送达记录，不能证明到达"
        yield GuaranteeAct(notice.issued_on, "请求保证人（寄出）", notice.number, missing)
    for each in found:
        proof = delivery_proof(each.event, actual=each.actual or each.on is None)
        if each.on is not None:
            yield GuaranteeAct(each.on, "请求保证人（到达）", proof, flaw)
        else:
            day = china_day(each.event.sent_at)
            yield GuaranteeAct(day, "请求保证人（寄出）", proof, flaw or each.flaw)


def _listed(guarantee: Guarantee, mode: Mode) -> Iterator[GuaranteeAct]:
    """The house's own list of demands, which nothing proves."""
    flaw = _GENERAL_LETTER if mode == "general" else ""
    for day in guarantee.called_on:
        yield GuaranteeAct(day, "登记的请求", "", flaw)


def _procedures(
    case: Case, guarantee: Guarantee, mode: Mode, contract_no: str
) -> Iterator[GuaranteeAct]:
    for suit in case.court_cases:
        if not belongs(case, contract_no, suit.contract_no):
            continue
        proof = suit.case_no or suit.court
        if suit.kind == "一审":
            yield _filed(case, guarantee, mode, suit, ("起诉", proof))
        elif suit.kind == "支付令":
            flaw = "支付令对保证人没有约束力，也不是起诉或者申请仲裁"
            yield GuaranteeAct(suit.filed_on, "申请支付令", proof, flaw, suit)
        elif suit.kind == "执行" and any(each.kind == _DEED for each in case.instruments):
            # 担保制度解释 27: enforcement of a notarised deed stands for the suit.
            flaw = "" if mode == "general" else "申请执行债务人，不是对保证人的请求"
            yield GuaranteeAct(suit.filed_on, "申请执行公证债权文书", proof, flaw, suit)
    for filed in case.arb_cases:
        if belongs(case, contract_no, filed.contract_no):
            words = ("申请仲裁", filed.case_no or filed.institution)
            yield _filed(case, guarantee, mode, filed, words)


def _filed(
    case: Case,
    guarantee: Guarantee,
    mode: Mode,
    filed: CourtCase | ArbCase,
    words: tuple[str, str],
) -> GuaranteeAct:
    """A suit or arbitration: towards the debtor for a general, the guarantor for a joint."""
    label, proof = words
    withdrawn = filed.ended is not None and filed.ended.how in WITHDRAWN
    on, flaw = filed.filed_on, ""
    if mode == "general":
        debtors = {who for each in case.contracts for who in each.borrowers}
        if filed.against and not set(filed.against) & debtors:
            flaw = "被告、被申请人中没有债务人"
        elif withdrawn:
            flaw = "已撤回，对一般保证不产生效力"
    elif guarantee.guarantor not in filed.against:
        which = "没有该保证人" if filed.against else "是否有该保证人没有写明"
        flaw = f"被告、被申请人中{which}"
    elif withdrawn and filed.complaint_served_on is None:
        flaw = "已撤回，没有副本已送达保证人的记录"
    elif withdrawn and filed.complaint_served_on is not None:
        on = filed.complaint_served_on
        label = f"{label}（已撤回，副本已送达）"
    return GuaranteeAct(on, label, proof, flaw, filed)
