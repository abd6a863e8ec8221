"""The empty workbook: what `recoverydocs sheet KIND` gives a user to fill in.

Headings are those of the column map, hints stand above them, every cell is text. The kind of
document decides which columns are marked as required beyond what every loan needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.cases.invented import example_case
from recoverydocs.cases.readers import shipped_column_map
from recoverydocs.cases.readers.asked import (
    AGREEMENT,
    ARBITRATION,
    CLUES,
    COSTS,
    FILING,
    PLAN,
    PRESERVATION,
    WAIVERS,
)
from recoverydocs.cases.readers.columns import MAIN
from recoverydocs.cases.workbooks.book import Book, lines_needed, width_of
from recoverydocs.cases.workbooks.choices import TYPE_WORDS, advice, choices, hint, said
from recoverydocs.cases.workbooks.filled import GUARANTEES, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoverydocs.cases.readers import ColumnMap
    from recoverydocs.cases.readers.columns import Column
    from recoverydocs.cases.workbooks.book import Sheet

ROWS = 2000
"""So many rows below the headings have their drop-downs."""
_ROW_OF_HINTS = 1
_ROW_OF_HEADINGS = 2
_POINTS_A_LINE = 14
_LINES_OF_HINT = 4
_EVERY_LETTER = frozenset(
    {"address.text", "clause.送达.no", "clause.送达.text", "clause.罚息.no", "clause.罚息.text"}
)
_EVERY_FILING = _EVERY_LETTER | {"dispute.kind", "dispute.text", "disb.voucher"}
_KINDS: Mapping[str, frozenset[str]] = {
    "dunning-notice": _EVERY_LETTER,
    "guarantor-notice": _EVERY_LETTER,
    "supplementary-agreement": _EVERY_LETTER | {"dispute.kind", "dispute.text"},
    "preservation-application": _EVERY_FILING,
    "arbitration-application": _EVERY_FILING | {"dispute.institution"},
}
"""Kind → fields of the main sheet that it needs besides the column map's."""
_WITH_GUARANTEES = frozenset({"guarantor-notice"})
_OPTIONAL = frozenset(
    {
        ("机构", "licence_no"),
        ("人员", "phone"),
        ("还款流水", "source"),
        ("还款流水", "no"),
        ("还款流水", "reverses"),
        ("还款计划", "fee"),
        ("时效中止", "to"),
        (GUARANTEES, "period_years"),
        (GUARANTEES, "period_months"),
        (GUARANTEES, "scope"),
        (GUARANTEES, "max_amount"),
        (GUARANTEES, "line_from"),
        (GUARANTEES, "line_to"),
        (GUARANTEES, "determined_on"),
        (GUARANTEES, "cap"),
    }
)
"""Columns of the first further sheets that a row can do without."""
_NEEDED = frozenset(
    (GUARANTEES, field)
    for field in ("party.name", "party.kind", "party.id_or_uscc", "address.text")
)
_OF_KINDS: Mapping[str, str] = {
    PRESERVATION: "preservation-application",
    CLUES: "preservation-application",
    ARBITRATION: "arbitration-application",
    AGREEMENT: "supplementary-agreement",
    PLAN: "supplementary-agreement",
    WAIVERS: "supplementary-agreement",
    FILING: "internal-filing",
}
"""Sheets of one kind of document; all others are offered for every kind."""
_BEYOND: Mapping[str, str] = {
    "guarantor-notice": "抵押人、出质人和抵质押物",
    "supplementary-agreement": "抵押、质押及其变更登记",
    "preservation-application": "以已登记的抵质押物为保全标的",
    "arbitration-application": "抵押、质押和提前到期通知的到达证明",
}
"""What a document of the kind may need that no column holds."""


def empty_workbook(kind: str, column_map: ColumnMap | None = None) -> bytes:
    """The workbook to fill in for one kind of document.

    Args:
        kind: its slug; an unknown one marks only what every loan needs.
        column_map: the headings; without it, the shipped ones.
    """
    headings = column_map or shipped_column_map()
    book = Book()
    for name in sheets_for(kind, headings):
        columns = [column for column in headings.columns if column.sheet == name]
        _sheet(book.sheet(name), name, columns, kind, headings)
    _example(book.sheet("示例"), kind, headings)
    _explanation(book.sheet("说明"), kind, headings)
    return book.content()


def sheets_for(kind: str, column_map: ColumnMap) -> tuple[str, ...]:
    """The sheets that a document of the kind may draw on, in the map's order."""
    return tuple(name for name in column_map.sheets() if _OF_KINDS.get(name, kind) == kind)


def is_required(column: Column, kind: str) -> bool:
    """Whether a row for a document of the kind needs the column."""
    if column.sheet == MAIN:
        return column.required or column.field in _KINDS.get(kind, frozenset())
    if column.sheet in _OF_KINDS or column.sheet == COSTS or "." in column.field:
        return column.required or (column.sheet, column.field) in _NEEDED
    return (column.sheet, column.field) not in _OPTIONAL


def _sheet(
    sheet: Sheet, name: str, columns: Sequence[Column], kind: str, column_map: ColumnMap
) -> None:
    widths = [_width(column, kind) for column in columns]
    sheet.widths(widths)
    sheet.banner(0, min(len(columns), 6), _banner(name, kind), "words")
    sheet.height(0, 32)
    deepest = 1
    for place, column in enumerate(columns):
        needed = is_required(column, kind)
        words = hint(column, required=needed)
        deepest = max(deepest, lines_needed(words, widths[place]))
        sheet.write(_ROW_OF_HINTS, place, words, "hint")
        sheet.write(_ROW_OF_HEADINGS, place, column.header, "required" if needed else "heading")
        if words_to_choose := choices(column, column_map):
            first = _ROW_OF_HEADINGS + 1
            sheet.choices(first, first + ROWS - 1, place, words_to_choose)
    sheet.height(_ROW_OF_HINTS, deepest * _POINTS_A_LINE + 4)
    sheet.freeze(_ROW_OF_HEADINGS + 1, 0)
    sheet.numbers_are_text()


