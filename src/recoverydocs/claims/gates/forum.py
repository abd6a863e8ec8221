"""G-FORUM: one forum, the one that the clause of each contract names.

Source: 仲裁法 (2025) 5, 27, 29 and 民诉法 127 by the day; 仲裁法解释 7; 担保制度解释 21.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases.contracts import Contract, DisputeClause
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

FORUM = Rule(
    "G-FORUM",
    Severity.BLOCK,
    "文书递交的机构是每份合同争议条款所约定的",
    "各合同的争议条款与文书种类、保全类型",
    "请按争议条款选择文书",
    (
        "arbitration-interpretation:either-or",
        "arbitration-law:agreement-needed",
        "arbitration-law:conditions",
        "arbitration-law:excludes-court",
        "cpl:arbitration-bars-suit",
    ),
)
GUARANTOR_FORUM = Rule(
    "GUAR-FORUM",
    Severity.WARN,
    "保证合同有同一仲裁约定，才列为被申请人",
    "保证合同的争议条款，主合同仲裁条款的适用范围",
    "请对该保证人另行起诉，或补充书面仲裁协议",
    ("arbitration-law:agreement-needed", "security-interpretation:jurisdiction"),
    only_for=frozenset({"arbitration-application"}),
)

_ARBITRAL = frozenset({"仲裁前", "仲裁中"})
_FIELD = ("dispute_clause", "争议条款")


def g_forum(scope: Scope) -> Iterator[Finding]:
    """The document goes to the forum that every contract's clause names."""
    wants = _wanted(scope)
    if not wants:
        return
    for contract in scope.data:
        yield from _contract(scope, contract, wants)
    if wants == "仲裁":
        yield from _guarantors(scope)


def _wanted(scope: Scope) -> str:
    """The forum that the kind goes to; empty where it goes to none."""
    if scope.kind == "arbitration-application":
        return "仲裁"
    if scope.kind in {"complaint", "payment-order-application"}:
        return "诉讼"
    if scope.kind == "preservation-application":
        request = scope.claim.case.requests.preservation
        if request is not None:
            return "仲裁" if request.variant in _ARBITRAL else "诉讼"
    return ""


def _contract(scope: Scope, contract: Contract, wants: str) -> Iterator[Finding]:
    clause = contract.dispute_clause
    kind = clause.kind if clause is not None else "未约定"
    wrong: tuple[str, str, tuple[str, ...]] | None = None
    if kind == "或裁或审":
        wrong = (
            "争议条款同时约定仲裁与诉讼，仲裁约定无效",
            "请法务决定管辖后更正争议条款的类型",
            ("arbitration-interpretation:either-or",),
        )
    elif wants == "仲裁" and kind != "仲裁":
        wrong = (
            f"合同争议解决方式为{kind}，没有仲裁协议，不能申请仲裁",
            "请改用向人民法院提起的文书，或补充书面仲裁协议",
            ("arbitration-law:agreement-needed", "arbitration-law:conditions"),
        )
    elif wants == "诉讼" and kind == "仲裁":
        wrong = (
            "合同约定仲裁，不能以诉讼程序提出",
            "请改用仲裁申请书，保全请选择仲裁前或仲裁中",
            ("arbitration-law:excludes-court", "cpl:arbitration-bars-suit"),
        )
    if wrong is not None:
        message, remedy, articles = wrong
        yield scope.found(
            FORUM,
            message,
            remedy=remedy,
            where=contract.contract_no,
            field=_FIELD,
            articles=articles,
        )


def _guarantors(scope: Scope) -> Iterator[Finding]:
    """A guarantor is joined only where his own contract is under the same clause."""
    clauses = [each.dispute_clause for each in scope.data if each.dispute_clause is not None]
    for guarantee in scope.guarantees:
        own, number = guarantee.arb_or_court, guarantee.guarantee_no
        if not any(joins_arbitration(own, number, clause) for clause in clauses):
            yield scope.found(
                GUARANTOR_FORUM,
                "保证合同没有约定同一仲裁机构仲裁，本申请不列该保证人",
                where=number,
                field=("arb_or_court", "争议条款"),
            )


def joins_arbitration(
    own: DisputeClause | None, guarantee_no: str, loan: DisputeClause
) -> bool:
    """Whether a guarantee goes to the institution of the loan's clause.

    By its own clause, or because the loan's clause says that it applies to it.
    """
    if guarantee_no in loan.applies_to:
        return True
    return own is not None and own.kind == "仲裁" and own.institution == loan.institution


GATES = (Gate("G-FORUM", g_forum, (FORUM, GUARANTOR_FORUM)),)
