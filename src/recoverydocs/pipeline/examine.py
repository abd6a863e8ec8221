"""Before a number is given: is there a document to make, and does anything stand in its way?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recoverydocs.cases import case_json
from recoverydocs.claims import GATES, NOT_OVERRIDABLE, assess, gate_findings
from recoverydocs.documents import targets
from recoverydocs.errors import Finding, Severity
from recoverydocs.pipeline.glyphs import glyphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recoverydocs.cases import Case
    from recoverydocs.claims import Claim
    from recoverydocs.documents import Target
    from recoverydocs.law import LawBook
    from recoverydocs.pipeline.order import Order

ALREADY = "ALREADY-ISSUED"
"""The rule that stops a second document of one case, kind, target and day."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One document that a case asks for, examined.

    Attributes:
        claim: the case reckoned on the day.
        source: the case as canonical JSON, which is sealed with the document.
        target: which document.
        findings: all that concerns it; those let pass stay blocks here.
        stops: those of them that stop it.
    """

    claim: Claim
    source: bytes
    target: Target
    findings: tuple[Finding, ...]
    stops: tuple[Finding, ...]


def examine(case: Case, order: Order, law: LawBook) -> tuple[Matter, ...]:
    """Every document of the order's kind that a case asks for, with what stands in its way.

    Raises:
        LawTableError: a dated table has no answer for the day.
    """
    claim = assess(case, law, order.as_of)
    source = case_json(case)
    letters = glyphs(source, case.case_id, order.kind)
    names = (*order.kind.preconditions, *order.kind.rules)
    matters = []
    for target in targets(order.kind, case):
        gates = gate_findings(
            claim, names, kind=order.kind.slug, target=target, issued_on=order.issued_on
        )
        told = _told(claim, target, gates, names)
        findings = (*gates, *told, *letters)
        matters.append(
            Matter(claim, source, target, findings, stops(findings, order.overrides))
        )
    return tuple(matters)


def _told(
    claim: Claim, target: Target, gates: Sequence[Finding], names: Sequence[str]
) -> list[Finding]:
    """What the assessment remarks on the target's matter, beyond what its gates say.

    A block of the assessment stops a document only through a gate that the kind asks for; of
    any other the document's maker is warned. Where a gate of the kind has looked, what it said
    for this very document stands, and not what was said of the case.
    """
    subjects = {target.contract_no, target.guarantee_no, claim.case.case_id}
    asked = {rule.id for name in names for rule in GATES[name.removesuffix(":warn")].rules}
    spoken = {(one.rule, one.where) for one in gates}
    return [
        replace(one, severity=Severity.WARN) if one.severity is Severity.BLOCK else one
        for one in claim.findings
        if one.rule not in asked
        and (one.rule, one.where) not in spoken
        and (one.where in subjects or not target.contract_no)
    ]


def stops(findings: Iterable[Finding], overrides: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings that stop a document: faults, and blocks that nobody let pass."""
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.FAULT
        or (finding.severity is Severity.BLOCK and not let_pass(finding, overrides))
    )


def let_pass(finding: Finding, overrides: Mapping[str, str]) -> bool:
    """Whether a reason was given for a block, and a reason may be given for it at all."""
    return finding.rule in overrides and finding.rule not in NOT_OVERRIDABLE


def asking(finding: Finding) -> Finding:
    """A block with the way past it, where there is one, added to its remedy."""
    if finding.severity is not Severity.BLOCK or finding.rule in NOT_OVERRIDABLE:
        return finding
    way = f"经有权人员同意，可用 --override {finding.rule}=理由 放行，理由随证据包保存"
    return replace(finding, remedy=f"{finding.remedy}；{way}" if finding.remedy else way)


def already_issued(where: str, number: str) -> Finding:
    """The block on a second document of the same case, kind, target and day."""
    return Finding(
        Severity.BLOCK,
        ALREADY,
        where,
        f"已就同一案件、同一对象和同一截止日出具 {number}",
        "续办请用 --resume",
    )
