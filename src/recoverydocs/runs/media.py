"""What a file is: by its ending, held against how it begins."""

from __future__ import annotations

from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from recoverydocs.errors import DataRefusedError, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES: Mapping[str, tuple[str, tuple[bytes, ...]]] = MappingProxyType(
    {
        ".pdf": ("application/pdf", (b"%PDF-",)),
        ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
        ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
        ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
        ".tif": ("image/tiff", (b"II*\0", b"MM\0*")),
        ".tiff": ("image/tiff", (b"II*\0", b"MM\0*")),
        ".ofd": ("application/ofd", (b"PK\x03\x04",)),
        ".docx": (_WORD, (b"PK\x03\x04",)),
        ".xlsx": (_SHEET, (b"PK\x03\x04",)),
        ".json": ("application/json", ()),
        ".xml": ("application/xml", ()),
        ".csv": ("text/csv", ()),
        ".txt": ("text/plain", ()),
        ".eml": ("message/rfc822", ()),
        ".mp3": ("audio/mpeg", ()),
        ".wav": ("audio/wav", (b"RIFF",)),
        ".mp4": ("video/mp4", ()),
    }
)
"""Ending → media type, and how such a file begins; none where nothing is laid down."""


def media_of(name: str, content: bytes) -> str:
    """The media type of a file; of an unknown ending ``application/octet-stream``.

    Raises:
        DataRefusedError: the file is empty, or does not begin as its ending says.

    >>> media_of("回执.PDF", b"%PDF-1.7")
    'application/pdf'
    """
    media, beginnings = TYPES.get(
        PurePath(name).suffix.lower(), ("application/octet-stream", ())
    )
    if not content:
        raise _refused("文件是空的", "请重新扫描或导出")
    if beginnings and not content.startswith(beginnings):
        raise _refused(f"文件内容不是 {media}，与扩展名不符", "请核对文件，或改正扩展名")
    return media


def _refused(message: str, remedy: str) -> DataRefusedError:
    finding = Finding(Severity.FAULT, "attached-file", "附加的文件", message, remedy)
    return DataRefusedError("附加的文件有误，未附加任何内容", [finding])
