"""`repack`: the original octets of a package that something packed again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import click

from recoverydocs.cli.answer import Answer, answers
from recoverydocs.cli.options import existing_file, out_file_option
from recoverydocs.evidence import LIMITS
from recoverydocs.evidence import repack as repacked
from recoverydocs.runs.given_files import read_given
from recoverydocs.storage import write_file

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("package", type=existing_file)
@out_file_option("The file for the package; one that is not there.")
@answers
def repack(package: Path, out: Path) -> Answer:
    """Rebuild a package that a mail gateway or an archive programme packed again.

    Its entries have one order and one container, so the original octets come back. That they
    are genuine is not said: verify what was rebuilt.
    """
    content = repacked(read_given(package, LIMITS.package))
    write_file(out, content)
    digest = hashlib.sha256(content).hexdigest()
    return Answer(
        data={"package": str(out), "sha256": digest},
        lines=(f"{out} {digest}", "请接着校验：recoverydocs verify"),
    )
