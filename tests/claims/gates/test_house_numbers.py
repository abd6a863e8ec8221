"""How early a rule is told, and how long the house waits, are rows that a house may replace."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.claims.gates.test_deadlines import INSTRUMENT, TAKEN
from tests.claims.support import (
    BORROWER,
    GUARANTOR,
    Members,
    case,
    contract,
    day,
    delivery,
    guarantee,
    notice,
)
from tests.law.support import own

from recoverydocs.cases.faults import read_case
from recoverydocs.claims import assess, gate_findings
from recoverydocs.documents.rules import listed_rules
from recoverydocs.errors import LawTableError
from recoverydocs.law import load_packaged

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

SENT: Members = {
    "notices": [notice("催1", "dunning-notice", "2026-03-01")],
    "delivery_events": [delivery("催1", "2026-03-01", "在途", None)],
}
JOINT: Members = {"guarantees": [guarantee(period_text="未约定")]}


def house(law: LawBook, table: str, row_id: str, **numbers: object) -> LawBook:
    """A book in which one row of ours says other numbers."""
    (row,) = [each for each in law.table(table).rows("rule") if each["id"] == row_id]
    lines = [f"{key} = {_toml(value)}" for key, value in {**row, **numbers}.items()]
    text = "[[rule]]\n" + "\n".join(lines)
    return law.with_tables({f"law/{table}.toml": own(table, text)})


def _toml(value: object) -> str:
    text = str(value)
    plain = not isinstance(value, str) or bool(re.fullmatch(r"\[.*\]", text))
    return text.replace("'", '"') if plain else f'"{text}"'


@pytest.mark.parametrize(
    ("gate", "rule", "members", "as_of", "row", "alarms"),
    [
        # The measure runs to 2026-03-01: 59 days are left, and the house's first alarm is 30.
        ("PRE-EXPIRY", "PRE-EXPIRY", TAKEN, "2026-01-01", "preservation", [60, 7]),
        # Two years from 2024-03-01: 100 days are left on 2025-11-21.
        (
            "ENF-PERIOD",
            "ENF-PERIOD",
            {"instruments": [INSTRUMENT]},
            "2025-11-21",
            "enforcement",
            [100],
        ),
        # Three years from 2026-01-10; 100 days are left on 2028-10-02.
        ("G-LIM", "时效临近", {}, "2028-10-02", "limitation", [120, 30]),
        # Six months from 2026-01-10; 100 days are left on 2026-04-01.
        (
            "G-GUAR",
            "保证期间临近",
            JOINT,
            "2026-04-01",
            "guarantee-period-joint",
            [120, 30],
        ),
    ],
)
def test_a_house_that_is_told_earlier(  # noqa: PLR0913, PLR0917 - one row of the table
    law: LawBook,
    gate: str,
    rule: str,
    members: Members,
    as_of: str,
    row: str,
    alarms: list[int],
) -> None:
    for book, told in ((law, False), (house(law, "watch", row, alarm_days=alarms), True)):
        claim = assess(case(**members), book, day(as_of))
        rules = {each.rule for each in gate_findings(claim, [gate], kind="dunning-notice")}
        assert (rule in rules) is told


def test_a_house_that_waits_longer_for_a_result_of_delivery(law: LawBook) -> None:
    longer = house(law, "limits", "delivery-result", days=40)
    for book, told in ((law, True), (longer, False)):  # 40 days since 2026-03-01
        found = gate_findings(assess(case(**SENT), book, day("2026-04-10")), ["SENDING"])
        assert ("SEND-UNPROVED" in {each.rule for each in found}) is told


def test_a_house_that_looks_twice_at_a_lower_rate(law: LawBook) -> None:
    lower = house(law, "limits", "rate-usual", share="0.05")
    for book, told in ((law, False), (lower, True)):
        found = assess(case(), book, day("2026-04-10")).findings
        assert ("RATE-HIGH" in {each.rule for each in found}) is told


def test_the_case_model_asks_the_table_for_the_days_to_answer() -> None:
    row = load_packaged().row("periods", "period", "credit-objection", day("2026-03-01"))
    assert (row["length"], row["unit"]) == (20, "day")
    dispute = {
        "no": "YY1",
        "type": "金额",
        "received": "2026-03-01",
        "claim": "金额不符",
        "state": "受理",
        "reply_due": "2026-03-22",
    }
    data = case(contracts=[contract()]).model_dump(mode="json", by_alias=True)
    found, findings = read_case({**data, "disputes": [dispute]}, "a.json")
    assert found is None
    assert [each.message for each in findings] == [
        "答复期限应为受理日加20日，即 2026-03-21（reply_due 答复期限）"
    ]


@pytest.mark.parametrize(
    "number", ["九十日", "三十日", "二十日", "十五日", "五个工作日", "四倍", "五年"]
)
def test_no_rule_prints_a_number_that_a_table_holds(number: str) -> None:
    for listed in listed_rules():
        assert number not in listed.rule.title + listed.rule.remedy, listed.rule.id


def test_a_house_that_settles_on_another_day_where_the_contract_names_none(
    law: LawBook,
) -> None:
    # Monthly interest from 2025-01-10 to 2026-01-10: the first settlement day after the start.
    plain = contract(repay_method={"method": "按月计息到期还本"})
    for book, first in (
        (law, 20),
        (house(law, "limits", "settlement-day", day_of_month=21), 21),
    ):
        claim = assess(case(contracts=[plain]), book, day("2026-04-10"))
        said = " ".join(line for each in claim.contracts[0].figures for line in each.working)
        assert f"合同未载明结息日，按每期{first}日计" in said
        assert f"2025-01-{first}" in said


def test_the_civil_code_begins_where_its_table_says(law: LawBook) -> None:
    assert law.begins("civil-code") == day("2021-01-01")
    with pytest.raises(LawTableError, match="no-such-law"):
        law.begins("no-such-law")


def test_a_minor_is_told_by_the_table_and_by_an_article_that_nobody_has_read(
    law: LawBook,
) -> None:
    young = {**BORROWER, "birth": "2008-04-11", "id_type": "护照", "id_no": "E00000000"}
    given = case(parties=[young, GUARANTOR])
    found = gate_findings(assess(given, law, day("2026-04-10")), ["PARTY-MINOR"])
    assert [each.message for each in found] == ["借款人未满18周岁，没有监护人"]
    assert found[0].article == "民法典第十七条（条号待核）"
    grown = gate_findings(assess(given, law, day("2026-04-11")), ["PARTY-MINOR"])
    assert grown == ()


def test_a_contract_of_long_ago_is_read_and_reckoned(law: LawBook) -> None:
    old = contract(signed_on="1990-01-01")
    data = case(contracts=[old]).model_dump(mode="json", by_alias=True, exclude_none=True)
    found, findings = read_case(data, "a.json")
    assert found is not None
    assert not [each for each in findings if each.severity == "fault"]
    assert assess(found, law, day("2026-04-10")).contracts
