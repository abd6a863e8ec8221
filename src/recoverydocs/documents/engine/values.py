"""What a template may print besides plain text: rich text, listings and pictures.

Each is data only: how it becomes XML is the renderer's business.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal

from docx.image.image import Image

EMU_PER_MM = 36000
Underline = Literal[
    "", "single", "double", "thick", "dotted", "dash", "dotDash", "dotDotDash", "wave"
]


@dataclass(frozen=True, slots=True)
class Listing:
    r"""Text that may hold ``\a`` (new paragraph) and ``\f`` (new page).

    Attributes:
        text: the text; a new paragraph takes over the properties of the one it stands in.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one dress.

    Attributes:
        text: plain text; line breaks and tabs are kept.
        bold: set in bold.
        italic: set in italics.
        strike: struck through.
        underline: the kind of line below it; empty for none.
        vertical: raised, lowered, or empty for neither.
        style: the id of a character style of the template; empty for none.
        font: font name for all scripts; empty leaves the paragraph's.
        size: in half points; 0 leaves the paragraph's.
        color: six hexadecimal digits, such as ``C00000``; empty leaves the paragraph's.
        highlight: background colour, written like ``color``.
        lang: a language tag such as ``zh-CN``; empty for none.
    """

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    underline: Underline = ""
    vertical: Literal["", "subscript", "superscript"] = ""
    style: str = ""
    font: str = ""
    size: int = 0
    color: str = ""
    highlight: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class RichText:
    """Runs for a ``{{r name }}`` tag.

    Attributes:
        runs: in the order of reading.
    """

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words without their dress."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class RichParagraph:
    """One paragraph for a ``{{p name }}`` tag.

    Attributes:
        rich: what stands in it.
        style: the id of a paragraph style of the template; empty for none.
    """

    rich: RichText
    style: str = ""


@dataclass(frozen=True, slots=True)
class RichParagraphs:
    """Paragraphs for a ``{{p name }}`` tag.

    Attributes:
        paragraphs: in the order of reading.
    """

    paragraphs: tuple[RichParagraph, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to stand in a line of text.

    Attributes:
        content: the octets of a PNG or JPEG file, embedded as they are.
        width: in EMU (36,000 to a millimetre).
        height: in EMU.
        extension: ``png`` or ``jpg``.
    """

    content: bytes = field(repr=False)
    width: int
    height: int
    extension: str

    @classmethod
    def of(
        cls, content: bytes, width_mm: int | None = None, height_mm: int | None = None
    ) -> Picture:
        """The picture in its own size, or scaled to a width, a height or both.

        Raises:
            ValueError: neither PNG nor JPEG.
        """
        try:
            image = Image.from_file(BytesIO(content))
        except Exception as fault:
            raise ValueError("neither a PNG nor a JPEG picture") from fault
        if image.ext not in {"png", "jpg"}:
            raise ValueError(f"a {image.ext} picture; make it PNG or JPEG")
        wide = None if width_mm is None else width_mm * EMU_PER_MM
        high = None if height_mm is None else height_mm * EMU_PER_MM
        width, height = image.scaled_dimensions(wide, high)
        return cls(content, int(width), int(height), image.ext)
