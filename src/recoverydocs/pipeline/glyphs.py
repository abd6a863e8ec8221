"""Can every character of a case be drawn in the fonts that a kind's template asks for?"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from recoverydocs.documents.fonts import Fonts, find_fonts, fonts_in, glyph_findings
from recoverydocs.errors import Finding, Severity

if TYPE_CHECKING:
    from recoverydocs.documents import Kind


@cache
def fonts_of(template: bytes) -> Fonts:
    """What this machine has for the fonts of a template; asked once a process."""
    return find_fonts(fonts_in(template))


def glyphs(source: bytes, where: str, kind: Kind) -> tuple[Finding, ...]:
    """A block for each character of a case without a glyph.

    Where fonts are missing altogether nothing can be said of single characters: that is one
    warning, since the Word file itself is whole and its reader may have the fonts. A PDF copy
    is another matter, and its own check refuses a missing font.

    Args:
        source: the case as canonical JSON, which holds every character of it.
        where: the case's id.
        kind: whose template names the fonts.
    """
    fonts = fonts_of(kind.template)
    missing = [one for one in fonts.findings if one.severity is Severity.BLOCK]
    if missing:
        return tuple(replace(one, severity=Severity.WARN) for one in missing)
    return glyph_findings(source.decode(), fonts, where)
