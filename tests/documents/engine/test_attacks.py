"""A template that tries to reach Python is refused by the check, and at render."""

from __future__ import annotations

import pytest
from tests.documents.engine.word_files import changed, paragraphs, part, table, with_text

from recoverydocs.documents.engine import check_template, compile_template
from recoverydocs.errors import DataRefusedError

TAGS = (
    # Attributes of Python objects, in every way of writing them.
    "{{ ''.__class__ }}",
    "{{ ''['__class__'] }}",
    "{{ name.__class__.__mro__[1].__subclasses__() }}",
    "{{ name['__cl' ~ 'ass__'] }}",
    "{{ name|attr('__class__') }}",
    "{{ ()|attr('__class__')|attr('__base__') }}",
    "{{ [].append.__self__ }}",
    "{{ name._private }}",
    "{{ self }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ _ }}",
    "{{ __builtins__ }}",
    "{{ loop._iterable }}",
    "{% for x in rows %}{{ loop.__class__ }}{% endfor %}",
    "{% for x in rows %}{{ loop._iterable }}{% endfor %}",
    # Jinja's own objects.
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__ }}",
    "{{ lipsum.__globals__['os'] }}",
    "{{ namespace.__init__ }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ config.items() }}",
    "{{ context.environment }}",
    # Calls.
    "{{ ''.join(['a']) }}",
    "{{ name.upper() }}",
    "{{ 'a'.format(name) }}",
    "{{ '{0.__class__}'.format(name) }}",
    "{{ '%s'|format(name) }}",
    "{{ name.format_map(name) }}",
    "{{ rows[0]() }}",
    "{{ law(*rows) }}",
    "{{ law(**name) }}",
    "{{ law(key=name) }}",
    "{{ loop() }}",
    "{{ super() }}",
    "{{ caller() }}",
    # Filters and tests that compute, convert or hide.
    "{{ name|safe }}",
    "{{ name|e }}",
    "{{ name|default('无') }}",
    "{{ rows|map(attribute='__class__')|list }}",
    "{{ rows|groupby('no') }}",
    "{{ rows|sum(attribute='no') }}",
    "{{ rows|tojson }}",
    "{{ name|pprint }}",
    "{{ name|xmlattr }}",
    "{{ name|center(10000000) }}",
    "{{ name|replace('a', 'b') }}",
    "{{ rows|random }}",
    "{{ name is callable }}",
    "{{ name is filter }}",
    # Statements that bring code, text or other templates in.
    "{% import 'os' as os %}",
    "{% from 'os' import popen %}",
    "{% include '/etc/passwd' %}",
    "{% extends 'x' %}",
    "{% block x %}{% endblock %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% call law('x') %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% set x %}a{% endset %}",
    "{% set rows.x = 1 %}",
    "{% autoescape false %}{{ name }}{% endautoescape %}",
    "{% do name.x() %}",
    "{% debug %}",
    "{% print(name) %}{{ name|safe }}",
    "{% for x in rows recursive %}{{ loop(rows) }}{% endfor %}",
    # Time and memory.
    "{% for i in range(10**9) %}{{ i }}{% endfor %}",
    "{% for i in range(1000000000) %}{% endfor %}",
    "{{ 10**10 }}",
    "{{ 9999999999 }}",
    "{{ 'a' * 1000000 }}",
    "{{ [1] * 1000000 }}",
    "{{ 7 * 7 }}",
    "{{ 7 / 0 }}",
    "{{ 7 // 2 }}",
    "{{ 7 % 2 }}",
    "{{ 1.5 }}",
    "{{ name[0:5] }}",
    "{{ {'a': 1} }}",
)
VALUES = {
    "name": "虚构公司",
    "rows": [{"no": "1"}],
    "law": lambda key: f"《{key}》",
}


