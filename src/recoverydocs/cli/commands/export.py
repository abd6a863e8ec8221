"""`export`: a package as plain files or a BagIt bag, with commands that check it by hand."""

from __future__ import annotations

from pathlib import Path

import click

from recoverydocs.cli.answer import Answer, answers
from recoverydocs.cli.options import existing_file
from recoverydocs.evidence import LIMITS
from recoverydocs.evidence.exporting import HOW_TO
from recoverydocs.runs.exporting import FORMS, export_package
from recoverydocs.runs.given_files import read_given


@click.command()
@click.argument("package", type=existing_file)
@click.option(
    "-o",
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The new folder.",
)
@click.option(
    "--form",
    type=click.Choice(tuple(FORMS)),
    default="folder",
    show_default=True,
    help="Plain files, or a BagIt bag (RFC 8493).",
)
@answers
def export(package: Path, out: Path, form: str) -> Answer:
    """Write a package out as files, with the commands of others' tools that check them.

    `sha256sum` and `openssl` are enough for most of it; 核验方法.txt has the commands with this
    package's own digests. The package itself lies beside its files, and so does verifier.html,
    a page that checks it in a browser without a network.
    """
    count = export_package(read_given(package, LIMITS.package), form, out)
    guide = out / ("data" if form == "bag" else ".") / HOW_TO
    return Answer(
        data={"folder": str(out), "form": form, "files": count, "how_to": str(guide)},
        lines=(f"{out}: {count} 个文件", str(guide)),
    )
