"""Every reader against changed octets: what was found before, and what a lot draws now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.fuzz.mutations import changed
from tests.evidence.fuzz.targets import TARGETS, seeds

if TYPE_CHECKING:
    from random import Random

CORPUS = Path(__file__).with_name("corpus")
FINDS = sorted(path for path in CORPUS.rglob("*") if path.is_file())


@pytest.mark.parametrize("find", FINDS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_once_holds(find: Path) -> None:
    TARGETS[find.parent.name](find.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_are_read(target: str) -> None:
    for seed in seeds()[target]:
        TARGETS[target](seed)


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=60, deadline=None)
@given(lots=st.randoms(use_true_random=False))
def test_changed_octets_are_answered(target: str, lots: Random) -> None:
    seed = lots.choice(seeds()[target])
    TARGETS[target](changed(target, seed, lots))
