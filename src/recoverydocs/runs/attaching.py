"""A receipt, or other evidence, added to one package as a new revision."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from recoverydocs.delivery import checked_record
from recoverydocs.errors import (
    DataRefusedError,
    Finding,
    OutsideFailedError,
    Severity,
    WrongUsageError,
)
from recoverydocs.evidence import Actor, Exhibit, attach, contents_after, read_package
from recoverydocs.evidence.receipts import contradictions
from recoverydocs.pipeline import OPERATOR, SYSTEM, signature_basis
from recoverydocs.register import RevisionEntry, RunEntry
from recoverydocs.runs.commit import Change, Part, commit
from recoverydocs.runs.config import YES
from recoverydocs.runs.media import media_of
from recoverydocs.runs.recovery import put_right
from recoverydocs.runs.sealed_chain import NOTHING, extend, stated_earlier
from recoverydocs.runs.shelf import open_shelf
from recoverydocs.runs.stamping import WAITING, stamp_batch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from recoverydocs.evidence import Contents
    from recoverydocs.register import DocumentEntry
    from recoverydocs.runs.commit import Staged
    from recoverydocs.runs.house import House
    from recoverydocs.runs.signing import Signing
    from recoverydocs.runs.stamping import Stamped

ROLES: Mapping[str, str] = {
    "delivery": "receipt",
    "receipt": "receipt",
    "correspondence": "correspondence",
    "attachment": "attachment",
}
"""Reason of a revision → role of the files that come with it."""
_TITLES = {"receipt": "送达回执", "correspondence": "往来函件", "attachment": "附件"}


@dataclass(frozen=True, slots=True)
class Given:
    """A file to attach.

    Attributes:
        name: its own name, under which a record may call it; it does not go into the package,
            since such names often hold a borrower's.
        content: its octets, kept untouched.
        origin: scan, photo, carrier-file, carrier-api, court-system, email, imported or manual.
    """

    name: str
    content: bytes
    origin: str = "scan"


@dataclass(frozen=True, slots=True)
class Attached:
    """What an attach has made.

    Attributes:
        entry: the register entry of the document.
        revision: the new revision's number.
        package: the package file's name in the store.
        manifest_sha256: digest of the new manifest.
        files: whole path in the package by the name that the file came with.
        findings: recovery at start, and warnings about the record.
    """

    entry: DocumentEntry
    revision: int
    package: str
    manifest_sha256: str
    files: Mapping[str, str]
    findings: tuple[Finding, ...]

    @property
    def number(self) -> str:
        """The document number (文号)."""
        return str(self.entry.number)

    @property
    def is_waiting(self) -> bool:
        """Whether the revision is sealed and waits for its token."""
        return any(finding.rule == WAITING for finding in self.findings)

    def as_json(self) -> dict[str, object]:
        """What was attached, as plain members."""
        return {
            "waiting": self.is_waiting,
            "number": self.number,
            "revision": self.revision,
            "package": self.package,
            "manifest_sha256": self.manifest_sha256,
            "files": dict(self.files),
            "findings": [finding.as_json() for finding in self.findings],
        }


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added to one package.

    Attributes:
        files: the files, in the order in which they are numbered.
        record: members of the manifest's ``delivery[]``.
        reason: delivery, receipt, correspondence or attachment.
        by: who adds it.
        note: free words; empty for none.
    """

    files: Sequence[Given] = ()
    record: Sequence[Mapping[str, Any]] = ()
    reason: str = "receipt"
    by: Actor = OPERATOR
    note: str = ""


def attach_to(house: House, number: str, addition: Addition) -> Attached:
    """Add a revision to the package of a document, stamped, in place of the file before it.

    Raises:
        WrongUsageError: no such document, or nothing to attach.
        DataRefusedError: faults of record or files, all of them; nothing was attached.
        TamperedError: the package on disk does not hold together.
        OutsideFailedError: timestamper, signing key, disk or database failed; nothing was
            attached.
    """
    if not addition.files and not addition.record:
        raise WrongUsageError("attach: give a file, a record, or both")
    if addition.reason not in ROLES:
        raise WrongUsageError(f"attach: reason is one of {', '.join(ROLES)}")
    with house.lock():
        at = house.clock()
        found = put_right(house, at)
        entry = house.register.document(number)
        if entry is None:
            raise WrongUsageError(f"{number}: not in this workspace's register")
        before = package_of(house, entry)
        contents, files, warnings = _contents(before, addition, at, sm3=house.config.sm3 == YES)
        with house.signing(at) as signing:
            sealed = signing.sign(attach(before, _with_basis(contents, signing, at)))
        with open_shelf(house.store, house.reference.run_id(at)) as shelf:
            stamped = stamp_batch(house, [shelf.put(sealed)], shelf)
            late = _write(house, entry, addition, before, stamped, at)
        return Attached(
            entry,
            sealed.revision,
            str(house.store.locate(entry.path)),
            sealed.manifest_sha256,
            files,
            (
                *found,
                *warnings,
                *signing.findings,
                *_contradictions(number, before, sealed.container),
                *stamped.findings,
                *late,
            ),
        )


