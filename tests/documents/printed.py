"""Small PDFs with Chinese words at known places, and pictures of seals, made by hand."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Words = tuple[float, float, str]
"""Left, baseline, text; 16 points high on a page of 595 by 842 points."""


_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Invented /Encoding /Identity-H "
    b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Invented "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
    b"/FontDescriptor << /Type /FontDescriptor /FontName /Invented /Flags 4 >> "
    b"/DW 1000 >>] /ToUnicode 4 0 R >>"
)


def printed(pages: Sequence[Iterable[Words]]) -> bytes:
    """A PDF whose characters are numbered like Unicode; nothing to see, all to read."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        _FONT,
        _stream(
            b"/CIDInit /ProcSet findresource begin begincmap "
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
            b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
        ),
    ]
    for number, words in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * number} 0 R >>".encode()
        )
        shown = [
            f"BT /F1 16 Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
            for x, y, text in words
        ]
        objects.append(_stream(" ".join(shown).encode()))
    return _file(objects)


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content)


def _file(objects: Sequence[bytes]) -> bytes:
    whole = b"%PDF-1.7\n"
    places: list[int] = []
    for number, content in enumerate(objects, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return whole + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (count, table, count, len(whole))
    )


def picture(columns: int = 40, rows: int = 40, *, alpha: bool = True) -> bytes:
    """A PNG of one red, half transparent where it has an alpha channel."""
    pixel = b"\xc8\x00\x00\x80" if alpha else b"\xc8\x00\x00"
    header = struct.pack(">IIBBBBB", columns, rows, 8, 6 if alpha else 2, 0, 0, 0)
    lines = (b"\x00" + pixel * columns) * rows
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in (
            (b"IHDR", header),
            (b"IDAT", zlib.compress(lines)),
            (b"IEND", b""),
        )
    )
