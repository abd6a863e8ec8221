from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.law import fee_formulas as f
from tests.law.support import house
from tests.law.test_arbitration_fees import OWN

from recoverydocs.claims.calculators import CalculatorError, arbitration_fee, run_line

NOTE = (
    "1995年《仲裁委员会仲裁收费办法》自2026-03-01起是否继续有效未经确认；"
    "须录入该仲裁机构自己的收费表"
)


def test_an_answer_holds_the_keys_of_the_contract() -> None:
    line = {"schedule": "cn-1995-max", "amount": "300000", "on": "2026-02-28"}
    assert run_line("arbitration-fee", line)["result"] == {
        "acceptance_fee": "9550.00",
        "table": "cn-1995-max",
        "status": "verified",
    }
    assert run_line("arbitration-fee", line | {"on": "2026-03-01"})["result"] == {
        "acceptance_fee": "9550.00",
        "table": "cn-1995-max",
        "status": "unverified",
        "note": NOTE,
    }


@pytest.mark.parametrize(
    ("end", "lines"), [("min", f.ARBITRATION_MIN), ("max", f.ARBITRATION_MAX)]
)
def test_every_bracket_edge_agrees_with_the_quick_formula(
    end: str, lines: tuple[f.Line, ...]
) -> None:
    for amount in f.edges_of(lines):
        line = {"schedule": f"cn-1995-{end}", "amount": amount, "on": "2026-02-28"}
        found = run_line("arbitration-fee", line)["result"]["acceptance_fee"]
        assert found == f.part(f.quick(lines, Decimal(amount)), 1), amount


def test_an_institutions_own_table_answers_with_its_own_standing() -> None:
    own = house("arbitration_fees", OWN)
    found = arbitration_fee(
        schedule="example-commission", amount="60000", on="2026-11-24", law=own
    )
    # 100 + 59,000 × 2 % = 1,280; 500 + 10,000 × 1 % = 600.
    assert found["result"]["acceptance_fee"] == "1280.00"
    assert found["result"]["handling_fee"] == "600.00"
    assert found["result"]["status"] == "unverified"
    assert found["result"]["note"]
    with pytest.raises(CalculatorError, match="2027-01-01 没有规定") as caught:
        arbitration_fee(schedule="example-commission", amount="1", on="2027-01-01", law=own)
    assert caught.value.field == "on"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"amount": "1"}, "schedule"),
        ({"schedule": "cn-1995-min"}, "amount"),
        ({"schedule": "cn-1995", "amount": "1"}, "schedule"),
        ({"schedule": 1995, "amount": "1"}, "schedule"),
        ({"schedule": "cn-1995-min", "amount": 0.5}, "amount"),
        ({"schedule": "cn-1995-min", "amount": "-0.01"}, "amount"),
        ({"schedule": "cn-1995-min", "amount": "1", "on": "1995-08-31"}, "on"),
        ({"schedule": "cn-1995-min", "amount": "1", "on": "1995-8-31"}, "on"),
        ({"schedule": "cn-1995-min", "amount": "1", "kind": "property"}, "kind"),
    ],
)
def test_a_bad_key_is_named(line: dict[str, object], field: str) -> None:
    found = run_line("arbitration-fee", line, date(2026, 11, 24))
    assert set(found) == {"error"}
    assert found["error"]["field"] == field
    assert found["error"]["message"]
