"""The form of one table file: known keys, each value of its kind, nothing needed missing.

What the values must mean together is in ``promises.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, TypeGuard

from recoverydocs.law.faults import Place, heading_lines
from recoverydocs.law.keys import GAP, KEYS, META, Key
from recoverydocs.law.numerals import is_article
from recoverydocs.law.table import GROUPS, IDENTITY, LawFile, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverydocs.errors import Finding

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SIGNED = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_FEN = Decimal("0.01")
_YEARS = range(1900, 3000)
"""A day outside is a slip of the keyboard, such as 0226-10-20."""


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """One row of a file with where it stands and what is wrong with its form.

    Attributes:
        group: the list that it stands in.
        row: its keys and values.
        place: file, line and name, for messages.
        faults: of its form, those of rows inside it too.
        inner: the rows inside it, such as a statute's versions.
    """

    group: str
    row: Row
    place: Place
    faults: tuple[Finding, ...]
    inner: tuple[PlacedRow, ...] = field(default=())

    @property
    def has_days(self) -> bool:
        """Whether its identity and days can be read, whatever else is wrong."""
        days = (self.row.get(name) for name in ("in_force_from", "in_force_to"))
        key = IDENTITY.get(self.group)
        named = key is None or _FITS["year" if key == "year" else "text"](self.row.get(key))
        return named and all(day is None or _is_day(day) for day in days)

    @property
    def is_sound(self) -> bool:
        """Whether it can be laid among other rows: days readable, a statute whole."""
        return self.has_days and not (self.group == "statute" and self.faults)


def file_faults(file: LawFile) -> list[Finding]:
    """What is wrong outside the rows: lists that nothing reads, the meta, the gaps."""
    faults: list[Finding] = []
    known = ("meta", "gap", *GROUPS[file.id])
    for name, value in file.data.items():
        place = Place(file.name, group="" if name not in known else name)
        if name not in known:
            faults.append(
                Place(file.name).fault(
                    "law-unknown-key",
                    f"[{name}] 不是 {file.id} 表的内容",
                    f"{_nearest(name, known)}可用的是 [meta]、"
                    + "、".join(f"[[{each}]]" for each in GROUPS[file.id]),
                )
            )
        elif name != "meta" and not _is_rows(value):
            faults.append(
                place.fault("law-wrong-type", f"[{name}] 应是一列行", f"每行以 [[{name}]] 开头")
            )
    lines = heading_lines(_text(file))
    meta = Place(file.name, lines.get(("meta", 1, "", 0), 0), "meta")
    faults += _row_faults(file.meta, META, meta)
    gaps = file.rows("gap") if _is_rows(file.data.get("gap")) else ()
    for number, gap in enumerate(gaps, 1):
        faults += _row_faults(
            gap, GAP, Place(file.name, lines.get(("gap", number, "", 0), 0), "gap")
        )
    return faults


def placed_rows(file: LawFile) -> tuple[PlacedRow, ...]:
    """Every row of the file's lists with the faults of its form."""
    lines = heading_lines(_text(file))
    found: list[PlacedRow] = []
    for group in GROUPS[file.id]:
        rows = file.rows(group) if _is_rows(file.data.get(group)) else ()
        counted = sum(1 for name, _, below, _ in lines if (name, below) == (group, ""))
        for number, row in enumerate(rows, 1):
            line = lines.get((group, number, "", 0), 0) if counted == len(rows) else 0
            place = Place(file.name, line, group, row_name(group, row))
            keys = KEYS[file.id, group]
            inner = tuple(_inner_rows(row, keys, place, lines, number if line else 0))
            faults = [*_row_faults(row, keys, place)]
            faults += [fault for each in inner for fault in each.faults]
            found.append(PlacedRow(group, row, place, tuple(faults), inner))
    return tuple(found)


