"""Unnumbered documents of many cases: what can be drafted, and what would stop its issue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.claims import assess
from recoverydocs.claims.gates import NOT_OVERRIDABLE, gate_findings
from recoverydocs.documents import Draft, draft, targets
from recoverydocs.documents.draft import safe_name
from recoverydocs.errors import DataRefusedError, ExitCode, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from recoverydocs.cases import Case
    from recoverydocs.documents import Kind
    from recoverydocs.law import LawBook


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """One draft of one case.

    Attributes:
        case_id: the case.
        file_name: case, kind and target, safe on every file system.
        draft: the document.
    """

    case_id: str
    file_name: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a call of draft gave.

    Attributes:
        drafts: in the order of the cases.
        findings: what refused a draft, and what would stop or concern the issue.
        codes: one exit code for each document that could not be drafted.
    """

    drafts: tuple[CaseDraft, ...]
    findings: tuple[Finding, ...]
    codes: tuple[ExitCode, ...]


def draft_cases(kind: Kind, cases: Iterable[Case], law: LawBook, as_of: date) -> Drafted:
    """Every draft of a kind that the cases ask for; one bad case never stops the rest."""
    drafts: list[CaseDraft] = []
    findings: list[Finding] = []
    codes: list[ExitCode] = []
    for case in cases:
        for made in _of_case(kind, case, law, as_of):
            if isinstance(made, CaseDraft):
                drafts.append(made)
                findings += made.draft.findings
            elif isinstance(made, Finding):
                findings.append(made)
            else:
                codes.append(made)
    return Drafted(tuple(drafts), tuple(dict.fromkeys(findings)), tuple(codes))


def _of_case(
    kind: Kind, case: Case, law: LawBook, as_of: date
) -> Iterator[CaseDraft | Finding | ExitCode]:
    """The drafts of one case with their findings; a code for each that is refused."""
    try:
        claim = assess(case, law, as_of)
        wanted = targets(kind, case)
    except DataRefusedError as refusal:
        yield from _refusal(refusal, case)
        return
    if not wanted:
        yield Finding(
            Severity.BLOCK,
            "NO-TARGET",
            case.case_id,
            f"该案件没有可出具{kind.title}的对象",
            "请核对合同、担保、发文等数据",
        )
        yield ExitCode.RULE_REFUSED
    names = (*kind.preconditions, *kind.rules)
    for target in wanted:
        found = gate_findings(claim, names, kind=kind.slug, target=target)
        yield from found
        if any(
            each.severity is Severity.BLOCK and each.rule in NOT_OVERRIDABLE for each in found
        ):
            yield ExitCode.RULE_REFUSED
            continue
        try:
            made = draft(kind, claim, target, document_number=None, issued_on=as_of)
        except DataRefusedError as refusal:
            yield from _refusal(refusal, case)
            continue
        yield CaseDraft(case.case_id, f"{safe_name(case.case_id)}-{made.file_name}", made)


def _refusal(refusal: DataRefusedError, case: Case) -> Iterator[Finding | ExitCode]:
    yield from refusal.findings or (
        Finding(Severity.FAULT, "data-refused", case.case_id, str(refusal).rstrip("。")),
    )
    yield refusal.exit_code
