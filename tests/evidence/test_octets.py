"""Acceptance: every octet of a package changed, as it is and with the container rebuilt."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.evidence import authorities as a
from tests.evidence import signing_keys as k
from tests.evidence import support as s
from tests.evidence.triggers import later
from tests.evidence.triggers.trigger import trust

from recoverydocs.errors import ExitCode
from recoverydocs.evidence import (
    TokenChecker,
    Trust,
    attach,
    finish,
    read_package,
    read_zip,
    request_token,
    seal,
    sign,
    stamp_alone,
    verify,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from recoverydocs.evidence import Sealed

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


@cache
def chained_tsa() -> tuple[a.Issued, tuple[bytes, ...]]:
    """A timestamper below an authority that comes along in its tokens."""
    upper = a.issue("Invented Issuing CA", a.root(), authority=True)
    signer = a.timestamper(upper)
    return signer, (signer.der, upper.der)


def chained(moment: datetime, digest: str = "sha256") -> a.TokenMaker:
    signer, certificates = chained_tsa()
    return a.TokenMaker(
        signer=signer, certificates=certificates, gen_time=moment, digest=digest
    )


def proven(sealed: Sealed, moment: datetime) -> bytes:
    """The revision signed, with a token of its own and with its record, in a batch of two."""
    maker = chained(moment)
    whole = stamp_alone(sign(sealed, k.of(k.issued())), maker)
    return finish(whole, request_token([whole.leaf, bytes(32)], maker, at=moment)).content


@cache
def full_package() -> bytes:
    """Everything at once: two revisions with all their proofs, receipts, then renewed."""
    first = proven(seal(s.contents()), s.MOMENT)
    second = proven(attach(first, s.receipt_contents(first)), s.LATER)
    return later.renewed_time(second)


PACKAGES: dict[str, tuple[Callable[[], bytes], Callable[[], Trust]]] = {
    "one": (s.one_revision, s.local_trust),
    "two": (s.two_revisions, s.local_trust),
    "signed": (signed_package, trust),
    "renewed": (renewed_package, trust),
    "full": (full_package, trust),
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


def test_octets_of_the_full_package_are_those_of_every_proof() -> None:
    """Two revisions, each signed, with a token of its own and a record; the last renewed."""
    read = read_package(full_package())
    assert len(read.slots) == 2
    assert all(slot.signature and slot.token and slot.record for slot in read.slots)
    assert len(read.slots[1].renewals) == 1
    assert read.delivery[0].receipts
    verdict = verify(full_package(), trust(), AT)
    assert (verdict.exit_code, verdict.codes) == (ExitCode.DONE, ())


def test_octets_of_every_entry_are_covered() -> None:
    """The quick one: the first, a middle and the last octet of each entry."""
    entries = read_zip(full_package())
    checker = TokenChecker(trust(), AT)
    for place, (name, content) in enumerate(entries):
        for at in {0, len(content) // 2, len(content) - 1}:
            changed = content[:at] + bytes((content[at] ^ 1,)) + content[at + 1 :]
            package = s.rebuilt((*entries[:place], (name, changed), *entries[place + 1 :]))
            verdict = verify(package, trust(), AT, checker=checker)
            assert verdict.exit_code not in PASSED
