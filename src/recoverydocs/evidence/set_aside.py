"""A sealed revision as octets: a large batch waits for its token on disk, not in memory."""

from __future__ import annotations

import json
from datetime import datetime

from recoverydocs.evidence.sealing import Sealed

_LENGTH = 4
"""Octets that say how long the head is."""


def to_octets(sealed: Sealed) -> bytes:
    """Everything of a sealed revision; ``from_octets`` gives an equal one.

    The form is between two steps of one run: it is no package, and no later version reads it.
    """
    head = json.dumps(
        {
            "last": sealed.last,
            "package_id": sealed.package_id,
            "revision": sealed.revision,
            "leaf": sealed.leaf.hex(),
            "manifest_sha256": sealed.manifest_sha256,
            "stated_at": sealed.stated_at.isoformat(),
            "group": [digest.hex() for digest in sealed.group],
            "listed": sealed.listed,
        }
    ).encode()
    return b"".join((len(head).to_bytes(_LENGTH, "big"), head, sealed.container))


def from_octets(octets: bytes) -> Sealed:
    """The sealed revision that ``to_octets`` wrote."""
    end = _LENGTH + int.from_bytes(octets[:_LENGTH], "big")
    head = json.loads(octets[_LENGTH:end])
    return Sealed(
        container=octets[end:],
        last=head["last"],
        package_id=head["package_id"],
        revision=head["revision"],
        leaf=bytes.fromhex(head["leaf"]),
        manifest_sha256=head["manifest_sha256"],
        stated_at=datetime.fromisoformat(head["stated_at"]),
        group=tuple(map(bytes.fromhex, head["group"])),
        listed=head["listed"],
    )
