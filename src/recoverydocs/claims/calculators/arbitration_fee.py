"""``calc arbitration-fee``: the fee of one schedule, with what is known of its standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.claims.calculators import inputs
from recoverydocs.claims.calculators.inputs import Answer, CalculatorError
from recoverydocs.claims.calculators.shape import Calculator, Key
from recoverydocs.errors import LawTableError
from recoverydocs.law import arbitration_fees, load_packaged

if TYPE_CHECKING:
    from recoverydocs.law import LawBook


def arbitration_fee(
    *, schedule: str, amount: str, on: str | None = None, law: LawBook | None = None
) -> Answer:
    """An arbitration's fee by the schedule that is named, each half up to the fen once.

    ``cn-1995-min`` and ``cn-1995-max`` are the range of the decree of 1995, to check an
    institution's fee against; from 2026-03-01 on they answer ``unverified``, with a note. An
    institution's own table stands in a workspace's ``arbitration_fees.toml``.

    Source: 仲裁委员会仲裁收费办法 4, 附件 (table ``arbitration_fees``).

    Args:
        schedule: the id of a table.
        amount: the amount in dispute, decimal yuan.
        on: the day of the fee.
        law: the dated tables; without, the packaged ones.

    Raises:
        CalculatorError: naming the key; a day outside the schedule's own days included.
    """
    name = inputs.text("schedule", schedule)
    sum_ = inputs.amount("amount", amount)
    day = inputs.day("on", on)
    book = load_packaged() if law is None else law
    if not book.arbitration_fees.knows("table", name):
        known = "、".join(book.arbitration_fees.groups["table"])
        raise CalculatorError("schedule", f"没有该收费表；可用的收费表：{known}")
    try:
        found = arbitration_fees.arbitration_fee(book, name, day, sum_)
    except LawTableError as fault:
        raise CalculatorError("on", str(fault)) from fault
    result = {"acceptance_fee": found.acceptance_fee.plain()}
    if found.handling_fee is not None:
        result["handling_fee"] = found.handling_fee.plain()
    result |= {"table": found.table, "status": found.status}
    if found.note:
        result["note"] = found.note
    return {
        "result": result,
        "working": list(found.working),
        "sources": list(found.sources),
    }


ARBITRATION_FEE = Calculator(
    "arbitration-fee",
    arbitration_fee,
    (
        Key("schedule", "text", "id of a table, such as cn-1995-min"),
        Key("amount", "text", "the amount in dispute, decimal yuan"),
        Key("on", "text", "day that decides the table; today", required=False, is_today=True),
    ),
    "An arbitration's fee by a schedule.",
    takes_law=True,
)
