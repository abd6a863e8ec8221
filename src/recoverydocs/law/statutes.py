"""Statutes by version in force, and the article number that a document of a day cites.

Whether the number was read in the text is said with it (``status``); whether the day on which
a version took effect was read is said apart (``date_note``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recoverydocs.errors import LawTableError
from recoverydocs.law.layers import number_status
from recoverydocs.law.numerals import article_in_chinese

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from recoverydocs.law.table import LawTable, Row

Status = Literal["verified", "unverified"]


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision as it stands on one day.

    Attributes:
        key: what a template asks for, such as ``cpl:preservation-pre-suit``.
        statute_id: the statute's id in ``statutes.toml``.
        title: full title, without 《》.
        short: the short title that lawyers use.
        version: the version in force, such as ``2023``.
        article: ``104``, ``39(1)`` or ``293之一``; empty where the whole statute is meant.
        label: what the provision is about.
        status: ``unverified`` where version or number was not read in the text.
        note: the table's remark on the article; empty for none.
        date_note: how the version's day of effect is known, where it was not read.
    """

    key: str
    statute_id: str
    title: str
    short: str
    version: str
    article: str
    label: str
    status: Status
    note: str = ""
    date_note: str = ""

    def cite(self) -> str:
        """The full citation, such as 《中华人民共和国民法典》第一百九十五条."""
        inner = self.title.replace("《", "〈").replace("》", "〉")
        return f"《{inner}》{self._number()}"

    def cite_short(self) -> str:
        """The citation by short title, such as 民法典第一百九十五条."""
        return f"{self.short}{self._number()}"

    def _number(self) -> str:
        return article_in_chinese(self.article) if self.article else ""


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a statute and the days on which it is in force.

    Attributes:
        id: the table's name of the version.
        starts: first day in force.
        ends: last day in force; ``None`` while it stands.
        status: whether the text was read.
        verified_to: last day on which its standing is confirmed; ``None`` for no such doubt.
        date_note: how its days are known, where they were not read.
    """

    id: str
    starts: date
    ends: date | None
    status: Status
    verified_to: date | None
    date_note: str


@dataclass(frozen=True, slots=True)
class Statute:
    """One statute with its versions in order and its cited articles by key.

    Attributes:
        id: the table's name of the statute.
        title: full title, without 《》.
        short: the short title.
        versions: oldest first.
        articles: the table's rows by key.
    """

    id: str
    title: str
    short: str
    versions: tuple[Version, ...]
    articles: Mapping[str, Row]

    def on(self, day: date) -> Version:
        """The version in force on the day.

        Raises:
            LawTableError: none was, or the table does not reach that day.
        """
        for version in reversed(self.versions):
            if version.starts <= day and (version.ends is None or day <= version.ends):
                return version
        raise LawTableError(
            f"statutes.toml：《{self.title}》在 {day} 没有施行中的版本；如有，请在工作区 "
            f'law/statutes.toml 的 [[statute]] id = "{self.id}" 下补 [[statute.version]]'
            "（施行日、来源）及各条号"
        )


def read_statutes(table: LawTable) -> Mapping[str, Statute]:
    """Every statute of the table by id."""
    return {row["id"]: _read(row) for row in table.rows("statute")}


def _read(row: Row) -> Statute:
    versions = sorted((_read_version(each) for each in row["version"]), key=lambda v: v.starts)
    articles = {article["key"]: article for article in row.get("article", ())}
    return Statute(row["id"], row["title"], row["short"], tuple(versions), articles)


def _read_version(row: Row) -> Version:
    return Version(
        row["id"],
        row["in_force_from"],
        row.get("in_force_to"),
        row["status"],
        row.get("verified_to"),
        row.get("date_status", ""),
    )


def resolve(statutes: Mapping[str, Statute], key: str, day: date) -> Provision:
    """The provision that a key names on a day.

    Raises:
        LawTableError: unknown key, no version in force, no such article in that version, or a
            number that nobody has entered; the sentence says what to add and where.
    """
    statute_id, _, name = key.partition(":")
    statute = statutes.get(statute_id)
    if statute is None:
        raise LawTableError(
            f"statutes.toml：没有 {statute_id}（引用键 {key}）；"
            "请在工作区 law/statutes.toml 补 [[statute]]，写明来源"
        )
    version = statute.on(day)
    article: Row = {"label": statute.short, "status": "verified", "n": {version.id: ""}}
    if name:
        found = statute.articles.get(name)
        if found is None:
            raise LawTableError(
                f"statutes.toml：{statute_id} 没有条文 {name}（引用键 {key}）；"
                "请在工作区 law/statutes.toml 补 [[statute.article]]，写明来源"
            )
        article = found
    number = article["n"].get(version.id)
    if number is None:
        raise LawTableError(
            f"statutes.toml：{key} 在 {day} 适用 {version.id} 版，该版条号未录入；"
            f'请查阅原文后在工作区 law/statutes.toml 的 n 中补 "{version.id}"，写明来源'
        )
    if number == 0:
        raise LawTableError(
            f"statutes.toml：{key} 在 {day} 适用 {version.id} 版，该版没有这一条；"
            "请改用当日有效的条文"
        )
    doubtful = version.verified_to is not None and day > version.verified_to
    read = version.status == number_status(article, version.id) == "verified" and not doubtful
    return Provision(
        key,
        statute.id,
        statute.title,
        statute.short,
        version.id,
        str(number),
        article.get("label", ""),
        "verified" if read else "unverified",
        article.get("note", ""),
        version.date_note,
    )
