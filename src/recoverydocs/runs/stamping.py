"""A batch and its token: packages are finished with it, or wait where there is none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from recoverydocs.errors import Finding, NoTokenError, Severity
from recoverydocs.evidence import (
    Stated,
    finish,
    first_renewal,
    renewed,
    request_token,
    stamp_alone,
)
from recoverydocs.runs.config import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverydocs.evidence import BatchToken, Renewal
    from recoverydocs.runs.house import House
    from recoverydocs.runs.shelf import Shelf, Shelved

WAITING = "timestamp-pending"
"""The rule of the finding that says that a batch is sealed and not yet timestamped."""
SECOND = "second-timestamp-missing"
"""The rule of the finding that says that only the first service's token is there."""


@dataclass(frozen=True, slots=True)
class File:
    """A package file as a run writes it.

    Attributes:
        content: the container.
        sha256: its digest, hexadecimal.
    """

    content: bytes
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> File:
        """The file of a container."""
        return cls(content, hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Proven:
    """A package file with what the sealed register is to say of it.

    Attributes:
        file: the file; without a token it is whole but for its record.
        stated: a line a record; nothing without a token.
    """

    file: File
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamped:
    """A batch after its token was asked for.

    Attributes:
        shelf: where its packages lie.
        batch: the packages.
        token: the token of them all; None where they wait for it.
        second: the renewal of the first token and the second service's token for it, where
            there is one.
        findings: says which token is missing and why; empty where none is.
    """

    shelf: Shelf
    batch: Sequence[Shelved]
    token: BatchToken | None
    second: tuple[Renewal, BatchToken] | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether the batch waits for its first token."""
        return self.token is None

    def finish(self, shelved: Shelved) -> Proven:
        """The file of one package of the batch, which leaves the shelf."""
        sealed = self.shelf.take(shelved)
        if self.token is None:
            return Proven(File.of(sealed.pending()))
        proofs = [finish(sealed, self.token)]
        if self.second is not None:
            proofs.append(renewed(proofs[0].content, *self.second))
        file = File.of(proofs[-1].content)
        stated = tuple(
            Stated(
                sealed.package_id,
                sealed.revision,
                sealed.manifest_sha256,
                proof.record_sha256,
                file.sha256,
                renewal,
            )
            for renewal, proof in enumerate(proofs)
        )
        return Proven(file, stated)


def stamp_batch(house: House, batch: Sequence[Shelved], shelf: Shelf) -> Stamped:
    """Ask once for one token over all packages, and for each one's own where that is chosen.

    Never another clock instead of the chosen one.

    The clock is read here: a long run may have begun more than 300 s ago.

    Raises:
        OutsideFailedError: the timestamper's time is not within 300 s of this machine's, or
            the disk failed.
        DataRefusedError: the same package twice.
    """
    alone = partial(stamp_alone, stamper=house.tools.stamper)
    latest = max(shelved.stated_at for shelved in batch)
    batch = list(batch)
    try:
        if house.config.stamp_each == PACKAGE:
            for place, shelved in enumerate(batch):
                # Without a token the package lies on the shelf as before.
                batch[place] = shelf.change(shelved, alone)
        leaves = [shelved.leaf for shelved in batch]
        token = request_token(leaves, house.tools.stamper, at=house.clock(), latest=latest)
    except NoTokenError as error:
        return Stamped(shelf, batch, None, None, (_waiting(len(batch), error),))
    second, findings = _second(house, token)
    return Stamped(shelf, batch, token, second, findings)


def _second(
    house: House, token: BatchToken
) -> tuple[tuple[Renewal, BatchToken] | None, tuple[Finding, ...]]:
    """The second service's token over the first one's, where a second is configured."""
    if house.tools.second is None:
        return None, ()
    first = first_renewal(token.token)
    try:
        return (first, request_token([first.leaf], house.tools.second, at=house.clock())), ()
    except NoTokenError as error:
        return None, (_missing(error),)


def _missing(error: NoTokenError) -> Finding:
    return Finding(
        Severity.WARN,
        SECOND,
        "本批次",
        f"第二家时间戳服务未出具时间戳：{error}",
        "第一家的时间戳已经取得；服务恢复后请运行 recoverydocs evidence renew --second",
    )


def _waiting(count: int, error: NoTokenError) -> Finding:
    return Finding(
        Severity.WARN,
        WAITING,
        "本批次",
        f"{count} 个证据包已封存、尚无时间戳：{error}",
        "请在时间戳服务恢复后运行 recoverydocs timestamp --pending；此前的校验没有结论",
    )
