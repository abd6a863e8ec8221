"""A batch and its token: finished packages, or packages that wait where there is none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
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

    from recoverydocs.evidence import BatchToken, Sealed
    from recoverydocs.runs.house import House

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
class Stamped:
    """A batch after its token was asked for.

    Attributes:
        files: in the batch's order; without a token they are whole but for their records.
        stated: what the sealed register is to say of them; nothing without a token.
        findings: says which token is missing and why; empty where none is.
    """

    files: tuple[File, ...]
    stated: tuple[Stated, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether the batch waits for its first token."""
        return any(finding.rule == WAITING for finding in self.findings)


NOBODY = Stamped(())
"""A batch of nothing."""


def stamp_batch(house: House, batch: Sequence[Sealed]) -> Stamped:
    """Ask once for one token over all packages, and for each one's own where that is chosen.

    Never another clock instead of the chosen one.

    The clock is read here: a long run may have begun more than 300 s ago.

    Raises:
        OutsideFailedError: the timestamper's time is not within 300 s of this machine's.
        DataRefusedError: the same package twice.
    """
    latest = max(sealed.stated_at for sealed in batch)
    try:
        if house.config.stamp_each == PACKAGE:
            batch = [stamp_alone(sealed, house.tools.stamper) for sealed in batch]
        leaves = [sealed.leaf for sealed in batch]
        token = request_token(leaves, house.tools.stamper, at=house.clock(), latest=latest)
    except NoTokenError as error:
        files = tuple(File.of(sealed.pending()) for sealed in batch)
        return Stamped(files, (), (_waiting(len(batch), error),))
    second, findings = _second(house, token)
    files_made: list[File] = []
    stated: list[Stated] = []
    for sealed in batch:
        finished = finish(sealed, token)
        proofs = [finished]
        if second is not None:
            proofs.append(renewed(finished.content, first_renewal(token.token), second))
        file = File.of(proofs[-1].content)
        files_made.append(file)
        stated += (
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
    return Stamped(tuple(files_made), tuple(stated), findings)


def _second(house: House, token: BatchToken) -> tuple[BatchToken | None, tuple[Finding, ...]]:
    """The second service's token over the first one's, where a second is configured."""
    if house.tools.second is None:
        return None, ()
    leaf = first_renewal(token.token).leaf
    try:
        return request_token([leaf], house.tools.second, at=house.clock()), ()
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
