"""Nobody needs code to add next year's holidays, a new LPR, a fee or an institution's fees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.claims.test_tables_asked import floating
from tests.law.page import EXAMPLES
from tests.runs.support import clock

from recoverydocs import assess
from recoverydocs.law import load_packaged
from recoverydocs.law.arbitration_fees import arbitration_fee
from recoverydocs.law.court_fees import court_fee
from recoverydocs.law.periods import statutory_period
from recoverydocs.money import Money
from recoverydocs.runs import Workspace

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

FILES = {each.file: each.table for each in EXAMPLES[:5]}
"""The table files of the page: holidays, LPR, court fees, an institution's fees, statutes."""


@pytest.fixture
def own(house: Workspace) -> LawBook:
    """The law book of a workspace that has all five files and not one line of code."""
    (house.folder / "law").mkdir(exist_ok=True)
    for name, table in FILES.items():
        (house.folder / name).write_text(table, "utf-8")
    with Workspace.open(house.folder, clock=clock) as again:
        return again.law


def test_next_years_holidays_are_a_table_file(law: LawBook, own: LawBook) -> None:
    # Three years from 2024-01-02; 2027-01-02 is a Saturday of the block, the 3rd its Sunday.
    ours = statutory_period(law, "limitation-general", date(2024, 1, 2))
    theirs = statutory_period(own, "limitation-general", date(2024, 1, 2))
    assert (ours.raw_last_day, ours.last_day) == (date(2027, 1, 2), None)
    assert (theirs.raw_last_day, theirs.last_day) == (date(2027, 1, 2), date(2027, 1, 4))
    assert theirs.note == ""
    # 2027-02-13 is a Saturday worked as make-up: a period that ends on it does not roll.
    assert not statutory_period(own, "limitation-general", date(2024, 2, 13)).rolled
    assert statutory_period(own, "limitation-general", date(2024, 2, 14)).rolled


def test_a_new_lpr_is_a_table_file(law: LawBook, own: LawBook) -> None:
    # Repriced on 2026-10-25 at 2.90 % and 150 points, for the 30 days to 2026-11-24.
    as_of = date(2026, 11, 24)
    before, after = (assess(floating(), as_of=as_of, law=book) for book in (law, own))
    assert "LAW-RATE" in {each.rule for each in before.findings}
    rules = {each.rule for each in after.findings}
    assert "LAW-RATE" not in rules
    assert "LAW-OWN-TABLE" in rules
    rates = {segment.rate for figure in after.figures for segment in figure.segments}
    assert Decimal("0.0440") in rates
    assert own.lpr(date(2026, 12, 20), "5Y").rate == Decimal("0.0335")


@pytest.mark.parametrize(
    ("kind", "amount", "ours", "theirs"),
    [
        # 50 + 90,000 × 2.5 % + 100,000 × 2 % + 100,000 × 1.5 %; 60 + 180,000 × 2 % + 1,000.
        ("property", "300000", "5800.00", "4660.00"),
        ("property", "20000", "300.00", "60.00"),
        ("property", "20000.01", "300.00", "60.00"),
        ("property-halved", "300000", "2900.00", "2330.00"),
        ("payment-order", "300000", "1933.33", "1553.33"),
        ("preservation", "300000", "2020.00", "2020.00"),
    ],
)
def test_a_fee_change_is_a_table_file(
    own: LawBook, kind: str, amount: str, ours: str, theirs: str
) -> None:
    sum_ = Money.from_yuan(amount)
    for day, expected in ((date(2027, 6, 30), ours), (date(2027, 7, 1), theirs)):
        found = court_fee(own, kind, day, sum_)
        assert found.amount == Money.from_yuan(expected)
    assert court_fee(load_packaged(), kind, date(2027, 7, 1), sum_).amount == Money.from_yuan(
        ours
    )


def test_an_institutions_fees_are_a_table_file(own: LawBook) -> None:
    # 3,000 + 250,000 × 1 %; 1,000 + 250,000 × 0.4 %.
    found = arbitration_fee(own, "example", date(2026, 11, 24), Money.from_yuan("350000"))
    assert found.acceptance_fee == Money.from_yuan("5500")
    assert found.handling_fee == Money.from_yuan("2000")
    assert (found.status, found.note) == ("verified", "")
    assert found.sources == ("示例仲裁委员会仲裁收费办法（示例），该会网站 第三条",)
    decree = arbitration_fee(own, "cn-1995-min", date(2026, 11, 24), Money.from_yuan("350000"))
    assert decree.status == "unverified"


def test_a_new_version_of_a_statute_is_a_table_file(own: LawBook) -> None:
    key = "cpl:preservation-pre-suit"
    assert own.cite(key, date(2027, 12, 31)) == "民事诉讼法第一百零四条"
    assert own.cite(key, date(2028, 1, 1)) == "民事诉讼法第一百一十条"
