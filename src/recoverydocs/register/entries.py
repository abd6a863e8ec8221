"""What stands in the register: numbers and the three kinds of entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Number:
    """A document number (文号): one place in the sequence of a unit, a code and a year.

    Attributes:
        unit: 发文代字 of the issuing unit, such as ``虚银``.
        code: 文号代码 of the kind, such as ``催``.
        year: calendar year of issue.
        n: position in the sequence, from 1, no gaps.
    """

    unit: str
    code: str
    year: int
    n: int

    def __str__(self) -> str:
        """The number as documents print it.

        >>> str(Number("虚银", "催", 2026, 12))
        '虚银催字〔2026〕12号'
        """
        return f"{self.unit}{self.code}字〔{self.year}〕{self.n}号"


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One issued document, as entered once and for all.

    Attributes:
        number: the document's number.
        kind: slug of the document kind.
        case_scheme: ``plain`` or ``hmac-sha256``.
        case_ref: the case id, or its keyed digest, as ``case_scheme`` says.
        target: which of the case's documents of this kind: a contract, a guarantee, a notice.
        title: the document's title; holds no personal data.
        issued_on: date that the document bears.
        as_of: day on which its figures were reckoned.
        package_id: UUID of its evidence package.
        path: place of the package below the store's root, with ``/``.
        run_id: the call of issue that made it.
        created_at: stated moment of that call, RFC 3339.
    """

    number: Number
    kind: str
    case_scheme: str
    case_ref: str
    target: str
    title: str
    issued_on: date
    as_of: date
    package_id: str
    path: str
    run_id: str
    created_at: str

    def as_json(self) -> dict[str, str]:
        """The entry as plain text members, for lists and exports."""
        return {
            "number": str(self.number),
            "kind": self.kind,
            "case_scheme": self.case_scheme,
            "case": self.case_ref,
            "target": self.target,
            "title": self.title,
            "issued_on": self.issued_on.isoformat(),
            "as_of": self.as_of.isoformat(),
            "package_id": self.package_id,
            "path": self.path,
            "run": self.run_id,
            "created_at": self.created_at,
        }


@dataclass(frozen=True, slots=True)
class RevisionEntry:
    """One revision of a package, as entered when it was written.

    Attributes:
        number: the document's number as text.
        revision: from 1.
        reason: the manifest's ``reason``.
        manifest_sha256: digest of ``manifest-NNN.json``, lower-case hex.
        file_sha256: digest of the whole package file at this revision.
        size: octets of that file.
        run_id: the call that wrote it.
        created_at: stated moment of that call, RFC 3339.
    """

    number: str
    revision: int
    reason: str
    manifest_sha256: str
    file_sha256: str
    size: int
    run_id: str
    created_at: str


@dataclass(frozen=True, slots=True)
class ContainerEntry:
    """A package file that changed with no new revision.

    Attributes:
        number: the document's number as text.
        revision: the last revision, whose proof came or was renewed.
        n: which such change of this revision, from 1.
        event: ``stamp`` for a token that came later, ``renew`` for a renewed record.
        file_sha256: digest of the whole package file from here on.
        size: octets of that file.
        run_id: the call that wrote it.
        created_at: stated moment of that call, RFC 3339.
    """

    number: str
    revision: int
    n: int
    event: str
    file_sha256: str
    size: int
    run_id: str
    created_at: str


@dataclass(frozen=True, slots=True)
class RunEntry:
    """One committed call.

    Attributes:
        run_id: name of the run, also of its staging folder.
        action: ``issue``, ``attach``, ``stamp`` or ``renew``.
        kind: slug of the kind issued; of the document attached to; empty for many.
        as_of: day of the figures; none for attach.
        count: packages written.
        created_at: stated moment of the call, RFC 3339.
    """

    run_id: str
    action: str
    kind: str
    as_of: date | None
    count: int
    created_at: str
