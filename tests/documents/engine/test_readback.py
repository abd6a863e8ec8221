"""The reader reads octets, and finds what does not hold."""

from __future__ import annotations

import zlib

import pytest
from bench.notice import cases, template
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.engine.word_files import changed, paragraphs, saved, with_text

from recoverydocs.documents.engine import ReadBackError, compile_template, read_back
from recoverydocs.documents.engine.readback import (
    _tree,
    _words,
    _words_in_tree,
    compare,
    read_texts,
)

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PIECES = (
    "<w:p>", "</w:p>", "<w:p/>", '<w:p w:rsidR="1"/>', "<w:r>", "</w:r>", "<w:t>甲 乙</w:t>",
    '<w:t xml:space="preserve"> a&amp;b &lt;w:t&gt; </w:t>', "<w:t/>", "<w:t></w:t>", "<w:br/>",
    '<w:br w:type="page"/>', "<w:tab/>", '<w:tabs><w:tab w:val="left"/></w:tabs>', "<w:cr/>",
    "<w:noBreakHyphen/>", "<w:instrText>PAGE</w:instrText>", "<w:t>&#20007;&#x4e19;</w:t>",
    "<w:t>a>b</w:t>", "<w:delText>删</w:delText>", "<w:tc>", "</w:tc>", "<w:tbl/>",
)  # fmt: skip


def test_text_of_any_word_file_is_read() -> None:
    word = Document()
    word.add_paragraph("甲\t乙\n丙")
    word.add_paragraph("丁")
    assert read_back(saved(word)) == "甲\t乙\n丙\n丁"


@given(st.lists(st.sampled_from(PIECES)))
def test_scanner_reads_what_the_parser_reads(pieces: list[str]) -> None:
    xml = f'<w:body xmlns:w="{WORD}">{"".join(pieces)}</w:body>'
    try:
        tree = _tree(xml.encode())
    except ReadBackError:
        return
    # A text that holds an element is no Word text: the scanner never meets one.
    assert _words(xml) == "".join(_words_in_tree(tree))


def test_comment_and_cdata_are_read_by_the_parser() -> None:
    xml = "<w:p><!-- <w:t>x</w:t> --><w:r><w:t><![CDATA[甲<乙]]></w:t></w:r></w:p>"
    assert read_back(with_text(xml)).startswith("甲<乙")


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\x05\x06" + bytes(18), paragraphs("甲")[:-1], paragraphs("甲") + b"x"],
)
def test_damaged_archive_is_refused_or_empty(content: bytes) -> None:
    if content.startswith(b"PK\x05\x06"):
        assert read_back(content) == ""
        return
    with pytest.raises(ReadBackError):
        read_back(content)


def test_damaged_part_is_refused() -> None:
    content = bytearray(compile_template(template()).render(cases(1)[0]).content)
    at = content.index("虚构贸易".encode())
    content[at] ^= 1
    with pytest.raises(ReadBackError, match="damaged"):
        read_back(bytes(content))


def test_every_octet_of_the_body_counts() -> None:
    rendered = compile_template(paragraphs("[{{ a }}]")).render({"a": "甲"}).content
    start = rendered.index(b"<w:document")
    for at in range(start, rendered.index(b"</w:document>"), 97):
        changed_ = bytearray(rendered)
        changed_[at] ^= 2
        with pytest.raises(ReadBackError):
            read_back(bytes(changed_))


def test_deflated_part_that_lies_about_itself_is_refused() -> None:
    content = bytearray(paragraphs("甲"))
    at = content.index(zlib.compress(b"")[:0] or b"PK\x01\x02", 0)
    while content[at + 46 : at + 63] != b"word/document.xml":
        at = content.index(b"PK\x01\x02", at + 1)
    for field in (16, 20, 24, 42):
        broken = bytearray(content)
        broken[at + field] ^= 1
        with pytest.raises(ReadBackError):
            read_back(bytes(broken))


def test_part_that_is_not_well_formed_or_not_text_is_refused() -> None:
    for octets in (b"<w:p>", b"\xff\xfe", b"<!DOCTYPE x><x/>x"):
        with pytest.raises(ReadBackError):
            read_back(changed(paragraphs("甲"), added={"word/document.xml": octets}))


def test_other_parts_are_read_where_asked_for() -> None:
    texts = read_texts(paragraphs("甲"), ["docProps/core.xml"])
    assert set(texts) == {"word/document.xml", "docProps/core.xml"}


@pytest.mark.parametrize(
    ("values", "text", "holds"),
    [
        (["甲", "乙"], "甲乙", True),
        (["乙", "甲"], "甲乙", False),
        (["甲", "甲"], "甲", False),
        (["甲乙"], "甲x乙", False),
        ([], "", True),
    ],
)
def test_values_are_compared_whole_and_in_order(
    values: list[str], text: str, *, holds: bool
) -> None:
    if holds:
        compare({"a": values}, {"a": text})
    else:
        with pytest.raises(ReadBackError, match=r"a: value \d of \d did not arrive"):
            compare({"a": values}, {"a": text})
