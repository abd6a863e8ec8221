from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.support import day, yuan

from recoverydocs.claims.delayed_performance import (
    DelayedPerformance,
    GeneralInterest,
    OlderRule,
    delayed_performance,
    needs_older_rule,
)
from recoverydocs.errors import DataRefusedError, LawTableError
from recoverydocs.law.book import make_book
from recoverydocs.money import Money

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

NEW_RATE = """
[meta]
id = "judicial_interest"
version = "2027-01-01"
source = "公告"
[[rule]]
id = "doubled-part"
statute = "新解释"
article = "第一条"
in_force_from = 2026-03-01
daily_rate = "0.0002"
status = "unverified"
"""


def reckon(
    law: LawBook,
    to: str = "2026-04-30",
    payments: tuple[tuple[str, str], ...] = (),
    **more: Any,  # noqa: ANN401 - the keywords of the function
) -> DelayedPerformance:
    principal = yuan(more.pop("principal", "500000"))
    last_day = day(more.pop("last_day", "2026-01-20"))
    rows = tuple((day(on), yuan(amount)) for on, amount in payments)
    return delayed_performance(law, principal, last_day, day(to), payments=rows, **more)


def test_the_last_day_is_not_counted_and_the_pay_off_day_is(law: LawBook) -> None:
    # delay-1: 500,000 × 0.0175 % × 100 = 8,750.00.
    found = reckon(law)
    assert (found.days, found.doubled, found.total) == (100, yuan("8750"), yuan("8750"))
    assert found.general_interest == yuan(0)
    assert reckon(law, "2026-01-21").doubled == yuan("87.50")
    for early in ("2026-01-20", "2026-01-10"):
        none = reckon(law, early)
        assert (none.days, none.doubled, none.doubled_parts) == (0, yuan(0), ())


def test_the_general_part_runs_on_the_unpaid_principal(law: LawBook) -> None:
    # delay-5: 500,000 × 6 % × 100 / 365 = 8,219.178… → 8,219.18; together 16,969.18.
    general = GeneralInterest(Decimal("0.06"), day("2026-01-20"), 365)
    found = reckon(law, general=general)
    assert (found.general_interest, found.total) == (yuan("8219.18"), yuan("16969.18"))
    # 120,000 fixed before, of which a payment of 10,000 takes a part; the base stays whole.
    fixed = GeneralInterest(Decimal("0.06"), day("2026-01-20"), 365, yuan("120000"))
    found = reckon(law, payments=(("2026-01-20", "10000"),), general=fixed)
    assert found.general_interest == yuan("128219.18")
    assert found.general_left == yuan("118219.18")
    assert found.doubled == yuan("8750")


def test_general_interest_from_a_later_day_has_not_begun(law: LawBook) -> None:
    general = GeneralInterest(Decimal("0.06"), day("2026-05-01"), 365)
    assert reckon(law, general=general).general_interest == yuan(0)


def test_a_payment_meets_the_doubled_part_last(law: LawBook) -> None:
    # alloc-8: on 04-30 there are 8,219.18 of general interest and 8,750 doubled.
    general = GeneralInterest(Decimal("0.06"), day("2026-01-20"), 365)
    found = reckon(law, payments=(("2026-04-30", "505000"),), general=general)
    (taken,) = found.taken
    assert (taken.cost, taken.general_interest, taken.principal) == (
        yuan(0),
        yuan("8219.18"),
        yuan("496780.82"),
    )
    assert (taken.doubled, taken.surplus, taken.amount) == (yuan(0), yuan(0), yuan("505000"))
    assert (found.principal, found.doubled_left) == (yuan("3219.18"), yuan("8750"))


def test_costs_and_other_money(law: LawBook) -> None:
    # delay-3: other money bears the doubled part, 510,000 × 0.0175 % × 100 = 8,925.00;
    # costs do not. 13,000 on 03-01 meet 3,000 of costs, 10,000 of other money;
    # 510,000 × 0.0175 % × 40 = 3,570.00, then 500,000 × 0.0175 % × 60 = 5,250.00.
    found = reckon(law, other_money=yuan("10000"), costs=yuan("3000"))
    assert (found.doubled, found.cost) == (yuan("8925"), yuan("3000"))
    general = GeneralInterest(Decimal(0), day("2026-01-20"), 360)
    found = reckon(
        law,
        payments=(("2026-03-01", "13000"),),
        other_money=yuan("10000"),
        costs=yuan("3000"),
        general=general,
    )
    assert [part.amount for part in found.doubled_parts] == [yuan("3570"), yuan("5250")]
    assert (found.cost, found.principal) == (yuan(0), yuan("500000"))


