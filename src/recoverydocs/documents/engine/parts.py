"""A Word file taken apart: each part's octets, read and as they lie in the archive.

Limits stand here: what is larger, twice there, encrypted or oddly packed is refused.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from struct import Struct

from lxml import etree

from recoverydocs.errors import DataRefusedError, Finding, Severity

MOST_PARTS = 2000
MOST_OCTETS = 64 * 2**20
MOST_IN_PART = 16 * 2**20
CONTENT_TYPES = "[Content_Types].xml"
BODY = "word/document.xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_LOCAL_TAIL = Struct("<HH")
_LOCAL_SIZE, _LENGTHS_AT = 30, 26
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Part:
    """One member of the archive.

    Attributes:
        name: its path in the archive.
        content: its octets, unpacked.
        packed: its octets as they lie in the archive.
        method: 0 stored, 8 deflated.
        crc: CRC-32 of ``content``.
    """

    name: str
    content: bytes
    packed: bytes
    method: int
    crc: int


def refused(name: str, rule: str, message: str, remedy: str = "") -> DataRefusedError:
    """The refusal of a template as a whole."""
    finding = Finding(Severity.FAULT, rule, name, message, remedy)
    return DataRefusedError(f"template {name} refused: {rule}", (finding,))


def read_parts(content: bytes, name: str) -> tuple[Part, ...]:
    """The parts of a Word file, in the archive's order.

    Raises:
        DataRefusedError: no Word file, too large, a name twice, encrypted, or damaged.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            heads = archive.infolist()
            _check_heads(heads, name)
            parts = tuple(_part(archive, head, content) for head in heads)
    except DataRefusedError:
        raise
    except Exception as fault:
        # The standard reader raises half a dozen kinds of errors for damaged archives.
        raise refused(
            name,
            "template-damaged",
            "不是完好的 Word 文件（.docx）",
            "请用 Word 重新另存为 .docx",
        ) from fault
    if BODY not in {part.name for part in parts}:
        raise refused(
            name, "template-damaged", f"缺少 {BODY}，不是 Word 文件", "请用 Word 另存为 .docx"
        )
    return parts


def _check_heads(heads: list[zipfile.ZipInfo], name: str) -> None:
    names = [head.filename for head in heads]
    if len(names) != len({each.lower() for each in names}):
        raise refused(name, "template-damaged", "压缩包内有重名部件", "请用 Word 重新另存")
    if (
        len(heads) > MOST_PARTS
        or sum(head.file_size for head in heads) > MOST_OCTETS
        or any(head.file_size > MOST_IN_PART for head in heads)
    ):
        raise refused(
            name,
            "template-too-large",
            "展开后过大，疑为压缩炸弹",
            f"单个部件不超过 {MOST_IN_PART >> 20} MB，合计不超过 {MOST_OCTETS >> 20} MB",
        )
    if any(head.flag_bits & _ENCRYPTED or head.compress_type not in _PACKED for head in heads):
        raise refused(name, "template-damaged", "已加密或压缩方式不受支持", "请取消密码后另存")


def _part(archive: zipfile.ZipFile, head: zipfile.ZipInfo, content: bytes) -> Part:
    unpacked = archive.read(head)
    name_length, extra = _LOCAL_TAIL.unpack_from(content, head.header_offset + _LENGTHS_AT)
    start = head.header_offset + _LOCAL_SIZE + name_length + extra
    packed = content[start : start + head.compress_size]
    return Part(head.filename, unpacked, packed, head.compress_type, head.CRC)


def parse_xml(content: bytes) -> etree._Element:
    """The tree of one XML part, read without network, entities or a DTD.

    Raises:
        ValueError: not well-formed, or a DTD in it.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise ValueError("不是合格的 XML") from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("含 DTD")
    return root
