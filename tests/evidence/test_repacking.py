from __future__ import annotations

import io
import zipfile

import pytest
from tests.evidence import support as s

from recoverydocs.errors import DataRefusedError, TamperedError
from recoverydocs.evidence import read_zip, repack
from recoverydocs.evidence.limits import Limits


def packed_again(
    entries: list[tuple[str, bytes]],
    method: int = zipfile.ZIP_DEFLATED,
    *,
    folders: bool = True,
) -> bytes:
    """As a mail gateway does it: deflated, dated today, with folders and another order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as opened:
        if folders:
            opened.mkdir("META-INF")
            opened.mkdir("files")
        for name, content in entries:
            opened.writestr(name, content)
        opened.comment = b"scanned for viruses"
    return target.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_package_that_was_packed_again_comes_back_to_the_octet(method: int) -> None:
    package = s.two_revisions()
    entries = sorted(read_zip(package), reverse=True)
    assert repack(packed_again(entries, method)) == package
    assert repack(package) == package


def test_what_is_no_package_is_named() -> None:
    entries = list(read_zip(s.two_revisions()))
    with pytest.raises(TamperedError, match="MIMETYPE"):
        repack(packed_again(entries[1:]))
    with pytest.raises(TamperedError, match="MAN_FILE_UNCOVERED"):
        repack(packed_again([*entries, ("README.txt", b"x")]))
    with pytest.raises(TamperedError, match="NAME_TRAVERSAL"):
        repack(packed_again([*entries, ("files/001/../x", b"x")]))


def test_what_cannot_be_read_is_refused() -> None:
    entries = list(read_zip(s.one_revision()))
    with pytest.raises(DataRefusedError, match="不是可以读取"):
        repack(b"no archive")
    with pytest.raises(DataRefusedError, match="不是可以读取"):
        repack(packed_again(entries)[:-40])
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = packed_again([*entries, entries[3]])
    with pytest.raises(DataRefusedError, match="重名"):
        repack(twice)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_no_gateway_packs_is_refused_unread(method: int) -> None:
    entries = list(read_zip(s.one_revision()))
    with pytest.raises(DataRefusedError, match="deflate"):
        repack(packed_again(entries, method))


def test_entries_beyond_count_are_refused_before_they_are_listed() -> None:
    with pytest.raises(DataRefusedError, match="数量"):
        repack(b"PK\x01\x02" * (16 * 4096 + 1))


def test_a_revision_without_its_manifest_is_named() -> None:
    entries = [one for one in read_zip(s.two_revisions()) if one[0] != "manifest-001.json"]
    with pytest.raises(TamperedError, match="REV_GAP"):
        repack(packed_again(entries))


def test_a_bomb_is_refused_before_it_is_read() -> None:
    entries = [*read_zip(s.one_revision()), ("files/001/zeros.bin", bytes(3_000_000))]
    small = Limits(package=2_000_000)
    with pytest.raises(DataRefusedError, match="上限"):
        repack(packed_again(entries), small)
    with pytest.raises(DataRefusedError, match="上限"):
        repack(bytes(2_000_001), small)
    with pytest.raises(DataRefusedError, match="上限"):
        repack(packed_again(list(read_zip(s.one_revision()))), Limits(entries=3))
