"""PDF copies by the LibreOffice of this machine; each is whole, or named as lost."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from bench.notice import cases, template
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdf import PdfReader, PdfWriter
from tests.documents.engine.word_files import changed, paragraphs, part, saved, with_text

from recoverydocs.documents.engine import compile_template
from recoverydocs.documents.fonts import find_fonts
from recoverydocs.documents.pdf import to_pdf
from recoverydocs.documents.pdf_check import Pdf, TextDiffersError, check_pdf, says_the_same
from recoverydocs.errors import OutsideFailedError

if TYPE_CHECKING:
    from pathlib import Path

    from docx.text.paragraph import Paragraph

BODY = "word/document.xml"
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None or not find_fonts(["宋体"]).files,
    reason="needs LibreOffice Writer and fonts-noto-cjk",
)


def program(folder: Path, script: str) -> str:
    """A stand-in for LibreOffice."""
    file = folder / "soffice"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return str(file)


def page_number(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)  # noqa: SLF001


@needs_office
@pytest.mark.slow
def test_copies_are_whole_and_their_fonts_embedded() -> None:
    compiled = compile_template(template())
    documents = [compiled.render(case).content for case in cases(3)]
    copies = to_pdf(documents, workers=2)
    assert [copy.pages for copy in copies] == [2, 2, 2]
    assert all(any("NotoSerifCJK" in font for font in copy.fonts) for copy in copies)
    text = PdfReader(BytesIO(copies[1].content)).pages[0].extract_text()
    assert "虚构贸易" in text
    assert not any("DejaVu" in font for font in copies[0].fonts)


@needs_office
@pytest.mark.slow
def test_numbered_pages_lists_and_headers_do_not_count_as_text() -> None:
    word = Document()
    section = word.sections[0]
    section.header.paragraphs[0].text = "示例银行 内部 2026"
    foot = section.footer.paragraphs[0]
    foot.add_run("第")
    page_number(foot, "PAGE")
    foot.add_run("页 共")
    page_number(foot, "NUMPAGES")
    foot.add_run("页")
    for number in range(3):
        word.add_paragraph(f"{number + 1}2 项下的款项", style="List Number")
        word.add_paragraph("正文𠮷，A&B<有限>公司").add_run().add_break(WD_BREAK.PAGE)
    (copy,) = to_pdf([saved(word)])
    assert copy.pages >= 3


@needs_office
@pytest.mark.slow
def test_damaged_file_is_named_and_takes_no_other_along() -> None:
    whole = paragraphs("甲")
    with pytest.raises(OutsideFailedError, match=r"no PDF of 乙\.docx: ") as caught:
        to_pdf([whole, b"PK\x03\x04 damaged", whole], ["甲.docx", "乙.docx", "丙.docx"])
    assert "甲.docx" not in str(caught.value)
    assert caught.value.exit_code == 4
    with pytest.raises(OutsideFailedError, match="document 1"):
        to_pdf([b"no Word file"])


@needs_office
@pytest.mark.slow
def test_comma_that_office_drops_at_the_end_of_a_justified_line_arrives() -> None:
    run = (
        '<w:r><w:rPr><w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋"/>'
        '<w:sz w:val="32"/><w:lang w:eastAsia="zh-CN"/></w:rPr>'
        "<w:t>申请人依据《中华人民共和国民事诉讼法》第一百零三条，请求裁定保全。</w:t></w:r>"
    )
    body = '<w:p><w:pPr><w:ind w:firstLine="640"/><w:jc w:val="both"/></w:pPr>' + run + "</w:p>"
    document = changed(
        with_text(body),
        change=lambda xml: re.sub(
            r"<w:pgSz.*?/><w:pgMar.*?/>",
            '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1474" '
            'w:bottom="1531" w:left="1587" w:header="850" w:footer="850" w:gutter="0"/>',
            xml,
        ),
    )
    (copy,) = to_pdf([document])
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(copy.content)).pages)
    assert "第一百零三条，" in "".join(text.split())


def test_copy_whose_text_differs_is_made_again_flush_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    justified = with_text('<w:p><w:pPr><w:jc w:val="both"/></w:pPr></w:p>')
    asked: list[bytes] = []

    def check(content: bytes, document: bytes, name: str) -> Pdf:
        asked.append(content)
        assert document == justified
        if len(asked) == 1:
            raise TextDiffersError(name)
        return Pdf(content, 1, ())

    monkeypatch.setattr("recoverydocs.documents.pdf.check_pdf", check)
    copying = 'for last in "$@"; do :; done; cp "$last" "$(dirname "$last")/../out/000000.pdf"'
    (copy,) = to_pdf([justified], program=program(tmp_path, copying))
    assert copy.is_set_left
    assert asked[0] == justified
    assert '<w:jc w:val="left"/>' in part(asked[1])
    assert 'w:val="both"' not in part(asked[1])


def test_no_documents_are_no_copies(tmp_path: Path) -> None:
    assert to_pdf([], program=program(tmp_path, "exit 0")) == ()


def test_missing_office_says_what_to_install() -> None:
    with pytest.raises(OutsideFailedError, match="libreoffice-writer-nogui"):
        to_pdf([paragraphs("甲")], program="no-such-office")


def test_office_that_does_not_start_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "soffice"
    broken.write_bytes(b"\x7fELF no program")
    broken.chmod(0o755)
    with pytest.raises(OutsideFailedError, match="did not start"):
        to_pdf([paragraphs("甲")], program=str(broken))


def test_office_that_hangs_is_ended_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recoverydocs.documents.pdf._FILE_SECONDS", 0)
    hanging = program(tmp_path, f"sleep 60 & echo $! > {tmp_path}/pid; wait")
    with pytest.raises(OutsideFailedError, match="did not end within 1 seconds"):
        to_pdf([paragraphs("甲")], program=hanging, seconds=1)


def test_office_that_makes_nothing_and_says_done_is_found_out(tmp_path: Path) -> None:
    with pytest.raises(OutsideFailedError, match="甲; 乙"):
        to_pdf([b"", b""], ["甲", "乙"], program=program(tmp_path, "exit 0"))


def blank_pdf(pages: int) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    octets = BytesIO()
    writer.write(octets)
    return octets.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "does not open"),
        (b"%PDF-1.7 nothing", "does not open"),
        (blank_pdf(0), "no page"),
        (blank_pdf(1), "text is not"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_copy_that_is_not_whole_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(OutsideFailedError, match=reason) as caught:
        check_pdf(content, paragraphs("甲" * 20), "示例.docx")
    assert "示例.docx" in str(caught.value)


def test_copy_of_a_damaged_word_file_is_refused() -> None:
    with pytest.raises(OutsideFailedError, match="Word file is damaged"):
        check_pdf(blank_pdf(1), b"PK", "示例.docx")


def test_font_that_is_not_embedded_is_refused() -> None:
    text = b"BT /F1 12 Tf (A) Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R"
            b"/Resources<</Font<</F1 4 0 R>>>>>>"
        ),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
    )
    content, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(content)
    content += b"xref\n0 6\n0000000000 65535 f \n"
    content += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    content += b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start
    with pytest.raises(OutsideFailedError, match="not embedded: Helvetica"):
        check_pdf(content, paragraphs("A"), "示例.docx")


@pytest.mark.parametrize(
    ("pages", "texts", "expected"),
    [
        (["甲 乙\n丙"], {BODY: "甲乙\n丙\n"}, True),
        (["甲 乙"], {BODY: "甲乙\n丙"}, False),
        (["乙甲"], {BODY: "甲\n乙"}, False),
        (["1. 甲2. 乙"], {BODY: "甲\n乙"}, True),
        (["甲" + "多" * 20 + "乙"], {BODY: "甲\n乙"}, False),
        (["甲乙" + "多" * 20], {BODY: "甲\n乙"}, False),
        (["眉甲", "眉乙"], {BODY: "甲乙", "word/header1.xml": "眉"}, True),
        (["第1页甲", "第2页乙"], {BODY: "甲乙", "word/header1.xml": "第1页"}, True),
        (["第1页甲", "第2页2乙"], {BODY: "甲2乙", "word/header1.xml": "第页"}, True),
        (["甲乙"], {BODY: "甲乙", "word/header1.xml": "眉", "word/footer1.xml": "脚"}, True),
        (["A甲", "2乙"], {BODY: "甲乙", "word/header1.xml": "A", "word/header.xml": "1"}, True),
        (["甲第1页共2", "乙第2页共2"], {BODY: "甲乙", "word/footer1.xml": "第页共"}, True),
        (["甲1", "乙2"], {BODY: "甲乙", "word/footer1.xml": "1"}, True),
        (["甲注一", "乙"], {BODY: "甲\n乙", "word/footnotes.xml": "注一" * 20}, True),
    ],
)  # fmt: skip
def test_text_is_compared_without_headers_and_footers(
    pages: list[str], texts: dict[str, str], *, expected: bool
) -> None:
    assert says_the_same(pages, texts) is expected


@pytest.mark.parametrize(
    ("pages", "heads", "expected"),
    [
        (["项目金额一二", "项目金额三四"], ("项目金额",), True),
        (["项目金额一二", "项目金额三四"], (), False),
        (["项目金额一二", "三项目金额四"], ("项目金额",), False),
    ],
)
def test_heading_rows_may_stand_again_where_a_page_begins(
    pages: list[str], heads: tuple[str, ...], *, expected: bool
) -> None:
    # A label of 12 characters is let through anywhere, so the heading is longer than that.
    longer = {"项目": "项目" * 4, "金额": "金额" * 4}
    for short, long in longer.items():
        pages = [page.replace(short, long) for page in pages]
        heads = tuple(head.replace(short, long) for head in heads)
    words = {BODY: "\n".join([longer["项目"], longer["金额"], "一", "二", "三", "四"])}
    assert says_the_same(pages, words, heads) is expected
