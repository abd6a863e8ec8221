"""Enclosures: whether a document has the 计算明细表 appended, and its template then.

The enclosure is a Word file of its own, edited as every template is. It is put behind the
document's last paragraph as a section of its own page size, with the document's headers and
footers; styles that the document lacks come with it.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from recoverydocs.documents.engine.parts import BODY, WORD, parse_xml, read_parts, refused
from recoverydocs.documents.engine.zipout import archive, static_member, written_member

if TYPE_CHECKING:
    from recoverydocs.cases.model import Case
    from recoverydocs.documents.kinds import Kind

WORKING_TABLE = "working-table"
_STYLES = "word/styles.xml"
_W = f"{{{WORD}}}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FROM_THE_DOCUMENT = (f"{_W}headerReference", f"{_W}footerReference")
_UNSEEN_BREAK = (
    f'<w:p xmlns:w="{WORD}"><w:pPr><w:snapToGrid w:val="0"/>'
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)
"""A paragraph that takes no room to see; it ends the section before the enclosure."""


def encloses_working_table(kind: Kind, case: Case) -> bool:
    """Whether documents of the kind have the 计算明细表 appended for this case.

    The case's own word prevails where the kind offers the table at all: ``requests`` can ask
    for it or do without it.
    """
    when = kind.enclosures.get(WORKING_TABLE)
    asked = case.requests.working_table
    if when is None or asked is None:
        return when == "always"
    return asked


def template_for(kind: Kind, case: Case) -> bytes:
    """The template of the kind's document for this case, its enclosures behind it."""
    if encloses_working_table(kind, case):
        return with_enclosure(kind.template, kind.working_table, kind.slug)
    return kind.template


@lru_cache(maxsize=64)
def with_enclosure(template: bytes, enclosure: bytes, name: str) -> bytes:
    """A Word file with another one put behind it; equal files give equal octets.

    Args:
        template: the octets of the document.
        enclosure: the octets of what is put behind it; its page size and margins hold for it.
        name: what messages call the document.

    Raises:
        DataRefusedError: one of them is no Word file, or the enclosure holds pictures, lists or
            notes, which do not come along.
    """
    parts = {part.name: part for part in read_parts(template, name)}
    added = {part.name: part.content for part in read_parts(enclosure, f"{WORKING_TABLE}.docx")}
    document, behind = parse_xml(parts[BODY].content), parse_xml(added[BODY])
    _require_plain(behind)
    body, blocks = document[0], list(behind[0])
    section = body[-1]
    if section.tag != f"{_W}sectPr" or blocks[-1].tag != f"{_W}sectPr":
        raise refused(name, "template-damaged", "缺少页面设置", "请用 Word 重新另存")
    last = deepcopy(blocks.pop())
    for each in last.findall("*"):
        if each.tag in _FROM_THE_DOCUMENT:
            last.remove(each)
    held = [deepcopy(each) for each in section if each.tag in _FROM_THE_DOCUMENT]
    for place, each in enumerate(held):
        last.insert(place, each)
    pause = etree.fromstring(_UNSEEN_BREAK)
    pause[0].append(section)
    for block in (pause, *blocks, last):
        body.append(block)
    members = {each: static_member(part) for each, part in parts.items()}
    members[BODY] = written_member(BODY, _octets(document))
    if _STYLES in parts and _STYLES in added:
        styles = _with_styles(parts[_STYLES].content, added[_STYLES])
        members[_STYLES] = written_member(_STYLES, styles)
    return archive(members.values())


def _require_plain(document: etree._Element) -> None:
    """Only what stands on its own: text, tables, tags."""
    foreign = [
        element
        for element in document.iter()
        if any(str(key).startswith(_RELATIONS) for key in element.attrib)
        and element.tag not in _FROM_THE_DOCUMENT
    ]
    if foreign or document.find(f".//{_W}numPr") is not None:
        raise refused(
            f"{WORKING_TABLE}.docx",
            "template-forbidden",
            "附件模板含有图片、链接、脚注或者自动编号",
            "请删去；附件模板只能有文字和表格",
        )


def _with_styles(styles: bytes, more: bytes) -> bytes:
    """The document's styles, and those of the enclosure that it lacks."""
    known = parse_xml(styles)
    ids = {style.get(f"{_W}styleId") for style in known.iter(f"{_W}style")}
    for style in parse_xml(more).iter(f"{_W}style"):
        if style.get(f"{_W}styleId") not in ids:
            known.append(deepcopy(style))
    return _octets(known)


def _octets(root: etree._Element) -> bytes:
    octets: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return octets
