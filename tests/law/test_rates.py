from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from recoverydocs.errors import LawTableError

if TYPE_CHECKING:
    from recoverydocs.law import LawBook


@pytest.mark.parametrize(
    ("day", "one", "five"),
    [
        (date(2019, 8, 20), "0.0425", "0.0485"),  # the first publication
        (date(2020, 4, 20), "0.0385", "0.0465"),
        (date(2024, 7, 21), "0.0345", "0.0395"),  # the eve of the cut of 2024-07-22
        (date(2024, 7, 22), "0.0335", "0.0385"),
        (date(2026, 9, 20), "0.0300", "0.0350"),  # a Sunday worked as make-up
        (date(2026, 10, 19), "0.0300", "0.0350"),  # the last day covered
    ],
)
def test_lpr_holds_from_its_publication_to_the_eve_of_the_next(
    law: LawBook, day: date, one: str, five: str
) -> None:
    assert law.lpr(day, "1Y").rate == Decimal(one)
    assert law.lpr(day, "5Y").rate == Decimal(five)


def test_lpr_names_publication_and_value(law: LawBook) -> None:
    published = law.lpr(date(2024, 8, 1), "1Y")
    assert published.source == "一年期LPR（2024-07-22 公布，3.35%）"
    assert published.published_on == date(2024, 7, 22)


@pytest.mark.parametrize("day", [date(2019, 8, 19), date(2026, 10, 20)])
def test_lpr_outside_its_table_is_an_error(law: LawBook, day: date) -> None:
    with pytest.raises(LawTableError, match=r"lpr\.toml"):
        law.lpr(day, "1Y")


def test_benchmark_goes_by_the_loans_length(law: LawBook) -> None:
    day = date(2016, 1, 1)
    assert [law.benchmark(day, years).rate for years in (1, 5, 6)] == [
        Decimal("0.0435"),
        Decimal("0.0475"),
        Decimal("0.0490"),
    ]
    found = law.benchmark(day, 1)
    assert found.status == "unverified"
    assert found.source == "贷款基准利率（2015-10-24 起，4.35%，未核对）"
    with pytest.raises(LawTableError, match=r"benchmark_rates\.toml"):
        law.benchmark(date(2014, 11, 21), 1)
