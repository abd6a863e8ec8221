"""What in a case may restart limitation, each with its proof.

Source: 民法典 195; 诉讼时效规定 8, 10, 11, 13, 14. A letter counts by its arrival; one that was
only sent is listed and restarts nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.arrivals import arrival, china_day, sent_on
from recoverydocs.claims.limitation import LimitationEvent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import Contract

_DEMANDS = frozenset({"dunning-notice", "acceleration-notice", "lawyer-letter"})
_COURT = {
    "一审": "suit",
    "支付令": "payment-order",
    "诉前保全": "preservation",
    "实现担保物权": "suit",
}
_PAYERS = {"本人": "partial-payment", "扣划": "account-deduction"}


def limitation_events(
    case: Case, contract: Contract, as_of: date
) -> tuple[LimitationEvent, ...]:
    """Every event of a contract up to the day, oldest first."""
    found = [
        *_notices(case, contract),
        *_payments(contract),
        *_filings(case, contract),
        *_promises(case, contract),
    ]
    return tuple(
        sorted((event for event in found if event.on <= as_of), key=lambda event: event.on)
    )


def _belongs(case: Case, contract: Contract, contract_no: str | None) -> bool:
    if contract_no is None:
        return len(case.contracts) == 1
    return contract_no == contract.contract_no


def _notices(case: Case, contract: Contract) -> Iterator[LimitationEvent]:
    for notice in case.notices:
        if notice.kind not in _DEMANDS or notice.status != "已发":
            continue
        if (
            not _belongs(case, contract, notice.contract_no)
            or notice.to not in contract.borrowers
        ):
            continue
        found = arrival(case, notice)
        if found is not None:
            how = "" if found.actual else "（应当到达）"
            proof = f"{notice.number} {found.event.method} {found.event.result}{how}"
            yield LimitationEvent(found.on, "demand-arrived", proof=proof)
        else:
            sent = sent_on(case, notice)
            if sent is not None:
                yield LimitationEvent(sent, "demand-sent", proof=notice.number)


def _payments(contract: Contract) -> Iterator[LimitationEvent]:
    undone = {row.reverses for row in contract.repayments if row.reverses is not None}
    for row in contract.repayments:
        kind = _PAYERS.get(row.source or "")
        if kind is not None and row.amount.fen > 0 and (row.no is None or row.no not in undone):
            yield LimitationEvent(row.on, kind, proof=f"还款流水 {row.no or row.on}")


def _filings(case: Case, contract: Contract) -> Iterator[LimitationEvent]:
    for suit in case.court_cases:
        kind = _COURT.get(suit.kind)
        if kind is not None and _belongs(case, contract, suit.contract_no):
            yield LimitationEvent(suit.filed_on, kind, proof=suit.case_no or suit.court)
    for filed in case.arb_cases:
        if _belongs(case, contract, filed.contract_no):
            proof = filed.case_no or filed.institution
            yield LimitationEvent(filed.filed_on, "arbitration", proof=proof)
    for dispute in case.disputes:
        if dispute.police is not None and _belongs(case, contract, dispute.contract_no):
            yield LimitationEvent(dispute.police.on, "police-report", proof=dispute.police.no)


def _promises(case: Case, contract: Contract) -> Iterator[LimitationEvent]:
    for agreement in case.agreements:
        if agreement.signed_on is not None and _belongs(case, contract, agreement.contract_no):
            yield LimitationEvent(agreement.signed_on, "promise", proof=f"协议 {agreement.no}")
    for contact in case.contacts:
        ours = contact.with_party is None or contact.with_party in contract.borrowers
        proved = contact.promise is not None and contact.recording is not None
        if proved and ours and contact.with_role == "本人" and len(case.contracts) == 1:
            day = china_day(contact.started)
            yield LimitationEvent(day, "promise", proof=f"{contact.channel}录音")
