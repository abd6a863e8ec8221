"""What a table says on a day, row by row, with where each row comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from recoverydocs.errors import LawTableError
from recoverydocs.law.book import LawBook, in_force
from recoverydocs.law.keys import KEYS, Key
from recoverydocs.law.layers import Mark, first_day, marks_of, origins
from recoverydocs.law.standing import Standing, standing_on
from recoverydocs.law.table import GROUPS, IDENTITY, LawFile, LawTable, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row in force, ready to print.

    Attributes:
        table: the table's id.
        group: the list that the row stands in.
        name: its id, or its first day for a rate.
        text: what it says, in Chinese.
        starts: first day in force; ``None`` where the row has no day of its own.
        ends: last day in force; ``None`` while it stands.
        article: what it rests on.
        status: ``verified`` or ``unverified`` on the day asked about.
        note: how it is known, and what to mind; never empty where unverified.
        source: the row's own source, else its file's.
        origin: ``shipped`` or ``workspace``.
        file: the file that the row stands in.
    """

    table: str
    group: str
    name: str
    text: str
    starts: date | None
    ends: date | None
    article: str
    status: str
    note: str
    source: str
    origin: str
    file: str

    def as_json(self) -> dict[str, str | None]:
        """The row as plain text members."""
        return {
            "table": self.table,
            "group": self.group,
            "name": self.name,
            "text": self.text,
            "in_force_from": self.starts.isoformat() if self.starts else None,
            "in_force_to": self.ends.isoformat() if self.ends else None,
            "article": self.article,
            "status": self.status,
            "note": self.note,
            "source": self.source,
            "origin": self.origin,
            "file": self.file,
        }


def rows_on(table_id: str, day: date, law: LawBook) -> tuple[ShownRow, ...]:
    """Every row of one table in force on a day.

    Raises:
        LawTableError: no table of that name, or one that does not reach the day: the same
            answer that a reckoning would get.
    """
    table = law.table(table_id)
    for rates in (law.lpr_rates, law.benchmark_rates):
        if rates.name == table_id:
            rates.on(day)
    if table_id == "holidays":
        law.working_days.is_rest(day)
    files = origins(table)
    if table_id == "statutes":
        shown = tuple(_articles(table, day, law, files))
    else:
        shown = tuple(
            _shown(table, group, row, day, files)
            for group in GROUPS[table_id]
            for row in table.rows(group)
            if in_force(row, day)
        )
    if not shown:
        raise LawTableError(_too_early(table, day))
    return shown


def table_notes(table: LawTable) -> tuple[str, ...]:
    """What each file of a table says of itself as a whole: how it is known, what to mind."""
    return tuple(
        f"{file.name}：{file.meta[name]}"
        for file in table.files
        for name in ("status_note", "caveat", "note")
        if name in file.meta
    )


def unverified_count(table: LawTable, day: date) -> int:
    """How many rows in force or to come nobody has read; of statutes, articles and versions."""
    if table.id == "statutes":
        inner = (
            each
            for row in table.rows("statute")
            for each in (*row.get("version", ()), *row.get("article", ()))
        )
        return sum(1 for each in inner if each["status"] != "verified")
    rows = (row for group in GROUPS[table.id] for row in table.rows(group))
    return sum(1 for row in rows if standing_on(row, day).status != "verified")


def _too_early(table: LawTable, day: date) -> str:
    starts = [first_day(row) for group in GROUPS[table.id] for row in table.rows(group)]
    first = min((start for start in starts if start > date.min), default=None)
    since = f"（最早的一行自 {first} 起）" if first else ""
    return (
        f"{table.id}.toml：{day} 没有任何规定{since}；"
        f"如有，请在工作区 law/{table.id}.toml 补该日有效的一行，写明来源"
    )


