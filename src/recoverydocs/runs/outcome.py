"""What a run answers: the documents that exist now, and who got none and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recoverydocs.errors import ExitCode
from recoverydocs.evidence import read_package
from recoverydocs.runs.stamping import WAITING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from recoverydocs.errors import Finding
    from recoverydocs.register import DocumentEntry


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """One document with its number, package and register entry.

    Attributes:
        entry: the register entry; in a dry run the one that would be made.
        package: the package file; in a dry run it is not there.
        manifest_sha256: digest of the manifest of revision 1.
        index: position of the case in what was handed in, from 0; -1 after an attach.
        case_id: id of the case as its data has it; empty after an attach.
        findings: warnings, notes and overridden blocks that were kept in the package.
    """

    entry: DocumentEntry
    package: Path
    manifest_sha256: str
    index: int = -1
    case_id: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def number(self) -> str:
        """The document number (文号)."""
        return str(self.entry.number)

    @property
    def kind(self) -> str:
        """Slug of the kind."""
        return self.entry.kind

    @property
    def title(self) -> str:
        """The document's title."""
        return self.entry.title

    @property
    def target(self) -> str:
        """Which of the case's documents of this kind."""
        return self.entry.target

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest of the newest revision, read from the package on disk."""
        return dict(read_package(self.package.read_bytes()).manifests[-1])

    def as_json(self) -> dict[str, object]:
        """The document as plain members; findings as their lines."""
        return {
            **self.entry.as_json(),
            "package": str(self.package),
            "manifest_sha256": self.manifest_sha256,
            "findings": [finding.as_json() for finding in self.findings],
        }


@dataclass(frozen=True, slots=True)
class Refused:
    """One document that was not made.

    Attributes:
        index: position of the case in what was handed in, from 0.
        case_id: id of the case; empty where its data was refused before it had one.
        target: which of the case's documents; empty where none could be told apart.
        code: 3 data, 4 outside, 5 rule.
        findings: why; every one of them.
    """

    index: int
    case_id: str
    target: str
    code: ExitCode
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, object]:
        """The refusal as plain members."""
        return {
            "case": self.case_id,
            "target": self.target,
            "code": int(self.code),
            "findings": [finding.as_json() for finding in self.findings],
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """A whole run.

    Attributes:
        run_id: name of the run; empty where nothing was written.
        kind: slug of the kind.
        as_of: day of the figures.
        issued: documents made by this run, in the order of their cases.
        refused: documents not made.
        already: documents that stood before and were counted as done (``resume``).
        findings: what concerns the whole run: recovery at start, faults of the file, overrides
            that met nothing.
        dry_run: true where nothing was numbered, stamped or written.
    """

    run_id: str
    kind: str
    as_of: date
    issued: tuple[IssuedDocument, ...]
    refused: tuple[Refused, ...]
    already: tuple[IssuedDocument, ...] = ()
    findings: tuple[Finding, ...] = ()
    dry_run: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether the documents are sealed, and their packages wait for a token."""
        return any(finding.rule == WAITING for finding in self.findings)

    @property
    def exit_code(self) -> ExitCode:
        """What a command ends with, by the rule beside the table of exit codes.

        A batch that waits for its token is not done: something outside failed.
        """
        if self.is_waiting:
            return ExitCode.OUTSIDE_FAILED
        if not self.refused:
            return ExitCode.DONE
        if self.issued or self.already:
            return ExitCode.PARTLY_DONE
        return max(refused.code for refused in self.refused)

    def as_json(self) -> dict[str, object]:
        """The outcome as plain members."""
        return {
            "run": self.run_id,
            "kind": self.kind,
            "as_of": self.as_of.isoformat(),
            "dry_run": self.dry_run,
            "waiting": self.is_waiting,
            "issued": [document.as_json() for document in self.issued],
            "already": [document.as_json() for document in self.already],
            "refused": [refused.as_json() for refused in self.refused],
            "findings": [finding.as_json() for finding in self.findings],
        }