def test_what_is_paid_too_much_is_surplus(law: LawBook) -> None:
    found = reckon(law, payments=(("2026-04-30", "508750.01"),))
    assert found.taken[0].surplus == yuan("0.01")
    assert (found.principal, found.doubled_left) == (yuan(0), yuan(0))
    assert found.doubled_parts[0].paid == yuan("8750")


def test_each_part_is_rounded_at_each_payment(law: LawBook) -> None:
    # 100 × 0.0175 % = 0.0175 a day: one day 0.02; two days 0.035 → 0.04; a payment of a fen
    # between them rounds each day: 0.02 + 99.99 × 0.000175 = 0.01749825 → 0.02.
    # Three days: 0.0525 → 0.05; one and two days apart: 0.02 + 0.04 = 0.06.
    whole = reckon(law, "2026-01-23", principal="100")
    assert whole.doubled == yuan("0.05")
    split = reckon(law, "2026-01-23", (("2026-01-21", "0"),), principal="100")
    assert split.doubled == yuan("0.06")
    assert "各四舍五入到分" in split.working[-1]


def test_days_up_to_july_2014_stay_under_the_older_rule(law: LawBook) -> None:
    # 2014-07-01 (not counted) to 07-31: 30 days, 285,000 × 6 % × 2 × 30 / 360 = 2,850.00;
    # 08-01 to 08-31: 31 days, 285,000 × 0.0175 % × 31 = 1,546.125 → 1,546.13.
    older = OlderRule(yuan("285000"), Decimal("0.06"))
    found = reckon(law, "2014-08-31", principal="285000", last_day="2014-07-01", older=older)
    assert [part.amount for part in found.doubled_parts] == [yuan("2850"), yuan("1546.13")]
    assert (found.days, found.doubled) == (61, yuan("4396.13"))
    assert "6.00% × 2" in "".join(found.sources)


@pytest.mark.parametrize(
    ("last_day", "to", "needed"),
    [
        ("2014-07-30", "2014-07-31", True),  # one day under the older rule
        ("2014-07-30", "2014-09-30", True),
        ("2014-07-31", "2014-09-30", False),  # the first day that counts is 08-01
        ("2014-07-30", "2014-07-30", False),  # no day counts
        ("2008-07-30", "2008-09-30", True),  # before the older rule's own first day
    ],
)
def test_the_older_rule_must_be_given_where_its_days_count(
    law: LawBook, last_day: str, to: str, *, needed: bool
) -> None:
    assert needs_older_rule(law, day(last_day), day(to)) is needed
    if needed:
        with pytest.raises(DataRefusedError, match="旧规则"):
            reckon(law, to, last_day=last_day)
    else:
        reckon(law, to, last_day=last_day)


def test_a_payment_lowers_the_older_base_too(law: LawBook) -> None:
    # 100,000 × 6 % × 2 × 15 / 360 = 500.00; then 40,000 × 6 % × 2 × 15 / 360 = 200.00.
    older = OlderRule(yuan("100000"), Decimal("0.06"))
    found = reckon(
        law,
        "2014-07-31",
        (("2014-07-16", "60000"),),
        principal="100000",
        last_day="2014-07-01",
        older=older,
    )
    assert found.doubled == yuan("700")
    assert any("按比例并还" in line for line in found.working)


def test_a_new_rate_is_a_new_row_of_the_table(law: LawBook) -> None:
    # Days to 02-28 at 0.0175 %: 39; from 03-01 at 0.02 %: 61.
    # 500,000 × 0.000175 × 39 = 3,412.50; 500,000 × 0.0002 × 61 = 6,100.00.
    changed = law.with_tables({"judicial_interest.toml": NEW_RATE.encode()})
    found = reckon(changed)
    assert [part.amount for part in found.doubled_parts] == [yuan("3412.50"), yuan("6100")]
    assert found.sources[2] == "日利率 0.02%，新解释第一条（未核对）"


