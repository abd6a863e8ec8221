"""From an assessed case to the bytes of a document, read back and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from recoverydocs.claims.gates import citation_findings
from recoverydocs.documents.checked import CheckedText
from recoverydocs.documents.checks import check_text
from recoverydocs.documents.enclosing import template_for
from recoverydocs.documents.engine import CompiledTemplate, compile_template
from recoverydocs.documents.fields import Citations, fields_for
from recoverydocs.errors import DataRefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from recoverydocs.claims.claim import Claim
    from recoverydocs.documents.kinds import Kind
    from recoverydocs.documents.targets import Target
    from recoverydocs.errors import Finding
    from recoverydocs.law import Provision

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished document, with or without a number.

    Attributes:
        file_name: kind and target, safe on every file system; never personal data.
        content: octets of the Word file.
        sha256: their SHA-256, in hexadecimal.
        title: as printed, such as 催款通知书（首次）.
        text: what a reader reads in it.
        citations: every provision cited, in order of first citation.
        findings: blocks on provisions whose number nobody has verified, notes on unread days.
        fields: what was printed, with the helpers.
    """

    file_name: str
    content: bytes = field(repr=False)
    sha256: str
    title: str
    text: str = field(repr=False)
    citations: tuple[Provision, ...]
    findings: tuple[Finding, ...]
    fields: Mapping[str, object] = field(repr=False)


def draft(
    kind: Kind,
    claim: Claim,
    target: Target,
    *,
    document_number: str | None,
    issued_on: date,
) -> Draft:
    """One document of a kind for one target; the same inputs give the same bytes.

    Args:
        kind: the kind.
        claim: the case as assessed; its gates are asked elsewhere.
        target: one of ``targets(kind, claim.case)``.
        document_number: the 文号; None makes a draft, marked on every page.
        issued_on: the day that the document bears, which decides the law that it cites.

    Raises:
        DataRefusedError: a field that the template prints has no value, the case does not say
            what the kind needs, or the text read back fails a check; every one is named.
        LawTableError: an article without a number on the day.
    """
    citations = Citations(claim.law, issued_on)
    fields = fields_for(kind, claim, target, document_number, issued_on, citations=citations)
    rendered = compiled(template_for(kind, claim.case), kind.slug).render(fields)
    cited = tuple(citations.cited)
    wrong = check_text(
        CheckedText(
            kind, claim, target, document_number, issued_on, rendered.text, fields, cited
        )
    )
    if wrong:
        raise DataRefusedError(f"{kind.slug}: the text read back fails its checks", wrong)
    head = fields["document"]
    title = head["title"] if isinstance(head, dict) else kind.title
    return Draft(
        f"{kind.slug}-{safe_name(target.key)}.docx",
        rendered.content,
        rendered.sha256,
        title,
        rendered.text,
        cited,
        citation_findings(cited, f"{claim.case.case_id} {kind.title}"),
        fields,
    )


def safe_name(key: str) -> str:
    """A target's key as part of a file name; what had to change is told apart by a digest.

    >>> safe_name("HT-2026-001"), safe_name("虚构借字1号")
    ('HT-2026-001', '1-fb41cf2f')
    """
    safe = _UNSAFE.sub("_", key).strip("._-")
    if safe == key:
        return safe
    digest = sha256(key.encode()).hexdigest()[:8]
    return f"{safe}-{digest}" if safe else digest


@lru_cache(maxsize=64)
def compiled(template: bytes, name: str) -> CompiledTemplate:
    """The template compiled, once for each content."""
    return compile_template(template, name)
