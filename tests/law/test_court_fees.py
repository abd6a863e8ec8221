from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law import fee_formulas as f
from tests.law.support import house

from recoverydocs.errors import LawTableError
from recoverydocs.law.court_fees import KINDS, claim_change, court_fee
from recoverydocs.money import Money

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

DAY = date(2026, 11, 24)
SUMS = st.integers(0, 10**14)


def fee(law: LawBook, kind: str, amount: str) -> str:
    found = court_fee(law, kind, DAY, Money.from_yuan(amount)).amount
    assert found is not None
    return found.plain()


def test_the_table_has_every_kind(law: LawBook) -> None:
    assert set(law.court_fees.groups["kind"]) == set(KINDS)


@pytest.mark.parametrize("amount", f.edges_of(f.PROPERTY))
def test_property_fees_agree_with_the_quick_formula(law: LawBook, amount: str) -> None:
    exact = f.quick(f.PROPERTY, Decimal(amount))
    assert fee(law, "property", amount) == f.part(exact, 1)
    assert fee(law, "appeal", amount) == f.part(exact, 1)
    assert fee(law, "property-halved", amount) == f.part(exact, 2)
    assert fee(law, "counterclaim-joined", amount) == f.part(exact, 2)
    assert fee(law, "payment-order", amount) == f.part(exact, 3)


@pytest.mark.parametrize(
    "amount", [*f.edges_of(f.PROPERTY), *f.around(f.BANKRUPTCY_CAP_AT), "200000000"]
)
def test_bankruptcy_fees_agree_with_the_quick_formula(law: LawBook, amount: str) -> None:
    half = f.quick(f.PROPERTY, Decimal(amount)) / 2
    assert fee(law, "bankruptcy", amount) == f.part(min(half, Decimal(300000)), 1)


@pytest.mark.parametrize("amount", f.edges_of(f.ENFORCEMENT))
def test_enforcement_fees_agree_with_the_quick_formula(law: LawBook, amount: str) -> None:
    assert fee(law, "enforcement", amount) == f.part(f.quick(f.ENFORCEMENT, Decimal(amount)), 1)


@pytest.mark.parametrize("amount", f.edges_of(f.PRESERVATION))
def test_preservation_fees_agree_with_the_quick_formula(law: LawBook, amount: str) -> None:
    exact = f.quick(f.PRESERVATION, Decimal(amount))
    assert fee(law, "preservation", amount) == f.part(exact, 1)


def test_fees_are_rounded_once_and_half_up(law: LawBook) -> None:
    # 10,000.20: 50 + 0.20 × 2.5 % = 50.005 → 50.01; its half is 25.0025 → 25.00, not 25.005.
    found = court_fee(law, "property", DAY, Money.from_yuan("10000.20"))
    assert (found.exact, found.amount) == (Fraction("50.005"), Money.from_yuan("50.01"))
    assert fee(law, "property-halved", "10000.20") == "25.00"


@pytest.mark.parametrize(
    ("kind", "prepaid", "bearer"),
    [
        ("property", True, "败诉方"),
        ("property-halved", True, "败诉方"),
        ("appeal", True, "败诉方"),
        ("counterclaim-joined", True, "败诉方"),
        ("claim-increased", True, "败诉方"),
        ("claim-decreased", True, "变更诉讼请求的当事人"),
        ("jurisdiction-objection", False, "提出管辖权异议的当事人"),
        ("preservation", True, "申请人"),
        ("payment-order", True, "债务人"),
        ("enforcement", False, "被执行人"),
        ("enforcement-no-amount", False, "被执行人"),
        ("bankruptcy", False, "破产财产"),
        ("public-notice", True, "申请人"),
        ("set-aside-award", True, "人民法院"),
        ("realise-security", True, "债务人、担保人"),
    ],
)
def test_who_pays_first_and_who_in_the_end(
    law: LawBook,
    kind: str,
    prepaid: bool,  # noqa: FBT001 - as the answer has it
    bearer: str,
) -> None:
    # 诉讼费用交纳办法 20 and 29-38, 42; of realise-security 民诉法解释 204.
    amount = Money.from_yuan("1000")
    if KINDS[kind] == "change":
        found = claim_change(law, kind, DAY, amount, amount)
    else:
        found = court_fee(law, kind, DAY, amount if KINDS[kind] != "none" else None)
    assert found.prepaid_by_applicant is prepaid
    assert bearer in found.borne_by
    assert any(found.borne_by in line for line in found.working)


@pytest.mark.parametrize(
    ("kind", "amount", "span", "table"),
    [
        ("preservation", "30.00", None, "preservation"),
        ("public-notice", "100.00", None, "public-notice"),
        ("set-aside-award", "400.00", None, "set-aside-award"),
        ("jurisdiction-objection", None, ("50.00", "100.00"), "jurisdiction-objection"),
        ("enforcement-no-amount", None, ("50.00", "500.00"), "enforcement"),
        ("realise-security", None, None, ""),
    ],
)
def test_fees_that_no_amount_decides(
    law: LawBook,
    kind: str,
    amount: str | None,
    span: tuple[str, str] | None,
    table: str,
) -> None:
    found = court_fee(law, kind, DAY)
    assert (found.amount.plain() if found.amount else None) == amount
    assert (tuple(each.plain() for each in found.range) if found.range else None) == span
    assert found.table == table
    assert (found.exact is None) == (amount is None)


