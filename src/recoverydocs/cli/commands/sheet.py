"""`sheet`: the empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from recoverydocs.cases.workbooks import empty_workbook
from recoverydocs.cli.answer import Answer, answers
from recoverydocs.cli.options import columns_option, kind_argument
from recoverydocs.cli.reading import column_map
from recoverydocs.documents import kind_of
from recoverydocs.errors import WrongUsageError
from recoverydocs.storage import write_file


@click.command()
@kind_argument
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; without it KIND.xlsx.",
)
@columns_option
@answers
def sheet(kind: str, out: Path | None, columns: Path | None) -> Answer:
    """Write the empty workbook to fill in: headings, hints, text cells, drop-downs."""
    kind_of(kind)
    path = out or Path(f"{kind}.xlsx")
    if path.exists():
        raise WrongUsageError(f"{path}: is there already; name another with -o")
    write_file(path, empty_workbook(kind, column_map(columns)))
    return Answer(data={"kind": kind, "path": str(path)}, lines=(f"workbook: {path}",))
