"""Digests by name, and the tree that lets a whole batch share one token."""

from __future__ import annotations

import hashlib
import itertools
from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING, Protocol

from recoverydocs.errors import DataRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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
    """A batch: leaves ascending, neighbours paired, an odd last node moved up unchanged.

    Each level is one run of octets, so that a leaf costs no more than twice its own length.
    """

    def __init__(self, leaves: Iterable[bytes], digest: Digest = sha256) -> None:
        """Build every level.

        Raises:
            DataRefusedError: no leaf at all, or the same package twice.
        """
        ascending = sorted(leaves)
        if not ascending:
            raise DataRefusedError("没有待加盖时间戳的证据包")
        if any(one == other for one, other in itertools.pairwise(ascending)):
            raise DataRefusedError("同一批次中同一证据包出现两次")
        self._size = len(ascending[0])
        self._levels = [b"".join(ascending)]
        del ascending
        while len(self._levels[-1]) > self._size:
            self._levels.append(self._above(self._levels[-1], digest))

    def _above(self, level: bytes, digest: Digest) -> bytes:
        size = self._size
        paired = range(0, len(level) - size, 2 * size)
        nodes = [
            join(level[a : a + size], level[a + size : a + 2 * size], digest) for a in paired
        ]
        return b"".join((*nodes, level[2 * size * len(nodes) :]))

    @property
    def root(self) -> bytes:
        """What the token is over."""
        return self._levels[-1]

    def path(self, leaf: bytes) -> tuple[bytes, ...]:
        """The siblings from a leaf up to the root.

        Raises:
            KeyError: the leaf is not in the tree.
        """
        place = bisect_left(range(len(self._levels[0]) // self._size), leaf, key=self._leaf)
        if self._leaf(place) != leaf:
            raise KeyError(leaf.hex())
        siblings: list[bytes] = []
        for level in self._levels[:-1]:
            other = (place ^ 1) * self._size
            if other < len(level):
                siblings.append(level[other : other + self._size])
            place //= 2
        return tuple(siblings)

    def _leaf(self, place: int) -> bytes:
        return self._levels[0][place * self._size : (place + 1) * self._size]
