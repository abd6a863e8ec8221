"""A compiled template filled for one case: the values said, the file written, and read back."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from jinja2.exceptions import UndefinedError

from recoverydocs.documents.engine.drawings import (
    default_type_xml,
    media_name,
    relationship_xml,
)
from recoverydocs.documents.engine.parts import CONTENT_TYPES
from recoverydocs.documents.engine.readback import compare, join_texts, read_texts
from recoverydocs.documents.engine.saying import Place, RenderRefusedError, Saying
from recoverydocs.documents.engine.tables import fit_grids
from recoverydocs.documents.engine.zipout import Member, archive, order, written_member
from recoverydocs.errors import DataRefusedError, Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from jinja2 import Template

    from recoverydocs.documents.engine.values import Picture

_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "</Relationships>"
)


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """One part that values are written into.

    Attributes:
        name: its path in the archive.
        template: its XML as compiled Jinja.
        fits_columns: whether a tag in it changes the number of table columns.
        prefix: what the relationship ids of pictures among the values begin with.
        place: from a line of the compiled source to the tag that stands there.
    """

    name: str
    template: Template
    fits_columns: bool
    prefix: str
    place: Callable[[int], Place]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished document.

    Attributes:
        content: the octets of the Word file.
        sha256: their SHA-256, in hexadecimal.
        text: what a reader reads in it, from the octets: body, headers, footers, notes.
    """

    content: bytes = field(repr=False)
    sha256: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CompiledTemplate:
    """A template taken apart; it is not changed by rendering and may be shared by threads.

    Attributes:
        name: what messages call it.
        parts: the parts that values are written into, in the archive's order.
        static: all other parts, ready to be copied, in the archive's order.
        relations: relationships of ``parts``, by the name of their part.
        content_types: the list of content types, as XML.
        names: the dotted names of the fields that it uses.
    """

    name: str
    parts: tuple[CompiledPart, ...]
    static: tuple[Member, ...]
    relations: Mapping[str, bytes]
    content_types: bytes
    names: tuple[str, ...]

    def render(self, fields: Mapping[str, object]) -> Rendered:
        """The document of one case.

        Args:
            fields: text, whole numbers, dicts and lists of them, this package's value types,
                and helpers that a template may call by their name.

        Raises:
            DataRefusedError: a name that nobody gave, a missing or empty value, a character
                that cannot stand in a document; every such tag is named.
            ReadBackError: a value did not arrive whole; the document is not handed out.
        """
        said: dict[str, list[str]] = {}
        written: dict[str, bytes] = {}
        pictures: dict[str, dict[str, Picture]] = {}
        before: Saying | None = None
        for part in self.parts:
            saying = _begin(part, fields, before)
            xml = _write(part, saying)
            written[part.name] = (fit_grids(xml) if part.fits_columns else xml).encode()
            said[part.name], pictures[part.name] = saying.said, saying.pictures
            before = saying
        if before is not None and before.faults:
            raise _refused(self.name, before.faults)
        content = archive(self._members(written, pictures))
        texts = read_texts(content, said)
        compare(said, texts)
        return Rendered(content, sha256(content).hexdigest(), join_texts(texts))

    def _members(
        self, written: dict[str, bytes], pictures: Mapping[str, Mapping[str, Picture]]
    ) -> list[Member]:
        embedded = {name: found for name, found in pictures.items() if found}
        if embedded:
            written = {**written, **self._with_pictures(embedded)}
        members = [member for member in self.static if member.name not in written]
        members += [written_member(name, content) for name, content in written.items()]
        members.sort(key=_by_name)
        return members

    def _with_pictures(self, pictures: Mapping[str, Mapping[str, Picture]]) -> dict[str, bytes]:
        """Media, relationships and content types that the pictures of this document need."""
        written: dict[str, bytes] = {}
        types = self.content_types.decode("utf-8-sig")
        for part, found in pictures.items():
            name = rels_name(part)
            known = self.relations.get(name, _RELATIONS.encode()).decode("utf-8-sig")
            added = "".join(relationship_xml(each, found[each]) for each in sorted(found))
            written[name] = _before_end(known, "Relationships", added).encode()
            for picture in found.values():
                written[media_name(picture)] = picture.content
                if f'Extension="{picture.extension}"' not in types:
                    types = _before_end(types, "Types", default_type_xml(picture.extension))
        written[CONTENT_TYPES] = types.encode()
        return written


def rels_name(part: str) -> str:
    """The part that holds another part's relationships."""
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _by_name(member: Member) -> tuple[bool, str]:
    return order(member.name)


def _before_end(xml: str, element: str, added: str) -> str:
    head, end, tail = xml.rpartition(f"</{element}>")
    return head + added + end + tail


def _begin(part: CompiledPart, fields: Mapping[str, object], before: Saying | None) -> Saying:
    saying = part.template.new_context(dict(fields), shared=True)
    assert isinstance(saying, Saying)  # noqa: S101 - the sandbox's context class
    saying.begin(part.prefix)
    if before is not None:
        saying.next_part(before)
    return saying


def _write(part: CompiledPart, saying: Saying) -> str:
    """The XML of one part.

    Raises:
        DataRefusedError: the rest of the part cannot be written.
    """
    try:
        return "".join(part.template.root_render_func(saying))
    except DataRefusedError:
        raise
    except UndefinedError as fault:
        place = _place(part, fault.__traceback__)
        name = fault.message or ""
        saying.faults.append(
            place.fault(
                "template-unknown-field",
                f"用到未提供的字段（{name}）",
                "请核对字段名（docs/template-fields.md 列出可用字段）",
            )
        )
    except Exception as fault:  # noqa: BLE001 - whatever a template's expression can raise
        place = _place(part, fault.__traceback__)
        saying.faults.append(
            place.fault(
                "template-value", f"不能求值（{type(fault).__name__}）", "请核对标签写法"
            )
        )
    raise _refused(saying.name or part.name, saying.faults)


def _refused(name: str, faults: list[Finding]) -> RenderRefusedError:
    return RenderRefusedError(f"template {name} refused: {len(faults)} faults", faults)


def _place(part: CompiledPart, trace: TracebackType | None) -> Place:
    """The tag that was being written when an error was raised."""
    line = 1
    while trace is not None:
        if trace.tb_frame.f_globals.get("__jinja_template__") is part.template:
            line = part.template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return part.place(line)