def test_a_day_past_the_table_is_an_error(law: LawBook) -> None:
    ended = NEW_RATE.replace('status = "unv', 'in_force_to = 2026-03-31\nstatus = "unv')
    with pytest.raises(LawTableError, match="2026-04-01 没有规定"):
        reckon(law.with_tables({"judicial_interest.toml": ended.encode()}))
    tables = dict(law.tables)
    table = tables["judicial_interest"]
    rows = [row for row in table.rows("rule") if row["id"] != "doubled-part"]
    tables[table.id] = type(table)(table.id, table.files, {**table.data, "rule": rows})
    with pytest.raises(LawTableError, match="doubled-part"):
        reckon(make_book(tables))


def test_a_payment_after_the_day_is_refused(law: LawBook) -> None:
    with pytest.raises(DataRefusedError, match="晚于"):
        reckon(law, payments=(("2026-05-01", "1"),))


def test_the_working_names_convention_base_and_rounding(law: LawBook) -> None:
    working = reckon(law, payments=(("2026-03-01", "200000"),)).working
    assert working[0].startswith("履行期间最后一日 2026-01-20 不计，2026-04-30 计入，共 100 天")
    assert "部分法院多计一天" in working[0]
    assert working[2] == (
        "加倍部分债务利息：2026-01-20起至2026-03-01（首日不计、末日计入）40天，"
        "500,000.00 × 0.0175% × 40 = 3,500.00元（日利率 0.0175%，最高人民法院关于执行程序中计算"
        "迟延履行期间的债务利息适用法律若干问题的解释 (法释〔2014〕8号)第一条第三款）"
    )
    assert working[3].endswith("3,500.00元，四舍五入到分为 3,500.00元")
    assert "最后加倍部分（迟延履行利息解释第四条）" in "".join(working)


START = date(2026, 1, 20)
AMOUNTS = st.integers(0, 60_000_000)
PAYMENTS = st.lists(st.tuples(st.integers(-10, 400), AMOUNTS), max_size=5)


def walked(  # noqa: PLR0913, PLR0917 - the facts of an instrument
    law: LawBook,
    fen: int,
    days: int,
    payments: list[tuple[int, int]],
    rate: int,
    costs: int = 0,
) -> DelayedPerformance:
    return delayed_performance(
        law,
        Money(fen),
        START,
        START + timedelta(days=days),
        costs=Money(costs),
        other_money=Money(fen // 7),
        general=GeneralInterest(Decimal(rate).scaleb(-4), START - timedelta(days=5), 365),
        payments=[
            (START + timedelta(days=min(on, days)), Money(amount)) for on, amount in payments
        ],
    )


def owed(found: DelayedPerformance) -> int:
    parts = (found.cost, found.principal, found.doubled_left, found.general_left)
    surplus = sum(taken.surplus.fen for taken in found.taken)
    return sum(part.fen for part in parts) - surplus


@given(AMOUNTS, st.integers(0, 400), PAYMENTS, st.integers(0, 2400), st.integers(0, 10**6))
def test_no_fen_is_lost(  # noqa: PLR0913, PLR0917
    law: LawBook, fen: int, days: int, payments: list[tuple[int, int]], rate: int, costs: int
) -> None:
    found = walked(law, fen, days, payments, rate, costs)
    paid = sum(taken.amount.fen for taken in found.taken)
    assert paid == sum(amount for _, amount in payments)
    assert owed(found) + paid == fen + fen // 7 + costs + found.total.fen
    assert all(part.left.fen >= 0 for part in (*found.doubled_parts, *found.general_parts))
    assert found.days == days


@given(
    AMOUNTS,
    st.integers(0, 400),
    PAYMENTS.filter(bool),
    st.integers(0, 2400),
    st.integers(0, 10**6),
)
def test_paying_more_never_means_owing_more(  # noqa: PLR0913, PLR0917
    law: LawBook, fen: int, days: int, payments: list[tuple[int, int]], rate: int, more: int
) -> None:
    (on, amount), *rest = payments
    less = walked(law, fen, days, payments, rate)
    richer = walked(law, fen, days, [(on, amount + more), *rest], rate)
    assert owed(richer) <= owed(less)


@given(AMOUNTS, st.integers(0, 400), st.integers(0, 400), st.integers(0, 2400))
def test_splitting_the_time_moves_each_part_by_at_most_a_fen(
    law: LawBook, fen: int, first: int, second: int, rate: int
) -> None:
    whole = walked(law, fen, first + second, [], rate)
    split = walked(law, fen, first + second, [(first, 0)], rate)
    assert abs(whole.doubled.fen - split.doubled.fen) <= 1
    assert abs(whole.general_interest.fen - split.general_interest.fen) <= 1
