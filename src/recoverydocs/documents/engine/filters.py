"""The filters of a template: the few that an author may write, and those woven in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from jinja2.runtime import Undefined

from recoverydocs.documents.engine.drawings import paragraph_xml, picture_xml, rich_xml
from recoverydocs.documents.engine.escape import (
    break_lines,
    break_paragraphs,
    escape,
    is_plain,
    refused_character,
)
from recoverydocs.documents.engine.saying import Place, RenderRefusedError, Saying
from recoverydocs.documents.engine.values import (
    Listing,
    Picture,
    RichParagraph,
    RichParagraphs,
    RichText,
    Run,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST_JOIN = 200_000
_SPAN = re.compile(r"[1-9][0-9]{0,2}|[0-9A-Fa-f]{6}|auto")
_PARAGRAPH_MARKS = re.compile("[\a\f]")
_Shown = str | Listing | Picture | RichText | RichParagraph | RichParagraphs


def author_filters() -> dict[str, Callable[..., Any]]:
    """What an author may write after ``|``; each takes text or a list."""
    return {
        "optional": lambda value: value,
        "length": _length,
        "count": _length,
        "first": lambda items: _items(items)[0],
        "last": lambda items: _items(items)[-1],
        "join": _join,
        "upper": lambda text: _text(text).upper(),
        "lower": lambda text: _text(text).lower(),
        "trim": lambda text: _text(text).strip(),
    }


def _length(value: object) -> int:
    if not isinstance(value, str | list | tuple | dict):
        raise TypeError("length of neither text nor list")
    return len(value)


def _items(value: object) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise TypeError("not a list, or an empty one")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def _join(value: object, between: object = "") -> str:
    items = [] if value in ([], ()) else [_text(item) for item in _items(value)]
    return _bounded(_text(between).join(items))


def _bounded(text: str) -> str:
    if len(text) > _LONGEST_JOIN:
        raise TypeError("a text too long")
    return text


def add(left: object, right: object) -> str | int:
    """Two texts joined, or two whole numbers added; what ``+`` does in a template."""
    if type(left) is int and type(right) is int:
        return left + right
    return _bounded(_text(left) + _text(right))


def concat(*values: object) -> str:
    """Texts and whole numbers in a row; what ``~`` does in a template."""
    return _bounded("".join(str(each) if type(each) is int else _text(each) for each in values))


def woven_filters(places: list[Place]) -> dict[str, Callable[..., Any]]:
    """The filters that weaving puts around each expression; a number names its place."""

    @pass_context
    def say(saying: Saying, value: object, number: int) -> str:
        # Most values are plain text for a run: no function is called for those.
        if type(value) is str and value and is_plain(value):
            saying.said.append(value)
            saying.left -= len(value)
            if saying.left > 0:
                return value
        return say_value(saying, value, places[number])

    @pass_context
    def each(saying: Saying, items: object, number: int, body: int) -> object:
        return each_item(saying, items, places[number], body)

    @pass_context
    def call(saying: Saying, name: str, number: int, *arguments: object) -> object:
        return call_helper(saying, name, places[number], arguments)

    @pass_context
    def drawing(saying: Saying, _: object) -> str:
        saying.drawings += 1
        return str(saying.drawings - 1)

    @pass_context
    def show(saying: Saying, value: object, number: int) -> str:
        return say_value(saying, value, places[number])

    return {
        "_say": say, "_show": show, "_each": each, "_call": call, "_drawing": drawing,
        "_add": add, "_concat": concat,
    }  # fmt: skip


def each_item(saying: Saying, items: object, place: Place, body: int) -> object:
    """A list to loop over; the whole loop is paid for before it starts.

    Raises:
        RenderRefusedError: it is no list.
    """
    if not isinstance(items, list | tuple):
        if isinstance(items, Undefined):
            items = iter(items)  # Jinja's own error for a name that nobody gave
        saying.faults.append(place.fault("template-value", "要循环的不是列表"))
        raise RenderRefusedError("template refused: a loop over no list", saying.faults)
    saying.spend(len(items) * (body + 1), place)
    return items


def call_helper(
    saying: Saying, name: str, place: Place, arguments: tuple[object, ...]
) -> object:
    """What a helper of the fields answers.

    Raises:
        RenderRefusedError: nobody provides a helper of that name.
    """
    helper = saying.helper(name)
    if not callable(helper):
        saying.faults.append(
            place.fault("template-unknown-field", f"用到的函数“{name}”未提供", "请核对函数名")
        )
        raise RenderRefusedError("template refused: an unknown helper", saying.faults)
    for argument in arguments:
        if isinstance(argument, Undefined):
            str(argument)  # Jinja's own error for a name that nobody gave
    return helper(*arguments)


def say_value(saying: Saying, value: object, place: Place) -> str:
    """The XML of a value at its place, the value noted; or a fault noted and nothing said."""
    shown = _shown(value)
    reason = _unprintable(value, shown, place) if shown is None else _unfit(shown, place)
    if reason or shown is None:
        saying.faults.append(place.fault(*reason))
        return ""
    if isinstance(shown, Picture):
        return _say_picture(saying, shown, place)
    xml, said = _KINDS[place.kind](shown, place)
    if not place.echo:
        saying.said.extend(said)
    saying.spend(len(xml), place)
    return xml


def _shown(value: object) -> _Shown | None:
    """The value as one of the types that can be printed; None for any other."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Listing | Picture | RichText | RichParagraph | RichParagraphs):
        return value
    return None