def _inner_rows(
    row: Row,
    keys: tuple[Key, ...],
    place: Place,
    lines: Mapping[tuple[str, int, str, int], int],
    number: int,
) -> Iterator[PlacedRow]:
    """The rows inside a row that have headings of their own: versions and articles."""
    for key in keys:
        if place.group != "statute" or key.form != "rows" or not _is_rows(row.get(key.name)):
            continue
        for count, each in enumerate(row[key.name], 1):
            name = f"{place.name}:{each.get('key', each.get('id', ''))}"
            line = lines.get((place.group, number, key.name, count), place.line)
            inside = Place(place.file, line, f"{place.group}.{key.name}", name)
            faults = tuple(_row_faults(each, key.inner, inside))
            yield PlacedRow(f"{place.group}.{key.name}", each, inside, faults)


def row_name(group: str, row: Row) -> str:
    """What tells a row apart in a message: its id and its first day."""
    key = IDENTITY.get(group)
    name = str(row.get(key, "")) if key else ""
    start = row.get("in_force_from")
    return f"{name} 自 {start}".strip() if start is not None else name


def _row_faults(row: Row, keys: tuple[Key, ...], place: Place) -> Iterator[Finding]:
    """What is wrong with the form of one row; rows inside a statute are looked at apart."""
    known = {key.name: key for key in keys}
    for name, value in row.items():
        key = known.get(name)
        if key is None:
            yield place.fault(
                "law-unknown-key",
                f"没有名为 {name} 的项",
                f"{_nearest(name, known)}可用的项：{'、'.join(known)}",
                name,
            )
        elif isinstance(value, Decimal):
            yield place.fault(
                "law-float",
                f"写成了不带引号的小数 {value}",
                f'请写成带引号的文本：{name} = "{value}"',
                name,
                key.label,
            )
        elif key.inner:
            yield from _inner_faults(key, value, place)
        elif not _FITS[key.form](value):
            yield _misfit(key, value, place)
        elif key.form == "word" and value not in key.words:
            yield place.fault(
                "law-status" if name.startswith("status") else "law-unknown-word",
                f"{value} 不是可用的词",
                f"请写 {' 或 '.join(key.words)}",
                name,
                key.label,
            )
    for key in keys:
        if key.needed and key.name not in row:
            yield place.fault(
                "law-missing",
                "缺失",
                f"请补上：{_EXAMPLES[key.form](key)}",
                key.name,
                key.label,
            )


def _inner_faults(key: Key, value: object, place: Place) -> Iterator[Finding]:
    rows: object = [value] if key.form == "inline" else value
    if not _is_rows(rows):
        yield _misfit(key, value, place)
    elif place.group != "statute":
        for number, row in enumerate(rows, 1):
            count = f"的第{number}段" if key.form == "rows" else ""
            inside = Place(place.file, place.line, place.group, f"{place.name} {count}".strip())
            for fault in _row_faults(row, key.inner, inside):
                yield replace(fault, field=f"{key.name}.{fault.field}")


def _misfit(key: Key, value: object, place: Place) -> Finding:
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    rule = "law-bad-date" if key.form == "day" else "law-wrong-type"
    return place.fault(
        rule,
        f"{shown[:40]} 不是{_MEANT[key.form]}",
        f"请写成：{_EXAMPLES[key.form](key)}",
        key.name,
        key.label,
    )


def _nearest(name: str, known: tuple[str, ...] | Mapping[str, Key]) -> str:
    close = get_close_matches(name, known, 1)
    return f"是否为 {close[0]}？" if close else ""


def _text(file: LawFile) -> str:
    return file.content.decode("utf-8-sig")


def _is_rows(value: object) -> TypeGuard[list[Row]]:
    return isinstance(value, list) and all(isinstance(each, Mapping) for each in value)


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime) and _is_year(value.year)


def _is_year(value: object) -> bool:
    return _is_count(value) and value in _YEARS


def _is_stamp(value: object) -> bool:
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_decimal(value: object) -> bool:
    return isinstance(value, str) and _PLAIN.fullmatch(value) is not None


def _is_yuan(value: object) -> bool:
    return (
        isinstance(value, str)
        and _PLAIN.fullmatch(value) is not None
        and Decimal(value) % _FEN == 0
    )


