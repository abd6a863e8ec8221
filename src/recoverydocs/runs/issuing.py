"""One call of issue: many cases, one bad case never stops the rest, all or nothing on disk.

Numbers are worked out under the workspace's lock and become real only in the register's one
transaction, after every package of the call has been stamped and made durable in staging.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from recoverydocs.errors import Finding, RecoveryDocsError, Severity
from recoverydocs.register import RevisionEntry, RunEntry
from recoverydocs.runs.commit import Change, Part, commit
from recoverydocs.runs.hands import hands
from recoverydocs.runs.maker import Maker
from recoverydocs.runs.numbering import Numbering
from recoverydocs.runs.outcome import IssuedDocument, Outcome
from recoverydocs.runs.recovery import put_right
from recoverydocs.runs.sealed_chain import NOTHING, extend
from recoverydocs.runs.shelf import open_shelf
from recoverydocs.runs.stamping import stamp_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recoverydocs.cases import Case
    from recoverydocs.pipeline import Order, Source
    from recoverydocs.runs.commit import Staged
    from recoverydocs.runs.house import House
    from recoverydocs.runs.maker import Made
    from recoverydocs.runs.shelf import Shelf, Shelved
    from recoverydocs.runs.signing import Signing
    from recoverydocs.runs.stamping import Stamped

    Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """How a call of issue goes about its work.

    Attributes:
        resume: count what was issued before as done, instead of refusing it.
        dry_run: stop before the timestamp; nothing is numbered or written.
        pdf: add a PDF copy to each package.
        workers: processes; 1 is this one.
        targets: keys of the only targets wanted; empty for all.
        sources: where each case's data came from, by position.
        progress: told stage, done and total.
    """

    resume: bool = False
    dry_run: bool = False
    pdf: bool = False
    workers: int = 1
    targets: frozenset[str] = frozenset()
    sources: Mapping[int, Source] | None = None
    progress: Progress | None = None

    def tell(self, stage: str, done: int, total: int) -> None:
        """Pass on how far a stage has come."""
        if self.progress is not None:
            self.progress(stage, done, total)


def issue_cases(house: House, cases: Sequence[Case], order: Order, wish: Wish) -> Outcome:
    """Issue every document of the order's kind that the cases ask for.

    Raises:
        DataRefusedError: the workspace signs, and its certificate may not; nothing was issued.
        OutsideFailedError: timestamper, signing key, disk or database failed; nothing was
            issued.
        RecoveryDocsError: two different cases gave equal documents; nothing was issued.
    """
    with house.lock():
        found = put_right(house, order.at)
        with house.signing(order.at) as signing:
            return _issue(house, cases, order, wish, signing, found)


def _issue(  # noqa: PLR0913, PLR0917 - the parts of one run
    house: House,
    cases: Sequence[Case],
    order: Order,
    wish: Wish,
    signing: Signing,
    found: tuple[Finding, ...],
) -> Outcome:
    order = replace(
        order,
        system={**order.system, "health": _health(house)},
        revocation_at_signing=signing.revocation,
    )
    run_id = house.reference.run_id(order.at)
    with open_shelf(house.store, run_id) as shelf:
        maker = Maker(order, house.tools.law, shelf, wish.pdf, lambda: signing.copies)
        signed_by = signing.copies_signed_by
        with hands(maker, house.root, wish.workers, len(cases), signed_by) as these:
            numbering = Numbering(house, cases, order, wish)
            made = numbering.make(these)
        _check_sameness(made, cases)
        documents = numbering.documents(made, run_id)
        found = (*found, *signing.findings)
        if documents and not wish.dry_run:
            batch = [one.sealed for one in made if one.sealed is not None]
            if signing.signer is not None:
                batch = [shelf.change(sealed, signing.sign) for sealed in batch]
            stamped = _stamp(house, batch, shelf, wish)
            found = (*found, *stamped.findings)
            found = (*found, *_finish(house, order, run_id, stamped, documents, wish))
    return Outcome(
        "" if wish.dry_run or not documents else run_id,
        order.kind.slug,
        order.as_of,
        documents,
        tuple(sorted(numbering.refused, key=lambda one: one.index)),
        tuple(numbering.already),
        (*found, *_unused(order, made, numbering)),
        wish.dry_run,
    )


def _stamp(house: House, batch: Sequence[Shelved], shelf: Shelf, wish: Wish) -> Stamped:
    wish.tell("stamp", 0, 1)
    stamped = stamp_batch(house, batch, shelf)
    wish.tell("stamp", 1, 1)
    return stamped


def _finish(  # noqa: PLR0913, PLR0917 - the parts of one run
    house: House,
    order: Order,
    run_id: str,
    stamped: Stamped,
    documents: Sequence[IssuedDocument],
    wish: Wish,
) -> tuple[Finding, ...]:
    """Put the packages into store and register, each finished when its turn comes."""
    moment = order.at.isoformat(timespec="seconds")

    def change_of(staged: Sequence[Staged]) -> Change:
        stated = [line for one in staged for line in one.stated]
        written = NOTHING if stamped.is_waiting else extend(house, stated, order.at)
        revisions = [
            RevisionEntry(
                document.number,
                1,
                "issue",
                document.manifest_sha256,
                one.sha256,
                one.size,
                run_id,
                moment,
            )
            for document, one in zip(documents, staged, strict=True)
        ]
        entries = [document.entry for document in documents]
        return Change(written.extension, entries, revisions, findings=written.findings)

    parts = [
        Part(document.entry.path, partial(stamped.finish, shelved))
        for document, shelved in zip(documents, stamped.batch, strict=True)
    ]
    run = RunEntry(run_id, "issue", order.kind.slug, order.as_of, len(documents), moment)
    return commit(house, run, parts, change_of, wish.tell)


def _check_sameness(made: Sequence[Made], cases: Sequence[Case]) -> None:
    """Stop the run where two different cases gave the same document.

    Raises:
        RecoveryDocsError: names both cases by their position.
    """
    seen: dict[str, int] = {}
    for one in made:
        first = seen.setdefault(one.sameness, one.index)
        if cases[first].case_id != cases[one.index].case_id:
            raise RecoveryDocsError(
                f"cases {first + 1} and {one.index + 1} gave equal documents; the run was "
                "stopped and nothing was issued. Check that they are not one loan entered "
                "twice; otherwise the template leaves out what tells them apart"
            )


def _health(house: House) -> str:
    """What basis.json says of the register at the start of the run."""
    gaps = house.register.gaps()
    return f"register-gaps:{len(gaps)}" if gaps else "register-gapless"


def _unused(
    order: Order,
    made: Sequence[Made],
    numbering: Numbering,
) -> list[Finding]:
    """A note for every override that met nothing in this run."""
    met = {finding.rule for one in made for finding in one.findings}
    met |= {finding.rule for one in numbering.refused for finding in one.findings}
    return [
        Finding(
            Severity.NOTE,
            "override-unused",
            "本批次",
            f"放行 {rule} 没有对应的事项，未写入任何证据包",
            "请核对规则编号",
        )
        for rule in sorted(set(order.overrides) - met)
    ]
