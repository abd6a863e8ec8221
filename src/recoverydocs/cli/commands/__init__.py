"""The commands, one module each, in the order of the help."""

from typing import TYPE_CHECKING

from recoverydocs.cli.commands.assess import assess
from recoverydocs.cli.commands.attach import attach
from recoverydocs.cli.commands.calc import calc
from recoverydocs.cli.commands.check import check
from recoverydocs.cli.commands.completion import completion
from recoverydocs.cli.commands.demo import demo
from recoverydocs.cli.commands.doctor import doctor
from recoverydocs.cli.commands.draft import draft
from recoverydocs.cli.commands.evidence import evidence
from recoverydocs.cli.commands.export import export
from recoverydocs.cli.commands.init import init
from recoverydocs.cli.commands.issue import issue
from recoverydocs.cli.commands.law import law
from recoverydocs.cli.commands.register import register
from recoverydocs.cli.commands.repack import repack
from recoverydocs.cli.commands.sheet import sheet
from recoverydocs.cli.commands.template import template
from recoverydocs.cli.commands.timestamp import timestamp
from recoverydocs.cli.commands.verify import verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click

COMMANDS: "Sequence[click.Command]" = (
    demo,
    init,
    sheet,
    check,
    assess,
    draft,
    issue,
    attach,
    verify,
    timestamp,
    evidence,
    repack,
    export,
    register,
    template,
    law,
    calc,
    doctor,
    completion,
)
"""Every command; a new one is a module and a word here."""