def test_where_no_standard_is_laid_down_the_working_says_so(law: LawBook) -> None:
    found = court_fee(law, "realise-security", DAY)
    assert any("未在办法中列明" in line for line in found.working)
    assert found.sources == ("《民诉法解释》（2022年修正）第二百零四条",)


def test_a_kind_that_needs_an_amount_has_no_answer_without(law: LawBook) -> None:
    with pytest.raises(LawTableError, match="没有不按金额计算的标准"):
        court_fee(law, "property", DAY)


def test_an_amount_changes_nothing_where_the_sum_is_fixed(law: LawBook) -> None:
    amount = Money.from_yuan("1000000")
    assert court_fee(law, "public-notice", DAY, amount).exact == 100
    with pytest.raises(LawTableError, match="没有按金额计算的标准"):
        court_fee(law, "jurisdiction-objection", DAY, amount)


def test_a_change_of_the_claim_pays_the_exact_difference(law: LawBook) -> None:
    # 150,000: 3,300; 365,842.17: 6,787.63255. More: 3,487.63255 → 3,487.63.
    before, after = Money.from_yuan("150000"), Money.from_yuan("365842.17")
    more = claim_change(law, "claim-increased", DAY, before, after)
    assert (more.exact, more.amount) == (Fraction("3487.63255"), Money.from_yuan("3487.63"))
    less = claim_change(law, "claim-decreased", DAY, after, before)
    assert (less.exact, less.amount) == (more.exact, more.amount)
    assert any("变更后的受理费：6,787.63255" in line for line in more.working)


def test_a_day_before_the_decree_has_no_answer(law: LawBook) -> None:
    amount = Money.from_yuan("1000")
    assert court_fee(law, "property", date(2007, 4, 1), amount).amount == Money.from_yuan("50")
    with pytest.raises(LawTableError, match="2007-03-31 没有规定"):
        court_fee(law, "property", date(2007, 3, 31), amount)


def test_a_fee_change_is_a_table_file() -> None:
    own = house(
        "court_fees",
        """
[[table]]
id = "property"
statute = "诉讼费用交纳办法"
document = "新令"
article = "第十三条"
in_force_from = 2027-01-01
status = "unverified"
status_note = "征求意见稿"
brackets = [{ over = "0", up_to = "20000", flat = "60" }, { over = "20000", rate = "0.03" }]
""",
    )
    amount = Money.from_yuan("30000")
    # The old table: 50 + 20,000 × 2.5 % = 550; the new one: 60 + 10,000 × 3 % = 360.
    old = court_fee(own, "property-halved", date(2026, 12, 31), amount)
    new = court_fee(own, "property-halved", date(2027, 1, 1), amount)
    assert (old.exact, new.exact) == (Fraction(275), Fraction(180))
    assert new.sources[0] == "《诉讼费用交纳办法》（新令）第十三条"
    assert any("未核对" in line and "征求意见稿" in line for line in new.working)
    assert not any("未核对" in line for line in old.working)
    # What is a part of it follows: 360 / 3 = 120.
    assert court_fee(own, "payment-order", date(2027, 1, 1), amount).exact == 120


@given(SUMS, SUMS, st.sampled_from(["property", "enforcement", "preservation", "bankruptcy"]))
def test_a_larger_amount_never_costs_less(
    law: LawBook, first: int, second: int, kind: str
) -> None:
    low, high = (court_fee(law, kind, DAY, Money(fen)).exact for fen in sorted((first, second)))
    assert low is not None
    assert high is not None
    assert low <= high


@given(SUMS, SUMS, SUMS)
def test_two_changes_together_cost_what_one_costs(
    law: LawBook, first: int, second: int, third: int
) -> None:
    one, two, three = (Money(fen) for fen in sorted((first, second, third)))
    steps = [(one, two), (two, three), (one, three)]
    found = [claim_change(law, "claim-increased", DAY, *step).exact for step in steps]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0] + found[1] == found[2]


def test_a_house_may_take_a_part_of_a_changed_claim(law: LawBook) -> None:
    # In the simplified procedure both fees are halved, and so is the difference.
    kind = """
[[kind]]
id = "claim-increased"
name = "增加诉讼请求，减半"
article = "第十六条、第二十一条"
in_force_from = 2027-01-01
status = "verified"
table = "property"
factor = "1/2"
prepaid_by_applicant = true
prepay = "申请人补交"
borne_by = "败诉方负担"
"""
    before, after = Money.from_yuan("100000"), Money.from_yuan("200000")
    for own, exact in ((law, 2000), (house("court_fees", kind), 1000)):
        found = claim_change(own, "claim-increased", date(2027, 1, 1), before, after)
        assert found.exact == exact


def test_a_house_may_say_that_no_standard_is_laid_down() -> None:
    kind = """
[[kind]]
id = "claim-increased"
name = "增加诉讼请求"
article = "第二十一条"
in_force_from = 2027-01-01
status = "verified"
prepaid_by_applicant = true
prepay = "申请人补交"
borne_by = "败诉方负担"
note = "由法院另行通知"
"""
    own = house("court_fees", kind)
    found = claim_change(own, "claim-increased", date(2027, 1, 1), Money(0), Money(1))
    assert (found.amount, found.table) == (None, "")
    assert "由法院另行通知" in found.working


def test_a_fixed_sum_of_nothing_is_a_sum() -> None:
    free = """
[[table]]
id = "public-notice"
name = "申请公示催告"
article = "第一条"
in_force_from = 2027-01-01
status = "verified"
flat = "0"
"""
    found = court_fee(house("court_fees", free), "public-notice", date(2027, 1, 1))
    assert found.amount == Money(0)