def _contradictions(number: str, before: bytes, after: bytes) -> Iterator[Finding]:
    """A warning for each thing that the new revision says against another."""
    known = set(contradictions(read_package(before).delivery))
    for one in contradictions(read_package(after).delivery):
        if one not in known:
            yield Finding(
                Severity.WARN,
                "delivery-contradiction",
                number,
                one.text,
                "各说法并存于证据包，均未改动；请核实后用一次新的记录说明",
            )


def package_of(house: House, entry: DocumentEntry) -> bytes:
    """The package as it stands, held against the register's last word on it.

    Raises:
        OutsideFailedError: it is not the file that the register knows.
    """
    content = house.store.read(entry.path)
    if hashlib.sha256(content).hexdigest() != house.register.file_sha256(str(entry.number)):
        raise OutsideFailedError(
            f"{entry.number}: the package on disk is not the one that the register knows; "
            "restore it from a backup before anything is added to it"
        )
    return content


def _contents(
    package: bytes, addition: Addition, at: datetime, *, sm3: bool
) -> tuple[Contents, dict[str, str], tuple[Finding, ...]]:
    read = read_package(package)
    revision = len(read.slots) + 1
    names = _names(addition)
    given = {one.name: one.content for one in addition.files}
    record, warnings = checked_record(
        addition.record, files=given, earlier=read.delivery, paths=tuple(read.files)
    )
    role = ROLES[addition.reason]
    exhibits = tuple(
        Exhibit(
            names[one.name],
            one.content,
            media_of(one.name, one.content),
            role,
            one.origin,
            at,
            addition.by,
            f"{_TITLES[role]} {place:02}",
            sm3=sm3,
        )
        for place, one in enumerate(addition.files, start=1)
    )
    contents = contents_after(
        package,
        reason=addition.reason,
        generated_by=addition.by,
        stated_at=at,
        clock="host",
        exhibits=exhibits,
        delivery=tuple(_renamed(member, names) for member in record),
        note=addition.note or None,
    )
    paths = {own: f"files/{revision:03}/{name}" for own, name in names.items()}
    return contents, paths, warnings


def _with_basis(contents: Contents, signing: Signing, at: datetime) -> Contents:
    """The contents with what was known of the signer's certificate, where somebody signs."""
    if signing.signer is None:
        return contents
    exhibit = Exhibit(
        "basis.json",
        signature_basis(signing.revocation),
        "application/json",
        "attachment",
        "generated",
        at,
        SYSTEM,
        "签名证书核查",
    )
    return replace(contents, exhibits=(*contents.exhibits, exhibit))


def _names(addition: Addition) -> dict[str, str]:
    """Each file's own name → its name in the package: role, number, ending; no person's name.

    Raises:
        DataRefusedError: two files of one name.
    """
    names: dict[str, str] = {}
    role = ROLES[addition.reason]
    for place, one in enumerate(addition.files, start=1):
        if one.name in names:
            raise DataRefusedError(
                f"attach: two files named {PurePath(one.name).suffix or '?'}"
            )
        ending = PurePath(one.name).suffix.lower()
        plain = ending if ending[1:].isascii() and ending[1:].isalnum() else ""
        names[one.name] = f"{role}-{place:02}{plain}"
    return names


def _renamed(member: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A record's member with the files called by their names in the package."""
    item = dict(member)
    if "receipts" in item:
        item["receipts"] = [names.get(name, name) for name in item["receipts"]]
    basis = item.get("address", {}).get("basis", {})
    if "file" in basis:
        basis = {**basis, "file": names.get(basis["file"], basis["file"])}
        item["address"] = {**item["address"], "basis": basis}
    if "events" in item:
        item["events"] = [_renamed_event(event, names) for event in item["events"]]
    return item


def _renamed_event(event: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    raw = event.get("raw", {})
    if "path" not in raw:
        return dict(event)
    return {**event, "raw": {**raw, "path": names.get(raw["path"], raw["path"])}}


def _write(  # noqa: PLR0913, PLR0917 - what one revision's entry holds
    house: House,
    entry: DocumentEntry,
    addition: Addition,
    before: bytes,
    stamped: Stamped,
    at: datetime,
) -> tuple[Finding, ...]:
    (shelved,) = stamped.batch
    run_id = stamped.shelf.run_id
    moment = at.isoformat(timespec="seconds")

    def change_of(staged: Sequence[Staged]) -> Change:
        (one,) = staged
        written = NOTHING
        if one.stated:
            written = extend(house, (*stated_earlier(house, entry, before), *one.stated), at)
        revision = RevisionEntry(
            str(entry.number),
            shelved.revision,
            addition.reason,
            shelved.manifest_sha256,
            one.sha256,
            one.size,
            run_id,
            moment,
        )
        return Change(written.extension, revisions=[revision], findings=written.findings)

    run = RunEntry(run_id, "attach", entry.kind, None, 1, moment)
    return commit(house, run, [Part(entry.path, partial(stamped.finish, shelved))], change_of)
