"""What a worker does with a batch of cases: examine them, then make the numbered documents.

The same maker serves in this process and in a pool of processes; there it is built once each.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from recoverydocs.documents.pdf import to_pdf
from recoverydocs.errors import DataRefusedError, ExitCode, Finding, RuleRefusedError, Severity
from recoverydocs.evidence import seal
from recoverydocs.pipeline import Matter, asking, compose, contents, examine, nothing_to_make

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recoverydocs.cases import Case
    from recoverydocs.law import LawBook
    from recoverydocs.pipeline import Composed, CopySigner, Order, Place
    from recoverydocs.runs.shelf import Shelf, Shelved

_KEPT = 2000
"""Examined cases kept for making; those beyond are examined again: memory stays flat."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One document of one case, examined.

    Attributes:
        index: the case's position.
        target: key of the target; empty where the case asks for none.
        code: 0 where nothing stops it.
        findings: what stops it.
    """

    index: int
    target: str
    code: ExitCode
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One document to make.

    Attributes:
        index: the case's position.
        case: the case.
        target: key of the target.
        place: its number and what goes with it.
    """

    index: int
    case: Case
    target: str
    place: Place


@dataclass(frozen=True, slots=True)
class Made:
    """One document made, or refused.

    Attributes:
        index: the case's position.
        target: key of the target.
        number: its 文号.
        title: its title.
        sealed: the sealed package on the shelf; none where it was refused.
        sameness: digest of its text without the number.
        code: 0 where it was made.
        findings: what is kept with it, or what stops it.
    """

    index: int
    target: str
    number: str
    title: str
    sealed: Shelved | None
    sameness: str
    code: ExitCode
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Maker:
    """Makes documents of one order.

    Attributes:
        order: kind, day, moment.
        law: the dated tables.
        shelf: where sealed packages are put.
        pdf: whether a PDF copy goes in.
        copies: gives what signs PDF copies, when it is needed; None where they stay unsigned.
    """

    order: Order
    law: LawBook
    shelf: Shelf
    pdf: bool = False
    copies: Callable[[], CopySigner | None] = lambda: None
    _matters: dict[int, tuple[Matter, ...]] = field(default_factory=dict)

    def look(self, cases: Sequence[tuple[int, Case]]) -> list[Looked]:
        """Examine cases; the examined ones are kept for making."""
        return [looked for index, case in cases for looked in self._look(index, case)]

    def make(self, tasks: Sequence[Task]) -> list[Made]:
        """Make numbered documents, PDF copies of all of them in one go."""
        composed: list[Composed | Made] = [self._compose(task) for task in tasks]
        whole = [one.draft.content for one in composed if not isinstance(one, Made)]
        copies = iter(
            [pdf.content for pdf in to_pdf(whole)] if self.pdf else [None] * len(whole)
        )
        return [
            one if isinstance(one, Made) else self._seal(task, one, next(copies))
            for task, one in zip(tasks, composed, strict=True)
        ]

    def _look(self, index: int, case: Case) -> list[Looked]:
        try:
            matters = examine(case, self.order, self.law)
        except DataRefusedError as error:
            findings = error.findings or (_as_finding(case, error),)
            return [Looked(index, "", error.exit_code, findings)]
        if len(self._matters) < _KEPT:
            self._matters[index] = matters
        if not matters:
            missing = (nothing_to_make(case.case_id, self.order),)
            return [Looked(index, "", ExitCode.RULE_REFUSED, missing)]
        return [
            Looked(
                index,
                matter.target.key,
                ExitCode.RULE_REFUSED if matter.stops else ExitCode.DONE,
                tuple(asking(one) for one in matter.stops),
            )
            for matter in matters
        ]

    def _matter(self, task: Task) -> Matter:
        matters = self._matters.get(task.index)
        if matters is None:
            matters = examine(task.case, self.order, self.law)
        return next(one for one in matters if one.target.key == task.target)

    def _compose(self, task: Task) -> Composed | Made:
        try:
            return compose(self._matter(task), self.order, task.place)
        except (DataRefusedError, RuleRefusedError) as error:
            findings = error.findings or (_as_finding(task.case, error),)
            return _refused(task, error.exit_code, findings)

    def _seal(self, task: Task, composed: Composed, pdf: bytes | None) -> Made:
        signer = self.copies() if pdf is not None else None
        if pdf is not None and signer is not None:
            pdf, found = signer.sign(pdf, task.case.case_id)
            composed = replace(composed, findings=(*composed.findings, *found))
        try:
            sealed = seal(contents(composed, self.order, task.place, self.law, pdf))
        except DataRefusedError as error:
            findings = error.findings or (_as_finding(task.case, error),)
            return _refused(task, error.exit_code, findings)
        return Made(
            task.index,
            task.target,
            task.place.number,
            composed.draft.title,
            self.shelf.put(sealed),
            composed.sameness,
            ExitCode.DONE,
            composed.findings,
        )


def _refused(task: Task, code: ExitCode, findings: tuple[Finding, ...]) -> Made:
    number = task.place.number
    return Made(task.index, task.target, number, "", None, "", code, findings)


def _as_finding(case: Case, error: DataRefusedError | RuleRefusedError) -> Finding:
    """The finding of an error that carries none, such as a table without an answer."""
    return Finding(Severity.FAULT, "data-refused", case.case_id, str(error))
