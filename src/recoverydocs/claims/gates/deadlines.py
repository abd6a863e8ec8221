"""Rules on days that are near or past, apart from limitation and guarantee periods.

The days themselves are reckoned in ``claims.deadlines``; how early they are told is the
house's own, table ``watch``.

Source: 民诉法 104, 250 by the day; 财产保全规定 18; 民诉法解释 481, 485; 保险法 26.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.house_rules import is_near
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.claims.claim import Deadline
    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

EXPIRING = Rule(
    "PRE-EXPIRY",
    Severity.WARN,
    "保全到期以前安排续行",
    "保全措施的届满日、申请续行的期限",
    "请在申请续行的期限内申请，逾期的重新申请保全",
    ("preservation-provisions:renewal", "cpl-interpretation:freeze-terms"),
)
SUE_AFTER = Rule(
    "PRE-SUE",
    Severity.WARN,
    "诉前保全后在期限内起诉或者申请仲裁",
    "诉前保全措施的日期、其后的诉讼和仲裁",
    "请在期限内起诉或申请仲裁，否则法院解除保全",
    ("cpl:preservation-pre-suit-term",),
)
ENFORCE = Rule(
    "ENF-PERIOD",
    Severity.WARN,
    "申请执行期限届满以前申请执行",
    "执行依据的申请执行期限、执行案件",
    "请申请执行；已经届满的仍可受理，但被执行人可以异议",
    ("cpl:enforcement-period", "cpl-interpretation:late-enforcement"),
)
INSURED = Rule(
    "INS-DUE",
    Severity.WARN,
    "达到理赔条件的，及时向保险人索赔",
    "保证保险的理赔逾期天数、逾期天数、索赔记录",
    "请通知保险人并提交理赔单证，在索赔时效内请求",
    ("insurance-law:event-notice", "insurance-law:limitation"),
)
UNPUBLISHED = Rule(
    "DAY-UNPUBLISHED",
    Severity.WARN,
    "临近届满的期间，其末日的放假安排已经公布",
    "各期间的末日与放假安排表",
    "请以稳妥末日为准；放假安排公布后补入 holidays.toml",
    ("civil-code:a203",),
)


def preservation_expiry(scope: Scope) -> Iterator[Finding]:
    """A measure is renewed before it runs out."""
    return _ending(scope, "preservation", "保全", EXPIRING)


def sued_after_preservation(scope: Scope) -> Iterator[Finding]:
    """A measure before suit is followed by a suit or arbitration."""
    for term in _open(scope, "preservation-then-sue"):
        word = "已过" if scope.claim.as_of > term.safe_day else "截至"
        message = (
            f"{term.subject} 诉前保全后起诉或申请仲裁的期限{word} {term.safe_day}，尚未提起"
        )
        yield scope.found(SUE_AFTER, message)


def enforcement_period(scope: Scope) -> Iterator[Finding]:
    """Enforcement is applied for in time."""
    return _ending(scope, "enforcement", "申请执行期限", ENFORCE)


def _ending(scope: Scope, kind: str, words: str, rule: Rule) -> Iterator[Finding]:
    """The open periods of a kind that are over, or near their end."""
    for term in _open(scope, kind):
        left = term.days_left(scope.claim.as_of)
        if left < 0:
            yield scope.found(rule, f"{term.subject} 的{words}已于 {term.safe_day} 届满")
        elif is_near(scope.claim, term):
            message = f"{term.subject} 的{words}将于 {term.safe_day} 届满，还有 {left} 天"
            yield scope.found(rule, message)


def insurance_due(scope: Scope) -> Iterator[Finding]:
    """A surety policy whose condition is met is claimed on."""
    overdue = max((each.overdue_days for each in scope.contracts), default=0)
    for policy in scope.claim.case.insurances:
        met = policy.trigger_days is not None and overdue >= policy.trigger_days
        if policy.kind == "保证保险" and met and policy.claim is None:
            message = f"已逾期 {overdue} 天，达到保单 {policy.policy_no} 的理赔条件，尚未索赔"
            yield scope.found(INSURED, message, field=("insurances", "保险"))


def unpublished_calendar(scope: Scope) -> Iterator[Finding]:
    """A day near at hand that may yet be a holiday: only the careful day is known."""
    row = scope.claim.law.row("limits", "rule", "calendar-warning", scope.claim.as_of)
    days = int(row["days"])
    for deadline in scope.claim.deadlines:
        if deadline.last_day is not None or deadline.state != "running":
            continue
        if 0 <= deadline.days_left(scope.claim.as_of) <= days:
            message = (
                f"{deadline.label}（{deadline.subject}）{deadline.raw_last_day} 所在年份的"
                "放假安排尚未公布，不能确定是否顺延"
            )
            yield scope.found(UNPUBLISHED, message, where=deadline.contract_no)


def _open(scope: Scope, name: str) -> Iterator[Deadline]:
    """The deadlines of a name that nothing has been done for."""
    for deadline in scope.claim.deadlines:
        if deadline.name == name and deadline.state != "done":
            yield deadline


GATES = (
    Gate("PRE-EXPIRY", preservation_expiry, (EXPIRING,)),
    Gate("PRE-SUE", sued_after_preservation, (SUE_AFTER,)),
    Gate("ENF-PERIOD", enforcement_period, (ENFORCE,)),
    Gate("INS-DUE", insurance_due, (INSURED,)),
    Gate("DAY-UNPUBLISHED", unpublished_calendar, (UNPUBLISHED,)),
)
