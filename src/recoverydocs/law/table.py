"""One dated table: its file read, its meta checked, a house's own file laid over ours.

Which rows a table promises is checked in ``checks.py``; what they mean is read in ``book.py``.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from recoverydocs.errors import LawTableError

Row = Mapping[str, Any]
"""One table entry as TOML gives it: text, dates, whole numbers and ``Decimal``."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "arbitration_fees": ("table", "rule"),
    "benchmark_rates": ("rate",),
    "court_fees": ("table", "rule"),
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
    "rule": "id",
    "period": "id",
    "statute": "id",
    "year": "year",
    "allowance": "id",
}
"""What makes two rows of a group the same thing on different days; rates have only days."""


@dataclass(frozen=True, slots=True)
class LawTable:
    """One table file, or a house's file laid over the shipped one.

    Attributes:
        id: the table's name, such as ``lpr``.
        version: the day of its last change, as the manifest names it.
        sha256: of ``content``.
        origin: shipped with the product, or the workspace's own.
        data: the rows in force for lookups; fractions are ``Decimal``.
        content: the file exactly as read.
        extends: the shipped table beneath a workspace's own; ``None`` where it stands alone.
    """

    id: str
    version: str
    sha256: str
    origin: Literal["shipped", "workspace"]
    data: Row
    content: bytes
    extends: LawTable | None = None

    def rows(self, group: str) -> tuple[Row, ...]:
        """The rows of one group in file order; none where the group is missing."""
        return tuple(self.data.get(group, ()))

    @property
    def meta(self) -> Row:
        """The table's own account of itself: source, days covered, status."""
        return self.data["meta"]  # type: ignore[no-any-return]


def read_table(content: bytes, name: str, origin: Literal["shipped", "workspace"]) -> LawTable:
    """One table file read, its meta complete.

    Raises:
        LawTableError: no TOML, an unknown table, or meta without id, version or source.
    """
    try:
        data = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise LawTableError(f"{name}：不是 UTF-8 编码的 TOML：{fault}") from fault
    meta = data.get("meta", {})
    missing = [key for key in ("id", "version", "source") if not isinstance(meta.get(key), str)]
    if missing:
        raise LawTableError(f"{name}：[meta] 缺少 {'、'.join(missing)}；请补全后再用")
    if meta["id"] not in GROUPS:
        known = "、".join(GROUPS)
        raise LawTableError(f"{name}：没有名为 {meta['id']} 的表；可用的表：{known}")
    digest = hashlib.sha256(content).hexdigest()
    return LawTable(meta["id"], meta["version"], digest, origin, data, content)


def source_of(row: Row) -> str:
    """Where a row stands, in Chinese: statute and article; a text that was not read says so."""
    unread = "" if row["status"] == "verified" else "（未核）"
    return f"{row.get('statute', '')}{row.get('article', '')}{unread}"


def lay_over(shipped: LawTable, own: LawTable) -> LawTable:
    """The shipped table with a house's rows added, or taking the place of equal ones.

    A row of the same identity and the same first day replaces ours. A later one ends our
    open-ended row on the eve of its first day. ``replace = true`` in the meta leaves nothing of
    the shipped table.
    """
    if own.meta.get("replace") is True:
        data = own.data
    else:
        merged: dict[str, Any] = {**shipped.data, "meta": {**shipped.meta, **own.meta}}
        merged.pop("gap", None)
        for group in GROUPS[own.id]:
            if group == "statute":
                merged[group] = _merge_statutes(shipped.rows(group), own.rows(group))
            else:
                merged[group] = _merge_rows(group, shipped.rows(group), own.rows(group))
        data = merged
    return LawTable(own.id, own.version, own.sha256, own.origin, data, own.content, shipped)


def _merge_rows(group: str, ours: Iterable[Row], theirs: Iterable[Row]) -> list[Row]:
    """Both sets of rows, ours ended or replaced where a later or equal one of theirs stands."""
    rows = list(ours)
    for new in theirs:
        key = IDENTITY.get(group)
        start = _start(new)
        kept: list[Row] = []
        for old in rows:
            same = key is None or old.get(key) == new.get(key)
            if not same:
                kept.append(old)
            elif _start(old) == start:
                continue
            elif "in_force_to" not in old and _start(old) < start:
                kept.append({**old, "in_force_to": start - timedelta(days=1)})
            else:
                kept.append(old)
        rows = [*kept, new]
    return rows


def _start(row: Row) -> date:
    """The first day of a row; of a row without one, the beginning of time."""
    if "year" in row:
        return date(row["year"], 1, 1)
    start = row.get("in_force_from", date.min)
    return start if isinstance(start, date) else date.min


def _merge_statutes(ours: Iterable[Row], theirs: Iterable[Row]) -> list[Row]:
    """Statutes by id; a house's versions and article numbers are added to ours."""
    statutes = {row["id"]: row for row in ours}
    for new in theirs:
        old = statutes.get(new.get("id", ""))
        if old is None:
            statutes[new.get("id", "")] = new
            continue
        articles = {row["key"]: row for row in old.get("article", ())}
        for row in new.get("article", ()):
            known = articles.get(row["key"], {"n": {}})
            articles[row["key"]] = {**known, **row, "n": {**known["n"], **row["n"]}}
        versions = {row["id"]: row for row in old.get("version", ())}
        for row in new.get("version", ()):
            for id_, known in versions.items():
                if "in_force_to" not in known and known["in_force_from"] < row["in_force_from"]:
                    eve = row["in_force_from"] - timedelta(days=1)
                    versions[id_] = {**known, "in_force_to": eve}
            versions[row["id"]] = row
        statutes[old["id"]] = {
            **old,
            **new,
            "version": list(versions.values()),
            "article": list(articles.values()),
        }
    return list(statutes.values())
