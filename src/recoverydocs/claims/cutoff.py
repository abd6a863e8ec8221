"""截止日: the days on which anything can be reckoned, and what a table's gap says of one.

Before the first row of the house rules no table answers; days of the case end with 2199, and a
period that began then may end later, but never beyond the calendar.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from recoverydocs.errors import DataRefusedError, Finding, LawTableError, Severity

if TYPE_CHECKING:
    from recoverydocs.cases import Case
    from recoverydocs.law import LawBook

LAST_DAY = date(2199, 12, 31)
_FIELD = ("as_of", "截止日")
_TABLE = "watch"


def check_cutoff(case: Case, law: LawBook, as_of: date) -> None:
    """Refuse a day that no table reaches, or that is past all reckoning.

    Raises:
        DataRefusedError: naming the day, the limit and where it comes from.
    """
    first: date = min(row["in_force_from"] for row in law.table(_TABLE).rows("rule"))
    if as_of < first:
        limit = f"早于 {first}（{_TABLE}.toml 最早的一行）"
    elif as_of > LAST_DAY:
        limit = f"晚于 {LAST_DAY}（案件日期和期间只推算到 {LAST_DAY.year} 年）"
    else:
        return
    finding = Finding(
        Severity.FAULT,
        "data-cutoff",
        case.case_id,
        f"{as_of} {limit}，无从核算",
        f"请核对截止日，填写 {first} 至 {LAST_DAY} 之间的日期",
        *_FIELD,
    )
    raise DataRefusedError(f"{as_of} cannot be reckoned", (finding,))


def refused(case: Case, gap: LawTableError) -> LawTableError:
    """A table's gap as a fault of the case: what the table lacks, and what to add where."""
    message, _, remedy = str(gap).partition("；请")
    finding = Finding(
        Severity.FAULT,
        "data-refused",
        case.case_id,
        message.rstrip("。"),
        f"请{remedy}".rstrip("。") if remedy else "请核对截止日与各日期",
        *_FIELD,
    )
    return LawTableError(str(gap), (finding,))
