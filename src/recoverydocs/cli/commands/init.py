"""`init`: a new workspace."""

from __future__ import annotations

from pathlib import Path

import click

from recoverydocs.cli.answer import Answer, answers
from recoverydocs.runs.config import FILE_NAME, Config
from recoverydocs.runs.workspace import Workspace


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", default="", help="The lender, as every manifest states it.")
@click.option("--uscc", default="", help="Its 统一社会信用代码.")
@click.option(
    "--timestamp-url", default="", help="An RFC 3161 service; without it, this clock."
)
@answers
def init(folder: Path, name: str, uscc: str, timestamp_url: str) -> Answer:
    """Make a workspace: recoverydocs.toml, register, folders."""
    authority = "rfc3161" if timestamp_url else "local"
    config = Config(
        house_name=name, house_uscc=uscc, authority=authority, timestamp_url=timestamp_url
    )
    with Workspace.init(folder, config) as house:
        root = house.folder
    said = (
        f"timestamps: {timestamp_url}; put its root into {root / 'trust' / 'independent'}"
        if timestamp_url
        else "timestamps: this machine's clock, which proves order and integrity, not the time"
    )
    return Answer(
        data={"workspace": str(root), "config": str(root / FILE_NAME), "authority": authority},
        lines=(f"workspace: {root}", said),
    )
