"""What a caller hands in to be sealed: the exhibits and the facts that the manifest states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recoverydocs.errors import DataRefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something, by role and staff code; never a name.

    Attributes:
        role: operator, legal, credit, approver, system, carrier, court or counterparty.
        id: a staff code or the name of a system; None where only the role is known.
    """

    role: str
    id: str | None = None

    def members(self) -> dict[str, object]:
        """The actor as the manifest has it."""
        members: dict[str, object] = {"role": self.role}
        return members | {"id": self.id} if self.id else members


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One file of a revision.

    Attributes:
        name: path below ``files/NNN/``, without personal data.
        content: its octets, untouched.
        media_type: such as ``image/png``.
        role: document, source, receipt, attachment or correspondence.
        origin: generated, imported, scan, photo, carrier-file, carrier-api, court-system, email
            or manual.
        captured_at: when it was made or came in, stated; with time zone.
        captured_by: who took it in.
        title: in the reader's words; None for none.
        derived_from: exhibits it was made from: names of this revision, or whole paths
            ``files/NNN/…`` of earlier ones.
        sm3: True adds the second digest.
    """

    name: str
    content: bytes
    media_type: str
    role: str
    origin: str
    captured_at: datetime
    captured_by: Actor
    title: str | None = None
    derived_from: tuple[str, ...] = ()
    sm3: bool = False


@dataclass(frozen=True, slots=True)
class LawTableFacts:
    """A law table that was in force and used.

    Attributes:
        id: name of the table.
        version: of its ``[meta]``.
        sha256: of the file, hexadecimal.
    """

    id: str
    version: str
    sha256: str

    def members(self) -> dict[str, object]:
        """The table as the manifest has it."""
        return {"id": self.id, "version": self.version, "sha256": self.sha256}


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the issued document is and what it was made with.

    Attributes:
        kind: slug of the kind.
        number: 文号.
        title: as printed.
        issued_on: the document's date.
        main: name of the exhibit that is the document.
        template_id: name of the template.
        template_version: its version.
        template_sha256: of the template file, hexadecimal.
        engine_name: what filled it.
        engine_version: the engine's version.
        law_tables: those used, each once.
    """

    kind: str
    number: str
    title: str
    issued_on: date
    main: str
    template_id: str
    template_version: str
    template_sha256: str
    engine_name: str
    engine_version: str
    law_tables: tuple[LawTableFacts, ...] = ()

    def members(self) -> dict[str, object]:
        """The facts as the manifest has them."""
        return {
            "kind": self.kind,
            "number": self.number,
            "title": self.title,
            "issued_on": self.issued_on.isoformat(),
            "main": in_revision(self.main, 1),
            "template": {
                "id": self.template_id,
                "version": self.template_version,
                "sha256": self.template_sha256,
            },
            "engine": {"name": self.engine_name, "version": self.engine_version},
            "law_tables": [table.members() for table in self.law_tables],
        }


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """The data that the document came from.

    Attributes:
        sha256: of the data in canonical JSON, hexadecimal.
        path: name of the exhibit that holds it; None where it stays outside.
        held_by: who keeps it then.
    """

    sha256: str
    path: str | None = None
    held_by: str | None = None

    def members(self) -> dict[str, object]:
        """The facts as the manifest has them."""
        facts: dict[str, object] = {"sha256": self.sha256, "included": self.path is not None}
        if self.path is not None:
            facts["path"] = in_revision(self.path, 1)
        if self.held_by is not None:
            facts["held_by"] = self.held_by
        return facts


@dataclass(frozen=True, slots=True)
class Correction:
    """What a revision puts right; nothing is replaced.

    Attributes:
        revision: the earlier revision.
        pointer: JSON pointer into its manifest.
        reason: why.
    """

    revision: int
    pointer: str
    reason: str

    def members(self) -> dict[str, object]:
        """The correction as the manifest has it."""
        return {"revision": self.revision, "pointer": self.pointer, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Contents:
    """One revision, before it is sealed.

    Attributes:
        package_id: UUID of version 4 or 7, given by the workspace at numbering.
        reason: issue for the first revision; later delivery, receipt, correspondence,
            attachment, correction or renewal.
        case_scheme: ``plain`` or ``hmac-sha256``.
        case_value: the case's id, or its keyed digest.
        case_key_id: name of the key; only with the keyed digest.
        issuer_name: the house.
        issuer_uscc: its 统一社会信用代码; None where it has none.
        generated_by: who made the revision.
        approved_by: who approved it.
        stated_at: the house's own time; with time zone.
        clock: host, host-ntp or given.
        exhibits: its files; a later revision may have none.
        document: in the first revision only.
        source: in the first revision only.
        delivery: members of ``delivery[]``. Where one names a file of this revision, the
            exhibit's name is enough; a mail number may be plain text, and the digest of a raw
            record may be left out where its path is given.
        note: free words.
        corrects: with reason ``correction``.
    """

    package_id: str
    reason: str
    case_scheme: str
    case_value: str
    case_key_id: str | None
    issuer_name: str
    issuer_uscc: str | None
    generated_by: Actor
    approved_by: tuple[Actor, ...]
    stated_at: datetime
    clock: str
    exhibits: tuple[Exhibit, ...]
    document: DocumentFacts | None = None
    source: SourceFacts | None = None
    delivery: tuple[Mapping[str, Any], ...] = ()
    note: str | None = None
    corrects: Correction | None = None


def in_revision(name: str, number: int) -> str:
    """The whole path of an exhibit: of this revision, unless the name is a whole path already.

    >>> in_revision("回执.png", 2)
    'files/002/回执.png'
    """
    return name if name.startswith("files/") else f"files/{number:03}/{name}"


def stated(moment: datetime) -> str:
    """A moment as RFC 3339 with its offset, in whole seconds.

    Raises:
        DataRefusedError: the moment has no time zone, so it says nothing.
    """
    if moment.tzinfo is None:
        message = f"{moment.isoformat()}: give the moment with its time zone"
        raise DataRefusedError(message)
    return moment.isoformat(timespec="seconds")
