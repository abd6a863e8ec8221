"""A part's XML made readable for Jinja: tags that Word split over runs are whole again.

The dialect is docxtpl's, and docxtpl's own preparation makes it: ``{%tr %}``, ``{%tc %}``,
``{%p %}``, ``{%r %}``, ``{{r }}``, ``{% colspan %}``, ``{% cellbg %}``, ``{% vm %}`` and
``{% hm %}``.
"""

from __future__ import annotations

import html
import re

from docxtpl import DocxTemplate

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TAG_START = re.compile(r"\{[{%#]")
_BETWEEN = re.compile(r">[ \r\n\t]+<")
_NEWLINE_IN_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)")
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_PREPARER = DocxTemplate(None)


def heal(source: str) -> str:
    """The Jinja source of one part; each tag begins a line, and no other line break is left."""
    flat = _NEWLINE_IN_TEXT.sub(_break_lines, source.replace("\r\n", "\n"))
    flat = _BETWEEN.sub(_squeeze, flat).replace("\n", " ").replace("\r", " ")
    whole = TAG.sub(_plain_tag, _PREPARER.patch_xml(flat))
    return _TAG_START.sub(lambda start: "\n" + start.group(), whole.replace("\n", " "))


def _break_lines(text: re.Match[str]) -> str:
    return text.group(1) + text.group(2).replace("\n", _LINE_BREAK)


def _squeeze(gap: re.Match[str]) -> str:
    """Blanks between two elements: kept where they are all its text, else dropped."""
    before = gap.string[max(0, gap.start() - 200) : gap.start() + 1]
    opening = before[before.rfind("<") :]
    closed = opening.startswith("</") or opening.endswith("/>")
    if closed or gap.string[gap.end() : gap.end() + 1] != "/":
        return "><"
    return gap.group()


def _plain_tag(tag: re.Match[str]) -> str:
    """A tag with its XML entities undone: Jinja wants ``'``, not ``&apos;``."""
    return html.unescape(tag.group()) if "&" in tag.group() else tag.group()


def tag_at(source: str, line: int) -> str:
    """The tag that begins a line of healed source (lines count from 1)."""
    lines = source.split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    found = TAG.match(text)
    return found.group() if found else text[:60]


def paragraph_at(source: str, line: int) -> int:
    """The number of the paragraph that a line of healed source stands in, from 1."""
    before = "\n".join(source.split("\n")[: line - 1])
    return max(1, len(re.findall(r"<w:p[ >]", before)))
