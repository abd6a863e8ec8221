"""A part's XML made readable for Jinja: tags that Word split over runs are whole again.

The dialect is docxtpl's, and docxtpl's own preparation makes it: ``{%tr %}``, ``{%tc %}``,
``{%p %}``, ``{%r %}``, ``{{r }}``, ``{% colspan %}``, ``{% cellbg %}``, ``{% vm %}`` and
``{% hm %}``.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from itertools import accumulate

from docxtpl import DocxTemplate

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PARAGRAPH = re.compile("<w:p[ >]")
_TAG_START = re.compile(r"\{[{%#]")
_BETWEEN = re.compile(r">[ \r\n\t]+<")
_NEWLINE_IN_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)")
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_PREPARER = DocxTemplate(None)


@dataclass(frozen=True, slots=True)
class Healed:
    """The Jinja source of one part: each tag begins a line, and no other line break is left.

    Attributes:
        text: the source.
        lines: the same, line by line; line 1 is the first.
        paragraphs: how many paragraphs have begun before each line.
    """

    text: str
    lines: tuple[str, ...] = field(repr=False)
    paragraphs: tuple[int, ...] = field(repr=False)

    @property
    def has_tags(self) -> bool:
        """Whether any tag stands in it."""
        return len(self.lines) > 1

    def tag(self, line: int) -> str:
        """The tag that begins a line."""
        text = self.lines[line - 1]
        found = TAG.match(text)
        return found.group() if found else text[:60]

    def paragraph(self, line: int) -> int:
        """The number of the paragraph that a line stands in, from 1."""
        return max(1, self.paragraphs[line - 1])


def heal(source: str) -> Healed:
    """One part's XML made ready for Jinja."""
    flat = _NEWLINE_IN_TEXT.sub(_break_lines, source.replace("\r\n", "\n"))
    flat = _BETWEEN.sub(_squeeze, flat).replace("\n", " ").replace("\r", " ")
    whole = TAG.sub(_plain_tag, _PREPARER.patch_xml(flat))
    text = _TAG_START.sub(lambda start: "\n" + start.group(), whole.replace("\n", " "))
    lines = text.split("\n")
    counts = accumulate((len(_PARAGRAPH.findall(line)) for line in lines[:-1]), initial=0)
    return Healed(text, tuple(lines), tuple(counts))


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
