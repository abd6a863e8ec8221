"""What an arbitration institution takes, by the schedule that is named.

The ranges of the decree of 1995 are a range to check against, never an institution's own fee.

Source: 仲裁委员会仲裁收费办法 4, 附件 (table ``arbitration_fees``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoverydocs.law.standing import standing_on

if TYPE_CHECKING:
    from datetime import date

    from recoverydocs.law.book import LawBook
    from recoverydocs.law.scales import Sum
    from recoverydocs.money import Money


@dataclass(frozen=True, slots=True)
class ArbitrationFee:
    """The fee of one schedule.

    Attributes:
        acceptance_fee: 案件受理费, rounded to the fen.
        handling_fee: 案件处理费; ``None`` where the schedule has none.
        table: id of the schedule.
        status: ``verified`` or ``unverified``, on the day.
        note: what an unverified answer must not be read without; empty where verified.
        working: how it was reckoned, line by line.
        sources: act and article.
    """

    acceptance_fee: Money
    handling_fee: Money | None
    table: str
    status: str
    note: str
    working: tuple[str, ...]
    sources: tuple[str, ...]


def arbitration_fee(law: LawBook, schedule: str, day: date, amount: Money) -> ArbitrationFee:
    """The fee of a schedule for an amount in dispute on a day.

    Raises:
        LawTableError: an unknown schedule, or a day outside its own days.
    """
    row = law.arbitration_fees.on("table", schedule, day)
    acceptance = law.arbitration_fees.sum_of(row, amount, day)
    handling = row.handling.of(amount) if row.handling is not None else None
    standing = standing_on(row.data, day)
    note = "" if standing.status == "verified" else standing.note
    lines = (
        f"{row.name}，{row.basis or '争议金额'}：{amount}元",
        *_lines("案件受理费", acceptance),
        *(_lines("案件处理费", handling) if handling is not None else ()),
        *row.remarks,
        *((note,) if note else ()),
    )
    return ArbitrationFee(
        acceptance.rounded(),
        None if handling is None else handling.rounded(),
        row.id,
        standing.status,
        note,
        tuple(dict.fromkeys(lines)),
        (row.citation,),
    )


def _lines(name: str, found: Sum) -> tuple[str, ...]:
    return (*found.working, f"{name}：{found.rounding()}")
