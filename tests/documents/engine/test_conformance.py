"""docxtpl is the oracle: same template, same values, same XML."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import docxtpl
import pytest
from bench.notice import cases, picture, template
from docx import Document
from docx.shared import Mm, Pt
from lxml import etree
from tests.documents.engine.word_files import (
    add_table,
    changed,
    paragraphs,
    part,
    saved,
    split_runs,
    table,
    with_text,
)

from recoverydocs.documents.engine import (
    Listing,
    Picture,
    RichParagraph,
    RichText,
    Run,
    compile_template,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VALUES: Mapping[str, object] = {
    "name": "A&B‹有限>公司",
    "quoted": "\"双\" 和 '单' 引号",
    "braces": "{{ 7*7 }} {% x %}",
    "rare": "𠮷",
    "lines": "第一行\n第二行\n\n第四行",
    "tabbed": "左\t中\t右",
    "spaces": "  前后  ",
    "yes": True,
    "no": False,
    "span": 2,
    "colour": "FFD966",
    "parties": [
        {
            "name": "甲<公司>",
            "loans": [{"no": "1", "sum": "1,000.00"}, {"no": "2", "sum": "2.00"}],
        },
        {"name": "乙", "loans": []},
        {"name": "丙&丁", "loans": [{"no": "3", "sum": "9.99"}]},
    ],
    "columns": ["一", "二", "三", "四"],
    "nothing": [],
}


def oracle(content: bytes, values: Mapping[str, object]) -> bytes:
    word = docxtpl.DocxTemplate(BytesIO(content))
    word.render(dict(values), autoescape=True)
    octets = BytesIO()
    word.save(octets)
    return octets.getvalue()


def shape(xml: str) -> list[str]:
    """The XML as a list of elements and texts, without what carries no meaning here."""
    lines: list[str] = []
    _shape(etree.fromstring(xml.encode()), lines)
    return lines


def _shape(element: etree._Element, lines: list[str]) -> None:
    if element.tag == f"{WORD}r" and not [e for e in element if e.tag != f"{WORD}rPr"]:
        return
    if element.tag == f"{WORD}t" and not element.text:
        return
    attributes = sorted(
        f"{name}={value}"
        for name, value in ((str(k), str(v)) for k, v in element.attrib.items())
        if not name.endswith("}space") and "docPr" not in str(element.tag)
    )
    text = element.text or ""
    text = text if element.tag == f"{WORD}t" else text.strip()
    lines.append(f"{element.tag} {attributes} {text}")
    for child in element:
        _shape(child, lines)
    lines.append("/")


def trimmed(lines: list[str]) -> list[str]:
    """Runs that hold only an empty text are no runs."""
    text = "\n".join(lines)
    return re.sub(
        rf"{re.escape(WORD)}r \[\] \n(?:{re.escape(WORD)}rPr.*?\n/\n)?/\n", "", text
    ).split("\n")


def header_and_footer() -> bytes:
    word = Document()
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "{{ name }} {% if yes %}内部{% endif %}"
    section.first_page_header.paragraphs[0].text = "首页 {{ rare }}"
    section.footer.paragraphs[0].text = "{% for p in parties %}{{ p.name }}、{% endfor %}"
    word.add_paragraph("正文 {{ name }}")
    word.core_properties.title = "{{ rare }} 的文书"
    return saved(word)


def static_picture() -> bytes:
    word = Document()
    word.add_paragraph("{{ name }}").add_run().add_picture(BytesIO(picture()), width=Mm(20))
    word.add_paragraph("{%p for c in columns %}")
    word.add_paragraph("{{ c }}").add_run().add_picture(BytesIO(picture()), width=Mm(10))
    word.add_paragraph("{%p endfor %}")
    return saved(word)


def nested_rows() -> bytes:
    word = Document()
    word.add_paragraph("{%p for p in parties %}")
    word.add_paragraph("{{ loop.index }}. {{ p.name }}")
    add_table(
        word,
        ["编号", "金额"],
        ["{%tr for l in p.loans %}", ""],
        ["{{ l.no }}", "{{ l.sum }}"],
        ["{%tr endfor %}", ""],
    )
    word.add_paragraph("{%p endfor %}")
    return saved(word)


def dressed() -> bytes:
    word = Document()
    run = word.add_paragraph(style="List Bullet").add_run("甲 {{ lines }} 乙 {{ tabbed }}")
    run.bold, run.font.size = True, Pt(16)
    return saved(word)


def footnotes() -> bytes:
    """python-docx makes no footnotes: the part is added by hand."""
    notes = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{WORD[1:-1]}">'
        '<w:footnote w:id="1"><w:p><w:r><w:t>注 {{ name }}</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = (
        '<Relationship Id="rId77" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    content = changed(paragraphs("{{ name }}"), added={"word/footnotes.xml": notes.encode()})
    content = changed(
        content,
        "[Content_Types].xml",
        lambda xml: xml.replace(
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>',
        ),
    )
    return changed(
        content,
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace("</Relationships>", relation),
    )


TEMPLATES = {
    "plain": paragraphs("致 {{ name }}：", "{{ quoted }}", "{{ braces }}", "{{ rare }}"),
    "spaces": paragraphs("甲{{ spaces }}乙"),
    "expressions": paragraphs(
        "{{ parties[0].name }} {{ parties[2]['name'] }}",
        "{{ columns|length }} {{ columns|join('、') }}",
    ),
    "split runs": split_runs(
        "致 {", "{ na", "me }", "}：{% if", " yes %}是{", "% endif %", "}。"
    ),
    "split quotes": split_runs(
        "{{ parties[0][‘na", "me’] }}", "{% if name == “x” %}甲{% endif %}"
    ),
    "if else": paragraphs(
        "{% if yes %}大{% else %}小{% endif %}", "{% if no %}甲{% elif yes %}乙{% endif %}"
    ),
    "if paragraphs": paragraphs(
        "{%p if no %}", "无", "{%p else %}", "有 {{ name }}", "{%p endif %}", "末"
    ),
    "if spanning": paragraphs("甲{% if no %}乙", "丙", "丁{% endif %}戊"),
    "comment": paragraphs("甲{# 不印 #}乙", "{#p 整段不印 #}", "丙"),
    "loop": paragraphs(
        "{% for p in parties %}{{ loop.index }}{{ p.name }}"
        "{% if not loop.last %}、{% endif %}{% endfor %}"
    ),
    "loop else": paragraphs("{% for x in nothing %}{{ x }}{% else %}无{% endfor %}"),
    "loop test": paragraphs("{% for p in parties if p.loans %}{{ p.name }};{% endfor %}"),
    "set": paragraphs("{% set who = parties[0] %}{{ who.name }}"),
    "lines": paragraphs("甲{{ lines }}乙"),
    "tabs": paragraphs("甲{{ tabbed }}乙"),
    "dressed lines": dressed(),
    "escapes": paragraphs("{_{ 原样 }_} {_% 原样 %_}"),
    "dash": paragraphs("甲", "{%- if yes %}", "乙", "{% endif -%}", "丙"),
    "rows": table(
        ["序号", "金额"],
        ["{%tr for l in parties[0].loans %}", ""],
        ["{{ l.no }}", "{{ l.sum }}"],
        ["{%tr endfor %}", ""],
        ["合计", "{{ name }}"],
    ),
    "row if": table(
        ["甲", "{{ name }}"], ["{%tr if no %}", ""], ["乙", "丙"], ["{%tr endif %}", ""]
    ),
    "columns": table(
        ["{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"],
        ["{%tc for c in columns %}", "甲{{ c }}", "{%tc endfor %}"],
    ),
    "fewer columns": table(["{%tc if no %}", "甲", "{%tc endif %}", "乙", "丙"]),
    "nested": nested_rows(),
    "colspan": table(["{% colspan span %}{{ name }}", "乙"], ["甲", "乙"]),
    "cellbg": table(["{% cellbg colour %}{{ name }}", "乙"]),
    "vertical merge": table(
        ["{%tr for p in parties %}", ""],
        ["{% vm %}合并", "{{ p.name }}"],
        ["{%tr endfor %}", ""],
    ),
    "horizontal merge": table(
        ["{%tc for c in columns %}", "{% hm %}合并", "{%tc endfor %}"],
        ["{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"],
    ),
    "header and footer": header_and_footer(),
    "footnotes": footnotes(),
    "static picture": static_picture(),
    "entities": with_text(
        "<w:p><w:r><w:t>{{ parties[0][&quot;name&quot;] }}</w:t></w:r>"
        "<w:r><w:t>{% if 1 &lt; 2 %}小{% endif %}</w:t></w:r></w:p>"
    ),
}  # fmt: skip


def same(content: bytes, ours: Mapping[str, object], theirs: Mapping[str, object]) -> None:
    mine = compile_template(content).render(ours).content
    their = oracle(content, theirs)
    for name in (
        n for n in _parts(their) if re.match(r"word/(document|header|footer|foot)", n)
    ):
        assert trimmed(shape(part(mine, name))) == trimmed(shape(part(their, name))), name
    assert Document(BytesIO(mine)).core_properties.title == (
        Document(BytesIO(their)).core_properties.title
    )


def _parts(content: bytes) -> list[str]:
    return [
        str(each.partname)[1:] for each in Document(BytesIO(content)).part.package.iter_parts()
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_xml_equals_that_of_docxtpl(name: str) -> None:
    same(TEMPLATES[name], VALUES, VALUES)


def test_notice_of_the_benchmark_equals_that_of_docxtpl() -> None:
    for case in cases(3):
        same(template(), case, case)


def test_rich_text_equals_that_of_docxtpl() -> None:
    content = paragraphs("{{r rich }}", "甲", "{{p block }}")
    mine = RichText((
        Run("粗&<体>", bold=True),
        Run("斜\n体", italic=True, color="C00000", size=28),
        Run("线", underline="double", strike=True, vertical="superscript"),
        Run("式", style="Strong"),
    ))  # fmt: skip
    their = docxtpl.RichText("粗&<体>", bold=True)
    their.add("斜\n体", italic=True, color="#C00000", size=28)
    their.add("线", underline="double", strike=True, superscript=True)
    their.add("式", style="Strong")
    ours = {"rich": mine, "block": RichParagraph(mine, style="Quote")}
    theirs = {"rich": their, "block": docxtpl.RichTextParagraph(their, parastyle="Quote")}
    rendered = part(compile_template(content).render(ours).content)
    assert _sorted_dress(rendered) == _sorted_dress(part(oracle(content, theirs)))


def _sorted_dress(xml: str) -> list[str]:
    """The shape with run properties in one order: docxtpl's is not the schema's."""
    root = etree.fromstring(xml.encode())
    for dress in root.iter(f"{WORD}rPr"):
        dress[:] = sorted(dress, key=lambda mark: str(mark.tag))
    return trimmed(shape(etree.tostring(root, encoding="unicode")))


def test_picture_value_equals_that_of_docxtpl() -> None:
    content = paragraphs("甲{{ mark }}乙{{ mark }}", "{{ other }}")
    word = docxtpl.DocxTemplate(BytesIO(content))
    inline = docxtpl.InlineImage(word, BytesIO(picture()), width=Mm(30))
    word.render({"mark": inline, "other": inline}, autoescape=True)
    octets = BytesIO()
    word.save(octets)
    mine = Picture.of(picture(), width_mm=30)
    rendered = compile_template(content).render({"mark": mine, "other": mine}).content

    def plain(xml: str) -> list[str]:
        xml = re.sub(r'r:embed="[^"]*"|name="[^"]*\.png"', 'name=""', xml)
        return trimmed(shape(xml))

    assert plain(part(rendered)) == plain(part(octets.getvalue()))
    shown = Document(BytesIO(rendered)).inline_shapes
    assert len(shown) == 3
    blips = Document(BytesIO(rendered)).part.related_parts
    assert any(getattr(each, "blob", b"") == picture() for each in blips.values())


def test_listing_equals_that_of_docxtpl() -> None:
    text = "第一段\a第二段\n换行\f新页"
    word = Document()
    word.add_paragraph(style="Quote").add_run("甲{{ listing }}乙").bold = True
    content = saved(word)
    same(content, {"listing": Listing(text)}, {"listing": docxtpl.Listing(text)})
