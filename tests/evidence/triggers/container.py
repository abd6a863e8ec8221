"""Ways to provoke the codes of container, names and layout."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

from tests.evidence import support as s
from tests.evidence.triggers.trigger import (
    DOCUMENT,
    ERS,
    MANIFEST,
    SUMS,
    XML,
    Table,
    Trigger,
    directory,
    end_of,
    entry_changed,
    patched,
)

from recoverydocs.evidence import read_zip
from recoverydocs.evidence.limits import Limits


def in_heads(entry: int, central: int, local: int | None, octets: bytes) -> Trigger:
    """Both headers of an entry changed alike, or the central one alone."""

    def make() -> bytes:
        package = s.one_revision()
        at, below = directory(package)[entry]
        changed = patched(package, at + central, octets)
        return changed if local is None else patched(changed, below + local, octets)

    return Trigger(make)


def in_local(entry: int, at: int, octets: bytes) -> Trigger:
    def make() -> bytes:
        package = s.one_revision()
        return patched(package, directory(package)[entry][1] + at, octets)

    return Trigger(make)


def at_end(offset: int, octets: bytes) -> Trigger:
    def make() -> bytes:
        package = s.one_revision()
        return patched(package, end_of(package) + offset, octets)

    return Trigger(make)


def gap_before_directory(*, end_record_knows: bool) -> bytes:
    package = s.one_revision()
    start = directory(package)[0][0]
    moved = package[:start] + b"\0" * 6 + package[start:]
    if not end_record_knows:
        return moved
    return patched(moved, end_of(moved) + 16, struct.pack("<I", start + 6))


def shifted(entry: int) -> bytes:
    """Two octets before an entry, and every offset after it moved along."""
    package = s.one_revision()
    heads = directory(package)
    for number, (at, below) in enumerate(heads):
        if number >= entry:
            package = patched(package, at + 42, struct.pack("<I", below + 2))
    end = end_of(package)
    package = patched(package, end + 16, struct.pack("<I", heads[0][0] + 2))
    return package[: heads[entry][1]] + b"MZ" + package[heads[entry][1] :]


def past_directory() -> bytes:
    """The last entry claims more than there is before the directory."""
    package = s.one_revision()
    at, below = directory(package)[-1]
    size = struct.unpack_from("<I", package, at + 24)[0] + 50
    sizes = struct.pack("<II", size, size)
    return patched(patched(package, at + 20, sizes), below + 18, sizes)


def count_changed(by: int) -> bytes:
    package = s.one_revision()
    count = len(directory(package)) + by
    return patched(package, end_of(package) + 8, struct.pack("<HH", count, count))


def deflated() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"\0" * 1_000_000)
    return made.getvalue()


def with_time_field() -> bytes:
    """The second entry with the UT field that Info-ZIP writes."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number, (name, content) in enumerate(read_zip(s.one_revision())):
            info = zipfile.ZipInfo(name)
            info.create_system = 3
            if number == 1:
                info.extra = struct.pack("<2sHBI", b"UT", 5, 1, 1_800_000_000)
            archive.writestr(info, content)
    return made.getvalue()


def flipped() -> bytes:
    package = s.one_revision()
    at = package.index(s.DOCUMENT)
    return patched(package, at, bytes((package[at] ^ 1,)))


def named(name: str) -> Trigger:
    return Trigger(lambda: s.rebuilt((("mimetype", b"x"), (name, b"x"))))


def added(name: str, content: bytes = b"{}", *, to_two: bool = False) -> Trigger:
    return Trigger(
        lambda: s.with_entry(s.two_revisions() if to_two else s.one_revision(), name, content)
    )


def removed(*names: str, from_two: bool = False) -> Trigger:
    return Trigger(
        lambda: s.without(s.two_revisions() if from_two else s.one_revision(), *names)
    )


def twice() -> bytes:
    """A second document entry."""
    entries = read_zip(s.one_revision())
    assert entries[2][0] == DOCUMENT
    return s.rebuilt((*entries[:3], entries[2], *entries[3:]))


def exchanged(one: int, other: int) -> bytes:
    entries = list(read_zip(s.one_revision()))
    entries[one], entries[other] = entries[other], entries[one]
    return s.rebuilt(tuple(entries))


def limited(**limits: int) -> Trigger:
    return Trigger(s.one_revision, limits=Limits(**limits))


