"""Gates on the debt: G-SUM, G-DOCS, G-DUE, G-ACC, G-LIM.

Source: the catalogue of documents 2.1; 民法典 188, 189, 192-194, 565; 诉讼时效规定 19.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims import reckoned
from recoverydocs.claims.deadlines import limitation_article
from recoverydocs.claims.house_rules import is_near
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.claims.suspension import known_obstacles
from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.claims.claim import Deadline
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

DUE = Rule(
    "G-DUE",
    Severity.BLOCK,
    "截止日已有逾期的本金或利息",
    "还款计划、还款流水与截止日",
    "请核对截止日、还款计划与还款流水",
    ("civil-code:a675", "civil-code:a676"),
)
WHOLE = Rule(
    "G-ACC",
    Severity.BLOCK,
    "主张全部本金须全部到期，或者提前到期通知已经到达",
    "未到期本金、提前到期通知及其送达",
    "请先发出提前到期通知并补充到达证明，或待全部到期后再主张",
    ("civil-code:a565",),
)
ACCELERATION_CLAUSE = Rule(
    "ACC-CLAUSE",
    Severity.BLOCK,
    "宣布提前到期须有合同约定或者法定依据",
    "提前到期通知与加速到期条款",
    "请补充加速到期条款；没有约定的，须另有法定依据",
    ("civil-code:a673", "civil-code:a578"),
)
LIMITATION = Rule(
    "G-LIM",
    Severity.BLOCK,
    "诉讼时效没有届满",
    "最后到期日、中断事由及其证据",
    "请改用时效届满催收，由债务人签字同意履行；已有中断证据的请补充送达记录",
    (
        "civil-code:a188-general",
        "civil-code:a189",
        "civil-code:a192",
        "limitation-provisions:revival-signed",
    ),
    eased="时效届满催收为提示；案件本身和申请类文书为警示",
)
LIMITATION_SOON = Rule(
    "时效临近",
    Severity.WARN,
    "诉讼时效临近届满的，须使其中断",
    "诉讼时效届满日",
    "请在该日前使催收到达、取得同意履行的证据，或起诉、申请仲裁",
    ("civil-code:a188-general", "civil-code:a189"),
)
VARIANT = Rule(
    "LIM-VARIANT",
    Severity.BLOCK,
    "时效没有届满的不用时效届满催收",
    "催款的变体与诉讼时效届满日",
    "请改用普通催款通知书",
    ("civil-code:a188-general", "civil-code:a189"),
    only_for=frozenset({"dunning-notice"}),
)

UNREAD = (
    reckoned.DOCS,
    reckoned.LAW_RATE,
    reckoned.ALLOC_CLAUSE,
    reckoned.REPAY_OPEN,
    reckoned.WAIVER_ITEM,
    reckoned.INSOLVENCY_DAY,
)
"""What keeps a claim from being reckoned."""
_UNREAD = frozenset(rule.id for rule in UNREAD)
_SUM_RULES = _UNREAD | {
    rule.id for rule in (reckoned.SUM, reckoned.SUM_STATED, reckoned.SUM_UNSTATED)
}
OBSTACLE = Rule(
    "LIM-OBSTACLE",
    Severity.WARN,
    "主张诉讼时效中止的障碍有证据",
    "时效中止的障碍及其证据",
    "请补充证据；没有证据的障碍不计中止",
    ("civil-code:a194",),
)
SUSPENDED = Rule(
    "LIM-SUSPENDED",
    Severity.WARN,
    "诉讼时效不只靠中止没有届满",
    "诉讼时效届满日、不计中止的届满日",
    "请留存障碍发生和消除的证据，并尽早使时效中断；中止由主张的人证明",
    ("civil-code:a194", "civil-code:a194-tail"),
)
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
                yield scope.found(
                    reckoned.DOCS,
                    f"借据 {disbursement.disb_no} 缺少放款凭证",
                    remedy="请补充放款凭证后再用于诉讼或仲裁",
                    severity=Severity.WARN,
                    where=contract.contract_no,
                    field=("voucher", "放款凭证"),
                )


def g_due(scope: Scope) -> Iterator[Finding]:
    """At least one instalment is overdue."""
    for contract in scope.contracts:
        if contract.overdue_days < 1:
            yield scope.found(
                DUE,
                f"截至 {scope.claim.as_of} 没有逾期的本金或利息",
                where=contract.contract_no,
            )


def g_acc(scope: Scope) -> Iterator[Finding]:
    """The whole principal is claimed only when matured, or accelerated by an arrived notice."""
    for contract in scope.contracts:
        undue = contract.figure("principal_not_due").amount
        if undue and contract.accelerated_on is None:
            yield scope.found(
                WHOLE,
                "贷款未全部到期，也没有已到达的提前到期通知，不能主张全部本金",
                where=contract.contract_no,
                field=("notices", "发文"),
            )
    yield from acceleration_clause(scope)


def acceleration_clause(scope: Scope) -> Iterator[Finding]:
    """What was accelerated has a clause to rest on."""
    for contract, data in zip(scope.contracts, scope.data, strict=True):
        undue = contract.figure("principal_not_due").amount
        if undue and contract.accelerated_on is not None and "加速" not in data.clauses:
            yield scope.found(
                ACCELERATION_CLAUSE,
                "已宣布提前到期，但案件没有加速到期条款的条款号和原文",
                where=contract.contract_no,
                field=("clauses", "合同条款"),
            )


def g_lim(scope: Scope) -> Iterator[Finding]:
    """Limitation has not run out; else only a notice for the debtor's signature is made."""
    for limit in _limits(scope):
        yield from _suspended(scope, limit)
        own = (limitation_article(scope.claim.case.contract(limit.subject)),)
        if limit.state == "expired":
            yield _expired(scope, limit, own)
            continue
        if _wants_expired_variant(scope):
            yield scope.found(
                VARIANT,
                f"诉讼时效至 {limit.safe_day} 尚未届满，不应使用时效届满催收",
                where=limit.subject,
                field=("requests", "办理要求"),
                articles=own,
            )
        left = limit.days_left(scope.claim.as_of)
        if limit.state == "running" and is_near(scope.claim, limit):
            yield scope.found(
                LIMITATION_SOON,
                f"诉讼时效将于 {limit.safe_day} 届满，还有 {left} 天",
                where=limit.subject,
                articles=own,
            )


