"""A template taken apart once: healed, audited, compiled, its static parts ready to copy."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jinja2 import Template, nodes
from jinja2.exceptions import TemplateSyntaxError

from recoverydocs.documents.engine.filters import author_filters, woven_filters
from recoverydocs.documents.engine.heal import heal, paragraph_at, tag_at
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
            one = _PartCompiler(name, part)
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

    def __init__(self, template: str, part: Part) -> None:
        self.findings: list[Finding] = []
        self.names: list[tuple[str, Place]] = []
        self._template, self._part = template, part

    def compile(self) -> CompiledPart | None:
        """The part ready to render; None when there are findings or no tags in it."""
        try:
            source = heal(self._text())
            tree = Sandbox({}).parse(source)
        except ValueError as fault:
            self._refuse("template-damaged", f"不能读取（{fault}）", "请用 Word 重新另存")
            return None
        except TemplateSyntaxError as fault:
            place = self._place(source, fault.lineno)
            self.findings.append(
                place.fault("template-syntax", f"写法有误：{fault.message}", "请改正标签")
            )
            return None
        if self._part.name != BODY and "\n" not in source:
            return None
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
        if self.findings:
            return None
        return self._ready(tree, weaver, source)

    def _refuse(self, rule: str, message: str, remedy: str) -> None:
        where = f"{self._template} {self._part.name}"
        self.findings.append(Finding(Severity.FAULT, rule, where, message, remedy))

    def _ready(self, tree: nodes.Template, weaver: Weaver, source: str) -> CompiledPart:
        environment = Sandbox({**author_filters(), **woven_filters(weaver.places)})
        template = Template.from_code(environment, environment.compile(tree), {})
        return CompiledPart(
            name=self._part.name,
            template=template,
            fits_columns=weaver.fits_columns,
            place=lambda line: self._place(source, line),
        )

    def _text(self) -> str:
        """The part's XML as text.

        Raises:
            ValueError: not UTF-8, a DTD, or ``w:`` means something else.
        """
        root = parse_xml(self._part.content)
        if self._part.name.startswith("word/") and root.nsmap.get("w") != WORD:
            raise ValueError("the prefix w is not WordprocessingML")
        if (root.getroottree().docinfo.encoding or "UTF-8").upper() != "UTF-8":
            raise ValueError("not UTF-8")
        return self._part.content.decode("utf-8-sig")

    def _place(self, source: str, line: int) -> Place:
        return Place(
            self._template, self._part.name, paragraph_at(source, line), tag_at(source, line)
        )