def _width(column: Column, kind: str) -> int:
    """Wide enough for the heading, a usual value, and a hint of few lines."""
    by_type = {"text": 16, "identifier": 20, "date": 13, "money": 14, "list": 16}
    least = by_type.get(column.type, 10)
    if column.field.endswith((".text", "period_text", "address")):
        least = 30
    words = hint(column, required=is_required(column, kind))
    return max(width_of(column.header), least, -(-width_of(words, most=200) // _LINES_OF_HINT))


def _banner(name: str, kind: str) -> str:
    if name == MAIN:
        return (
            "每行一笔借据，从标题行下一行填起。橙色列必填，蓝色列按需填写；各列均为文本格式。"
        )
    if name == GUARANTEES:
        need = "本文书必须填写。" if kind in _WITH_GUARANTEES else "没有保证人的不填。"
        return f"每行一名保证人。{need}"
    words = {
        "机构": "出具文书的机构，一般只填一行。",
        "人员": "经办、审批和用印的人员。",
        "审批": "每行一项审批；没有审批记录的文书不能出具。",
        "用印": "每行一次用印；没有用印记录的文书不能出具。",
        "还款计划": "分期还款的逐期填写；不分期的不填。",
        "还款流水": "逐笔填写；没有还过款的不填。",
        COSTS: "每行一笔费用；要对方承担的写明合同条款。没有的不填。",
        PRESERVATION: "每份合同一行。诉讼中、仲裁中的填写案号和日期。",
        CLUES: "每行一项财产；要保全的填写保全措施。权利人须是借款人或者保证人。",
        ARBITRATION: "每份合同一行。",
        AGREEMENT: "每份合同一行。保证人的书面同意日期填在「担保信息」。",
        PLAN: "逐期填写；本金合计等于尚欠本金。",
        WAIVERS: "每行一项减免。没有减免的不填。",
        FILING: "每份合同一行：要备案的发文、审查要点和意见。",
    }
    return words.get(name, "按列名填写。")


def _example(sheet: Sheet, kind: str, column_map: ColumnMap) -> None:
    """One invented loan, whole, so that it can be copied; no reader looks here."""
    shown = sheets_for(kind, column_map)
    held = {
        name: rows
        for name, rows in rows_of([example_case(kind)], column_map).items()
        if name in shown
    }
    most = max(map(len, held.values()))
    widths = [60, *(24 for _ in range(most - 1))]
    sheet.widths([14, 18, *widths], "words")
    sheet.banner(0, 3, "示例（人物、企业、账号均为虚构；本表不读入）", "title")
    sheet.height(0, 26)
    numbered = [f"填写示例（第{place}行）" for place in range(1, most + 1)]
    sheet.write_row(1, ["工作表", "列名", *numbered], "heading")
    place = 2
    for name, rows in held.items():
        for heading in (column.header for column in column_map.columns if column.sheet == name):
            texts = [row.get(heading, "") for row in rows]
            if any(texts):
                sheet.write_row(place, [name, heading, *texts], "wrapped")
                deepest = max(map(lines_needed, texts, widths))
                sheet.height(place, deepest * _POINTS_A_LINE + 3)
                place += 1
    sheet.freeze(2, 2)
    sheet.numbers_are_text()


def _explanation(sheet: Sheet, kind: str, column_map: ColumnMap) -> None:
    """How to fill the workbook in, and every column with its other names."""
    sheet.widths([14, 18, 34, 8, 22, 56], "words")
    spoken = said(column_map).get(kind, kind)
    lines = [
        f"本工作簿用于：{spoken}。填好后先 recoverydocs check，再 draft 或 issue。",
        "列的次序可以改变，列名不能改；不用的列和工作表可以删去。合计行、空行不读入。",
        "身份证号、合同号、账号等编号须为文本：数字单元格会丢失第 16 位以后的数字，一律退回。",
        "金额写元，最多两位小数；利率写 4.35% 或 0.0435；日期写 2026-11-24。",
        "不填还款计划和还款流水时，欠款按「逾期清单」的余额列示，不另核算。",
        "问题写入错误工作簿：第一列「错误」逐条说明，有误的单元格标红；改好后可再次读入。",
    ]
    if kind in _BEYOND:
        lines.append(f"涉及{_BEYOND[kind]}的，工作簿没有这些列，请改用 JSON 或 YAML 案件文件。")
    sheet.banner(0, 6, "填写说明", "title")
    sheet.height(0, 26)
    for place, line in enumerate(lines, 1):
        sheet.banner(place, 6, f"{place}. {line}", "words")
        sheet.height(place, 18)
    start = len(lines) + 2
    sheet.write_row(
        start, ["工作表", "列名", "也可写作", "必填", "填写", "说明和可选的词"], "heading"
    )
    shown = sheets_for(kind, column_map)
    columns = [column for column in column_map.columns if column.sheet in shown]
    for place, column in enumerate(columns, start + 1):
        listed = "、".join(choices(column, column_map))
        words = "；".join(filter(None, (advice(column), listed and f"可选：{listed}")))
        aliases = "、".join(column.aliases)
        needed = "是" if is_required(column, kind) else ""
        sheet.write_row(
            place,
            [
                column.sheet,
                column.header,
                aliases,
                needed,
                TYPE_WORDS[column.type],
                words,
            ],
            "wrapped",
        )
        deepest = max(lines_needed(words, 56), lines_needed(aliases, 34))
        sheet.height(place, deepest * _POINTS_A_LINE + 3)
