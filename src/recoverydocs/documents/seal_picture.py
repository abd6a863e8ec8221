"""The picture of a seal and the place in a PDF copy where a chop (公章) would be put.

A picture is no signature: whoever sees it has seen a picture.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader

from recoverydocs.errors import DataRefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdf import PageObject

_PNG = b"\x89PNG\r\n\x1a\n"
_SIZE_AT, _COLOUR_AT = 16, 25
_WITH_ALPHA = (4, 6)
_LARGEST = 1024 * 1024
_POINTS_A_MM = 72 / 25.4
_WIDE = 0x2000
"""Characters from here on are about as wide as they are high, those before half that."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture goes.

    Attributes:
        page: counted from 0.
        box: left, bottom, right, top in points from the page's lower left corner.
    """

    page: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class SealPicture:
    """A seal's picture as a workspace gives it.

    Attributes:
        png: the picture, with a transparent background.
        width_mm: how wide it is put.
        over: words that it is centred on, the first of these that the document prints.
    """

    png: bytes
    width_mm: int
    over: tuple[str, ...]

    @classmethod
    def of(cls, png: bytes, width_mm: int, over: Sequence[str]) -> SealPicture:
        """The picture, looked at.

        Raises:
            DataRefusedError: not a PNG, too large, or it would hide the words under it.
        """
        whole = png.startswith(_PNG) and len(png) > _COLOUR_AT
        if not whole or not all(struct.unpack_from(">II", png, _SIZE_AT)):
            raise DataRefusedError("seal picture: not a PNG; give it as PNG")
        if len(png) > _LARGEST:
            raise DataRefusedError("seal picture: larger than 1 MiB; make it smaller")
        if png[_COLOUR_AT] not in _WITH_ALPHA and b"tRNS" not in png:
            raise DataRefusedError(
                "seal picture: no transparency, so it would hide the words under it; give a "
                "PNG with a transparent background"
            )
        return cls(png, width_mm, tuple(over))

    def place(self, pdf: bytes) -> Place | None:
        """Where it goes in a PDF; None where none of the words is printed."""
        pages = PdfReader(BytesIO(pdf)).pages
        texts = [_Text.of(page) for page in pages]
        for words in self.over:
            for number, text in enumerate(texts):
                centre = text.centre(words)
                if centre is not None:
                    return Place(number, self._box(centre, pages[number]))
        return None

    def _box(self, centre: tuple[float, float], page: PageObject) -> tuple[int, int, int, int]:
        """The picture around a point, moved where it would leave the page."""
        columns, rows = struct.unpack_from(">II", self.png, _SIZE_AT)
        width = self.width_mm * _POINTS_A_MM
        height = width * rows / columns
        left = _within(centre[0] - width / 2, width, float(page.mediabox.width))
        bottom = _within(centre[1] - height / 2, height, float(page.mediabox.height))
        return round(left), round(bottom), round(left + width), round(bottom + height)


def _within(start: float, length: float, whole: float) -> float:
    return max(0.0, min(start, whole - length))


@dataclass(frozen=True, slots=True)
class _Text:
    """The characters of a page in the order in which they are drawn, and their centres."""

    characters: str
    centres: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, page: PageObject) -> _Text:
        characters: list[str] = []
        centres: list[tuple[float, float]] = []

        def see(text: str, cm: Sequence[float], tm: Sequence[float], *font: Any) -> None:  # noqa: ANN401 - pypdf's
            size = font[1] * tm[0] * cm[0]
            x = tm[4] * cm[0] + cm[4]
            y = tm[5] * cm[3] + cm[5] + size / 3
            for character in text:
                width = size if ord(character) >= _WIDE else size / 2
                if not character.isspace():
                    characters.append(character)
                    centres.append((x + width / 2, y))
                x += width

        page.extract_text(visitor_text=see)
        return cls("".join(characters), tuple(centres))

    def centre(self, words: str) -> tuple[float, float] | None:
        """The middle of where the words first stand."""
        at = self.characters.find(words)
        if at < 0:
            return None
        first, last = self.centres[at], self.centres[at + len(words) - 1]
        if first[1] != last[1]:  # broken over two lines
            return first
        return (first[0] + last[0]) / 2, first[1]
