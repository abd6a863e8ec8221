"""`doctor`: what this machine lacks, and what would then not work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recoverydocs.cli.answer import Answer, answers, table_of
from recoverydocs.cli.options import workspace_option
from recoverydocs.errors import ExitCode
from recoverydocs.runs.clock import now
from recoverydocs.runs.config import FILE_NAME
from recoverydocs.runs.doctor import examine

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@workspace_option
@answers
def doctor(workspace: Path) -> Answer:
    """Say what is installed, what is missing, and what would then not work.

    Inside a workspace its own law tables and its signer are looked at too. Ends with 4 only
    where nothing at all would work.
    """
    root = workspace if (workspace / FILE_NAME).is_file() else None
    checks = examine(now(), root)
    missing = [each for each in checks if not each.is_there]
    code = ExitCode.OUTSIDE_FAILED if any(each.is_needed for each in missing) else ExitCode.DONE
    rows = (
        (each.name, "有" if each.is_there else "缺", each.found, each.needed_for, each.remedy)
        for each in checks
    )
    last = (
        "全部具备。"
        if not missing
        else f"缺 {len(missing)} 项：" + "、".join(each.name for each in missing) + "。"
    )
    return Answer(
        data={"checks": [each.as_json() for each in checks], "missing": len(missing)},
        lines=(table_of(("项目", "状态", "版本或位置", "用于", "办法"), rows), last),
        code=code,
    )
