"""Field names are held against those that a kind lists."""

from __future__ import annotations

import pytest
from tests.documents.engine.word_files import changed, paragraphs, table

from recoverydocs.documents.engine import check_template

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ALLOWED = ("creditor.name", "rows[].amount", "rows.no", "law", "extra", "party.address.city")


@pytest.mark.parametrize(
    "tag",
    [
        "{{ creditor.name }}",
        "{% if creditor %}x{% endif %}",
        "{% for r in rows %}{{ r.amount }}{{ r['no'] }}{{ loop.index }}{% endfor %}",
        "{{ rows[0].no }}",
        "{{ law('a') }}",
        "{{ extra.anything.below }}",
        "{{ party.address.city }}",
        "{% set c = creditor %}{{ c.name }}",
    ],
)
def test_listed_name_is_allowed(tag: str) -> None:
    assert check_template(paragraphs(tag), ALLOWED) == ()


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("{{ debtor.name }}", "debtor.name"),
        ("{{ creditor.phone }}", "creditor.phone"),
        ("{% for r in rows %}{{ r.sum }}{% endfor %}", "rows.sum"),
        ("{{ creditors }}", "creditors"),
        ("{{ party.address.street }}", "party.address.street"),
        ("{{ party.phone }}", "party.phone"),
        ("{% if unknown %}x{% endif %}", "unknown"),
        ("{{ lawyer('a') }}", "lawyer"),
    ],
)
def test_name_that_is_not_listed_is_found_with_its_tag(tag: str, name: str) -> None:
    (finding,) = check_template(paragraphs("甲", tag), ALLOWED, "示例")
    assert finding.rule == "template-unknown-field"
    assert finding.field == name
    assert finding.where == "示例 word/document.xml 第2段"


def test_names_are_not_held_against_an_empty_list() -> None:
    assert check_template(paragraphs("{{ anything }}")) == ()


def test_all_findings_of_all_parts_come_at_once() -> None:
    content = paragraphs("{{ a.__class__ }}", "{{ 2 ** 3 }}")
    findings = check_template(changed(content, added={"word/vbaProject.bin": b"x"}))
    assert [finding.rule for finding in findings] == [
        "template-macro",
        "template-forbidden",
        "template-forbidden",
    ]


def test_brackets_and_loops_nested_too_deep_are_refused() -> None:
    deep = paragraphs("{{ " + "(" * 3000 + "a" + ")" * 3000 + " }}")
    assert [finding.rule for finding in check_template(deep)] == ["template-too-deep"]
    loops = paragraphs("{% for a in b %}" * 30 + "{% endfor %}" * 30)
    assert [finding.rule for finding in check_template(loops)] == ["template-too-deep"]


def test_braces_without_number_are_refused_at_once() -> None:
    (finding,) = check_template(paragraphs("{" * 20_000))
    assert "大括号过多" in finding.message


def test_body_in_another_encoding_or_vocabulary_is_refused() -> None:
    wide = f'<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="{WORD}"/>'
    other = b'<w:document xmlns:w="urn:x"/>'
    for octets, reason in ((wide.encode("utf-16"), "UTF-8"), (other, "前缀 w")):
        (finding,) = check_template(
            changed(paragraphs("甲"), added={"word/document.xml": octets})
        )
        assert reason in finding.message


def test_external_dtd_is_refused() -> None:
    content = changed(
        paragraphs("甲"),
        change=lambda xml: xml.replace(
            "<w:document", '<!DOCTYPE w:document SYSTEM "x.dtd"><w:document', 1
        ),
    )
    assert "含 DTD" in check_template(content)[0].message


def test_tag_that_never_ends_is_refused() -> None:
    (finding,) = check_template(paragraphs("{{ a", "文字", "{{ b }}"))
    assert finding.rule == "template-syntax"


def test_tag_that_tears_the_xml_is_named() -> None:
    (finding,) = check_template(table(["{% if a %}甲", "乙"], ["丙{% endif %}", "丁"]))
    assert finding.rule == "template-structure"
    assert "{% if a %}" in finding.message or "w:t" in finding.message


def test_comment_may_hold_anything() -> None:
    assert check_template(paragraphs("{# {{ a.__class__ }} #}")) == ()


def test_encrypted_archive_is_refused() -> None:
    content = bytearray(paragraphs("甲"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    assert [finding.rule for finding in check_template(bytes(content))] == ["template-damaged"]
