"""Tokens that came late: packages that wait are finished, and the register is stamped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.evidence import read_package, reopen
from recoverydocs.register import ContainerEntry, RunEntry
from recoverydocs.runs.attaching import package_of
from recoverydocs.runs.commit import Change, commit
from recoverydocs.runs.recovery import put_right
from recoverydocs.runs.sealed_chain import NOTHING, extend, stated_earlier
from recoverydocs.runs.stamping import NOBODY, Stamped, stamp_batch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from recoverydocs.errors import Finding
    from recoverydocs.evidence import Sealed, Stated
    from recoverydocs.register import DocumentEntry
    from recoverydocs.runs.house import House
    from recoverydocs.runs.sealed_chain import Written


@dataclass(frozen=True, slots=True)
class Timestamped:
    """What a call of ``timestamp --pending`` did.

    Attributes:
        finished: numbers (文号) of the documents whose packages now have their token.
        waiting: numbers of those that still wait.
        findings: recovery at start; why some wait.
        is_outstanding: whether a token is still missing, be it only the register's own.
    """

    finished: tuple[str, ...]
    waiting: tuple[str, ...]
    findings: tuple[Finding, ...]
    is_outstanding: bool = False

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
        waiting: list[tuple[DocumentEntry, Sealed]] = []
        earlier: list[Stated] = []
        for entry in house.register.unsealed():
            package = package_of(house, entry)
            earlier += stated_earlier(house, entry, package)
            if read_package(package).is_pending:
                waiting.append((entry, reopen(package)))
        stamped = stamp_batch(house, [one for _, one in waiting]) if waiting else NOBODY
        written = (
            NOTHING if stamped.is_waiting else extend(house, (*earlier, *stamped.stated), at)
        )
        numbers = tuple(str(entry.number) for entry, _ in waiting)
        outstanding = (*stamped.findings, *written.findings)
        if not written.extension.lines:
            is_missing = bool(outstanding)
            return Timestamped((), numbers, (*found, *outstanding), is_missing)
        late = _commit(house, waiting, stamped, written, at)
        return Timestamped(numbers, (), (*found, *outstanding, *late), bool(outstanding))


def _commit(
    house: House,
    waiting: Sequence[tuple[DocumentEntry, Sealed]],
    stamped: Stamped,
    written: Written,
    at: datetime,
) -> tuple[Finding, ...]:
    moment = at.isoformat(timespec="seconds")
    run_id = house.reference.run_id(at)
    entries = [
        ContainerEntry(
            str(entry.number),
            sealed.revision,
            1,
            "stamp",
            file.sha256,
            len(file.content),
            run_id,
            moment,
        )
        for (entry, sealed), file in zip(waiting, stamped.files, strict=True)
    ]
    change = Change(
        RunEntry(run_id, "stamp", "", None, len(entries), moment),
        [(entry.path, file) for (entry, _), file in zip(waiting, stamped.files, strict=True)],
        written.extension,
        containers=entries,
    )
    return commit(house, change, lambda *_: None)
