from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.evidence import signing_keys as k

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def softhsm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A token with a key of every kind and its certificate, and a key alone."""
    if not k.LIBRARY or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM is not here")
    ones = {kind: k.issued(kind) for kind in k.KINDS}
    with pytest.MonkeyPatch.context() as patch:
        keys = {**ones, k.ALONE: k.issued("P-256", k.ALONE)}
        configuration = k.fill_token(tmp_path_factory.mktemp("softhsm"), keys)
        patch.setenv("SOFTHSM2_CONF", configuration)
        for number, (kind, one) in enumerate(ones.items(), start=1):
            k.put_certificate(kind, number, one)
        yield
