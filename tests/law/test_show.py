from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from recoverydocs.errors import LawTableError
from recoverydocs.law.show import rows_on
from recoverydocs.law.table import GROUPS

if TYPE_CHECKING:
    from recoverydocs.law import LawBook


def test_rows_on_shows_one_lpr_with_its_evidence(law: LawBook) -> None:
    (row,) = rows_on("lpr", date(2024, 8, 1), law)
    assert row.name == "2024-07-22"
    assert "one_year 3.35" in row.text
    assert row.starts == date(2024, 7, 22)
    assert row.source == "3x"
    assert row.as_json()["in_force_to"] == "2024-08-19"


def test_rows_on_shows_article_numbers_of_the_day(law: LawBook) -> None:
    before = {row.name: row for row in rows_on("statutes", date(2026, 2, 28), law)}
    after = {row.name: row for row in rows_on("statutes", date(2026, 3, 1), law)}
    assert before["arbitration-law:preservation"].article == "28"
    assert after["arbitration-law:preservation"].article == "39(1)"
    assert "arbitration-law:online" not in before
    assert after["arbitration-law:online"].status == "verified"


@pytest.mark.parametrize("table", GROUPS)
def test_rows_on_answers_for_every_table(law: LawBook, table: str) -> None:
    rows = rows_on(table, date(2026, 6, 1), law)
    assert rows
    assert all(row.name and row.source and row.origin == "shipped" for row in rows)
    assert len(law.rows_on(table, date(2026, 6, 1))) > 0


def test_rows_on_an_unknown_table_is_an_error(law: LawBook) -> None:
    with pytest.raises(LawTableError, match="没有名为 nothing 的表"):
        rows_on("nothing", date(2026, 1, 1), law)


@pytest.mark.parametrize("day", [date(2019, 8, 19), date(2026, 10, 20)])
def test_rows_on_a_day_that_the_rates_do_not_reach_is_an_error(law: LawBook, day: date) -> None:
    with pytest.raises(LawTableError, match=r"lpr\.toml："):
        rows_on("lpr", day, law)
