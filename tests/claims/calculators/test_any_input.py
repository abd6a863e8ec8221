"""No line, whatever it holds, is answered by anything but a result or an error."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverydocs.claims.calculators import CALCULATORS, run_flags, run_line

DAYS = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.sampled_from(["2026-02-29", "1900-01-01", "2199-12-31", "0001-01-01", "9999-12-31"]),
)
AMOUNTS = st.one_of(
    st.decimals(-1, 10**16, places=2).map(lambda amount: f"{amount:f}"),
    st.sampled_from(["0", "0.01", "-0.01", "1.005", "9999999999999.99", "9" * 18, "9" * 40]),
)
RATES = st.one_of(
    st.decimals(0, 1, places=6).map(lambda rate: f"{rate:f}"),
    st.sampled_from(["0", "999.999999999999", "-0.1", "0.0000000000001"]),
)
WORDS = st.sampled_from(
    sorted(
        {word for each in CALCULATORS.values() for key in each.keys for word in key.choices}
        | {"none", "until-paid", "demand-arrived", "promise", "suit", "interest", "cost"}
    )
)
NUMBERS = st.one_of(
    st.integers(-2, 1300),
    st.integers(),
    st.sampled_from([360, 365, 21]),
    st.floats(),
)
LEAVES = st.one_of(
    DAYS, AMOUNTS, RATES, WORDS, NUMBERS, st.text(max_size=20), st.booleans(), st.none()
)
NAMES = st.sampled_from(
    sorted(
        {key.name for each in CALCULATORS.values() for key in each.keys}
        | {"date", "cost", "payment", "type", "restart_from", "years", "months", "fixed"}
        | {"amount", "base", "benchmark_rate", "from", "to", "rate", "basis"}
    )
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(NAMES, st.text(max_size=8)), inner, max_size=5),
    ),
    max_leaves=12,
)

ENOUGH = settings(deadline=None, max_examples=60)


def is_answer(found: dict[str, Any]) -> bool:
    """Either a result with its working and sources, or an error naming a field; as JSON."""
    json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    if set(found) == {"error"}:
        error = found["error"]
        return set(error) == {"field", "message"} and bool(error["message"])
    return set(found) == {"result", "working", "sources"}


@pytest.mark.parametrize("name", sorted(CALCULATORS))
@ENOUGH
@given(line=ANYTHING)
def test_anything_at_all_is_answered(name: str, line: object) -> None:
    assert is_answer(run_line(name, line))


@pytest.mark.parametrize("name", sorted(CALCULATORS))
@ENOUGH
@given(data=st.data())
def test_known_keys_with_any_values_are_answered(name: str, data: st.DataObject) -> None:
    line = {
        key.name: data.draw(
            st.sampled_from(key.choices) if key.choices else st.one_of(LEAVES, ANYTHING)
        )
        for key in CALCULATORS[name].keys
        if key.required or data.draw(st.booleans())
    }
    assert is_answer(run_line(name, line))


SOUND: dict[str, dict[str, Any]] = {
    "capitals": {"amount": "4410.42", "prefix": True, "on": "2026-11-24"},
    "limitation": {
        "last_day_of_performance": "2020-06-30",
        "kind": "claim",
        "years": 3,
        "events": [{"date": "2022-01-01", "type": "suit", "restart_from": "2022-09-01"}],
        "obstacle": {"from": "2025-05-01", "to": "2025-08-01"},
        "as_of": "2026-11-24",
    },
    "guarantee-period": {
        "principal_due": "2026-01-15",
        "agreed": {"years": 3},
        "type": "joint",
        "demand_on_guarantor": "2026-07-01",
        "suit_against_debtor": "2026-07-01",
        "signed_on": "2020-01-01",
        "as_of": "2026-11-24",
    },
    "interest": {
        "principal": "1000000",
        "from": "2026-03-15",
        "to": "2026-06-13",
        "basis": 360,
        "rates": [{"from": "2026-03-15", "rate": "0.0435"}],
        "due": "2026-05-01",
        "penalty_uplift": "0.5",
        "round": "once",
    },
    "compound": {
        "principal": "100000",
        "rate": "0.06",
        "compound_rate": "0.09",
        "from": "2026-01-21",
        "to": "2026-04-21",
        "basis": 360,
        "frequency": "monthly",
        "settlement_day": 21,
    },
    "allocate": {
        "principal": "100000",
        "rate": "0.12",
        "basis": 360,
        "from": "2025-01-01",
        "to": "2025-12-27",
        "events": [{"date": "2025-06-01", "cost": "50", "payment": "1000"}],
        "order": ["interest", "cost", "principal"],
    },
    "delayed-performance": {
        "principal": "500000",
        "other_money": "10000",
        "performance_last_day": "2014-07-01",
        "to": "2014-12-31",
        "costs": "100",
        "general": {"rate": "0.06", "from": "2014-07-01", "basis": 365, "fixed": "10"},
        "payments": [{"date": "2014-09-01", "amount": "1000"}],
        "before_2014": {"base": "500000", "benchmark_rate": "0.06"},
    },
    "schedule": {
        "principal": "100000",
        "rate": "0.048",
        "instalments": 12,
        "method": "equal-instalment",
        "first_due": "2026-01-31",
        "months_between": 1,
    },
    "identifier": {
        "type": "resident-id",
        "value": "11010519491231002X",
        "as_of": "2026-11-24",
    },
}
"""A line of each calculator that answers with a result, every key given."""


@pytest.mark.parametrize("name", sorted(SOUND))
def test_a_sound_line_by_line_and_by_flags(name: str) -> None:
    line = SOUND[name]
    assert set(line) == {key.name for key in CALCULATORS[name].keys}
    found = run_line(name, line)
    assert "result" in found
    flags = {
        field: value if isinstance(value, str | bool) else json.dumps(value)
        for field, value in line.items()
    }
    assert run_flags(name, flags) == found


@pytest.mark.parametrize("name", sorted(SOUND))
@ENOUGH
@given(data=st.data())
def test_one_value_replaced_is_answered(name: str, data: st.DataObject) -> None:
    line = json.loads(json.dumps(SOUND[name]))
    spot: Any = line
    while True:
        if isinstance(spot, dict):
            place: Any = data.draw(st.sampled_from(sorted(spot)))
        else:
            place = data.draw(st.integers(0, len(spot) - 1))
        inner = spot[place]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        spot = inner
    spot[place] = data.draw(st.one_of(LEAVES, ANYTHING))
    assert is_answer(run_line(name, line))


@pytest.mark.parametrize("name", sorted(SOUND))
@ENOUGH
@given(data=st.data())
def test_a_key_more_or_a_key_less_is_an_error_or_was_optional(
    name: str, data: st.DataObject
) -> None:
    line = SOUND[name]
    known = CALCULATORS[name].keys
    extra = data.draw(st.text(max_size=30).filter(lambda text: text not in line))
    assert "error" in run_line(name, {**line, extra: "1"})
    gone = data.draw(st.sampled_from(known))
    rest = {field: value for field, value in line.items() if field != gone.name}
    found = run_line(name, rest)
    assert ("error" in found) or not gone.required
    if gone.required:
        assert found["error"]["field"] == gone.name


@pytest.mark.parametrize("name", sorted(CALCULATORS))
@ENOUGH
@given(data=st.data())
def test_any_flags_are_answered(name: str, data: st.DataObject) -> None:
    texts = st.one_of(
        st.text(max_size=12),
        DAYS,
        AMOUNTS,
        RATES,
        st.sampled_from(
            ["--5", "9" * 5000, "１２", "[", "{", "NaN", "[" * 100_000, '{"to":1}']
        ),
    )
    flags: dict[str, str | bool] = {
        key.name: data.draw(st.one_of(texts, st.booleans()))
        for key in CALCULATORS[name].keys
        if data.draw(st.booleans())
    }
    assert is_answer(run_flags(name, flags))
