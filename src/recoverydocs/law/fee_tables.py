"""Fee tables read once: brackets, fixed sums, ranges, parts of another row, caps, by day.

What a kind of fee is and who bears it stands in ``court_fees.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from recoverydocs.errors import LawTableError
from recoverydocs.law.layers import marks_of, origins
from recoverydocs.law.scales import Scale, Sum, fixed, read_scale
from recoverydocs.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from recoverydocs.law.table import LawTable, Row


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One row of a fee table, in force on some days.

    Attributes:
        id: such as ``property``.
        name: in Chinese.
        citation: act and article, in Chinese.
        starts: first day in force.
        ends: last day in force; ``None`` while it stands.
        basis: what the amount is, in Chinese; empty where the row does not say.
        scale: its brackets.
        flat: its fixed sum.
        range: lowest and highest sum, where the statute gives no more.
        derived_from: the row of which it takes a part.
        factor: that part.
        cap: the highest sum.
        without_amount: the fixed sum, or the range, where there is no amount.
        handling: brackets of an arbitration's handling fee.
        remarks: what the row says besides, for the working.
        data: the row as the table gives it.
    """

    id: str
    name: str
    citation: str
    starts: date
    ends: date | None
    basis: str
    scale: Scale | None
    flat: Money | None
    range: tuple[Money, Money] | None
    derived_from: str
    factor: Fraction | None
    cap: Money | None
    without_amount: Money | tuple[Money, Money] | None
    handling: Scale | None
    remarks: tuple[str, ...]
    data: Row


@dataclass(frozen=True, slots=True)
class FeeTables:
    """The rows of one fee table, found by group, id and day.

    Attributes:
        name: the table's id, for messages.
        groups: group and id to rows, in file order.
    """

    name: str
    groups: Mapping[str, Mapping[str, tuple[FeeRow, ...]]]

    def knows(self, group: str, row_id: str) -> bool:
        """Whether there is a row of that id on any day."""
        return row_id in self.groups[group]

    def on(self, group: str, row_id: str, day: date) -> FeeRow:
        """The row of an id in force on a day.

        Raises:
            LawTableError: an unknown id, or a day that its rows do not hold.
        """
        rows = self.groups[group].get(row_id, ())
        for row in rows:
            if row.starts <= day and (row.ends is None or day <= row.ends):
                return row
        own = f"请在工作区 law/{self.name}.toml 补"
        if not rows:
            raise LawTableError(
                f"{self.name}.toml：没有 [[{group}]] id = {row_id}；{own}该行，写明来源"
            )
        raise LawTableError(
            f"{self.name}.toml：{row_id} 在 {day} 没有规定；{own}该日有效的一行，写明来源"
        )

    def sum_of(self, row: FeeRow, amount: Money, day: date) -> Sum:
        """What a row takes for an amount on a day.

        Raises:
            LawTableError: neither the row nor the one it takes a part of has brackets on the
                day.
        """
        whole = self.on("table", row.derived_from, day) if row.derived_from else row
        if whole.scale is not None:
            found = whole.scale.of(amount)
        elif whole.flat is not None:
            found = fixed(whole.flat)
        else:
            raise LawTableError(f"{self.name}.toml：{whole.id} 没有按金额计算的标准")
        if row.factor is not None:
            found = found.part(row.factor)
        return found if row.cap is None else found.capped(row.cap)


def read_fees(table: LawTable) -> FeeTables:
    """A checked fee table, ready for lookups."""
    files = origins(table)
    groups: dict[str, dict[str, tuple[FeeRow, ...]]] = {"table": {}, "kind": {}}
    for group, found in groups.items():
        for row in table.rows(group):
            meta = files[marks_of(group, row)[0]].meta
            found[row["id"]] = (*found.get(row["id"], ()), read_row(row, meta))
    return FeeTables(table.id, groups)


def read_row(row: Row, meta: Row) -> FeeRow:
    """One row, its sums as whole numbers; the meta is that of the file it comes from."""
    return FeeRow(
        row["id"],
        row.get("name", row["id"]),
        _citation(row, meta),
        row["in_force_from"],
        row.get("in_force_to"),
        row.get("basis", ""),
        read_scale(row["brackets"]) if "brackets" in row else None,
        Money.from_yuan(row["flat"]) if "flat" in row else None,
        _range(row["range"]) if "range" in row else None,
        row.get("derived_from", ""),
        Fraction(row["factor"]) if "factor" in row else None,
        Money.from_yuan(row["cap"]) if "cap" in row else None,
        _without_amount(row["no_amount"]) if "no_amount" in row else None,
        read_scale(row["handling"]) if "handling" in row else None,
        _remarks(row),
        row,
    )


def _remarks(row: Row) -> tuple[str, ...]:
    """Who prepays it, who bears it, and the row's note."""
    lines = (
        f"交纳：{row['prepay']}" if "prepay" in row else "",
        f"负担：{row['borne_by']}" if "borne_by" in row else "",
        row.get("note", ""),
    )
    return tuple(line for line in lines if line)


def _citation(row: Row, meta: Row) -> str:
    """Act and article; a row that names its own act is not of its file's."""
    act = row if "statute" in row else meta
    if "statute" not in act:
        return f"{row.get('source', meta['source'])} {row['article']}"
    document = f"（{act['document']}）" if "document" in act else ""
    return f"《{act['statute']}》{document}{row['article']}"


def _range(row: Row) -> tuple[Money, Money]:
    return Money.from_yuan(row["min"]), Money.from_yuan(row["max"])


def _without_amount(row: Row) -> Money | tuple[Money, Money]:
    return Money.from_yuan(row["flat"]) if "flat" in row else _range(row)
