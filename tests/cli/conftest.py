from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recoverydocs.runs import Workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """An empty workspace on the real clock."""
    folder = tmp_path / "house"
    Workspace.init(folder).close()
    return folder


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A case file with one member that is no case."""
    file = tmp_path / "broken.json"
    file.write_text("{}", "utf-8")
    return file
