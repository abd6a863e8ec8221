"""Each expression of a part told where in the XML it stands, and wrapped so that it fits there.

The walk goes over Jinja's tree in the order of the source and keeps count of the open elements.
It finds the tags that cannot give well-formed XML before any document is made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jinja2 import nodes

from recoverydocs.documents.engine.saying import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recoverydocs.documents.engine.heal import Healed
    from recoverydocs.errors import Finding

_XML_TAG = re.compile(r"<(/?)([^\s<>/!?]+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>")
_UNESCAPED = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
_DRAWING_ID = re.compile(r'(<wp:docPr\b[^>]*?\bid=")[^"]*(")')
_SPANS = re.compile(r'<w:(?:gridSpan w:val|shd [^<>]*w:fill|vMerge w:val)="$')
_PARAGRAPH_HOLDERS = (
    "w:body", "w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:txbxContent",
)  # fmt: skip
_PROPERTIES = ("dc:title", "dc:subject", "dc:description", "dc:identifier", "cp:keywords")
_NEVER_CUT = {"w:tc", "w:tr", "w:tbl"}
_KINDS = {
    "w:t": "text",
    **dict.fromkeys(("w:p", "w:hyperlink", "w:sdtContent"), "run"),
    **dict.fromkeys(_PARAGRAPH_HOLDERS, "paragraph"),
    **dict.fromkeys(_PROPERTIES, "plain"),
}
_SECTION = re.compile(r"<w:sectPr\b.*?</w:sectPr>")


@dataclass(slots=True)
class _Cursor:
    """How far the walk has come through the XML.

    Attributes:
        open: names of the open elements, outermost first.
        rest: an XML tag that an expression interrupts, as far as it has been read.
        frame: ``w:pPr`` of the paragraph, as XML.
        run: ``w:rPr`` of the run, as XML.
        floor: how many elements were open where the statement around began; a table's cell or
            row that was open there may not be closed inside.
        catching: the properties element being read, and its XML so far.
    """

    open: list[str] = field(default_factory=list)
    rest: str = ""
    frame: str = ""
    run: str = ""
    floor: int = 0
    catching: list[str] = field(default_factory=list)

    def copy(self) -> _Cursor:
        return replace(self, open=list(self.open), catching=list(self.catching))

    def feed(self, data: str) -> str:
        """Go on through a stretch of XML; the name of an element wrongly closed, or nothing."""
        data, self.rest = self.rest + data, ""
        unfinished = data.rfind("<")
        if unfinished > data.rfind(">"):
            data, self.rest = data[:unfinished], data[unfinished:]
        for tag in _XML_TAG.finditer(data):
            closing, name, _, empty = tag.groups()
            if not closing and not empty:
                self._begin(name)
            self.catching[:] = [xml + tag.group() for xml in self.catching]
            if closing:
                cut = name in _NEVER_CUT and len(self.open) <= self.floor
                if cut or not self.open or self.open[-1] != name:
                    return name
                self._end(name)
        return ""

    def _begin(self, name: str) -> None:
        self.open.append(name)
        if name == "w:p":
            self.frame = ""
        elif name == "w:r":
            self.run = ""
        parent = self.open[-2] if len(self.open) > 1 else ""
        if (parent, name) in {("w:p", "w:pPr"), ("w:r", "w:rPr")}:
            self.catching = [""]

    def _end(self, name: str) -> None:
        self.open.pop()
        parent = self.open[-1] if self.open else ""
        if self.catching and (parent, name) == ("w:p", "w:pPr"):
            self.frame, self.catching = _SECTION.sub("", self.catching[0]), []
        elif self.catching and (parent, name) == ("w:r", "w:rPr"):
            self.run, self.catching = self.catching[0], []

    def kind(self) -> str:
        """What an expression here has to be: a place's kind, or ``!`` and why it may not be."""
        if self.rest:
            return "span" if _SPANS.search(self.rest) else "!标签不能放在属性中"
        if "w:instrText" in self.open:
            return "!标签不能放在域代码中"
        innermost = self.open[-1] if self.open else ""
        return _KINDS.get(innermost, "!标签不能放在此处（须在文字之中）")


