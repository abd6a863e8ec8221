"""The work list of a portfolio: the ledger of periods, its events, next steps and findings.

No text of a case becomes a formula, and no whole identity, card or phone number is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recoverydocs.cases.workbooks.book import Book, lines_needed
from recoverydocs.claims import watch
from recoverydocs.documents.titles import title_of
from recoverydocs.errors import Severity, mask, mask_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from recoverydocs.cases.workbooks.book import Sheet
    from recoverydocs.claims import Claim, WatchRow
    from recoverydocs.errors import Finding

_LEDGER = {
    "案件": 13,
    "合同/担保/案号": 19,
    "期限种类": 15,
    "起算日": 11,
    "届满日\n（未顺延）": 11,
    "届满日\n（顺延后）": 11,
    "安全日": 11,
    "剩余\n天数": 6,
    "状态": 11,
    "最近一次中断\n及日期": 15,
    "证明": 22,
    "建议动作": 26,
    "文书": 12,
    "最迟\n办理日": 11,
    "责任": 12,
    "依据条文": 14,
}
_EVENTS = {
    "案件": 15,
    "合同/担保/案号": 20,
    "期限种类": 16,
    "日期": 11,
    "事件": 18,
    "证明": 48,
    "是否中断/保全": 10,
    "说明": 56,
}
_STEPS = {"案件": 15, "对象": 24, "文书": 22, "建议": 44, "理由": 56, "最迟办理日": 12}
_FINDINGS = {
    "案件": 15,
    "位置": 24,
    "程度": 7,
    "规则": 16,
    "问题": 60,
    "处理": 52,
    "依据": 34,
}
_CLOSED = frozenset({"pending", "kept", "done", "lapsed", "settled"})
_UNPUBLISHED = "日历\n未公布"
_POINTS_A_LINE = 14
_ID = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9A-Za-z])")


def work_list(claims: Sequence[Claim], as_of: date, findings: Iterable[Finding] = ()) -> bytes:
    """The workbook of assessed cases: 期限台账, 事件与证明, 下一步, 发现.

    Args:
        claims: the cases, each assessed on ``as_of``.
        as_of: the day, as the title states it.
        findings: what was found besides in the files that the cases came from.

    Raises:
        LawTableError: the table ``watch`` lacks a rule for a period.
    """
    rows = watch(claims)
    book = Book()
    _ledger(book.sheet("期限台账"), rows, claims, as_of)
    _events(book.sheet("事件与证明"), rows, _numbers(claims))
    _steps(book.sheet("下一步"), claims)
    _findings(book.sheet("发现"), claims, findings)
    return book.content()


def _ledger(
    sheet: Sheet, rows: Sequence[WatchRow], claims: Sequence[Claim], as_of: date
) -> None:
    top = _head(
        sheet,
        _LEDGER,
        f"期限台账　截止日 {as_of}",
        (_summary(rows, claims), _legend(rows, claims)),
    )
    numbers = _numbers(claims)
    for place, row in enumerate(rows, top + 1):
        _ledger_row(sheet, place, row, numbers)
    sheet.filter(top, top + len(rows), len(_LEDGER))


def _ledger_row(sheet: Sheet, place: int, row: WatchRow, numbers: frozenset[str]) -> None:
    deadline = row.deadline
    closed = "-closed" if row.status in _CLOSED else ""
    fill = closed or _fill(row)
    moved = deadline.moved_by
    texts = {
        0: _name(row.case_id, numbers),
        1: _name(deadline.subject, numbers),
        2: deadline.label,
        9: f"{moved.on} {moved.label}" if moved else "",
        10: (mask_numbers(moved.proof) or "（无证明）") if moved else "",
        11: row.act,
        12: title_of(row.document),
        14: row.people,
        15: deadline.article,
    }
    for column, text in texts.items():
        sheet.write(place, column, text, f"wrapped{closed}")
    sheet.day(place, 3, deadline.starts_on, f"day{closed}")
    sheet.day(place, 4, deadline.raw_last_day, f"day{closed}")
    if deadline.last_day is None:
        sheet.write(place, 5, _UNPUBLISHED, f"short{closed}")
    else:
        sheet.day(place, 5, deadline.last_day, f"day{closed}")
    sheet.day(place, 6, deadline.safe_day, f"day{fill}")
    sheet.count(place, 7, row.days_left, f"count{fill}")
    sheet.write(place, 8, row.status_words, f"short{fill}")
    sheet.day(place, 13, row.act_by, f"day{fill if row.act_by else closed}")
    widths = list(_LEDGER.values())
    _fit(sheet, place, [(text, widths[column]) for column, text in texts.items()])


def _fill(row: WatchRow) -> str:
    """The colour of what presses: the last alarm red, the first yellow, others amber."""
    if row.status in {"late", "expired"} or row.alarm == row.alarm_days[-1]:
        return "-red"
    if row.status == "unproved":
        return "-amber"
    if row.alarm is None:
        return ""
    return "-yellow" if row.alarm == row.alarm_days[0] else "-amber"


def _summary(rows: Sequence[WatchRow], claims: Sequence[Claim]) -> str:
    """How many cases and periods, and how many of each status that presses."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.status_words] = counts.get(row.status_words, 0) + 1
    told = "，".join(f"{words} {count}" for words, count in counts.items())
    return f"案件 {len(claims)} 件，期间 {len(rows)} 项" + (f"：{told}。" if told else "。")