@pytest.mark.parametrize("tag", TAGS)
def test_tag_is_refused_by_check_and_when_taken_apart(tag: str) -> None:
    content = paragraphs("甲", tag)
    findings = check_template(content, {"name", "rows", "law"}, "示例")
    assert findings
    assert all(str(finding.severity) == "fault" for finding in findings)
    assert findings[0].where.startswith("示例 word/document.xml")
    with pytest.raises(DataRefusedError):
        compile_template(content).render(VALUES)


def test_wall_behind_the_audit_gives_no_attribute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoverydocs.documents.engine.compile.audit", lambda _: iter(()))
    for tag in ("{{ name.__class__ }}", "{{ name['__class__'] }}", "{{ rows.append }}"):
        with pytest.raises(DataRefusedError):
            compile_template(paragraphs(tag)).render(VALUES)
    with pytest.raises(DataRefusedError):
        compile_template(
            paragraphs("{% for x in rows %}{{ loop._iterable }}{% endfor %}")
        ).render(VALUES)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ name }",
        "{{ name",
        "{% if name %}",
        "{% endif %}",
        "{% for %}x{% endfor %}",
        "{{ name | }}",
        "{{ 'x }}",
        "{% unknown %}",
    ],
)
def test_broken_tag_is_named_with_its_paragraph(tag: str) -> None:
    (finding, *_) = check_template(paragraphs("甲", tag), (), "示例")
    assert finding.rule in {"template-syntax", "template-structure", "template-tag-unfilled"}
    assert "示例 word/document.xml" in finding.where


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:r><w:instrText>INCLUDETEXT "/etc/passwd"</w:instrText></w:r></w:p>',
        (
            "<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r>"
            '<w:r><w:instrText>TEXT "x"</w:instrText></w:r></w:p>'
        ),
        '<w:p><w:r><w:instrText> DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>',
        '<w:p><w:fldSimple w:instr="INCLUDEPICTURE http://x/y.png"/></w:p>',
        '<w:p><w:fldSimple w:instr=" dde x"/></w:p>',
        '<w:altChunk w:id="rId9"/>',
        "<w:p><w:r><w:object/></w:r></w:p>",
        "<w:p><w:r><w:instrText>{{ name }}</w:instrText></w:r></w:p>",
        '<w:p><w:pPr><w:pStyle w:val="{{ name }}"/></w:pPr></w:p>',
    ],
)
def test_construct_that_fetches_or_embeds_is_refused(body: str) -> None:
    findings = check_template(with_text(body), {"name"}, "示例")
    assert findings


def _external(kind: str, target: str) -> bytes:
    relation = (
        f'<Relationship Id="rId99" TargetMode="External" Target="{target}" Type="http://schemas.'
        f'openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    return changed(
        paragraphs("甲"),
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace("</Relationships>", relation),
    )


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "https://example.invalid/evil.dotm"),
        ("image", "https://example.invalid/pixel.png"),
        ("image", "file:///etc/passwd"),
        ("oleObject", "https://example.invalid/x"),
        ("frame", "https://example.invalid/x"),
        ("hyperlink", "\\\\server\\share"),
        ("hyperlink", "javascript:alert(1)"),
        ("hyperlink", "file:///etc/passwd"),
    ],
)
def test_link_to_elsewhere_is_refused(kind: str, target: str) -> None:
    rules = {finding.rule for finding in check_template(_external(kind, target))}
    assert "template-external" in rules


def test_plain_link_is_allowed() -> None:
    assert check_template(_external("hyperlink", "https://example.invalid/")) == ()


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("word/vbaProject.bin", "template-macro"),
        ("word/activeX/activeX1.xml", "template-macro"),
        ("word/embeddings/oleObject1.bin", "template-object"),
        ("word/embeddings/book.xlsx", "template-object"),
    ],
)
def test_part_that_carries_code_is_refused(name: str, rule: str) -> None:
    findings = check_template(changed(paragraphs("甲"), added={name: b"<x/>"}))
    assert rule in {finding.rule for finding in findings}


