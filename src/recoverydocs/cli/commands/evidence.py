"""`evidence`: proofs renewed before they run out, and a token handed out for others' tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recoverydocs.cli.answer import Answer, answers, finding_lines
from recoverydocs.cli.groups import WholeHelp
from recoverydocs.cli.options import existing_file, out_file_option, workspace_option
from recoverydocs.errors import ExitCode
from recoverydocs.evidence import LIMITS, token_of
from recoverydocs.evidence.hashtree import DIGESTS
from recoverydocs.runs.given_files import read_given
from recoverydocs.runs.renewing import DAYS
from recoverydocs.runs.workspace import Workspace
from recoverydocs.storage import write_file

if TYPE_CHECKING:
    from pathlib import Path


@click.group(cls=WholeHelp)
def evidence() -> None:
    """The proofs of packages over the years."""


@evidence.command()
@click.option(
    "--before",
    type=click.IntRange(min=0),
    metavar="DAYS",
    default=DAYS,
    show_default=True,
    help="Packages whose certificates end within so many days.",
)
@click.option(
    "--digest",
    type=click.Choice(tuple(DIGESTS)[1:]),
    help="Instead, every package that a weaker digest holds together.",
)
@click.option(
    "--second",
    is_flag=True,
    help="Instead, every package that lacks the second service's token.",
)
@workspace_option
@answers
def renew(
    before: int,
    digest: str | None,
    second: bool,  # noqa: FBT001 - click hands options on by name
    workspace: Path,
) -> Answer:
    """Renew evidence records before their certificates or their digest run out.

    Nothing in a package changes: one more record is added, over the one before. One token
    serves all packages. Ends with 4 where the timestamper gives none, with 6 where some
    packages could not be renewed. Run it monthly.
    """
    with Workspace.open(workspace) as house:
        done = house.keeping.renew(before=before, digest=digest or "", second=second)
        found = (*house.found, *done.findings)
    count = len(done.not_renewed)
    code = ExitCode.DONE
    if done.not_renewed:
        code = ExitCode.PARTLY_DONE if done.renewed or done.not_due else ExitCode.DATA_REFUSED
    return Answer(
        data=done.as_json(),
        lines=(
            f"已续期 {len(done.renewed)} 个；未到期 {done.not_due} 个；未能续期 {count} 个",
            *done.renewed,
        ),
        faults=(
            *finding_lines(dict.fromkeys(found)),
            *(f"{one.number}: {one.reason}" for one in done.not_renewed),
        ),
        code=code,
    )


@evidence.command()
@click.argument("package", type=existing_file)
@out_file_option("The file for the token (DER); one that is not there.")
@click.option("--revision", type=click.IntRange(min=1), help="Default: the last one.")
@answers
def token(package: Path, out: Path, revision: int | None) -> Answer:
    """Write a revision's token and print what it is over, for `openssl ts -verify`."""
    root, octets = token_of(read_given(package, LIMITS.package), revision)
    write_file(out, octets)
    return Answer(data={"root": root, "token": str(out)}, lines=(root,))
