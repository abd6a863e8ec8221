"""Insolvency of the borrower: from which day nothing accrues any more.

Source: 企业破产法 46 (from memory); 担保制度解释 22: interest against the guarantor stops too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims import reckoned
from recoverydocs.law.numerals import chinese_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.cases.contracts import Contract
    from recoverydocs.cases.parties import Party
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

_ACCEPTED = "破产受理"


def interest_stops(
    case: Case, contract: Contract, law: LawBook, as_of: date
) -> tuple[date | None, tuple[Finding, ...]]:
    """The day on which the court accepted the petition against every borrower.

    Where only some of several borrowers are insolvent, interest goes on against the others:
    the claim is reckoned so, and a finding says what differs.
    """
    where = contract.contract_no
    borrowers = [party for party in case.parties if party.party_id in contract.borrowers]
    insolvent = [party for party in borrowers if party.status == _ACCEPTED]
    undated = [party for party in insolvent if party.status_on is None]
    if undated:
        return None, tuple(
            reckoned.INSOLVENCY_DAY.found(
                law,
                as_of,
                where,
                f"{_who(borrowers, party)}的破产申请已被受理，但没有受理日期，无法确定停息日",
                field=("parties", "当事人"),
            )
            for party in undated
        )
    days = [
        party.status_on
        for party in insolvent
        if party.status_on is not None and party.status_on <= as_of
    ]
    if not days:
        return None, ()
    if len(days) < len(borrowers):
        named = "、".join(
            f"{_who(borrowers, party)}（{chinese_date(party.status_on)}受理）"
            for party in insolvent
            if party.status_on is not None
        )
        message = f"{named}已被受理破产，对其债权自受理日停止计息；本核算按其他借款人继续计息"
        return None, (reckoned.INSOLVENCY_PART.found(law, as_of, where, message),)
    day = max(days)
    message = (
        f"破产申请于{chinese_date(day)}受理：未到期债权视为到期，自该日起停止计息，对担保人亦同"
    )
    return day, (reckoned.INSOLVENCY_STOP.found(law, as_of, where, message),)


def _who(borrowers: Sequence[Party], party: Party) -> str:
    """A borrower by his place, never by his name: findings go into packages and logs."""
    place = f"（第 {borrowers.index(party) + 1} 名）" if len(borrowers) > 1 else ""
    return f"借款人{place}"
