"""Fonts in use are read from the document, and a character without a glyph is named."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from tests.documents.engine.word_files import changed, paragraphs, saved

from recoverydocs.documents import fonts
from recoverydocs.documents.fonts import (
    FontFile,
    Fonts,
    find_fonts,
    fontconfig_xml,
    fonts_in,
    glyph_findings,
    missing_glyphs,
    substitutes,
)

if TYPE_CHECKING:
    from pathlib import Path

RARE = "𠮷"  # U+20BB7, in fonts-noto-cjk
RAREST = "\U00031350"  # in no font of fonts-noto-cjk
needs_fonts = pytest.mark.skipif(
    shutil.which("fc-match") is None or not find_fonts(["宋体"]).files,
    reason="needs fontconfig and fonts-noto-cjk",
)


def named(name: str) -> bytes:
    """A Word file in which one run asks for a font, and nothing else does."""
    word = Document()
    run = word.add_paragraph().add_run("甲")
    run.font.name = "Noto Sans CJK SC"
    assert run._element.rPr is not None  # noqa: SLF001
    assert run._element.rPr.rFonts is not None  # noqa: SLF001
    run._element.rPr.rFonts.set(qn("w:eastAsia"), name)  # noqa: SLF001
    plain = changed(
        saved(word),
        "word/styles.xml",
        lambda _: f'<w:styles xmlns:w="{qn("w:p")[1:-2]}"/>',
    )
    return changed(plain, "word/numbering.xml", lambda _: f'<w:x xmlns:w="{qn("w:p")[1:-2]}"/>')


def test_fonts_are_those_that_the_runs_name() -> None:
    assert fonts_in(named("仿宋_GB2312")) == ("Noto Sans CJK SC", "仿宋_GB2312")


def test_fonts_of_the_theme_count_where_a_style_asks_for_the_theme() -> None:
    content = changed(
        paragraphs("甲"),
        "word/styles.xml",
        lambda xml: xml.replace("<w:rFonts ", '<w:rFonts w:cs="x" ', 1),
    )
    found = fonts_in(content)
    assert "Calibri" in found
    assert "宋体" in found


def test_table_names_a_font_once_and_every_one_of_word() -> None:
    table = substitutes()
    assert {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体", "宋体"} <= table.keys()
    assert set(table.values()) == {"Noto Serif CJK SC", "Noto Sans CJK SC"}


@needs_fonts
def test_substitute_is_a_note_and_a_missing_font_blocks() -> None:
    found = find_fonts(["仿宋_GB2312", "没有这种字体", "Noto Sans CJK SC"])
    assert {file.name: file.is_substituted for file in found.files} == {
        "Noto Sans CJK SC": False,
        "仿宋_GB2312": True,
    }
    assert [(each.rule, str(each.severity)) for each in found.findings] == [
        ("font-substituted", "note"),
        ("font-missing", "block"),
    ]
    assert "Noto Serif CJK SC" in found.findings[0].message
    assert found.is_checked


@needs_fonts
def test_character_without_a_glyph_is_named_once() -> None:
    found = find_fonts(["仿宋", "黑体"])
    assert missing_glyphs(f"虚构{RARE}（示例）ABC 1,234.00\n", found) == ()
    assert missing_glyphs(f"甲{RAREST}乙{RAREST}", found) == (RAREST,)
    (finding,) = glyph_findings(f"甲{RAREST}", found, "SL-2026-1")
    assert finding.rule == "glyph-missing"
    assert finding.where == "SL-2026-1"
    assert "U+31350" in finding.message


def test_chinese_needs_a_glyph_in_every_font_and_latin_in_one() -> None:
    found = Fonts((), (), True, frozenset(map(ord, "甲乙a")), frozenset(map(ord, "甲")))
    assert missing_glyphs("甲a", found) == ()
    assert missing_glyphs("乙甲b", found) == ("乙", "b")


def test_machine_without_fontconfig_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    found = find_fonts(["仿宋"])
    assert not found.is_checked
    assert [finding.rule for finding in found.findings] == ["font-unchecked"]
    assert missing_glyphs(RAREST, found) == ()
    assert glyph_findings("甲", found, "SL-2026-1") == found.findings


def test_fontconfig_that_answers_nothing_finds_no_font(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "fc-match"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _: str(broken))
    fonts._ask.cache_clear()  # noqa: SLF001
    try:
        found = find_fonts(["仿宋"])
    finally:
        fonts._ask.cache_clear()  # noqa: SLF001
    assert [finding.rule for finding in found.findings] == ["font-missing"]
    assert missing_glyphs("甲", found) == ("甲",)


def test_file_that_is_no_font_has_no_glyphs(tmp_path: Path) -> None:
    file = tmp_path / "x.ttf"
    file.write_bytes(b"no font")
    assert fonts._code_points(str(file), 0) == frozenset()  # noqa: SLF001
    assert FontFile("甲", "甲", str(file), 0).is_substituted is False


def test_fontconfig_file_is_xml_with_every_substitute() -> None:
    root = etree.fromstring(fontconfig_xml().encode())
    assert len(root.findall("alias")) == len(substitutes())
    escaped = fontconfig_xml({"A&B": "<C>"})
    assert "A&amp;B" in escaped
    assert "&lt;C&gt;" in escaped
