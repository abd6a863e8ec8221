"""Rules on the measures that an application for preservation asks for, one by one.

Source: 民诉法 105 by the day; 民诉法解释 485 (table ``periods``: the rows freeze-…);
财产保全规定 10; the catalogue of documents 3.14.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.gates.preservation import request_of
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity
from recoverydocs.law.periods import period_months
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recoverydocs.cases.requests import Measure
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

TERM = Rule(
    "PRE-TERM",
    Severity.BLOCK,
    "请求的保全期限不超过法定最长期限",
    "各项措施的期限与财产类型",
    "请缩短期限，届满前申请续行",
    ("cpl-interpretation:freeze-terms",),
)
SUMS = Rule(
    "PRE-MEASURES",
    Severity.WARN,
    "各项措施的金额不超过保全数额",
    "各项措施的金额与保全数额",
    "请调低金额；同时保全几项财产的，写明以保全数额为限",
    ("cpl:preservation-scope",),
    eased="只有合计超过的为提示",
)
HOLDER = Rule(
    "PRE-HOLDER",
    Severity.BLOCK,
    "只保全被申请人的财产",
    "财产线索的权利人，借款人、仍应负责的保证人和担保物权人的担保人",
    "请更正线索；案外人的财产不得保全",
    ("cpl:preservation-scope", "preservation-provisions:property-information"),
)

_ROW_OF = {"存款": "freeze-deposit", "车辆": "freeze-movable", "设备": "freeze-movable"}
_OTHERS = "freeze-land"
_FIELD = ("measures", "保全措施")


def measures(scope: Scope) -> Iterator[Finding]:
    """Each measure within its term, its sum and the property of an opposing party."""
    request = request_of(scope)
    if request is None:
        return
    for measure in request.measures:
        yield from _term(scope, measure)
        yield from _holder(scope, measure)
    sums = [measure.sum for measure in request.measures if measure.sum is not None]
    for each in sums:
        if each > request.amount:
            message = f"单项措施 {each}元超过保全数额 {request.amount}元"
            yield scope.found(SUMS, message, field=_FIELD)
    total = Money.total(sums)
    if total > request.amount and all(each <= request.amount for each in sums):
        message = f"各项措施合计 {total}元超过保全数额 {request.amount}元"
        yield scope.found(SUMS, message, severity=Severity.NOTE, field=_FIELD)


def _type_of(scope: Scope, measure: Measure) -> str:
    case = scope.claim.case
    for asset in case.assets:
        if asset.asset_id == measure.asset:
            return asset.type
    for clue in case.property_clues:
        if clue.clue_id is not None and clue.clue_id == measure.clue:
            return clue.type
    return ""


def longest_months(law: LawBook, kind: str, day: date) -> int:
    """How long a measure on property of a kind may last, by the table ``periods``."""
    return period_months(law, _ROW_OF.get(kind, _OTHERS), day)


def _term(scope: Scope, measure: Measure) -> Iterator[Finding]:
    """No longer than the table lets a measure on such property last."""
    kind = _type_of(scope, measure)
    if measure.until_months is None or not kind:
        return
    longest = longest_months(scope.claim.law, kind, scope.claim.as_of)
    if measure.until_months > longest:
        message = f"{kind}{measure.measure} {measure.until_months} 个月，最长 {longest} 个月"
        yield scope.found(TERM, message, field=_FIELD)


def _holder(scope: Scope, measure: Measure) -> Iterator[Finding]:
    case = scope.claim.case
    opponents = {party for data in scope.data for party in data.borrowers}
    opponents |= {state.guarantor for state in scope.claim.guarantees if not state.discharged}
    opponents |= {security.owner for security in case.securities}
    for clue in case.property_clues:
        if clue.clue_id == measure.clue and clue.holder not in opponents:
            who = scope.who(clue.holder)
            message = f"线索 {clue.clue_id} 的权利人（{who}）不是本案债务人或担保人"
            yield scope.found(HOLDER, message, field=_FIELD)


GATES = (Gate("PRE-MEASURES", measures, (TERM, SUMS, HOLDER)),)
