"""Values arrive whole or are refused by name; the same inputs give the same octets."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from bench.notice import cases, picture, template
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.engine.word_files import (
    changed,
    names,
    paragraphs,
    part,
    saved,
    table,
    with_text,
)

from recoverydocs.documents.engine import (
    Listing,
    Picture,
    ReadBackError,
    RichParagraph,
    RichParagraphs,
    RichText,
    Run,
    compile_template,
    read_back,
)
from recoverydocs.errors import DataRefusedError

ROOT = Path(__file__).resolve().parents[3]
HOSTILE = (
    "A&B‹有限>公司",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{# 注 #}",
    "{_{ 原样 }_}",
    "𠮷野家",
    "=1+1",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
    "]]>",
    "&amp;&#65;&copy;",
    "\"'`",
    "甲\n乙\t丙",
    " 前后 ",
)
NOTHING_ELSE = paragraphs("[{{ name }}]")
text = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\u2028\u2029")
).filter(lambda each: each.strip() and not any("\u202a" <= c <= "\u202e" for c in each))


def refusal(content: bytes, values: dict[str, object]) -> DataRefusedError:
    with pytest.raises(DataRefusedError) as caught:
        compile_template(content, "示例").render(values)
    return caught.value


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_arrives_whole(value: str) -> None:
    rendered = compile_template(NOTHING_ELSE).render({"name": value})
    assert rendered.text == f"[{value}]"
    (paragraph,) = Document(BytesIO(rendered.content)).paragraphs
    assert paragraph.text == f"[{value}]"


@given(text)
@settings(max_examples=200)
def test_any_text_arrives_whole(value: str) -> None:
    if any("\u2066" <= each <= "\u2069" for each in value):
        return
    rendered = compile_template(NOTHING_ELSE).render({"name": value})
    assert rendered.text == f"[{value}]"
    assert Document(BytesIO(rendered.content)).paragraphs[0].text == f"[{value}]"


@pytest.mark.parametrize(
    "character",
    ["\0", "\x07", "\x0b", "\x0c", "\r", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe", "\uffff",
     "\u2028", "\u202e", "\u2066"],
)  # fmt: skip
def test_character_that_no_document_may_hold_is_refused(character: str) -> None:
    error = refusal(NOTHING_ELSE, {"name": f"甲{character}乙"})
    (finding,) = error.findings
    assert finding.rule == "template-character"
    assert f"U+{ord(character):04X}" in finding.message
    assert "甲" not in finding.line()


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (None, "template-missing-value"),
        ("", "template-missing-value"),
        (" \t", "template-missing-value"),
        (1.5, "template-value"),
        (True, "template-value"),
        (b"x", "template-value"),
        ({"a": "b"}, "template-value"),
        (["a"], "template-value"),
        (object(), "template-value"),
        (RichText((Run("a"),)), "template-value"),
        (RichParagraph(RichText((Run("a"),))), "template-value"),
    ],
)
def test_value_that_cannot_be_printed_is_refused(value: object, rule: str) -> None:
    (finding,) = refusal(NOTHING_ELSE, {"name": value}).findings
    assert finding.rule == rule
    assert finding.where == "示例 word/document.xml 第1段"
    assert "{{ name }}" in finding.message
    assert finding.field == "name"


def test_whole_number_is_printed() -> None:
    assert compile_template(NOTHING_ELSE).render({"name": 12}).text == "[12]"


def test_empty_text_stands_only_where_the_template_says_so() -> None:
    content = paragraphs("[{{ name | optional }}]")
    assert compile_template(content).render({"name": ""}).text == "[]"
    (finding,) = refusal(content, {"name": None}).findings
    assert finding.rule == "template-missing-value"


def test_all_faults_are_named_at_once() -> None:
    content = paragraphs("{{ a }}", "{{ b.c }}", "{{ d }}", "{{ e }}")
    error = refusal(content, {"a": None, "b": {}, "d": "\x00", "e": "好"})
    assert [finding.field for finding in error.findings] == ["a", "b.c", "d"]
    assert [finding.where[-3:] for finding in error.findings] == ["第1段", "第2段", "第3段"]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ missing }}",
        "{{ missing.more.still }}",
        "{% if missing %}x{% endif %}",
        "{% for x in missing %}{% endfor %}",
        "{{ name.missing }}",
        "{{ rows[0].missing }}",
        "{{ rows[9].no }}",
        "{{ missing | upper }}",
        "{{ missing ~ 'x' }}",
        "{{ law(missing) }}",
        "{{ missing('x') }}",
        "{{ name('x') }}",
        "{% if missing == 'x' %}x{% endif %}",
        "{{ rows[0].no if missing else 'x' }}",
    ],
)
def test_unknown_name_is_refused_with_its_tag(tag: str) -> None:
    values: dict[str, object] = {
        "name": {"known": "x"},
        "rows": [{"no": "1"}],
        "law": lambda key: key,
    }
    error = refusal(paragraphs("甲", f"乙{tag}"), values)
    finding = error.findings[-1]
    assert finding.where == "示例 word/document.xml 第2段"
    assert tag.partition("%}")[0] in finding.message
    assert "missing" in finding.line() or tag in {"{{ rows[9].no }}", "{{ name('x') }}"}


@pytest.mark.parametrize(
    "tag",
    [
        "{{ name | length }}{{ rows | upper }}",
        "{{ rows | join(1) }}",
        "{{ empty | first }}",
        "{{ number | length }}",
        "{{ name + 1 }}",
        "{{ name - 1 }}",
        "{{ name ~ rows }}",
        "{{ name < 1 }}",
        "{% for x in name %}{{ x }}{% endfor %}",
    ],
)
def test_expression_of_the_wrong_type_is_refused(tag: str) -> None:
    values: dict[str, object] = {"name": "x", "rows": [{}], "empty": [], "number": 1}
    error = refusal(paragraphs(tag), values)
    assert error.findings[-1].rule == "template-value"


def test_expressions_give_what_they_say() -> None:
    content = paragraphs(
        "{{ rows|first }}{{ rows|last }}{{ rows|length }}{{ name|upper }}{{ name|lower }}",
        "{{ ' x '|trim }}{{ 1 + 2 }}{{ 'a' + 'b' }}{{ 'n' ~ 1 }}{{ 5 - 2 }}{{ rows|join }}",
        "{{ [ ] | join('x') | optional }}{{ 'y' if name in rows else 'z' }}",
        "{% with n = name %}{{ n }}{% endwith %}{% if name is defined %}是{% endif %}",
        "{% if no is defined %}否{% else %}无{% endif %}{{ member['name'] }}",
    )
    values: dict[str, object] = {"name": "Ab", "rows": ["甲", "乙"], "member": {"name": "丙"}}
    assert compile_template(content).render(values).text.split("\n") == [
        "甲乙2ABab", "x3abn13甲乙", "z", "Ab是", "无丙",
    ]  # fmt: skip


def test_helper_is_called_by_name_and_its_answer_is_read_back() -> None:
    asked: list[str] = []

    def law(key: str, part: str = "") -> str:
        asked.append(key)
        return f"《法》{key}{part}"

    content = paragraphs("依据{{ law('a-b') }}和{{ law(key, '款') }}", "{{ (law('c'))|upper }}")
    rendered = compile_template(content).render({"law": law, "key": "d"})
    assert rendered.text == "依据《法》a-b和《法》d款\n《法》C"
    assert asked == ["a-b", "d", "c"]


def test_fault_of_a_helper_is_its_own() -> None:
    def law(key: str) -> str:
        raise DataRefusedError(f"no provision {key}")

    with pytest.raises(DataRefusedError, match="no provision x"):
        compile_template(paragraphs("{{ law('x') }}")).render({"law": law})


def test_same_inputs_give_the_same_octets_in_another_process() -> None:
    # python-docx dates each template that it saves: it is made once and handed over.
    content, case = template(), cases(1)[0]
    here = compile_template(content, "示例").render(case)
    code = (
        "import sys\n"
        "from bench.notice import cases\n"
        "from recoverydocs.documents.engine import compile_template\n"
        "print(compile_template(sys.stdin.buffer.read()).render(cases(1)[0]).sha256)"
    )
    there = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", code],
        input=content,
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(each for each in sys.path if each)},
        cwd=ROOT,
    )
    assert there.stdout.decode().strip() == here.sha256


def test_octets_do_not_rest_on_zlib(monkeypatch: pytest.MonkeyPatch) -> None:
    content, case = template(), cases(1)[0]
    expected = compile_template(content).render(case)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("compressed")

    monkeypatch.setattr("zlib.compress", never)
    monkeypatch.setattr("zlib.compressobj", never)
    assert compile_template(content).render(case) == expected


def test_archive_is_sorted_undated_and_whole() -> None:
    content = template()
    rendered = compile_template(content).render(cases(1)[0])
    with zipfile.ZipFile(BytesIO(rendered.content)) as archive:
        assert archive.testzip() is None
        heads = archive.infolist()
    assert heads[0].filename == "[Content_Types].xml"
    assert [head.filename for head in heads[1:]] == sorted(names(content)[1:])
    assert {head.date_time for head in heads} == {(1980, 1, 1, 0, 0, 0)}
    assert rendered.sha256 == sha256(rendered.content).hexdigest()
    tagged = {"word/document.xml", "word/header1.xml", "word/footer1.xml"}
    for name in set(names(content)) - tagged:
        assert part_octets(rendered.content, name) == part_octets(content, name)


def part_octets(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def test_different_cases_give_different_octets() -> None:
    compiled = compile_template(template())
    rendered = [compiled.render(case) for case in cases(50)]
    assert len({each.sha256 for each in rendered}) == 50


def test_text_has_body_first_then_headers_and_footers() -> None:
    word = Document()
    word.sections[0].header.paragraphs[0].text = "页眉 {{ name }}"
    word.sections[0].footer.paragraphs[0].text = "页脚，不变"
    word.add_paragraph("正文 {{ name }}")
    rendered = compile_template(saved(word)).render({"name": "甲"})
    assert rendered.text == "正文 甲\n页脚，不变\n页眉 甲"
    assert read_back(rendered.content) == rendered.text


def test_names_are_dotted_paths() -> None:
    content = paragraphs(
        "{{ creditor.name }}{% for r in rows if r.no %}{{ r.sum }}{{ loop.index }}{% endfor %}",
        "{% set c = creditor %}{{ c.phone }}{% with d = c %}{{ d['fax'] }}{% endwith %}",
        "{% for k, v in pairs %}{{ k }}{% endfor %}{{ law('x') }}{{ rows[0].no }}",
        "{% if flag %}{% elif other %}{% endif %}{{ law('x').y }}",
    )
    assert compile_template(content).names == (
        "creditor", "creditor.fax", "creditor.name", "creditor.phone", "flag", "law", "other",
        "pairs", "rows", "rows.no", "rows.sum",
    )  # fmt: skip


def test_plain_text_in_rich_tags_becomes_a_run_and_a_paragraph() -> None:
    content = paragraphs("{{r name }}", "{{p name }}")
    rendered = compile_template(content).render({"name": "甲&乙"})
    assert rendered.text == "甲&乙\n甲&乙"
    assert len(Document(BytesIO(rendered.content)).paragraphs) == 2


def test_rich_paragraphs_stand_as_paragraphs() -> None:
    block = RichParagraphs((
        RichParagraph(RichText((Run("一", font="黑体", lang="zh-CN", highlight="#FFFF00"),))),
        RichParagraph(RichText((Run("二", vertical="subscript"),)), style="Quote"),
    ))  # fmt: skip
    rendered = compile_template(paragraphs("{{p block }}")).render({"block": block})
    assert rendered.text == "一\n二"
    first, second = Document(BytesIO(rendered.content)).paragraphs
    assert first.runs[0].font.name == "黑体"
    assert second.style is not None
    assert second.style.name == "Quote"
    assert second.runs[0].font.subscript


def test_rich_text_with_a_refused_character_is_refused() -> None:
    (finding,) = refusal(paragraphs("{{r name }}"), {"name": RichText((Run("\0"),))}).findings
    assert finding.rule == "template-character"


@pytest.mark.parametrize("value", ["甲", "0", "1234", '1" w:x="'])
def test_span_and_colour_take_nothing_else(value: str) -> None:
    error = refusal(table(["{% cellbg name %}甲", "乙"]), {"name": value})
    assert error.findings[0].rule == "template-value"


def test_listing_stands_only_in_text() -> None:
    (finding,) = refusal(paragraphs("{{r name }}"), {"name": Listing("a\ab")}).findings
    assert finding.rule == "template-value"
    assert compile_template(NOTHING_ELSE).render({"name": Listing("a\ab")}).text == "[a\nb]"


def test_pictures_are_embedded_once_with_type_and_relation() -> None:
    word = Document()
    word.sections[0].header.paragraphs[0].text = "{{ mark }}"
    word.add_paragraph("{{ mark }} {{ mark }}")
    content = changed(
        saved(word),
        "[Content_Types].xml",
        lambda xml: xml.replace('<Default Extension="png" ContentType="image/png"/>', ""),
    )
    mark = Picture.of(picture(), width_mm=20, height_mm=10)
    rendered = compile_template(content).render({"mark": mark})
    assert rendered == compile_template(content).render({"mark": mark})
    media = [name for name in names(rendered.content) if name.startswith("word/media/")]
    assert len(media) == 1
    assert 'Extension="png"' in part(rendered.content, "[Content_Types].xml")
    opened = Document(BytesIO(rendered.content))
    assert [(each.width.mm, each.height.mm) for each in opened.inline_shapes] == [(20, 10)] * 2
    header = opened.sections[0].header.part
    assert [rel.target_part.blob for rel in header.rels.values()] == [picture()]


def test_picture_elsewhere_than_in_text_is_refused() -> None:
    mark = Picture.of(picture())
    (finding,) = refusal(paragraphs("{{r mark }}"), {"mark": mark}).findings
    assert "图片" in finding.message


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="picture"):
        Picture.of(content)


def test_two_pictures_get_two_relations() -> None:
    other = Document(BytesIO(template())).inline_shapes
    assert other
    one, two = Picture.of(picture()), Picture(picture() + b"\0", 36000, 36000, "png")
    rendered = compile_template(paragraphs("{{ a }}{{ b }}")).render({"a": one, "b": two})
    assert len([name for name in names(rendered.content) if "media" in name]) == 2


def test_value_that_does_not_arrive_is_our_own_error(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = compile_template(NOTHING_ELSE)
    monkeypatch.setattr("recoverydocs.documents.engine.filters.escape", lambda _: "别的")
    with pytest.raises(ReadBackError, match="did not arrive") as caught:
        compiled.render({"name": "秘密&"})
    assert caught.value.exit_code == 1
    assert "秘密" not in str(caught.value)


def test_xml_that_came_out_broken_is_our_own_error(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = compile_template(NOTHING_ELSE)
    monkeypatch.setattr("recoverydocs.documents.engine.filters.escape", lambda _: "<w:p>")
    with pytest.raises(ReadBackError, match="well-formed"):
        compiled.render({"name": "&"})


def test_text_in_a_text_box_is_filled_once_and_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>{{ name }}</w:t></w:r></w:p></w:txbxContent>"
    xml = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-'
        f'compatibility/2006"><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    rendered = compile_template(with_text(xml)).render({"name": "甲&乙"})
    assert rendered.text.strip() == "甲&乙"
    assert part(rendered.content).count("甲&amp;乙") == 2


def test_properties_of_the_file_are_filled_and_escaped() -> None:
    word = Document()
    word.core_properties.title = "致{{ name }}"
    word.core_properties.subject = "{{ empty | optional }}"
    rendered = compile_template(saved(word)).render({"name": "A&B<乙>", "empty": ""})
    assert Document(BytesIO(rendered.content)).core_properties.title == "致A&B<乙>"


def test_filled_document_may_be_a_template_again() -> None:
    mark = Picture.of(picture())
    first = compile_template(paragraphs("{{ a }}", "{_{ a }_}")).render({"a": mark})
    again = compile_template(first.content).render({"a": Picture(b"x", 1, 1, "png")})
    ids = [name for name in Document(BytesIO(again.content)).part.rels if "Value" in name]
    assert sorted(ids) == ["rIdValue1", "rIdValue_1"]


def test_picture_of_another_kind_is_refused() -> None:
    gif = b"GIF89a" + bytes((1, 0, 1, 0)) + bytes(20)
    with pytest.raises(ValueError, match="make it PNG or JPEG"):
        Picture.of(gif)


def test_what_is_being_said_is_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    compiled = compile_template(NOTHING_ELSE)
    context = compiled.parts[0].template.new_context({"name": "秘密"})
    assert "秘密" not in repr(context)
    assert not caplog.records
