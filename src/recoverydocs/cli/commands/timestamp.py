"""`timestamp`: the tokens that a timestamper did not give when they were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recoverydocs.cli.answer import Answer, answers, finding_lines
from recoverydocs.cli.options import workspace_option
from recoverydocs.errors import ExitCode
from recoverydocs.runs.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option(
    "--pending", is_flag=True, required=True, help="Everything that waits for a token."
)
@workspace_option
@answers
def timestamp(
    pending: bool,  # noqa: ARG001, FBT001 - said so that nobody stamps by a slip
    workspace: Path,
) -> Answer:
    """Finish packages that were sealed without a token, and stamp the sealed register.

    The service of recoverydocs.toml is asked, never another clock. Ends with 4 where it still
    gives none. Run it daily: it also stamps what the register has added since its last stamp.
    """
    with Workspace.open(workspace) as house:
        done = house.keeping.timestamp_pending()
        found = (*house.found, *done.findings)
    return Answer(
        data=done.as_json(),
        lines=(
            f"已补加时间戳 {len(done.finished)} 个；仍待补加 {len(done.waiting)} 个",
            *done.finished,
        ),
        faults=finding_lines(dict.fromkeys(found)),
        code=ExitCode.OUTSIDE_FAILED if done.is_outstanding else ExitCode.DONE,
    )