def _legend(rows: Sequence[WatchRow], claims: Sequence[Claim]) -> str:
    allowances = "、".join(dict.fromkeys(row.allowance for row in rows))
    table = claims[0].law.table("watch") if claims else None
    origin = "随产品提供" if table is None or table.origin == "shipped" else "本机构自有"
    version = f"（{origin}，版本 {table.version}）" if table is not None else ""
    return (
        "安全日为未顺延、顺延后两日中较早的一日。最迟办理日为安全日减去内部预留"
        f"（{allowances}），遇休息日提前。预警天数、预留和建议出自内部规则表 watch{version}，"
        "不是法律规定；暂停催收不影响期间的进行。"
    )


def _events(sheet: Sheet, rows: Sequence[WatchRow], numbers: frozenset[str]) -> None:
    top = _head(
        sheet,
        _EVENTS,
        "事件与证明",
        ("每一期间内的事件：中断、保全与否，凭何证明，为何不算。",),
    )
    place = top
    for row in rows:
        for event in row.deadline.events:
            place += 1
            closed = "" if event.counted else "-closed"
            texts = [
                _name(row.case_id, numbers),
                _name(row.deadline.subject, numbers),
                row.deadline.label,
                "",
                event.label,
                mask_numbers(event.proof) or "（无证明）",
                "是" if event.counted else "否",
                mask_numbers(event.answer),
            ]
            _texts(sheet, place, texts, _EVENTS, f"wrapped{closed}")
            sheet.day(place, 3, event.on, f"day{closed}")
    sheet.filter(top, place, len(_EVENTS))


def _steps(sheet: Sheet, claims: Sequence[Claim]) -> None:
    numbers = _numbers(claims)
    steps = [(claim.case.case_id, step) for claim in claims for step in claim.next_steps]
    steps.sort(key=lambda each: (each[1].by is None, each[1].by or claims[0].as_of, each[0]))
    top = _head(sheet, _STEPS, "下一步", ("由案件状态推出的建议，由人决定；有期限的在前。",))
    for place, (case_id, step) in enumerate(steps, top + 1):
        texts = [
            _name(case_id, numbers),
            _name(step.subject, numbers),
            title_of(step.kind),
            step.label,
            mask_numbers(step.reason),
            "",
        ]
        _texts(sheet, place, texts, _STEPS)
        sheet.day(place, 5, step.by)
    sheet.filter(top, top + len(steps), len(_STEPS))


def _findings(sheet: Sheet, claims: Sequence[Claim], others: Iterable[Finding]) -> None:
    numbers = _numbers(claims)
    found = [(claim.case.case_id, each) for claim in claims for each in claim.findings]
    found += [("", each) for each in others]
    order = list(Severity)
    found.sort(key=lambda each: (order.index(each[1].severity), each[0]))
    top = _head(sheet, _FINDINGS, "发现", ("错误和阻断在前；处理后重新评估。",))
    for place, (case_id, finding) in enumerate(found, top + 1):
        texts = [
            _name(case_id, numbers),
            _name(finding.where, numbers),
            finding.severity.word,
            finding.rule,
            mask_numbers(finding.message),
            finding.remedy,
            finding.article,
        ]
        _texts(sheet, place, texts, _FINDINGS)
    sheet.filter(top, top + len(found), len(_FINDINGS))


def _head(sheet: Sheet, columns: dict[str, int], title: str, words: Sequence[str]) -> int:
    """Title, words and headings; the row of the headings."""
    sheet.widths(list(columns.values()), "words")
    sheet.footed(title)
    sheet.banner(0, len(columns), title, "title")
    sheet.height(0, 26)
    whole = sum(columns.values())
    for place, text in enumerate(words, 1):
        sheet.banner(place, len(columns), text, "legend")
        sheet.height(place, lines_needed(text, whole) * _POINTS_A_LINE + 4)
    top = len(words) + 1
    sheet.write_row(top, list(columns), "heading")
    sheet.height(top, 2 * _POINTS_A_LINE + 4)
    sheet.freeze(top + 1, 2)
    return top


def _texts(
    sheet: Sheet,
    place: int,
    texts: Sequence[str],
    columns: dict[str, int],
    style: str = "wrapped",
) -> None:
    sheet.write_row(place, texts, style)
    _fit(sheet, place, list(zip(texts, columns.values(), strict=True)))


def _fit(sheet: Sheet, place: int, cells: Sequence[tuple[str, int]]) -> None:
    """A row as high as its longest text needs."""
    deepest = max(lines_needed(text, width) for text, width in cells)
    sheet.height(place, deepest * _POINTS_A_LINE + 4)


def _numbers(claims: Sequence[Claim]) -> frozenset[str]:
    """Every contract, guarantee, docket and instrument of the cases: their numbers stay."""
    found: set[str] = set()
    for claim in claims:
        case = claim.case
        found |= {case.case_id}
        found |= {each.contract_no for each in case.contracts}
        found |= {each.guarantee_no for each in case.guarantees}
        found |= {each.sec_no for each in case.securities}
        found |= {each.no for each in case.instruments} | {each.no for each in case.disputes}
        found |= {each.case_no for each in case.court_cases if each.case_no}
    return frozenset(found)


def _name(text: str, numbers: frozenset[str]) -> str:
    """A number of the house or a court, unless it is an identity number; else free text."""
    if text in numbers:
        return _ID.sub(lambda found: mask(found[0]), text)
    return mask_numbers(text)
