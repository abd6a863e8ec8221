from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence import support as s

from recoverydocs.evidence import read_zip, write_zip
from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.container import append_zip
from recoverydocs.evidence.limits import LIMITS, Limits

NAMES = st.text("abc文书1-", min_size=1, max_size=10)


def test_container_grows_to_what_would_be_written_at_once() -> None:
    entries = read_zip(s.two_revisions())
    for count in range(len(entries)):
        assert append_zip(write_zip(entries[:count]), entries[count:]) == s.two_revisions()
    with pytest.raises(CodedError, match="ZIP_LIMIT"):
        append_zip(write_zip(entries), [(str(number), b"") for number in range(4096)])


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 7, 15])
def test_container_of_every_vector_is_its_own_rewriting(number: int) -> None:
    package = s.vector(number)
    assert write_zip(read_zip(package)) == package


@given(st.dictionaries(NAMES, st.binary(max_size=50), max_size=6))
def test_container_reads_back_what_was_written(entries: dict[str, bytes]) -> None:
    folded = {name.casefold() for name in entries}
    if len(folded) == len(entries):
        written = write_zip(tuple(entries.items()))
        assert read_zip(written) == tuple(entries.items())
        with zipfile.ZipFile(io.BytesIO(written)) as archive:
            assert archive.testzip() is None
            assert archive.namelist() == list(entries)


@given(st.binary(max_size=200))
def test_container_reader_refuses_random_bytes_with_a_code(octets: bytes) -> None:
    with pytest.raises(CodedError):
        read_zip(octets)


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([("../x", b"")], "NAME_TRAVERSAL"),
        ([("\ud800", b"")], "NAME_ENCODING"),
        ([("x", b""), ("x", b"")], "ZIP_DUPLICATE"),
        ([("x", b""), ("X", b"")], "NAME_CASE_COLLISION"),
        ([(f"x{n}", b"") for n in range(4097)], "ZIP_LIMIT"),
    ],
)
def test_container_writer_refuses(entries: list[tuple[str, bytes]], code: str) -> None:
    with pytest.raises(CodedError, match=code):
        write_zip(entries)


def test_container_writer_keeps_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoverydocs.evidence.container.LIMITS", Limits(entry=10, package=200))
    with pytest.raises(CodedError, match="ZIP_LIMIT"):
        write_zip([("x", b"x" * 11)])
    with pytest.raises(CodedError, match="ZIP_LIMIT"):
        write_zip([(f"x{n}", b"x") for n in range(5)])


def test_limits_can_only_be_lowered() -> None:
    assert Limits(entry=1).entry == 1
    for wrong in (0, LIMITS.entry + 1):
        with pytest.raises(ValueError, match="limit entry"):
            Limits(entry=wrong)
