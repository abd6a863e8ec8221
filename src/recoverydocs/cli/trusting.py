"""Whom a verifying command believes, and at which moment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from recoverydocs.cli.options import existing_folder
from recoverydocs.errors import WrongUsageError
from recoverydocs.runs.clock import CHINA, now
from recoverydocs.runs.config import FILE_NAME
from recoverydocs.runs.trust_folder import read_trust_folder

if TYPE_CHECKING:
    from pathlib import Path

    from recoverydocs.evidence import Trust


class Moment(click.ParamType[datetime]):
    """A moment as RFC 3339 writes it; without an offset it is Beijing time."""

    name = "TIME"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The text as a moment; anything else is wrong usage."""
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no moment; write 2026-11-24T09:00:00+08:00", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)


trust_option = click.option(
    "--trust",
    type=existing_folder,
    help="Folder with independent/, local/, signers/ and CRLs; default: the workspace's.",
)
at_option = click.option(
    "--at", type=Moment(), default=now, show_default="now", help="Time of verification."
)


def trusted(folder: Path | None, workspace: Path) -> Trust:
    """The trust of the folder that was named, else of the workspace.

    Raises:
        WrongUsageError: neither is there: nobody's word is believed by default.
    """
    if folder is not None:
        return read_trust_folder(folder)
    if not (workspace / FILE_NAME).is_file():
        raise WrongUsageError("whom to trust? Give --trust DIR, or -w a workspace")
    return read_trust_folder(workspace / "trust")
