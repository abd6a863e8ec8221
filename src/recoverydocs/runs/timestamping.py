"""Tokens that came late: packages that wait are finished, and the register is stamped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from recoverydocs.evidence import read_package, reopen
from recoverydocs.register import ContainerEntry, RunEntry
from recoverydocs.runs.attaching import package_of
from recoverydocs.runs.commit import Change, Part, commit
from recoverydocs.runs.recovery import put_right
from recoverydocs.runs.sealed_chain import UNSTAMPED, extend, stated_earlier
from recoverydocs.runs.shelf import open_shelf
from recoverydocs.runs.stamping import SECOND, WAITING, stamp_batch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from recoverydocs.errors import Finding
    from recoverydocs.evidence import Stated
    from recoverydocs.register import DocumentEntry
    from recoverydocs.runs.commit import Staged
    from recoverydocs.runs.house import House
    from recoverydocs.runs.shelf import Shelf, Shelved

_OUTSTANDING = frozenset({WAITING, SECOND, UNSTAMPED})
"""Findings that say that a token is missing."""


@dataclass(frozen=True, slots=True)
class Timestamped:
    """What a call of ``timestamp --pending`` did.

    Attributes:
        finished: numbers (文号) of the documents whose packages now have their token.
        waiting: numbers of those that still wait.
        findings: recovery at start; why some wait.
    """

    finished: tuple[str, ...]
    waiting: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def is_outstanding(self) -> bool:
        """Whether a token is still missing, be it only the register's own."""
        return any(finding.rule in _OUTSTANDING for finding in self.findings)

    def as_json(self) -> dict[str, object]:
        """The outcome as plain members."""
        return {
            "finished": list(self.finished),
            "waiting": list(self.waiting),
            "findings": [finding.as_json() for finding in self.findings],
        }


def timestamp_pending(house: House) -> Timestamped:
    """Ask for the tokens that are outstanding: one for all packages, one for the register.

    Raises:
        TamperedError: a waiting package does not hold together.
        OutsideFailedError: disk or database failed, or the timestamper's clock is wrong;
            nothing was changed.
    """
    with house.lock():
        at = house.clock()
        found = put_right(house, at)
        run_id = house.reference.run_id(at)
        with open_shelf(house.store, run_id) as shelf:
            return _stamp(house, shelf, at, found)


def _stamp(house: House, shelf: Shelf, at: datetime, found: tuple[Finding, ...]) -> Timestamped:
    waiting: list[tuple[DocumentEntry, Shelved]] = []
    earlier: list[Stated] = []
    for entry in house.register.unsealed():
        package = package_of(house, entry)
        earlier += stated_earlier(house, entry, package)
        if read_package(package).is_pending:
            waiting.append((entry, shelf.put(reopen(package))))
    moment = at.isoformat(timespec="seconds")
    numbers = tuple(str(entry.number) for entry, _ in waiting)
    run = RunEntry(shelf.run_id, "stamp", "", None, len(waiting), moment)

    def change_of(staged: Sequence[Staged]) -> Change:
        stated = [line for one in staged for line in one.stated]
        written = extend(house, (*earlier, *stated), at)
        containers = [
            ContainerEntry(
                str(entry.number),
                shelved.revision,
                1,
                "stamp",
                one.sha256,
                one.size,
                shelf.run_id,
                moment,
            )
            for (entry, shelved), one in zip(waiting, staged, strict=True)
        ]
        return Change(written.extension, containers=containers, findings=written.findings)

    if not waiting:
        change = change_of(())
        late = change.findings
        if change.sealed.lines:
            late = commit(house, run, (), lambda _: change)
        return Timestamped((), (), (*found, *late))
    stamped = stamp_batch(house, [shelved for _, shelved in waiting], shelf)
    if stamped.is_waiting:
        return Timestamped((), numbers, (*found, *stamped.findings))
    parts = [
        Part(entry.path, partial(stamped.finish, shelved))
        for (entry, _), shelved in zip(waiting, stamped.batch, strict=True)
    ]
    late = commit(house, run, parts, change_of)
    return Timestamped(numbers, (), (*found, *stamped.findings, *late))
