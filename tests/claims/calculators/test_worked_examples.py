"""The published worked examples, each as a line of its calculator."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.claims.calculators.support import result

from recoverydocs.money import Money

PATH = Path(__file__).parents[2] / "law" / "worked_examples.toml"
EXAMPLES = tomllib.loads(PATH.read_text(encoding="utf-8"))["example"]
TYPES = {"demand-posted": "demand-sent", "acknowledgement": "promise"}
WORDS = {
    "doubled_part": "doubled",
    "general_part": "general_interest",
    "together": "total",
}


def of(calc: str, *needed: str) -> list[Any]:
    found = [
        pytest.param(each["inputs"], each["expected"], id=each["id"])
        for each in EXAMPLES
        if each["calc"] == calc and all(name in each["inputs"] for name in needed)
    ]
    assert found
    return found


@pytest.mark.parametrize(("given", "expected"), of("interest", "rates"))
def test_interest(given: dict[str, Any], expected: dict[str, Any]) -> None:
    line = {name: given[name] for name in ("principal", "from", "to", "rates")}
    found = result(
        "interest", {**line, "basis": int(given["day_count"].removeprefix("actual/"))}
    )
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(("given", "expected"), of("interest", "months"))
def test_a_month_of_interest(given: dict[str, Any], expected: dict[str, Any]) -> None:
    found = result(
        "schedule",
        {
            "principal": given["principal"],
            "rate": given["annual_rate"],
            "instalments": given["months"],
            "method": "interest-first",
        },
    )
    assert found["rows"][0]["interest"] == found["total_interest"] == expected["interest"]


@pytest.mark.parametrize(("given", "expected"), of("delayed-performance"))
def test_delayed_performance(given: dict[str, Any], expected: dict[str, Any]) -> None:
    line: dict[str, Any] = {"performance_last_day": given["from"]}
    if "parts" in given:
        parts = given["parts"]
        whole = Money.total(Money.from_yuan(part["principal"]) for part in parts)
        line |= {
            "principal": whole.plain(),
            "to": max(part["paid_on"] for part in parts),
            "payments": [
                {"date": part["paid_on"], "amount": part["principal"]} for part in parts
            ],
        }
    else:
        line |= {
            "principal": given["principal"],
            "to": given["to"],
            "general": {
                "rate": given["general_rate"],
                "from": given["from"],
                "basis": int(given["day_count"].removeprefix("actual/")),
            },
        }
    found = result("delayed-performance", line)
    assert {name: found[WORDS[name]] for name in expected} == expected


@pytest.mark.parametrize(("given", "expected"), of("limitation"))
def test_limitation(given: dict[str, Any], expected: dict[str, Any]) -> None:
    obstacle = {
        {"obstacle-begins": "from", "obstacle-ends": "to"}[row["type"]]: row["on"]
        for row in given["events"]
        if "obstacle" in row["type"]
    }
    events = [
        {"date": row["on"], "type": TYPES.get(row["type"], row["type"])}
        for row in given["events"]
        if "obstacle" not in row["type"]
    ]
    line = {
        "last_day_of_performance": given["due"],
        "events": events,
        "as_of": given["as_of"],
        **({"obstacle": obstacle} if obstacle else {}),
    }
    found = result("limitation", line)
    assert (found["last_day"] or found["raw_last_day"]) == expected["expires"]
    assert found["expired"] == (expected["state"] == "expired")
    moved = [
        row["date"] for row, did in zip(events, found["interruptions"], strict=True) if did
    ]
    assert moved[-1:] == ([expected["restarted_by"]] if "restarted_by" in expected else [])
    assert found["suspended"] == bool(obstacle)


@pytest.mark.parametrize(("given", "expected"), of("guarantee-period"))
def test_guarantee_period(given: dict[str, Any], expected: dict[str, Any]) -> None:
    acts = {
        "demand-on-guarantor-arrived": "demand_on_guarantor",
        "suit-against-debtor": "suit_against_debtor",
    }
    line = {
        "principal_due": given["due"],
        "agreed": given["agreed"] or "none",
        "type": given["type"],
        **{acts[row["type"]]: row["on"] for row in given["events"] if row["type"] in acts},
        **({"signed_on": given["signed_on"]} if "signed_on" in given else {}),
    }
    found = result("guarantee-period", line)
    assert (found["last_day"] or found["raw_last_day"]) == expected["expires"]
    assert found["discharged"] == (expected["state"] == "lapsed")
    if "limitation_expires" in expected:
        assert found["guarantor_limitation_last_day"] == expected["limitation_expires"]
