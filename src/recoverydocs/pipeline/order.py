"""What is the same for every document of one call: kind, day, moment, who."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recoverydocs.evidence import Actor
from recoverydocs.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from recoverydocs.documents import Kind


OPERATOR = Actor("operator")
"""Whoever runs a command and gives no staff code."""
SYSTEM = Actor("system", f"recoverydocs-{__version__}")
"""This program, which makes documents by itself."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the data of one case came from, as basis.json states it.

    Attributes:
        method: how it came in, such as ``xlsx`` or ``library``.
        sha256: digest of the file it was read from; empty where there was none.
        row: sheet and row in that file; empty where the file is the case.
    """

    method: str
    sha256: str = ""
    row: str = ""

    def members(self) -> dict[str, object]:
        """The source as basis.json has it."""
        found: dict[str, object] = {"method": self.method}
        if self.sha256:
            found["sha256"] = self.sha256
        if self.row:
            found["row"] = self.row
        return found


@dataclass(frozen=True, slots=True)
class Order:
    """One call of issue.

    Attributes:
        kind: what is made.
        as_of: day of the figures.
        issued_on: date that the documents bear.
        at: stated moment, with time zone.
        by: who asked for it.
        overrides: rule → reason, for blocks that are let pass.
        issuer_name: the house; empty: the case's unit.
        issuer_uscc: its code; empty: the case's unit's.
        system: what basis.json says of the machine (host_id, os, health, clock_offset).
        clock: which clock ``at`` was read from, in the manifest's words.
        sm3: whether each file gets an SM3 digest beside its SHA-256.
        revocation_at_signing: what revocation lists say of the signer's certificates; empty
            where nothing is signed.
    """

    kind: Kind
    as_of: date
    issued_on: date
    at: datetime
    by: Actor = OPERATOR
    overrides: Mapping[str, str] = field(default_factory=dict)
    issuer_name: str = ""
    issuer_uscc: str = ""
    system: Mapping[str, str] = field(default_factory=dict)
    clock: str = "host"
    sm3: bool = False
    revocation_at_signing: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """What the workspace gives one document at numbering.

    Attributes:
        number: its 文号.
        package_id: UUID of its package.
        case_scheme: ``plain`` or ``hmac-sha256``.
        case_ref: what stands for the case in register and manifest.
        case_key_id: name of the key; none with ``plain``.
        source: where the case's data came from.
        replaces: the number of the document that this one replaces; empty for none.
    """

    number: str
    package_id: str
    case_scheme: str
    case_ref: str
    case_key_id: str | None = None
    source: Source = Source("library")
    replaces: str = ""
