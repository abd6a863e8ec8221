"""The one object that cli, web and library users hold: an open workspace."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from recoverydocs.documents import kind_of, targets
from recoverydocs.errors import (
    DataRefusedError,
    ExitCode,
    RuleRefusedError,
    WrongUsageError,
)
from recoverydocs.evidence import LIMITS, verify
from recoverydocs.pipeline import OPERATOR, Order
from recoverydocs.runs.attaching import Addition, Attached, Given, attach_to
from recoverydocs.runs.clock import CHINA, now
from recoverydocs.runs.config import YES, Config
from recoverydocs.runs.founding import found_house, open_house
from recoverydocs.runs.given_files import read_all_given, read_package_file
from recoverydocs.runs.issuing import Wish, issue_cases
from recoverydocs.runs.keeping import Keeping
from recoverydocs.runs.recovery import put_right
from recoverydocs.runs.sealed_folder import own_register
from recoverydocs.runs.signing import ENDING, UNKNOWN
from recoverydocs.runs.stamping import SECOND, WAITING
from recoverydocs.runs.trust_folder import read_trust_folder

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from recoverydocs.cases import Case
    from recoverydocs.errors import Finding
    from recoverydocs.evidence import Actor, SealedRegister, Trust, Verdict
    from recoverydocs.law import LawBook
    from recoverydocs.pipeline import Source
    from recoverydocs.register import DocumentEntry, Register, RevisionEntry
    from recoverydocs.runs.house import House
    from recoverydocs.runs.issuing import Progress
    from recoverydocs.runs.outcome import IssuedDocument, Outcome

_OF_PROOFS = frozenset({WAITING, SECOND, UNKNOWN, ENDING})
"""Findings of a run about its token and its signature, which concern each document."""


class Workspace:
    """An open workspace; close it, or use it as a context manager.

    Attributes:
        found: what opening it found of an earlier run that was killed, and did about it.
    """

    def __init__(self, house: House, found: tuple[Finding, ...]) -> None:
        self._house = house
        self.found = found

    @classmethod
    def init(
        cls,
        folder: str | os.PathLike[str],
        config: Config | None = None,
        *,
        clock: Callable[[], datetime] = now,
    ) -> Self:
        """A new workspace: configuration, keys, register and folders. Then it is open.

        Raises:
            WrongUsageError: there is one already.
            DataRefusedError: the configuration has a wrong member.
            OutsideFailedError: the disk refuses.
        """
        found_house(Path(folder), config or Config(), clock)
        return cls.open(folder, clock=clock)

    @classmethod
    def open(
        cls, folder: str | os.PathLike[str], *, clock: Callable[[], datetime] = now
    ) -> Self:
        """The workspace in a folder; what a killed run left behind is put right first.

        Raises:
            WrongUsageError: there is no workspace.
            DataRefusedError: its configuration, a key or a table is not what it should be.
            OutsideFailedError: disk or database cannot be read.
        """
        house = open_house(Path(folder).absolute(), clock)
        try:
            # Another process may be issuing: its staging is not ours to clear.
            with house.lock(wait=False) as free:
                found = put_right(house, clock()) if free else ()
        except BaseException:
            house.register.close()
            raise
        return cls(house, found)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the register."""
        self._house.register.close()

    @property
    def folder(self) -> Path:
        """Where the workspace is."""
        return self._house.root

    @property
    def config(self) -> Config:
        """What its recoverydocs.toml says."""
        return self._house.config

    @property
    def register(self) -> Register:
        """Its register, for reading."""
        return self._house.register

    @property
    def law(self) -> LawBook:
        """The dated tables that it reckons by: the shipped ones, its own laid over them."""
        return self._house.tools.law

    def trust(self) -> Trust:
        """The trust of its own trust folder."""
        return read_trust_folder(self.folder / "trust")

    def sealed_register(self) -> SealedRegister | None:
        """Its own sealed register, for verifying; None where nothing is sealed yet."""
        return own_register(self.folder)

    def verify(self, package: str | os.PathLike[str], *, at: datetime | None = None) -> Verdict:
        """What a package proves by the workspace's own trust folder and sealed register.

        Args:
            package: the ``.asice`` file; of another house, it is not in the register, and the
                library's ``verify`` serves better.
            at: the moment of verification; by default now.

        Raises:
            WrongUsageError: no such file, or a pipe or device.
            OutsideFailedError: package or register cannot be read.
        """
        moment = at or self._house.clock()
        return verify(read_package_file(package), self.trust(), moment, self.sealed_register())

    def issue(  # noqa: PLR0913 - the options of the command
        self,
        kind: str,
        case: Case,
        *,
        as_of: date | None = None,
        target: str = "",
        overrides: Mapping[str, str] | None = None,
        by: Actor | None = None,
        pdf: bool = False,
    ) -> IssuedDocument:
        """The one document of a kind that a case asks for, or an exception that says why not.

        Args:
            kind: slug of the kind.
            case: the case.
            as_of: day of the figures; by default today.
            target: key of the target, for a case that asks for several.
            overrides: rule → reason, for blocks that an authorised person lets pass.
            by: who asks for it, by role and staff code.
            pdf: add a PDF copy, made by LibreOffice and checked.

        Where the timestamper gives no token, the document is issued all the same: its package
        waits, a finding ``timestamp-pending`` says so, ``keeping.timestamp_pending`` ends it.

        Raises:
            WrongUsageError: no such kind; several targets and none is named.
            DataRefusedError, RuleRefusedError: no document for this case, or the workspace
                signs and may not with its certificate; all the reasons.
            OutsideFailedError: disk, database or signing key failed, or the timestamper's
                clock is wrong; nothing was issued.
        """
        order = self._order(kind, as_of, overrides, by)
        wanted = frozenset({target}) if target else _only_target(order, case)
        return _single(issue_cases(self._house, [case], order, Wish(pdf=pdf, targets=wanted)))

    def issue_all(  # noqa: PLR0913 - the options of the command
        self,
        kind: str,
        cases: Iterable[Case],
        *,
        as_of: date | None = None,
        overrides: Mapping[str, str] | None = None,
        by: Actor | None = None,
        pdf: bool = False,
        dry_run: bool = False,
        resume: bool = False,
        workers: int = 1,
        progress: Progress | None = None,
        sources: Mapping[int, Source] | None = None,
    ) -> Outcome:
        """Every document of a kind that many cases ask for; one bad case stops no other.

        All documents share one token, and all are issued together or none is.

        Args:
            kind: slug of the kind.
            cases: the cases.
            as_of: day of the figures; by default today.
            overrides: rule → reason, for blocks that an authorised person lets pass.
            by: who asks for it, by role and staff code.
            pdf: add a PDF copy to each, made by LibreOffice and checked.
            dry_run: go as far as the timestamp and write nothing.
            resume: count what was issued before as done, instead of refusing it.
            workers: processes; 1 is this one.
            progress: told stage (check, make, stamp, write), done and total.
            sources: where each case's data came from, by position; see ``read_batch``.

        Raises:
            WrongUsageError: no such kind.
            DataRefusedError: the workspace signs and may not with its certificate.
            OutsideFailedError: disk, database or signing key failed, or the timestamper's
                clock is wrong; nothing was issued.
            RecoveryDocsError: two different cases gave equal documents; nothing was issued.
        """
        order = self._order(kind, as_of, overrides, by)
        wish = Wish(resume, dry_run, pdf, workers, frozenset(), sources, progress)
        return issue_cases(self._house, list(cases), order, wish)

    def _order(
        self,
        kind: str,
        as_of: date | None,
        overrides: Mapping[str, str] | None,
        by: Actor | None,
    ) -> Order:
        at = self._house.clock()
        today = at.astimezone(CHINA).date()
        system = {
            "host_id": self._house.host_id,
            "os": sys.platform,
            "clock_offset": "not-measured",
        }
        return Order(
            kind_of(kind),
            as_of or today,
            today,
            at,
            by or OPERATOR,
            _reasons(overrides or {}),
            self.config.house_name,
            self.config.house_uscc,
            system,
            sm3=self.config.sm3 == YES,
        )

    def attach(  # noqa: PLR0913 - the options of the command
        self,
        number: str,
        receipts: Sequence[str | os.PathLike[str] | Given] = (),
        record: Sequence[Mapping[str, Any]] = (),
        *,
        reason: str = "receipt",
        origin: str = "scan",
        by: Actor | None = None,
        note: str = "",
    ) -> Attached:
        """A new revision of one package: files, a delivery record, or both.

        Args:
            number: the document number (文号).
            receipts: paths of files, or files at hand; kept octet for octet.
            record: members of the manifest's ``delivery[]``, as ``delivery.read_record`` reads
                them; files are called by the names that they come with.
            reason: delivery, receipt, correspondence or attachment.
            origin: where files given by path come from, such as scan or carrier-file.
            by: who adds it, by role and staff code.
            note: free words for the manifest.

        Raises:
            WrongUsageError: no such document or file, a pipe or device, or nothing to attach.
            DataRefusedError: faults of record or files, all of them; files larger than a
                package may hold; or the workspace signs and may not with its certificate;
                nothing was attached.
            TamperedError: the package on disk does not hold together.
            OutsideFailedError: disk, database or signing key failed, or the timestamper's
                clock is wrong; nothing was attached.
        """
        addition = Addition(_given(receipts, origin), record, reason, by or OPERATOR, note)
        return attach_to(self._house, number, addition)

    @property
    def keeping(self) -> Keeping:
        """What is done for its packages over the years: late tokens, checks, copies."""
        return Keeping(self._house)

    def documents(  # noqa: PLR0913 - one filter each
        self,
        *,
        kind: str | None = None,
        case_id: str | None = None,
        year: int | None = None,
        issued_from: date | None = None,
        issued_to: date | None = None,
        limit: int | None = None,
    ) -> tuple[DocumentEntry, ...]:
        """Entries of the register that meet every filter given."""
        return self.register.documents(
            kind=kind,
            case_ref=None if case_id is None else self._house.reference.of(case_id),
            year=year,
            issued_from=issued_from,
            issued_to=issued_to,
            limit=limit,
        )

    def revisions(self, number: str) -> tuple[RevisionEntry, ...]:
        """What the register knows of a package's revisions, oldest first."""
        return self.register.revisions(number)

    def package(self, number: str) -> Path:
        """Where the package of a document stands.

        Raises:
            WrongUsageError: the number is not in the register.
        """
        entry = self.register.document(number)
        if entry is None:
            raise WrongUsageError(f"{number}: not in this workspace's register")
        return self._house.store.locate(entry.path)


