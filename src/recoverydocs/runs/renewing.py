"""Evidence renewed before its time runs out: found, stamped once, written in parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from recoverydocs.errors import RecoveryDocsError, WrongUsageError
from recoverydocs.evidence import (
    Conclusion,
    Stated,
    TokenChecker,
    digest_of,
    plan_renewal,
    read_package,
    renewed,
    request_token,
    verify,
)
from recoverydocs.evidence.hashtree import DIGEST_SIZES
from recoverydocs.register import ContainerEntry, RunEntry
from recoverydocs.runs.attaching import package_of
from recoverydocs.runs.commit import Change, Part, commit
from recoverydocs.runs.recovery import put_right
from recoverydocs.runs.sealed_chain import extend, stated_earlier
from recoverydocs.runs.stamping import File, Proven

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from recoverydocs.errors import Finding
    from recoverydocs.evidence import BatchToken, Package, Trust
    from recoverydocs.register import DocumentEntry
    from recoverydocs.runs.commit import Staged
    from recoverydocs.runs.house import House

DAYS = 180
"""How long before the end of its certificates a package is renewed, unless told otherwise."""
_AT_ONCE = 200
"""Packages that are held in memory, and committed, together."""


@dataclass(frozen=True, slots=True)
class NotRenewed:
    """A package that was due and could not be renewed, or could not be judged.

    Attributes:
        number: the document number (文号).
        reason: why, in Chinese.
    """

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Renewals:
    """What a call of ``evidence renew`` did.

    Attributes:
        renewed: numbers (文号) of the documents whose packages were renewed.
        not_due: how many packages are not due.
        not_renewed: what could not be done, and why.
        findings: recovery at start; a stamp of the register that is outstanding.
    """

    renewed: tuple[str, ...]
    not_due: int
    not_renewed: tuple[NotRenewed, ...]
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, object]:
        """The outcome as plain members."""
        return {
            "renewed": list(self.renewed),
            "not_due": self.not_due,
            "not_renewed": [
                {"number": one.number, "reason": one.reason} for one in self.not_renewed
            ],
            "findings": [finding.as_json() for finding in self.findings],
        }


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which packages are due.

    Attributes:
        days: those whose certificates end within so many days.
        digest: instead, every one held together by a weaker digest than this one, such as
            ``sha512``: a hash-tree renewal.
        second: instead, every one that has its first token only, and by the second service.
        trust: whom to believe about certificates.
    """

    trust: Trust
    days: int = DAYS
    digest: str = ""
    second: bool = False


def renew(house: House, wanted: Wanted) -> Renewals:
    """Renew every package that is due, with one token a digest for all of them.

    Raises:
        WrongUsageError: the second service is asked for, and none is configured.
        NoTokenError: the timestamper gave no token; nothing was changed.
        OutsideFailedError: disk or database failed; what was renewed before is whole.
    """
    stamper = house.tools.second if wanted.second else house.tools.stamper
    if stamper is None:
        raise WrongUsageError("no second service: set second_url in recoverydocs.toml")
    with house.lock():
        at = house.clock()
        findings = list(put_right(house, at))
        search = _Search(house, wanted, at)
        due: dict[str, list[tuple[DocumentEntry, bytes]]] = {}
        for entry, digest, leaf in search.due():
            due.setdefault(digest, []).append((entry, leaf))
        done: list[str] = []
        for digest, entries in due.items():
            # Packages of one batch share their token, so that its renewal serves them all.
            leaves = list(dict.fromkeys(leaf for _, leaf in entries))
            token = request_token(leaves, stamper, at=house.clock(), digest=digest)
            for start in range(0, len(entries), _AT_ONCE):
                part = [entry for entry, _ in entries[start : start + _AT_ONCE]]
                findings += _write(house, wanted, part, token, at)
                done += [str(entry.number) for entry in part]
        return Renewals(
            tuple(done),
            search.not_due,
            tuple(search.not_renewed),
            tuple(dict.fromkeys(findings)),
        )


class _Search:
    """Goes through all packages and picks those that are due."""

    def __init__(self, house: House, wanted: Wanted, at: datetime) -> None:
        self._house = house
        self._wanted = wanted
        self._at = at
        self._checker = TokenChecker(wanted.trust, at)
        self.not_due = 0
        self.not_renewed: list[NotRenewed] = []

    def due(self) -> Iterator[tuple[DocumentEntry, str, bytes]]:
        """Each package that is due, with the digest and the leaf of its renewal."""
        for entry in self._house.register.documents():
            try:
                content = package_of(self._house, entry)
                verdict = verify(content, self._wanted.trust, self._at, checker=self._checker)
                package = read_package(content)
                if package.is_pending or verdict.verdict is Conclusion.TOTAL_FAILED:
                    self._refuse(entry, "、".join(code.text for code in verdict.codes))
                    continue
                end = verdict.revisions[-1].certificate_end
                if not self._is_due(package, end):
                    continue
                plan = plan_renewal(package, self._wanted.digest)
            except RecoveryDocsError as error:
                self._refuse(entry, str(error))
                continue
            yield entry, plan.digest, plan.leaf

    def _is_due(self, package: Package, end: datetime | None) -> bool:
        if self._wanted.second:
            if not package.slots[-1].renewals:
                return True
        elif self._wanted.digest:
            if DIGEST_SIZES[self._wanted.digest] > DIGEST_SIZES[digest_of(package)]:
                return True
        elif end is None or end - self._at <= timedelta(days=self._wanted.days):
            return True
        self.not_due += 1
        return False

    def _refuse(self, entry: DocumentEntry, reason: str) -> None:
        self.not_renewed.append(NotRenewed(str(entry.number), reason))


def _write(
    house: House,
    wanted: Wanted,
    entries: Sequence[DocumentEntry],
    token: BatchToken,
    at: datetime,
) -> tuple[Finding, ...]:
    run_id = house.reference.run_id(at)
    moment = at.isoformat(timespec="seconds")
    parts: list[Part] = []
    stated: list[Stated] = []
    containers: list[ContainerEntry] = []
    for entry in entries:
        content = package_of(house, entry)
        package = read_package(content)
        slot = package.slots[-1]
        finished = renewed(content, plan_renewal(package, wanted.digest), token)
        file = File.of(finished.content)
        number = str(entry.number)
        before = [
            one for one in house.register.containers(number) if one.revision == slot.number
        ]
        parts.append(Part(entry.path, partial(Proven, file)))
        stated += stated_earlier(house, entry, content)
        stated.append(
            Stated(
                package.package_id,
                slot.number,
                package.manifest_digest(slot.number).hex(),
                finished.record_sha256,
                file.sha256,
                len(slot.renewals) + 1,
            )
        )
        containers.append(
            ContainerEntry(
                number,
                slot.number,
                len(before) + 1,
                "renew",
                file.sha256,
                len(file.content),
                run_id,
                moment,
            )
        )
    run = RunEntry(run_id, "renew", "", None, len(parts), moment)

    def change_of(_staged: Sequence[Staged]) -> Change:
        written = extend(house, stated, at)
        return Change(written.extension, containers=containers, findings=written.findings)

    return commit(house, run, parts, change_of)
