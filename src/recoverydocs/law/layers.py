"""A house's own file laid over the shipped table, and which file each row then comes from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from recoverydocs.law.table import GROUPS, IDENTITY, LawFile, LawTable, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_EVE = timedelta(days=1)


class Mark(NamedTuple):
    """What tells a row from every other: list, identity and first day."""

    group: str
    identity: str
    start: date


def table_of(files: Iterable[LawFile]) -> LawTable:
    """The table that files add up to, the newest last.

    A row of the same identity and first day as an older one takes its place; a later one ends
    an open older one on its eve. A file that says ``replace = true`` leaves nothing of those
    before it.
    """
    given = tuple(files)
    whole = [place for place, file in enumerate(given) if file.meta.get("replace") is True]
    kept = given[whole[-1] if whole else 0 :]
    data = _dated(kept[0])
    for file in kept[1:]:
        data = _over(data, _dated(file), file.id)
    return LawTable(kept[0].id, kept, data)


def origins(table: LawTable) -> Mapping[Mark, LawFile]:
    """The file that each row comes from: the newest one that holds it."""
    return {
        mark: file
        for file in table.files
        for group in GROUPS[file.id]
        for row in file.rows(group)
        for mark in marks_of(group, dated_row(file, group, row))
    }


def marks_of(group: str, row: Row) -> tuple[Mark, ...]:
    """The marks of a row; a statute's are those of its versions and of its article numbers."""
    key = IDENTITY.get(group)
    name = str(row.get(key, "")) if key else ""
    if group != "statute":
        return (Mark(group, name, first_day(row)),)
    versions = [
        Mark("version", f"{name} {each['id']}", date.min) for each in row.get("version", ())
    ]
    articles = [
        Mark("article", f"{name}:{each['key']} {version}", date.min)
        for each in row.get("article", ())
        for version in each["n"]
    ]
    return (Mark(group, name, date.min), *versions, *articles)


def first_day(row: Row) -> date:
    """The first day of a row; of a row without one, the beginning of time."""
    if "year" in row:
        return date(row["year"], 1, 1)
    start = row.get("in_force_from", date.min)
    return start if isinstance(start, date) else date.min


def _dated(file: LawFile) -> dict[str, Any]:
    """The file's data, each row with its day and status."""
    data: dict[str, Any] = {"meta": dict(file.meta)}
    for group in GROUPS[file.id]:
        data[group] = [dated_row(file, group, row) for row in file.rows(group)]
    return data


def dated_row(file: LawFile, group: str, row: Row) -> Row:
    """The row with what it does not say itself taken from its file's meta."""
    if group == "statute":
        return row
    said: dict[str, Any] = {"status": file.meta.get("status", "unverified")}
    if group == "rule" and "in_force_from" in file.meta:
        said["in_force_from"] = file.meta["in_force_from"]
    return {**said, **row}


def _over(ours: dict[str, Any], theirs: dict[str, Any], table_id: str) -> dict[str, Any]:
    merged: dict[str, Any] = {"meta": {**ours["meta"], **theirs["meta"]}}
    for group in GROUPS[table_id]:
        if group == "statute":
            merged[group] = _statutes(ours[group], theirs[group])
        else:
            merged[group] = _rows(group, ours[group], theirs[group])
    return merged


def _rows(group: str, ours: Iterable[Row], theirs: Iterable[Row]) -> list[Row]:
    """Both sets of rows, ours ended or replaced where a later or equal one of theirs stands."""
    rows = list(ours)
    key = IDENTITY.get(group)
    for new in theirs:
        start = first_day(new)
        kept: list[Row] = []
        for old in rows:
            same = key is None or old.get(key) == new.get(key)
            if same and first_day(old) == start:
                continue
            kept.append(_ended(old, start) if same else old)
        rows = [*kept, new]
    return rows


def _ended(old: Row, start: date) -> Row:
    """The older row, ended on the eve of a later one's first day where it has no end."""
    if "year" in old or "in_force_to" in old or first_day(old) >= start:
        return old
    return {**old, "in_force_to": start - _EVE}


def _statutes(ours: Iterable[Row], theirs: Iterable[Row]) -> list[Row]:
    """Statutes by id; a house's versions and article numbers are added to ours."""
    statutes = {row["id"]: row for row in ours}
    for new in theirs:
        old = statutes.get(new["id"])
        statutes[new["id"]] = new if old is None else _statute(old, new)
    return list(statutes.values())


def _statute(old: Row, new: Row) -> Row:
    versions = {row["id"]: row for row in old.get("version", ())}
    for row in new.get("version", ()):
        start = first_day(row)
        others = ((id_, each) for id_, each in versions.items() if id_ != row["id"])
        versions = {**{id_: _ended(each, start) for id_, each in others}, row["id"]: row}
    articles = {row["key"]: row for row in old.get("article", ())}
    for row in new.get("article", ()):
        known = articles.get(row["key"])
        articles[row["key"]] = row if known is None else _article(known, row)
    return {
        **old,
        **new,
        "version": list(versions.values()),
        "article": list(articles.values()),
    }


def _article(old: Row, new: Row) -> Row:
    """One article with the numbers of both; each number keeps the status of its own file."""
    status = {version: number_status(old, version) for version in old["n"]}
    status |= dict.fromkeys(new["n"], new["status"])
    return {**old, **new, "n": {**old["n"], **new["n"]}, "status_of": status}


def number_status(article: Row, version: str) -> str:
    """Whether an article's number in one version was read."""
    found = article.get("status_of", {}).get(version, article["status"])
    return str(found)
