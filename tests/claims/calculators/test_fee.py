from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law import fee_formulas as f
from tests.law.support import house

from recoverydocs.claims.calculators import CALCULATORS, CalculatorError, fee, run_line
from recoverydocs.law.court_fees import KINDS

ON = "2026-11-24"


def result(**line: object) -> dict[str, Any]:
    found: dict[str, Any] = run_line("fee", {"on": ON, **line})["result"]
    return found


def test_an_answer_holds_the_keys_of_the_contract() -> None:
    # 4,300 + 165,842.17 × 1.5 % = 6,787.63255.
    assert result(kind="property", amount="365842.17") == {
        "fee": "6787.63",
        "exact": "135752651/20000",
        "prepaid_by_applicant": True,
        "borne_by": (
            "败诉方负担，胜诉方自愿承担的除外；部分胜诉、部分败诉的由人民法院决定 (第二十九条)"
        ),
        "table": "property",
    }


LINES = [
    ("property", f.PROPERTY, 1, "property"),
    ("property-halved", f.PROPERTY, 2, "property"),
    ("appeal", f.PROPERTY, 1, "property"),
    ("counterclaim-joined", f.PROPERTY, 2, "property"),
    ("payment-order", f.PROPERTY, 3, "payment-order"),
    ("enforcement", f.ENFORCEMENT, 1, "enforcement"),
    ("preservation", f.PRESERVATION, 1, "preservation"),
]


@pytest.mark.parametrize(
    ("kind", "lines", "divisor", "table"), LINES, ids=lambda x: str(x)[:20]
)
def test_every_bracket_edge_agrees_with_the_quick_formula(
    kind: str, lines: tuple[f.Line, ...], divisor: int, table: str
) -> None:
    for amount in f.edges_of(lines):
        found = result(kind=kind, amount=amount)
        exact = f.quick(lines, Decimal(amount))
        assert found["fee"] == f.part(exact, divisor), amount
        assert Fraction(found["exact"]) == Fraction(exact) / divisor, amount
        assert found["table"] == table


def test_nothing_pays_the_lowest_fixed_sum() -> None:
    lowest = {"property": "50.00", "enforcement": "50.00", "preservation": "30.00"}
    lowest |= {"property-halved": "25.00", "payment-order": "16.67", "bankruptcy": "25.00"}
    for kind, sum_ in lowest.items():
        assert result(kind=kind, amount="0")["fee"] == sum_


def test_preservation_is_capped_and_may_concern_no_sum() -> None:
    assert result(kind="preservation", amount="895999.99")["fee"] == "5000.00"
    assert result(kind="preservation", amount="895998.99")["fee"] == "4999.99"
    capped = result(kind="preservation", amount="896000.01")
    assert (capped["fee"], capped["exact"]) == ("5000.00", "5000")
    assert result(kind="preservation")["fee"] == "30.00"


@pytest.mark.parametrize(
    ("kind", "sums"),
    [
        ("jurisdiction-objection", {"low": "50.00", "high": "100.00", "exact": None}),
        ("enforcement-no-amount", {"low": "50.00", "high": "500.00", "exact": None}),
        ("public-notice", {"fee": "100.00", "exact": "100"}),
        ("set-aside-award", {"fee": "400.00", "exact": "400"}),
        ("realise-security", {"fee": None, "exact": None, "table": None}),
    ],
)
def test_kinds_without_an_amount(kind: str, sums: dict[str, object]) -> None:
    found = result(kind=kind)
    assert {name: found[name] for name in sums} == sums
    assert ("fee" in found) == ("fee" in sums)


def test_no_standard_is_said_in_the_working() -> None:
    found = run_line("fee", {"kind": "realise-security", "amount": "1000", "on": ON})
    assert found["result"]["fee"] is None
    assert any("未在办法中列明" in line for line in found["working"])


