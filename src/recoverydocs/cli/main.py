"""Arguments in, exit code out; every command is one module of ``commands``.

Faults of the caller end in a sentence and a code of the one table, never in a traceback.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING

import click

from recoverydocs import __version__
from recoverydocs.cli.answer import refusal, show
from recoverydocs.cli.commands import COMMANDS
from recoverydocs.cli.groups import WholeHelp
from recoverydocs.errors import ExitCode, RecoveryDocsError, WrongUsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

TRACEBACK = "RECOVERYDOCS_TRACEBACK"
"""Set in the environment, it shows where our own error happened."""
JSON = "--json"
"""Asked for, it holds for what goes wrong too: one object, whatever became of the call."""
INTERRUPTED = 130
"""What a shell shows for Ctrl-C; nothing half-done stays, so it is no row of the table."""


@click.group(
    "recoverydocs",
    cls=WholeHelp,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
)
@click.version_option(__version__, prog_name="recoverydocs")
def program() -> None:
    """Case data in, Word documents and verifiable evidence packages out.

    Every command has --json. Exit codes: docs/cli.md.
    """


for each in COMMANDS:
    program.add_command(each)


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        code = program.main(
            args=list(arguments), prog_name="recoverydocs", standalone_mode=False
        )
    except click.ClickException as fault:
        if JSON in arguments:
            show(refusal(WrongUsageError(fault.format_message())), as_json=True)
        else:
            fault.show()
        return int(ExitCode.WRONG_USAGE)
    except (click.Abort, KeyboardInterrupt):
        sys.stderr.write("recoverydocs: interrupted\n")
        return INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - the last net: our own error, without case data
        return _own_error(fault, as_json=JSON in arguments)
    return code if isinstance(code, int) else int(ExitCode.DONE)


def _own_error(fault: Exception, *, as_json: bool) -> int:
    """Say that we are at fault and where; the message may hold case data and stays out."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    message = (
        f"our own error ({type(fault).__name__} in {last.name}, line {last.lineno}); please "
        f"report it. {TRACEBACK}=1 shows the traceback, which may hold case data."
    )
    show(refusal(RecoveryDocsError(message)), as_json=as_json)
    if os.environ.get(TRACEBACK):
        traceback.print_exception(fault)
    return int(ExitCode.OWN_ERROR)


def run() -> None:
    """The console command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
