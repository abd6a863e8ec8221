"""Acceptance: every octet of a package changed, as it is and with the container rebuilt."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.evidence import authorities as a
from tests.evidence import support as s
from tests.evidence.triggers import later
from tests.evidence.triggers.trigger import trust

from recoverydocs.errors import ExitCode
from recoverydocs.evidence import TokenChecker, Trust, read_zip, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MASKS = (0x01, 0x20, 0xFF)
CHUNKS = 8
PASSED = (ExitCode.DONE, ExitCode.LOCAL_PASSED)
AT = later.LATE + timedelta(days=1)


@cache
def signed_package() -> bytes:
    """A package with a signature, a token of its own and a record."""
    return later.with_proofs(later.cades(), lambda imprint: a.TokenMaker().stamp(imprint))


@cache
def renewed_package() -> bytes:
    return later.renewed_tree(later.renewed_time(later.good()))


PACKAGES: dict[str, tuple[Callable[[], bytes], Callable[[], Trust]]] = {
    "one": (s.one_revision, s.local_trust),
    "two": (s.two_revisions, s.local_trust),
    "signed": (signed_package, trust),
    "renewed": (renewed_package, trust),
}


def flips(content: bytes, chunk: int, which: str) -> Iterator[bytes]:
    """Every octet with every mask; in the longer packages with the masks in turn."""
    for at in range(chunk, len(content), CHUNKS):
        for mask in MASKS if which == "one" else (MASKS[at // CHUNKS % len(MASKS)],):
            changed = bytearray(content)
            changed[at] ^= mask
            yield bytes(changed)


def count_passed(packages: Iterator[bytes], given: Trust) -> int:
    checker = TokenChecker(given, AT)
    verdicts = (verify(one, given, AT, checker=checker) for one in packages)
    return sum(verdict.exit_code in PASSED for verdict in verdicts)


def rebuilt_flips(package: bytes, chunk: int, which: str) -> Iterator[bytes]:
    entries = read_zip(package)
    for place, (name, content) in enumerate(entries):
        for changed in flips(content, chunk, which):
            yield s.rebuilt((*entries[:place], (name, changed), *entries[place + 1 :]))


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("which", PACKAGES)
def test_octets_changed_in_the_container_never_pass(which: str, chunk: int) -> None:
    make, given = PACKAGES[which]
    assert verify(make(), given(), AT).exit_code in PASSED
    assert count_passed(flips(make(), chunk, which), given()) == 0


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("which", PACKAGES)
def test_octets_changed_inside_entries_never_pass(which: str, chunk: int) -> None:
    make, given = PACKAGES[which]
    assert count_passed(rebuilt_flips(make(), chunk, which), given()) == 0


def test_octets_of_every_entry_are_covered() -> None:
    """The quick one: the first, a middle and the last octet of each entry."""
    entries = read_zip(s.two_revisions())
    for place, (name, content) in enumerate(entries):
        for at in {0, len(content) // 2, len(content) - 1}:
            changed = content[:at] + bytes((content[at] ^ 1,)) + content[at + 1 :]
            package = s.rebuilt((*entries[:place], (name, changed), *entries[place + 1 :]))
            assert verify(package, s.local_trust(), AT).exit_code not in PASSED
