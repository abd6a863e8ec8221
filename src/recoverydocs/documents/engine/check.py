"""`template check`: what is wrong with a template, before any document is made from it.

Tags and fields are checked by taking the template apart; this module adds what a Word file can
carry besides words: macros, links to elsewhere, embedded objects, fields that fetch.
"""

from __future__ import annotations

import re
from posixpath import normpath
from typing import TYPE_CHECKING

from lxml import etree

from recoverydocs.documents.engine.compile import FILLED, take_apart
from recoverydocs.documents.engine.parts import (
    CONTENT_TYPES,
    WORD,
    Part,
    parse_xml,
    read_parts,
)
from recoverydocs.errors import DataRefusedError, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from recoverydocs.documents.engine.saying import Place

_W = f"{{{WORD}}}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FETCHING = re.compile(
    r"\b(?:INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DDE|DDEAUTO|LINK|RD|DATABASE|AUTOTEXT|"
    r"AUTOTEXTLIST|MACROBUTTON|MERGEFIELD|ASK|FILLIN|EMBED|SHAPE|HTMLACTIVEX|ADDIN|PRIVATE)\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"\{\{|\{%|\{#")
_MACROS = re.compile(
    r"vbaProject|vbaData|macroEnabled|/activeX/|ms-office\.activeX", re.IGNORECASE
)
_OBJECTS = re.compile(r"/embeddings/|/ctrlProps/|oleObject", re.IGNORECASE)
_HARMLESS_LINK = re.compile(r"/(?:hyperlink)$")
_WEB_LINK = re.compile(r"(?:https|http|mailto|tel):[^\\]+", re.IGNORECASE)


def check_template(
    content: bytes, allowed_fields: Collection[str] = (), name: str = "template.docx"
) -> tuple[Finding, ...]:
    """All that is wrong with a template; nothing when it may be used.

    Args:
        content: the octets of the Word file.
        allowed_fields: dotted names such as ``creditor.name``; an item of a list is written as
            the list (``rows.amount``). A name with no members listed below it allows all of
            them. Empty: names are not checked.
        name: what the findings call it.
    """
    try:
        parts = read_parts(content, name)
        taken = take_apart(content, name)
    except DataRefusedError as refusal:
        return refusal.findings
    findings = [finding for part in parts for finding in _check_part(part, name)]
    findings += taken.findings
    if allowed_fields:
        findings += _unknown(taken.names, allowed_fields)
    return tuple(dict.fromkeys(findings))


def _unknown(
    names: Collection[tuple[str, Place]], allowed: Collection[str]
) -> Iterator[Finding]:
    known = {path.replace("[]", "") for path in allowed}
    for path, place in names:
        if not _is_allowed(path, known):
            yield Finding(
                Severity.FAULT,
                "template-unknown-field",
                place.where(),
                f"标签 {place.tag} 用到未知字段“{path}”",
                "可用字段见 docs/template-fields.md",
                field=path,
                label="模板字段",
            )


def _is_allowed(path: str, known: Collection[str]) -> bool:
    """The path itself, one that others stand below, or below one that lists no members."""
    if path in known or any(each.startswith(f"{path}.") for each in known):
        return True
    head, _, _ = path.rpartition(".")
    if not head:
        return False
    listed = any(each.startswith(f"{head}.") for each in known)
    return not listed and _is_allowed(head, known)


def _check_part(part: Part, template: str) -> Iterator[Finding]:
    def found(rule: str, message: str, remedy: str) -> Finding:
        return Finding(Severity.FAULT, rule, f"{template} {part.name}", message, remedy)

    if _MACROS.search(f"/{part.name}"):
        yield found("template-macro", "含宏或控件", "请另存为不含宏的 .docx")
    if _OBJECTS.search(f"/{part.name}"):
        yield found("template-object", "含嵌入对象", "请删去嵌入对象，改为图片或文字")
    if not part.name.lower().endswith((".xml", ".rels", ".vml")):
        return
    try:
        root = parse_xml(part.content)
    except ValueError as fault:
        yield found("template-damaged", f"不能读取（{fault}）", "请用 Word 重新另存")
        return
    for rule, message, remedy in _in_tree(part.name, root):
        yield found(rule, message, remedy)


def _in_tree(name: str, root: etree._Element) -> Iterator[tuple[str, str, str]]:
    if name == CONTENT_TYPES and _MACROS.search(etree.tostring(root, encoding="unicode")):
        yield "template-macro", "文件类型含宏", "请另存为不含宏的 .docx"
    if name.endswith(".rels"):
        yield from _relations(root)
    if name.startswith("word/"):
        yield from _constructs(root)
        if not FILLED.fullmatch(name) and _TAG.search("".join(map(str, root.itertext()))):
            yield (
                "template-tag-unfilled",
                "此处的标签不会被填写",
                "标签只能放在正文、页眉、页脚和脚注中",
            )


def _relations(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    for relation in root.iter(_RELATION):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            if not (_HARMLESS_LINK.search(kind) and _WEB_LINK.fullmatch(target)):
                yield (
                    "template-external",
                    f"引用外部资源（{kind.rpartition('/')[2]}）",
                    "请断开链接，把内容放进模板",
                )
        elif "://" in target or normpath(f"word/{target.lstrip('/')}").startswith(".."):
            yield "template-external", "部件关系指向文件之外", "请用 Word 重新另存"
        if kind.endswith(("/aFChunk", "/attachedTemplate", "/oleObject", "/vbaProject")):
            yield (
                "template-object",
                f"含不允许的部件（{kind.rpartition('/')[2]}）",
                "请删去后另存",
            )


def _constructs(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    if root.find(f".//{_W}altChunk") is not None:
        yield "template-object", "含外部内容块（altChunk）", "请把内容直接写进模板"
    if root.find(f".//{_W}object") is not None or root.find(f".//{_W}control") is not None:
        yield "template-object", "含嵌入对象或控件", "请删去嵌入对象，改为图片或文字"
    codes = ["".join(map(str, p.itertext(f"{_W}instrText"))) for p in root.iter(f"{_W}p")]
    codes += [field.get(f"{_W}instr", "") for field in root.iter(f"{_W}fldSimple")]
    for code in codes:
        fetching = _FETCHING.search(code)
        if fetching:
            yield (
                "template-field-code",
                f"含会取用外部内容的域 {fetching.group().upper()}",
                "请删去该域（页码、日期以外的域都不需要）",
            )
