"""A template taken apart once: healed, audited, compiled, its static parts ready to copy."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jinja2 import Template, nodes
from jinja2.exceptions import TemplateSyntaxError

from recoverydocs.documents.engine.filters import author_filters, woven_filters
from recoverydocs.documents.engine.heal import Healed, heal
from recoverydocs.documents.engine.names import names_in
from recoverydocs.documents.engine.parts import (
    BODY,
    CONTENT_TYPES,
    WORD,
    Part,
    parse_xml,
    read_parts,
)
from recoverydocs.documents.engine.render import CompiledPart, CompiledTemplate, rels_name
from recoverydocs.documents.engine.sandbox import Sandbox, audit
from recoverydocs.documents.engine.saying import Place
from recoverydocs.documents.engine.weave import Weaver
from recoverydocs.documents.engine.zipout import order, static_member
from recoverydocs.errors import DataRefusedError, Finding, Severity

FILLED = re.compile(
    r"word/(?:document|header[0-9]*|footer[0-9]*|footnotes|endnotes)\.xml|docProps/core\.xml"
)

_MOST_BRACES = 10_000  # healing takes time with the square of tags that never end


@dataclass(frozen=True, slots=True)
class Taken:
    """A template taken apart.

    Attributes:
        compiled: ready to render; None when there are findings.
        findings: what is wrong with its tags, all of it.
        names: the dotted names that it prints, loops over or asks about, with their places.
    """

    compiled: CompiledTemplate | None
    findings: tuple[Finding, ...]
    names: tuple[tuple[str, Place], ...]


def compile_template(content: bytes, name: str = "template.docx") -> CompiledTemplate:
    """A Word file ready to be filled any number of times.

    Args:
        content: the octets of the template.
        name: what messages call it, such as the kind's slug.

    Raises:
        DataRefusedError: no Word file, a tag that is no Jinja, or one that a template may not
            hold; the findings name each tag with its paragraph.
    """
    taken = take_apart(content, name)
    if taken.compiled is None:
        raise DataRefusedError(f"template {name} refused", taken.findings)
    return taken.compiled


def take_apart(content: bytes, name: str) -> Taken:
    """The template compiled, or all that is wrong with its tags.

    Raises:
        DataRefusedError: no Word file at all.
    """
    parts = {part.name: part for part in read_parts(content, name)}
    compiled: list[CompiledPart] = []
    findings: list[Finding] = []
    names: list[tuple[str, Place]] = []
    for part in sorted(parts.values(), key=lambda each: order(each.name)):
        if FILLED.fullmatch(part.name) and (part.name == BODY or b"{" in part.content):
            rels = parts.get(rels_name(part.name))
            one = _PartCompiler(name, part, rels.content if rels else b"")
            ready = one.compile()
            findings += one.findings
            names += one.names
            if ready:
                compiled.append(ready)
    if findings:
        return Taken(None, tuple(findings), tuple(names))
    filled = {part.name for part in compiled}
    static = tuple(
        static_member(part)
        for part in sorted(parts.values(), key=lambda each: order(each.name))
        if part.name not in filled
    )
    relations = {
        rels_name(one.name): parts[rels_name(one.name)].content
        for one in compiled
        if rels_name(one.name) in parts
    }
    whole = CompiledTemplate(
        name=name,
        parts=tuple(compiled),
        static=static,
        relations=relations,
        content_types=parts[CONTENT_TYPES].content,
        names=tuple(sorted({path for path, _ in names})),
    )
    return Taken(whole, (), tuple(names))


class _PartCompiler:
    """Takes one part apart; `findings` and `names` say what it found."""

    def __init__(self, template: str, part: Part, relations: bytes) -> None:
        self.findings: list[Finding] = []
        self.names: list[tuple[str, Place]] = []
        self._template, self._part, self._relations = template, part, relations

    def compile(self) -> CompiledPart | None:
        """The part ready to render; None when there are findings or no tags in it."""
        try:
            source = heal(self._text())
        except ValueError as fault:
            self._refuse("template-damaged", f"不能读取（{fault}）", "请用 Word 重新另存")
            return None
        if self._part.name != BODY and not source.has_tags:
            return None
        try:
            return self._from_source(source)
        except TemplateSyntaxError as fault:
            place = self._place(source, fault.lineno)
            self.findings.append(
                place.fault("template-syntax", f"写法有误：{fault.message}", "请改正标签")
            )
        except (RecursionError, SyntaxError):
            # Python's own limits: brackets nested by hundreds, more than twenty loops in a row.
            self._refuse("template-too-deep", "标签嵌套过深", "请减少括号、循环和判断的层数")
        return None

    def _from_source(self, source: Healed) -> CompiledPart | None:
        tree = Sandbox({}).parse(source.text)
        for line, reason in audit(tree):
            self.findings.append(
                self._place(source, line).fault("template-forbidden", reason, "请删去该写法")
            )
        if self.findings:
            return None
        self.names = [(path, self._place(source, line)) for line, path in names_in(tree)]
        weaver = Weaver(self._template, self._part.name, source)
        tree = weaver.weave(tree)
        self.findings += weaver.findings
        return None if self.findings else self._ready(tree, weaver, source)

    def _refuse(self, rule: str, message: str, remedy: str) -> None:
        where = f"{self._template} {self._part.name}"
        self.findings.append(Finding(Severity.FAULT, rule, where, message, remedy))

    def _ready(self, tree: nodes.Template, weaver: Weaver, source: Healed) -> CompiledPart:
        environment = Sandbox({**author_filters(), **woven_filters(weaver.places)})
        template = Template.from_code(environment, environment.compile(tree), {})
        return CompiledPart(
            name=self._part.name,
            template=template,
            fits_columns=weaver.fits_columns,
            prefix=self._prefix(),
            place=lambda line: self._place(source, line),
        )

    def _prefix(self) -> str:
        """A beginning of relationship ids that the template does not use."""
        prefix = "rIdValue"
        while prefix.encode() in self._relations:
            prefix += "_"
        return prefix

    def _text(self) -> str:
        """The part's XML as text.

        Raises:
            ValueError: not UTF-8, a DTD, more braces than any template needs, or ``w:`` means
                something else.
        """
        root = parse_xml(self._part.content)
        if self._part.name.startswith("word/") and root.nsmap.get("w") != WORD:
            raise ValueError("前缀 w 另有所指")
        if (root.getroottree().docinfo.encoding or "UTF-8").upper() != "UTF-8":
            raise ValueError("不是 UTF-8 编码")
        if self._part.content.count(b"{") > _MOST_BRACES:
            raise ValueError("大括号过多")
        return self._part.content.decode("utf-8-sig")

    def _place(self, source: Healed, line: int) -> Place:
        return Place(self._template, self._part.name, source.paragraph(line), source.tag(line))
