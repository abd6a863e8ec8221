"""One dated table: the files it was read from, the newest on top, and the rows they add up to.

How one file is laid over another is in ``layers.py``, what a table promises in ``checks.py``,
what its rows mean in ``book.py``.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from recoverydocs.errors import LawTableError
from recoverydocs.law.faults import Place
from recoverydocs.law.standing import UNREAD

Row = Mapping[str, Any]
"""One table entry as TOML gives it: text, dates, whole numbers and ``Decimal``."""

Origin = Literal["shipped", "workspace"]

GROUPS: Mapping[str, tuple[str, ...]] = {
    "arbitration_fees": ("table", "rule"),
    "benchmark_rates": ("rate",),
    "court_fees": ("table", "kind", "rule"),
    "holidays": ("year",),
    "judicial_interest": ("rule",),
    "limits": ("rule",),
    "lpr": ("rate",),
    "periods": ("period",),
    "statutes": ("statute",),
    "watch": ("allowance", "rule"),
}
"""Every table by id with the names of its lists of rows; a house cannot invent another."""

IDENTITY: Mapping[str, str] = {
    "table": "id",
    "kind": "id",
    "rule": "id",
    "period": "id",
    "statute": "id",
    "year": "year",
    "allowance": "id",
}
"""What makes two rows of a group the same thing on different days; rates have only days."""

_SPOT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class LawFile:
    """One table file as read, its meta complete, its rows not yet checked.

    Attributes:
        name: where it stands, such as ``law/lpr.toml``, for messages.
        origin: shipped with the product, or the workspace's own.
        id: the table that it is of, such as ``lpr``.
        version: the day of its last change, as the manifest names it.
        sha256: of ``content``.
        data: what the file says; numbers with a point are ``Decimal``.
        content: the file exactly as read.
    """

    name: str
    origin: Origin
    id: str
    version: str
    sha256: str
    data: Row
    content: bytes

    @property
    def meta(self) -> Row:
        """The file's own account of itself: source, days covered, status."""
        return self.data["meta"]  # type: ignore[no-any-return]

    def rows(self, group: str) -> tuple[Row, ...]:
        """The rows of one group in file order; none where the group is missing."""
        return tuple(self.data.get(group, ()))


@dataclass(frozen=True, slots=True)
class LawTable:
    """One table: the shipped file, and a house's own files laid over it.

    Attributes:
        id: the table's name, such as ``lpr``.
        files: what it was read from, the newest last; never empty.
        data: the rows for lookups, with the meta of all files, the newest prevailing.
    """

    id: str
    files: tuple[LawFile, ...]
    data: Row

    def rows(self, group: str) -> tuple[Row, ...]:
        """The rows of one group, ours first; none where the group is missing."""
        return tuple(self.data.get(group, ()))

    @property
    def meta(self) -> Row:
        """The table's account of itself: days covered, status."""
        return self.data["meta"]  # type: ignore[no-any-return]

    @property
    def article(self) -> str:
        """What the table as a whole rests on; its source where it names no article."""
        return str(self.meta.get("article") or self.meta["source"])

    @property
    def version(self) -> str:
        """The day of the newest file's last change."""
        return self.files[-1].version

    @property
    def sha256(self) -> str:
        """The digest of the newest file."""
        return self.files[-1].sha256

    @property
    def origin(self) -> Origin:
        """Whether any file of it is the workspace's own."""
        return self.files[-1].origin

    @property
    def own_files(self) -> tuple[LawFile, ...]:
        """The workspace's own files of this table."""
        return tuple(file for file in self.files if file.origin == "workspace")


def read_file(content: bytes, name: str, origin: Origin) -> LawFile:
    """One table file read, its meta complete.

    Raises:
        LawTableError: no TOML, an unknown table, or meta without id, version or source.
    """
    place = Place(name)
    try:
        data = tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise _refused(place, "law-no-toml", "不是 UTF-8 编码", "请另存为 UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(place, str(error)) from error
    place = Place(name, group="meta")
    meta = data.get("meta", {})
    if not isinstance(meta, dict):
        raise _refused(place, "law-meta", "meta 应写成 [meta]", "请只写一个 [meta]")
    missing = [key for key in ("id", "version", "source") if not _is_text(meta.get(key))]
    if missing:
        raise _refused(
            place,
            "law-source" if missing == ["source"] else "law-meta",
            f"[meta] 缺少 {'、'.join(missing)}",
            "请补全：id 是表名，version 是最后改动日，source 是来源",
        )
    if meta["id"] not in GROUPS:
        known = "、".join(GROUPS)
        raise _refused(
            place, "law-unknown-table", f"没有名为 {meta['id']} 的表", f"可用的表：{known}"
        )
    digest = hashlib.sha256(content).hexdigest()
    return LawFile(name, origin, meta["id"], meta["version"], digest, data, content)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _not_toml(place: Place, message: str) -> LawTableError:
    spot = _SPOT.search(message)
    reason = message[: spot.start()] if spot else message
    line, column = (spot[1], spot[2]) if spot else (None, None)
    where = Place(place.file, int(line) if line else 0)
    near = f"第{column}列" if column else "文件末尾"
    return _refused(
        where,
        "law-no-toml",
        f"不是 TOML：{near}附近写法有误（{reason}）",
        "文本和数额写在英文双引号内，日期写成 2027-01-01 不加引号，同一项不写两次",
    )


def _refused(place: Place, rule: str, message: str, remedy: str) -> LawTableError:
    return LawTableError(
        f"{place.where()}：{message}；{remedy}", [place.fault(rule, message, remedy)]
    )


def source_of(row: Row) -> str:
    """Where a row stands, in Chinese: statute and article; a text that was not read says so."""
    unread = "" if row["status"] == "verified" else f"（{UNREAD}）"
    return f"{row.get('statute', '')}{row.get('article', '')}{unread}"
