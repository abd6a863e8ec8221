"""The published worked examples that a function of law or claims answers, each by its facts."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.claims.support import day, paid, terms, walked, yuan

from recoverydocs.claims.calculators import interest, run_line
from recoverydocs.claims.ceilings import Load
from recoverydocs.claims.delayed_performance import GeneralInterest, delayed_performance
from recoverydocs.claims.guarantee_period import AgreedPeriod, guarantee_period
from recoverydocs.claims.limitation import LimitationEvent, limitation
from recoverydocs.claims.schedule import plan_rows
from recoverydocs.claims.several_debts import Debt, among
from recoverydocs.claims.terms import Due, RateStep
from recoverydocs.law.periods import statutory_period
from recoverydocs.money import Money

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

PATH = Path(__file__).parents[1] / "law" / "worked_examples.toml"
EXAMPLES = tomllib.loads(PATH.read_text(encoding="utf-8"))["example"]
TYPES = {"demand-posted": "demand-sent", "acknowledgement": "promise"}


def of(calc: str, *needed: str) -> list[Any]:
    return [
        pytest.param(each["inputs"], each["expected"], id=each["id"])
        for each in EXAMPLES
        if each["calc"] == calc and all(name in each["inputs"] for name in needed)
    ]


@pytest.mark.parametrize(("given", "expected"), of("interest", "rates"))
def test_interest(given: dict[str, Any], expected: dict[str, Any]) -> None:
    found = interest(
        principal=given["principal"],
        from_=given["from"],
        to=given["to"],
        basis=int(given["day_count"].removeprefix("actual/")),
        rates=given["rates"],
    )["result"]
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(("given", "expected"), of("interest", "months"))
def test_monthly_interest(given: dict[str, Any], expected: dict[str, Any]) -> None:
    rate = Decimal(given["annual_rate"])
    _, rows = plan_rows(yuan(given["principal"]), rate, given["months"], "bullet")
    assert rows[0].interest == yuan(expected["interest"])


@pytest.mark.parametrize(("given", "expected"), of("delayed-performance", "parts"))
def test_doubled_part(law: LawBook, given: dict[str, Any], expected: dict[str, Any]) -> None:
    parts = [(day(part["paid_on"]), yuan(part["principal"])) for part in given["parts"]]
    found = delayed_performance(
        law,
        Money.total(amount for _, amount in parts),
        day(given["from"]),
        max(on for on, _ in parts),
        payments=parts,
    )
    assert found.doubled == found.doubled_left == yuan(expected["doubled_part"])
    assert found.principal == yuan(0)


@pytest.mark.parametrize(
    ("given", "expected"), of("delayed-performance", "general_rate", "day_count")
)
def test_both_parts(law: LawBook, given: dict[str, Any], expected: dict[str, Any]) -> None:
    basis = int(given["day_count"].removeprefix("actual/"))
    start = day(given["from"])
    general = GeneralInterest(Decimal(given["general_rate"]), start, basis)
    found = delayed_performance(
        law, yuan(given["principal"]), start, day(given["to"]), general=general
    )
    assert (found.general_interest, found.doubled, found.total) == (
        yuan(expected["general_part"]),
        yuan(expected["doubled_part"]),
        yuan(expected["together"]),
    )


@pytest.mark.parametrize(("given", "expected"), of("lpr-cap"))
def test_four_times_lpr(law: LawBook, given: dict[str, Any], expected: dict[str, Any]) -> None:
    cap = law.lpr(day(given["contract_concluded"]), "1Y").rate * given["multiplier"]
    assert cap == Decimal(expected["cap_percent"]) / 100


@pytest.mark.parametrize(("given", "expected"), of("period"))
def test_period(law: LawBook, given: dict[str, Any], expected: dict[str, Any]) -> None:
    text = given["start"]
    start: date = datetime.fromisoformat(text) if "T" in text else day(text)
    end = statutory_period(law, given["period"], start, given["rollover"])
    last = end.last_day.isoformat() if end.last_day else None
    assert (last or "").removesuffix(":00") == expected["last_day"]
    if "safe_day" in expected:
        assert end.safe_day == day(expected["safe_day"])
    assert end.rolled == ("rolled_from" in expected)
    if end.rolled:
        assert end.raw_last_day == day(expected["rolled_from"])


@pytest.mark.parametrize(("given", "expected"), of("period"))
def test_period_as_a_calculator(given: dict[str, Any], expected: dict[str, Any]) -> None:
    line = {"start": given["start"], "period": given["period"]}
    if given["rollover"] == "none":
        line["rollover"] = False
    found = run_line("period", line)["result"]
    assert (found["last_day"] or "") == expected["last_day"]
    assert found["rolled"] == ("rolled_from" in expected)
    assert found["raw_last_day"] == expected.get("rolled_from", found["last_day"])
    if "safe_day" in expected:
        assert min(found["raw_last_day"], found["last_day"]) == expected["safe_day"]


@pytest.mark.parametrize(("given", "expected"), of("court-fee"))
def test_court_fee(given: dict[str, Any], expected: dict[str, Any]) -> None:
    line = {"kind": given["kind"], "on": given["on"]}
    if given["halved"]:
        line["kind"] = f"{given['kind']}-halved"
    if given["amount"]:
        line["amount"] = given["amount"]
    found = run_line("fee", line)["result"]
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(("given", "expected"), of("arbitration-fee"))
def test_arbitration_fee(given: dict[str, Any], expected: dict[str, Any]) -> None:
    for end in ("min", "max"):
        line = {**given, "schedule": f"{given['schedule']}-{end}"}
        found = run_line("arbitration-fee", line)["result"]
        assert found["acceptance_fee"] == expected[f"acceptance_fee_{end}"]
        assert found["status"] == expected["status"]
        assert found.get("note") == expected.get("note")


@pytest.mark.parametrize(("given", "expected"), of("limitation"))
def test_limitation(law: LawBook, given: dict[str, Any], expected: dict[str, Any]) -> None:
    obstacle = tuple(  # begins, ends
        sorted(day(row["on"]) for row in given["events"] if "obstacle" in row["type"])
    )
    events = [
        LimitationEvent(day(row["on"]), TYPES.get(row["type"], row["type"]))
        for row in given["events"]
        if "obstacle" not in row["type"]
    ]
    found = limitation(
        law,
        day(given["due"]),
        events=events,
        obstacles=[(obstacle[0], obstacle[1])] if obstacle else [],
        as_of=day(given["as_of"]),
    )
    assert (found.last_day or found.raw_last_day) == day(expected["expires"])
    assert found.expired == (expected["state"] == "expired")
    restarted = found.restarted_by.on.isoformat() if found.restarted_by else None
    assert restarted == expected.get("restarted_by")


@pytest.mark.parametrize(("given", "expected"), of("guarantee-period"))
def test_guarantee_period(
    law: LawBook, given: dict[str, Any], expected: dict[str, Any]
) -> None:
    acts = {row["type"]: day(row["on"]) for row in given["events"]}
    found = guarantee_period(
        law,
        day(given["due"]),
        AgreedPeriod("until-paid" if given["agreed"] else "none"),
        mode=given["type"],
        demand_on_guarantor=acts.get("demand-on-guarantor-arrived"),
        suit_against_debtor=acts.get("suit-against-debtor"),
        signed_on=day(given["signed_on"]) if "signed_on" in given else None,
    )
    assert (found.last_day or found.raw_last_day) == day(expected["expires"])
    assert found.discharged == (expected["state"] == "lapsed")
    if "limitation_expires" in expected:
        assert found.guarantor_limitation_last_day == day(expected["limitation_expires"])


@pytest.mark.parametrize(("given", "expected"), of("interest", "contract_rate"))
def test_the_ceiling_in_yuan(given: dict[str, Any], expected: dict[str, Any]) -> None:
    days = (day(given["to"]) - day(given["from"])).days
    basis = int(given["day_count"].removeprefix("actual/"))
    rate = Decimal(given["contract_rate"]) + Decimal(given["fees_rate"])
    charged = Money(int(yuan(given["principal"]).fen * rate * days / basis))
    load = Load(charged, yuan(given["principal"]).fen * days)
    cap = Decimal("0.24")
    assert (charged, load.allowed(cap), load.excess(cap)) == (
        yuan(expected["claimed"]),
        yuan(expected["ceiling_24"]),
        yuan(expected["excess"]),
    )


RANKS = {"费用", "利息", "本金", "一般债务利息", "加倍部分"}
"""Names of what stands inside one debt; the other examples are about several."""


def allocations(*, inside: bool) -> list[Any]:
    return [
        each
        for each in of("allocation", "debts")
        if ({debt["name"] for debt in each.values[0]["debts"]} <= RANKS) == inside
    ]


@pytest.mark.parametrize(("given", "expected"), allocations(inside=False))
def test_several_debts(given: dict[str, Any], expected: dict[str, Any]) -> None:
    """The facts stand in the names; the debts are handed over the wrong way round."""
    debts = [_debt(row["name"], yuan(row["amount"])) for row in reversed(given["debts"])]
    shares = among(debts, yuan(given["payment"]))
    found = {
        debt.name: (share, debt.amount - share)
        for debt, share in zip(debts, shares, strict=True)
    }
    for row in expected["paid"]:
        assert found[row["name"]] == (yuan(row["paid"]), yuan(row["left"]))


def _debt(name: str, amount: Money) -> Debt:
    rate = re.search(r"年利率(\d+)%", name)
    due = re.search(r"\d{4}-\d\d-\d\d", name)
    return Debt(
        name,
        amount,
        "未到期" not in name,
        amount if "有抵押" in name else Money(0),
        Decimal(rate[1]) / 100 if rate else Decimal(0),
        day(due[0]) if due else None,
    )


@pytest.mark.parametrize("name", ["alloc-1", "alloc-2"])
def test_inside_one_debt(name: str) -> None:
    (given, expected) = next(
        each.values for each in allocations(inside=True) if each.id == name
    )
    amounts = {row["name"]: row["amount"] for row in given["debts"]}
    assert amounts == {"费用": "5000", "利息": "12000", "本金": "100000"}
    # 100,000 at 12 % for 360 days of 360 is the interest of 12,000.
    loan = terms(
        principal=yuan(amounts["本金"]),
        rates=(RateStep(day("2025-01-10"), Decimal("0.12"), "合同"),),
        dues=(Due(day("2026-01-05"), yuan(amounts["本金"])),),
    )
    costs = (("2026-01-01", amounts["费用"]),)
    payment = paid("2026-01-05", given["payment"])
    ledger = walked(loan, "2026-01-05", (payment,), costs)
    (taken,) = ledger.allocated
    found = {"费用": taken.costs, "利息": taken.interest, "本金": taken.principal}
    for row in expected["paid"]:
        assert found[row["name"]] == yuan(row["paid"]).fen
    left = {
        "费用": ledger.pool.left[0][1],
        "利息": ledger.interest_owed,
        "本金": ledger.principal_due,
    }
    assert all(left[row["name"]] == yuan(row["left"]).fen for row in expected["paid"])


def test_in_enforcement_the_doubled_part_comes_last(law: LawBook) -> None:
    """alloc-8: its facts are those of delay-5."""
    (given, expected) = next(
        each.values for each in allocations(inside=True) if each.id == "alloc-8-enforcement"
    )
    last, to = day("2026-01-20"), day("2026-04-30")
    found = delayed_performance(
        law,
        yuan("500000"),
        last,
        to,
        general=GeneralInterest(Decimal("0.06"), last, 365),
        payments=[(to, yuan(given["payment"]))],
    )
    (taken,) = found.taken
    shares = {
        "一般债务利息": (taken.general_interest, found.general_left),
        "本金": (taken.principal, found.principal),
        "加倍部分": (taken.doubled, found.doubled_left),
    }
    for row in expected["paid"]:
        assert shares[row["name"]] == (yuan(row["paid"]), yuan(row["left"]))


def test_every_example_is_run_by_a_test() -> None:
    """A new kind of example may not lie here unread."""
    known = {
        "court-fee",
        "arbitration-fee",
        "interest",
        "lpr-cap",
        "allocation",
        "delayed-performance",
        "period",
        "limitation",
        "guarantee-period",
    }
    assert {each["calc"] for each in EXAMPLES} <= known