TRIGGERS: Table = {
    "ZIP_LIMIT": (
        in_heads(1, 20, 18, struct.pack("<II", 257 << 20, 257 << 20)),
        at_end(8, struct.pack("<HH", 4097, 4097)),
        Trigger(lambda: s.rebuilt(tuple((str(n), b"") for n in range(4097)))),
        limited(package=100),
        limited(entries=2),
        limited(entry=20),
        limited(name=10),
    ),
    "ZIP_NO_EOCD": (
        Trigger(lambda: b""),
        Trigger(lambda: b"PK"),
        Trigger(lambda: s.one_revision()[:-30]),
    ),
    "ZIP_TRAILING": (Trigger(lambda: s.one_revision() + b"x"), at_end(20, b"\1\0")),
    "ZIP_PREPENDED": (
        Trigger(lambda: b"MZ" + s.one_revision()),
        Trigger(lambda: shifted(0)),
        Trigger(lambda: b"MZ" + patched(s.rebuilt(()), 16, b"\2")),
    ),
    "ZIP_GAP": (
        Trigger(lambda: gap_before_directory(end_record_knows=True)),
        Trigger(lambda: gap_before_directory(end_record_knows=False)),
        Trigger(lambda: shifted(2)),
    ),
    "ZIP_OVERLAP": (in_heads(1, 42, None, b"\0" * 4), Trigger(past_directory)),
    "ZIP_COUNT": (
        Trigger(lambda: count_changed(-1)),
        Trigger(lambda: count_changed(1)),
        at_end(8, b"\1\0"),
        at_end(12, b"\1\0\0\0"),
        in_heads(-1, 28, None, b"\xff\xff"),
        in_heads(1, 0, None, b"XX"),
    ),
    "ZIP_MULTIDISK": (at_end(4, b"\1\0"), in_heads(1, 34, None, b"\1\0")),
    "ZIP_ZIP64": (
        in_heads(1, 24, 22, b"\xff" * 4),
        in_heads(1, 34, None, b"\xff" * 2),
        at_end(8, b"\xff" * 4),
    ),
    "ZIP_ENCRYPTED": (in_heads(1, 8, 6, b"\1\0"),),
    "ZIP_METHOD": (
        Trigger(deflated),
        Trigger(deflated, limits=Limits(entry=1000)),
        in_heads(1, 10, 8, b"\x08\0"),
    ),
    "ZIP_DATA_DESCRIPTOR": (in_heads(1, 8, 6, b"\x08\0"),),
    "ZIP_EXTRA": (
        Trigger(with_time_field),
        in_heads(1, 30, 28, b"\4\0"),
        in_heads(1, 32, None, b"\4\0"),
    ),
    "ZIP_NOT_A_FILE": (
        in_heads(1, 38, None, struct.pack("<I", 0o120777 << 16)),
        in_heads(1, 38, None, struct.pack("<I", 0x10)),
        named("files/001/"),
    ),
    "ZIP_HEADER_MISMATCH": (
        in_local(1, 14, b"\0\0"),
        in_local(1, 0, b"XX"),
        in_local(1, 30, b"g"),
        in_heads(1, 24, 22, b"\1\0\0\0"),
    ),
    "ZIP_CRC": (Trigger(flipped),),
    "ZIP_DUPLICATE": (Trigger(twice),),
    "ZIP_NOT_CANONICAL": (
        in_heads(1, 14, 12, b"\x22\0"),
        in_heads(1, 38, None, struct.pack("<I", 0o100600 << 16)),
        in_heads(0, 8, 6, b"\0\x08"),
        in_heads(0, 4, None, b"\x14\x03"),
    ),
    "NAME_ENCODING": (
        Trigger(
            lambda: s.rebuilt((("mimetype", b""), ("qqqq", b""))).replace(b"qqqq", b"\xff" * 4)
        ),
    ),
    "NAME_LENGTH": (named("q" * 241), named("")),
    "NAME_TRAVERSAL": (
        named("files/001/../../x"),
        named("../x"),
        named("files//x"),
        named("./x"),
    ),
    "NAME_ABSOLUTE": (named("/etc/passwd"), named("C:/x")),
    "NAME_BACKSLASH": (named("files\\001\\x"),),
    "NAME_NOT_NFC": (named("files/001/e\u0301"),),
    "NAME_CHARACTER": (
        named("files/001/a\u202eb"),
        named("files/001/a\u200bb"),
        named("files/001/con.txt"),
        named("files/001/x."),
        named("files/001/x /y"),
        named("files/001/a|b"),
    ),
    "NAME_CASE_COLLISION": (
        added("files/001/SOURCE.JSON"),
        added("files/001/ｓource.json"),
        added("files/001/source.json/x"),
    ),
    "MIMETYPE": (
        removed("mimetype"),
        Trigger(entry_changed("mimetype", lambda _content: b"application/zip")),
        Trigger(lambda: s.rebuilt(())),
    ),
    "LAYOUT_MANIFEST": (Trigger(lambda: s.rebuilt(read_zip(s.one_revision())[:1])),),
    "LAYOUT_ORDER": (Trigger(lambda: exchanged(1, 3)), Trigger(lambda: exchanged(1, 2))),
    "LAYOUT_META": (
        added("META-INF/manifest.xml"),
        added("META-INF/evidencerecord002.ers"),
        added("META-INF/evidencerecord001r01.ers"),
        added("META-INF/ASiCEvidenceRecordManifest001r02.xml"),
        added("META-INF/signature001.p7s"),
        removed(ERS),
        removed(XML),
        removed(XML, ERS, from_two=True),
    ),
    "REV_GAP": (removed(MANIFEST, from_two=True),),
    "SUMS_MISMATCH": (
        Trigger(entry_changed(SUMS, lambda content: content.replace(b"  ", b" *", 1))),
        removed(SUMS),
    ),
    "MAN_FILE_UNCOVERED": (
        added("README.txt"),
        added("files/000/x"),
        Trigger(lambda: s.vector(10), s.vector_trust),
    ),
}
