from __future__ import annotations

import pytest

from recoverydocs.claims.calculators import CalculatorError, capitals


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
