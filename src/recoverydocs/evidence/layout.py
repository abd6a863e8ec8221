"""Which entries a package has, whose they are, and the one order in which they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.evidence.codes import CodedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoverydocs.evidence.container import Entry

MIMETYPE_NAME = "mimetype"
MIMETYPE = b"application/vnd.etsi.asic-e+zip"
META = "META-INF/"

_NUMBER = r"(?P<number>[0-9]{3})"
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "file": re.compile(rf"files/{_NUMBER}/.+", re.DOTALL),
    "manifest": re.compile(rf"manifest-{_NUMBER}\.json"),
    "sums": re.compile(rf"SHA256SUMS-{_NUMBER}\.txt"),
    "signature-xml": re.compile(rf"META-INF/ASiCManifest{_NUMBER}s\.xml"),
    "signature": re.compile(rf"META-INF/signature{_NUMBER}\.p7s"),
    "token-xml": re.compile(rf"META-INF/ASiCManifest{_NUMBER}t\.xml"),
    "token": re.compile(rf"META-INF/timestamp{_NUMBER}\.tst"),
    "record-xml": re.compile(rf"META-INF/ASiCEvidenceRecordManifest{_NUMBER}\.xml"),
    "record": re.compile(rf"META-INF/evidencerecord{_NUMBER}\.ers"),
    "renewal-xml": re.compile(
        rf"META-INF/ASiCEvidenceRecordManifest{_NUMBER}r(?P<renewal>[0-9]{{2}})\.xml"
    ),
    "renewal": re.compile(rf"META-INF/evidencerecord{_NUMBER}r(?P<renewal>[0-9]{{2}})\.ers"),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """An ASiC XML and the proof over what it lists.

    Attributes:
        xml: the entry's name of the XML.
        path: the entry's name of the signature, token or record.
    """

    xml: str
    path: str

    @property
    def names(self) -> tuple[str, str]:
        """Both names, in their order."""
        return (self.xml, self.path)


def signature_of(number: int) -> Proof:
    """The names of a revision's signature."""
    return Proof(f"{META}ASiCManifest{number:03}s.xml", f"{META}signature{number:03}.p7s")


def token_of_revision(number: int) -> Proof:
    """The names of a revision's token of its own."""
    return Proof(f"{META}ASiCManifest{number:03}t.xml", f"{META}timestamp{number:03}.tst")


