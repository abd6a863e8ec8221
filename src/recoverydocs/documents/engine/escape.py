"""Plain text as XML text: escaped, line breaks kept, and what cannot arrive whole refused."""

from __future__ import annotations

import re

# Markup, blanks that Word writes as elements, and what must not stand in a document at all:
# control characters, lone surrogates, non-characters, and marks that turn reading around.
_SPECIAL = re.compile(
    "[&<>\"'\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_NEWLINE = '</w:t><w:br/><w:t xml:space="preserve">'


def is_plain(text: str) -> bool:
    """Whether the text stands in XML as it is, letter for letter."""
    return _SPECIAL.search(text) is None


def refused_character(text: str) -> str:
    """The first character that no document may hold, as ``U+0007``; empty for none."""
    found = _REFUSED.search(text)
    return f"U+{ord(found.group()):04X}" if found else ""


def escape(text: str) -> str:
    """The text with XML's five characters escaped, as Jinja and docxtpl escape them."""
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&#34;")
        .replace("'", "&#39;")
    )


def break_lines(xml: str, run: str) -> str:
    """Escaped text for inside ``w:t``, its line breaks and tabs as Word's elements."""
    tab = f'</w:t></w:r><w:r>{run}<w:tab/></w:r><w:r>{run}<w:t xml:space="preserve">'
    return xml.replace("\t", tab).replace("\n", _NEWLINE)


def break_paragraphs(xml: str, run: str, frame: str) -> str:
    r"""Text that `break_lines` made, its ``\a`` and ``\f`` as new paragraphs and pages."""
    begin = f'<w:p>{frame}<w:r>{run}<w:t xml:space="preserve">'
    end = "</w:t></w:r></w:p>"
    page = f'{end}<w:p><w:r><w:br w:type="page"/></w:r></w:p>{begin}'
    return xml.replace("\a", end + begin).replace("\f", page)
