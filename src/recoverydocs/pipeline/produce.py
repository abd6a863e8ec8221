"""The steps in order for one case: examine, draft, look at every character, seal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from recoverydocs.documents import draft
from recoverydocs.errors import Finding, RuleRefusedError, Severity
from recoverydocs.evidence import (
    Actor,
    Contents,
    DocumentFacts,
    Exhibit,
    Sealed,
    SourceFacts,
    seal,
)
from recoverydocs.pipeline.basis import basis, law_tables
from recoverydocs.pipeline.examine import Matter, already_issued, asking, examine, stops
from recoverydocs.pipeline.order import SYSTEM
from recoverydocs.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverydocs.cases import Case
    from recoverydocs.documents import Draft, Target
    from recoverydocs.law import LawBook
    from recoverydocs.pipeline.order import Order, Place

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_JSON = "application/json"
_ENGINE = "recoverydocs"


@dataclass(frozen=True, slots=True)
class Composed:
    """A numbered document, not yet sealed.

    Attributes:
        matter: what it was made from.
        number: its 文号.
        draft: the document.
        findings: all that is kept with it.
    """

    matter: Matter
    number: str
    draft: Draft
    findings: tuple[Finding, ...]

    @property
    def sameness(self) -> str:
        """Digest of the text without its number: equal for two cases only if data was lost."""
        text = self.draft.text.replace(self.number, "")
        return sha256(text.encode()).hexdigest()


def compose(matter: Matter, order: Order, place: Place) -> Composed:
    """The numbered document of an examined matter.

    Raises:
        RuleRefusedError: something stops it: a block that nobody let pass.
        DataRefusedError: a value is missing, or a character has no glyph in the fonts.
    """
    if matter.stops:
        raise refused(matter.stops)
    made = draft(
        order.kind,
        matter.claim,
        matter.target,
        document_number=place.number,
        issued_on=order.issued_on,
    )
    found = list(made.findings)
    if place.replaces:
        found.append(already_issued(matter.claim.case.case_id, place.replaces))
    new = tuple(one for one in found if one not in matter.findings)
    stopping = stops(new, order.overrides)
    if stopping:
        raise refused(stopping)
    return Composed(matter, place.number, made, (*matter.findings, *new))


def contents(
    composed: Composed, order: Order, place: Place, law: LawBook, pdf: bytes | None = None
) -> Contents:
    """What is sealed as revision 1: document, its copy, its source and its basis.

    Args:
        composed: the document, and what it was made from.
        order: what was asked for.
        place: number and package id.
        law: the dated tables, of which those used are named.
        pdf: the PDF copy; None for no copy.
    """
    made, claim = composed.draft, composed.matter.claim
    case = claim.case
    source = composed.matter.source

    def exhibit(name: str, content: bytes, media: str, role: str, title: str) -> Exhibit:
        return Exhibit(name, content, media, role, "generated", order.at, SYSTEM, title)

    exhibits = [
        exhibit(made.file_name, made.content, DOCX, "document", made.title),
        Exhibit(
            "source.json", source, _JSON, "source", "imported", order.at, order.by, "案件数据"
        ),
        exhibit(
            "basis.json",
            basis(claim, made.citations, composed.findings, order, place),
            _JSON,
            "attachment",
            "计算与依据",
        ),
    ]
    if pdf is not None:
        exhibits.append(
            Exhibit(
                f"{made.file_name.rpartition('.')[0]}.pdf",
                pdf,
                "application/pdf",
                "document",
                "generated",
                order.at,
                SYSTEM,
                f"{made.title}（PDF 副本）",
                derived_from=(made.file_name,),
            )
        )
    return Contents(
        package_id=place.package_id,
        reason="issue",
        case_scheme=place.case_scheme,
        case_value=place.case_ref,
        case_key_id=place.case_key_id,
        issuer_name=order.issuer_name or case.org.name,
        issuer_uscc=order.issuer_uscc or (None if order.issuer_name else case.org.uscc),
        generated_by=order.by,
        approved_by=approvers(case, order.kind.slug, place.number),
        stated_at=order.at,
        clock=order.clock,
        exhibits=tuple(replace(one, sm3=order.sm3) for one in exhibits),
        document=DocumentFacts(
            kind=order.kind.slug,
            number=place.number,
            title=made.title,
            issued_on=order.issued_on,
            main=made.file_name,
            template_id=order.kind.slug,
            template_version=order.kind.version,
            template_sha256=order.kind.template_sha256,
            engine_name=_ENGINE,
            engine_version=__version__,
            law_tables=law_tables(claim, order.kind.slug, law),
        ),
        source=SourceFacts(sha256(source).hexdigest(), "source.json"),
        note=f"本文书替代文号 {place.replaces}" if place.replaces else None,
    )


def produce(case: Case, target: Target, order: Order, place: Place, law: LawBook) -> Sealed:
    """One case's document sealed, all steps in a row; the caller's run gets the token.

    Args:
        case: the case.
        target: the one of its targets that the document is for.
        order: the kind, the days, who asks for it, what is overridden.
        place: number and package id that the document has been given.
        law: the dated tables.

    Raises:
        RuleRefusedError: something stops it, or the case asks for no such document.
        DataRefusedError: a value is missing, or a character has no glyph in the fonts.
    """
    for matter in examine(case, order, law):
        if matter.target == target:
            return seal(contents(compose(matter, order, place), order, place, law))
    raise refused([nothing_to_make(case.case_id, order)])


def approvers(case: Case, kind: str, number: str) -> tuple[Actor, ...]:
    """Who approved this kind or number, by staff code, in the order of the case."""
    agreed = [
        approval.by
        for approval in case.approvals
        if approval.decision == "同意" and approval.doc in {kind, number}
    ]
    return tuple(Actor("approver", by) for by in dict.fromkeys(agreed))


def refused(findings: Sequence[Finding]) -> RuleRefusedError:
    """The refusal that carries these findings, each with the way past it."""
    return RuleRefusedError("有事项阻止出具文书", [asking(one) for one in findings])


def nothing_to_make(where: str, order: Order) -> Finding:
    """The finding that a case asks for no document of the kind."""
    return Finding(
        Severity.BLOCK,
        "NO-TARGET",
        where,
        f"该案件没有可出具{order.kind.title}的对象",
        "请核对合同、担保、发文等数据",
    )