def test_macro_content_type_is_refused() -> None:
    content = changed(
        paragraphs("甲"),
        "[Content_Types].xml",
        lambda xml: xml.replace(
            "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "vnd.ms-word.document.macroEnabled.main+xml",
        ),
    )
    assert "template-macro" in {finding.rule for finding in check_template(content)}


def test_relation_out_of_the_file_is_refused() -> None:
    content = changed(
        paragraphs("甲"),
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace('Target="styles.xml"', 'Target="../../../etc/passwd"'),
    )
    assert "template-external" in {finding.rule for finding in check_template(content)}


@pytest.mark.parametrize("name", ["word/document.xml", "word/settings.xml", "word/header9.xml"])
def test_dtd_is_refused(name: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    findings = check_template(changed(paragraphs("甲"), added={name: bomb}))
    assert "template-damaged" in {finding.rule for finding in findings}


def test_zip_bomb_is_refused_without_unpacking_it() -> None:
    bomb = changed(paragraphs("甲"), added={"word/media/x.bin": bytes(17 * 2**20)})
    assert len(bomb) < 2**20
    assert [finding.rule for finding in check_template(bomb)] == ["template-too-large"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\0" * 100, b"%PDF-1.7"])
def test_file_that_is_no_word_file_is_refused(content: bytes) -> None:
    assert [finding.rule for finding in check_template(content)] == ["template-damaged"]


def test_archive_without_a_body_or_with_a_name_twice_is_refused() -> None:
    whole = paragraphs("甲")
    twice = changed(whole, added={"WORD/document.xml": part(whole).encode()})
    assert [finding.rule for finding in check_template(twice)] == ["template-damaged"]
    renamed = whole.replace(b"word/document.xml", b"word/dokument.xml")
    assert [finding.rule for finding in check_template(renamed)] == ["template-damaged"]


def test_tag_where_nothing_is_filled_is_named() -> None:
    settings = part(paragraphs("甲"), "word/settings.xml").replace(
        "</w:settings>", "<w:t>{{ name }}</w:t></w:settings>"
    )
    content = changed(paragraphs("甲"), added={"word/settings.xml": settings.encode()})
    rules = {finding.rule for finding in check_template(content)}
    assert "template-tag-unfilled" in rules


def test_nested_loops_are_bounded() -> None:
    tag = "{% for a in rows %}" * 8 + "x" + "{% endfor %}" * 8
    compiled = compile_template(paragraphs(tag))
    with pytest.raises(DataRefusedError) as refusal:
        compiled.render({"rows": ["1"] * 300})
    assert [finding.rule for finding in refusal.value.findings] == ["template-too-large"]


def test_doubling_text_is_bounded() -> None:
    doubling = "".join("{% set a = a ~ a %}" for _ in range(40))
    content = paragraphs("{% set a = 'aaaaaaaaaa' %}" + doubling + "{{ a }}")
    with pytest.raises(DataRefusedError):
        compile_template(content).render({})
    joined = "".join("{% set a = [a, a]|join %}" for _ in range(40))
    with pytest.raises(DataRefusedError):
        compile_template(paragraphs("{% set a = 'aaaaaaaaaa' %}" + joined + "{{ a }}")).render(
            {}
        )


def test_printing_a_long_value_often_is_bounded() -> None:
    compiled = compile_template(paragraphs("{% for r in rows %}{{ long }}{% endfor %}"))
    with pytest.raises(DataRefusedError) as refusal:
        compiled.render({"rows": ["1"] * 1000, "long": "a" * 100_000})
    assert refusal.value.findings[-1].rule == "template-too-large"


def test_tag_across_table_cells_is_refused() -> None:
    findings = check_template(table(["{% if name %}甲", "乙{% endif %}"]), {"name"})
    assert [finding.rule for finding in findings] == ["template-structure"]