def test_a_changed_claim_pays_more_or_gets_back() -> None:
    more = result(kind="claim-increased", **{"from": "150000", "to": "365842.17"})
    assert (more["extra"], more["exact"]) == ("3487.63", str(Fraction("3487.63255")))
    less = result(kind="claim-decreased", **{"from": "365842.17", "to": "150000"})
    assert (less["refund"], less["exact"]) == (more["extra"], more["exact"])
    assert "fee" not in more
    same = result(kind="claim-increased", **{"from": "1", "to": "1"})
    assert same["extra"] == "0.00"


def test_the_table_of_the_day_decides() -> None:
    later = house(
        "court_fees",
        '[[table]]\nid = "public-notice"\narticle = "第十四条第(四)项"\n'
        'in_force_from = 2027-01-01\nstatus = "verified"\nflat = "150"\n',
    )
    for on, sum_ in (("2026-12-31", "100.00"), ("2027-01-01", "150.00")):
        assert fee(kind="public-notice", on=on, law=later)["result"]["fee"] == sum_
        assert (
            run_line("fee", {"kind": "public-notice"}, date.fromisoformat(on), later)["result"]
            == fee(kind="public-notice", on=on, law=later)["result"]
        )


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({}, "kind"),
        ({"kind": "divorce"}, "kind"),
        ({"kind": 1}, "kind"),
        ({"kind": "property"}, "amount"),
        ({"kind": "property", "amount": 1000}, "amount"),
        ({"kind": "property", "amount": 1000.5}, "amount"),
        ({"kind": "property", "amount": "1000.005"}, "amount"),
        ({"kind": "property", "amount": "-1"}, "amount"),
        ({"kind": "property", "amount": None}, "amount"),
        ({"kind": "property", "amount": "1", "colour": "red"}, "colour"),
        ({"kind": "property", "amount": "1", "from": "1"}, "from"),
        ({"kind": "property", "amount": "1", "to": "1"}, "to"),
        ({"kind": "property", "amount": "1", "on": "2007-03-31"}, "on"),
        ({"kind": "property", "amount": "1", "on": "2026-02-29"}, "on"),
        ({"kind": "property", "amount": "1", "on": 20261124}, "on"),
        ({"kind": "public-notice", "amount": "1"}, "amount"),
        ({"kind": "claim-increased", "from": "1"}, "to"),
        ({"kind": "claim-increased", "to": "1"}, "from"),
        ({"kind": "claim-increased", "from": "2", "to": "1"}, "to"),
        ({"kind": "claim-increased", "amount": "1", "from": "1", "to": "2"}, "amount"),
        ({"kind": "claim-decreased", "from": "1", "to": "2"}, "to"),
        ({"kind": "realise-security", "on": "2022-04-09"}, "on"),
    ],
)
def test_a_bad_key_is_named(line: dict[str, object], field: str) -> None:
    found = run_line("fee", line, date(2026, 11, 24))
    assert set(found) == {"error"}
    assert found["error"]["field"] == field
    assert found["error"]["message"]


def test_without_a_day_there_is_no_answer() -> None:
    with pytest.raises(CalculatorError) as caught:
        fee(kind="public-notice")
    assert caught.value.field == "on"


def test_the_command_offers_every_kind() -> None:
    kinds = next(key for key in CALCULATORS["fee"].keys if key.name == "kind")
    assert kinds.choices == tuple(KINDS)


@given(
    st.sampled_from([kind for kind, takes in KINDS.items() if takes == "amount"]),
    st.integers(0, 10**15),
)
def test_the_fee_is_its_exact_sum_rounded_half_up(kind: str, fen: int) -> None:
    found = result(kind=kind, amount=f"{fen // 100}.{fen % 100:02d}")
    exact = Fraction(found["exact"])
    # A thousand-fold finer than a fen settles each half: denominators divide 10^8 × 3.
    text = Decimal((exact * 3 * 10**8).numerator) / (3 * 10**8)
    assert found["fee"] == str(text.quantize(Decimal("0.01"), ROUND_HALF_UP))
