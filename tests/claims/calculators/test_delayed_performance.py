from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.claims.calculators.support import fault, result

from recoverydocs.claims.calculators import delayed_performance, run_line

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

GIVEN: dict[str, Any] = {
    "principal": "500000",
    "performance_last_day": "2026-01-20",
    "to": "2026-04-30",
}
GENERAL = {"rate": "0.06", "from": "2026-01-20", "basis": 365}
OLDER = {"base": "285000", "benchmark_rate": "0.06"}


def answer(**more: object) -> dict[str, Any]:
    return result("delayed-performance", {**GIVEN, **more})


def test_without_payments_there_are_four_answers() -> None:
    # delay-5.
    assert answer(general=GENERAL) == {
        "doubled": "8750.00",
        "general_interest": "8219.18",
        "days": 100,
        "total": "16969.18",
    }


def test_payments_and_balances() -> None:
    # 2,000 of costs; 40 days to 03-01: doubled 500,000 + 10,000 at 0.0175 % × 40 = 3,570.00;
    # general 1,000 fixed + 500,000 × 6 % × 40 / 365 = 3,287.671… → 3,287.67. The 216,287.67
    # meet 2,000 + 4,287.67 + 210,000. 60 days: 300,000 × 0.0175 % × 60 = 3,150.00; general
    # 300,000 × 6 % × 60 / 365 = 2,958.904… → 2,958.90. 310,000 meet 2,958.90 + 300,000, and
    # of the doubled 6,720.00 the 6,720.00; 321.10 are too much.
    found = answer(
        other_money="10000",
        costs="2000",
        general={**GENERAL, "fixed": "1000"},
        payments=[
            {"date": "2026-04-30", "amount": "310000"},
            {"date": "2026-03-01", "amount": "216287.67"},
        ],
    )
    assert found == {
        "doubled": "6720.00",
        "general_interest": "7246.57",
        "days": 100,
        "total": "13966.57",
        "payments": [
            {
                "date": "2026-03-01",
                "cost": "2000.00",
                "general_interest": "4287.67",
                "principal": "210000.00",
                "doubled": "0.00",
                "surplus": "0.00",
            },
            {
                "date": "2026-04-30",
                "cost": "0.00",
                "general_interest": "2958.90",
                "principal": "300000.00",
                "doubled": "6720.00",
                "surplus": "321.10",
            },
        ],
        "balances": {
            "cost": "0.00",
            "general_interest": "0.00",
            "principal": "0.00",
            "doubled": "0.00",
        },
    }


def test_the_older_rule_of_the_days_up_to_july_2014() -> None:
    # 2,850.00 + 1,546.13, as worked in the core's test.
    found = answer(
        principal="285000",
        performance_last_day="2014-07-01",
        to="2014-08-31",
        before_2014=OLDER,
    )
    assert (found["doubled"], found["days"]) == ("4396.13", 61)
    assert answer(before_2014=OLDER)["doubled"] == "8750.00"  # not needed, not used


def test_rate_and_rule_come_from_the_table(law: LawBook) -> None:
    sources = run_line("delayed-performance", GIVEN)["sources"]
    assert sources[0] == "民事诉讼法第二百六十四条"
    assert sources[1].startswith("日利率 0.0175%，")
    own = b"""
[meta]
id = "judicial_interest"
version = "2027-01-01"
source = "x"
[[rule]]
id = "doubled-part"
statute = "x"
article = "1"
in_force_from = 2014-08-01
daily_rate = "0.0002"
status = "verified"
"""
    changed = law.with_tables({"judicial_interest.toml": own})
    found = run_line("delayed-performance", GIVEN, law=changed)
    assert found["result"]["doubled"] == "10000.00"  # 500,000 × 0.02 % × 100
    assert delayed_performance(**GIVEN, law=changed) == found


def test_a_day_past_the_table_says_what_to_add(law: LawBook) -> None:
    own = b"""
[meta]
id = "judicial_interest"
version = "2027-01-01"
source = "x"
[[rule]]
id = "doubled-part"
statute = "x"
article = "1"
in_force_from = 2014-08-01
in_force_to = 2026-03-31
daily_rate = "0.0002"
status = "verified"
"""
    changed = law.with_tables({"judicial_interest.toml": own})
    found = run_line("delayed-performance", GIVEN, law=changed)
    assert found["error"]["field"] == ""
    assert "2026-04-01" in found["error"]["message"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"principal": 500000}, "principal"),
        ({"performance_last_day": "2026-02-29"}, "performance_last_day"),
        ({"to": 1}, "to"),
        ({"other_money": 1}, "other_money"),
        ({"costs": "-1"}, "costs"),
        ({"general": []}, "general"),
        ({"general": {**GENERAL, "rate": 0.06}}, "general.rate"),
        ({"general": {"rate": "0.06", "from": "2026-01-20"}}, "general.basis"),
        ({"general": {**GENERAL, "basis": "365"}}, "general.basis"),
        ({"general": {**GENERAL, "from": None}}, "general.from"),
        ({"general": {**GENERAL, "fixed": 1.5}}, "general.fixed"),
        ({"general": {**GENERAL, "to": "2026-01-20"}}, "general.to"),
        ({"payments": {}}, "payments"),
        ({"payments": [{"date": "2026-03-01"}]}, "payments[1].amount"),
        ({"payments": [{"date": "2026-03-01", "amount": 1}]}, "payments[1].amount"),
        ({"payments": [{"date": "2026-05-01", "amount": "1"}]}, "payments[1].date"),
        ({"payments": [{"date": "2026-03-01", "amount": "1", "x": 1}]}, "payments[1].x"),
        ({"before_2014": {"base": "1"}}, "before_2014.benchmark_rate"),
        ({"before_2014": {**OLDER, "base": 1}}, "before_2014.base"),
        ({"before_2014": {**OLDER, "benchmark_rate": 6}}, "before_2014.benchmark_rate"),
        ({"performance_last_day": "2014-07-30"}, "before_2014"),
        ({"daily_rate": "0.1"}, "daily_rate"),
    ],
)
def test_a_bad_key_is_named(more: dict[str, object], field: str) -> None:
    assert fault("delayed-performance", {**GIVEN, **more}) == field


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_every_key_is_needed(name: str) -> None:
    line = {key: GIVEN[key] for key in GIVEN if key != name}
    assert fault("delayed-performance", line) == name