def _is_fraction(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return 0 < Fraction(value) <= 1
    except (ValueError, ZeroDivisionError, InvalidOperation):
        return False


def _is_list(value: object, fits: Callable[[object], bool]) -> bool:
    return isinstance(value, list) and bool(value) and all(map(fits, value))


def _are_texts(value: object) -> bool:
    return isinstance(value, Mapping) and all(_is_text(each) for each in value.values())


def _are_numbers(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        not isinstance(number, bool)
        and isinstance(number, int | str)
        and (number == 0 or is_article(str(number)))
        for number in value.values()
    )


_FITS: Mapping[str, Callable[[object], bool]] = {
    "text": _is_text,
    "word": _is_text,
    "stamp": _is_stamp,
    "day": _is_day,
    "days": lambda value: isinstance(value, list) and all(map(_is_day, value)),
    "maybe": lambda value: isinstance(value, str),
    "names": lambda value: _is_list(value, _is_text),
    "count": _is_count,
    "year": _is_year,
    "counts": lambda value: _is_list(value, _is_count),
    "flag": lambda value: isinstance(value, bool),
    "percent": _is_decimal,
    "share": _is_decimal,
    "number": _is_decimal,
    "yuan": _is_yuan,
    "signed": lambda value: isinstance(value, str) and _SIGNED.fullmatch(value) is not None,
    "fraction": _is_fraction,
    "texts": _are_texts,
    "numbers": _are_numbers,
}

_MEANT: Mapping[str, str] = {
    "text": "文字",
    "word": "文字",
    "stamp": "日期文本",
    "day": "日期（1900 至 2999 年）",
    "days": "日期的列表",
    "maybe": "文字",
    "names": "文字的列表",
    "count": "整数",
    "counts": "整数的列表",
    "year": "年份（整数）",
    "flag": " true 或 false",
    "percent": "带引号的百分数",
    "share": "带引号的小数",
    "number": "带引号的数",
    "yuan": "带引号的数额（元，至多两位小数）",
    "signed": "带引号的小数",
    "fraction": "带引号的分数（大于零、不超过一）",
    "texts": "名称与文字的对照",
    "numbers": "版本与条号的对照",
    "inline": "一组数额",
    "rows": "一列行",
}

_EXAMPLES: Mapping[str, Callable[[Key], str]] = {
    "text": lambda key: f'{key.name} = "……"',
    "word": lambda key: f'{key.name} = "{key.words[0]}"（或 {"、".join(key.words[1:])}）',
    "stamp": lambda key: f'{key.name} = "2026-12-01"',
    "day": lambda key: f"{key.name} = 2027-01-01（不加引号）",
    "days": lambda key: f"{key.name} = [2027-01-01, 2027-01-02]",
    "maybe": lambda key: f'{key.name} = "……"（没有的写 ""）',
    "names": lambda key: f'{key.name} = ["……"]',
    "count": lambda key: f"{key.name} = 15",
    "year": lambda key: f"{key.name} = 2027",
    "counts": lambda key: f"{key.name} = [90, 30, 7]",
    "flag": lambda key: f"{key.name} = true",
    "percent": lambda key: f'{key.name} = "3.00"（表示 3.00%）',
    "share": lambda key: f'{key.name} = "0.025"（表示 2.5%）',
    "number": lambda key: f'{key.name} = "4"',
    "yuan": lambda key: f'{key.name} = "5000"',
    "signed": lambda key: f'{key.name} = "-200"',
    "fraction": lambda key: f'{key.name} = "1/3"',
    "texts": lambda key: f'{key.name} = {{ "2023" = "……" }}',
    "numbers": lambda key: f'{key.name} = {{ "2023" = 104, "2017" = "39(1)" }}',
    "inline": lambda key: f'{key.name} = {{ min = "50", max = "100" }}',
    "rows": lambda key: f'{key.name} = [{{ over = "0", up_to = "1000", flat = "40" }}]',
}
