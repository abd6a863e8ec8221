"""Digests by name, and the tree that lets a whole batch share one token."""

from __future__ import annotations

import hashlib
import itertools
from functools import partial
from typing import TYPE_CHECKING, Protocol

from recoverydocs.errors import DataRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Digest(Protocol):
    """Gives the digest of some octets."""

    def __call__(self, data: bytes, /) -> bytes:
        """The digest."""


def _digest(name: str, data: bytes) -> bytes:
    return hashlib.new(name, data, usedforsecurity=True).digest()


def sha256(data: bytes) -> bytes:
    """The SHA-256 digest."""
    return hashlib.sha256(data).digest()


DIGESTS: Mapping[str, Digest] = {
    "sha256": sha256,
    "sha384": partial(_digest, "sha384"),
    "sha512": partial(_digest, "sha512"),
}
DIGEST_SIZES: Mapping[str, int] = {"sha256": 32, "sha384": 48, "sha512": 64}


def group_hash(digests: Iterable[bytes], digest: Digest = sha256) -> bytes:
    """The one hash of a data object group: of its members' digests, each once, ascending.

    A group of one is its member, as RFC 4998 has it.
    """
    group = sorted(set(digests))
    return group[0] if len(group) == 1 else digest(b"".join(group))


def join(one: bytes, other: bytes, digest: Digest = sha256) -> bytes:
    """The node above two nodes."""
    return digest(one + other if one < other else other + one)


def fold(leaf: bytes, siblings: Iterable[bytes], digest: Digest = sha256) -> bytes:
    """The root that a leaf and its siblings lead to."""
    for sibling in siblings:
        leaf = join(leaf, sibling, digest)
    return leaf


class HashTree:
    """A batch: leaves ascending, neighbours paired, an odd last node moved up unchanged."""

    def __init__(self, leaves: Sequence[bytes], digest: Digest = sha256) -> None:
        """Build every level.

        Raises:
            DataRefusedError: no leaf at all, or the same package twice.
        """
        level = sorted(leaves)
        if not level:
            raise DataRefusedError("没有待加盖时间戳的证据包")
        if any(one == other for one, other in itertools.pairwise(level)):
            raise DataRefusedError("同一批次中同一证据包出现两次")
        self._places = {leaf: place for place, leaf in enumerate(level)}
        self._levels = [level]
        while len(level) > 1:
            paired = [
                join(level[at], level[at + 1], digest) for at in range(0, len(level) - 1, 2)
            ]
            level = paired + level[2 * len(paired) :]
            self._levels.append(level)

    @property
    def root(self) -> bytes:
        """What the token is over."""
        return self._levels[-1][0]

    def path(self, leaf: bytes) -> tuple[bytes, ...]:
        """The siblings from a leaf up to the root."""
        place = self._places[leaf]
        siblings: list[bytes] = []
        for level in self._levels[:-1]:
            other = place ^ 1
            if other < len(level):
                siblings.append(level[other])
            place //= 2
        return tuple(siblings)
