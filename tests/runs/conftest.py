from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.runs.support import clock

from recoverydocs.runs import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.init(tmp_path / "house", clock=clock) as opened:
        yield opened
