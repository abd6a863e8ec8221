"""What in a case may restart limitation, each with its proof, or with why it does not.

Source: 民法典 195; 诉讼时效规定 8, 10, 11, 13, 14, 15; 银行卡规定 3. A letter counts by its
arrival; one that was only sent is listed and restarts nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import arrival, china_day, readings
from recoverydocs.claims.limitation import LimitationEvent
from recoverydocs.claims.signers import flaw_of_consent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import Contract, Repayment
    from recoverydocs.cases.events import ArbCase, Contact, CourtCase, DeliveryEvent, Notice

_NOTICES = {
    "dunning-notice": "demand-arrived",
    "acceleration-notice": "demand-arrived",
    "lawyer-letter": "demand-arrived",
    "assignment-notice": "assignment-notice-arrived",
}
_COURT = {
    "一审": "suit",
    "支付令": "payment-order",
    "诉前保全": "preservation",
    "实现担保物权": "suit",
}
_PAYERS = {"本人": "partial-payment", "扣划": "account-deduction"}
_OTHER_PAYERS = {
    "代偿": "保证人或者第三人代偿，不是债务人的履行",
    "处置": "处置担保物所得，不是债务人的履行",
    "": "没有写明还款来源，不能证明是债务人的履行",
}
_SUITS = frozenset({"一审", "实现担保物权"})
_LATER_INSTANCES = frozenset({"二审", "再审"})
WITHDRAWN = frozenset({"撤诉", "按撤诉处理"})
_CARD = "信用卡"


def limitation_events(
    case: Case, contract: Contract, as_of: date
) -> tuple[LimitationEvent, ...]:
    """Every event of a contract up to the day, oldest first.

    One that cannot count says why in its ``flaw``.
    """
    found = [
        *_notices(case, contract),
        *_payments(contract),
        *_filings(case, contract),
        *_reports(case, contract),
        *_promises(case, contract),
    ]
    return tuple(
        sorted((event for event in found if event.on <= as_of), key=lambda event: event.on)
    )


def belongs(case: Case, contract_no: str, named: str | None) -> bool:
    """Whether a row is about a contract; one that names none is about the only one."""
    return named == contract_no if named is not None else len(case.contracts) == 1


def _flaw_of_contract(case: Case, contract: Contract, named: str | None) -> str | None:
    """Why a row cannot be laid to a contract; ``None`` where it is about another one."""
    if named is None and len(case.contracts) > 1:
        return "案件有多份借款合同，没有写明是哪一份"
    return "" if belongs(case, contract.contract_no, named) else None


def delivery_proof(event: DeliveryEvent, *, actual: bool = True) -> str:
    """What proves a delivery: 文号, way, mail number, result and the file of evidence."""
    mail = f" {event.mail_no}" if event.mail_no else ""
    evidence = event.evidence if isinstance(event.evidence, str) else event.evidence.name
    how = "" if actual else "（应当到达）"
    return f"{event.notice} {event.method} {event.result}{how}{mail}，证据：{evidence}"


def _notices(case: Case, contract: Contract) -> Iterator[LimitationEvent]:
    for notice in case.notices:
        kind = _NOTICES.get(notice.kind)
        if kind is None or notice.status != "已发":
            continue
        flaw = _flaw_of_contract(case, contract, notice.contract_no)
        if flaw == "" and notice.to in contract.borrowers:
            yield from _demand(case, contract, notice, kind)
        elif flaw is not None:
            flaw = flaw or "收件人不是债务人"
            yield LimitationEvent(
                notice.issued_on, "demand-sent", proof=notice.number, flaw=flaw
            )


def _demand(
    case: Case, contract: Contract, notice: Notice, kind: str
) -> Iterator[LimitationEvent]:
    """One notice: its earliest arrival, and every delivery row that proves none."""
    found = readings(case, notice)
    if not found:
        flaw = "没有送达记录，不能证明到达"
        yield LimitationEvent(notice.issued_on, "demand-sent", proof=notice.number, flaw=flaw)
    first = arrival(case, notice)
    if first is not None:
        proof = delivery_proof(first.event, actual=first.actual)
        yield LimitationEvent(first.on, kind, proof=proof)
    for each in found:
        day = china_day(each.event.sent_at)
        if each.on is None and _to_card_contact(case, contract, each.event):
            # 银行卡规定 3(2): sending to the contact on file is enough.
            proof = f"{delivery_proof(each.event)}（预留联系方式）"
            yield LimitationEvent(day, kind, proof=proof)
        elif each.on is None:
            proof = delivery_proof(each.event)
            yield LimitationEvent(day, "demand-sent", proof=proof, flaw=each.flaw)
        if each.event.acknowledged_on is not None:
            day = each.event.acknowledged_on
            proof = delivery_proof(each.event)
            flaw = flaw_of_consent(case.party(notice.to), each.event)
            yield LimitationEvent(day, "debtor-signed-notice", proof=proof, flaw=flaw)


def _to_card_contact(case: Case, contract: Contract, event: DeliveryEvent) -> bool:
    """Whether a card issuer wrote to an address, number or mailbox that the holder left."""
    if contract.kind != _CARD:
        return False
    left = {phone.number for who in contract.borrowers for phone in case.party(who).phones}
    for address in case.addresses:
        if address.party in contract.borrowers:
            left |= {address.text or "", address.e_channel or ""}
    return event.address in left - {""}


def _payments(contract: Contract) -> Iterator[LimitationEvent]:
    undone = {row.reverses for row in contract.repayments if row.reverses is not None}
    for row in contract.repayments:
        if row.amount.fen <= 0:
            continue
        kind = _PAYERS.get(row.source or "")
        flaw = "" if kind else _OTHER_PAYERS[row.source or ""]
        if row.no is not None and row.no in undone:
            flaw = "该笔还款已冲正"
        yield LimitationEvent(row.on, kind or "partial-payment", proof=_voucher(row), flaw=flaw)


def _voucher(row: Repayment) -> str:
    return f"还款流水 {row.no or row.on}"


def _filings(case: Case, contract: Contract) -> Iterator[LimitationEvent]:
    for suit in case.court_cases:
        flaw = _flaw_of_contract(case, contract, suit.contract_no)
        if suit.kind in _COURT and flaw is not None:
            proof = suit.case_no or suit.court
            yield _filing(contract, suit, _COURT[suit.kind], proof, flaw)
    for filed in case.arb_cases:
        flaw = _flaw_of_contract(case, contract, filed.contract_no)
        if flaw is not None:
            proof = filed.case_no or filed.institution
            yield _filing(contract, filed, "arbitration", proof, flaw)


def _filing(
    contract: Contract, filed: CourtCase | ArbCase, kind: str, proof: str, flaw: str
) -> LimitationEvent:
    """A filing, from whose end the period runs anew; a withdrawn one from its service."""
    restart = None
    if filed.against and not set(filed.against) & set(contract.borrowers):
        flaw = flaw or "被告、被申请人中没有债务人"
    if filed.ended is not None:
        restart = filed.ended.on
        if kind == "suit" and filed.ended.how in WITHDRAWN:
            kind, restart = "suit-withdrawn", filed.complaint_served_on
    return LimitationEvent(filed.filed_on, kind, restart, proof, flaw)


def pending_since(case: Case, contract: Contract, event: LimitationEvent) -> bool:
    """Whether an event is a filing whose procedure the case does not say to have ended.

    An appeal or retrial that has not ended keeps the suit that it came from pending.
    """
    if event.type not in {"suit", "arbitration"}:
        return False
    suits = [each for each in case.court_cases if each.kind in _SUITS]
    appeals = [each for each in case.court_cases if each.kind in _LATER_INSTANCES]
    own: list[CourtCase | ArbCase] = [*suits, *case.arb_cases]
    own = [each for each in own if each.filed_on == event.on]
    own += [each for each in appeals if each.filed_on >= event.on]
    return any(
        each.ended is None and belongs(case, contract.contract_no, each.contract_no)
        for each in own
    )


def _reports(case: Case, contract: Contract) -> Iterator[LimitationEvent]:
    for dispute in case.disputes:
        report = dispute.police
        flaw = _flaw_of_contract(case, contract, dispute.contract_no)
        if report is None or flaw is None:
            continue
        flaw = (
            flaw
            or {
                "本机构": "",
                "申诉人": "由申诉人报案，不是债权人请求保护权利",
                None: "没有写明报案人，不能证明是债权人报案",
            }[report.by]
        )
        yield LimitationEvent(report.on, "police-report", proof=report.no, flaw=flaw)


def _promises(case: Case, contract: Contract) -> Iterator[LimitationEvent]:
    for agreement in case.agreements:
        flaw = _flaw_of_contract(case, contract, agreement.contract_no)
        if agreement.signed_on is None or flaw is None:
            continue
        if not set(agreement.parties) & set(contract.borrowers):
            flaw = flaw or "协议当事人中没有债务人"
        proof = f"协议 {agreement.no}"
        yield LimitationEvent(agreement.signed_on, "promise", proof=proof, flaw=flaw)
    for contact in case.contacts:
        if contact.promise is not None:
            yield _spoken(case, contract, contact)


def _spoken(case: Case, contract: Contract, contact: Contact) -> LimitationEvent:
    """A promise made in a talk: by the debtor himself, about this debt, and recorded."""
    flaw = ""
    if contact.with_role != "本人" or (
        contact.with_party is not None and contact.with_party not in contract.borrowers
    ):
        flaw = "作出承诺的不是债务人本人"
    elif contact.recording is None:
        flaw = "承诺没有录音录像佐证"
    elif len(case.contracts) > 1:
        flaw = "案件有多份借款合同，沟通记录没有写明是哪一份"
    day = china_day(contact.started)
    proof = f"{contact.channel}录音" if contact.recording else f"{contact.channel}沟通记录"
    return LimitationEvent(day, "promise", proof=proof, flaw=flaw)
