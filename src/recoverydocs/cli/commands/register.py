"""`register`: what was issued, a copy for others, and whether all of it still holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recoverydocs.cli.answer import Answer, answers, finding_lines, table_of, target_word
from recoverydocs.cli.groups import WholeHelp
from recoverydocs.cli.options import (
    Day,
    complete_kinds,
    existing_file,
    existing_folder,
    workspace_option,
)
from recoverydocs.cli.progress import progress_bar
from recoverydocs.cli.trusting import at_option, trust_option, trusted
from recoverydocs.errors import ExitCode
from recoverydocs.runs.clock import CHINA
from recoverydocs.runs.register_check import check_register_files
from recoverydocs.runs.sealed_folder import read_register_files
from recoverydocs.runs.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from recoverydocs.runs.register_check import RegisterVerdict


class Known(click.ParamType[tuple[int, str]]):
    """A line of a register: its number and digest."""

    name = "SEQ:DIGEST"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, str]:
        """The text as number and digest; anything else is wrong usage."""
        number, _, digest = str(value).partition(":")
        if not number.isdecimal() or not re.fullmatch("[0-9a-f]{64}", digest):
            self.fail("write SEQ:DIGEST, as register verify prints them", param, ctx)
        return int(number), digest


@click.group(cls=WholeHelp)
def register() -> None:
    """The issue register (文号簿)."""


@register.command("list")
@click.option("--kind", shell_complete=complete_kinds, help="Only this kind.")
@click.option("--case", "case_id", metavar="ID", help="Only this case.")
@click.option("--year", type=int, help="Only this year.")
@click.option("--from", "issued_from", type=Day(), help="Issued on or after.")
@click.option("--to", "issued_to", type=Day(), help="Issued on or before.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@workspace_option
@answers
def list_documents(  # noqa: PLR0913, PLR0917 - the options of the command
    kind: str | None,
    case_id: str | None,
    year: int | None,
    issued_from: date | None,
    issued_to: date | None,
    limit: int | None,
    workspace: Path,
) -> Answer:
    """List what was issued, in the order of numbers."""
    with Workspace.open(workspace) as house:
        entries = house.documents(
            kind=kind,
            case_id=case_id,
            year=year,
            issued_from=issued_from,
            issued_to=issued_to,
            limit=limit,
        )
        rows = [
            {
                **entry.as_json(),
                "package": str(house.package(str(entry.number))),
                "revisions": len(house.revisions(str(entry.number))),
            }
            for entry in entries
        ]
        found = house.found
    names = ("number", "title", "case", "target", "issued_on", "revisions", "path")
    return Answer(
        data={"documents": rows},
        lines=(
            table_of(
                ("文号", "文书", "案件", "对象", "日期", "修订", "证据包"),
                ([target_word(str(row[name])) for name in names] for row in rows),
                numbers=(5,),
            ),
        ),
        faults=finding_lines(found),
    )


@register.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@workspace_option
@answers
def export(folder: Path, workspace: Path) -> Answer:
    """Write the 文号簿 as CSV and the sealed register with its tokens into FOLDER.

    They hold no name, id number or address: for a court, an auditor, or a copy kept elsewhere.
    """
    with Workspace.open(workspace) as house:
        files = house.keeping.export_register(folder)
    return Answer(data={"files": [str(file) for file in files]}, lines=tuple(map(str, files)))


@register.command("verify")
@click.argument("file", required=False, type=existing_file)
@click.option(
    "--stamps", type=existing_folder, help="Its tokens; default: stamps/ beside FILE."
)
@trust_option
@at_option
@click.option(
    "--known",
    type=Known(),
    help="A line found good before, such as one that was given to somebody else.",
)
@click.option(
    "--packages/--no-packages",
    default=True,
    help="Also hold every package of the workspace against the register.",
)
@click.option("--accept-local", is_flag=True, help="Count LOCAL-PASSED as done.")
@workspace_option
@answers
def verify(  # noqa: PLR0913, PLR0917 - the options of the command
    file: Path | None,
    stamps: Path | None,
    trust: Path | None,
    at: datetime,
    known: tuple[int, str] | None,
    packages: bool,  # noqa: FBT001 - click hands options on by name
    accept_local: bool,  # noqa: FBT001
    workspace: Path,
) -> Answer:
    """Check the sealed register: its chain and stamps, and that no package is gone or older.

    With FILE, that register alone, such as a court is given; without, the workspace's. Ends
    with 0, 10, 11 or 12, as `verify` does. What was found good is kept in the workspace, so
    that the next check also finds a register that was cut back.
    """
    believed = trusted(trust, workspace)
    if file is not None:
        found = check_register_files(read_register_files(file, stamps), believed, at, known)
    else:
        with Workspace.open(workspace) as house, progress_bar() as progress:
            found = house.keeping.check_register(
                trust=believed,
                at=at,
                packages=packages,
                known=known,
                tell=lambda done, total: progress("packages", done, total),
            )
    code = found.exit_code
    if accept_local and code is ExitCode.LOCAL_PASSED:
        code = ExitCode.DONE
    return Answer(data=found.as_json(), lines=tuple(_register_lines(found)), code=code)


ASTRAY = {
    "missing": "证据包不见了",
    "rolled-back": "证据包是较早的版本，后来的修订被去掉了",
    "changed": "证据包与登记不符",
    "unregistered": "文件夹中有未登记的文件",
}


def _register_lines(found: RegisterVerdict) -> Iterator[str]:
    yield f"{found.verdict} {found.verdict.text}"
    yield f"封存登记簿：{found.seq} 行，末行摘要 {found.head}"
    if found.as_of is not None:
        yield f"截至 {found.as_of.astimezone(CHINA).isoformat()}（最后一个时间戳）"
    for code in found.codes:
        yield code.line
    for one in found.astray:
        yield f"{one.number or one.path}: {ASTRAY[one.what]}"
    for number in found.waiting:
        yield f"{number}: 尚无时间戳，请运行 recoverydocs timestamp --pending"
    if found.packages:
        yield f"已核对证据包 {found.packages} 个"