def _unprintable(value: object, _: None, place: Place) -> tuple[str, str, str]:
    if isinstance(value, Undefined):
        name = place.names[0] if place.names else ""
        return (
            "template-unknown-field",
            f"用到的字段“{name}”未提供",
            "请核对字段名（docs/template-fields.md 列出可用字段）",
        )
    if value is None:
        return "template-missing-value", "没有值", "请补全案件数据，或在模板中用 {% if %} 判断"
    return (
        "template-value",
        f"的值不是文字（{type(value).__name__}）",
        "模板只能打印文字、整数、富文本和图片",
    )


def _unfit(shown: _Shown, place: Place) -> tuple[str, str, str] | tuple[()]:
    """Why this value cannot stand at this place; nothing when it can."""
    if isinstance(shown, str | Listing):
        text = shown if isinstance(shown, str) else _PARAGRAPH_MARKS.sub("", shown.text)
        if not text.strip() and not place.optional:
            return (
                "template-missing-value",
                "的值为空",
                "请补全案件数据；确可留空的，写成 {{ 字段 | optional }}",
            )
        if isinstance(shown, Listing) and place.kind != "text":
            return "template-value", "的值是分段文字，只能放在一段文字之中", "请更换标签"
        return _refused_in((text,))
    if isinstance(shown, Picture):
        wanted, found = "text", "图片"
    elif isinstance(shown, RichText):
        wanted, found = "run", "富文本，标签应写作 {{r 字段 }}"
    else:
        wanted, found = "paragraph", "富文本段落，标签应写作 {{p 字段 }}"
    if place.kind != wanted:
        return "template-value", f"的值是{found}", "请更换标签"
    return () if isinstance(shown, Picture) else _refused_in(run.text for run in _runs(shown))


def _refused_in(texts: Any) -> tuple[str, str, str] | tuple[()]:  # noqa: ANN401
    for text in texts:
        character = refused_character(text)
        if character:
            return (
                "template-character",
                f"的值含不能入文书的字符 {character}",
                "请从案件数据中删去该字符",
            )
    return ()


def _runs(rich: RichText | RichParagraph | RichParagraphs) -> list[Run]:
    return [run for paragraph in _paragraphs(rich) for run in paragraph.rich.runs]


def _paragraphs(
    rich: RichText | RichParagraph | RichParagraphs,
) -> tuple[RichParagraph, ...]:
    if isinstance(rich, RichText):
        return (RichParagraph(rich),)
    return (rich,) if isinstance(rich, RichParagraph) else rich.paragraphs


def _as_text(shown: Any, place: Place) -> tuple[str, list[str]]:  # noqa: ANN401
    if isinstance(shown, Listing):
        lines = break_lines(escape(shown.text), place.run)
        pieces = _PARAGRAPH_MARKS.split(shown.text)
        return break_paragraphs(lines, place.run, place.frame), [
            each for each in pieces if each
        ]
    return break_lines(escape(shown), place.run), [shown] if shown else []


def _as_runs(shown: Any, _: Place) -> tuple[str, list[str]]:  # noqa: ANN401
    rich = RichText((Run(shown),)) if isinstance(shown, str) else shown
    return rich_xml(rich), [rich.text]


def _as_paragraphs(shown: Any, _: Place) -> tuple[str, list[str]]:  # noqa: ANN401
    rich = RichParagraph(RichText((Run(shown),))) if isinstance(shown, str) else shown
    paragraphs = _paragraphs(rich)
    return "".join(map(paragraph_xml, paragraphs)), [each.rich.text for each in paragraphs]


def _as_span(shown: Any, place: Place) -> tuple[str, list[str]]:  # noqa: ANN401
    if not _SPAN.fullmatch(shown):
        raise RenderRefusedError(
            "template refused: a span or colour that is none",
            (place.fault("template-value", "的值不是列数或颜色"),),
        )
    return shown, []


def _as_plain(shown: Any, _: Place) -> tuple[str, list[str]]:  # noqa: ANN401
    return escape(shown), [shown] if shown else []


_KINDS: dict[str, Callable[[Any, Place], tuple[str, list[str]]]] = {
    "text": _as_text,
    "run": _as_runs,
    "paragraph": _as_paragraphs,
    "span": _as_span,
    "plain": _as_plain,
}


def _say_picture(saying: Saying, picture: Picture, place: Place) -> str:
    relation = next(
        (name for name, known in saying.pictures.items() if known.content == picture.content),
        f"{saying.prefix}{len(saying.pictures) + 1}",
    )
    saying.pictures[relation] = picture
    saying.drawings += 1
    xml = picture_xml(picture, relation, saying.drawings - 1, place.run)
    saying.spend(len(xml), place)
    return xml
