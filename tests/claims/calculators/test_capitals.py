from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.law.support import own

from recoverydocs.claims.calculators import CalculatorError, capitals

if TYPE_CHECKING:
    from recoverydocs.law import LawBook


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"),
        ("1409.5", "壹仟肆佰零玖元伍角"),
        ("9999999999999.99", "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_capitals_writes_an_amount(amount: str, text: str) -> None:
    assert capitals(amount=amount)["result"] == {"text": text}
    assert capitals(amount=amount, prefix=True)["result"] == {"text": f"人民币{text}"}


@pytest.mark.parametrize(
    "amount", ["-1", "1.005", "10000000000000.00", "1,000", "", "一", "1e3"]
)
def test_capitals_refuses_what_has_no_form(amount: str) -> None:
    with pytest.raises(CalculatorError) as caught:
        capitals(amount=amount)
    assert caught.value.field == "amount"


def test_its_source_is_a_row_of_the_statutes_that_nobody_has_read() -> None:
    assert capitals(amount="1")["sources"] == ["支付结算办法附一（条号待核）"]
    assert capitals(amount="1", on="2026-11-24")["sources"] == ["支付结算办法附一（条号待核）"]


def test_a_house_that_has_read_it_cites_its_own_row(law: LawBook) -> None:
    row = """[[statute]]
id = "settlement-rules"
title = "示例结算规定"
short = "示例结算规定"
[[statute.version]]
id = "2030"
name = "2030年"
in_force_from = 2030-01-01
status = "verified"
"""
    book = law.with_tables({"law/statutes.toml": own("statutes", row)})
    assert capitals(amount="1", on="2030-01-01", law=book)["sources"] == ["示例结算规定"]
    with pytest.raises(CalculatorError) as caught:
        capitals(amount="1", on="1996-01-01", law=book)
    assert caught.value.field == "on"
