"""Which documents a run makes and under which numbers: no gap, none twice, in case order."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from recoverydocs.errors import (
    DataRefusedError,
    ExitCode,
    Finding,
    OutsideFailedError,
    Severity,
)
from recoverydocs.pipeline import ALREADY, Place, Source, already_issued, asking
from recoverydocs.register import DocumentEntry, Number
from recoverydocs.runs.maker import Task
from recoverydocs.runs.outcome import IssuedDocument, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recoverydocs.cases import Case
    from recoverydocs.pipeline import Order
    from recoverydocs.runs.hands import Hands
    from recoverydocs.runs.house import House
    from recoverydocs.runs.issuing import Wish
    from recoverydocs.runs.maker import Looked, Made

Key = tuple[int, str]
"""A document of a run: position of the case, key of the target."""
_UNSAFE = re.compile(r"[^\w〔〕-]")


class Numbering:
    """The numbers of one run while it lasts; the write lock must be held.

    Attributes:
        refused: documents not made, in the order in which that was found.
        already: documents issued before and counted as done.
    """

    def __init__(self, house: House, cases: Sequence[Case], order: Order, wish: Wish) -> None:
        self._house = house
        self._cases = cases
        self._order = order
        self._wish = wish
        self._references: dict[int, str] = {}
        self._replaces: dict[Key, str] = {}
        self._numbers: dict[Key, Number] = {}
        self.refused: list[Refused] = []
        self.already: list[IssuedDocument] = []

    def make(self, hands: Hands) -> list[Made]:
        """Every document that can be made, numbered without a gap, in the order of cases."""
        keys = self._wanted(hands)
        made: dict[Key, Made] = {}
        while True:
            tasks = self._tasks(keys)
            stale = [
                task
                for task in tasks
                if (task.index, task.target) not in made
                or made[task.index, task.target].number != task.place.number
            ]
            for one in hands.make(stale, self._teller("make", len(stale))):
                made[one.index, one.target] = one
            failed = {key for key in keys if made[key].sealed is None}
            for index, target in sorted(failed):
                one = made[index, target]
                self._refuse(index, target, one.code, one.findings)
            # A document that could not be made leaves no gap: those behind it move up.
            keys = [key for key in keys if key not in failed]
            if not failed:
                return [made[key] for key in keys]

    def documents(self, made: Sequence[Made], run_id: str) -> tuple[IssuedDocument, ...]:
        """The documents made, as the register will have them."""
        return tuple(self._document(one, run_id) for one in made)

    def _document(self, one: Made, run_id: str) -> IssuedDocument:
        number = self._numbers[one.index, one.target]
        path = path_of(number, self._order.kind.slug)
        if self._house.store.exists(path):
            raise OutsideFailedError(
                f"a package stands at {path} that the register does not know: the register is "
                "older than the packages. Restore both from one backup; nothing was issued"
            )
        order, reference = self._order, self._house.reference
        sealed = one.sealed
        entry = DocumentEntry(
            number=number,
            kind=order.kind.slug,
            case_scheme=reference.scheme,
            case_ref=self._references[one.index],
            target=self._registered(one.index, one.target),
            title=one.title,
            issued_on=order.issued_on,
            as_of=order.as_of,
            package_id=sealed.package_id if sealed else "",
            path=path,
            run_id=run_id,
            created_at=order.at.isoformat(timespec="seconds"),
        )
        return IssuedDocument(
            entry,
            self._house.store.locate(path),
            sealed.manifest_sha256 if sealed else "",
            one.index,
            self._cases[one.index].case_id,
            one.findings,
        )

    def _wanted(self, hands: Hands) -> list[Key]:
        """The documents that nothing stops, in the order of cases."""
        cases = list(enumerate(self._cases))
        looked = hands.look(cases, self._teller("check", len(cases)))
        for index, case in cases:
            self._refer(index, case)
        before = self._house.register.issued(
            self._references.values(), self._order.kind.slug, self._order.as_of
        )
        keys: list[Key] = []
        seen: set[tuple[str, str]] = set()
        for one in looked:
            reference = self._references.get(one.index)
            if reference is None or not self._is_asked(one.target):
                continue
            registered = (reference, self._registered(one.index, one.target))
            entry = before.get(registered)
            if entry is not None and self._is_done(one, entry):
                continue
            if one.findings:
                self._refuse(one.index, one.target, one.code, one.findings)
            elif registered in seen:
                twice = self._finding(one.index, "CASE-TWICE", "同一案件在本批次中重复出现")
                self._refuse(one.index, one.target, ExitCode.RULE_REFUSED, (twice,))
            else:
                seen.add(registered)
                keys.append((one.index, one.target))
        return keys

    def _is_asked(self, target: str) -> bool:
        return not self._wish.targets or not target or target in self._wish.targets

    def _is_done(self, one: Looked, entry: DocumentEntry) -> bool:
        """Whether a document issued before settles the matter: counted, or refused.

        Whatever else stops the document is told with it.
        """
        number, index, target = str(entry.number), one.index, one.target
        if self._wish.resume:
            revision = self._house.register.revisions(number)[0]
            place = self._house.store.locate(entry.path)
            case_id = self._cases[index].case_id
            self.already.append(
                IssuedDocument(entry, place, revision.manifest_sha256, index, case_id)
            )
            return True
        if ALREADY in self._order.overrides:
            self._replaces[index, target] = number
            return False
        finding = already_issued(self._cases[index].case_id, number)
        code = max(ExitCode.RULE_REFUSED, one.code) if one.findings else ExitCode.RULE_REFUSED
        self._refuse(index, target, code, (asking(finding), *one.findings))
        return True

    def _refer(self, index: int, case: Case) -> None:
        try:
            self._references[index] = self._house.reference.of(case.case_id)
        except DataRefusedError as error:
            self.refused.append(Refused(index, "", "", error.exit_code, error.findings))

    def _tasks(self, keys: Sequence[Key]) -> list[Task]:
        """The documents with the numbers that they have now, each sequence carried on."""
        last: dict[str, int] = {}
        tasks = []
        code, year = self._order.kind.code, self._order.issued_on.year
        for key in keys:
            unit = self._cases[key[0]].org.doc_prefix
            if unit not in last:
                last[unit] = self._house.register.last_n(unit, code, year)
            last[unit] += 1
            number = Number(unit, code, year, last[unit])
            self._numbers[key] = number
            tasks.append(Task(key[0], self._cases[key[0]], key[1], self._place(key, number)))
        return tasks

    def _place(self, key: Key, number: Number) -> Place:
        reference = self._house.reference
        sources = self._wish.sources or {}
        return Place(
            str(number),
            reference.package_id(str(number), self._order.at),
            reference.scheme,
            self._references[key[0]],
            reference.key_id,
            sources.get(key[0], Source("library")),
            self._replaces.get(key, ""),
        )

    def _registered(self, index: int, target: str) -> str:
        """The target as the register has it; a case's own id stands there only as reference."""
        return "case" if target == self._cases[index].case_id else target

    def _refuse(
        self, index: int, target: str, code: ExitCode, findings: tuple[Finding, ...]
    ) -> None:
        case_id = self._cases[index].case_id
        self.refused.append(Refused(index, case_id, target, code, findings))

    def _finding(self, index: int, rule: str, message: str) -> Finding:
        where = self._cases[index].case_id
        return Finding(Severity.BLOCK, rule, where, message, "请删除重复的一份")

    def _teller(self, stage: str, total: int) -> Callable[[int], None]:
        return lambda done: self._wish.tell(stage, done, total)


def path_of(number: Number, kind: str) -> str:
    """Where a package stands: ``year/kind/number.asice``, safe on every file system.

    >>> path_of(Number("虚银", "催", 2026, 12), "dunning-notice")
    '2026/dunning-notice/虚银催字〔2026〕12号.asice'
    """
    text = str(number)
    safe = _UNSAFE.sub("_", text)
    if safe != text:  # two prefixes that differ only in unsafe characters stay apart
        safe += "-" + hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{number.year}/{kind}/{safe}.asice"