class Weaver:
    """Wraps the expressions of one part; `findings` says what cannot stand.

    Attributes:
        places: where each tag stands; a woven filter names its place by its number here.
        findings: tags that cannot give well-formed XML.
        fits_columns: whether a tag changes how many cells or columns a table row has.
    """

    def __init__(self, template: str, part: str, source: Healed) -> None:
        self.places: list[Place] = []
        self.findings: list[Finding] = []
        self.fits_columns = False
        self._template, self._part, self._source = template, part, source
        self._cursor = _Cursor()

    def weave(self, tree: nodes.Template) -> nodes.Template:
        """The tree with every expression wrapped; the same object, changed."""
        self._body(tree.body)
        if (self._cursor.open or self._cursor.rest) and not self.findings:
            self._refuse(1, "!标签使 XML 不完整")
        return tree

    def place(self, line: int, kind: str = "text", node: nodes.Node | None = None) -> Place:
        """The place of the tag that begins a line."""
        optional = node is not None and _is_optional(node)
        return Place(
            self._template,
            self._part,
            self._source.paragraph(line),
            self._source.tag(line),
            kind,
            "" if "{" in self._cursor.run else self._cursor.run,
            "" if "{" in self._cursor.frame else self._cursor.frame,
            optional,
            tuple(paths(node)) if node is not None else (),
            "mc:Fallback" in self._cursor.open,
        )

    def _number(self, place: Place) -> nodes.Const:
        self.places.append(place)
        return nodes.Const(len(self.places) - 1)

    def _refuse(self, line: int, reason: str) -> None:
        place = self.place(line)
        self.findings.append(place.fault("template-structure", reason.removeprefix("!")))

    def _body(self, body: list[nodes.Node]) -> int:
        """Weave statements; how many characters of XML stand in them."""
        return sum(_STATEMENTS[type(node)](self, node) for node in body)

    def _output(self, node: nodes.Node) -> int:
        assert isinstance(node, nodes.Output)  # noqa: S101 - the table below says so
        woven: list[nodes.Expr] = []
        size = 0
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                woven += self._data(child)
                size += len(child.data)
            else:
                woven.append(self._expression(child))
        node.nodes = woven
        return size

    def _data(self, node: nodes.TemplateData) -> Iterator[nodes.Expr]:
        data = node.data.replace("\n", "")
        for written, meant in _UNESCAPED.items():
            data = data.replace(written, meant)
        wrong = self._cursor.feed(data)
        if wrong and not self.findings:
            self._refuse(node.lineno, f"!标签把元素 {wrong} 切断")
        pieces = _DRAWING_ID.split(data)
        for at in range(0, len(pieces), 3):
            before = pieces[at - 1] if at else ""
            after = pieces[at + 1] if at + 1 < len(pieces) else ""
            yield nodes.TemplateData(before + pieces[at] + after, lineno=node.lineno)
            if after:
                yield _filter("_drawing", nodes.Const(0), line=node.lineno)

    def _expression(self, node: nodes.Expr) -> nodes.Expr:
        kind = self._cursor.kind()
        self.fits_columns |= kind == "span"
        if kind.startswith("!"):
            self._refuse(node.lineno, kind)
        place = self.place(node.lineno, kind, node)
        name = "_say" if kind in {"text", "plain"} and not place.echo else "_show"
        return _filter(name, self._inner(node), self._number(place), line=node.lineno)

    def _inner(self, node: nodes.Node) -> nodes.Expr:
        """An expression with its calls and sums made safe, from the inside out."""
        assert isinstance(node, nodes.Expr)  # noqa: S101 - statements hold only expressions
        for name, value in list(node.iter_fields()):
            if isinstance(value, nodes.Expr):
                setattr(node, name, self._inner(value))
            elif isinstance(value, list):
                setattr(node, name, [self._item(each) for each in value])
        if isinstance(node, nodes.Call):
            assert isinstance(node.node, nodes.Name)  # noqa: S101 - audit has refused others
            number = self._number(self.place(node.lineno, node=node))
            helper = nodes.Const(node.node.name)
            return _filter("_call", helper, number, *node.args, line=node.lineno)
        if isinstance(node, nodes.Add):
            return _filter("_add", node.left, node.right, line=node.lineno)
        if isinstance(node, nodes.Concat):
            return _filter("_concat", *node.nodes, line=node.lineno)
        return node

    def _item(self, value: object) -> object:
        if isinstance(value, nodes.Operand):
            value.expr = self._inner(value.expr)
            return value
        return self._inner(value) if isinstance(value, nodes.Expr) else value

    def _if(self, node: nodes.Node) -> int:
        assert isinstance(node, nodes.If)  # noqa: S101 - the table below says so
        before = self._cursor
        ends: list[_Cursor] = []
        size = 0
        branches = [node, *node.elif_]
        for branch in branches:
            branch.test = self._inner(branch.test)
            size += self._branch(before, branch.body, ends)
        size += self._branch(before, node.else_, ends)
        self._agree(node.lineno, before, ends, 0)
        return size

    def _for(self, node: nodes.Node) -> int:
        assert isinstance(node, nodes.For)  # noqa: S101 - the table below says so
        before = self._cursor
        ends = [before]
        if node.test is not None:
            node.test = self._inner(node.test)
        size = self._branch(before, node.body, ends)
        number = self._number(self.place(node.lineno, node=node.iter))
        node.iter = _filter(
            "_each", self._inner(node.iter), number, nodes.Const(size), line=node.lineno
        )
        size += self._branch(before, node.else_, ends)
        self._agree(node.lineno, before, ends, 1)
        return size

    def _branch(self, before: _Cursor, body: list[nodes.Node], ends: list[_Cursor]) -> int:
        self._cursor = replace(before.copy(), floor=len(before.open))
        self.fits_columns |= before.open[-1:] == ["w:tr"]
        size = self._body(body)
        ends.append(self._cursor)
        return size

    def _agree(self, line: int, before: _Cursor, ends: list[_Cursor], after: int) -> None:
        """All ways through a statement must leave the same elements open."""
        levels = {(*end.open, bool(end.rest)) for end in ends}
        if len(levels) > 1 and not self.findings:
            self._refuse(line, "!标签的开始与结束不在同一层（段落、表格行或单元格）")
        self._cursor = replace(ends[after].copy(), floor=before.floor)

    def _assign(self, node: nodes.Node) -> int:
        assert isinstance(node, nodes.Assign)  # noqa: S101 - the table below says so
        node.node = self._inner(node.node)
        return 0

    def _with(self, node: nodes.Node) -> int:
        assert isinstance(node, nodes.With)  # noqa: S101 - the table below says so
        node.values = [self._inner(value) for value in node.values]
        return self._body(node.body)


_STATEMENTS: dict[type[nodes.Node], Callable[[Weaver, nodes.Node], int]] = {
    nodes.Output: Weaver._output,  # noqa: SLF001
    nodes.If: Weaver._if,  # noqa: SLF001
    nodes.For: Weaver._for,  # noqa: SLF001
    nodes.Assign: Weaver._assign,  # noqa: SLF001
    nodes.With: Weaver._with,  # noqa: SLF001
}


def _filter(name: str, value: nodes.Expr, *arguments: nodes.Expr, line: int) -> nodes.Filter:
    return nodes.Filter(value, name, list(arguments), [], None, None, lineno=line)


def _is_optional(node: nodes.Node) -> bool:
    filters = [node, *node.find_all(nodes.Filter)]
    return any(isinstance(each, nodes.Filter) and each.name == "optional" for each in filters)


def paths(node: nodes.Node) -> Iterator[str]:
    """The dotted names in an expression, such as ``creditor.name``."""
    path = _path(node)
    if path:
        yield path
        return
    for child in node.iter_child_nodes():
        yield from paths(child)


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        inner = _path(node.node)
        return f"{inner}.{node.attr}" if inner else ""
    return ""
