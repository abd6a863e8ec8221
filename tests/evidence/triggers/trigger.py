"""One way to provoke a failure code, and the tools that several tables of them share."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.evidence import authorities as a
from tests.evidence import support as s

from recoverydocs.evidence import SealedRegister, Trust, read_zip, seal
from recoverydocs.evidence.container import _CENTRAL, _END
from recoverydocs.evidence.hashtree import HashTree
from recoverydocs.evidence.limits import Limits
from recoverydocs.evidence.sealing import BatchToken, finish

if TYPE_CHECKING:
    from datetime import datetime

DOCUMENT = "files/001/催收通知书.txt"
MANIFEST, SUMS = "manifest-001.json", "SHA256SUMS-001.txt"
XML = "META-INF/ASiCEvidenceRecordManifest001.xml"
ERS = "META-INF/evidencerecord001.ers"
Make = Callable[[], bytes]


@dataclass(frozen=True)
class Trigger:
    """A package, and how it is verified so that the code comes."""

    make: Make
    trust: Callable[[], Trust] = s.local_trust
    at: datetime = s.AT
    limits: Limits = field(default_factory=Limits)
    register: Callable[[], SealedRegister] | None = None


Table = Mapping[str, tuple[Trigger, ...]]


def patched(data: bytes, at: int, octets: bytes) -> bytes:
    return data[:at] + octets + data[at + len(octets) :]


def end_of(data: bytes) -> int:
    return len(data) - _END.size


def directory(data: bytes) -> list[tuple[int, int]]:
    """Where each central header and its local header stand."""
    position = struct.unpack_from("<I", data, end_of(data) + 16)[0]
    found = []
    while position < end_of(data):
        length = struct.unpack_from("<H", data, position + 28)[0]
        found.append((position, struct.unpack_from("<I", data, position + 42)[0]))
        position += _CENTRAL.size + length
    return found


def entry_changed(name: str, change: Callable[[bytes], bytes]) -> Make:
    def make() -> bytes:
        package = s.one_revision()
        return s.with_entry(package, name, change(dict(read_zip(package))[name]))

    return make


def trust(**more: Any) -> Trust:  # noqa: ANN401 - any field of the shape
    return Trust(independent=(a.root().pem,), **more)


def finished(maker: a.TokenMaker) -> bytes:
    """Revision 1 with a token of an invented authority."""
    sealed = seal(s.contents())
    tree = HashTree([sealed.leaf])
    return finish(sealed, BatchToken(tree, maker.stamp(tree.root), maker.gen_time)).content


def token(**changes: Any) -> Trigger:  # noqa: ANN401 - any field of the shape
    return Trigger(lambda: finished(a.TokenMaker(**changes)), trust)


def signer(make: Callable[[], a.Issued]) -> Trigger:
    return Trigger(lambda: finished(a.TokenMaker(signer=make())), trust)
