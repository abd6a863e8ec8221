from __future__ import annotations

import pytest

from recoverydocs.law import load_packaged


@pytest.fixture(scope="session", autouse=True)
def _tables_are_read() -> None:
    """Reading the tables takes longer than one example of a property may."""
    load_packaged()
