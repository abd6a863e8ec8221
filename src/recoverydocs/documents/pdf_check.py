"""A PDF copy held against the Word file that it was made from: it opens, and says the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from io import BytesIO
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, cast

from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from recoverydocs.documents.engine.readback import ReadBackError, read_texts
from recoverydocs.errors import OutsideFailedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml import etree

_BODY = "word/document.xml"
_UNSEEN = re.compile("[\\s\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
_SUBSET = re.compile(r"^/(?:[A-Z]{6}\+)?")
_LONGEST_LABEL = 12
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF copy that has been checked.

    Attributes:
        content: its octets; LibreOffice makes different ones each time.
        pages: how many pages it has.
        fonts: the names of the fonts embedded in it.
        is_set_left: whether justified lines had to be set flush left to arrive whole.
    """

    content: bytes = field(repr=False)
    pages: int
    fonts: tuple[str, ...]
    is_set_left: bool = False


class TextDiffersError(OutsideFailedError):
    """A PDF opens and has its fonts, but does not say what the Word file says."""


def check_pdf(content: bytes, document: bytes, name: str) -> Pdf:
    """The PDF, once it is shown to be a whole copy of the document.

    Args:
        content: the octets of the PDF.
        document: the octets of the Word file.
        name: what messages call it.

    Raises:
        OutsideFailedError: it does not open, has no page, lacks a font, or says something else.
    """
    try:
        reader = PdfReader(BytesIO(content))
        texts = [page.extract_text() for page in reader.pages]
        fonts = dict(found for page in reader.pages for found in _fonts(page, 0))
    except (PyPdfError, ValueError, KeyError, TypeError) as fault:
        raise _failed(name, "the PDF does not open") from fault
    if not texts:
        raise _failed(name, "the PDF has no page")
    foreign = sorted(font for font, is_embedded in fonts.items() if not is_embedded)
    if foreign:
        raise _failed(name, f"fonts are not embedded: {', '.join(foreign)}")
    try:
        words = read_texts(document)
    except ReadBackError as fault:
        raise _failed(name, "the Word file is damaged") from fault
    if not says_the_same(texts, words, table_heads(document)):
        raise TextDiffersError(_sentence(name, "the PDF's text is not the document's"))
    return Pdf(content, len(texts), tuple(sorted(fonts)))


def _failed(name: str, reason: str) -> OutsideFailedError:
    return OutsideFailedError(_sentence(name, reason))


def _sentence(name: str, reason: str) -> str:
    return f"LibreOffice: {name}: {reason}; look at the Word file, then convert it again"


def _fonts(holder: DictionaryObject, depth: int) -> Iterator[tuple[str, bool]]:
    """Name and embedding of each font of a page and of the forms drawn on it."""
    resources = _dictionary(holder, "/Resources")
    for font in _values(_dictionary(resources, "/Font")):
        name = _SUBSET.sub("", str(font.get("/BaseFont", "/?")))
        yield name, _is_embedded(font)
    if depth < _DEEPEST:
        for form in _values(_dictionary(resources, "/XObject")):
            yield from _fonts(form, depth + 1)


def _is_embedded(font: DictionaryObject) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    if font.get("/Subtype") == "/Type0":
        (descendant,) = cast("Sequence[object]", font["/DescendantFonts"])
        font = cast("DictionaryObject", getattr(descendant, "get_object", lambda: descendant)())
    return any(name.startswith("/FontFile") for name in _dictionary(font, "/FontDescriptor"))


def _dictionary(holder: DictionaryObject, name: str) -> DictionaryObject:
    value = holder.get(name)
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _values(holder: DictionaryObject) -> Iterator[DictionaryObject]:
    for name in holder:
        yield _dictionary(holder, name)


def table_heads(document: bytes) -> tuple[str, ...]:
    """The heading rows of a Word file's tables, which are printed again on every page.

    Heading rows that follow one another are printed together.
    """
    heads: list[str] = []
    for table in Document(BytesIO(document)).element.body.iter(qn("w:tbl")):
        rows = takewhile(_is_head, table.findall(qn("w:tr")))
        heads.append(_plain("".join(text for row in rows for text in row.itertext(qn("w:t")))))
    return tuple(dict.fromkeys(filter(None, heads)))


def _is_head(row: etree._Element) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def says_the_same(
    pages: Sequence[str], texts: Mapping[str, str], heads: Sequence[str] = ()
) -> bool:
    """Whether pages hold the words of a Word file, headers and footers apart, in its order.

    The heading rows ``heads`` of a table may stand again where a page begins.

    Blanks and line ends do not count. In headers and footers the page's number and the number
    of pages may stand in place of another number, or where the Word file has none yet. Between
    two paragraphs a short label may stand: LibreOffice writes out automatic numbers.
    """
    furniture = {name: _plain(text) for name, text in texts.items() if name != _BODY}
    tops = [text for name, text in furniture.items() if "header" in name and text]
    feet = [text for name, text in furniture.items() if "footer" in name and text]
    notes = sum(len(text) for name, text in furniture.items() if "notes" in name)
    paragraphs = [_plain(text) for text in texts[_BODY].split("\n")]
    plain = [_plain(page) for page in pages]
    return any(
        _holds(_bodies(plain, tops, feet, counting), paragraphs, _LONGEST_LABEL + notes, heads)
        for counting in _Counting
    )


class _Counting(Enum):
    """Where a header or footer may hold the number of the page."""

    NOWHERE = 0
    INSIDE = 1
    AT_THE_EDGES = 2


def _holds(
    bodies: Sequence[str], paragraphs: Iterable[str], most: int, heads: Sequence[str]
) -> bool:
    """Whether the paragraphs follow one another, with no more than a label between them."""
    body = "".join(bodies)
    starts = {0, *accumulate(map(len, bodies))}
    position = 0
    for paragraph in paragraphs:
        if paragraph and position in starts and not body.startswith(paragraph, position):
            again = (len(each) for each in heads if body.startswith(each, position))
            position += max(again, default=0)
        found = body.find(paragraph, position)
        if found < 0 or found - position > most:
            return False
        position = found + len(paragraph)
    return len(body) - position <= most


def _plain(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def _bodies(
    pages: Sequence[str], heads: Sequence[str], feet: Sequence[str], counting: _Counting
) -> list[str]:
    """The pages' texts without the header and footer that each carries."""
    bodies: list[str] = []
    for number, page in enumerate(pages, 1):
        start, end = 0, len(page)
        numbers = f"(?:{number}|{len(pages)})"
        for head in _longest_first(heads):
            found = re.match(_pattern(head, numbers, counting), page)
            if found:
                start = found.end()
                break
        for foot in _longest_first(feet):
            found = re.search(f"(?:{_pattern(foot, numbers, counting)})$", page)
            if found:
                end = max(start, found.start())
                break
        bodies.append(page[start:end])
    return bodies


def _longest_first(texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=lambda each: (-len(each), each))


def _pattern(text: str, numbers: str, counting: _Counting) -> str:
    """A header or footer as a pattern in which the page's numbers may stand."""
    if counting is _Counting.NOWHERE:
        return re.escape(text)
    pieces = [
        f"(?:{piece}|{numbers})"
        if piece.isdigit()
        else f"{numbers}?".join(map(re.escape, piece))
        for piece in re.split("([0-9]+)", text)
    ]
    edge = f"{numbers}?" if counting is _Counting.AT_THE_EDGES else ""
    return f"{edge}{''.join(pieces)}{edge}"