def _only_target(order: Order, case: Case) -> frozenset[str]:
    """The key of a case's one target.

    Raises:
        WrongUsageError: it has several.
    """
    keys = [target.key for target in targets(order.kind, case)]
    if len(keys) > 1:
        raise WrongUsageError(
            f"the case asks for {len(keys)} documents of {order.kind.slug} "
            f"({', '.join(keys)}): name one as target, or hand in [case] to issue all"
        )
    return frozenset(keys)


def _single(outcome: Outcome) -> IssuedDocument:
    """The one document of a case, or the refusal as an exception."""
    for refused in outcome.refused:
        if refused.code is ExitCode.RULE_REFUSED:
            raise RuleRefusedError("有事项阻止出具文书", refused.findings)
        raise DataRefusedError("案件数据有误，未出具文书", refused.findings)
    told = tuple(one for one in outcome.findings if one.rule in _OF_PROOFS)
    issued = outcome.issued[0]
    return replace(issued, findings=(*issued.findings, *told))


def _reasons(overrides: Mapping[str, str]) -> dict[str, str]:
    """Overrides with their reasons.

    Raises:
        WrongUsageError: one without a reason.
    """
    empty = sorted(rule for rule, reason in overrides.items() if not reason.strip())
    if empty:
        raise WrongUsageError(f"override {', '.join(empty)}: give a reason; it is kept")
    return {rule: reason.strip() for rule, reason in overrides.items()}


def _given(receipts: Sequence[str | os.PathLike[str] | Given], origin: str) -> list[Given]:
    """Files at hand, and files by path as far as one package can hold them."""
    paths = [one for one in receipts if not isinstance(one, Given)]
    contents = iter(read_all_given(paths, LIMITS.entry, LIMITS.package))
    return [
        one if isinstance(one, Given) else Given(Path(one).name, next(contents), origin)
        for one in receipts
    ]
