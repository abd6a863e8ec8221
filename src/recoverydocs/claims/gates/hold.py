"""G-HOLD: a loan that somebody says is not his own gets no demand, with no way round.

Source: the catalogue of documents 2.1; 征信业管理条例 25; 民诉法解释 91. A filing alone can be
released, by 法务 and 审批 together, since a hold does not stop time and a court may decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.gates.scope import FILINGS
from recoverydocs.claims.holds import DISPUTES, HELD, hold_reasons
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.claims.gates.scope import Scope
    from recoverydocs.errors import Finding

FILING_HELD = Rule(
    "G-HOLD-FILING",
    Severity.BLOCK,
    "异议、暂停期间提起程序，须法务与审批两人书面放行",
    "异议、暂停，以及本次申请的放行记录",
    "确需提起程序的，请法务与审批两人各写明理由，审批环节填「异议期间放行」",
    ("credit-reporting:objection", "cpl-interpretation:burden-existence"),
    eased="两人放行后为警示",
    overridable=False,
    only_for=FILINGS,
)
RELEASE_STEP = "异议期间放行"
_RELEASERS = ("法务", "审批")


def g_hold(scope: Scope) -> Iterator[Finding]:
    """No open dispute 非本人贷款, no unfinished one, no hold on this kind of step.

    A case that is looked at for itself is told of each of its contracts.
    """
    wanted = "诉讼" if scope.kind in FILINGS else "函件"
    case, as_of = scope.claim.case, scope.claim.as_of
    whole = [contract.contract_no for contract in scope.contracts]
    numbers = [scope.contract_no] if scope.kind else whole
    reasons = [
        (number, reason)
        for number in numbers
        for reason in hold_reasons(case, number, as_of, wanted)
    ]
    released = _released(scope) if reasons and scope.kind in FILINGS else ""
    for number, reason in reasons:
        if scope.kind not in FILINGS:
            yield scope.found(HELD, reason, where=number, field=DISPUTES)
        elif released:
            yield scope.found(
                FILING_HELD,
                f"{reason}；已由{released}放行本次申请",
                remedy="放行人及书面理由将写入证据包",
                severity=Severity.WARN,
            )
        else:
            yield scope.found(FILING_HELD, reason, field=("approvals", "审批"))


def _released(scope: Scope) -> str:
    """The names of the two who released this filing; empty where they did not."""
    case = scope.claim.case
    roles = {user.user_id: user for user in case.users}
    found: dict[str, str] = {}
    for approval in case.approvals:
        if approval.doc != scope.kind or approval.step != RELEASE_STEP:
            continue
        if approval.decision != "同意" or not approval.note or approval.by not in roles:
            continue
        for role in _RELEASERS:
            if role in roles[approval.by].role and approval.by not in found.values():
                found.setdefault(role, approval.by)
    if set(found) != set(_RELEASERS):
        return ""
    return "、".join(f"{roles[found[role]].name}（{role}）" for role in _RELEASERS)


GATES = (Gate("G-HOLD", g_hold, (HELD, FILING_HELD)),)
