"""A group of commands whose help says each command's sentence whole."""

from __future__ import annotations

import click

_LONGEST_SENTENCE = 1000


class WholeHelp(click.Group):
    """As click has it, but a sentence that is too long is wrapped, not cut."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, each with its first sentence."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [
            (name, command.get_short_help_str(_LONGEST_SENTENCE))
            for name, command in found
            if command is not None and not command.hidden
        ]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)
