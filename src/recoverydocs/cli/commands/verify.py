"""`verify`: what a package proves, since when and on whose word."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from recoverydocs.cli.answer import Answer, answers
from recoverydocs.cli.options import existing_file, existing_folder, workspace_option
from recoverydocs.cli.trusting import at_option, trust_option, trusted
from recoverydocs.errors import DataRefusedError, ExitCode, WrongUsageError
from recoverydocs.evidence import Conclusion, Unread, verify_many
from recoverydocs.evidence.receipts import RESULTS, SPEAKERS, contradictions
from recoverydocs.evidence.report.words import CHANNELS, CLASSES, REASONS
from recoverydocs.runs.clock import CHINA
from recoverydocs.runs.given_files import read_package_file
from recoverydocs.runs.reporting import write_report, write_verifier
from recoverydocs.runs.sealed_folder import own_register, read_register_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recoverydocs.evidence import Attempt, RevisionResult, Verdict

_ANOTHER_HOUSE = (
    "登记簿是本工作区的。如果是其他机构的证据包，请用 --register 指明该机构的登记簿，"
    "或加 --no-register"
)


@click.command()
@click.argument("packages", nargs=-1, type=existing_file, metavar="PACKAGE...")
@trust_option
@click.option(
    "--register",
    type=existing_file,
    help="A sealed register, against packages that were cut back; default: the workspace's.",
)
@click.option(
    "--stamps", type=existing_folder, help="Its tokens; default: stamps/ beside the register."
)
@click.option(
    "--no-register",
    is_flag=True,
    help="Leave the workspace's register out: for a package of another house.",
)
@at_option
@click.option("--accept-local", is_flag=True, help="Count LOCAL-PASSED as done.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report (存证报告) on one package: a file ending in .html or .pdf.",
)
@click.option("--unmask", is_flag=True, help="Show names and addresses in the report.")
@click.option(
    "--page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the offline verifier, an HTML file; PACKAGE may then be left out.",
)
@workspace_option
@answers
def verify(  # noqa: PLR0913, PLR0917 - the options of the command
    packages: tuple[Path, ...],
    trust: Path | None,
    register: Path | None,
    stamps: Path | None,
    no_register: bool,  # noqa: FBT001 - click hands options on by name
    at: datetime,
    accept_local: bool,  # noqa: FBT001
    report: Path | None,
    unmask: bool,  # noqa: FBT001
    page: Path | None,
    workspace: Path,
) -> Answer:
    """Say what a package proves, since when and on whose word; offline, for any bytes.

    Ends with 0, 10, 11 or 12 as the verdict is; of several packages, the highest. In a
    workspace, or with -w, its own trust folder and sealed register are used; with --trust
    alone, no workspace is.
    """
    if not packages and page is None:
        raise WrongUsageError("which package? Name one, or --page FILE for the page alone")
    if report is not None and len(packages) != 1:
        raise WrongUsageError("--report takes one package; run it once for each")
    if page is not None:
        write_verifier(page)
    if not packages:
        return Answer(data={"packages": [], "page": str(page)}, lines=(str(page),))
    contents: Iterable[bytes | Unread] = map(read_package_file, packages)
    if report is not None:
        # The report is on the very octets that were judged.
        contents = [*contents]
    believed = trusted(trust, workspace)
    if stamps is not None and register is None:
        raise WrongUsageError("--stamps goes with --register FILE, whose tokens they are")
    is_own = register is None and not no_register and (trust is None or _is_named("workspace"))
    sealed = own_register(workspace) if is_own else None
    if register is not None:
        sealed = read_register_files(register, stamps)
    verdicts = tuple(verify_many(contents, believed, at, sealed))
    codes = [
        ExitCode.DONE
        if accept_local and each.verdict is Conclusion.LOCAL_PASSED
        else each.exit_code
        for each in verdicts
    ]
    if report is not None:
        (judged,) = contents
        if isinstance(judged, Unread):
            raise DataRefusedError(f"{verdicts[0].plain}。无法就此文件出具报告")
        write_report(report, judged, verdicts[0], at, unmask=unmask)
    pairs = tuple(zip(packages, verdicts, strict=True))
    return Answer(
        data={"packages": [verdict.as_json(str(path)) for path, verdict in pairs]},
        lines=tuple(line for path, verdict in pairs for line in verdict_lines(path, verdict)),
        faults=(_ANOTHER_HOUSE,) if is_own and any(map(_is_unknown, verdicts)) else (),
        code=max(codes),
    )


def _is_unknown(verdict: Verdict) -> bool:
    """Whether the register does not know the package."""
    return any(code.code == "REG_MISSING" for code in verdict.codes)


def _is_named(option: str) -> bool:
    """Whether this very call names an option, rather than its default or the environment."""
    source = click.get_current_context().get_parameter_source(option)
    return source is ParameterSource.COMMANDLINE


def verdict_lines(path: Path, verdict: Verdict) -> Iterator[str]:
    """The verdict first in plain words, then reasons, revisions, delivery, what is unknown."""
    yield str(path)
    yield f"  {verdict.plain}"
    yield f"  {verdict.verdict} {verdict.verdict.text}"
    for code in verdict.codes:
        yield f"  {code.line}"
    for revision in verdict.revisions:
        yield f"  {_revision_line(revision)}"
    for attempt in verdict.delivery:
        yield f"  {_attempt_line(attempt)}"
    for contradiction in contradictions(verdict.delivery):
        yield f"  {contradiction.text}"
    if verdict.register:
        yield f"  {_register_line(verdict.register)}"
    for each in verdict.not_checked:
        yield f"  {each}"


def _register_line(register: Mapping[str, object]) -> str:
    """What the sealed register says: which one, up to when on whose clock, and of us."""
    stamp = "没有可信的时间戳"
    if register["as_of"]:
        day = datetime.fromisoformat(str(register["as_of"])).astimezone(CHINA).isoformat()
        stamp = f"时间戳至 {day}（{CLASSES.get(str(register['class']), '未知的时间戳来源')}）"
    newest = "本证据包是其中的最新修订" if register["newest"] else "不能确认本证据包是最新修订"
    return (
        f"封存登记簿 {register['register']}：{register['seq']} 行，"
        f"末行摘要 {register['head']}，{stamp}；{newest}"
    )


def _revision_line(revision: RevisionResult) -> str:
    proven = (
        f"证明时间 {revision.proven_at.astimezone(CHINA).isoformat()}"
        f"（{CLASSES.get(revision.token_class or '', '未知的时间戳来源')}）"
        if revision.proven_at
        else "无证明时间"
    )
    reason = REASONS.get(revision.reason, revision.reason)
    return (
        f"修订 {revision.revision} {reason}：自述时间 {revision.stated_at}，{proven}"
        f"，{revision.signature_text}"
    )


def _attempt_line(attempt: Attempt) -> str:
    """One attempt: channel, number, and every outcome with who states it."""
    told = attempt.statement
    number = told.get("mail_number")
    bad = "，校验位不符" if number and number["check"] == "s10-bad" else ""
    mail = f" {number['value']}{bad}" if number else ""
    outcomes = "；".join(
        f"{RESULTS[one['result']]} {one.get('on', '')}".strip()
        + f"（{SPEAKERS[one['stated_by']]}所述，修订 {one['revision']}）"
        for one in attempt.outcomes
    )
    return (
        f"送达 {attempt.attempt_id} {CHANNELS[told['channel']]}{mail}：{outcomes or '尚无结果'}"
    )
