from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.law import fee_formulas as f
from tests.law.support import house

from recoverydocs.errors import LawTableError
from recoverydocs.law.arbitration_fees import arbitration_fee
from recoverydocs.money import Money

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

OWN = """
[[table]]
id = "example-commission"
name = "示例仲裁委员会收费表"
statute = "示例仲裁委员会仲裁规则"
article = "附件一"
in_force_from = 2026-03-01
in_force_to = 2026-12-31
status = "unverified"
brackets = [{ over = "0", up_to = "1000", flat = "100" }, { over = "1000", rate = "0.02" }]
handling = [{ over = "0", up_to = "50000", flat = "500" }, { over = "50000", rate = "0.01" }]
"""


@pytest.mark.parametrize("amount", f.edges_of(f.ARBITRATION_MIN))
def test_the_range_of_1995_agrees_with_the_quick_formula(law: LawBook, amount: str) -> None:
    for schedule, lines in (("min", f.ARBITRATION_MIN), ("max", f.ARBITRATION_MAX)):
        found = arbitration_fee(
            law, f"cn-1995-{schedule}", date(2026, 2, 28), Money.from_yuan(amount)
        )
        assert found.acceptance_fee.plain() == f.part(f.quick(lines, Decimal(amount)), 1)
        assert found.handling_fee is None


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(1995, 9, 1), "verified"),
        (date(2026, 2, 28), "verified"),
        (date(2026, 3, 1), "unverified"),
        (date(2030, 1, 1), "unverified"),
    ],
)
def test_the_decrees_standing_is_said_by_the_day(law: LawBook, day: date, status: str) -> None:
    found = arbitration_fee(law, "cn-1995-min", day, Money.from_yuan("300000"))
    assert found.acceptance_fee == Money.from_yuan("6500")
    assert found.status == status
    assert ("自2026-03-01起是否继续有效未经确认" in found.note) == (status == "unverified")
    assert bool(found.note) == (status == "unverified")
    assert "不是仲裁机构自己的收费" in found.working[0]


def test_an_institutions_own_table_answers_within_its_days() -> None:
    own = house("arbitration_fees", OWN)
    found = arbitration_fee(
        own, "example-commission", date(2026, 12, 31), Money.from_yuan("60000.25")
    )
    # 100 + 59,000.25 × 2 % = 1,280.005 → 1,280.01; 500 + 10,000.25 × 1 % = 600.0025 → 600.00.
    assert found.acceptance_fee == Money.from_yuan("1280.01")
    assert found.handling_fee == Money.from_yuan("600.00")
    assert found.status == "unverified"
    assert found.note
    assert found.sources == ("《示例仲裁委员会仲裁规则》附件一",)
    for day in (date(2026, 2, 28), date(2027, 1, 1)):
        with pytest.raises(LawTableError, match="没有规定"):
            arbitration_fee(own, "example-commission", day, Money.from_yuan("1"))
    # The decree's range stands beside it.
    assert arbitration_fee(own, "cn-1995-max", date(2026, 1, 1), Money(0)).status == "verified"


def test_a_day_before_the_decree_or_an_unknown_schedule_is_an_error(law: LawBook) -> None:
    with pytest.raises(LawTableError, match="1995-08-31 没有规定"):
        arbitration_fee(law, "cn-1995-min", date(1995, 8, 31), Money(0))
    with pytest.raises(LawTableError, match="id = nobody"):
        arbitration_fee(law, "nobody", date(2026, 1, 1), Money(0))
