"""Every gate and rule by the name that a kind asks for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoverydocs.claims.gates import debt, filings, forum, guarantees, hold, letters, parties
from recoverydocs.claims.gates.scope import Scope
from recoverydocs.errors import Finding, Severity, WrongUsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from recoverydocs.claims.claim import Claim
    from recoverydocs.claims.gates.scope import GateTarget

GATES: Mapping[str, Callable[[Scope], Iterable[Finding]]] = {
    "G-HOLD": hold.g_hold,
    "G-SUM": debt.g_sum,
    "G-DOCS": debt.g_docs,
    "G-DUE": debt.g_due,
    "G-ACC": debt.g_acc,
    "G-LIM": debt.g_lim,
    "G-GUAR": guarantees.g_guar,
    "G-FORUM": forum.g_forum,
    "G-ALIVE": parties.g_alive,
    "G-APPR": parties.g_appr,
    "G-SEAL": parties.g_seal,
    "G-ADDR": parties.g_addr,
    "DUN-GRADE": letters.dunning_grade,
    "DUN-SUM": letters.dunning_sum,
    "GUAR-DUE": guarantees.guarantee_due,
    "GUAR-CAP": guarantees.guarantee_cap,
    "GUAR-MAX": guarantees.maximum_fixed,
    "GUAR-GENERAL": guarantees.general_guarantee,
    "GUAR-PAY-BY": letters.guarantor_pay_by,
    "AGR-PLAN": letters.agreement_plan,
    "AGR-695": letters.agreement_consent,
    "AGR-RESOLUTION": letters.agreement_resolution,
    "AGR-NOTARY": letters.agreement_notary,
    "FIL-NOTICE": letters.filing_notice,
    "PRE-VARIANT": filings.preservation_variant,
    "PRE-AMOUNT": filings.preservation_amount,
    "PRE-SECURITY": filings.preservation_security,
    "PRE-CLUE": filings.preservation_clues,
    "PRE-PAYORDER": filings.preservation_payment_order,
    "ARB-DEFAULT": filings.arbitration_default,
    "ARB-SUED": filings.arbitration_sued,
}
"""Gates and rules by name; ``kind.toml`` lists the names that a kind asks for."""

NOT_OVERRIDABLE = frozenset({hold.RULE, hold.FILING_RULE})
"""Rules of findings that no reason sets aside; a filing is released by two people instead."""

_WARN = ":warn"


def gate_findings(
    claim: Claim, names: Sequence[str], *, kind: str = "", target: GateTarget | None = None
) -> tuple[Finding, ...]:
    """What the named gates find for one document, each finding once, in the names' order.

    A name that ends in ``:warn`` weakens its blocks to warnings; the kind decides that, never
    the operator.

    Raises:
        WrongUsageError: a name that no gate has.
    """
    scope = Scope.of(claim, kind, target)
    found: dict[Finding, None] = {}
    for name in names:
        plain = name.removesuffix(_WARN)
        if plain not in GATES:
            known = ", ".join(GATES)
            raise WrongUsageError(f"unknown gate {plain}; known: {known}")
        for finding in GATES[plain](scope):
            weaken = plain != name and finding.severity is Severity.BLOCK
            found[replace(finding, severity=Severity.WARN) if weaken else finding] = None
    return tuple(found)
