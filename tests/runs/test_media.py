from __future__ import annotations

import pytest

from recoverydocs.errors import DataRefusedError
from recoverydocs.runs.media import TYPES, media_of


@pytest.mark.parametrize("ending", sorted(TYPES))
def test_file_that_begins_as_its_ending_says(ending: str) -> None:
    media, beginnings = TYPES[ending]
    for beginning in beginnings or (b"any",):
        assert media_of(f"名字{ending.upper()}", beginning + b"...") == media


def test_unknown_ending_says_nothing_of_its_content() -> None:
    assert media_of("x.dat", b"1") == media_of("x", b"1") == "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "content"), [("a.png", b"%PDF-"), ("a.pdf", b"x"), ("a", b"")]
)
def test_other_content_or_none_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(DataRefusedError) as caught:
        media_of(name, content)
    assert caught.value.findings[0].rule == "attached-file"
