"""The fonts that a document asks for, what stands in for them here, and the glyphs they lack.

What is in use is read from the document; what is installed is asked of fontconfig. A machine
without fontconfig cannot check glyphs: that is a finding, never silence.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont, TTLibError

from recoverydocs.documents.engine.parts import parse_xml, read_parts
from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml import etree

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FORMATTED = re.compile(
    r"word/(?:document|styles|numbering|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml"
)
_SCRIPTS = ("ascii", "hAnsi", "eastAsia")
_THEMED = {"asciiTheme", "hAnsiTheme", "eastAsiaTheme"}
_EAST_ASIAN_FROM = 0x2E80
_NEVER_DRAWN = frozenset("\n\r\t\u200b\u200c\u200d\u2060\ufeff\u00ad")
_PATTERN_MARKS = re.compile(r"([\\:,\-])")
_WAIT = 30


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font that a document asks for, and the file that draws it here.

    Attributes:
        name: the font's name in the document.
        family: the installed family that is used.
        path: its file.
        index: its place in a collection; 0 for a file of one font.
    """

    name: str
    family: str
    path: str
    index: int

    @property
    def is_substituted(self) -> bool:
        """Whether another family stands in for the one asked for."""
        return self.name.casefold() != self.family.casefold()


@dataclass(frozen=True, slots=True)
class Fonts:
    """What was found for the fonts of a document.

    Attributes:
        files: one for each font that can be drawn, by name.
        findings: fonts that something else stands in for, that are missing, or not checked.
        is_checked: whether glyphs can be looked up at all.
        points: code points that some font in use has a glyph for.
        common: code points that every font in use has a glyph for.
    """

    files: tuple[FontFile, ...]
    findings: tuple[Finding, ...]
    is_checked: bool
    points: frozenset[int] = field(repr=False)
    common: frozenset[int] = field(repr=False)


@cache
def substitutes() -> Mapping[str, str]:
    """Installed family by the name of the font that it stands in for, from fonts.toml."""
    text = files("recoverydocs").joinpath("documents/fonts.toml").read_text("utf-8")
    return {
        name: entry["family"]
        for entry in tomllib.loads(text)["substitute"]
        for name in entry["names"]
    }


def fonts_in(content: bytes, name: str = "document.docx") -> tuple[str, ...]:
    """The names of the fonts that a Word file asks for, sorted.

    Raises:
        DataRefusedError: no Word file.
    """
    parts = read_parts(content, name)
    trees = [parse_xml(part.content) for part in parts if _FORMATTED.fullmatch(part.name)]
    themes = [parse_xml(part.content) for part in parts if "/theme/" in part.name]
    named = {found for tree in trees for found in _named(tree)}
    if any(_is_themed(tree) for tree in trees):
        named |= {found for theme in themes for found in _of_theme(theme)}
    return tuple(sorted(named))


def _named(tree: etree._Element) -> Iterator[str]:
    for fonts in tree.iter(f"{_WORD}rFonts"):
        for script in _SCRIPTS:
            name = fonts.get(f"{_WORD}{script}")
            if name and f"{_WORD}{script}Theme" not in fonts.attrib:
                yield name


def _is_themed(tree: etree._Element) -> bool:
    return any(
        f"{_WORD}{theme}" in fonts.attrib
        for fonts in tree.iter(f"{_WORD}rFonts")
        for theme in _THEMED
    )


def _of_theme(theme: etree._Element) -> Iterator[str]:
    """Latin and Chinese fonts of a theme."""
    for fonts in (*theme.iter(f"{_DRAWING}majorFont"), *theme.iter(f"{_DRAWING}minorFont")):
        for font in fonts:
            chinese = font.get("script") == "Hans"
            plain = font.tag in {f"{_DRAWING}latin", f"{_DRAWING}ea"}
            if (chinese or plain) and font.get("typeface"):
                yield font.get("typeface", "")


