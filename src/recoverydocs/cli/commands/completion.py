"""`completion`: what a shell needs to complete our commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from recoverydocs.cli.answer import Answer, answers
from recoverydocs.errors import WrongUsageError

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@answers
def completion(shell: str) -> Answer:
    """Print the completion script of a shell.

    For bash, once: recoverydocs completion bash >> ~/.bashrc
    """
    found = get_completion_class(shell)
    if found is None:
        raise WrongUsageError(f"no completion for {shell}; there is {', '.join(SHELLS)}")
    root = click.get_current_context().find_root().command
    script = found(root, {}, "recoverydocs", "_RECOVERYDOCS_COMPLETE").source()
    return Answer(data={"shell": shell, "script": script}, lines=(script,))
