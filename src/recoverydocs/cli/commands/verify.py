"""`verify`: what a package proves, since when and on whose word."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from recoverydocs.cli.answer import Answer, answers
from recoverydocs.cli.options import existing_file, existing_folder, workspace_option
from recoverydocs.errors import ExitCode, WrongUsageError
from recoverydocs.evidence import Conclusion, SealedRegister, verify_many
from recoverydocs.runs.clock import CHINA, now
from recoverydocs.runs.config import FILE_NAME
from recoverydocs.runs.trust_folder import read_trust_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recoverydocs.evidence import RevisionResult, Trust, Verdict

CLASSES = {"independent": "独立时间戳", "local": "本机时钟，非独立证明"}


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


@click.command()
@click.argument("packages", nargs=-1, required=True, type=existing_file, metavar="PACKAGE...")
@click.option(
    "--trust",
    type=existing_folder,
    help="Folder with independent/, local/, signers/ and CRLs; default: the workspace's.",
)
@click.option(
    "--register",
    type=existing_file,
    help="A sealed register, against packages that were cut back.",
)
@click.option(
    "--stamps", type=existing_folder, help="Its tokens; default: stamps/ beside the register."
)
@click.option(
    "--at", type=Moment(), default=now, show_default="now", help="Time of verification."
)
@click.option("--accept-local", is_flag=True, help="Count LOCAL-PASSED as done.")
@workspace_option
@answers
def verify(  # noqa: PLR0913, PLR0917 - the options of the command
    packages: tuple[Path, ...],
    trust: Path | None,
    register: Path | None,
    stamps: Path | None,
    at: datetime,
    accept_local: bool,  # noqa: FBT001 - click hands options on by name
    workspace: Path,
) -> Answer:
    """Say what a package proves, since when and on whose word; offline, for any bytes.

    Ends with 0, 10, 11 or 12 as the verdict is; of several packages, the highest.
    """
    verdicts = tuple(
        verify_many(
            (path.read_bytes() for path in packages),
            _trust(trust, workspace),
            at,
            None if register is None else _register(register, stamps),
        )
    )
    codes = [
        ExitCode.DONE
        if accept_local and each.verdict is Conclusion.LOCAL_PASSED
        else each.exit_code
        for each in verdicts
    ]
    pairs = tuple(zip(packages, verdicts, strict=True))
    return Answer(
        data={"packages": [verdict.as_json(str(path)) for path, verdict in pairs]},
        lines=tuple(line for path, verdict in pairs for line in verdict_lines(path, verdict)),
        code=max(codes),
    )


def _trust(folder: Path | None, workspace: Path) -> Trust:
    """The trust of the folder that was named, else of the workspace.

    Raises:
        WrongUsageError: neither is there: nobody's word is believed by default.
    """
    if folder is not None:
        return read_trust_folder(folder)
    if not (workspace / FILE_NAME).is_file():
        raise WrongUsageError("whom to trust? Give --trust DIR, or -w a workspace")
    return read_trust_folder(workspace / "trust")


def _register(file: Path, stamps: Path | None) -> SealedRegister:
    folder = stamps or file.parent / "stamps"
    tokens = {
        f"stamps/{each.name}": each.read_bytes()
        for each in (sorted(folder.iterdir()) if folder.is_dir() else ())
        if each.is_file()
    }
    return SealedRegister(file.read_bytes(), tokens)


def verdict_lines(path: Path, verdict: Verdict) -> Iterator[str]:
    """The verdict first, then its reasons, each revision, and what nobody looked at."""
    yield str(path)
    yield f"  {verdict.verdict} {verdict.verdict.text}"
    for code in verdict.codes:
        yield f"  {code.code} {code.text}" + (f"（{code.where}）" if code.where else "")
    for revision in verdict.revisions:
        yield f"  {_revision_line(revision)}"
    for name, value in (verdict.register or {}).items():
        yield f"  封存登记簿 {name}: {value}"
    for each in verdict.not_checked:
        yield f"  {each}"


def _revision_line(revision: RevisionResult) -> str:
    proven = (
        f"证明时间 {revision.proven_at.astimezone(CHINA).isoformat()}"
        f"（{CLASSES.get(revision.token_class or '', '未知的时间戳来源')}）"
        if revision.proven_at
        else "无证明时间"
    )
    signed = "，已签名" if revision.is_signed else ""
    return (
        f"修订 {revision.revision} {revision.reason}：自述时间 {revision.stated_at}，{proven}"
        f"{signed}"
    )
