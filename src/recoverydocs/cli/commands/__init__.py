"""The commands, one module each, in the order of the help."""

from typing import TYPE_CHECKING

from recoverydocs.cli.commands.calc import calc
from recoverydocs.cli.commands.completion import completion
from recoverydocs.cli.commands.doctor import doctor
from recoverydocs.cli.commands.law import law

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click

COMMANDS: "Sequence[click.Command]" = (law, calc, doctor, completion)
"""Every command; a new one is a module and a word here."""
