"""Every rule once, by subject; every gate by the name that a kind asks for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoverydocs.claims import reckoned
from recoverydocs.claims.gates import (
    acceleration,
    agreements,
    arbitration,
    citations,
    contacts,
    courts,
    credit,
    deadlines,
    debt,
    disputes,
    forum,
    guarantees,
    hold,
    letters,
    measures,
    parties,
    preservation,
    publicity,
    securities,
    service,
    terms,
)
from recoverydocs.claims.gates.scope import Scope
from recoverydocs.claims.rule import Gate, Rule
from recoverydocs.claims.tables_asked import OWN_TABLE
from recoverydocs.errors import Finding, Severity, WrongUsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recoverydocs.claims.claim import Claim
    from recoverydocs.claims.gates.scope import GateTarget

SUBJECTS: Mapping[str, tuple[Gate | Rule, ...]] = {
    "异议与暂停": (*hold.GATES, *disputes.GATES),
    "债权与时效": debt.GATES,
    "核算与利率": reckoned.RECKONED,
    "合同依据": terms.GATES,
    "提前到期": acceleration.GATES,
    "保证": guarantees.GATES,
    "抵押与质押": securities.GATES,
    "当事人与内部手续": parties.GATES,
    "催收行为": contacts.GATES,
    "发送与送达": service.GATES,
    "征信": credit.GATES,
    "公开与律师函": publicity.GATES,
    "函件与备案": letters.GATES,
    "协议": agreements.GATES,
    "管辖": (*forum.GATES, *courts.GATES),
    "财产保全": (*preservation.GATES, *measures.GATES),
    "仲裁": arbitration.GATES,
    "期限": deadlines.GATES,
    "条文引用": citations.CITATION_RULES,
    "法律表": (OWN_TABLE,),
}
"""By subject: the gates, and the rules that the reckoning or the drafting finds broken."""

GATES: Mapping[str, Gate] = {
    gate.name: gate for found in SUBJECTS.values() for gate in found if isinstance(gate, Gate)
}
"""Gates by name; ``kind.toml`` lists the names that a kind asks for."""

RULES: Mapping[str, Rule] = {
    rule.id: rule
    for found in SUBJECTS.values()
    for each in found
    for rule in (each.rules if isinstance(each, Gate) else (each,))
}
"""Every rule by id."""

NOT_OVERRIDABLE = frozenset(rule.id for rule in RULES.values() if not rule.overridable)
"""Rules of findings that no reason sets aside; a filing is released by two people instead."""

CASE_GATES: tuple[str, ...] = (
    "G-HOLD",
    "DISPUTE-ANSWERS",
    "HOLD-KEPT",
    "G-DOCS",
    "DUN-BASIS",
    "G-LIM:warn",
    "PEN-CLAUSE",
    "RATE-CAP",
    "INT-ADVANCE",
    "ESIGN-PROOF",
    "TERMS-496",
    "ACC-CLAUSE",
    "ACC-TRIGGER:warn",
    "ACC-GUARANTOR",
    "ACC-ACCEPTED",
    "G-GUAR:warn",
    "GUAR-MAX",
    "GUAR-MODE",
    "GUAR-BANKRUPT",
    "GUAR-UNCONSENTED",
    "AGR-RESOLUTION",
    "SEC-REGISTERED",
    "SEC-MAX",
    "SEC-LIMIT",
    "G-ALIVE",
    "PARTY-MINOR",
    "G-ADDR:warn",
    "ADDR-BASIS",
    "CONTACT-HOURS:warn",
    "CONTACT-DAILY",
    "CONTACT-THIRD:warn",
    "CONTACT-VISIT",
    "CONTACT-RECORD",
    "SLIPS",
    "SENDING",
    "CREDIT-REPORTS",
    "PUBLICATIONS",
    "LAWYER-LETTER:warn",
    "FORUM-VOID",
    "FORUM-OTHER",
    "COURT-INTERNET",
    "PAYORDER:warn",
    "ENF-COURT",
    "PRE-EXPIRY",
    "PRE-SUE",
    "ENF-PERIOD",
    "INS-DUE",
    "DAY-UNPUBLISHED",
    "CARD-AGREEMENT:warn",
)
"""What every case is asked, whatever document is made of it; written as in kind.toml."""

_WARN = ":warn"


def gate_findings(
    claim: Claim,
    names: Sequence[str],
    *,
    kind: str = "",
    target: GateTarget | None = None,
    issued_on: date | None = None,
) -> tuple[Finding, ...]:
    """What the named gates find for one document, each finding once, in the names' order.

    A name that ends in ``:warn`` weakens its blocks to warnings; the kind decides that, never
    the operator.

    Raises:
        WrongUsageError: a name that no gate has.
    """
    scope = Scope.of(claim, kind, target, issued_on)
    found: dict[Finding, None] = {}
    for name in names:
        plain = name.removesuffix(_WARN)
        if plain not in GATES:
            known = ", ".join(GATES)
            raise WrongUsageError(f"unknown gate {plain}; known: {known}")
        for finding in GATES[plain].check(scope):
            weaken = plain != name and finding.severity is Severity.BLOCK
            found[replace(finding, severity=Severity.WARN) if weaken else finding] = None
    return tuple(found)


def case_findings(claim: Claim) -> tuple[Finding, ...]:
    """What the gates of every case find, beyond what the claim says already."""
    found = gate_findings(claim, CASE_GATES)
    return tuple(finding for finding in found if finding not in claim.findings)
