from __future__ import annotations

import pytest

from recoverydocs.law import LawBook, load_packaged


@pytest.fixture(scope="session")
def law() -> LawBook:
    return load_packaged()
