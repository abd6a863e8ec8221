"""In which order a contract has payments taken: as agreed, else by 民法典 561.

Source: 民法典 561; the contract's member ``allocation``, else the words of its 抵充 clause.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recoverydocs.claims import reckoned
from recoverydocs.claims.terms import LAWFUL_ORDER, Rank

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from recoverydocs.cases.contracts import Contract
    from recoverydocs.cases.loan_terms import AllocationRule
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

_RANK_WORDS: tuple[tuple[Rank, tuple[str, ...]], ...] = (
    ("cost", ("费用",)),
    ("interest", ("利息", "罚息", "复利", "息")),
    ("principal", ("本金",)),
)
RANK_LABELS: Mapping[Rank, str] = {
    "cost": "费用",
    "interest": "利息",
    "penalty": "罚息",
    "compound": "复利",
    "principal": "本金",
}
"""Each rank in words; 利息 stands for every kind that is not named beside it."""
_CLAUSES = ("clauses", "合同条款")
_RANKS = {label: rank for rank, label in RANK_LABELS.items()}
_CONDITION = re.compile(r"逾期[^，。；]*?[0-9〇一二三四五六七八九十百]+ *(天|日|个月|期)")


def allocation_order(
    contract: Contract, law: LawBook, as_of: date
) -> tuple[tuple[Rank, ...], tuple[Finding, ...]]:
    """The order in which payments are taken.

    A clause is read by the first mention of costs, interest and principal; one that does not
    name interest and principal, or whose order hangs on how long the loan is overdue, is not
    read: the case must say its order.
    """
    if contract.allocation:
        return _agreed(contract, law, as_of)
    clause = contract.clauses.get("抵充")
    if clause is None:
        return LAWFUL_ORDER, ()
    places: list[tuple[int, Rank]] = []
    for rank, words in _RANK_WORDS:
        found = [clause.text.find(word) for word in words if word in clause.text]
        if found:
            places.append((min(found), rank))
    named = {rank for _, rank in places}
    if not {"interest", "principal"} <= named:
        said = f"抵充条款（{clause.no}）没有写明利息与本金的先后，无法按约定抵充"
        return LAWFUL_ORDER, (_unread(contract, law, as_of, said),)
    if _CONDITION.search(clause.text):
        said = f"抵充条款（{clause.no}）的顺序以逾期时间为条件，不能由文字推定"
        return LAWFUL_ORDER, (_unread(contract, law, as_of, said),)
    order = [rank for _, rank in sorted(places)]
    if "cost" not in named:
        order.insert(0, "cost")
    said = "、".join(RANK_LABELS[rank] for rank in order)
    note = reckoned.ALLOC_READ.found(
        law,
        as_of,
        contract.contract_no,
        f"抵充条款（{clause.no}）读作：{said}",
        field=_CLAUSES,
    )
    return tuple(order), (note,)


def late_orders(contract: Contract) -> tuple[tuple[int, tuple[Rank, ...]], ...]:
    """Other orders from so many overdue days on, as the case states them; fewest days first."""
    rules = sorted(contract.allocation, key=lambda rule: rule.overdue_days)
    return tuple((rule.overdue_days, _ranks(rule)) for rule in rules if rule.overdue_days)


def _agreed(
    contract: Contract, law: LawBook, as_of: date
) -> tuple[tuple[Rank, ...], tuple[Finding, ...]]:
    """The order that the case states without a condition, else that of the law."""
    stated = [_ranks(rule) for rule in contract.allocation if not rule.overdue_days]
    order = stated[0] if stated else LAWFUL_ORDER
    if "抵充" in contract.clauses:
        return order, ()
    message = "填有抵充顺序，但案件没有抵充条款的条款号和原文"
    found = reckoned.ALLOC_UNPROVED.found(
        law, as_of, contract.contract_no, message, field=_CLAUSES
    )
    return order, (found,)


def _ranks(rule: AllocationRule) -> tuple[Rank, ...]:
    """The ranks of a rule; costs come first where it does not name them."""
    ranks = tuple(_RANKS[label] for label in rule.order)
    return ranks if "cost" in ranks else ("cost", *ranks)


def _unread(contract: Contract, law: LawBook, as_of: date, message: str) -> Finding:
    return reckoned.ALLOC_CLAUSE.found(
        law, as_of, contract.contract_no, message, field=_CLAUSES
    )