def _suspended(scope: Scope, limit: Deadline) -> Iterator[Finding]:
    """An obstacle without proof does nothing; one that counts is a thin ground to stand on."""
    field = ("obstacles", "时效中止的障碍")
    contract = scope.claim.case.contract(limit.subject)
    for each in known_obstacles(contract, scope.claim.as_of):
        if each.proof is None:
            message = f"{each.from_} 起的障碍（{each.reason}）没有证据，不计中止"
            yield scope.found(OBSTACLE, message, where=limit.subject, field=field)
    plain = limit.unsuspended_day
    if plain is not None and limit.state == "running":
        message = f"诉讼时效因中止至 {limit.safe_day} 届满，不计中止的于 {plain} 届满"
        yield scope.found(SUSPENDED, message, where=limit.subject, field=field)


def _expired(scope: Scope, limit: Deadline, own: tuple[str, ...]) -> Finding:
    revival = ("civil-code:a192", "limitation-provisions:revival-signed")
    if _wants_expired_variant(scope):
        return scope.found(
            LIMITATION,
            f"诉讼时效已于 {limit.safe_day} 届满，本通知仅供债务人签字同意履行，不发生中断",
            remedy="请取得债务人签字",
            severity=Severity.NOTE,
            where=limit.subject,
            articles=revival,
        )
    return scope.found(
        LIMITATION,
        f"诉讼时效已于 {limit.safe_day} 届满",
        where=limit.subject,
        articles=(*own, *revival),
    )


def _limits(scope: Scope) -> Iterator[Deadline]:
    """Limitation of the contracts on which anything is still to be paid."""
    numbers = {each.contract_no for each in scope.contracts if not each.is_settled}
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


GATES = (
    Gate(
        "G-SUM",
        g_sum,
        (
            reckoned.SUM,
            reckoned.SUM_STATED,
            reckoned.SUM_UNSTATED,
            *UNREAD,
        ),
    ),
    Gate("G-DOCS", g_docs, UNREAD),
    Gate("G-DUE", g_due, (DUE,)),
    Gate("G-ACC", g_acc, (WHOLE, ACCELERATION_CLAUSE)),
    Gate("G-LIM", g_lim, (LIMITATION, LIMITATION_SOON, VARIANT, OBSTACLE, SUSPENDED)),
)
