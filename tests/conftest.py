"""What many tests share: one whole case, the law as shipped, one day, one moment, a house."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from tests.evidence import signing_keys as k

from recoverydocs.cases import read_cases
from recoverydocs.law import load_packaged
from recoverydocs.runs import Workspace
from recoverydocs.runs.clock import CHINA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.cases import Case
    from recoverydocs.law import LawBook

ROOT = Path(__file__).resolve().parents[1]

# Speed is measured in bench/, never asserted by a test: a busy machine is no fault.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The shipped samples; every person in them is invented."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def case(samples: Path) -> Case:
    """A person who has paid nothing for six months, no guarantor, court clause."""
    name = "01-first-demand.json"
    (found,) = read_cases(name, (samples / name).read_bytes()).cases
    return found


@pytest.fixture(scope="session")
def law() -> LawBook:
    """The shipped tables."""
    return load_packaged()


@pytest.fixture(scope="session")
def as_of() -> date:
    """The day whose balances the samples state."""
    return date(2026, 11, 24)


@pytest.fixture(scope="session")
def moment() -> datetime:
    """When the tests act."""
    return datetime(2026, 11, 24, 9, 30, tzinfo=CHINA)


@pytest.fixture
def house(tmp_path: Path, moment: datetime) -> Iterator[Workspace]:
    """An open workspace of its own, whose clock stands still."""
    with Workspace.init(tmp_path / "house", clock=lambda: moment) as opened:
        yield opened


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
