"""How early the house acts: alarms and allowances of the table ``watch``, never the law's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.support import HOUSE_TABLE, day

from recoverydocs.claims.house_rules import house_rule, last_day_to_act

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

AS_OF = day("2026-11-24")
LETTER = "limitation"  # ten days kept free
FILING = "enforcement"  # three days kept free


@pytest.mark.parametrize(
    ("left", "alarm"),
    [(91, None), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (0, 7), (-1, 7)],
)
def test_alarms_are_raised_at_ninety_thirty_and_seven_days(
    law: LawBook, left: int, alarm: int | None
) -> None:
    assert house_rule(law, LETTER, AS_OF).alarm(left) == alarm


@pytest.mark.parametrize(
    ("rule", "safe", "by"),
    [
        (LETTER, "2026-07-10", "2026-06-30"),  # a Tuesday
        (LETTER, "2026-06-30", "2026-06-18"),  # 06-20 is in the Dragon Boat block, to Thursday
        (LETTER, "2026-02-24", "2026-02-14"),  # a make-up Saturday is a working day
        (FILING, "2026-10-08", "2026-09-30"),  # 10-05 is in the National Day block
        (FILING, "2026-11-24", "2026-11-20"),  # 11-21 is a Saturday
        (LETTER, "2028-02-15", "2028-02-04"),  # no calendar: 02-05 is a Saturday
        (LETTER, "2027-01-11", "2027-01-01"),  # no calendar: a Friday, nothing is guessed
    ],
)
def test_the_last_day_to_act_moves_back_off_rest_days(
    law: LawBook, rule: str, safe: str, by: str
) -> None:
    found = last_day_to_act(law, day(safe), house_rule(law, rule, AS_OF))
    assert found == day(by)


@given(st.dates(date(2020, 3, 1), date(2035, 12, 31)))
def test_it_is_never_later_than_the_allowance_and_never_a_known_rest_day(
    law: LawBook, safe: date
) -> None:
    rule = house_rule(law, LETTER, AS_OF)
    found = last_day_to_act(law, safe, rule)
    assert found <= safe - timedelta(days=rule.allowance_days)
    if law.working_days.published(found):
        assert not law.working_days.is_rest(found)
    else:
        assert found.weekday() < 5


def test_a_house_lays_its_own_rules_over_ours(law: LawBook) -> None:
    own = law.with_tables({"watch.toml": HOUSE_TABLE.encode()})
    before, after = house_rule(own, LETTER, AS_OF), house_rule(own, LETTER, day("2026-12-01"))
    assert (before.alarm_days, before.allowance_days) == ((90, 30, 7), 10)
    assert (after.alarm_days, after.allowance_days) == ((180, 60), 15)
    assert after.tell == ("法务", "信贷员")
    assert after.late_act == after.act
    # What it says nothing about stays ours.
    assert house_rule(own, FILING, day("2026-12-01")).alarm_days == (90, 30, 7)
