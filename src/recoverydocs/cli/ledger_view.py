"""The ledger of periods (期限台账) as JSON members and as lines for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.cli.answer import Table, table_of
from recoverydocs.documents.titles import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoverydocs.claims import Deadline, PeriodEvent, WatchRow

UNPUBLISHED = "放假安排未公布"
_HEADINGS = (
    "期间",
    "对象",
    "起算日",
    "届满日",
    "安全日",
    "剩余天数",
    "状态",
    "最迟办理日",
    "责任",
)


def ledger_json(rows: Sequence[WatchRow]) -> list[dict[str, object]]:
    """One object a period: the days as ISO text, every event with its proof."""
    return [_row(row) for row in rows]


def _row(row: WatchRow) -> dict[str, object]:
    deadline = row.deadline
    return {
        "name": deadline.name,
        "label": deadline.label,
        "contract_no": deadline.contract_no,
        "subject": deadline.subject,
        "starts_on": deadline.starts_on and deadline.starts_on.isoformat(),
        "raw_last_day": deadline.raw_last_day.isoformat(),
        "last_day": deadline.last_day and deadline.last_day.isoformat(),
        "safe_day": deadline.safe_day.isoformat(),
        "days_left": row.days_left,
        "state": deadline.state,
        "status": row.status,
        "alarm": row.alarm,
        "act": row.act,
        "document": row.document,
        "act_by": row.act_by and row.act_by.isoformat(),
        "allowance": row.allowance,
        "tell": list(row.tell),
        "article": deadline.article,
        "events": [_event(each) for each in deadline.events],
        "working": list(deadline.working),
    }


def _event(event: PeriodEvent) -> dict[str, object]:
    return {
        "on": event.on.isoformat(),
        "label": event.label,
        "proof": event.proof,
        "counted": event.counted,
        "answer": event.answer,
    }


def ledger_lines(rows: Sequence[WatchRow]) -> Iterator[str | Table]:
    """The periods as a table, then of each what moved it, what did not, and what to do."""
    if not rows:
        return
    yield table_of(
        _HEADINGS,
        (
            (
                row.deadline.label,
                row.deadline.subject,
                row.deadline.starts_on.isoformat() if row.deadline.starts_on else "",
                last_day_words(row.deadline),
                row.deadline.safe_day.isoformat(),
                str(row.days_left),
                row.status_words,
                row.act_by.isoformat() if row.act_by else "",
                "、".join(row.tell),
            )
            for row in rows
        ),
        title="期限台账",
        numbers=(5,),
    )
    for row in rows:
        yield from _told(row)


def last_day_words(deadline: Deadline) -> str:
    """The last day, with the counted one where rest days moved it."""
    if deadline.last_day is None:
        return f"{deadline.raw_last_day}（{UNPUBLISHED}）"
    if deadline.last_day != deadline.raw_last_day:
        return f"{deadline.raw_last_day}，顺延至 {deadline.last_day}"
    return deadline.last_day.isoformat()


def _told(row: WatchRow) -> Iterator[str]:
    deadline = row.deadline
    yield f"{deadline.label}（{deadline.subject}）依据{deadline.article}"
    for event in deadline.events:
        proof = f"（{event.proof}）" if event.proof else "（无证明）"
        yield f"  {event.on} {event.label}{proof}：{event.answer}"
    if row.act:
        document = f"（文书：{title_of(row.document)}）" if row.document else ""
        by = f"，最迟 {row.act_by}（已预留{row.allowance}）" if row.act_by else ""
        yield f"  建议：{row.act}{document}{by}"
