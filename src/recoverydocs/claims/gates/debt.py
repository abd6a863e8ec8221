"""Gates on the debt: G-SUM, G-DOCS, G-DUE, G-ACC, G-LIM.

Source: the catalogue of documents 2.1; 民法典 188, 189, 192, 193, 565; 诉讼时效规定 19.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.claims.claim import Deadline
    from recoverydocs.claims.gates.scope import Scope

_SOON = 90
_UNREAD = frozenset({"G-DOCS", "LAW-RATE", "ALLOC-CLAUSE"})
_SUM_RULES = _UNREAD | {"G-SUM", "SUM-STATED", "SUM-UNSTATED"}
EXPIRED_VARIANT = "时效届满催收"


def g_sum(scope: Scope) -> Iterator[Finding]:
    """Figures tie to the core balance of the day, or the difference has a written reason.

    What kept the figures from being reckoned at all counts too.
    """
    numbers = {each.contract_no for each in scope.contracts}
    for finding in scope.claim.findings:
        if finding.rule in _SUM_RULES and finding.where in numbers:
            yield finding


def g_docs(scope: Scope) -> Iterator[Finding]:
    """Loan contract, proof of disbursement and rate clause are present."""
    numbers = {each.contract_no for each in scope.contracts}
    for finding in scope.claim.findings:
        if finding.rule in _UNREAD and finding.where in numbers:
            yield finding
    for contract in scope.data:
        for disbursement in contract.disbursements:
            if disbursement.voucher is None:
                yield scope.warn(
                    "G-DOCS",
                    f"借据 {disbursement.disb_no} 缺少放款凭证",
                    "请补充放款凭证后再用于诉讼或仲裁",
                    where=contract.contract_no,
                    field=("voucher", "放款凭证"),
                )


def g_due(scope: Scope) -> Iterator[Finding]:
    """At least one instalment is overdue."""
    for contract in scope.contracts:
        if contract.overdue_days < 1:
            yield scope.block(
                "G-DUE",
                f"截至 {scope.claim.as_of} 没有逾期的本金或利息",
                "请核对截止日、还款计划与还款流水",
                where=contract.contract_no,
                article=scope.cite("civil-code:a675", "civil-code:a676"),
            )


def g_acc(scope: Scope) -> Iterator[Finding]:
    """The whole principal is claimed only when matured, or accelerated by an arrived notice."""
    for contract, data in zip(scope.contracts, scope.data, strict=True):
        if not contract.figure("principal_not_due").amount:
            continue
        if contract.accelerated_on is None:
            yield scope.block(
                "G-ACC",
                "贷款未全部到期，也没有已到达的提前到期通知，不能主张全部本金",
                "请先发出提前到期通知并补充到达证明，或待全部到期后再主张",
                where=contract.contract_no,
                field=("notices", "发文"),
                article=scope.cite("civil-code:a565"),
            )
        elif "加速" not in data.clauses:
            yield scope.block(
                "ACC-CLAUSE",
                "已宣布提前到期，但案件没有加速到期条款的条款号和原文",
                "请补充加速到期条款；没有约定的，须另有法定依据",
                where=contract.contract_no,
                field=("clauses", "合同条款"),
                article=scope.cite("civil-code:a673", "civil-code:a578"),
            )


def g_lim(scope: Scope) -> Iterator[Finding]:
    """Limitation has not run out; else only a notice for the debtor's signature is made."""
    for limit in _limits(scope):
        if limit.state == "expired":
            yield from _expired(scope, limit)
            continue
        if _wants_expired_variant(scope):
            yield scope.block(
                "LIM-VARIANT",
                f"诉讼时效至 {limit.safe_day} 尚未届满，不应使用时效届满催收",
                "请改用普通催款通知书",
                where=limit.subject,
                field=("requests", "办理要求"),
                article=limit.article,
            )
        left = limit.days_left(scope.claim.as_of)
        if left <= _SOON:
            yield scope.warn(
                "时效临近",
                f"诉讼时效将于 {limit.safe_day} 届满，还有 {left} 天",
                "请在该日前使催收到达、取得同意履行的证据，或起诉、申请仲裁",
                where=limit.subject,
                article=limit.article,
            )


def _expired(scope: Scope, limit: Deadline) -> Iterator[Finding]:
    basis = scope.cite("civil-code:a192", "limitation-provisions:revival-signed")
    if scope.kind == "dunning-notice" and _wants_expired_variant(scope):
        yield Finding(
            Severity.NOTE,
            "G-LIM",
            limit.subject,
            f"诉讼时效已于 {limit.safe_day} 届满，本通知仅供债务人签字同意履行，不发生中断",
            "请取得债务人签字",
            article=basis,
        )
        return
    yield scope.block(
        "G-LIM",
        f"诉讼时效已于 {limit.safe_day} 届满",
        "请改用时效届满催收，由债务人签字同意履行；已有中断证据的请补充送达记录",
        where=limit.subject,
        article="、".join(filter(None, (limit.article, basis))),
    )


def _limits(scope: Scope) -> Iterator[Deadline]:
    numbers = {each.contract_no for each in scope.contracts}
    for deadline in scope.claim.deadlines:
        if deadline.name == "limitation" and deadline.subject in numbers:
            yield deadline


def _wants_expired_variant(scope: Scope) -> bool:
    dunning = scope.claim.case.requests.dunning
    return (
        scope.kind == "dunning-notice"
        and dunning is not None
        and dunning.variant == EXPIRED_VARIANT
    )
