"""`demo`: the whole way on the shipped samples, and where to look."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recoverydocs.cli.answer import Answer, Table, answers, finding_lines, table_of
from recoverydocs.cli.commands.verify import verdict_lines
from recoverydocs.errors import ExitCode
from recoverydocs.evidence import Conclusion
from recoverydocs.runs.demo import AS_OF, Demonstration, demonstrate

if TYPE_CHECKING:
    from collections.abc import Iterator

MEANING = (
    "  What this means: document, data and receipt are whole and unchanged since they were",
    "  sealed, in this order. The time is only this machine's own clock, so it proves no date.",
    "  With an RFC 3161 service (init --timestamp-url) and its root it would: TOTAL-PASSED.",
)


@click.command()
@click.argument(
    "folder",
    metavar="[DIR]",
    required=False,
    type=click.Path(file_okay=False, path_type=Path),
)
@answers
def demo(folder: Path | None) -> Answer:
    """Walk the whole way on the shipped samples: issue, attach, verify, and where to look.

    DIR is a new folder; without it demo, demo-2 and so on. Every person in it is invented.
    """
    shown = demonstrate(folder or _free_folder())
    issued = [made for outcome in shown.outcomes for made in outcome.issued]
    is_whole = all(outcome.issued for outcome in shown.outcomes)
    passed = shown.verdict.verdict is Conclusion.LOCAL_PASSED
    return Answer(
        data={
            "folder": str(shown.folder),
            "workspace": str(shown.workspace),
            "documents": [str(path) for path in shown.documents],
            "outcomes": [outcome.as_json() for outcome in shown.outcomes],
            "attached": shown.attached.as_json(),
            "verified": shown.verdict.as_json(str(shown.package)),
            "report": str(shown.report),
            "books": [str(book) for book in shown.books],
            "register": shown.register.as_json(),
        },
        lines=tuple(_lines(shown, len(issued))),
        code=ExitCode.DONE if is_whole and passed else ExitCode.OWN_ERROR,
    )


def _free_folder() -> Path:
    """``demo``, or the first of ``demo-2``, ``demo-3`` … that is not there."""
    names = ("demo" if number == 1 else f"demo-{number}" for number in count(1))
    return next(folder for name in names if not (folder := Path(name)).exists())


def _lines(shown: Demonstration, issued: int) -> Iterator[str | Table]:
    """One numbered line a step, then where to look."""
    yield f"1. Workspace 工作区: {shown.workspace}"
    yield f"2. Issued on the balances of {AS_OF} 出具文书: {issued}"
    yield table_of(
        ("文号", "文书", "案件"),
        (
            (made.number, made.title, made.case_id)
            for outcome in shown.outcomes
            for made in outcome.issued
        ),
    )
    yield "3. Refused, as it should be 依规则不出具 (a loan under dispute gets no demand):"
    for outcome in shown.outcomes:
        for refused in outcome.refused:
            yield from (f"  {line}" for line in finding_lines(refused.findings[:1]))
    yield (
        f"4. Receipt attached 附送达回执: {shown.attached.number}, "
        f"revision {shown.attached.revision}"
    )
    yield "5. Verified offline 核验:"
    yield from (f"  {line}" for line in verdict_lines(shown.package, shown.verdict))
    yield from MEANING
    found = shown.register
    yield f"   Register 文号簿: {found.packages} packages, none gone or older: {found.verdict}"
    yield "6. Where to look 结果在:"
    yield f"  {shown.folder / 'documents'}  the Word documents"
    yield f"  {shown.workspace / 'packages'}  the evidence packages; unzip opens them"
    yield f"  {shown.report}  the report on the one that was verified, for a browser"
    yield f"  {shown.books[0]}  how every figure came about, with live formulas"
    yield f"  {shown.books[1]}  what expires when, on what proof, what to send by which day"
    yield f"  {shown.folder / 'receipt'}  the scan and the record that were attached"
    yield f"  recoverydocs -h; recoverydocs register list -w {shown.workspace}"
