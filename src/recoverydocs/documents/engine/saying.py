"""What a document says while it is made: each value in order of use, each fault, each picture.

One `Saying` is the Jinja context of one document. Its budget bounds what loops and values may
write, so that no template runs without end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2.runtime import Context

from recoverydocs.errors import DataRefusedError, Finding, Severity

if TYPE_CHECKING:
    from recoverydocs.documents.engine.values import Picture

MOST_CHARACTERS = 24 * 2**20
FIRST_DRAWING = 1001


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tag stands, and what it must give back to be well-formed.

    Attributes:
        template: the template's name, for messages.
        part: the part it stands in.
        paragraph: the paragraph's number in that part, from 1.
        tag: the tag as the author wrote it.
        kind: ``text`` in a run's text, ``run`` among runs, ``paragraph`` among paragraphs,
            ``span`` in the attribute of a column span or shading, ``plain`` in other text.
        run: the ``w:rPr`` of the run it stands in, as XML; empty for none.
        frame: the ``w:pPr`` of the paragraph it stands in, as XML; empty for none.
        optional: whether the tag allows an empty text.
        names: the dotted paths of the fields in it, for messages.
        echo: whether it stands in the copy that Word keeps for old readers (``mc:Fallback``);
            no reader sees it, and it is not read back.
    """

    template: str
    part: str
    paragraph: int
    tag: str
    kind: str = "text"
    run: str = ""
    frame: str = ""
    optional: bool = False
    names: tuple[str, ...] = ()
    echo: bool = False

    def where(self) -> str:
        """The place in words for a finding."""
        return f"{self.template} {self.part} 第{self.paragraph}段"

    def fault(self, rule: str, message: str, remedy: str = "") -> Finding:
        """A finding about this tag; the field's value never stands in it."""
        return Finding(
            Severity.FAULT,
            rule,
            self.where(),
            f"标签 {self.tag} {message}",
            remedy,
            field=self.names[0] if self.names else "",
            label="模板字段" if self.names else "",
        )


class RenderRefusedError(DataRefusedError):
    """Rendering cannot go on: the fault is among the saying's own."""


class Saying(Context):
    """The context of one document.

    Attributes:
        said: the text of each value, in order of use.
        faults: what is wrong with the values, all of it.
        pictures: relationship id to picture, for the part being written.
        prefix: what relationship ids of pictures begin with; none of the template's does.
        left: characters that may still be written.
        drawings: the number that the next drawing gets.
    """

    said: list[str]
    faults: list[Finding]
    pictures: dict[str, Picture]
    prefix: str
    left: int
    drawings: int

    def __repr__(self) -> str:
        return "<Saying>"  # never the values: they are personal data

    def begin(self, prefix: str) -> None:
        """Start empty."""
        self.said, self.faults, self.pictures, self.prefix = [], [], {}, prefix
        self.left, self.drawings = MOST_CHARACTERS, FIRST_DRAWING

    def next_part(self, before: Saying) -> None:
        """Go on with what another part's saying counted."""
        self.faults, self.left, self.drawings = before.faults, before.left, before.drawings

    def spend(self, characters: int, place: Place) -> None:
        """Take from the budget.

        Raises:
            RenderRefusedError: nothing is left.
        """
        self.left -= characters
        if self.left < 0:
            self.faults.append(
                place.fault("template-too-large", "使文书过长", "请减少循环或数据行数")
            )
            raise RenderRefusedError("template refused: too much text", self.faults)

    def helper(self, name: str) -> Any:  # noqa: ANN401 - a helper returns any value type
        """What the caller put among the fields under this name."""
        return self.parent.get(name)