def record_of(number: int, renewal: int = 0) -> Proof:
    """The names of a revision's evidence record, or of one renewal of it."""
    tail = f"{number:03}r{renewal:02}" if renewal else f"{number:03}"
    return Proof(
        f"{META}ASiCEvidenceRecordManifest{tail}.xml", f"{META}evidencerecord{tail}.ers"
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """The entries of one revision.

    Attributes:
        number: 1, 2, …
        files: names below ``files/NNN/``, as they stand in the container; sorted by octets
            once the manifest's checks hold.
        manifest: name of the manifest.
        sums: name of the list of digests.
        signature: None where the revision is not signed.
        token: None where it has no token of its own.
        record: None while it waits for its token.
        renewals: of the record, in their order.
    """

    number: int
    files: tuple[str, ...]
    manifest: str
    sums: str
    signature: Proof | None
    token: Proof | None
    record: Proof | None
    renewals: tuple[Proof, ...]

    def names(self) -> tuple[str, ...]:
        """Every entry of the revision, in order."""
        proofs = (self.signature, self.token, self.record, *self.renewals)
        return (
            *self.files,
            self.manifest,
            self.sums,
            *(name for proof in proofs if proof for name in proof.names),
        )


def manifest_name(number: int) -> str:
    """The name of a revision's manifest."""
    return f"manifest-{number:03}.json"


def sums_name(number: int) -> str:
    """The name of a revision's list of digests."""
    return f"SHA256SUMS-{number:03}.txt"


def octets(name: str) -> bytes:
    """The sort key of every list of names."""
    return name.encode("utf-8")


def in_order(entries: Mapping[str, bytes]) -> tuple[Entry, ...]:
    """Entries in the one order of a package, however they came.

    Raises:
        CodedError: MIMETYPE, LAYOUT_META, MAN_FILE_UNCOVERED and the other codes of a layout.
    """
    if entries.get(MIMETYPE_NAME) != MIMETYPE:
        raise CodedError("MIMETYPE", MIMETYPE_NAME)
    found = _sort_out([name for name in entries if name != MIMETYPE_NAME])
    count = max((number for number, kinds in found.items() if "manifest" in kinds), default=0)
    names = [MIMETYPE_NAME]
    for number in sorted(found):
        kinds = found[number]
        kinds["file"].sort(key=octets)
        names += _slot(number, kinds, count).names()
    ordered = tuple((name, entries[name]) for name in names if name in entries)
    read_layout(ordered)
    return ordered


def read_layout(entries: Sequence[Entry]) -> tuple[Slot, ...]:
    """The revisions of a package whose entries are all known and in order.

    Raises:
        CodedError: MIMETYPE, LAYOUT_MANIFEST, REV_GAP, LAYOUT_META, MAN_FILE_UNCOVERED,
            SUMS_MISMATCH or LAYOUT_ORDER.
    """
    if not entries or entries[0] != (MIMETYPE_NAME, MIMETYPE):
        raise CodedError("MIMETYPE", entries[0][0] if entries else "")
    names = [name for name, _ in entries[1:]]
    found = _sort_out(names)
    count = max((number for number, kinds in found.items() if "manifest" in kinds), default=0)
    if not count:
        raise CodedError("LAYOUT_MANIFEST")
    for number in range(1, count + 1):
        if "manifest" not in found[number]:
            raise CodedError("REV_GAP", manifest_name(number))
    for number, kinds in found.items():
        if not 1 <= number <= count:
            stray = next(iter(kinds.values()))[0]
            raise CodedError(_stray_code(stray), stray)
    slots = tuple(_slot(number, found[number], count) for number in range(1, count + 1))
    if [name for slot in slots for name in slot.names()] != names:
        raise CodedError("LAYOUT_ORDER")
    return slots


def _stray_code(name: str) -> str:
    return "LAYOUT_META" if name.startswith(META) else "MAN_FILE_UNCOVERED"


def _sort_out(names: Sequence[str]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in names:
        for kind, pattern in _PATTERNS.items():
            match = pattern.fullmatch(name)
            if match:
                found[int(match["number"])][kind].append(name)
                break
        else:
            raise CodedError(_stray_code(name), name)
    return found


def _slot(number: int, kinds: Mapping[str, Sequence[str]], count: int) -> Slot:
    if "sums" not in kinds:
        raise CodedError("SUMS_MISMATCH", sums_name(number))
    renewals = tuple(
        _pair(kinds, "renewal", record_of(number, order))
        for order in range(1, len(kinds.get("renewal-xml", ())) + 1)
    )
    record = _optional_pair(kinds, "record", record_of(number))
    if len(kinds.get("renewal", ())) != len(renewals) or (
        record is None and (renewals or number < count)
    ):
        raise CodedError("LAYOUT_META", record_of(number).path)
    return Slot(
        number=number,
        files=tuple(kinds.get("file", ())),
        manifest=manifest_name(number),
        sums=sums_name(number),
        signature=_optional_pair(kinds, "signature", signature_of(number)),
        token=_optional_pair(kinds, "token", token_of_revision(number)),
        record=record,
        renewals=renewals,
    )


def _optional_pair(kinds: Mapping[str, Sequence[str]], kind: str, proof: Proof) -> Proof | None:
    if kind not in kinds and f"{kind}-xml" not in kinds:
        return None
    return _pair(kinds, kind, proof)


def _pair(kinds: Mapping[str, Sequence[str]], kind: str, proof: Proof) -> Proof:
    for wanted, name in ((f"{kind}-xml", proof.xml), (kind, proof.path)):
        if name not in kinds.get(wanted, ()):
            raise CodedError("LAYOUT_META", name)
    return proof
