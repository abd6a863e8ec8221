"""A list of any length: each row of each sheet is looked at a bounded number of times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases.support import LOAN, ORG

from recoverydocs.cases import shipped_column_map
from recoverydocs.cases.readers.cells import Cell
from recoverydocs.cases.readers.loans import cases_of_tables
from recoverydocs.cases.readers.sheets import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PAYMENT = {"还款日期": "2024-06-01", "还款金额": "10.00"}


class Counted(str):
    """A 借据号 that counts how often it is looked at."""

    __slots__ = ()
    looks = 0

    def strip(self, *_: object) -> Counted:
        return self

    def __str__(self) -> str:
        Counted.looks += 1
        return str.__str__(self)


def table(name: str, rows: Sequence[Mapping[str, str]]) -> Table:
    headings = list(rows[0])

    def cells() -> Iterator[tuple[int, tuple[Cell, ...]]]:
        yield 1, tuple(Cell(heading) for heading in headings)
        for number, row in enumerate(rows, 2):
            yield number, tuple(Cell(row[heading]) for heading in headings)

    return Table(name, tuple(cells()))


def looks(count: int) -> int:
    """How often the numbers of the payments are looked at when so many loans are read."""
    loans = [LOAN | {"合同号": f"HT-{n}", "借据号": f"JJ-{n}"} for n in range(count)]
    paid = [{"借据号": Counted(f"JJ-{n}"), **PAYMENT} for n in range(count)]
    tables = [table("逾期清单", loans), table("机构", [ORG]), table("还款流水", paid)]
    Counted.looks = 0
    reading = cases_of_tables(tables, shipped_column_map())
    assert len(reading.cases) == count
    assert all(len(case.data["contracts"][0]["repayments"]) == 1 for case in reading.cases)
    return Counted.looks


def test_effort_grows_with_the_rows_not_with_their_square() -> None:
    assert 0 < looks(40) <= 4 * looks(10)
