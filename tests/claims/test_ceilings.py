"""Ceilings in yuan; each figure worked by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.claims.support import ORG, Members, case, contract, day, yuan

from recoverydocs.claims import assess
from recoverydocs.claims.ceilings import Load
from recoverydocs.money import Money

if TYPE_CHECKING:
    from recoverydocs.errors import Finding
    from recoverydocs.law import LawBook

UNLICENSED: Members = {k: v for k, v in ORG.items() if k != "licence_no"} | {"kind": "子公司"}


def loan(start: str, end: str, rate: str, **more: object) -> Members:
    """100,000 yuan from one day to another, all due at the end, actual/365."""
    given = contract(
        **{"from": start, "to": end},
        signed_on=more.pop("signed_on", start),
        amount="100000.00",
        rate_terms={
            "type": "固定",
            "rate": rate,
            "day_count": "actual/365",
            "penalty_uplift": "0.5",
            "compound": False,
        },
        **more,
    )
    given["disbursements"][0] |= {"on": start, "amount": "100000.00"}
    return given


def found(law: LawBook, made: Members, as_of: str, rule: str, **more: object) -> list[Finding]:
    claim = assess(case(contracts=[made], **more), law, day(as_of))
    return [each for each in claim.findings if each.rule == rule]


def test_the_published_example() -> None:
    # cap-24: interest 15 % and fees 10 % of 100,000 over 365 days: 25,000 above 24,000.
    load = Load(yuan("25000"), yuan("100000").fen * 365)
    assert load.allowed(Decimal("0.24")) == yuan("24000.00")
    assert load.excess(Decimal("0.24")) == yuan("1000.00")
    assert Load(yuan("24000"), load.principal_days).excess(Decimal("0.24")) == Money(0)


def test_interest_and_the_plans_fees_count_together(law: LawBook) -> None:
    plan = [
        {
            "no": 1,
            "due_on": "2026-11-24",
            "principal": "100000.00",
            "interest": "15000.00",
            "fee": "10000.00",
        }
    ]
    made = loan(
        "2025-11-24", "2026-11-24", "0.15", instalments=plan, repay_method={"method": "其他"}
    )
    (finding,) = found(law, made, "2026-11-24", "RATE-24")
    assert "合计 25,000.00元，超过按年利率 24.00% 计算的 24,000.00元，超出 1,000.00元" in (
        finding.message
    )


def test_what_was_paid_counts_too(law: LawBook) -> None:
    # 25 % a year: 24,931.51 for 364 days, paid with all the principal on the last day but one,
    # is still 997.26 above 24 %.
    made = loan(
        "2025-11-24",
        "2026-11-24",
        "0.25",
        repayments=[{"on": "2026-11-23", "amount": "124931.51"}],
    )
    (finding,) = found(law, made, "2026-11-24", "RATE-24")
    # 100,000 × 24 % × 364 / 365 = 23,934.25.
    assert "超过按年利率 24.00% 计算的 23,934.25元，超出 997.26元" in finding.message


def test_a_rate_above_is_said_before_the_sum_is(law: LawBook) -> None:
    # 20 % for a year, ten days late at 30 %: 20,821.92 in all, far below 24 %.
    made = loan("2025-11-14", "2026-11-14", "0.2")
    (finding,) = found(law, made, "2026-11-24", "RATE-24")
    assert finding.message.startswith("利息、罚息等合计年化可达 30.00%")


def test_four_times_the_lpr_of_the_contracts_day(law: LawBook) -> None:
    # Signed 2024-08-01, LPR 3.35 %: 13.40 %. 365 days at 14 %: 14,000 above 13,400.
    made = loan("2024-08-01", "2025-08-01", "0.14")
    (finding,) = found(law, made, "2025-08-01", "CAP-SUM", org=UNLICENSED)
    assert "合计 14,000.00元" in finding.message
    assert "合同成立时 一年期LPR（2024-07-22 公布，3.35%）的4倍）600.00元" in finding.message
    assert found(law, made, "2025-08-01", "CAP-SUM") == []
    assert found(law, made, "2025-08-01", "RATE-24", org=UNLICENSED) == []


@pytest.mark.parametrize(
    ("suits", "cap", "excess"),
    [
        # LPR 3.85 % on 2021-01-09: 100,000 × 15.40 % × 142 / 365 = 5,991.23.
        ([], "截止日 一年期LPR（2020-12-21 公布，3.85%）的4倍", "3,345.76"),
        # Sued on 2020-12-01, the same 3.85 %.
        (["2020-12-01"], "起诉 一年期LPR（2020-11-20 公布，3.85%）的4倍", "3,345.76"),
    ],
)
def test_an_older_contract_is_split(
    law: LawBook, suits: list[str], cap: str, excess: str
) -> None:
    # 24 % from 2020-01-10: 223 days to 2020-08-19 cost 14,663.01, just what 24 % allows; the
    # other 142 days 9,336.99.
    made = loan("2020-01-10", "2021-01-09", "0.24")
    filed = [{"kind": "一审", "court": "示例法院", "filed_on": on} for on in suits]
    (finding,) = found(law, made, "2021-01-09", "CAP-SUM", org=UNLICENSED, court_cases=filed)
    assert "2020-08-20 以前年利率 24.00%，该日起" in finding.message
    assert cap in finding.message
    assert finding.message.endswith(f"{excess}元")


def test_the_older_part_has_its_own_ceiling(law: LawBook) -> None:
    # 30 %: 18,328.77 up to the split, 3,665.76 above; 142 days: 11,671.23, 5,680.00 above.
    made = loan("2020-01-10", "2021-01-09", "0.30")
    (finding,) = found(law, made, "2021-01-09", "CAP-SUM", org=UNLICENSED)
    assert finding.message.endswith("9,345.76元")


def test_a_day_without_an_lpr_says_nothing_here(law: LawBook) -> None:
    made = loan("2010-01-10", "2011-01-10", "0.30")
    assert found(law, made, "2011-01-10", "CAP-SUM", org=UNLICENSED) == []
