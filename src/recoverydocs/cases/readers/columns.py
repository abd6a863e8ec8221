"""The column map: which heading means which member, and what a cell of it may hold."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from recoverydocs.errors import DataRefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAIN = "逾期清单"
ERRORS = "错误"
"""The column that an error workbook adds; a reader passes over it."""
AGAIN = "【请重填】"
"""How a cell of an error workbook begins that could not be written back as it was."""
HELP = frozenset({"示例", "说明", "问题清单"})
"""Sheets of our workbooks that are for the user's eyes only."""
_BLANK = re.compile(r"\s+")
INSTEAD: Mapping[str, tuple[str, ...]] = {
    "core.interest": ("core.interest_on", "core.interest_off"),
}
"""A required field → the fields that together stand for it: their sum."""
TYPES = frozenset(
    {"text", "identifier", "money", "rate", "date", "int", "bool", "enum", "list"}
)


@dataclass(frozen=True, slots=True)
class Column:
    """One heading.

    Attributes:
        sheet: the sheet it stands in.
        header: its first name.
        field: the member it fills; a dot leads into another entity.
        type: one of ``TYPES``.
        required: whether a main row needs it.
        aliases: its other names.
    """

    sheet: str
    header: str
    field: str
    type: str
    required: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """All headings, the words that exports use for ours, and defaults.

    Attributes:
        columns: in the order of an empty workbook.
        values: an export's word → the case's word.
        defaults: members that the export lacks, such as ``{"org": {…}}``.
    """

    columns: tuple[Column, ...]
    values: Mapping[str, str]
    defaults: Mapping[str, Any]

    def sheets(self) -> tuple[str, ...]:
        """The sheets that the map knows, the main one first."""
        return tuple(dict.fromkeys(column.sheet for column in self.columns))

    def of(self, sheet: str) -> dict[str, Column]:
        """Folded heading or alias → column, for one sheet."""
        return {
            fold(name): column
            for column in self.columns
            if column.sheet == sheet
            for name in (column.header, *column.aliases)
        }


def fold(header: str) -> str:
    """A heading without blanks, in half-width forms, as it is compared."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", header))


def read_column_map(content: bytes) -> ColumnMap:
    """The map that a TOML file describes, laid over the shipped one.

    Raises:
        DataRefusedError: no TOML, or a column without sheet, header, field and type.
    """
    shipped = shipped_column_map()
    own = _parse(content)
    replaced = {(column.sheet, column.field) for column in own.columns}
    kept = tuple(
        column for column in shipped.columns if (column.sheet, column.field) not in replaced
    )
    return ColumnMap(kept + own.columns, {**shipped.values, **own.values}, own.defaults)


@cache
def shipped_column_map() -> ColumnMap:
    """The map that comes with the package."""
    return _parse(files(__package__).joinpath("column_map.toml").read_bytes())


def _parse(content: bytes) -> ColumnMap:
    try:
        data = tomllib.loads(content.decode("utf-8"))
        columns = tuple(
            Column(
                row["sheet"],
                row["header"],
                row["field"],
                row["type"],
                bool(row.get("required", False)),
                tuple(row.get("aliases", ())),
            )
            for row in data.get("column", ())
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise DataRefusedError(f"列映射不可用：{error}。请对照说明更正。") from error
    for column in columns:
        if column.type not in TYPES:
            raise DataRefusedError(f"列映射「{column.header}」的类型 {column.type} 未知。")
    return ColumnMap(columns, data.get("values", {}), data.get("defaults", {}))