def find_fonts(names: Iterable[str]) -> Fonts:
    """The files that draw these fonts on this machine, with what had to stand in for what."""
    if shutil.which("fc-match") is None:
        unchecked = Finding(
            Severity.WARN,
            "font-unchecked",
            "本机",
            "没有 fontconfig（fc-match），未核对字体与缺字",
            "请安装 fontconfig 和 fonts-noto-cjk 后重做",
        )
        return Fonts((), (unchecked,), False, frozenset(), frozenset())
    found: list[FontFile] = []
    findings: list[Finding] = []
    for name in sorted(set(names)):
        file = _find(name)
        if file is not None:
            found.append(file)
        finding = _finding(name, file)
        if finding:
            findings.append(finding)
    sets = [_code_points(file.path, file.index) for file in found]
    points = frozenset[int]().union(*sets)
    common = frozenset.intersection(*sets) if sets else frozenset()
    return Fonts(tuple(found), tuple(findings), True, points, common)


def _finding(name: str, file: FontFile | None) -> Finding | None:
    if file is None:
        return Finding(
            Severity.BLOCK,
            "font-missing",
            "本机",
            f"没有字体“{name}”，也没有可代用的字体",
            "请安装该字体，或在 fonts.toml 中写明代用字体",
        )
    if file.is_substituted:
        return Finding(
            Severity.NOTE,
            "font-substituted",
            "本机",
            f"没有字体“{name}”，PDF 以“{file.family}”代替",
            "需要原字体的，请安装该字体",
        )
    return None


def _find(name: str) -> FontFile | None:
    """The font itself when it is installed, else what fonts.toml names for it."""
    for family in (name, substitutes().get(name, "")):
        if family:
            path, index, families = _ask(family)
            if family.casefold() in {each.casefold() for each in families} and path:
                return FontFile(name, family, path, index)
    return None


@cache
def _ask(family: str) -> tuple[str, int, tuple[str, ...]]:
    """File, index and family names of what fontconfig takes for a family."""
    answer = subprocess.run(  # noqa: S603 - a fixed program and one argument, no shell
        [
            shutil.which("fc-match") or "fc-match",
            "--format=%{file}\n%{index}\n%{family}\n",
            _PATTERN_MARKS.sub(r"\\\1", family),
        ],
        capture_output=True,
        check=False,
        timeout=_WAIT,
        text=True,
    )
    lines = answer.stdout.splitlines()
    if answer.returncode or len(lines) < 3:  # noqa: PLR2004 - the three lines asked for
        return "", 0, ()
    return lines[0], int(lines[1]), tuple(lines[2].split(","))


@cache
def _code_points(path: str, index: int) -> frozenset[int]:
    """The code points that a font file has glyphs for."""
    try:
        with Path(path).open("rb") as file:
            font = TTFont(file, fontNumber=index, lazy=True)
            return frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError):
        return frozenset()


def missing_glyphs(text: str, fonts: Fonts) -> tuple[str, ...]:
    """Each character of a text that cannot be drawn, once, in order of use.

    A Chinese character needs a glyph in every font in use, since it may stand in any of them;
    other characters need one in some font. Nothing is missing where nothing could be checked:
    look at ``fonts.is_checked``.
    """
    if not fonts.is_checked:
        return ()
    letters = set(text) - _NEVER_DRAWN
    lacking = {
        each
        for each in letters
        if ord(each) not in (fonts.common if ord(each) >= _EAST_ASIAN_FROM else fonts.points)
    }
    return tuple(sorted(lacking, key=text.index)) if lacking else ()


def glyph_findings(text: str, fonts: Fonts, where: str) -> tuple[Finding, ...]:
    """A blocking finding for each character without a glyph, and that nothing was checked.

    Args:
        text: the text of a document.
        fonts: what `find_fonts` found for its fonts.
        where: the case or document that the text is of.
    """
    lacking = tuple(
        Finding(
            Severity.BLOCK,
            "glyph-missing",
            where,
            f"字符“{letter}”（U+{ord(letter):04X}）在所用字体中没有字形，印出会是空白或方框",
            "请安装含该字的字体，或由法务确认替代写法",
        )
        for letter in missing_glyphs(text, fonts)
    )
    unchecked = () if fonts.is_checked else fonts.findings
    return lacking + unchecked


def fontconfig_xml(names: Mapping[str, str] | None = None) -> str:
    """A fontconfig file in which each font of the table is followed by its substitute.

    An installed font of that name still comes first.
    """
    aliases = "".join(
        f'<alias binding="same"><family>{escape(name)}</family>'
        f"<accept><family>{escape(family)}</family></accept></alias>\n"
        for name, family in (substitutes() if names is None else names).items()
    )
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        '<fontconfig>\n<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"{aliases}</fontconfig>\n"
    )
