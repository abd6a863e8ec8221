"""`issue`: documents numbered, sealed, registered; one case or a whole workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recoverydocs.cli.answer import (
    Answer,
    Table,
    answers,
    finding_lines,
    grouped_lines,
    table_of,
    target_word,
)
from recoverydocs.cli.options import (
    as_of_option,
    cases_argument,
    columns_option,
    kind_argument,
    operator,
    workspace_option,
)
from recoverydocs.cli.progress import progress_bar
from recoverydocs.cli.reading import column_map, read_files
from recoverydocs.documents import kind_of
from recoverydocs.errors import ExitCode, Severity
from recoverydocs.runs.error_books import write_error_books
from recoverydocs.runs.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from recoverydocs.errors import Finding
    from recoverydocs.runs.batch import Batch
    from recoverydocs.runs.outcome import Outcome

SHOWN = 20
"""How many documents the table names; the register names all."""


class Override(click.ParamType[tuple[str, str]]):
    """``FINDING=REASON``."""

    name = "FINDING=REASON"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Rule and reason; anything without a reason is wrong usage."""
        rule, sign, reason = str(value).partition("=")
        if not (sign and rule.strip() and reason.strip()):
            self.fail(f"{value!r}: write FINDING=REASON; the reason is kept", param, ctx)
        return rule.strip(), reason.strip()


@click.command()
@kind_argument
@cases_argument
@as_of_option
@click.option(
    "--override",
    "overrides",
    type=Override(),
    multiple=True,
    help="Let a block pass, for a reason that is kept in the package. Repeatable.",
)
@click.option("--resume", is_flag=True, help="Count what was issued before as done.")
@click.option("--dry-run", is_flag=True, help="Number, stamp and register nothing.")
@click.option("--pdf", is_flag=True, help="Add PDF copies, made by LibreOffice and checked.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes.",
)
@click.option("--by", default="", metavar="CODE", help="Staff code of whoever asks for it.")
@columns_option
@workspace_option
@answers
def issue(  # noqa: PLR0913, PLR0917 - the options of the command
    kind: str,
    cases: tuple[Path, ...],
    as_of: date,
    overrides: tuple[tuple[str, str], ...],
    resume: bool,  # noqa: FBT001 - click hands options on by name
    dry_run: bool,  # noqa: FBT001
    pdf: bool,  # noqa: FBT001
    workers: int,
    by: str,
    columns: Path | None,
    workspace: Path,
) -> Answer:
    """Issue documents: numbered, sealed, registered; one case or a whole workbook.

    All documents of a call appear together or not at all. Rows that were refused are written
    into an error workbook beside their file, ready to correct and feed back.
    """
    kind_of(kind)
    batch = read_files(cases, columns)
    with Workspace.open(workspace) as house, progress_bar() as progress:
        outcome = house.issue_all(
            kind,
            batch.cases,
            as_of=as_of,
            overrides=dict(overrides),
            by=operator(by),
            pdf=pdf,
            dry_run=dry_run,
            resume=resume,
            workers=workers,
            progress=progress,
            sources=batch.sources,
        )
        found = house.found
    books, unwritten = write_error_books(
        batch, outcome, tuple(dict.fromkeys(cases)), column_map(columns)
    )
    findings = (*found, *batch.findings, *outcome.findings, *unwritten)
    return Answer(
        data={
            **outcome.as_json(),
            "unread": batch.refused,
            "findings": [finding.as_json() for finding in findings],
            "error_workbooks": [str(book) for book in books],
        },
        lines=tuple(_lines(outcome, batch.refused)),
        faults=tuple(_faults(batch, outcome, findings, books, dict(overrides))),
        code=ExitCode.OUTSIDE_FAILED
        if outcome.is_waiting
        else batch.code(
            (refused.code for refused in outcome.refused),
            done=bool(outcome.issued or outcome.already),
        ),
    )


def _lines(outcome: Outcome, unread: int) -> Iterator[str | Table]:
    """The first documents as a table, then how many there are."""
    if outcome.issued:
        yield table_of(
            ("文号", "文书", "案件", "对象", "证据包"),
            (
                (
                    made.number,
                    made.title,
                    made.case_id,
                    target_word(made.target),
                    made.package.name,
                )
                for made in outcome.issued[:SHOWN]
            ),
        )
    if len(outcome.issued) > SHOWN:
        yield f"……其余 {len(outcome.issued) - SHOWN} 份见 register list"
    done = "可出具（试运行，未编号、未写入）" if outcome.dry_run else "已出具"
    yield (
        f"{done} {len(outcome.issued)} 份；此前已出具 {len(outcome.already)} 份；"
        f"未出具 {len(outcome.refused)} 份。"
    )
    if unread:
        yield f"另有 {unread} 件因数据有误未读入。"
    if outcome.is_waiting:
        yield "已编号、已封存、尚无时间戳；请运行 recoverydocs timestamp --pending"
    if outcome.issued and not outcome.dry_run:
        yield f"批次 {outcome.run_id}；证据包在 {outcome.issued[0].package.parent}"


def _faults(
    batch: Batch,
    outcome: Outcome,
    findings: Sequence[Finding],
    books: Sequence[Path],
    reasons: Mapping[str, str],
) -> Iterator[str]:
    """Everything that was refused and why, what was let pass, and where to correct it."""
    yield from grouped_lines(findings)
    for refused in outcome.refused:
        place = batch.origins[refused.index]
        names = " ".join(dict.fromkeys(filter(None, (refused.case_id, refused.target))))
        yield f"未出具 {names}（{place}）："
        yield from (f"  {line}" for line in finding_lines(refused.findings))
    kept = dict.fromkeys(one for made in outcome.issued for one in made.findings)
    yield from _passed([one for one in kept if one.severity is Severity.BLOCK], reasons)
    yield from grouped_lines(one for one in kept if one.severity is not Severity.BLOCK)
    yield from (f"错误工作簿：{book}" for book in books)


def _passed(blocks: Sequence[Finding], reasons: Mapping[str, str]) -> Iterator[str]:
    """The blocks that were let pass: whoever gave the reason sees what it was given for."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for each in blocks:
        groups.setdefault((each.rule, each.message), []).append(each)
    for (rule, message), group in groups.items():
        count = f"（共 {len(group)} 处）" if len(group) > 1 else ""
        reason = f"理由：{reasons[rule]}。" if rule in reasons else ""
        yield f"[已放行 {rule}] {group[0].where}: {message}。{reason}{count}"