def _articles(
    table: LawTable, day: date, law: LawBook, files: Mapping[Mark, LawFile]
) -> Iterator[ShownRow]:
    """One row an article that has a number in the version in force."""
    for statute in table.rows("statute"):
        version = next((each for each in statute["version"] if in_force(each, day)), None)
        if version is None:
            continue
        for article in statute.get("article", ()):
            name = f"{statute['id']}:{article['key']}"
            if not article["n"].get(version["id"], 0):
                continue
            found = law.provision(name, day)
            read = Standing(found.status, found.note or found.date_note)
            file = files[Mark("article", f"{name} {version['id']}", date.min)]
            yield ShownRow(
                table.id,
                "article",
                name,
                f"{found.cite_short()}　{found.label}".strip("　"),
                version["in_force_from"],
                version.get("in_force_to"),
                found.article,
                read.status,
                read.note or ("" if read.status == "verified" else standing_on({}, day).note),
                _source(article, file),
                file.origin,
                file.name,
            )


def _shown(
    table: LawTable, group: str, row: Row, day: date, files: Mapping[Mark, LawFile]
) -> ShownRow:
    file = files[marks_of(group, row)[0]]
    standing = standing_on(row, day)
    parts = [row["name"]] if "name" in row else []
    if group == "year":
        parts.append(_day_text(row, day))
    keys = (each for each in KEYS[table.id, group] if each.name not in _APART)
    parts += [
        f"{key.label} {_TEXTS.get(key.form, _plain)(key, row[key.name])}"
        for key in keys
        if key.name in row
    ]
    notes = (standing.note, row.get("note", ""))
    return ShownRow(
        table.id,
        group,
        str(row[IDENTITY.get(group, "in_force_from")]),
        "；".join(parts),
        row.get("in_force_from"),
        row.get("in_force_to"),
        str(row.get("article", file.meta.get("article", ""))),
        standing.status,
        "；".join(dict.fromkeys(note for note in notes if note)),
        _source(row, file),
        file.origin,
        file.name,
    )


def _source(row: Row, file: LawFile) -> str:
    """The row's own source, else its file's, with the row's evidence."""
    source = str(row.get("source") or file.meta["source"])
    evidence = row.get("evidence", "")
    return f"{source}（{evidence}）" if evidence else source


_APART = frozenset(
    {"id", "name", "article", "year", "in_force_from", "in_force_to", "verified_to", "status"}
    | {"status_note", "status_after", "note_after", "source", "evidence", "note", "shortcut"}
)
"""What stands in columns of its own, or says again what another key says."""

_WORDS: Mapping[str, str] = {
    "day": "日",
    "month": "个月",
    "year": "年",
    "hour": "小时",
    "day-before": "日（向前计算）",
    "agreed": "依约定",
    "before": "之前",
    "arrival": "到达时",
    "clock": "时刻",
    "forward": "顺延至其后第一个工作日",
    "backward": "提前至其前最后一个工作日",
    "none": "不顺延",
}

_WEEKDAYS = "一二三四五六日"


def _day_text(row: Row, day: date) -> str:
    """What the day asked about is."""
    if day in row["off"]:
        kind = "放假"
    elif day in row["work"]:
        kind = "调休上班"
    else:
        kind = "休息日" if _WEEKDAYS[day.weekday()] in "六日" else "工作日"
    return f"{day} 星期{_WEEKDAYS[day.weekday()]}为{kind}"


def _plain(_key: Key, value: Any) -> str:  # noqa: ANN401 - whatever a row holds
    return str(value)


def _share(_key: Key, value: str) -> str:
    text = f"{Decimal(value) * 100:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def _brackets(key: Key, rows: list[Row]) -> str:
    shown = []
    for row in rows:
        span = f"超过{row['over']}元" if row["over"] != "0" else ""
        span += f"{'至' if span else '不超过'}{row['up_to']}元" if "up_to" in row else "的部分"
        charge = f"{row['flat']}元" if "flat" in row else _share(key, row["rate"])
        shown.append(f"{span} {charge}")
    return "，".join(shown)


def _inline(key: Key, value: Row) -> str:
    labels = {each.name: each.label for each in key.inner}
    return "，".join(f"{labels[name]}{amount}" for name, amount in value.items())


_TEXTS: Mapping[str, Callable[[Key, Any], str]] = {
    "percent": lambda _key, value: f"{value}%",
    "share": _share,
    "word": lambda _key, value: _WORDS.get(value, value),
    "days": lambda _key, value: "、".join(map(str, value)),
    "flag": lambda _key, value: "是" if value else "否",
    "texts": lambda _key, value: "，".join(f"{name} {text}" for name, text in value.items()),
    "inline": _inline,
    "rows": _brackets,
}
